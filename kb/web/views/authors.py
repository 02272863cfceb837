"""Cited authors: the register, and one author through all theses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kb.pages.authors import present_author, present_author_list
from kb.pages.places import present_places
from kb.records.models import Person, SlugRedirect
from kb.synthesis.authors import AuthorQuestion, find_authors, find_co_cited
from kb.synthesis.citing_places import (
    PlaceQuestion,
    add_sentence_records,
    count_by_thesis,
    find_citations_of,
    narrow_places,
)
from kb.synthesis.vocabulary import load_vocabulary
from kb.synthesis.works import find_works_of
from kb.web.paging import CountedPaginator
from kb.web.redirects import find_by_slug

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LIST_SIZE = 90
PLACES_SIZE = 40
CO_CITED = 12


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    question = AuthorQuestion.from_params(request.GET)
    listed = find_authors(question)
    page = present_author_list(
        Paginator(listed.authors, LIST_SIZE).get_page(request.GET.get("page")),
        listed,
        question=question,
        query=request.GET,
    )
    return render(request, "authors/list.html", {"page": page})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    people = Person.objects.public().prefetch_related("variants", "contributions__thesis")
    person, has_moved = find_by_slug(people, slug, SlugRedirect.Kind.PERSON)
    if has_moved:
        return redirect(person, permanent=True)
    vocabulary = load_vocabulary()
    question = PlaceQuestion.from_params(request.GET)
    citations = find_citations_of(person)
    works = find_works_of(person, citations)
    co_cited = find_co_cited(citations, person, CO_CITED)
    theses = count_by_thesis(citations, question, vocabulary, person=person)
    n_shown = sum(row.n_here for row in theses if question.thesis in {"", row.slug})
    shown = add_sentence_records(narrow_places(citations, question, vocabulary, person=person))
    page = present_author(
        person,
        works=works,
        co_cited=co_cited,
        n_places=sum(row.n for row in theses),
        n_theses=len(theses),
        places=present_places(
            CountedPaginator(shown, PLACES_SIZE, n_rows=n_shown).get_page(request.GET.get("page")),
            question=question,
            counts=theses,
            vocabulary=vocabulary,
            names={row.slug: row.sort_name for row in co_cited}
            | {row.work.slug: str(row.work) for row in works},
            query=request.GET,
        ),
        query=request.GET,
    )
    return render(request, "authors/detail.html", {"page": page})
