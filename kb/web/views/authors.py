"""Cited authors: the register, and one author through all theses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kb.pages.empty import choose_words, count_without
from kb.pages.sources.author import present_author
from kb.pages.sources.authors import present_author_list, present_author_rows
from kb.records.models import Person, SlugRedirect
from kb.synthesis.sources.authors import AuthorQuestion, find_authors, load_cited_authors
from kb.synthesis.sources.citing_places import PlaceQuestion, find_places_of
from kb.synthesis.sources.likeness import find_namesakes
from kb.synthesis.sources.place_counts import count_beside_authors, count_via, count_works
from kb.synthesis.sources.reading import read_source
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.redirects import find_by_slug
from kb.web.tables import make_table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

LIST_SIZE = 90
COMPANY = 15


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    question, vocabulary = AuthorQuestion.from_params(request.GET), load_vocabulary()
    cited = load_cited_authors(vocabulary)
    is_table = request.GET.get("format") == "csv"
    listed = find_authors(question, cited, with_choices=not is_table)
    if is_table:
        return make_table("authors", *present_author_rows(listed.authors))
    page = present_author_list(
        Paginator(listed.authors, LIST_SIZE).get_page(request.GET.get("page")),
        listed,
        question=question,
        vocabulary=vocabulary,
        query=request.GET,
    )
    if not listed.authors:

        def count_listed(query: QueryDict) -> int:
            asked = AuthorQuestion.from_params(query)
            return len(find_authors(asked, cited, with_choices=False).authors)

        asked_for = (*choose_words(request.GET, "q", "letter"), *page.chosen)
        page = replace(page, chosen=count_without(asked_for, count_listed))
    return render(request, "authors/list.html", {"page": page})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    people = Person.objects.public().prefetch_related("variants", "contributions__thesis")
    person, has_moved = find_by_slug(people, slug, SlugRedirect.Kind.PERSON)
    if has_moved:
        return redirect(person, permanent=True)
    question = PlaceQuestion.from_params(request.GET)
    places = find_places_of(person, load_vocabulary(), confirmed=question.is_confirmed)
    works, via = count_works(places), count_via(places)[:COMPANY]
    reading = read_source(
        places,
        question,
        request.GET.get("page"),
        named=[*(row.pk for row in works), *(row.pk for row in via)],
    )
    page = present_author(
        person,
        reading,
        works=works,
        co_cited=count_beside_authors(places, COMPANY),
        via=via,
        see_also=find_namesakes(person),
        query=request.GET,
    )
    return render(request, "authors/detail.html", {"page": page})
