"""The pages about the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.pages.about.about import present_about
from kb.pages.about.accessibility import present_accessibility
from kb.pages.about.citing import present_citing
from kb.pages.about.keys import present_keys
from kb.pages.about.privacy import present_privacy
from kb.pages.about.searching import present_searching
from kb.synthesis.facts import load_facts
from kb.synthesis.names import find_telling_names
from kb.synthesis.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(request, "about/about.html", {"page": present_about()})


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    names = find_telling_names(load_facts(), load_vocabulary())
    return render(request, "about/search.html", {"page": present_searching(names)})


@require_safe
def show_citing(request: HttpRequest) -> HttpResponse:
    return render(request, "about/citing.html", {"page": present_citing()})


@require_safe
def show_keys(request: HttpRequest) -> HttpResponse:
    return render(request, "about/keys.html", {"page": present_keys()})


@require_safe
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "about/accessibility.html", {"page": present_accessibility()})


@require_safe
def show_privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "about/privacy.html", {"page": present_privacy()})
