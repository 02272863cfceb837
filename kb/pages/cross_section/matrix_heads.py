"""The heads of a matrix: what its columns are called, and how each sorts the rows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.exports.quotation_text import find_thesis_authors, name_authors
from kb.pages.cross_section.matrix_table import ColumnHead, SortLink
from kb.records.languages import cut_text
from kb.records.models import Informant, Quotation
from kb.synthesis.cross_section.matrix_question import Across, Sorting
from kb.synthesis.quotations.question import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.pages.cross_section.matrix_addresses import Addresses
    from kb.records.models import Thesis
    from kb.synthesis.cross_section.matrix import Matrix
    from kb.synthesis.cross_section.matrix_question import MatrixQuestion

NOTE_LENGTH = 26


def present_heads(
    matrix: Matrix,
    shown: Iterable[int],
    theses: dict[int, Thesis],
    *,
    question: MatrixQuestion,
    addresses: Addresses,
) -> Iterable[ColumnHead]:
    """Theses as author and year, with the title where that does not tell them apart; of the rest the label."""
    labels = [(place, *name_column(matrix, place, theses, question)) for place in shown]
    times = Counter((label, note) for _place, label, note, _title in labels)
    for place, label, note, title in labels:
        value = matrix.values[place]
        is_twin = question.by is Across.THESIS and times[label, note] > 1
        yield ColumnHead(
            value=value,
            label=label,
            note=f"{note} · {cut_text(title, NOTE_LENGTH)}" if is_twin else note,
            title=title,
            url=addresses.of_thesis(value) if question.by is Across.THESIS else "",
            sort=present_sort(f"column:{value}", question, addresses),
        )


def name_column(
    matrix: Matrix, place: int, theses: dict[int, Thesis], question: MatrixQuestion
) -> tuple[str, str, str]:
    """The label, note and full title of a column."""
    value = matrix.values[place]
    if question.by is Across.THESIS:
        facts = matrix.by_slug[value]
        thesis = theses.get(facts.pk)
        authors = name_authors(find_thesis_authors(thesis)) if thesis else ""
        year = str(facts.year or _("n.d."))
        return authors or cut_text(facts.title, NOTE_LENGTH), year, facts.title
    return name_value(question.by, value), "", ""


def name_value(by: Across, value: str) -> str:
    """What a role, kind or year is called."""
    if by is Across.ROLE:
        labels = {**{v: str(label) for v, label in Informant.RoleGroup.choices}, NONE: _("no named voice")}
        return labels.get(value, value)
    if by is Across.KIND:
        return {v: str(label) for v, label in Quotation.Kind.choices}.get(value, value)
    return _("year not known") if value == NONE else value


def present_sort(sort: str, question: MatrixQuestion, addresses: Addresses) -> SortLink:
    aria = ""
    if question.sort == sort:
        # Names begin with A, numbers with the largest.
        is_upward = (sort == Sorting.NAME) is not question.is_reversed
        aria = "ascending" if is_upward else "descending"
    return SortLink(addresses.sort(sort, default=Sorting.NAME), aria)
