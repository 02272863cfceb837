"""What stands beside the matrix when a number is followed: the quotations that it counts, or the theses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.pages.cross_section.matrix_addresses import PANEL, change_readably
from kb.pages.cross_section.matrix_heads import name_value
from kb.pages.lists import present_pager
from kb.pages.quotations.cards import QuotationCard, present_quotation_card
from kb.pages.themes.themes import list_quotations
from kb.records.languages import TextIn
from kb.synthesis.cross_section.matrix_question import ANY_THEME, Across, Cell
from kb.synthesis.quotations.question import MOST_VALUES

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.pages.lists import Pager
    from kb.records.models import Quotation
    from kb.synthesis.cross_section.matrix import Matrix
    from kb.synthesis.cross_section.matrix_question import MatrixQuestion
    from kb.synthesis.facts import ThesisFacts
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ThesisLine:
    """A thesis that has quotations on the theme; ``url`` lists them."""

    title: str
    year: int | None
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class CellPanel:
    """``list_url`` is the same in the list of quotations, "" where that list cannot be asked for it."""

    title: str
    theme_url: str
    where: str
    n: int
    cards: tuple[QuotationCard, ...]
    theses: tuple[ThesisLine, ...]
    with_thesis: bool
    list_url: str
    close_url: str
    pager: Pager


def present_cell(
    page: Page[Quotation],
    matrix: Matrix,
    *,
    question: MatrixQuestion,
    vocabulary: Vocabulary,
    query: QueryDict,
) -> CellPanel:
    """The quotations of the cell that is asked for, on this page of them."""
    cell = question.cell or Cell("", "")
    return replace(
        _present_head(page, matrix, cell, question, vocabulary, query),
        cards=tuple(present_quotation_card(quotation) for quotation in page.object_list),
        list_url=find_list(matrix, cell, question),
    )


def present_cell_theses(
    page: Page[tuple[ThesisFacts, int]],
    matrix: Matrix,
    *,
    question: MatrixQuestion,
    vocabulary: Vocabulary,
    query: QueryDict,
) -> CellPanel:
    """The theses that have a quotation on the theme of the cell, on this page of them."""
    cell = question.cell or Cell("", "")
    lines = []
    for thesis, n in page.object_list:
        one = change_readably(
            query, list=None, by=None, columns=None, part=None, cell=f"{cell.theme}:{thesis.slug}"
        )
        lines.append(ThesisLine(thesis.title, thesis.year, n, one + PANEL))
    return replace(_present_head(page, matrix, cell, question, vocabulary, query), theses=tuple(lines))


def _present_head(
    page: Page[Quotation] | Page[tuple[ThesisFacts, int]],
    matrix: Matrix,
    cell: Cell,
    question: MatrixQuestion,
    vocabulary: Vocabulary,
    query: QueryDict,
) -> CellPanel:
    theme = vocabulary.by_slug.get(cell.theme)
    titles = {"": _("All quotations"), ANY_THEME: _("Under any theme")}
    switch = "?confirmed=1" if question.is_confirmed else ""
    pager = present_pager(page, query=query)
    return CellPanel(
        title=theme.display_name if theme else titles.get(cell.theme, cell.theme),
        theme_url=f"{theme.get_absolute_url()}{switch}" if theme else "",
        where=_name_column(matrix, cell, question),
        n=page.paginator.count,
        cards=(),
        theses=(),
        with_thesis=not (cell.column and question.by is Across.THESIS),
        list_url="",
        close_url=change_readably(query, cell=None, list=None) + "#matrix",
        pager=replace(
            pager,
            previous_url=pager.previous_url and pager.previous_url + PANEL,
            next_url=pager.next_url and pager.next_url + PANEL,
            links=tuple(replace(link, url=link.url and link.url + PANEL) for link in pager.links),
        ),
    )


def _name_column(matrix: Matrix, cell: Cell, question: MatrixQuestion) -> str:
    if not cell.column:
        return _("all the theses chosen") if question.is_narrowed else _("all theses")
    if question.by is Across.THESIS:
        found = matrix.by_slug.get(cell.column)
        named = f"{found.title} ({found.year or _('n.d.')})" if found else cell.column
        return TextIn(named, found.language) if found else named
    return name_value(question.by, cell.column)


def find_list(matrix: Matrix, cell: Cell, question: MatrixQuestion) -> str:
    """The list of quotations with the same choices; it knows no institutions, and not "any theme"."""
    if cell.theme == ANY_THEME:
        return ""
    choices: dict[str, list[str]] = {"theme": [cell.theme]} if cell.theme else {}
    if cell.column:
        choices[question.by.value] = [cell.column]
    if question.is_narrowed and "thesis" not in choices:
        if not 0 < len(matrix.theses) <= MOST_VALUES:
            return ""
        choices["thesis"] = [thesis.slug for thesis in matrix.theses]
    return list_quotations(**choices, confirmed=question.is_confirmed)
