"""What the matrix says: themes against theses, roles, kinds or years, with whatever narrows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kb.pages.cross_section.matrix_addresses import FILTERS, TABLE, Addresses, change_readably
from kb.pages.cross_section.matrix_heads import present_heads, present_sort
from kb.pages.cross_section.matrix_table import ColumnHead, SortLink, Table, present_table
from kb.pages.lists import Choice, Crumb, PageLink, Pager
from kb.synthesis.cross_section.matrix_question import COLUMNS_AT_ONCE, Across, ColumnOrder, Measure, Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from kb.pages.cross_section.matrix_cell import CellPanel
    from kb.records.models import Institution, Thesis
    from kb.synthesis.cross_section.matrix import Matrix
    from kb.synthesis.cross_section.matrix_question import MatrixQuestion
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a select or a checkbox."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChooseForm:
    """The form that narrows the theses; ``kept`` are the other choices, which it must send along."""

    first_years: tuple[Option, ...]
    last_years: tuple[Option, ...]
    institutions: tuple[Option, ...]
    theses: tuple[Option, ...]
    words: str
    kept: tuple[tuple[str, str], ...]
    is_open: bool
    clear_url: str


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """``name_sort``, ``total_sort`` and ``spread_sort`` are the links in the heads of those columns."""

    title: str
    crumbs: tuple[Crumb, ...]
    tabs: tuple[Choice, ...]
    measures: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    confirmed: Choice
    empty: Choice | None
    folds: tuple[Choice, ...]
    measure: str
    by: str
    n_theses: int
    n_columns: int
    first: int
    last: int
    heads: tuple[ColumnHead, ...]
    name_sort: SortLink
    total_sort: SortLink
    spread_sort: SortLink
    table: Table
    pager: Pager | None
    form: ChooseForm
    table_url: str
    whole_table_url: str
    panel: CellPanel | None


def cut_columns(matrix: Matrix, question: MatrixQuestion) -> range:
    """The places of the columns that are shown at once; a part past the last is the last."""
    if not question.part:
        return range(len(matrix.values))
    n_parts = max(1, -(-len(matrix.values) // COLUMNS_AT_ONCE))
    start = COLUMNS_AT_ONCE * (min(question.part, n_parts) - 1)
    return range(start, min(start + COLUMNS_AT_ONCE, len(matrix.values)))


def present_matrix(
    matrix: Matrix,
    theses: dict[int, Thesis],
    *,
    question: MatrixQuestion,
    vocabulary: Vocabulary,
    years: Sequence[int],
    institutions: Sequence[Institution],
    panel: CellPanel | None,
    query: QueryDict,
) -> MatrixPage:
    """``theses`` are those of the columns that ``cut_columns`` shows, by primary key."""
    shown = cut_columns(matrix, question)
    addresses = Addresses(query, question)
    table = present_table(matrix, shown, question=question, vocabulary=vocabulary, addresses=addresses)
    heads = tuple(present_heads(matrix, shown, theses, question=question, addresses=addresses))
    is_folding = any(row.fold_url for row in table.rows)
    return MatrixPage(
        title=_("Themes across theses"),
        crumbs=(Crumb(_("Themes"), reverse("theme-list")),),
        tabs=tuple(_present_tabs(question, addresses)),
        measures=tuple(_present_measures(question, addresses)),
        orders=tuple(_present_orders(question, addresses)) if len(matrix.values) > 1 else (),
        confirmed=Choice(
            _("Only what curators confirmed"),
            addresses.change(confirmed=None if question.is_confirmed else "1"),
            question.is_confirmed,
        ),
        empty=Choice(
            _("Themes without a quotation too"),
            addresses.change(empty=None if question.with_empty else "1"),
            question.with_empty,
            table.n_left,
        )
        if table.n_left
        else None,
        folds=(
            Choice(_("unfold all"), addresses.fold_all(is_open=True)),
            Choice(_("broad themes only"), addresses.fold_all(is_open=False)),
        )
        if is_folding
        else (),
        measure=question.measure.value,
        by=question.by.value,
        n_theses=len(matrix.theses),
        n_columns=len(matrix.values),
        first=shown.start + 1,
        last=shown.stop,
        heads=heads,
        name_sort=present_sort(Sorting.NAME, question, addresses),
        total_sort=present_sort(Sorting.TOTAL, question, addresses),
        spread_sort=present_sort(Sorting.SPREAD, question, addresses),
        table=table,
        pager=_present_parts(matrix, shown, query) if len(matrix.values) > COLUMNS_AT_ONCE else None,
        form=_present_form(heads, question, years, institutions, addresses),
        table_url=f"{reverse('theme-matrix-table')}{change_readably(query, cell=None, list=None)}",
        whole_table_url=f"{reverse('theme-matrix-table')}{change_readably(query, cell=None, list=None, part='0')}"
        if len(shown) < len(matrix.values)
        else "",
        panel=panel,
    )


def _present_tabs(question: MatrixQuestion, addresses: Addresses) -> Iterable[Choice]:
    labels = {
        Across.THESIS: pgettext("matrix", "By thesis"),
        Across.ROLE: pgettext("matrix", "By role"),
        Across.KIND: pgettext("matrix", "By kind"),
        Across.YEAR: pgettext("matrix", "By year"),
    }
    for by, label in labels.items():
        url = addresses.change(
            by=None if by is Across.THESIS else by.value, sort=None, reverse=None, part=None, cell=None, list=None,
            columns=None,
        )  # fmt: skip
        yield Choice(label, url, by is question.by)


def _present_measures(question: MatrixQuestion, addresses: Addresses) -> Iterable[Choice]:
    labels = {
        Measure.NUMBER: pgettext("matrix", "number"),
        Measure.SHARE: pgettext("matrix", "per cent"),
        Measure.DENSITY: pgettext("matrix", "per 10,000 words"),
    }
    for measure, label in labels.items():
        url = addresses.change(show=None if measure is Measure.NUMBER else measure.value)
        yield Choice(label, url, measure is question.measure)


def _present_orders(question: MatrixQuestion, addresses: Addresses) -> Iterable[Choice]:
    labels = {
        ColumnOrder.YEAR: pgettext("matrix", "newest"),
        ColumnOrder.TITLE: pgettext("matrix", "title"),
        ColumnOrder.SIZE: pgettext("matrix", "most quotations"),
    }
    if question.by is not Across.THESIS:
        labels = {
            ColumnOrder.YEAR: pgettext("matrix", "usual order"),
            ColumnOrder.SIZE: labels[ColumnOrder.SIZE],
        }
    for order, label in labels.items():
        url = addresses.change(columns=None if order is ColumnOrder.YEAR else order.value, part=None)
        yield Choice(label, url, order is question.order)


def _present_parts(matrix: Matrix, shown: range, query: QueryDict) -> Pager:
    last = -(-len(matrix.values) // COLUMNS_AT_ONCE)
    number = shown.start // COLUMNS_AT_ONCE + 1 if len(shown) <= COLUMNS_AT_ONCE else 1

    def url_of(part: int) -> str:
        return change_readably(query, part=str(part) if part > 1 else None) + TABLE

    near = sorted({1, *range(max(1, number - 2), min(last, number + 2) + 1), last})
    links: list[PageLink] = []
    for part in near:
        if links and part > links[-1].number + 1:
            links.append(PageLink())
        links.append(PageLink(part, url_of(part), is_current=part == number))
    return Pager(
        number,
        last,
        url_of(number - 1) if number > 1 else "",
        url_of(number + 1) if number < last else "",
        tuple(links),
    )


def _present_form(
    heads: Sequence[ColumnHead],
    question: MatrixQuestion,
    years: Sequence[int],
    institutions: Sequence[Institution],
    addresses: Addresses,
) -> ChooseForm:
    query = addresses.query
    sent = {*FILTERS, "part", "cell", "list", "page"}
    listed = [Option(h.value, f"{h.label} ({h.note})", h.value in question.theses) for h in heads]
    return ChooseForm(
        first_years=tuple(
            Option(str(year), str(year), year == question.first_year) for year in reversed(years)
        ),
        last_years=tuple(Option(str(year), str(year), year == question.last_year) for year in years),
        institutions=tuple(Option(i.slug, i.name, i.slug == question.institution) for i in institutions),
        theses=tuple(listed) if question.by is Across.THESIS else (),
        words=question.words,
        kept=tuple((n, v) for n in sorted(query) if n not in sent for v in query.getlist(n) if "\0" not in v),
        is_open=question.is_narrowed,
        clear_url=addresses.change(**dict.fromkeys(FILTERS), part=None),
    )
