"""Passages that share their very words, side by side, what is the same marked, and what they name as source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.pages.recurring.recurring import PlaceLine, present_place
from kb.pages.sources.work_names import name_work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.records.models import Passage, Work
    from kb.synthesis.recurring.passages import Source
    from kb.synthesis.recurring.results import Shared, SharedText

_AROUND = 140
_LONGEST = 1_600
_NAMES = 60


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A work that is cited, with its page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """One more passage with the same words."""

    source: str
    where: str
    url: str
    n_words: int


@dataclass(frozen=True, slots=True)
class SharedPassages:
    """Two passages side by side. ``said`` is what the site says of their sources, before the works it names.

    ``anchor`` is made of ``key``; ``suggestion`` is a name for a theme to begin with.
    """

    key: str
    anchor: str
    first: PlaceLine
    second: PlaceLine
    n_words: int
    n_theses: int
    is_within: bool
    is_changed: bool
    said: str
    works: tuple[NamedSource, ...]
    others: tuple[OtherPlace, ...]
    suggestion: str


def present_shared(
    shared: Shared,
    first: Passage,
    second: Passage,
    source: Source,
    *,
    passages: Mapping[int, Passage],
    works: Mapping[int, Work],
    is_changed: bool,
) -> SharedPassages:
    """A shared passage; where a text changed since it was aligned, nothing is marked."""
    best = shared.others[0]
    stretches = () if is_changed else best.stretches
    said, named = _say_source(source, works)
    return SharedPassages(
        key=shared.key,
        anchor=f"r{shared.key[:8]}",
        first=present_place(first, [row[0:2] for row in stretches], around=_AROUND, longest=_LONGEST),
        second=present_place(second, [row[2:4] for row in stretches], around=_AROUND, longest=_LONGEST),
        n_words=best.longest,
        n_theses=len({shared.thesis, *(other.thesis for other in shared.others)}),
        is_within=first.thesis_id == second.thesis_id,
        is_changed=is_changed,
        said=said,
        works=tuple(NamedSource(name_work(work), work.get_absolute_url()) for work in named),
        others=tuple(
            _present_other(other, passages[other.pk]) for other in shared.others[1:] if other.pk in passages
        ),
        suggestion=_suggest(first.text, best),
    )


def _present_other(other: SharedText, passage: Passage) -> OtherPlace:
    line = present_place(passage, [], around=0)
    return OtherPlace(line.source, line.where, line.url, other.longest)


def _say_source(source: Source, works: Mapping[int, Work]) -> tuple[str, tuple[Work, ...]]:
    """What is said of the sources, and the works that are named with it."""
    both = tuple(works[pk] for pk in source.both if pk in works)
    if both or source.official:
        official = ", ".join(source.official)
        if not both:
            return _("Both name %s.") % official, ()
        return (_("Both name %s and cite") % official if official else _("Both cite")), both
    if source.is_interview:
        return _("Both quote an informant."), ()
    for side, text in (
        (source.first, _("No source in common; only the first cites")),
        (source.second, _("No source in common; only the second cites")),
    ):
        other = source.second if side is source.first else source.first
        if side and not other:
            return text, tuple(works[pk] for pk in side if pk in works)
    if source.first and source.second:
        return _("They cite different sources."), ()
    return _("Neither names a source here."), ()


def _suggest(text: str, best: SharedText) -> str:
    start, end, *_rest = max(best.stretches, key=lambda row: row[4])
    words = text[start:end].split()
    name = ""
    for word in words[:6]:
        if len(name) + len(word) >= _NAMES:
            break
        name = f"{name} {word}".strip()
    return name.strip('«»"“”.,;:()')
