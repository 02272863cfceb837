"""The matrix as rows for a spreadsheet: the columns and rows that the page shows, in the measure it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kb.pages.cross_section.matrix import cut_columns
from kb.pages.cross_section.matrix_addresses import Addresses
from kb.pages.cross_section.matrix_heads import name_column
from kb.pages.cross_section.matrix_table import TableWriter
from kb.synthesis.cross_section.matrix_question import Measure

if TYPE_CHECKING:
    from django.http import QueryDict

    from kb.records.models import Thesis
    from kb.synthesis.cross_section.matrix import Matrix
    from kb.synthesis.cross_section.matrix_question import MatrixQuestion
    from kb.synthesis.vocabulary import Vocabulary

Rows = tuple[list[str], list[list[object]]]


def present_matrix_rows(
    matrix: Matrix,
    theses: dict[int, Thesis],
    *,
    question: MatrixQuestion,
    vocabulary: Vocabulary,
    query: QueryDict,
) -> Rows:
    """The header, and a row for each theme and for what is under any theme and in all."""
    shown = cut_columns(matrix, question)
    writer = TableWriter(matrix, tuple(shown), question, vocabulary, Addresses(query, question))

    def measure(n: int, column: int | None) -> float:
        value = writer.measure(n, column)
        return value if question.measure is Measure.NUMBER else round(value, 2)

    header = [_("Theme"), _("Broader theme"), _("Total"), pgettext("counted", "Theses")]
    for place in shown:
        label, note, title = name_column(matrix, place, theses, question)
        header.append(f"{label} ({note}): {title}" if title else label)
    rows: list[list[object]] = []
    for _level, pk in writer.list_rows():
        place = writer.place[pk]
        above = vocabulary.find_broader(pk)
        rows.append(
            [
                vocabulary.name(pk),
                vocabulary.name(above[0]) if above else "",
                measure(int(matrix.totals[place]), None),
                int(matrix.spread[place]),
                *(measure(int(matrix.counts[place, column]), column) for column in shown),
            ]
        )
    themed = [measure(int(matrix.themed[column]), column) for column in shown]
    rows.append([_("Under any theme"), "", measure(matrix.n_themed, None), "", *themed])
    base = [int(matrix.base[column]) for column in shown]
    rows.append([_("All quotations"), "", matrix.n_quotations, len(matrix.theses), *base])
    return header, rows
