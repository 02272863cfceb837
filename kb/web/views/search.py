"""The search page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.pages.search import present_search
from kb.search.query import SearchQuery
from kb.search.run import KINDS, USUAL_PAGE, run
from kb.synthesis.search_labels import load_facet_labels
from kb.web.paging import CountedPaginator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_TEXT = 600


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The hits of one kind: the kind asked for with ``in``, else the first that has any."""
    question = SearchQuery.from_params(dict(request.GET.lists()))
    asked = request.GET.get("in", "")
    kind = asked if asked in KINDS else KINDS[0]
    results = run(question, page=read_page(request.GET.get("page", "")), kinds=(kind,))
    if not results.total and asked not in KINDS:
        kind = next((name for name in KINDS if results.counts.get(name)), kind)
        results = run(question, kinds=(kind,)) if results.counts.get(kind) else results
    elif results.page > results.pages > 0:
        results = run(question, page=results.pages, kinds=(kind,))
    page = present_search(
        results,
        CountedPaginator(results.hits, USUAL_PAGE, n_rows=results.total).take(results.hits, results.page),
        kind=kind,
        text=" ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_TEXT],
        names=load_facet_labels(),
        query=request.GET,
    )
    return render(request, "search/search.html", {"page": page})


def read_page(text: str) -> int:
    """The page asked for; 1 for what is no number of a page."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1
