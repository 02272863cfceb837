"""Quotation marks in running text: where they stand and which belong together.

Theses mix every kind: «guillemets», “curly”, „low”, "straight", ''doubled apostrophes'', ‹single angles›,
<<typed angles>>, ‘English singles’; some are closed by a mark of another kind, turned the wrong way, nested,
or never closed at all. All offsets are code points of the string given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = re.compile(r"<<|>>|‹‹|››|''|``|,,|[«»“”„‟\"‹›‘’‚‛']")

_SINGLES = "‘’‚‛'"
_ANGLES = ("«", "»", "<<", ">>", "‹‹", "››")
_OPENERS = frozenset(("«", "<<", "‹‹", "“", "„", "‟", "``", ",,", "‹", "‘", "‚", "‛"))
_CLOSERS = frozenset(("»", ">>", "››", "”", "›", "’"))

# What may stand outside a mark: around it is air, inside it is a word.
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{-–—/=*_…")
_AFTER_CLOSING = frozenset(" \t\n\u00a0)]}.,:;!?-–—/*_…")
# 'n, 'em and '90-tallet: an apostrophe before a word that opens nothing.
_ELISION = re.compile(r"['’‘](?:n|em|til|cause|tis|twas|[0-9]{2}(?:-|s\b))(?:\W|$|(?<=-|s))")


class Family(StrEnum):
    ANGLE = "angle"
    DOUBLE = "double"
    SINGLE_ANGLE = "single angle"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark; by its shape and neighbours it may open, close, or either."""

    start: int
    end: int
    family: Family
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """An opening mark and the mark that closes it. ``mixed`` tells that the two are of different kinds."""

    opening: Mark
    closing: Mark
    mixed: bool = False

    @property
    def start(self) -> int:
        return self.opening.start

    @property
    def end(self) -> int:
        return self.closing.end


@dataclass(frozen=True, slots=True)
class Pairing:
    """The outermost pairs of a text in order, and the marks left over on either side."""

    pairs: tuple[Pair, ...] = ()
    unclosed: tuple[Mark, ...] = ()
    unopened: tuple[Mark, ...] = ()


def family_of(glyph: str) -> Family:
    """The family of a mark; marks of one family close each other."""
    if glyph in _ANGLES:
        return Family.ANGLE
    if glyph in "‹›":
        return Family.SINGLE_ANGLE
    return Family.SINGLE if glyph in _SINGLES else Family.DOUBLE


def find_marks(text: str) -> tuple[Mark, ...]:
    """Every quotation mark of ``text`` in order; apostrophes are left out."""
    found: list[Mark] = []
    for match in MARK.finditer(text):
        mark = _read_mark(text, match)
        if mark is not None:
            found.append(mark)
    return tuple(found)


def _read_mark(text: str, match: re.Match[str]) -> Mark | None:
    glyph, start, end = match.group(), match.start(), match.end()
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    air_before = before in _BEFORE_OPENING or MARK.match(before) is not None or before == "<"
    air_after = after in _AFTER_CLOSING or MARK.match(after) is not None or after == ">"
    family = family_of(glyph)
    if family is Family.SINGLE:
        return _read_single(text, start, air_before, air_after)
    if glyph == ",," and not (air_before and not air_after):
        return None
    # Two marks side by side tell nothing of each other; the shape decides.
    if air_before and not air_after:
        opens, closes = True, glyph in _CLOSERS
    elif air_after and not air_before:
        opens, closes = False, True
    elif air_before:
        opens, closes = glyph not in _CLOSERS, glyph not in ("„", ",,", "``")
    else:
        opens, closes = glyph in _OPENERS, glyph not in _OPENERS
    if glyph in ("«", "<<", "‹‹", "‹") and air_before and air_after and not after.isspace():
        opens, closes = True, False
    return Mark(start, end, family, opens, closes)


def _read_single(text: str, start: int, air_before: bool, air_after: bool) -> Mark | None:
    """Single marks are mostly apostrophes: only a lone side of air makes one a quotation mark."""
    if air_before and not air_after:
        if _ELISION.match(text, start):
            return None
        return Mark(start, start + 1, Family.SINGLE, opens=True, closes=False)
    if air_after and not air_before and text[start] not in "‘‚‛":
        return Mark(start, start + 1, Family.SINGLE, opens=False, closes=True)
    return None


def pair_marks(text: str, marks: Iterable[Mark] | None = None) -> Pairing:
    """Match the marks of ``text`` as brackets are matched; nested pairs are part of their outermost one.

    A single mark without its fellow is an apostrophe and is not reported.
    """
    marks = tuple(find_marks(text) if marks is None else marks)
    stack: list[Mark] = []
    pairs: list[Pair] = []
    unopened: list[Mark] = []
    for position, mark in enumerate(marks):
        partner = _partner(stack, mark, text, marks, position)
        if partner is not None:
            opening = stack[partner]
            del stack[partner:]
            while pairs and pairs[-1].start > opening.start:
                pairs.pop()
            pairs.append(Pair(opening, mark, mixed=opening.family is not mark.family))
        elif mark.opens:
            stack.append(mark)
        elif mark.family is not Family.SINGLE:
            unopened.append(mark)
    unclosed = tuple(mark for mark in stack if mark.family is not Family.SINGLE)
    outer = tuple(pair for pair in pairs if not _is_apostrophes(text, pair))
    return Pairing(outer, unclosed, tuple(unopened))


def _partner(stack: list[Mark], mark: Mark, text: str, marks: tuple[Mark, ...], position: int) -> int | None:
    """The place in ``stack`` of the opening mark that ``mark`` closes, None when it closes nothing."""
    if not mark.closes or not stack:
        return None
    # Six levels are more than any writer nests; looking no deeper keeps the work linear.
    deepest = max(0, len(stack) - 6)
    for place in range(len(stack) - 1, deepest - 1, -1):
        opening = stack[place]
        if opening.family is not mark.family:
            continue
        if mark.family is Family.SINGLE and _is_possessive(text, marks, position):
            return None
        # A mark that could as well open does so right after another opening mark.
        if mark.opens and opening.end == mark.start:
            return None
        # A straight mark before a word opens anew: the one before it was never closed.
        if mark.opens and _is_straight(text, mark) and _touches_word(text, mark):
            return None
        return place
    if mark.opens or mark.family is Family.SINGLE:
        return None
    for place in range(len(stack) - 1, deepest - 1, -1):
        if stack[place].family is not Family.SINGLE:
            return place
    return None


def _is_straight(text: str, mark: Mark) -> bool:
    return text[mark.start : mark.end] in ('"', "''", "”")


def _touches_word(text: str, mark: Mark) -> bool:
    return mark.end < len(text) and text[mark.end].isalnum()


def _is_possessive(text: str, marks: tuple[Mark, ...], position: int) -> bool:
    """``leaders’ views``: an s before, a word after, and a better closing mark still to come."""
    mark = marks[position]
    if text[mark.start - 1 : mark.start] != "s" or not re.match(r" [a-zæøå]", text[mark.end : mark.end + 2]):
        return False
    following = marks[position + 1] if position + 1 < len(marks) else None
    return following is not None and following.family is Family.SINGLE and following.closes


def _is_apostrophes(text: str, pair: Pair) -> bool:
    """A ``pair`` of typewriter apostrophes that holds no word, or too much to be one quotation."""
    if pair.opening.family is not Family.SINGLE:
        return False
    inside = text[pair.opening.end : pair.closing.start]
    return not any(character.isalpha() for character in inside)
