"""Cited works: the register, and one work through all theses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kb.pages.places import present_places
from kb.pages.works import present_work, present_work_list
from kb.records.models import SlugRedirect, Work
from kb.synthesis.citing_places import (
    PlaceQuestion,
    add_sentence_records,
    count_by_thesis,
    count_locators,
    find_citations_of_work,
    narrow_places,
)
from kb.synthesis.vocabulary import load_vocabulary
from kb.synthesis.works import (
    WorkQuestion,
    count_works,
    find_entries,
    find_quotations_from,
    find_read_in,
    find_works,
)
from kb.web.paging import CountedPaginator
from kb.web.redirects import find_by_slug

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LIST_SIZE = 50
PLACES_SIZE = 40
QUOTATIONS = 20
READ_IN = 20


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    question = WorkQuestion.from_params(request.GET)
    counts = count_works(question)
    works = find_works(question).for_cards()
    page = present_work_list(
        CountedPaginator(works, LIST_SIZE, n_rows=counts.total).get_page(request.GET.get("page")),
        question=question,
        counts=counts,
        query=request.GET,
    )
    return render(request, "works/list.html", {"page": page})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    work, has_moved = find_by_slug(Work.objects.public().for_cards(), slug, SlugRedirect.Kind.WORK)
    if has_moved:
        return redirect(work, permanent=True)
    vocabulary = load_vocabulary()
    question = PlaceQuestion.from_params(request.GET)
    citations = find_citations_of_work(work)
    theses = count_by_thesis(citations, question, vocabulary)
    n_shown = sum(row.n_here for row in theses if question.thesis in {"", row.slug})
    shown = add_sentence_records(narrow_places(citations, question, vocabulary))
    page = present_work(
        work,
        n_places=sum(row.n for row in theses),
        n_theses=len(theses),
        locators=count_locators(citations),
        entries=find_entries(work),
        quotations=find_quotations_from(work, QUOTATIONS),
        read_in=find_read_in(work, READ_IN),
        places=present_places(
            CountedPaginator(shown, PLACES_SIZE, n_rows=n_shown).get_page(request.GET.get("page")),
            question=question,
            counts=theses,
            vocabulary=vocabulary,
            names={},
            query=request.GET,
        ),
    )
    return render(request, "works/detail.html", {"page": page})
