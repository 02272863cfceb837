"""A heading, and the level its number and place give it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from kb.ingest.roman_numbers import read_roman
from kb.ingest.titles import front_kind, is_core_chapter, is_part_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.contents import Entry

_Value = TypeVar("_Value", int, tuple[int, ...])


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over the text lines ``first`` to ``last`` (indices); ``level`` from 1, 0 while it is not known."""

    first: int
    last: int
    number: str | None
    title: str
    level: int
    entry: int | None = None  # its entry in the contents
    printed: bool = True  # whether the number stands in the heading itself, not only in the contents


def number_parts(number: str) -> tuple[int, ...]:
    """ "2.1.3" as (2, 1, 3), "IV" as (4,); the ".0" of "2.0" counts for nothing."""
    parts = tuple(int(part) if part.isdigit() else read_roman(part) for part in number.split("."))
    while len(parts) > 1 and parts[-1] == 0:
        parts = parts[:-1]
    return parts


def longest_rising(values: Sequence[_Value]) -> list[int]:
    """Indices of a longest strictly rising subsequence."""
    tails: list[_Value] = []
    ends: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [i]
        before.append(ends[at - 1] if at else -1)
    chain: list[int] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        chain.append(i)
        i = before[i]
    return chain[::-1]


def with_levels(headings: Sequence[Heading], entries: Sequence[Entry]) -> tuple[Heading, ...]:
    """Headings with the level their place gives them; a number that breaks the order does not decide."""
    numbered = [h for h in headings if h.number]
    kept = {numbered[k].first for k in _trunk([number_parts(h.number or "0") for h in numbered])}
    below_of = _next_kept(headings, kept)
    chapters = _unnumbered_chapters(headings)
    above: Heading | None = None
    governing: Heading | None = None
    done: list[Heading] = []
    for heading, below in zip(headings, below_of, strict=True):
        if heading.level and not heading.number:
            level = heading.level
        elif heading.first in chapters:
            level = 1
        elif heading.number and heading.first in kept:
            level = len(number_parts(heading.number))
        elif heading.number:
            level = _level_between(above, heading, below)
        else:
            level = _level_unnumbered(heading, governing, entries)
        done.append(replace(heading, level=level))
        if heading.number or (not numbered and heading.entry is not None):
            governing = done[-1]
        if heading.number:
            above = done[-1] if heading.first in kept else above
    return tuple(done) if numbered else tuple(_below_parts(done))


def _below_parts(headings: Sequence[Heading]) -> list[Heading]:
    """Headings without numbers, those that follow the title of a part a level below it."""
    first = next((n for n, h in enumerate(headings) if is_part_title(h.title)), None)
    if first is None or not any(h.level == 1 and not is_part_title(h.title) for h in headings[first:]):
        return list(headings)
    return [
        replace(h, level=h.level + 1) if n > first and not is_part_title(h.title) else h
        for n, h in enumerate(headings)
    ]


def _unnumbered_chapters(headings: Sequence[Heading]) -> set[int]:
    """The first lines of headings without a number just above the first part of a chapter that has no other heading:
    "Metode" over "3.1 Utvalg"."""
    tops = {parts[0] for h in headings if h.number and len(parts := number_parts(h.number)) == 1}
    found = set()
    for above, below in itertools.pairwise(headings):
        parts = number_parts(below.number) if below.number else ()
        if not above.number and len(parts) == 2 and parts[1] == 1 and parts[0] not in tops:
            found.add(above.first)
            tops.add(parts[0])
    return found


def _next_kept(headings: Sequence[Heading], kept: set[int]) -> list[Heading | None]:
    """For each heading the next one below it whose number keeps the order."""
    found: list[Heading | None] = []
    below: Heading | None = None
    for heading in reversed(headings):
        found.append(below)
        if heading.number and heading.first in kept:
            below = heading
    return found[::-1]


def _level_unnumbered(heading: Heading, governing: Heading | None, entries: Sequence[Entry]) -> int:
    """Below the numbered heading it follows, unless the contents set it as far out as the chapters or it is a part that
    holds chapters."""
    if is_part_title(heading.title):
        return 1
    if heading.entry is not None:
        indents = sorted({entry.indent for entry in entries})
        own = entries[heading.entry].indent
        if governing is None or not any(entry.number for entry in entries):
            if len(indents) == 1:
                # Where the text numbers its chapters, "Kapittel 4", what has no number is a part of one.
                return (
                    governing.level + 1
                    if governing and governing.number
                    else _level_by_name(heading, entries)
                )
            return indents.index(own) + 1
        chapters = [
            entry.indent for entry in entries if entry.number and len(number_parts(entry.number)) == 1
        ]
        if len(indents) > 1 and chapters and own <= min(chapters):
            return 1
    return governing.level + 1 if governing else 1


def _level_by_name(heading: Heading, entries: Sequence[Entry]) -> int:
    """Where a contents list tells neither by number nor by indent: the usual chapters are chapters, and the more
    that stand between them their parts."""
    chapters = [entry for entry in entries if front_kind(entry.title) is None]
    core = [entry for entry in chapters if is_core_chapter(entry.title)]
    if len(core) < 3 or len(chapters) < 1.5 * len(core) or not is_core_chapter(chapters[0].title):
        return 1
    return 1 if is_core_chapter(heading.title) else 2


def _trunk(values: Sequence[tuple[int, ...]]) -> list[int]:
    """Indices of the longest rising chain, preferring steps that are proper successions (child, next sibling)."""
    best: list[float] = []
    back: list[int] = []
    for i, value in enumerate(values):
        options = [
            (best[j] + (1.0 if follows(values[j], value) else 0.4), j)
            for j in range(max(0, i - 60), i)
            if values[j] < value
        ]
        score, j = max(options, default=(1.0, -1))
        best.append(score)
        back.append(j)
    i = max(range(len(best)), key=best.__getitem__, default=-1)
    chain = []
    while i >= 0:
        chain.append(i)
        i = back[i]
    return chain[::-1]


def follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether ``after`` is the number that comes next: a first child, or the next sibling at any level."""
    if after == (*before, 1):
        return True
    depth = len(after)
    return depth <= len(before) and after[:-1] == before[: depth - 1] and after[-1] == before[depth - 1] + 1


def _level_between(above: Heading | None, heading: Heading, below: Heading | None) -> int:
    """The level of a misnumbered heading: that of the number missing between its neighbours, if just one is
    missing."""
    own = len(number_parts(heading.number or "0"))
    if above is None or below is None:
        return own
    a, b = number_parts(above.number or "0"), number_parts(below.number or "0")
    if not follows(a, b) and b[-1] > 1 and follows(a, (*b[:-1], b[-1] - 1)):
        return len(b)
    return min(own, len(a) + 1)


def with_retitled(headings: Sequence[Heading], entries: Sequence[Entry]) -> tuple[Heading, ...]:
    """Headings with the entry of their number where the contents, not brought up to date, call it by another title
    that shares a word with theirs."""
    taken = {h.entry for h in headings}
    free = {
        number_parts(entry.number): k for k, entry in enumerate(entries) if entry.number and k not in taken
    }
    numbers = Counter(number_parts(h.number) for h in headings if h.number)
    found = []
    for heading in headings:
        parts = number_parts(heading.number) if heading.number else ()
        k = free.get(parts) if heading.entry is None and numbers[parts] == 1 else None
        same = k is not None and _share_a_word(heading.title, entries[k].title)
        found.append(replace(heading, entry=k) if same else heading)
    return tuple(found)


def _share_a_word(one: str, other: str) -> bool:
    """Whether a long word of one title is a word of the other, or the end of its compound."""
    words, others = (set(re.findall(r"\w{5,}", title.casefold())) for title in (one, other))
    return any(a.endswith(b) or b.endswith(a) for a in words for b in others)


def join_lines(parts: Sequence[str]) -> str:
    """Lines of a heading as one text; a hyphen at a line's end belongs to its compound."""
    text = parts[0].strip() if parts else ""
    for part in parts[1:]:
        glue = (
            "" if re.search(r"\w-$", text) and not re.match(r"(?:og|eller|and|or)\b", part.strip()) else " "
        )
        text = f"{text}{glue}{part.strip()}"
    return text
