"""Quotations of some theses that are worth reading against each other, because they speak of the same things.

What two of them share, nouns and further themes, is weighed by how rare it is on the theme. That they share it says
nothing about whether they agree: that is what a reader looks for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import log, sqrt
from typing import TYPE_CHECKING

from kb.synthesis.kept import Kept
from kb.synthesis.themes.on_theme import GROUPS, POLICY, ROLE_GROUPS
from kb.synthesis.themes.said import load_said
from kb.synthesis.themes.telling import PERHAPS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kb.synthesis.themes.on_theme import OnTheme
    from kb.synthesis.vocabulary import Vocabulary

# So many words and themes two quotations must share; in one thesis, where there are fewer to choose from, one.
LEAST_SHARED = 2
LEAST_WITHIN = 1
# A word that more than half of the quotations have is the theme itself.
RARE = 0.5
MOST_OF_A_THESIS = 60
LONGEST = 700
Feature = str | int


class Sort(StrEnum):
    SAME_ROLE = "same-role"
    OTHER_ROLE = "other-role"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two quotations (places in ``on.rows``), the words and themes they share, the weightiest first."""

    sort: Sort
    first: int
    second: int
    words: tuple[str, ...]
    themes: tuple[int, ...]
    strength: float


_weights: Kept[Counter[Feature]] = Kept()


def find_meetings(
    on: OnTheme,
    theses: Sequence[int],
    vocabulary: Vocabulary,
    *,
    limit: int = 2,
    shown: Collection[int] = (),
) -> tuple[Meeting, ...]:
    """The nearest pairs of each sort among the quotations of these theses (places), ``limit`` a sort.

    The same role group in two theses; two role groups in one thesis; a policy paper and an informant of the thesis
    that quotes it. No quotation stands in two pairs; pairs with what is hardly about the theme come last, then those
    with what is ``shown`` already.
    """
    features = _read_features(on, vocabulary)
    common = _weights.find(
        on.facts, (on.theme, on.ids, on.confirmed), lambda: Counter(f for row in features for f in row)
    )
    most = max(2, RARE * len(features))
    weight = {feature: log(len(features) / n) for feature, n in common.items() if 1 < n <= most}
    length = on.facts.quotations.length[on.rows]
    places = [
        place
        for thesis in dict.fromkeys(theses)
        for place in (on.thesis == thesis).nonzero()[0].tolist()[:MOST_OF_A_THESIS]
        if length[place] <= LONGEST
    ]
    found: list[Meeting] = []
    for first, second in combinations(places, 2):
        sort = _find_sort(on, first, second)
        shared = features[first] & features[second] & weight.keys()
        least = LEAST_SHARED if sort is Sort.SAME_ROLE else LEAST_WITHIN
        if sort is None or len(shared) < least or not any(isinstance(f, str) for f in shared):
            continue
        strength = _weigh(shared, weight) / sqrt(
            (_weigh(features[first], weight) or 1) * (_weigh(features[second], weight) or 1)
        )
        if strength > 0:
            found.append(_make(sort, first, second, shared, weight, strength))
    return tuple(_choose(on, found, limit, shown))


def _read_features(on: OnTheme, vocabulary: Vocabulary) -> list[frozenset[Feature]]:
    """The nouns of each quotation and its narrowest further themes."""
    own = {*on.ids, *vocabulary.find_broader(on.theme)}
    carried = on.facts.carry(on.facts.quotations, vocabulary, confirmed=on.confirmed)
    themes = [
        (column, pk)
        for column, pk in enumerate(carried.themes)
        if pk not in own and pk not in vocabulary.narrower
    ]
    further: list[set[Feature]] = [set() for _row in on.rows]
    for column, pk in themes:
        for place in carried.matrix[on.rows, column].nonzero()[0].tolist():
            further[place].add(pk)
    return [said.words | further[place] for place, said in enumerate(load_said(on))]


def _find_sort(on: OnTheme, first: int, second: int) -> Sort | None:
    groups = GROUPS[on.group[first]], GROUPS[on.group[second]]
    if on.thesis[first] != on.thesis[second]:
        return Sort.SAME_ROLE if groups[0] == groups[1] and groups[0] in ROLE_GROUPS else None
    if POLICY in groups:
        return Sort.PAPER if any(group in ROLE_GROUPS for group in groups) else None
    is_other = groups[0] != groups[1] and all(group in ROLE_GROUPS for group in groups)
    return Sort.OTHER_ROLE if is_other else None


def _weigh(features: frozenset[Feature], weight: dict[Feature, float]) -> float:
    return sum(weight.get(feature, 0) ** 2 for feature in features)


def _make(
    sort: Sort,
    first: int,
    second: int,
    shared: frozenset[Feature],
    weight: dict[Feature, float],
    strength: float,
) -> Meeting:
    ordered = sorted(shared, key=lambda feature: (-weight.get(feature, 0), str(feature)))
    return Meeting(
        sort,
        first,
        second,
        tuple(feature for feature in ordered if isinstance(feature, str)),
        tuple(feature for feature in ordered if isinstance(feature, int)),
        strength,
    )


def _choose(on: OnTheme, found: list[Meeting], limit: int, shown: Collection[int]) -> list[Meeting]:
    """The strongest of each sort, ``limit`` a sort; no quotation stands in two."""

    def rank(meeting: Meeting) -> tuple[object, ...]:
        is_shown = meeting.first in shown or meeting.second in shown
        is_doubtful = min(on.sureness[meeting.first], on.sureness[meeting.second]) < PERHAPS
        return (is_doubtful, is_shown, -meeting.strength, meeting.first, meeting.second)

    chosen: list[Meeting] = []
    used: set[int] = set()
    for sort in Sort:
        n = 0
        for meeting in sorted((row for row in found if row.sort is sort), key=rank):
            if n == limit:
                break
            if meeting.first not in used and meeting.second not in used:
                used |= {meeting.first, meeting.second}
                chosen.append(meeting)
                n += 1
    return chosen
