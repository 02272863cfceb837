"""What the list of quotations says: the main tool of the site."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.lists import (
    Choice,
    Facet,
    FacetOption,
    Pager,
    change_query,
    present_facet,
    present_pager,
)
from kb.pages.quotations.cards import QuotationCard, name_thesis, present_quotation_card
from kb.pages.quotations.files import FORMS, LABELS, MOST_TAKEN
from kb.records.languages import TextIn, cut_text
from kb.records.models import Informant, Quotation
from kb.synthesis.collection import SILENT_KINDS
from kb.synthesis.quotations.question import NONE, Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.synthesis.quotations.answers import QuotationCounts
    from kb.synthesis.quotations.question import QuotationQuestion
    from kb.synthesis.vocabulary import Vocabulary

FILTERS = ("theme", "kind", "role", "thesis", "year", "author", "form", "voice", "q", "confirmed", "terms")
MOST_OPTIONS = 60
TITLE_LENGTH = 70


@dataclass(frozen=True, slots=True)
class QuotationGroup:
    """The quotations of one thesis on this page; ``count`` is how many it has in the whole list.

    What is true of every card in it is said once, at its head: ``are_suggested``, ``are_confirmed``, ``is_example``.
    """

    title: str
    url: str
    source: str
    count: int
    cards: tuple[QuotationCard, ...]
    are_suggested: bool = False
    are_confirmed: bool = False
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class ListFile:
    """The list in a form to take along; ``label`` is the name of the form."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class QuotationListPage:
    """``silent`` is the link that takes terms and titles in or leaves them out, None where kinds are chosen.

    ``tag_url`` leads curators to where all of these get a theme; empty for others. ``kept`` are the choices that the
    text field must send along, as (name, value).
    """

    title: str
    groups: tuple[QuotationGroup, ...]
    is_grouped: bool
    total: int
    first: int
    last: int
    facets: tuple[Facet, ...]
    chosen: tuple[FacetOption, ...]
    clear_url: str
    confirmed: Choice
    silent: Choice | None
    sortings: tuple[Choice, ...]
    groupings: tuple[Choice, ...]
    pager: Pager
    words: str
    table_url: str
    files: tuple[ListFile, ...]
    n_in_file: int
    feed_url: str
    tag_url: str
    kept: tuple[tuple[str, str], ...]


def present_quotation_list(
    page: Page[Quotation],
    *,
    question: QuotationQuestion,
    counts: QuotationCounts,
    vocabulary: Vocabulary,
    voice: Informant | None,
    query: QueryDict,
    is_curator: bool = False,
) -> QuotationListPage:
    """The list as far as the reader narrowed it. ``page`` holds quotations with all that cards need."""
    facets = tuple(_present_facets(question, counts, vocabulary, query))
    return QuotationListPage(
        title=_("Quotations"),
        groups=tuple(_group(page, question, {slug: n for slug, _title, n in counts.theses})),
        is_grouped=question.is_grouped,
        total=page.paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        facets=facets,
        chosen=(*_present_single(question, voice, query), *(o for facet in facets for o in facet.chosen)),
        clear_url=change_query(query, **dict.fromkeys(FILTERS)),
        confirmed=Choice(
            _("Only what curators confirmed"),
            change_query(query, confirmed=None if question.is_confirmed else "1"),
            question.is_confirmed,
            counts.n_confirmed,
        ),
        silent=_present_silent(question, counts, query),
        sortings=_present_sortings(question, query),
        groupings=(
            Choice(_("by thesis"), change_query(query, group=None), question.is_grouped),
            Choice(_("one list"), change_query(query, group=NONE), not question.is_grouped),
        ),
        pager=present_pager(page, query=query),
        words=question.words,
        table_url=_lead_to("quotation-table", query),
        files=tuple(ListFile(LABELS[form], _lead_to("quotation-file", query, form)) for form in FORMS),
        n_in_file=min(MOST_TAKEN, page.paginator.count),
        feed_url=_lead_to("quotation-feed", query),
        tag_url=_lead_to("admin:records_theme_tag", query) if is_curator else "",
        kept=tuple((n, v) for n in sorted(query) if n not in {"q", "page"} for v in query.getlist(n)),
    )


def _lead_to(name: str, query: QueryDict, *form: str) -> str:
    """The address of the whole list in another form."""
    asked = change_query(query)
    return reverse(name, args=form) + (asked if asked != "?" else "")


def _group(
    page: Iterable[Quotation], question: QuotationQuestion, n_by_thesis: dict[str, int]
) -> Iterable[QuotationGroup]:
    if not question.is_grouped:
        cards = tuple(present_quotation_card(quotation) for quotation in page)
        if cards:
            yield QuotationGroup("", "", "", len(cards), cards)
        return
    for thesis, quotations in groupby(page, key=lambda quotation: quotation.thesis):
        cards = tuple(present_quotation_card(quotation) for quotation in quotations)
        yield QuotationGroup(
            title=TextIn(thesis.title, thesis.language),
            url=thesis.get_absolute_url(),
            source=name_thesis(thesis),
            count=n_by_thesis.get(thesis.slug, 0),
            cards=cards,
            are_suggested=all(card.is_suggested for card in cards),
            are_confirmed=not any(card.is_suggested for card in cards),
            is_example=thesis.is_example,
        )


def _present_facets(
    question: QuotationQuestion, counts: QuotationCounts, vocabulary: Vocabulary, query: QueryDict
) -> Iterable[Facet]:
    themes = sorted(counts.themes.items(), key=lambda row: (-row[1], vocabulary.sort_key(row[0])))
    counted: dict[str, list[tuple[str, str, int]]] = {
        "theme": [(vocabulary.themes[pk].slug, vocabulary.name(pk), n) for pk, n in themes],
        "kind": _name_values(counts.kinds, Quotation.Kind.choices),
        "role": _name_values(counts.roles, [*Informant.RoleGroup.choices, (NONE, _("no named voice"))]),
        "thesis": [(slug, cut_text(title, TITLE_LENGTH), n) for slug, title, n in counts.theses],
        "year": _name_values(counts.years, [(NONE, _("year not known"))]),
        "author": list(counts.authors),
        "form": _name_values(counts.forms, Quotation.Form.choices),
    }
    if not question.kinds and not question.with_terms:
        counted["kind"] = [row for row in counted["kind"] if row[0] not in SILENT_KINDS]
    labels = {
        "theme": _("Theme"),
        "kind": _("Kind"),
        "role": _("Role"),
        "thesis": _("Thesis"),
        "year": _("Year of the thesis"),
        "author": _("Author quoted"),
        "form": _("Form"),
    }
    asked = {
        "theme": question.themes, "kind": question.kinds, "role": question.roles, "thesis": question.theses,
        "year": question.years, "author": question.authors, "form": question.forms,
    }  # fmt: skip
    for name, rows in counted.items():
        yield present_facet(name, labels[name], _keep(rows, asked[name]), query=query)


def _keep(rows: list[tuple[str, str, int]], chosen: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """The options with something behind them, and whatever is chosen, so that it can be taken away again."""
    known = {value for value, _label, _n in rows}
    shown = [row for place, row in enumerate(rows) if (row[2] and place < MOST_OPTIONS) or row[0] in chosen]
    return [*shown, *((value, value, 0) for value in chosen if value not in known)]


def _name_values(
    counted: Iterable[tuple[str, int]], choices: Iterable[tuple[str, object]]
) -> list[tuple[str, str, int]]:
    labels = {value: str(label) for value, label in choices}
    return [(value, labels.get(value, value), n) for value, n in counted]


def _present_single(
    question: QuotationQuestion, voice: Informant | None, query: QueryDict
) -> Iterable[FacetOption]:
    """The choices that no facet holds, as they are taken away: words, voice, confirmed."""
    if question.words:
        yield FacetOption("q", f"«{question.words}»", 0, change_query(query, q=None), is_chosen=True)
    if question.voice is not None:
        label = voice.label if voice else _("a voice that is not here")
        yield FacetOption("voice", label, 0, change_query(query, voice=None), is_chosen=True)
    if question.is_confirmed:
        yield FacetOption("confirmed", _("confirmed"), 0, change_query(query, confirmed=None), is_chosen=True)


def _present_silent(question: QuotationQuestion, counts: QuotationCounts, query: QueryDict) -> Choice | None:
    if question.kinds or not counts.n_silent:
        return None
    if question.with_terms:
        return Choice(
            _("Leave them out"), change_query(query, terms=None), is_chosen=True, count=counts.n_silent
        )
    return Choice(_("Include them"), change_query(query, terms="1"), is_chosen=False, count=counts.n_silent)


def _present_sortings(question: QuotationQuestion, query: QueryDict) -> tuple[Choice, ...]:
    labels = {
        Sorting.ORDER: _("newest thesis"),
        Sorting.YEAR: _("oldest thesis"),
        Sorting.CONFIDENCE: _("surest"),
    }
    return tuple(
        Choice(
            label,
            change_query(query, sort=None if sorting is Sorting.ORDER else sorting.value),
            sorting is question.sorting,
        )
        for sorting, label in labels.items()
    )
