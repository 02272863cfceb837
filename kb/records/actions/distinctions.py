"""Records that look like one: said not to be, left for later, and taken up again."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.models import Distinction
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model, QuerySet

    from kb.records.actions.history import Actor

DIFFERENT, LATER = Distinction.Verdict.DIFFERENT, Distinction.Verdict.LATER


@recorded
def tell_apart(*, records: Sequence[Model], by: Actor, verdict: str = DIFFERENT) -> None:
    """Say of records of one sort that no two of them are the same, or that somebody looks at them later.

    They are not proposed again; what was left for later becomes different when it is said so.
    """
    if len({record.pk for record in records}) < 2:
        raise Refused(_("Choose at least two."))
    for one, other in combinations(sorted(records, key=lambda record: cast("int", record.pk)), 2):
        if one.pk == other.pk:
            continue
        Distinction.objects.update_or_create(
            content_type=ContentType.objects.get_for_model(one),
            first=one.pk,
            second=other.pk,
            defaults={"verdict": verdict, "by_id": by.pk if by is not None else None},
        )
        if verdict == DIFFERENT:
            remember(one, _("Not the same as %s.") % other, by=by)
            remember(other, _("Not the same as %s.") % one, by=by)


@recorded
def propose_again(*, distinction: Distinction, by: Actor) -> None:
    """Take back what was said of two records, so that they may be proposed as one again."""
    records = [
        distinction.content_type.model_class()._default_manager.filter(pk=pk).first()  # type: ignore[union-attr]
        for pk in (distinction.first, distinction.second)
    ]
    distinction.delete()
    for record in records:
        if record is not None:
            remember(record, _("May be the same as another again."), by=by)


def find_distinctions(record: Model) -> QuerySet[Distinction]:
    """What was said of the record and another."""
    return Distinction.objects.filter(
        Q(first=record.pk) | Q(second=record.pk), content_type=ContentType.objects.get_for_model(record)
    )


def move_distinctions(keep: Model, other: Model) -> None:
    """What was told apart from ``other`` is apart from ``keep``; that the two were apart is over."""
    for distinction in find_distinctions(other):
        third = distinction.second if distinction.first == other.pk else distinction.first
        pair = sorted([cast("int", keep.pk), third])
        stands = Distinction.objects.filter(
            content_type=distinction.content_type, first=pair[0], second=pair[1]
        ).exclude(pk=distinction.pk)
        if third == keep.pk or stands.exists():
            distinction.delete()
            continue
        distinction.first, distinction.second = pair
        distinction.save()
