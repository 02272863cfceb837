"""Informants: their labels and roles, and two labels that are one voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.actions.quotations import set_speaker
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.actions.history import Actor
    from kb.records.models import Informant


@recorded
def correct_informant(*, informant: Informant, by: Actor) -> None:
    """Save the informant as it was set, and flag it; a new label remembers the one that the file has."""
    before = type(informant).objects.filter(pk=informant.pk).values_list("label", flat=True).first()
    if before and before != informant.label:
        informant.read_as = [*informant.read_as, before]
    informant.is_edited = True
    informant.save()
    remember(informant, _("Corrected."), by=by)


@recorded
def merge_informants(*, keep: Informant, others: Iterable[Informant], by: Actor) -> None:
    """Make one voice of several in the same thesis; all their words become the words of ``keep``."""
    for other in _different(keep, others):
        if other.thesis_id != keep.thesis_id:
            raise Refused(_("“%s” belongs to another thesis.") % other)
        for quotation in other.quotations.all():
            set_speaker(quotation=quotation, informant=keep, by=by)
        keep.read_as = [*keep.read_as, other.label, *other.read_as]
        keep.role = keep.role or other.role
        if keep.role_group == keep.RoleGroup.OTHER:
            keep.role_group = other.role_group
        remember(keep, _("Merged with %s.") % other, by=by)
        other.delete()
    correct_informant(informant=keep, by=by)


def _different(keep: Informant, others: Iterable[Informant]) -> list[Informant]:
    found = [other for other in others if other.pk != keep.pk]
    if not found:
        raise Refused(_("Choose at least two to merge."))
    return found
