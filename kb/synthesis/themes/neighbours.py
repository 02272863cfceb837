"""What comes up together with a theme, and when the theses that have it were written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.synthesis.themes.on_theme import OnTheme
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Together:
    """Another theme and in how many quotations both stand: ``strength`` is n12/(n1+n2-n12), from 0 to 1."""

    theme: int
    n_both: int
    n_other: int
    strength: float


@dataclass(frozen=True, slots=True)
class BroughtUp:
    """Another theme of the quotations of some theses, and how often each thesis (by its place) has it."""

    theme: int
    n_by_thesis: dict[int, int]


@dataclass(frozen=True, slots=True)
class YearCount:
    """The quotations and the theses of a year; None stands for theses without one."""

    year: int | None
    n_quotations: int
    n_theses: int


def find_together(on: OnTheme, vocabulary: Vocabulary) -> tuple[Together, ...]:
    """All themes of the same quotations, the strongest first; those above and under it go along by themselves."""
    own = {*on.ids, *vocabulary.find_broader(on.theme)}
    quotations = on.facts.quotations
    carried = on.facts.carry(quotations, vocabulary, confirmed=on.confirmed)
    both = carried.matrix[on.rows].sum(axis=0).tolist()
    others = carried.matrix[quotations.shown(confirmed=on.confirmed)].sum(axis=0).tolist()
    n = len(on.rows)
    found = [
        Together(pk, n_both, n_other, n_both / (n + n_other - n_both))
        for pk, n_both, n_other in zip(carried.themes, both, others, strict=True)
        if n_both and pk not in own
    ]
    return tuple(sorted(found, key=lambda row: (-row.strength, -row.n_both, vocabulary.sort_key(row.theme))))


def find_brought_up(on: OnTheme, theses: Sequence[int], vocabulary: Vocabulary) -> tuple[BroughtUp, ...]:
    """What the quotations of these theses touch besides the theme; what most of them touch first."""
    own = {*on.ids, *vocabulary.find_broader(on.theme)}
    carried = on.facts.carry(on.facts.quotations, vocabulary, confirmed=on.confirmed)
    counts = [carried.matrix[on.rows[on.thesis == place]].sum(axis=0) for place in theses]
    found = []
    for column, pk in enumerate(carried.themes):
        # A theme that holds others says no more than they do.
        if pk in own or pk in vocabulary.narrower:
            continue
        of = {place: int(n[column]) for place, n in zip(theses, counts, strict=True) if n[column]}
        if of:
            found.append(BroughtUp(pk, of))
    return tuple(
        sorted(
            found,
            key=lambda row: (
                -len(row.n_by_thesis),
                -sum(row.n_by_thesis.values()),
                vocabulary.sort_key(row.theme),
            ),
        )
    )


def count_years(on: OnTheme) -> tuple[YearCount, ...]:
    """How much each year's theses have on it, the oldest first, years without any between them too."""
    n_by_thesis = on.table.sum(axis=1)
    years: dict[int | None, list[int]] = {}
    for place in on.theses:
        years.setdefault(on.facts.theses[place].year, []).append(int(n_by_thesis[place]))
    known = [year for year in years if year is not None]
    run = range(min(known), max(known) + 1) if known else range(0)
    asked = run if len(run) <= LONGEST_RUN else sorted(known)
    counted = [YearCount(year, sum(years.get(year, ())), len(years.get(year, ()))) for year in asked]
    if None in years:
        counted.append(YearCount(None, sum(years[None]), len(years[None])))
    return tuple(counted)


LONGEST_RUN = 40


def count_passages_by_thesis(on: OnTheme) -> dict[int, int]:
    """How many passages about it each thesis has, by its place."""
    places, n = np.unique(on.facts.passages.thesis[on.passages], return_counts=True)
    return dict(zip(places.tolist(), n.tolist(), strict=True))
