"""Themes: the tree, and one theme read across all theses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kb.pages.theme import present_theme_page
from kb.pages.themes import present_theme_list
from kb.records.models import SlugRedirect, Theme, Thesis
from kb.synthesis.themes import find_across, find_spread
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.redirects import find_by_slug

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    vocabulary = load_vocabulary()
    page = present_theme_list(
        vocabulary,
        find_spread(vocabulary, confirmed=request.GET.get("confirmed") == "1"),
        list(Thesis.objects.public().order_by("year", "title", "pk").values_list("pk", flat=True)),
        query=request.GET,
    )
    return render(request, "themes/list.html", {"page": page})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    vocabulary = load_vocabulary()
    theme = vocabulary.by_slug.get(slug)
    if theme is None:
        moved, _has_moved = find_by_slug(Theme.objects.all(), slug, SlugRedirect.Kind.THEME)
        return redirect(moved, permanent=True)
    page = present_theme_page(
        theme,
        find_across(theme.pk, vocabulary, confirmed=request.GET.get("confirmed") == "1"),
        vocabulary,
        labels=theme.labels.all(),
        related_pks=theme.related.values_list("pk", flat=True),
        query=request.GET,
    )
    return render(request, "themes/detail.html", {"page": page})
