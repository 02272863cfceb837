"""Search: one box, one kind of hit at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.pages.search import KINDS, present_search
from kb.search.query import SearchQuery
from kb.search.run import run
from kb.synthesis.search_labels import load_facet_labels
from kb.web.paging import CountedPaginator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from kb.search.run import SearchResults

PAGE_SIZE = 20


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    query = SearchQuery.from_params(dict(request.GET.lists()))
    wanted = request.GET.get("in", "")
    kind = wanted if wanted in KINDS else KINDS[0]
    results = run(query, kinds=(kind,), per_page=PAGE_SIZE)
    if not results.total and wanted not in KINDS:
        kind = _find_kind(results)
        results = run(query, kinds=(kind,), per_page=PAGE_SIZE)
    place = CountedPaginator(range(results.total), PAGE_SIZE, n_rows=results.total).get_page(
        request.GET.get("page")
    )
    if place.number > 1:
        results = run(query, kinds=(kind,), page=place.number, per_page=PAGE_SIZE)
    page = present_search(results, place, kind=kind, labels=load_facet_labels(), query=request.GET)
    return render(request, "search/results.html", {"page": page})


def _find_kind(results: SearchResults) -> str:
    """The first kind that has hits, so that a reader who chose none sees something."""
    return next((kind for kind in KINDS if results.counts.get(kind)), KINDS[0])
