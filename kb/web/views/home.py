"""The front page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.pages.home import present_home
from kb.synthesis.collection import count_collection
from kb.synthesis.facts import load_facts
from kb.synthesis.openings import find_openings
from kb.synthesis.theses.theses import find_newest
from kb.synthesis.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

N_THEMES = 6
N_NEWEST = 3
N_WORKS = 4


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    facts = load_facts()
    page = present_home(
        size=count_collection(facts),
        openings=find_openings(facts, load_vocabulary(), n_themes=N_THEMES, n_works=N_WORKS),
        newest=find_newest(N_NEWEST),
    )
    return render(request, "home/home.html", {"page": page})
