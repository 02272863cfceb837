"""The lists behind the page of a theme, its feed and its table."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

import numpy as np
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.exports.atom import write_feed
from kb.pages.themes import exports, lists
from kb.records.models import SlugRedirect, Theme, Thesis
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.question import read_values
from kb.synthesis.themes.contrasts import find_rows_with
from kb.synthesis.themes.neighbours import count_passages_by_thesis
from kb.synthesis.themes.on_theme import ROLE_GROUPS, load_on_theme
from kb.synthesis.themes.question import PassageQuestion, WordQuestion, read_year
from kb.synthesis.themes.records import fetch_records, fetch_theses
from kb.synthesis.themes.sources import find_citing_passages, load_sources
from kb.synthesis.themes.telling import choose_of_thesis, rank_quotations
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.context import SITE_NAME
from kb.web.redirects import find_by_slug
from kb.web.tables import make_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from kb.synthesis.themes.on_theme import OnTheme

PASSAGES, THESES, QUOTES, ENTRIES = 25, 50, 25, 40


def _of_theme(view: Callable[[HttpRequest, Theme, OnTheme], HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of a theme's records, found by the slug; an old address leads to the same page of the new one."""

    @require_safe
    @wraps(view)
    def show(request: HttpRequest, slug: str) -> HttpResponse:
        vocabulary = load_vocabulary()
        theme = vocabulary.by_slug.get(slug)
        if theme is None:
            moved, _has_moved = find_by_slug(Theme.objects.all(), slug, SlugRedirect.Kind.THEME)
            match = request.resolver_match
            name = match.url_name if match and match.url_name else "theme-detail"
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return redirect(f"{reverse(name, args=[moved.slug])}{query}", permanent=True)
        is_confirmed = request.GET.get("confirmed") == "1"
        return view(request, theme, load_on_theme(load_facts(), theme.pk, vocabulary, confirmed=is_confirmed))

    return show


@_of_theme
def show_passages(request: HttpRequest, theme: Theme, on: OnTheme) -> HttpResponse:
    question = PassageQuestion.from_params(request.GET)
    rows, passages = on.passages, on.facts.passages
    if question.cites:
        rows = np.intersect1d(rows, find_citing_passages(on, load_sources(on), question.cites))
    thesis = Thesis.objects.public().for_cards().filter(slug=question.thesis).first()
    if question.thesis:
        place = on.facts.place_of.get(thesis.pk, -1) if thesis else -1
        rows = rows[passages.thesis[rows] == place]
    shown = Paginator(passages.pk[rows].tolist(), PASSAGES).get_page(request.GET.get("page"))
    page = lists.present_passage_page(
        theme, shown, on, fetch_records(on, passages=list(shown)), question, thesis, query=request.GET
    )
    return render(request, "themes/passages.html", {"page": page})


@_of_theme
def show_theses(request: HttpRequest, theme: Theme, on: OnTheme) -> HttpResponse:
    year = read_year(request.GET)
    wanted = None if year in {"", "none"} else int(year)
    places = [p for p in on.theses if not year or on.facts.theses[p].year == wanted]
    shown = Paginator(places, THESES).get_page(request.GET.get("page"))
    page = lists.present_thesis_page(
        theme,
        shown,
        on,
        fetch_theses(on, list(shown)),
        count_passages_by_thesis(on),
        beside=read_values(request.GET, "t"),
        year=year,
        query=request.GET,
    )
    return render(request, "themes/theses.html", {"page": page})


@_of_theme
def show_words(request: HttpRequest, theme: Theme, on: OnTheme) -> HttpResponse:
    question = WordQuestion.from_params(request.GET)
    found = find_rows_with(on, question.word, ROLE_GROUPS)
    chosen = {place for group in question.roles for place in found[group]}
    places = [place for place in rank_quotations(on).tolist() if place in chosen]
    shown = Paginator(places, QUOTES).get_page(request.GET.get("page"))
    page = lists.present_word_page(
        theme,
        shown,
        on,
        fetch_records(on, quotations=on.pks[list(shown)].tolist()),
        question,
        {group: len(rows) for group, rows in found.items()},
        query=request.GET,
    )
    return render(request, "themes/words.html", {"page": page})


@_of_theme
def show_table(request: HttpRequest, theme: Theme, on: OnTheme) -> HttpResponse:
    """All quotations on the theme, as a table to download."""
    written = exports.present_quotation_rows(on, fetch_theses(on, on.theses), request.build_absolute_uri)
    return make_table(f"theme-{theme.slug}", exports.name_columns(), written)


@_of_theme
def show_feed(request: HttpRequest, theme: Theme, on: OnTheme) -> HttpResponse:
    """What the theses that came last say on the theme, as an Atom feed."""
    newest = Thesis.objects.public().filter(pk__in=[on.facts.theses[place].pk for place in on.theses])
    pks = newest.order_by("-published_at", "pk").values_list("pk", flat=True)[:ENTRIES]
    chosen = {
        on.facts.place_of[pk]: [
            place for places in choose_of_thesis(on, on.facts.place_of[pk], 1).values() for place in places
        ]
        for pk in pks
        if pk in on.facts.place_of
    }
    feed = exports.present_theme_feed(
        theme,
        on,
        chosen,
        fetch_records(
            on, theses=chosen, quotations=[int(on.pks[p]) for places in chosen.values() for p in places]
        ),
        site=SITE_NAME,
        host=request.get_host().partition(":")[0],
        self_url=request.build_absolute_uri(),
        absolute=request.build_absolute_uri,
    )
    return HttpResponse(write_feed(feed), content_type="application/atom+xml; charset=utf-8")
