"""Theses compared: the page, and its tables to download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.exports.tables import write_table
from kb.pages.compare.compare import present_compare
from kb.pages.compare.tables import present_table
from kb.synthesis.compare.compare import CompareQuestion, find_chosen
from kb.synthesis.compare.comparison import find_choice, find_comparison
from kb.synthesis.facts import load_facts
from kb.synthesis.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from django.http import HttpRequest

TABLES = ("themes", "sources", "theses")


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    question = CompareQuestion.from_params(request.GET)
    vocabulary, facts = load_vocabulary(), load_facts()
    chosen = find_chosen(question.theses, facts)
    is_enough = len(chosen.theses) > 1
    page = present_compare(
        chosen,
        find_comparison(chosen, question, facts, vocabulary) if is_enough else None,
        find_choice(chosen, question, facts, vocabulary),
        question=question,
        vocabulary=vocabulary,
        query=request.GET,
    )
    return render(request, "compare/compare.html", {"page": page})


@require_safe
def show_table(request: HttpRequest) -> HttpResponse:
    """One of the tables of a comparison: its themes, its sources, or the theses themselves."""
    question, asked = CompareQuestion.from_params(request.GET), request.GET.get("what", "")
    what = asked if asked in TABLES else TABLES[0]
    vocabulary, facts = load_vocabulary(), load_facts()
    chosen = find_chosen(question.theses, facts)
    compared = find_comparison(chosen, question.for_tables(), facts, vocabulary)
    table = present_table(what, compared, question, vocabulary, request.build_absolute_uri)
    response = HttpResponse(write_table(*table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tverrsnitt-{what}.csv"'
    return response
