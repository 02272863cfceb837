"""Suggestions made anew: what a run weighed, carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kb.records.actions.history import remember
from kb.records.models import SuggestionChange, Theme, ThemeLink
from kb.records.recording import note_made, recorded, touch
from kb.records.stamps import renew_stamps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.actions.history import Actor
    from kb.records.models import SuggestionRun

Kind = SuggestionChange.Kind
_BATCH = 500


@recorded
def renew_suggestions(*, run: SuggestionRun, by: Actor) -> set[int]:
    """Make, take away and weigh anew what the run found; the keys of the theses in which something changed.

    What a person settled in the meantime stays as it is, and a link that is there in any state is not made again.
    """
    theses: set[int] = set()
    numbers = dict.fromkeys(Kind.values, 0)
    themes: set[int] = set()
    changes = list(run.changes.order_by("pk"))
    for start in range(0, len(changes), _BATCH):
        batch = changes[start : start + _BATCH]
        for kind, act in ((Kind.NEW, _make), (Kind.LOST, _take_away), (Kind.CHANGED, _weigh)):
            links = act([change for change in batch if change.kind == kind])
            numbers[kind] += len(links)
            theses |= {link.thesis_id for link in links if link.thesis_id is not None}
            themes |= {link.tag_id for link in links}
    renew_stamps(theses)
    for theme in Theme.objects.filter(pk__in=themes):
        remember(
            theme,
            _("Suggested anew: %(new)d new, %(lost)d no longer, %(changed)d surer or less sure.") % numbers,
            by=by,
        )
    return theses


def _make(changes: Sequence[SuggestionChange]) -> list[ThemeLink]:
    there = set(_find_links(changes))
    records = _find_records(changes)
    links = [
        ThemeLink(
            tag_id=change.theme_id,
            content_type_id=change.content_type_id,
            object_id=change.object_id,
            thesis_id=change.thesis_id,
            origin=ThemeLink.Origin.SUGGESTED,
            state=ThemeLink.State.SUGGESTED,
            confidence=change.confidence,
            reason=change.reason,
        )
        for change in changes
        if _key(change) not in there and (change.content_type_id, change.object_id) in records
    ]
    ThemeLink.objects.bulk_create(links)
    note_made(links)
    return links


def _take_away(changes: Sequence[SuggestionChange]) -> list[ThemeLink]:
    links = _find_open(changes)
    touch(links)
    ThemeLink.objects.filter(pk__in=[link.pk for link in links]).delete()
    return links


def _weigh(changes: Sequence[SuggestionChange]) -> list[ThemeLink]:
    wanted = {_key(change): change for change in changes}
    links = _find_open(changes)
    touch(links)
    for link in links:
        change = wanted[link.tag_id, link.content_type_id, link.object_id]
        link.confidence, link.reason = change.confidence, change.reason
    ThemeLink.objects.bulk_update(links, ["confidence", "reason"])
    return links


def _key(change: SuggestionChange) -> tuple[int, int, int]:
    return change.theme_id, change.content_type_id, change.object_id


def _find_links(changes: Sequence[SuggestionChange]) -> dict[tuple[int, int, int], ThemeLink]:
    """The links that are there for the same themes and records."""
    wanted = {_key(change) for change in changes}
    links = ThemeLink.objects.filter(
        tag__in={change.theme_id for change in changes},
        object_id__in=[change.object_id for change in changes],
    ).select_related("tag")
    found = {(link.tag_id, link.content_type_id, link.object_id): link for link in links}
    return {key: link for key, link in found.items() if key in wanted}


def _find_open(changes: Sequence[SuggestionChange]) -> list[ThemeLink]:
    """Those of the links that are still nothing but suggestions."""
    return [
        link
        for link in _find_links(changes).values()
        if link.origin == ThemeLink.Origin.SUGGESTED and link.state == ThemeLink.State.SUGGESTED
    ]


def _find_records(changes: Sequence[SuggestionChange]) -> set[tuple[int, int]]:
    """Which of the records are still there, by sort and key."""
    keys: dict[Any, list[int]] = {}
    for change in changes:
        keys.setdefault(change.content_type, []).append(change.object_id)
    return {
        (content_type.pk, pk)
        for content_type, pks in keys.items()
        for pk in content_type.model_class()
        ._default_manager.filter(pk__in=pks)
        .order_by()
        .values_list("pk", flat=True)
    }
