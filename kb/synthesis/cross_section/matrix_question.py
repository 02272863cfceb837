"""What a reader asks of the matrix, read from an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kb.synthesis.quotations.question import read_values, read_words

if TYPE_CHECKING:
    from django.http import QueryDict

ALL = "all"
# Instead of a theme in a cell's address: quotations under any theme. No slug has this letter.
ANY_THEME = "*"
COLUMNS_AT_ONCE = 12
_CELL = re.compile(r"(?P<theme>[-\w]{1,120}|\*|):(?P<column>[-\w]{0,120})")
_MOST_FOLDS = 100


class Across(StrEnum):
    """What the columns are."""

    THESIS = "thesis"
    ROLE = "role"
    KIND = "kind"
    YEAR = "year"


class Measure(StrEnum):
    NUMBER = "n"
    SHARE = "share"
    DENSITY = "density"


class ColumnOrder(StrEnum):
    YEAR = "year"
    TITLE = "title"
    SIZE = "size"


class Sorting(StrEnum):
    """The orders of rows that no column gives; ``MatrixQuestion.sort`` may also be the value of a column."""

    NAME = "name"
    SPREAD = "spread"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Cell:
    """A theme's slug ("" for all quotations, ANY_THEME) and a column's value ("" for all columns)."""

    theme: str
    column: str

    def __str__(self) -> str:
        return f"{self.theme}:{self.column}"


@dataclass(frozen=True, slots=True)
class MatrixQuestion:
    """Which table a reader wants. ``part`` counts the columns by COLUMNS_AT_ONCE, 0 stands for all of them.

    ``sort`` is a Sorting or ``column:value``. ``opened`` and ``folded`` are slugs of themes, or ALL.
    """

    by: Across = Across.THESIS
    measure: Measure = Measure.NUMBER
    is_confirmed: bool = False
    theses: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    institution: str = ""
    words: str = ""
    with_empty: bool = False
    opened: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()
    sort: str = Sorting.NAME
    is_reversed: bool = False
    order: ColumnOrder = ColumnOrder.YEAR
    part: int = 1
    cell: Cell | None = None

    @classmethod
    def from_params(cls, params: QueryDict) -> MatrixQuestion:
        """What an address asks; whatever makes no sense in it is passed over."""
        cell = _CELL.fullmatch(params.get("cell", ""))
        sort = params.get("sort", "")
        by, measure, order, part = (params.get(name, "") for name in ("by", "show", "columns", "part"))
        return cls(
            by=Across(by) if by in set(Across) else Across.THESIS,
            measure=Measure(measure) if measure in set(Measure) else Measure.NUMBER,
            is_confirmed=params.get("confirmed") == "1",
            theses=read_values(params, "thesis"),
            first_year=_read_year(params.get("from", "")),
            last_year=_read_year(params.get("to", "")),
            institution=next(iter(read_values(params, "institution")), ""),
            words=read_words(params.get("title", "")),
            with_empty=params.get("empty") == "1",
            opened=frozenset(params.getlist("open")[:_MOST_FOLDS]),
            folded=frozenset(params.getlist("fold")[:_MOST_FOLDS]),
            sort=sort if sort in set(Sorting) or re.fullmatch(r"column:[-\w]{1,120}", sort) else Sorting.NAME,
            is_reversed=params.get("reverse") == "1",
            order=ColumnOrder(order) if order in set(ColumnOrder) else ColumnOrder.YEAR,
            part=int(part) if re.fullmatch(r"[0-9]{1,6}", part) and int(part) else 1,
            cell=Cell(cell["theme"], cell["column"]) if cell else None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether only some theses are asked for."""
        return bool(self.theses or self.first_year or self.last_year or self.institution or self.words)


def _read_year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else None
