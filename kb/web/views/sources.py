"""What one thesis builds on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kb.pages.sources.of_thesis import present_source_rows, present_thesis_sources
from kb.records.models import SlugRedirect, Thesis
from kb.synthesis.sources.citing_places import find_places_in
from kb.synthesis.sources.of_thesis import SourceQuestion, read_thesis_sources
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.redirects import find_by_slug
from kb.web.tables import make_table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def show_thesis(request: HttpRequest, slug: str) -> HttpResponse:
    thesis, has_moved = find_by_slug(Thesis.objects.public().for_cards(), slug, SlugRedirect.Kind.THESIS)
    if has_moved:
        return redirect("thesis-sources", thesis.slug, permanent=True)
    question = SourceQuestion.from_params(request.GET)
    places = find_places_in(thesis, load_vocabulary(), confirmed=question.is_confirmed)
    sources = read_thesis_sources(thesis, places, question)
    if request.GET.get("format") == "csv":
        return make_table(f"{thesis.slug}-sources", *present_source_rows(sources.rows))
    page = present_thesis_sources(thesis, sources, question=question, query=request.GET)
    return render(request, "sources/thesis.html", {"page": page})
