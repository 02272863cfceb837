"""Theses: the list, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kb.pages.theses import present_thesis_list
from kb.pages.thesis import present_thesis
from kb.records.models import SlugRedirect, Thesis
from kb.synthesis.chapters import find_abstracts, find_chapter_tree, find_ticks
from kb.synthesis.theses import ThesisQuestion, add_card_records, count_theses, find_theses
from kb.synthesis.thesis_summary import summarize_thesis
from kb.web.redirects import find_by_slug

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 24


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    question = ThesisQuestion.from_params(request.GET)
    theses = add_card_records(find_theses(question))
    page = present_thesis_list(
        Paginator(theses, PAGE_SIZE).get_page(request.GET.get("page")),
        question=question,
        counts=count_theses(question),
        query=request.GET,
    )
    return render(request, "theses/list.html", {"page": page})


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    theses = Thesis.objects.public().for_cards()
    thesis, has_moved = find_by_slug(theses, slug, SlugRedirect.Kind.THESIS)
    if has_moved:
        return redirect(thesis, permanent=True)
    tree = find_chapter_tree(thesis)
    page = present_thesis(
        thesis,
        tree=tree,
        ticks=find_ticks(thesis),
        abstracts=find_abstracts(tree),
        summary=summarize_thesis(thesis),
    )
    return render(request, "theses/detail.html", {"page": page})
