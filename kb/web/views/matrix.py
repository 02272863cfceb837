"""The matrix of themes against theses and roles, and the same as a table to download."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.exports.tables import write_table
from kb.pages.cross_section.matrix import cut_columns, present_matrix
from kb.pages.cross_section.matrix_cell import present_cell, present_cell_theses
from kb.pages.cross_section.matrix_rows import present_matrix_rows
from kb.synthesis.cross_section.matrix import (
    count_cell_theses,
    count_matrix,
    find_cell,
    find_theses,
    list_institutions,
    list_years,
)
from kb.synthesis.cross_section.matrix_question import MatrixQuestion
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.answers import fetch_cards
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.paging import CountedPaginator

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kb.pages.cross_section.matrix_cell import CellPanel
    from kb.records.models import Thesis
    from kb.synthesis.cross_section.matrix import Matrix
    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

QUOTATIONS_AT_ONCE = 10
THESES_AT_ONCE = 50


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    question = MatrixQuestion.from_params(request.GET)
    facts, vocabulary = load_facts(), load_vocabulary()
    matrix = count_matrix(facts, vocabulary, question)
    page = present_matrix(
        matrix,
        _find_column_theses(matrix, question),
        question=question,
        vocabulary=vocabulary,
        years=list_years(facts),
        institutions=list_institutions(facts),
        panel=_find_panel(request, question, facts, vocabulary, matrix),
        query=request.GET,
    )
    return render(request, "themes/matrix.html", {"page": page})


@require_safe
def show_table(request: HttpRequest) -> HttpResponse:
    """Exactly what the page shows; with ``part=0`` all its columns."""
    question = MatrixQuestion.from_params(request.GET)
    if request.GET.get("part") == "0":
        question = replace(question, part=0)
    vocabulary = load_vocabulary()
    matrix = count_matrix(load_facts(), vocabulary, question)
    rows = present_matrix_rows(
        matrix,
        _find_column_theses(matrix, question),
        question=question,
        vocabulary=vocabulary,
        query=request.GET,
    )
    response = HttpResponse(write_table(*rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tverrsnitt-matrix.csv"'
    return response


def _find_column_theses(matrix: Matrix, question: MatrixQuestion) -> dict[int, Thesis]:
    if not matrix.places:
        return {}
    shown = cut_columns(matrix, question)
    return find_theses([matrix.by_slug[matrix.values[place]].pk for place in shown])


def _find_panel(
    request: HttpRequest, question: MatrixQuestion, facts: Facts, vocabulary: Vocabulary, matrix: Matrix
) -> CellPanel | None:
    cell, number = question.cell, request.GET.get("page")
    if cell is None:
        return None
    if request.GET.get("list") == "theses":
        counted = count_cell_theses(facts, vocabulary, question, cell)
        return present_cell_theses(
            Paginator(counted, THESES_AT_ONCE).get_page(number),
            matrix,
            question=question,
            vocabulary=vocabulary,
            query=request.GET,
        )
    keys = find_cell(facts, vocabulary, question, cell)
    paginator = CountedPaginator(keys.tolist(), QUOTATIONS_AT_ONCE, n_rows=len(keys))
    page = paginator.get_page(number)
    page.object_list = fetch_cards(list(page.object_list))
    return present_cell(page, matrix, question=question, vocabulary=vocabulary, query=request.GET)
