"""Documents in the order that a reader asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from kb.search.arrays import Measures, Numbers
    from kb.search.measures import View

SORTS = ("relevance", "newest", "oldest", "added")
_NEVER = 1 << 30


def take_page(documents: Numbers, scores: Measures, sort: str, view: View, start: int, end: int) -> list[int]:
    """The documents from ``start`` to ``end`` in order; by score, only as many are sorted as it takes."""
    if sort == SORTS[0] and end < len(documents):
        values = scores[documents]
        least = np.partition(values, len(values) - end)[len(values) - end]
        documents = documents[values >= least]
    return in_order(documents, scores, sort, view)[start:end]


def in_order(documents: Numbers, scores: Measures, sort: str, view: View) -> list[int]:
    """The documents best first, or by the year of their thesis or when it came; where two are alike, as texts run."""
    kinds, pks = view.fact("kind").by_document[documents], view.column("pk")[documents]
    best_first = -scores[documents]
    if sort == "newest":
        keys = [pks, kinds, best_first, -view.fact("year").by_document[documents]]
    elif sort == "oldest":
        years = view.fact("year").by_document[documents]
        keys = [pks, kinds, best_first, np.where(years < 0, _NEVER, years)]
    elif sort == "added":
        keys = [pks, kinds, -view.fact("thesis_pk").by_document[documents]]
    else:
        keys = [pks, kinds, best_first]
    found: list[int] = documents[np.lexsort(keys)].tolist()
    return found
