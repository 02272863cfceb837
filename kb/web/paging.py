"""Pages of a list whose length is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet


class CountedPaginator(Paginator):  # type: ignore[type-arg]
    """A paginator that is told how many rows there are, because the page counted them for its facets."""

    def __init__(self, rows: QuerySet[Any] | Sequence[Any], per_page: int, *, n_rows: int) -> None:
        super().__init__(rows, per_page)
        self.n_rows = n_rows

    @property
    def count(self) -> int:
        return self.n_rows

    def take(self, rows: Sequence[Any], number: int) -> Page[Any]:
        """Page ``number`` with ``rows`` that were cut out for it already."""
        return Page(rows, min(max(1, number), self.num_pages), self)
