"""Quotations: the list that is the main tool, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.pages.quotation import present_quotation
from kb.pages.quotations import present_quotation_list
from kb.records.models import Quotation
from kb.search.folder import IndexUnusableError
from kb.search.similar import find_similar
from kb.synthesis.facts import load_facts
from kb.synthesis.quotation_answers import answer, fetch_cards
from kb.synthesis.quotation_context import (
    find_beside,
    find_neighbours,
    find_surroundings,
)
from kb.synthesis.quotations import QuotationQuestion, find_voice
from kb.synthesis.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from kb.search.run import Hit

PAGE_SIZE = 25
# Other quotations beside one, of each sort.
SHOWN = 4


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    question = QuotationQuestion.from_params(request.GET)
    vocabulary = load_vocabulary()
    found = answer(question, vocabulary, load_facts())
    keys = Paginator(found.keys, PAGE_SIZE).get_page(request.GET.get("page"))
    page = present_quotation_list(
        Page(fetch_cards(list(keys)), keys.number, keys.paginator),
        question=question,
        counts=found.counts,
        vocabulary=vocabulary,
        voice=find_voice(question),
        query=request.GET,
    )
    return render(request, "quotations/list.html", {"page": page})


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    quotation = Quotation.objects.public().for_cards().filter(public_id=public_id).first()
    if quotation is None:
        return _show_missing(request, public_id)
    page = present_quotation(
        quotation,
        surroundings=find_surroundings(quotation),
        beside=find_beside(quotation, SHOWN),
        neighbours=find_neighbours(quotation),
        address=request.build_absolute_uri(quotation.get_absolute_url()),
        similar_passages=_find_similar_passages(quotation),
    )
    return render(request, "quotations/detail.html", {"page": page})


def _find_similar_passages(quotation: Quotation) -> tuple[Hit, ...]:
    """Passages about the same, in any thesis; none where the index cannot answer."""
    try:
        return find_similar(quotation, limit=SHOWN, kinds=("passage",))
    except IndexUnusableError:
        return ()


def _show_missing(request: HttpRequest, public_id: str) -> HttpResponse:
    """Gone (410) where the thesis was withdrawn, so that nobody looks for it again; else not found."""
    if Quotation.objects.withdrawn().filter(public_id=public_id).exists():
        return render(request, "errors/404.html", status=410)
    raise Http404(public_id)
