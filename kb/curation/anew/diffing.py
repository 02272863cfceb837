"""Two texts side by side, with the words marked that only one of them has."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
# Longer texts are compared in halves no more: beyond this, only what begins and ends alike is told apart.
MOST_WORDS = 3000


class Piece(NamedTuple):
    """A stretch of a text; ``is_other`` where the other text has not got it."""

    text: str
    is_other: bool


def compare_words(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """The two texts in pieces. White space and line breaks are no difference."""
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, a, b, c, d in _find_steps(one, other):
        is_other = tag != "equal" and bool("".join(one[a:b]).strip() or "".join(other[c:d]).strip())
        if a < b:
            before.append(Piece("".join(one[a:b]), is_other))
        if c < d:
            after.append(Piece("".join(other[c:d]), is_other))
    return before, after


def _find_steps(one: list[str], other: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    keys, other_keys = [_key(word) for word in one], [_key(word) for word in other]
    if max(len(one), len(other)) <= MOST_WORDS:
        return SequenceMatcher(None, keys, other_keys, autojunk=False).get_opcodes()
    start = 0
    while start < min(len(one), len(other)) and keys[start] == other_keys[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and keys[-1 - end] == other_keys[-1 - end]:
        end += 1
    return [
        ("equal", 0, start, 0, start),
        ("replace", start, len(one) - end, start, len(other) - end),
        ("equal", len(one) - end, len(one), len(other) - end, len(other)),
    ]


def _key(word: str) -> str:
    return word if word.strip() else " "
