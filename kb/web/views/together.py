"""Which themes go together, where two of them meet, and the pairs as a table to download."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.exports.tables import write_table
from kb.pages.cross_section.together import Addresses, present_together, present_together_rows
from kb.pages.cross_section.together_graph import present_graph
from kb.pages.cross_section.together_pair import present_meeting
from kb.synthesis.cross_section.graph import draw_graph
from kb.synthesis.cross_section.together import TogetherQuestion, Unit, choose_pairs, find_pairs, find_units
from kb.synthesis.cross_section.together_lists import find_passages, find_sections
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.answers import fetch_cards
from kb.synthesis.vocabulary import load_vocabulary
from kb.web.paging import CountedPaginator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from kb.pages.cross_section.together_pair import PairPanel
    from kb.synthesis.cross_section.together import Pair
    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

PAIRS_AT_ONCE = 25
UNITS_AT_ONCE = 20


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    question = TogetherQuestion.from_params(request.GET)
    facts, vocabulary = load_facts(), load_vocabulary()
    pairs = find_pairs(facts, vocabulary, question.unit, confirmed=question.is_confirmed)
    addresses = Addresses(request.GET, question, vocabulary)
    themes = [vocabulary.by_slug[slug].pk for slug in question.pair if slug in vocabulary.by_slug]
    is_pair = bool(themes) and len(themes) == len(question.pair)
    theme = vocabulary.by_slug.get(question.theme)
    asked = (*question.pair, *([question.theme] if question.theme else []))
    chosen = _choose(pairs, question, vocabulary)
    page = present_together(
        Paginator(chosen, PAIRS_AT_ONCE).get_page(None if is_pair else request.GET.get("page")),
        question=question,
        vocabulary=vocabulary,
        graph=None
        if is_pair or not chosen
        else present_graph(
            draw_graph(
                [pair for pair in pairs if pair.n >= question.least],
                {pk: vocabulary.name(pk) for pk in vocabulary.themes},
                theme.pk if theme else None,
            ),
            addresses,
        ),
        panel=_find_meeting(request, addresses, facts, themes, pairs) if is_pair else None,
        unknown=next((slug for slug in asked if slug not in vocabulary.by_slug), ""),
        most=max((pair.n for pair in _choose(pairs, replace(question, least=1), vocabulary)), default=0),
        query=request.GET,
    )
    return render(request, "themes/together.html", {"page": page})


@require_safe
def show_table(request: HttpRequest) -> HttpResponse:
    """All pairs that the page has, on all its pages."""
    question = TogetherQuestion.from_params(request.GET)
    vocabulary = load_vocabulary()
    pairs = find_pairs(load_facts(), vocabulary, question.unit, confirmed=question.is_confirmed)
    theme = vocabulary.by_slug.get(question.theme)
    rows = present_together_rows(
        _choose(pairs, question, vocabulary), vocabulary, theme.pk if theme else None
    )
    response = HttpResponse(write_table(*rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tverrsnitt-together.csv"'
    return response


def _choose(pairs: Sequence[Pair], question: TogetherQuestion, vocabulary: Vocabulary) -> tuple[Pair, ...]:
    theme = vocabulary.by_slug.get(question.theme)
    if question.theme and theme is None:
        return ()
    return choose_pairs(pairs, theme.pk if theme else None, question)


def _find_meeting(
    request: HttpRequest, addresses: Addresses, facts: Facts, themes: list[int], pairs: Sequence[Pair]
) -> PairPanel:
    question, vocabulary = addresses.question, addresses.vocabulary
    units = {unit: find_units(facts, vocabulary, unit, confirmed=question.is_confirmed) for unit in Unit}
    asked = units[question.unit]
    rows = asked.with_all(themes)
    paginator = CountedPaginator(asked.keys[rows].tolist(), UNITS_AT_ONCE, n_rows=len(rows))
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = _fetch(list(page.object_list), addresses, facts, themes)
    return present_meeting(
        page,
        themes,
        addresses=addresses,
        counts={unit: len(found.with_all(themes)) for unit, found in units.items()},
        alone=[len(asked.with_all([theme])) for theme in themes],
        n_theses=len(np.unique(asked.thesis[rows])),
        pairs=pairs,
    )


def _fetch(keys: list[int], addresses: Addresses, facts: Facts, themes: list[int]) -> Any:
    question = addresses.question
    if question.unit is Unit.QUOTATION:
        return fetch_cards(keys)
    if question.unit is Unit.PASSAGE:
        return find_passages(keys)
    return find_sections(keys, themes, facts, addresses.vocabulary, confirmed=question.is_confirmed)
