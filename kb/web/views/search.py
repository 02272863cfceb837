"""The search page, what follows it (feed, table), suggestions while typing, and passages like a given one."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from kb.exports.atom import write_feed
from kb.exports.tables import write_table
from kb.pages.chips import present_theme
from kb.pages.empty import present_nothing_yet
from kb.pages.search.lists import name_columns, present_search_feed, present_search_rows
from kb.pages.search.search import OF_A_THESIS, present_search
from kb.pages.search.similar import present_similar, present_suggestions
from kb.pages.search.ways_out import present_ways_out
from kb.records.models import Passage
from kb.search.asking import asked_once
from kb.search.folder import IndexUnusableError
from kb.search.query import SearchQuery
from kb.search.run import KINDS, SORTS, USUAL_PAGE, run
from kb.search.similar import find_similar
from kb.search.suggestions import suggest
from kb.synthesis.facts import load_facts
from kb.synthesis.names import find_telling_names
from kb.synthesis.search_labels import load_facet_labels
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.answers import answer_briefly, find_form
from kb.web.context import SITE_NAME
from kb.web.paging import CountedPaginator
from kb.web.withdrawals import refuse_withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, QueryDict

LONGEST_TEXT = 600
FEED_ENTRIES = 50
TABLE_ROWS = 2_000
SIMILAR = 12
N_THEMES = 8


def may_be_away(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, or a page that says so where the index cannot answer; all else on the site goes on."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except IndexUnusableError:
            return show_away(request)

    return guarded


def show_away(request: HttpRequest) -> HttpResponse:
    """The page where the index cannot answer; no fault where there is nothing yet that it could answer with."""
    nothing, form = present_nothing_yet(request.user), find_form(request)
    status = 503 if nothing is None else 200
    if form == "page":
        context = {"text": read_text(request), "nothing": nothing}
        response = render(request, "search/away.html", context, status=status)
    else:
        why = _(
            "The search index cannot be read just now. Nothing is lost, and all pages can still be read. "
            "Try again in a while."
        )
        response = answer_briefly(form, 503, f"{_('Search is away for the moment')}. {why}")
    response["X-Robots-Tag"] = "noindex"
    if response.status_code == 503:
        response["Retry-After"] = "60"
    return response


@require_safe
@may_be_away
@asked_once()
def show(request: HttpRequest) -> HttpResponse:
    """The hits of one kind: the kind asked for with ``in``, else the first that has any."""
    question = SearchQuery.from_params(dict(request.GET.lists()))
    asked, sort = request.GET.get("in", ""), read_sort(request)
    kind = asked if asked in KINDS else KINDS[0]
    results = run(question, page=read_page(request.GET.get("page", "")), kinds=(kind,), sort=sort)
    if not results.total and asked not in KINDS:
        kind = next((name for name in KINDS if results.counts.get(name)), kind)
        results = run(question, kinds=(kind,), sort=sort) if results.counts.get(kind) else results
    elif results.page > results.pages > 0:
        results = run(question, page=results.pages, kinds=(kind,), sort=sort)
    page = present_search(
        results,
        CountedPaginator(results.hits, USUAL_PAGE, n_rows=results.total).take(results.hits, results.page),
        kind=kind,
        text=read_text(request),
        names=load_facet_labels(row.value for row in results.facets["author"]),
        query=request.GET,
        sort=sort,
    )
    if not results.total and not question.is_empty and not page.elsewhere:
        typed = SearchQuery.from_params(
            {"q": request.GET.getlist("q"), "exact": request.GET.get("exact", "")}
        )
        ways_out = present_ways_out(typed, page.chosen, query=request.GET, count=count_all)
        page = replace(page, ways_out=ways_out)
    if not (results.total or page.elsewhere or page.ways_out):
        names = find_telling_names(load_facts(), load_vocabulary(), n_themes=N_THEMES)
        page = replace(page, themes=tuple(present_theme(theme) for theme in names.themes))
    return render(request, "search/search.html", {"page": page})


def count_all(query: QueryDict) -> int:
    """How many hits of any kind a query string has."""
    return sum(run(SearchQuery.from_params(dict(query.lists())), kinds=KINDS[:1], per_page=1).counts.values())


@require_safe
@conditional_page
@may_be_away
def show_feed(request: HttpRequest) -> HttpResponse:
    """What the search finds, as an Atom feed: that of the newest theses first."""
    question = SearchQuery.from_params(dict(request.GET.lists()))
    asked = request.GET.get("in", "")
    kind = asked if asked in OF_A_THESIS else OF_A_THESIS[0]
    results = run(question, kinds=(kind,), per_page=FEED_ENTRIES, sort="added")
    feed = present_search_feed(
        results.hits,
        text=question.describe() or read_text(request),
        site=SITE_NAME,
        host=request.get_host().partition(":")[0],
        url=request.build_absolute_uri(f"{reverse('search')}?{request.GET.urlencode()}"),
        self_url=request.build_absolute_uri(),
        absolute=request.build_absolute_uri,
    )
    return HttpResponse(write_feed(feed), content_type="application/atom+xml; charset=utf-8")


@require_safe
@may_be_away
def show_table(request: HttpRequest) -> HttpResponse:
    """What the search finds, as a table to download: the first thousands of it."""
    question = SearchQuery.from_params(dict(request.GET.lists()))
    asked = request.GET.get("in", "")
    kind = asked if asked in KINDS else KINDS[0]
    results = run(question, kinds=(kind,), per_page=TABLE_ROWS, sort=read_sort(request))
    rows = present_search_rows(results.hits, request.build_absolute_uri)
    response = HttpResponse(write_table(name_columns(), rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tverrsnitt-{kind}.csv"'
    return response


@require_safe
@cache_control(max_age=60)
def show_suggestions(request: HttpRequest) -> HttpResponse:
    """Ways to go on from what was typed so far, as JSON; none where the index cannot answer."""
    try:
        found = suggest(read_text(request))
    except IndexUnusableError:
        found = ()
    return JsonResponse({"suggestions": [asdict(row) for row in present_suggestions(found)]})


@require_safe
@may_be_away
def show_similar(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """The passages and quotations most like one passage."""
    readable = Passage.objects.public().select_related("thesis__institution", "chapter")
    passage = readable.filter(thesis__slug=slug, anchor=anchor).first()
    if passage is None:
        refuse_withdrawn(slug)
        raise Http404(f"no public passage {anchor!r} in {slug!r}")
    page = present_similar(passage, find_similar(passage, limit=SIMILAR))
    return render(request, "search/similar.html", {"page": page})


def read_text(request: HttpRequest) -> str:
    """What was typed, in one line."""
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_TEXT]


def read_sort(request: HttpRequest) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked in SORTS else SORTS[0]


def read_page(text: str) -> int:
    """The page asked for; 1 for what is no number of a page."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1
