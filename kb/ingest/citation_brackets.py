"""Brackets in running text: matched, nested, and those that a writer forgot to open or close."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.citation_grammar import LONGEST
from kb.ingest.names import UPPER

if TYPE_CHECKING:
    from kb.ingest.document import Span

_MARK = re.compile(r"[()\[\]]")
_DEEPEST = 12
_CLOSES = {")": "(", "]": "["}
_AUTHOR_YEAR = (
    rf"[{UPPER}][^()\[\]\n.;]{{1,80}}?(?:et\.? al\.?)?,?\s(?:1[5-9]|20)\d\d[a-k]?(?:,?\s?(?:s|ss|p"
    rf"|pp)\.?\s?\d+(?:\s?[-–]\s?\d+)?)?"
)
_NEVER_CLOSED = re.compile(
    _AUTHOR_YEAR + r"(?=[\s.,;]|$)"
    r"|(?:1[5-9]|20)\d\d[a-k]?(?:,?\s?(?:s|ss|p|pp)\.\s?\d+(?:\s?[-–]\s?\d+)?(?=[\s.,;]|$)|(?=[.;]|$))"
)
_NEVER_OPENED = re.compile(
    rf"(?:^|(?<=\s))(?:[{UPPER}][\w-]+(?:(?:,| &| og| and)\s[{UPPER}][\w-]+){{0,4}}"
    rf"|[{UPPER}][\w-]+\s(?:et\.? al\.?|m\.?fl\.?)),?\s(?:1[5-9]|20)\d\d[a-k]?(?:,?\s?(?:s|ss|p"
    rf"|pp)\.?\s?\d+(?:\s?[-–]\s?\d+)?)?$"
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of brackets; ``nested`` tells that others stand inside it. Offsets are those of the whole text."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    nested: bool = False


def find_brackets(text: str, within: Span) -> tuple[Bracket, ...]:
    """All pairs of brackets in a stretch of text, by where they begin, outer before inner.

    Where one of the two marks is missing, what plainly is an author, a year and a page is taken as if it were there.
    """
    pairs: list[Bracket] = []
    open_marks: list[tuple[str, int, bool]] = []
    for match in _MARK.finditer(text, within.start, within.end):
        mark, at = match[0], match.start()
        if mark in "([":
            # Deeper than this is no prose; the bound keeps a page of brackets from costing its square.
            deeper = mark == "("  # "[KD]" in a name is no nesting
            open_marks = [(kind, start, nested or deeper) for kind, start, nested in open_marks[-_DEEPEST:]]
            open_marks.append((mark, at, False))
            continue
        opened = next(
            (i for i in range(len(open_marks) - 1, -1, -1) if open_marks[i][0] == _CLOSES[mark]), None
        )
        if opened is None:
            pairs.extend(_never_opened(text, max(within.start, at - 140), at))
            continue
        for kind, start, _ in open_marks[opened + 1 :]:
            pairs.extend(_never_closed(text, kind, start, at))
        _, start, nested = open_marks[opened]
        del open_marks[opened:]
        if at - start <= LONGEST + 2:
            pairs.append(Bracket(start, at + 1, start + 1, at, nested))
    for kind, start, _ in open_marks:
        pairs.extend(_never_closed(text, kind, start, within.end))
    return tuple(sorted(pairs, key=lambda pair: (pair.start, -pair.end)))


def _never_closed(text: str, kind: str, start: int, limit: int) -> list[Bracket]:
    if kind != "(":
        return []
    match = _NEVER_CLOSED.match(text, start + 1, min(limit, start + 140))
    return [Bracket(start, match.end(), start + 1, match.end())] if match else []


def _never_opened(text: str, start: int, at: int) -> list[Bracket]:
    if text[at] != ")":
        return []
    match = _NEVER_OPENED.search(text[start:at])
    return [Bracket(start + match.start(), at + 1, start + match.start(), at)] if match else []
