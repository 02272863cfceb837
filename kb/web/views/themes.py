"""Themes: the list, and one theme read across all theses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kb.pages.themes import themes as list_page
from kb.pages.themes.theme import present_theme_page
from kb.records.models import SlugRedirect, Theme, ThemeLabel
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.question import read_words
from kb.synthesis.themes.across import find_across
from kb.synthesis.themes.on_theme import load_on_theme
from kb.synthesis.themes.question import ThemeQuestion
from kb.synthesis.themes.spread import count_spread
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.redirects import find_by_slug
from kb.web.tables import make_table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from kb.pages.themes.themes import ThemeListPage
    from kb.synthesis.vocabulary import Vocabulary


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    return render(request, "themes/list.html", {"page": _present_list(request, load_vocabulary())})


@require_safe
def show_list_table(request: HttpRequest) -> HttpResponse:
    """The list as a table to download."""
    vocabulary = load_vocabulary()
    page = _present_list(request, vocabulary)
    rows = list_page.present_theme_rows(page, vocabulary, request.build_absolute_uri("/").rstrip("/"))
    return make_table("themes", list_page.name_columns(), rows)


def _present_list(request: HttpRequest, vocabulary: Vocabulary) -> ThemeListPage:
    facts = load_facts()
    words = read_words(request.GET.get("q", ""))
    labels = ThemeLabel.objects.values_list("theme", "text") if words else ()
    return list_page.present_theme_list(
        vocabulary,
        count_spread(facts, vocabulary, confirmed=request.GET.get("confirmed") == "1"),
        facts,
        words=words,
        named=list_page.find_named(vocabulary, words, labels),
        query=request.GET,
    )


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    vocabulary = load_vocabulary()
    theme = vocabulary.by_slug.get(slug)
    if theme is None:
        moved, _has_moved = find_by_slug(Theme.objects.all(), slug, SlugRedirect.Kind.THEME)
        return redirect(moved, permanent=True)
    facts, question = load_facts(), ThemeQuestion.from_params(request.GET)
    page = present_theme_page(
        theme,
        find_across(facts, theme.pk, vocabulary, question),
        vocabulary,
        labels=theme.labels.all(),
        related_pks=theme.related.values_list("pk", flat=True),
        n_confirmed=len(load_on_theme(facts, theme.pk, vocabulary, confirmed=True).rows),
        query=request.GET,
    )
    return render(request, "themes/detail.html", {"page": page})
