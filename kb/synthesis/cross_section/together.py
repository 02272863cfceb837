"""Which themes go together: in the same quotation, in the same passage, in the same section.

Counted over the facts in memory; what was counted is kept for as long as the facts are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from kb.synthesis.quotations.question import read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import QueryDict
    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

_PAIR = re.compile(r"(?P<first>[-\w]{1,120})(?:,(?P<second>[-\w]{1,120}))?")
Kept = TypeVar("Kept")


class Unit(StrEnum):
    """In what two themes must meet. A section is the lowest heading over a passage."""

    QUOTATION = "quotation"
    PASSAGE = "passage"
    SECTION = "section"


class Sorting(StrEnum):
    NUMBER = "n"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class TogetherQuestion:
    """What a reader wants to know. ``pair`` are the slugs of one or two themes whose units are listed."""

    unit: Unit = Unit.QUOTATION
    is_confirmed: bool = False
    theme: str = ""
    pair: tuple[str, ...] = ()
    sorting: Sorting = Sorting.NUMBER
    least: int = 1

    @classmethod
    def from_params(cls, params: QueryDict) -> TogetherQuestion:
        """What an address asks; ``theme`` and ``with`` of the form ask for the pair of both."""
        unit, sorting, least = (params.get(name, "") for name in ("in", "sort", "min"))
        theme = next(iter(read_values(params, "theme")), "")
        other = next(iter(read_values(params, "with")), "")
        return cls(
            unit=Unit(unit) if unit in set(Unit) else Unit.QUOTATION,
            is_confirmed=params.get("confirmed") == "1",
            theme=theme,
            pair=_read_pair(params.get("pair", f"{theme},{other}" if theme and other else "")),
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.NUMBER,
            least=int(least) if re.fullmatch(r"[0-9]{1,6}", least) and int(least) else 1,
        )


def _read_pair(text: str) -> tuple[str, ...]:
    found = _PAIR.fullmatch(text)
    return tuple(dict.fromkeys(slug for slug in found.groups() if slug)) if found else ()


@dataclass(frozen=True, eq=False)
class Units:
    """The quotations, passages or sections, a row each, in the order of the texts.

    ``keys`` are primary keys (of chapters for sections), ``thesis`` places in the facts, ``carries`` (units x themes)
    which carry which of ``themes`` or one under it.
    """

    keys: NDArray[np.int64]
    thesis: NDArray[np.int64]
    carries: NDArray[np.bool_]
    themes: tuple[int, ...]

    def with_all(self, themes: Sequence[int]) -> NDArray[np.int64]:
        """The rows that carry every one of the themes."""
        columns = [self.themes.index(theme) for theme in themes]
        return np.flatnonzero(self.carries[:, columns].all(axis=1))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two themes (primary keys, in the order of the vocabulary), and in how many units they meet.

    ``n_first`` and ``n_second`` count the units of each. ``strength`` is ``n / (n_first + n_second - n)``, from 0
    (never together) to 1 (never apart): Jaccard's similarity (1901), the c-coefficient of ATLAS.ti (its manual, "Code
    Co-occurrence Coefficient").
    """

    first: int
    second: int
    n: int
    n_first: int
    n_second: int

    @property
    def strength(self) -> float:
        return self.n / (self.n_first + self.n_second - self.n)


def find_units(facts: Facts, vocabulary: Vocabulary, unit: Unit, *, confirmed: bool = False) -> Units:
    """What is counted. A passage carries its own themes and those of quotations that begin in it, a section those of
    its passages: so what meets in a quotation meets in its passage and its section too.
    """
    return _keep(
        facts,
        (unit, confirmed, _shape(vocabulary)),
        lambda: _MAKERS[unit](facts, vocabulary, confirmed=confirmed),
    )


def find_pairs(
    facts: Facts, vocabulary: Vocabulary, unit: Unit, *, confirmed: bool = False
) -> tuple[Pair, ...]:
    """All pairs that meet at least once, most often first.

    Two of which one lies under the other are left out: what carries the narrower carries the broader.
    """

    def count() -> tuple[Pair, ...]:
        units = find_units(facts, vocabulary, unit, confirmed=confirmed)
        # Counts of units are small enough for exact float32; its product is many times faster than that of integers.
        carries = units.carries.astype(np.float32)
        met = np.rint(carries.T @ carries).astype(np.int64)
        alone = np.diagonal(met)
        pairs = [
            Pair(
                units.themes[first],
                units.themes[second],
                int(met[first, second]),
                int(alone[first]),
                int(alone[second]),
            )
            for first, second in np.argwhere(np.triu(met, 1)).tolist()
            if not are_akin(vocabulary, units.themes[first], units.themes[second])
        ]
        return tuple(sorted(pairs, key=lambda pair: (-pair.n, -pair.strength)))

    return _keep(facts, ("pairs", unit, confirmed, _shape(vocabulary)), count)


def choose_pairs(pairs: Sequence[Pair], theme: int | None, question: TogetherQuestion) -> tuple[Pair, ...]:
    """The pairs with the theme, if any, that meet often enough, in the order asked for."""
    chosen = [
        pair
        for pair in pairs
        if pair.n >= question.least and (theme is None or theme in {pair.first, pair.second})
    ]
    if question.sorting is Sorting.STRENGTH:
        chosen.sort(key=lambda pair: (-pair.strength, -pair.n))
    return tuple(chosen)


def are_akin(vocabulary: Vocabulary, first: int, second: int) -> bool:
    """Whether one theme lies under the other, or is the other."""
    return (
        first == second
        or first in vocabulary.find_broader(second)
        or second in vocabulary.find_broader(first)
    )


def _take_quotations(facts: Facts, vocabulary: Vocabulary, *, confirmed: bool) -> Units:
    rows = facts.quotations
    carried = facts.carry(rows, vocabulary, confirmed=confirmed)
    shown = rows.shown(confirmed=confirmed)
    return Units(rows.pk[shown], rows.thesis[shown], carried.matrix[shown], carried.themes)


def _take_passages(facts: Facts, vocabulary: Vocabulary, *, confirmed: bool) -> Units:
    rows = facts.passages
    carried = facts.carry(rows, vocabulary, confirmed=confirmed)
    said = _take_quotations(facts, vocabulary, confirmed=confirmed).carries
    carries = carried.matrix.copy()
    if len(rows.pk):
        begins = facts.quotations.passage[facts.quotations.shown(confirmed=confirmed)]
        order = np.argsort(rows.pk, kind="stable")
        place = order[np.minimum(np.searchsorted(rows.pk, begins, sorter=order), len(order) - 1)]
        # Of some theses the public may read the quotations and not the text around them.
        is_there = rows.pk[place] == begins
        np.logical_or.at(carries, place[is_there], said[is_there])
    return Units(rows.pk, rows.thesis, carries, carried.themes)


def _take_sections(facts: Facts, vocabulary: Vocabulary, *, confirmed: bool) -> Units:
    passages = find_units(facts, vocabulary, Unit.PASSAGE, confirmed=confirmed)
    keys, first, section = np.unique(facts.passages.chapter, return_index=True, return_inverse=True)
    carries = np.zeros((len(keys), len(passages.themes)), dtype=bool)
    for theme in range(len(passages.themes)):
        carries[section[passages.carries[:, theme]], theme] = True
    # In the order of the texts, not of the keys.
    order = np.argsort(first, kind="stable")
    return Units(keys[order], passages.thesis[first[order]], carries[order], passages.themes)


_MAKERS: dict[Unit, Callable[..., Units]] = {
    Unit.QUOTATION: _take_quotations,
    Unit.PASSAGE: _take_passages,
    Unit.SECTION: _take_sections,
}

# The facts of the last question, and what was counted of them.
_kept: tuple[Facts | None, dict[Any, Any]] = (None, {})


def _keep(facts: Facts, key: Any, make: Callable[[], Kept]) -> Kept:
    """What ``make`` gives, made once for the same facts."""
    global _kept  # noqa: PLW0603 (a process keeps one)
    # One look at what is kept: another thread may set it to other facts at any moment.
    kept = _kept
    if kept[0] is not facts:
        kept = _kept = (facts, {})
    counted = kept[1]
    if key not in counted:
        counted[key] = make()
    found: Kept = counted[key]
    return found


def _shape(vocabulary: Vocabulary) -> tuple[tuple[int, int | None], ...]:
    """What counting depends on: the themes and their places in the tree."""
    return tuple((pk, theme.broader_id) for pk, theme in vocabulary.themes.items())
