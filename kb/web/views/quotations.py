"""Quotations: the list that is the main tool, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.pages.quotations import present_quotation_list
from kb.synthesis.quotations import QuotationQuestion, count_quotations, find_quotations, find_voice
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.paging import CountedPaginator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 25


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    question = QuotationQuestion.from_params(request.GET)
    vocabulary = load_vocabulary()
    counts = count_quotations(question, vocabulary)
    quotations = find_quotations(question, vocabulary).for_cards()
    page = present_quotation_list(
        CountedPaginator(quotations, PAGE_SIZE, n_rows=counts.total).get_page(request.GET.get("page")),
        question=question,
        counts=counts,
        vocabulary=vocabulary,
        voice=find_voice(question),
        query=request.GET,
    )
    return render(request, "quotations/list.html", {"page": page})
