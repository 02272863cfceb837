"""Themes against theses, roles, kinds or years: how many quotations each pair has, and which they are.

Counted over the facts in memory. A number and the quotations behind it come of one mask, so they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Prefetch

from kb.records.models import Contributor, Institution, Thesis
from kb.synthesis.alphabet import make_sort_key
from kb.synthesis.cross_section.matrix_question import ANY_THEME, Across, Cell, ColumnOrder, MatrixQuestion
from kb.synthesis.facts import KINDS, ROLES
from kb.synthesis.quotations.question import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts, ThesisFacts
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Matrix:
    """The numbers of quotations. T themes in the order of the vocabulary, C columns in the order asked for.

    ``values`` name the columns in addresses; ``places`` (theses alone) are their places in the facts. ``counts`` is
    T x C. ``totals`` and ``spread`` (theses with a quotation) are of each theme over all columns; ``themed`` counts
    what is under any theme, ``base`` all quotations, both of each column; ``words`` likewise, () where columns part
    quotations and not texts. A quotation counts once in each number, however many themes it carries.
    """

    values: tuple[str, ...]
    places: tuple[int, ...]
    theses: tuple[ThesisFacts, ...]
    themes: tuple[int, ...]
    counts: NDArray[np.int64]
    totals: NDArray[np.int64]
    spread: NDArray[np.int64]
    themed: NDArray[np.int64]
    base: NDArray[np.int64]
    words: tuple[int, ...]
    n_themed: int
    n_quotations: int
    n_words: int

    @cached_property
    def by_slug(self) -> dict[str, ThesisFacts]:
        return {thesis.slug: thesis for thesis in self.theses}


@dataclass(frozen=True, eq=False)
class _Layout:
    """Which rows of the quotations are counted, and the column of each."""

    rows: NDArray[np.bool_]
    column: NDArray[np.int64]
    values: tuple[str, ...]
    chosen: NDArray[np.bool_]


def count_matrix(facts: Facts, vocabulary: Vocabulary, question: MatrixQuestion) -> Matrix:
    """The whole table; one query where an institution is asked for."""
    layout = _lay_out(facts, question)
    carried = facts.carry(facts.quotations, vocabulary, confirmed=question.is_confirmed)
    rows, n = np.flatnonzero(layout.rows), len(layout.values)
    under, column, thesis = carried.matrix[rows], layout.column[rows], facts.quotations.thesis[rows]
    counts = np.zeros((len(carried.themes), n), dtype=np.int64)
    spread = np.zeros(len(carried.themes), dtype=np.int64)
    for place in range(len(carried.themes)):
        carrying = under[:, place]
        counts[place] = np.bincount(column[carrying], minlength=n)
        spread[place] = len(np.unique(thesis[carrying]))
    themed = under.any(axis=1)
    base = np.bincount(column, minlength=n)
    kept = _order_columns(facts, question, layout, base)
    theses = tuple(row for row, is_chosen in zip(facts.theses, layout.chosen, strict=True) if is_chosen)
    of_theses = question.by is Across.THESIS
    return Matrix(
        values=tuple(layout.values[place] for place in kept),
        places=tuple(kept) if of_theses else (),
        theses=theses,
        themes=carried.themes,
        counts=counts[:, kept],
        totals=under.sum(axis=0),
        spread=spread,
        themed=np.bincount(column[themed], minlength=n)[kept],
        base=base[kept],
        words=_count_words(theses, question.by, [layout.values[place] for place in kept]),
        n_themed=int(themed.sum()),
        n_quotations=len(rows),
        n_words=sum(thesis.n_words for thesis in theses),
    )


def find_cell(
    facts: Facts, vocabulary: Vocabulary, question: MatrixQuestion, cell: Cell
) -> NDArray[np.int64]:
    """The primary keys of a cell's quotations, in the order of the facts; none where there is no such cell."""
    layout = _lay_out(facts, question)
    carried = facts.carry(facts.quotations, vocabulary, confirmed=question.is_confirmed)
    found = layout.rows
    if cell.theme == ANY_THEME:
        found = found & carried.matrix.any(axis=1)
    elif cell.theme:
        theme = vocabulary.by_slug.get(cell.theme)
        found = found & carried.of(theme.pk if theme else 0)
    if cell.column:
        place = layout.values.index(cell.column) if cell.column in layout.values else -1
        found = found & (layout.column == place)
    return facts.quotations.pk[found]


def count_cell_theses(
    facts: Facts, vocabulary: Vocabulary, question: MatrixQuestion, cell: Cell
) -> list[tuple[ThesisFacts, int]]:
    """The theses that a cell has quotations of, with how many, most first."""
    rows = np.isin(facts.quotations.pk, find_cell(facts, vocabulary, question, cell))
    counts = np.bincount(facts.quotations.thesis[rows], minlength=len(facts.theses)).tolist()
    found = [(thesis, n) for thesis, n in zip(facts.theses, counts, strict=True) if n]
    return sorted(found, key=lambda row: -row[1])


def list_years(facts: Facts) -> tuple[int, ...]:
    """The years of all theses, the newest first."""
    return tuple(sorted({thesis.year for thesis in facts.theses if thesis.year}, reverse=True))


def list_institutions(facts: Facts) -> tuple[Institution, ...]:
    """The institutions of all theses, by name."""
    keys = {thesis.institution for thesis in facts.theses}
    return tuple(Institution.objects.filter(pk__in=keys).order_by("name"))


def _lay_out(facts: Facts, question: MatrixQuestion) -> _Layout:
    quotations, chosen = facts.quotations, _choose_theses(facts, question)
    values, column = _find_columns(facts, question.by)
    shown = quotations.shown(confirmed=question.is_confirmed) & chosen[quotations.thesis]
    return _Layout(shown, column, values, chosen)


def _find_columns(facts: Facts, by: Across) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The values of all columns, and for each quotation the place of its own."""
    quotations = facts.quotations
    match by:
        case Across.ROLE:
            return ROLES, quotations.role
        case Across.KIND:
            return KINDS, quotations.kind
        case Across.YEAR:
            years: tuple[int | None, ...] = (*list_years(facts), None)
            of_thesis = np.array(
                [years.index(thesis.year or None) for thesis in facts.theses], dtype=np.int64
            )
            return tuple(str(year or NONE) for year in years), of_thesis[quotations.thesis]
        case Across.THESIS:
            return tuple(thesis.slug for thesis in facts.theses), quotations.thesis


def _choose_theses(facts: Facts, question: MatrixQuestion) -> NDArray[np.bool_]:
    """Which theses are counted at all, by their places."""
    wanted = [word.casefold() for word in question.words.split()]
    institution = 0
    if question.institution:
        found = Institution.objects.filter(slug=question.institution).values_list("pk", flat=True).first()
        institution = found or -1

    def is_chosen(thesis: ThesisFacts) -> bool:
        return (
            (not question.theses or thesis.slug in question.theses)
            and (question.first_year is None or (thesis.year or -1) >= question.first_year)
            and (question.last_year is None or (thesis.year or 9999) <= question.last_year)
            and institution in {0, thesis.institution}
            and all(word in thesis.title.casefold() for word in wanted)
        )

    return np.array([is_chosen(thesis) for thesis in facts.theses], dtype=bool)


def _order_columns(
    facts: Facts, question: MatrixQuestion, layout: _Layout, base: NDArray[np.int64]
) -> list[int]:
    """The places of the columns that are shown: theses that were chosen, of anything else what has quotations."""
    if question.by is Across.THESIS:
        places = np.flatnonzero(layout.chosen).tolist()
        if question.order is ColumnOrder.TITLE:
            places.sort(key=lambda place: make_sort_key(facts.theses[place].title))
    else:
        places = np.flatnonzero(base).tolist()
    if question.order is ColumnOrder.SIZE:
        places.sort(key=lambda place: -base[place])
    return places


def _count_words(theses: Sequence[ThesisFacts], by: Across, values: Sequence[str]) -> tuple[int, ...]:
    if by not in {Across.THESIS, Across.YEAR}:
        return ()
    words = dict.fromkeys(values, 0)
    for thesis in theses:
        value = thesis.slug if by is Across.THESIS else str(thesis.year or NONE)
        if value in words:
            words[value] += thesis.n_words
    return tuple(words.values())


def find_theses(keys: Sequence[int]) -> dict[int, Thesis]:
    """The public theses with these primary keys, with what names them and no more, by key; two queries."""
    authors = Contributor.objects.filter(role=Contributor.Role.AUTHOR).select_related("person")
    theses = Thesis.objects.public().filter(pk__in=keys).only("slug", "title", "year")
    return {thesis.pk: thesis for thesis in theses.prefetch_related(Prefetch("contributors", authors))}
