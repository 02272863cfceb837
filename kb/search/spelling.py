"""Words near a word that is nowhere in the base: what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHORTEST = 4
_ALIKE = {
    frozenset("aå"): 0.3,
    frozenset("oø"): 0.3,
    frozenset("eæ"): 0.3,
    frozenset("oå"): 0.5,
    frozenset("dt"): 0.7,
}


def find_near_words(word: str, known: Mapping[str, int], *, limit: int = 3) -> tuple[str, ...]:
    """The words of ``known`` (word: in how many documents) nearest to ``word``, nearest first, then the most usual.

    One mistake is allowed in a word of four to seven letters, two in a longer one; a letter that a keyboard lacks
    (a for å) counts as a third of one, a letter doubled or not as a half.
    """
    if len(word) < _SHORTEST:
        return ()
    most = 1.0 if len(word) < 8 else 2.0
    shortest, longest = max(3, len(word) - int(most)), len(word) + int(most)
    first, second, last = word[:1], word[1:3], word[-3:]
    letters = _letters_of(word)
    near = [
        (distance, -count, other)
        for other, count in known.items()
        if shortest <= len(other) <= longest
        and (other[:1] == first or other[1:3] == second or other[-3:] == last)
        # A mistake takes one letter away and brings one other at most.
        and len(letters ^ _letters_of(other)) <= 2 * most
        and (distance := measure_distance(word, other, most)) <= most
    ]
    return tuple(other for _, _, other in sorted(near)[:limit])


def _letters_of(word: str) -> set[str]:
    """The letters of a word, those of _ALIKE as one: what is alike is less than a mistake."""
    return set(word.translate(_AS_ONE))


_AS_ONE = str.maketrans("åoøæt", "aaaed")


def measure_distance(one: str, other: str, most: float) -> float:
    """How many mistakes lead from one word to the other: letters missing, added, changed or swapped.

    Stops early with a number above ``most`` when there are more.
    """
    before: list[float] = []
    row = [float(n) for n in range(len(other) + 1)]
    for i, letter in enumerate(one, start=1):
        after = [float(i)]
        for j, against in enumerate(other, start=1):
            changed = row[j - 1] + (
                0.0 if letter == against else _ALIKE.get(frozenset((letter, against)), 1.0)
            )
            best = min(row[j] + _cost(one, i - 1), after[j - 1] + _cost(other, j - 1), changed)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            after.append(best)
        if min(after) > most:
            return most + 1
        before, row = row, after
    return row[-1]


def _cost(word: str, place: int) -> float:
    """A letter too many or too few is half a mistake where it doubles the one before it."""
    return 0.5 if place and word[place] == word[place - 1] else 1.0
