"""What the hits of a question have in common, and how many have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.search.filters import COLUMNS, slugs_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.search.arrays import Numbers
    from kb.search.measures import View
    from kb.search.query import SearchQuery

FACETS = ("theme", "kind", "role", "thesis", "institution", "year", "author")
# What says something of each kind of hit, and can narrow it: of themes and authors nobody asks the year.
NARROWED_BY = {
    "quotation": ("theme", "kind", "role", "thesis", "institution", "year", "author"),
    "passage": ("theme", "thesis", "institution", "year", "author"),
    "chapter": ("theme", "thesis", "institution", "year"),
    "thesis": ("theme", "institution", "year"),
    "work": ("author",),
}
_SOURCES = {
    "theme_facts": ("theme",),
    "author_facts": ("author",),
    "own_facts": ("kind", "role"),
    "thesis_facts": ("thesis", "institution", "year"),
}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that hits have, how many have it, and whether the question asks for it already."""

    value: str
    count: int
    chosen: bool = False


def count_facets(documents: Numbers, query: SearchQuery, view: View) -> dict[str, tuple[FacetValue, ...]]:
    """The values of each facet, the most usual first (years: the newest), with those that the question names."""
    counted = count_values(documents, view)
    facets = {}
    for name in FACETS:
        rows = counted[name]
        chosen = slugs_named(name, query.values(name)) if name != "year" else set()
        if not chosen:
            facets[name] = tuple(FacetValue(value, n) for value, n in rows)
            continue
        missing = chosen - {value for value, _ in rows}
        rows = sorted([*rows, *((value, 0) for value in missing)], key=lambda row: (-row[1], row[0]))
        facets[name] = tuple(FacetValue(value, n, value in chosen) for value, n in rows)
    return facets


def count_values(documents: Numbers, view: View) -> dict[str, list[tuple[str, int]]]:
    """How many of ``documents`` have each value of each facet, the most usual first (years: the newest)."""
    counted = {}
    for source, names in _SOURCES.items():
        # What many documents have in common is one row, so rows are counted first, then what they say.
        per_row = view.rows(source).count(documents)
        for name in names:
            fact = view.fact(COLUMNS[name])
            counts = fact.count(per_row)
            found = np.flatnonzero(counts)
            order = found[::-1] if name == "year" else found[np.argsort(-counts[found], kind="stable")]
            values: Iterable[int] = order.tolist()
            counted[name] = [
                (str(fact.values[value]), n) for value, n in zip(values, counts[order].tolist(), strict=True)
            ]
    return counted
