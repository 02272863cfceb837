"""Theses: the list, and the page of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kb.pages.empty import count_without
from kb.pages.theses.table import name_columns, present_csv_row, present_table
from kb.pages.theses.theses import present_thesis_list
from kb.pages.theses.thesis import present_thesis
from kb.records.models import SlugRedirect, Thesis
from kb.synthesis.facts import load_facts
from kb.synthesis.theses.chapters import find_abstracts, find_chapter_tree, find_ticks
from kb.synthesis.theses.summary import summarize_thesis
from kb.synthesis.theses.theses import ThesisAnswer, ThesisQuestion, fetch_all_theses, fetch_theses
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.paging import CountedPaginator
from kb.web.redirects import find_by_slug
from kb.web.tables import make_table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

PAGE_SIZE = 24
TABLE_SIZE = 50


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """The theses as cards or, with ``view=table``, as rows of a table."""
    found, is_table = _ask(request), request.GET.get("view") == "table"
    pages = CountedPaginator(found.places, TABLE_SIZE if is_table else PAGE_SIZE, n_rows=len(found.places))
    places = pages.get_page(request.GET.get("page"))
    theses = fetch_theses([found.facts.theses[place].pk for place in places])
    page = present_thesis_list(
        pages.take(theses, places.number),
        question=found.question,
        counts=found.counts,
        vocabulary=found.vocabulary,
        query=request.GET,
        is_table=is_table,
    )
    if not found.places and page.chosen:

        def count_theses(query: QueryDict) -> int:
            return len(replace(found, question=ThesisQuestion.from_params(query)).places)

        page = replace(page, chosen=count_without(page.chosen, count_theses))
    context: dict[str, object] = {"page": page}
    if is_table:
        context["table"] = present_table(
            theses,
            question=found.question,
            n_quotations=_by_key(found, found.n_quotations),
            n_voices=_by_key(found, found.count_voices(list(places))),
            query=request.GET,
        )
    return render(request, "theses/list.html", context)


@require_safe
def show_table(request: HttpRequest) -> HttpResponse:
    """All theses of the list as a table to download."""
    found = _ask(request)
    n_quotations, n_voices = _by_key(found, found.n_quotations), _by_key(found, found.count_voices())
    keys = [found.facts.theses[place].pk for place in found.places]
    rows = (
        present_csv_row(thesis, n_quotations[thesis.pk], n_voices[thesis.pk], request.build_absolute_uri)
        for thesis in fetch_all_theses(keys)
    )
    return make_table("theses", name_columns(), rows)


def _ask(request: HttpRequest) -> ThesisAnswer:
    return ThesisAnswer(ThesisQuestion.from_params(request.GET), load_vocabulary(), load_facts())


def _by_key(found: ThesisAnswer, numbers: list[int]) -> dict[int, int]:
    return {thesis.pk: n for thesis, n in zip(found.facts.theses, numbers, strict=True)}


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
