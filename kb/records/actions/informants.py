"""Informants: their labels and roles, two labels that are one voice, and one label that is two voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kb.records.actions.distinctions import move_distinctions
from kb.records.actions.history import Refused, remember
from kb.records.actions.quotations import set_speaker
from kb.records.models import Informant
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.records.actions.history import Actor
    from kb.records.models import Quotation

# Of which voice these are may be chosen when several become one.
CHOSEN = ("label", "role", "role_group")


@recorded
def correct_informant(*, informant: Informant, by: Actor) -> None:
    """Save the informant as it was set, and flag it; a new label remembers the one that the file has."""
    before = type(informant).objects.filter(pk=informant.pk).values_list("label", flat=True).first()
    if before and before != informant.label:
        informant.read_as = [*informant.read_as, before]
    informant.read_as = [label for label in dict.fromkeys(informant.read_as) if label != informant.label]
    informant.is_edited = True
    informant.save()
    remember(informant, _("Corrected."), by=by)


@recorded
def merge_informants(
    *, keep: Informant, others: Iterable[Informant], by: Actor, chosen: Mapping[str, Any] | None = None
) -> None:
    """Make one voice of several in the same thesis; all their words become the words of ``keep``.

    ``chosen`` holds what some of the fields in ``CHOSEN`` shall be.
    """
    for other in _different(keep, others):
        if other.thesis_id != keep.thesis_id:
            raise Refused(_("“%s” belongs to another thesis.") % other)
        for quotation in other.quotations.all():
            set_speaker(quotation=quotation, informant=keep, by=by)
        keep.read_as = [*keep.read_as, other.label, *other.read_as]
        keep.role = keep.role or other.role
        if keep.role_group == keep.RoleGroup.OTHER:
            keep.role_group = other.role_group
        move_distinctions(keep, other)
        remember(keep, _("Merged with %s.") % other, by=by)
        other.delete()
    for field, value in (chosen or {}).items():
        if field in CHOSEN:
            setattr(keep, field, value)
    correct_informant(informant=keep, by=by)


@recorded
def split_informant(
    *,
    informant: Informant,
    quotations: Sequence[Quotation],
    by: Actor,
    read_as: Sequence[str] = (),
    into: Informant | None = None,
    label: str = "",
) -> Informant:
    """Take some quotations out: another voice of the same thesis said them.

    ``into`` is one that is there; without it a new one with ``label`` is made. ``read_as`` are labels of the file that
    mean the other voice from now on.
    """
    if not quotations:
        raise Refused(_("Choose what is to be taken out."))
    target = _find_voice(informant, into, label.strip())
    for quotation in quotations:
        set_speaker(quotation=quotation, informant=target, by=by)
    informant.read_as = [each for each in informant.read_as if each not in read_as]
    target.read_as = [*target.read_as, *read_as]
    for voice in (informant, target):
        correct_informant(informant=voice, by=by)
    remember(informant, _("Taken out into another voice: %s.") % target, by=by)
    return target


def _find_voice(informant: Informant, into: Informant | None, label: str) -> Informant:
    if into is not None:
        if into.pk == informant.pk:
            raise Refused(_("It is there already."))
        if into.thesis_id != informant.thesis_id:
            raise Refused(_("“%s” belongs to another thesis.") % into)
        return into
    if not label:
        raise Refused(_("Give the other voice a label."))
    if informant.thesis.informants.filter(label=label).exists():
        raise Refused(_("The thesis has a voice with the label “%s” already.") % label)
    return Informant.objects.create(
        thesis=informant.thesis, label=label, role=informant.role, role_group=informant.role_group
    )


def _different(keep: Informant, others: Iterable[Informant]) -> list[Informant]:
    found = [other for other in others if other.pk != keep.pk]
    if not found:
        raise Refused(_("Choose at least two to merge."))
    return found
