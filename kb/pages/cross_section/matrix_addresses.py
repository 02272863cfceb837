"""The addresses of a matrix: each keeps what the reader chose before, and changes one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import reverse

from kb.pages.lists import change_query
from kb.synthesis.cross_section.matrix_question import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from kb.records.models import Theme
    from kb.synthesis.cross_section.matrix_question import Cell, MatrixQuestion

TABLE = "#matrix"
PANEL = "#cell"
# What narrows the theses.
FILTERS = ("thesis", "from", "to", "institution", "title")


def change_readably(query: QueryDict, **changes: str | Sequence[str] | None) -> str:
    """``change_query`` with the colons, commas and stars that stand in our values left as they are."""
    address = change_query(query, **changes)
    return address.replace("%3A", ":").replace("%2C", ",").replace("%2A", "*")


class Addresses:
    """Addresses made from the query string that the reader came with."""

    def __init__(self, query: QueryDict, question: MatrixQuestion) -> None:
        self.query, self.question = query, question
        # Hundreds of cells have the same beginning.
        bare = change_readably(query, cell=None, list=None)
        self._cells = bare if bare == "?" else f"{bare}&"
        self._switch = "?confirmed=1" if question.is_confirmed else ""

    def change(self, **changes: str | Sequence[str] | None) -> str:
        return change_readably(self.query, **changes) + TABLE

    def of_cell(self, cell: Cell) -> str:
        return f"{self._cells}cell={quote(str(cell), safe=':*')}{PANEL}"

    def of_theses(self, slug: str) -> str:
        """The theses that have a quotation on the theme, listed in the panel."""
        return f"{self._cells}cell={quote(slug)}:&list=theses{PANEL}"

    def of_theme(self, theme: Theme) -> str:
        return f"{theme.get_absolute_url()}{self._switch}"

    def of_thesis(self, slug: str) -> str:
        return reverse("thesis-detail", args=[slug])

    def fold(self, slug: str, *, is_open: bool) -> str:
        """The table with the theme folded or, where it is folded, open."""
        opened, folded = set(self.question.opened) - {slug}, set(self.question.folded) - {slug}
        (folded if is_open else opened).add(slug)
        return self.change(open=sorted(opened), fold=sorted(folded))

    def fold_all(self, *, is_open: bool) -> str:
        return self.change(open=None if is_open else ALL, fold=ALL if is_open else None)

    def sort(self, sort: str, *, default: str) -> str:
        """Sorted so, or the other way round where it is sorted so already."""
        again = self.question.sort == sort and not self.question.is_reversed
        return self.change(sort=None if sort == default else sort, reverse="1" if again else None)
