"""Themes across theses: how far each runs through them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Spread:
    """How many quotations each thesis has on a theme, by the thesis' place among the facts."""

    by_thesis: dict[int, int] = field(default_factory=dict)

    @property
    def n_quotations(self) -> int:
        return sum(self.by_thesis.values())

    @property
    def n_theses(self) -> int:
        return len(self.by_thesis)


def count_spread(facts: Facts, vocabulary: Vocabulary, *, confirmed: bool = False) -> dict[int, Spread]:
    """For each theme with quotations, how they are spread; those of narrower themes count."""
    quotations = facts.quotations
    rows = np.flatnonzero(quotations.shown(confirmed=confirmed))
    carried = facts.carry(quotations, vocabulary, confirmed=confirmed)
    spreads = {}
    for column, pk in enumerate(carried.themes):
        mine = rows[carried.matrix[rows, column]]
        places, n = np.unique(quotations.thesis[mine], return_counts=True)
        if len(mine):
            spreads[pk] = Spread(dict(zip(places.tolist(), n.tolist(), strict=True)))
    return spreads
