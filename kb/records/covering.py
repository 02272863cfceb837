"""A text of which some words are covered: what the public sees of it, and which place in one is which in the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# The same for one letter as for a whole name, so that it does not tell how long the words are.
MARK = "▮▮▮"
# Half-open, in code points of the whole text.
Range = tuple[int, int]

# So many letters beside the words are looked at, and so many of them must be the same for a copy of a text to hold the
# words at the same place: fewer where the copy ends there, and where the words are hardly said of anything else.
_BESIDE = 24
_LEAST_BESIDE = 8
_ENOUGH = 16
_ENOUGH_FOR_A_NAME = 6


@dataclass(frozen=True, slots=True)
class Covering:
    """``whole`` is the text as written; ``ranges`` of it, in order and apart from each other, are covered."""

    whole: str
    ranges: tuple[Range, ...] = ()

    @property
    def shown(self) -> str:
        """What the public sees."""
        pieces, at = [], 0
        for start, end in self.ranges:
            pieces += [self.whole[at:start], MARK]
            at = end
        return "".join([*pieces, self.whole[at:]])

    def to_whole(self, offset: int, *, is_end: bool = False) -> int:
        """Where ``offset`` of the shown text is in the whole; within a mark, where the covered words begin or end."""
        shift = 0
        for start, end in self.ranges:
            mark = start + shift
            if offset <= mark:
                break
            if offset < mark + len(MARK):
                return end if is_end else start
            shift += len(MARK) - (end - start)
        return offset - shift

    def to_shown(self, offset: int, *, is_end: bool = False) -> int:
        """Where ``offset`` of the whole text is in the shown; within covered words, where the mark begins or ends."""
        shift = 0
        for start, end in self.ranges:
            if offset <= start:
                break
            if offset < end:
                return start + shift + (len(MARK) if is_end else 0)
            shift += len(MARK) - (end - start)
        return offset + shift

    def cover(self, ranges: Iterable[Range]) -> Covering:
        """The same text with these covered as well; what overlaps or touches becomes one."""
        return Covering(self.whole, join_ranges((*self.ranges, *ranges)))

    def uncover(self, ranges: Iterable[Range]) -> Covering:
        """The same text with all shown again that overlaps one of these."""
        gone = tuple(ranges)
        kept = (one for one in self.ranges if not any(one[0] < end and start < one[1] for start, end in gone))
        return Covering(self.whole, tuple(kept))


def join_ranges(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges in order, empty ones left out, those that overlap or touch made one."""
    joined: list[Range] = []
    for start, end in sorted(one for one in ranges if one[0] < one[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)


def read_covering(shown: str, covered: Sequence[tuple[int, str]]) -> Covering:
    """The covering of a stored text, from where covered words began in the whole text and which they were.

    A text that was written anew in between keeps as many covered words as it has marks, in their order.
    """
    pieces: list[str] = []
    ranges: list[Range] = []
    at = length = 0
    for start, words in sorted(covered):
        mark = at + start - length
        if shown[mark : mark + len(MARK)] != MARK:
            mark = shown.find(MARK, at)
        if mark < at:
            break
        pieces += [shown[at:mark], words]
        begins = length + mark - at
        ranges.append((begins, begins + len(words)))
        at, length = mark + len(MARK), begins + len(words)
    return Covering("".join([*pieces, shown[at:]]), tuple(ranges))


def find_words(text: str, words: str) -> Iterator[Range]:
    """Every place where the words stand, not as a part of a longer word."""
    if words:
        inner = r"\s+".join(re.escape(part) for part in words.split())
        for match in re.finditer(rf"(?<!\w){inner}(?!\w)", text):
            yield match.span()


def find_copies(text: str, words: str, before: str, after: str) -> Iterator[Range]:
    """Where a copy of a text holds the words between the same words ``before`` and ``after``; it may hold less of both.

    Words that could stand anywhere ("leder") need something beside them.
    """
    is_telling = len(words.split()) > 1 or any(not letter.isalpha() for letter in words)
    for match in re.finditer(re.escape(words), text):
        start, end = match.span()
        left, is_left = _same_end(text[max(0, start - 2 * _BESIDE) : start], before)
        # Written backwards, what comes after ends with what stands next to the words.
        right, is_right = _same_end(text[end : end + 2 * _BESIDE][::-1], after[::-1])
        same, is_all = left + right, is_left and is_right
        enough = _ENOUGH_FOR_A_NAME if is_telling else _ENOUGH
        if same >= enough or (is_all and (is_telling or same >= _LEAST_BESIDE)):
            yield start, end


def _same_end(one: str, other: str) -> tuple[int, bool]:
    """How many letters the ends of both have in common, spaces aside, and whether that is all of one of them."""
    first, second = "".join(one.split())[-_BESIDE:], "".join(other.split())[-_BESIDE:]
    length = min(len(first), len(second))
    same = 0
    while same < length and first[-1 - same] == second[-1 - same]:
        same += 1
    return same, same == length
