"""The front page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.pages.home import present_home
from kb.synthesis.collection import count_collection, find_widest_themes
from kb.synthesis.theses import find_newest

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

N_THEMES = 6
N_NEWEST = 6


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    page = present_home(
        size=count_collection(), themes=find_widest_themes(N_THEMES), newest=find_newest(N_NEWEST)
    )
    return render(request, "home/home.html", {"page": page})
