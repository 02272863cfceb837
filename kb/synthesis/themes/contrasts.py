"""Two role groups on one theme: what each brings up, counted, and what stands out by more than chance.

Subjects and words are counted once a quotation, so that one long answer does not speak for a group. What stands out is
told by the log-likelihood ratio (Dunning 1993) and only where both groups say enough; who agrees with whom is for the
reader to see: the quotations stand behind every number.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.synthesis.recurring.keyness import log_likelihood
from kb.synthesis.themes.on_theme import ROLE_GROUPS
from kb.synthesis.themes.said import load_said
from kb.synthesis.themes.telling import rank_quotations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from kb.synthesis.facts import Carried, QuotationFacts
    from kb.synthesis.themes.on_theme import OnTheme
    from kb.synthesis.vocabulary import Vocabulary

# With fewer quotations or voices than that on either side, no word is called characteristic of a group.
ENOUGH_QUOTATIONS = 8
ENOUGH_VOICES = 3
# Chance makes a difference as large in one case of a hundred (chi-square, one degree of freedom).
CRITICAL = 6.63
# A word that stands in fewer quotations, or is of one voice alone, is nobody's mark.
FEWEST = 3
FEWEST_VOICES = 2
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Side:
    """A role group on the theme: how much it says, in how many theses."""

    group: str
    n: int
    n_voices: int
    n_theses: int

    @property
    def is_enough(self) -> bool:
        return self.n >= ENOUGH_QUOTATIONS and self.n_voices >= ENOUGH_VOICES


@dataclass(frozen=True, slots=True)
class Subject:
    """Another theme of the same quotations: in how many of each side's; ``stands_out`` is +1 first, -1 second, 0."""

    theme: int
    n_first: int
    n_second: int
    stands_out: int


@dataclass(frozen=True, slots=True)
class CharacteristicWord:
    """A noun in dictionary form, and in how many quotations of each side it stands; ``strength`` is G²."""

    word: str
    n_first: int
    n_second: int
    strength: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """``subjects`` are all, most first; ``first_words`` and ``second_words`` what is characteristic of each side."""

    first: Side
    second: Side
    subjects: tuple[Subject, ...]
    first_words: tuple[CharacteristicWord, ...] = ()
    second_words: tuple[CharacteristicWord, ...] = ()

    @property
    def is_enough(self) -> bool:
        return self.first.is_enough and self.second.is_enough


def choose_sides(on: OnTheme, first: str = "", second: str = "") -> tuple[str, str] | None:
    """The two role groups to compare: those asked for, else employees and leaders, else the two who say most.

    None where only one group speaks.
    """
    speaking = [group for group in ROLE_GROUPS if on.n_by_group[group]]
    by_most = sorted(speaking, key=lambda group: -on.n_by_group[group])
    wanted = [group for group in (first, second) if group in speaking]
    for group in (*wanted, "employee", "leader", *by_most):
        if group in speaking and group not in wanted:
            wanted.append(group)
    wanted = list(dict.fromkeys(wanted))
    return (wanted[0], wanted[1]) if len(wanted) > 1 else None


def contrast_groups(on: OnTheme, sides: tuple[str, str], vocabulary: Vocabulary) -> Contrast:
    """What the two groups say on the theme, against each other."""
    masks = [on.of_group(group) for group in sides]
    first, second = (_measure(on, group, mask) for group, mask in zip(sides, masks, strict=True))
    is_enough = first.is_enough and second.is_enough
    words: list[tuple[CharacteristicWord, ...]] = [(), ()]
    if is_enough:
        words = [_find_words(on, masks[0], masks[1]), _find_words(on, masks[1], masks[0])]
    return Contrast(
        first,
        second,
        tuple(_find_subjects(on, masks, vocabulary, is_enough=is_enough)),
        words[0],
        tuple(CharacteristicWord(w.word, w.n_second, w.n_first, w.strength) for w in words[1]),
    )


def _measure(on: OnTheme, group: str, mask: NDArray[np.bool_]) -> Side:
    named = on.voice[mask]
    return Side(
        group,
        int(np.count_nonzero(mask)),
        len(np.unique(named[named >= 0])),
        len(np.unique(on.thesis[mask])),
    )


def _find_subjects(
    on: OnTheme, masks: list[NDArray[np.bool_]], vocabulary: Vocabulary, *, is_enough: bool
) -> Iterable[Subject]:
    own = {*on.ids, *vocabulary.find_broader(on.theme)}
    carried = on.facts.carry(on.facts.quotations, vocabulary, confirmed=on.confirmed)
    sizes = [int(np.count_nonzero(mask)) for mask in masks]
    counts = [carried.matrix[on.rows[mask]].sum(axis=0) for mask in masks]
    strength = log_likelihood(counts[0], sizes[0], counts[1], sizes[1])
    found = []
    for column, theme in enumerate(carried.themes):
        n_first, n_second = int(counts[0][column]), int(counts[1][column])
        if theme in own or not n_first + n_second:
            continue
        outstanding = is_enough and abs(strength[column]) >= CRITICAL and max(n_first, n_second) >= FEWEST
        found.append(Subject(theme, n_first, n_second, int(np.sign(strength[column])) if outstanding else 0))
    return sorted(
        found, key=lambda row: (-row.n_first - row.n_second, -row.n_first, vocabulary.sort_key(row.theme))
    )


def _find_words(
    on: OnTheme, here: NDArray[np.bool_], there: NDArray[np.bool_]
) -> tuple[CharacteristicWord, ...]:
    said = load_said(on)
    places = [np.flatnonzero(mask).tolist() for mask in (here, there)]
    n_here, n_there = (Counter(word for p in side for word in said[p].words) for side in places)
    voices: dict[str, set[int]] = {}
    for place in places[0]:
        for word in said[place].words:
            voices.setdefault(word, set()).add(int(on.voice[place]))
    words = sorted(word for word, n in n_here.items() if n >= FEWEST and len(voices[word]) >= FEWEST_VOICES)
    strength = log_likelihood(
        [n_here[word] for word in words], len(places[0]), [n_there[word] for word in words], len(places[1])
    )
    found = [
        CharacteristicWord(word, n_here[word], n_there[word], float(g2))
        for word, g2 in zip(words, strength, strict=True)
        if g2 >= CRITICAL
    ]
    return tuple(sorted(found, key=lambda row: (-row.strength, row.word))[:MOST_WORDS])


def find_rows_with(on: OnTheme, word: str, groups: Iterable[str]) -> dict[str, list[int]]:
    """For each group the quotations (places in ``on.rows``) that hold the word, as it was counted."""
    said = load_said(on)
    return {
        group: [place for place in np.flatnonzero(on.of_group(group)).tolist() if word in said[place].words]
        for group in groups
    }


def choose_alone(
    on: OnTheme, found: Contrast, vocabulary: Vocabulary, limit: int, *, shown: Collection[int] = ()
) -> tuple[list[int], list[int]]:
    """For each side its most telling quotations (places in ``on.rows``) on subjects that the other does not bring up.

    Subjects that most of its quotations touch come first; each gives one quotation, rather one that is not ``shown``.
    """
    carried = on.facts.carry(on.facts.quotations, vocabulary, confirmed=on.confirmed)
    first = [row.theme for row in found.subjects if not row.n_second]
    second = [row.theme for row in found.subjects if not row.n_first]
    return (
        _choose_on(on, carried, found.first.group, first, limit, shown),
        _choose_on(on, carried, found.second.group, second, limit, shown),
    )


def _choose_on(
    on: OnTheme,
    carried: Carried[QuotationFacts],
    group: str,
    themes: Iterable[int],
    limit: int,
    shown: Collection[int],
) -> list[int]:
    order = rank_quotations(on)
    mine = order[on.of_group(group)[order]]
    mine = mine[np.argsort(np.isin(mine, list(shown)), kind="stable")]
    chosen: list[int] = []
    for theme in themes:
        carrying = carried.of(theme)[on.rows[mine]]
        fresh = [place for place in mine[carrying].tolist() if place not in chosen]
        if fresh and len(chosen) < limit:
            chosen.append(fresh[0])
    return chosen
