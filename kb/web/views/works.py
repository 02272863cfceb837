"""Cited works: the register, and one work through all theses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.pages.empty import choose_words, count_without
from kb.pages.sources.card import present_work_card
from kb.pages.sources.work import Company, present_work
from kb.pages.sources.works import present_work_list, present_work_rows
from kb.records.models import SlugRedirect, Work
from kb.records.printed import find_printed
from kb.synthesis.sources.card import read_card, with_own_entry
from kb.synthesis.sources.citing_places import PlaceQuestion, find_places_of_work
from kb.synthesis.sources.citing_sentences import load_works
from kb.synthesis.sources.likeness import find_same_works
from kb.synthesis.sources.place_counts import count_beside_works, count_pages, count_read_in, count_via
from kb.synthesis.sources.reading import read_source
from kb.synthesis.sources.reference_lists import find_wordings
from kb.synthesis.sources.works import WorkQuestion, find_works, load_cited_works
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.redirects import find_by_slug
from kb.web.tables import make_table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

LIST_SIZE = 50
COMPANY = 15


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    question, vocabulary = WorkQuestion.from_params(request.GET), load_vocabulary()
    cited = load_cited_works(vocabulary)
    is_table = request.GET.get("format") == "csv"
    listed = find_works(question, cited, with_choices=not is_table)
    if is_table:
        parts = listed.register.count_parts([row.pk for row in listed.works])
        return make_table("works", *present_work_rows(listed.works, parts))
    shown = Paginator(listed.works, LIST_SIZE).get_page(request.GET.get("page"))
    keys = [row.pk for row in shown]
    page = present_work_list(
        shown,
        listed,
        works=load_works(keys),
        parts=listed.register.count_parts(keys),
        question=question,
        vocabulary=vocabulary,
        query=request.GET,
    )
    if not listed.works:

        def count_listed(query: QueryDict) -> int:
            asked = WorkQuestion.from_params(query)
            return len(find_works(asked, cited, with_choices=False).works)

        asked_for = (*choose_words(request.GET, "q", "letter"), *page.chosen)
        page = replace(page, chosen=count_without(asked_for, count_listed))
    return render(request, "works/list.html", {"page": page})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    work, has_moved = find_by_slug(Work.objects.public().for_cards(), slug, SlugRedirect.Kind.WORK)
    if has_moved:
        return redirect(work, permanent=True)
    question = PlaceQuestion.from_params(request.GET)
    places = find_places_of_work(work, load_vocabulary(), confirmed=question.is_confirmed)
    company = Company(
        pages=count_pages(places),
        via=count_via(places)[:COMPANY],
        read_in=count_read_in(places.facts, work)[:COMPANY],
        beside=count_beside_works(places)[:COMPANY],
    )
    page = present_work(
        work,
        read_source(places, question, request.GET.get("page"), named=company.works),
        company,
        printed=find_printed(work),
        wordings=find_wordings(work),
        same=find_same_works(work),
        query=request.GET,
    )
    return render(request, "works/detail.html", {"page": page})


@require_safe
def show_card(request: HttpRequest, slug: str) -> HttpResponse:
    """What a citation opens in place. It is a piece of a page: who comes here by the address gets the work's page."""
    thesis = request.GET.get("from", "")
    works = with_own_entry(Work.objects.public().for_cards(), thesis)
    work, has_moved = find_by_slug(works, slug, SlugRedirect.Kind.WORK)
    if "fragment" not in request.GET:
        return redirect(work)
    if has_moved:
        return redirect(f"{reverse('work-card', args=[work.slug])}?{request.GET.urlencode()}")
    page = present_work_card(work, read_card(work, thesis=thesis), find_printed(work))
    response = render(request, "works/card.html", {"page": page})
    response["X-Robots-Tag"] = "noindex"
    return response
