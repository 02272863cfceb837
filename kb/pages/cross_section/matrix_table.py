"""The table of themes against theses (or roles, kinds, years): heads, rows, cells, and what a square stands for."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kb.pages.chips import Mark, find_mark
from kb.pages.counts import Count
from kb.synthesis.cross_section.matrix_question import ALL, ANY_THEME, Cell, Measure, Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.pages.cross_section.matrix_addresses import Addresses
    from kb.synthesis.cross_section.matrix import Matrix
    from kb.synthesis.cross_section.matrix_question import MatrixQuestion
    from kb.synthesis.vocabulary import Vocabulary

STEPS = 5
# A vocabulary with no more themes than this is shown unfolded at first.
MOST_UNFOLDED = 60
PER_WORDS = 10_000


@dataclass(frozen=True, slots=True)
class SortLink:
    """The link in a head; ``aria`` says how the rows are sorted by it now, "" where they are not."""

    url: str
    aria: str


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """``label`` and ``note`` (a year, or a title that tells two of one name apart) name a column; ``title`` in full."""

    value: str
    label: str
    note: str
    title: str
    url: str
    sort: SortLink


@dataclass(frozen=True, slots=True)
class TableCell:
    """A number with its link, "" for none; ``step`` is the size of its square, 0 for no square."""

    text: str
    url: str = ""
    step: int = 0
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A theme. ``fold_url`` folds or unfolds what lies under it, "" where nothing does."""

    name: str
    slug: str
    url: str
    mark: Mark
    level: int
    fold_url: str
    is_open: bool
    total: TableCell
    spread: TableCell
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class FootRow:
    label: str
    total: TableCell
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A size of the square, and the numbers it stands for."""

    step: int
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[TableRow, ...]
    feet: tuple[FootRow, ...]
    legend: tuple[Step, ...]
    n_left: int


def present_table(
    matrix: Matrix,
    shown: Sequence[int],
    *,
    question: MatrixQuestion,
    vocabulary: Vocabulary,
    addresses: Addresses,
) -> Table:
    """The rows with ``shown`` of the columns (by their places in the matrix); the totals are over all columns."""
    writer = TableWriter(matrix, tuple(shown), question, vocabulary, addresses)
    rows = writer.list_rows()
    writer.scale([pk for _level, pk in rows])
    return Table(
        rows=tuple(writer.write_row(level, pk) for level, pk in rows),
        feet=tuple(writer.write_feet()),
        legend=writer.legend,
        n_left=int((matrix.totals == 0).sum()),
    )


class TableWriter:
    """Writes numbers in the measure asked for, each with its address."""

    def __init__(
        self,
        matrix: Matrix,
        shown: tuple[int, ...],
        question: MatrixQuestion,
        vocabulary: Vocabulary,
        addresses: Addresses,
    ) -> None:
        self.matrix, self.shown, self.question = matrix, shown, question
        self.vocabulary, self.addresses = vocabulary, addresses
        self.place = {pk: place for place, pk in enumerate(matrix.themes)}
        self.most = 0.0
        self.is_unfolded = len(matrix.themes) <= MOST_UNFOLDED

    def list_rows(self) -> list[tuple[int, int]]:
        """The themes that the table shows, as (level, primary key)."""
        totals, with_empty = self.matrix.totals, self.question.with_empty
        return [(level, pk) for level, pk in self.walk() if with_empty or totals[self.place[pk]]]

    def walk(self) -> Iterator[tuple[int, int]]:
        """The themes whose broader ones are open, as (level, primary key), each stretch of siblings in order."""
        seen: set[int] = set()
        waiting = [(0, pk) for pk in reversed(self._sort(self.vocabulary.roots))]
        while waiting:
            level, pk = waiting.pop()
            if pk in seen:
                continue
            seen.add(pk)
            yield level, pk
            if self.is_open(pk):
                under = self._sort(self.vocabulary.narrower.get(pk, ()))
                waiting.extend((level + 1, child) for child in reversed(under))

    def is_open(self, pk: int) -> bool:
        slug, question = self.vocabulary.themes[pk].slug, self.question
        if slug in question.folded or slug in question.opened:
            return slug not in question.folded
        if ALL in question.folded or ALL in question.opened:
            return ALL not in question.folded
        return self.is_unfolded

    def _sort(self, themes: Sequence[int]) -> list[int]:
        """Siblings by name (A to Z first) or by a number (the largest first), or the other way round."""
        sort, matrix = self.question.sort, self.matrix
        numbers: Sequence[int] | None = None
        if sort == Sorting.TOTAL:
            numbers = matrix.totals.tolist()
        elif sort == Sorting.SPREAD:
            numbers = matrix.spread.tolist()
        elif (value := sort.removeprefix("column:")) in matrix.values:
            numbers = matrix.counts[:, matrix.values.index(value)].tolist()
        if numbers is None:
            return sorted(themes, key=self.place.__getitem__, reverse=self.question.is_reversed)
        sign = 1 if self.question.is_reversed else -1
        return sorted(themes, key=lambda pk: (sign * numbers[self.place[pk]], self.place[pk]))

    def measure(self, n: int, column: int | None) -> float:
        """A number of quotations in the measure asked for; 0 where there is nothing to measure it by."""
        matrix = self.matrix
        if self.question.measure is Measure.NUMBER:
            return n
        if self.question.measure is Measure.SHARE:
            base = matrix.n_quotations if column is None else int(matrix.base[column])
            return 100 * n / base if base else 0
        words = matrix.words[column] if matrix.words and column is not None else matrix.n_words
        return PER_WORDS * n / words if words else 0

    def write(self, n: int, cell: Cell, column: int | None, *, step: bool = False) -> TableCell:
        if not n:
            return TableCell("0")
        value = self.measure(n, column)
        is_chosen = self.question.cell == cell
        return TableCell(
            write_number(value, self.question.measure),
            self.addresses.of_cell(cell),
            self.step(value) if step else 0,
            is_chosen,
        )

    def write_row(self, level: int, pk: int) -> TableRow:
        theme, place = self.vocabulary.themes[pk], self.place[pk]
        counts = self.matrix.counts[place]
        under = [
            child for child in self.vocabulary.narrower.get(pk, ())
            if self.question.with_empty or self.matrix.totals[self.place[child]]
        ]  # fmt: skip
        n_theses = int(self.matrix.spread[place])
        return TableRow(
            name=theme.display_name,
            slug=theme.slug,
            url=self.addresses.of_theme(theme),
            mark=find_mark(pk),
            level=level,
            fold_url=self.addresses.fold(theme.slug, is_open=self.is_open(pk)) if under else "",
            is_open=self.is_open(pk),
            total=self.write(int(self.matrix.totals[place]), Cell(theme.slug, ""), None),
            spread=TableCell(str(n_theses), self.addresses.of_theses(theme.slug) if n_theses else ""),
            cells=tuple(
                self.write(
                    int(counts[column]), Cell(theme.slug, self.matrix.values[column]), column, step=True
                )
                for column in self.shown
            ),
        )

    def write_feet(self) -> Iterable[FootRow]:
        matrix, values = self.matrix, self.matrix.values
        yield FootRow(
            _("Under any theme"),
            self.write(matrix.n_themed, Cell(ANY_THEME, ""), None),
            tuple(self.write(int(matrix.themed[c]), Cell(ANY_THEME, values[c]), c) for c in self.shown),
        )
        # What the shares are shares of stays a number of quotations.
        yield FootRow(
            _("All quotations"),
            self._count(matrix.n_quotations, Cell("", "")),
            tuple(self._count(int(matrix.base[c]), Cell("", values[c])) for c in self.shown),
        )
        if self.question.measure is Measure.DENSITY and matrix.words:
            yield FootRow(
                pgettext("counted", "Words"),
                TableCell(number_format(matrix.n_words, force_grouping=True)),
                tuple(TableCell(number_format(matrix.words[c], force_grouping=True)) for c in self.shown),
            )

    def _count(self, n: int, cell: Cell) -> TableCell:
        url = self.addresses.of_cell(cell) if n else ""
        return TableCell(str(n), url, is_chosen=self.question.cell == cell)

    def scale(self, themes: Iterable[int]) -> None:
        """Let the largest of the themes' numbers, in whatever column, have the largest square."""
        places = [self.place[pk] for pk in themes]
        self.most = max(
            (
                self.measure(n, c)
                for place in places
                for c, n in enumerate(self.matrix.counts[place].tolist())
            ),
            default=0,
        )

    def step(self, value: float) -> int:
        """The size of the square, whose area grows with the number."""
        return max(1, min(STEPS, ceil(STEPS * (value / self.most) ** 0.5 - 1e-9))) if self.most else 0

    @property
    def legend(self) -> tuple[Step, ...]:
        if not self.most:
            return ()
        bounds = [self.most * (step / STEPS) ** 2 for step in range(STEPS + 1)]
        if self.question.measure is not Measure.NUMBER:
            return tuple(
                Step(step, _("up to %(n)s") % {"n": write_number(bounds[step], self.question.measure)})
                for step in range(1, STEPS + 1)
            )
        ranges = [(step, floor(bounds[step - 1]) + 1, floor(bounds[step])) for step in range(1, STEPS + 1)]
        return tuple(
            Step(step, str(high) if low == high else f"{low}–{high}")
            for step, low, high in ranges
            if low <= high
        )


def write_number(value: float, measure: Measure) -> str:
    """A number as the reader's language writes it; shares and densities with one decimal."""
    if measure is Measure.NUMBER:
        return str(Count(value))
    # number_format cuts decimals off and does not round.
    return str(number_format(round(value, 1), 1)) if value >= 0.05 else "<" + str(number_format(0.1, 1))
