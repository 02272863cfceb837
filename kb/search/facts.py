"""What is known of documents, as filters, facets and orders need it: which of its values each document has.

What a row says (of a thesis, a role, some themes) many documents have in common: rows are few, and looked at first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.search.arrays import Flags, Numbers

SEVERAL = frozenset({"themes", "authors"})


@dataclass(frozen=True)
class Rows:
    """Rows of facts, and the number of the row that each document has."""

    of: Numbers
    rows: Sequence[Any]

    def count(self, documents: Numbers) -> Numbers:
        """How many of ``documents`` have each row."""
        return np.bincount(self.of[documents], minlength=len(self.rows))


@dataclass(frozen=True)
class Fact:
    """One fact of all documents: its ``values`` in order; the rows ``row_of`` have the values ``value_of``."""

    rows: Rows
    values: Sequence[Any]
    row_of: Numbers
    value_of: Numbers

    @cached_property
    def by_document(self) -> Numbers:
        """The place among ``values`` of what each document has, -1 where it has none; of a fact with one value each."""
        by_row = np.full(len(self.rows.rows), -1, dtype=np.int32)
        by_row[self.row_of] = self.value_of
        return by_row[self.rows.of]

    def count(self, per_row: Numbers) -> Numbers:
        """How many documents have each value, when so many have each row."""
        counted = np.bincount(self.value_of, weights=per_row[self.row_of], minlength=len(self.values))
        return counted.astype(np.int64)

    def having(self, is_wanted: Callable[[Any], bool]) -> Flags:
        """Which documents have a value that is wanted."""
        wanted = np.array([is_wanted(value) for value in self.values], dtype=np.bool_)
        rows = np.zeros(len(self.rows.rows), dtype=np.bool_)
        rows[self.row_of[wanted[self.value_of]]] = True
        return rows[self.rows.of]


def read_fact(rows: Rows, name: str) -> Fact:
    """The fact of that name, or the several that each row lists (SEVERAL)."""
    pairs = [
        (place, value)
        for place, row in enumerate(rows.rows)
        for value in (row if name in SEVERAL else [row.get(name)])
        if value is not None
    ]
    values = sorted({value for _, value in pairs})
    places = {value: place for place, value in enumerate(values)}
    return Fact(
        rows,
        values,
        np.array([row for row, _ in pairs], dtype=np.int32),
        np.array([places[value] for _, value in pairs], dtype=np.int32),
    )
