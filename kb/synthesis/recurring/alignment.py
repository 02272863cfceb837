"""Two passages side by side: which stretches of words both have, letter by letter the same but for case and marks."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kb.language.words import fold, split_words
from kb.synthesis.recurring.shingles import SHORTEST_RUN

if TYPE_CHECKING:
    from kb.language.words import Word

# Shorter stretches stand in any two passages; beside a long one they show where the texts part and meet again.
_SHORTEST_BLOCK = 4
_SHORTEST_BESIDE = 2
# Two versions of one text part and meet again: at most so many words apart.
_GAP = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that both passages have: where they stand in the text of each, and how many they are."""

    first: tuple[int, int]
    second: tuple[int, int]
    n_words: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """All that two passages share, in order; ``longest`` is the number of words of the longest stretch."""

    stretches: tuple[Stretch, ...]

    @property
    def longest(self) -> int:
        return max((stretch.n_words for stretch in self.stretches), default=0)

    @property
    def n_words(self) -> int:
        return sum(stretch.n_words for stretch in self.stretches)


def align(first: str, second: str) -> Alignment | None:
    """What two texts share, if there is a run of SHORTEST_RUN words among it; else None."""
    a, b = split_words(first), split_words(second)
    matcher = SequenceMatcher(None, [fold(w.form) for w in a], [fold(w.form) for w in b], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= _SHORTEST_BESIDE]
    long = [block for block in blocks if block.size >= SHORTEST_RUN]
    if not long:
        return None
    kept = [
        block
        for block in blocks
        if block.size >= SHORTEST_RUN
        or (block.size >= _SHORTEST_BLOCK and any(_is_near(block, other) for other in long))
    ]
    return Alignment(tuple(Stretch(_span(a, k.a, k.size), _span(b, k.b, k.size), k.size) for k in kept))


def _is_near(block: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(
        max(block[side], other[side]) - min(block[side] + block[2], other[side] + other[2]) <= _GAP
        for side in (0, 1)
    )


def _span(words: tuple[Word, ...], start: int, size: int) -> tuple[int, int]:
    return words[start].start, words[start + size - 1].end
