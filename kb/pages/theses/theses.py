"""What the pages about theses say: cards in a list, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.chips import ThemeChip, present_theme
from kb.pages.compare.links import compare_url
from kb.pages.lists import (
    Choice,
    Crumb,
    Facet,
    FacetOption,
    Pager,
    change_query,
    join_names,
    present_facet,
    present_pager,
)
from kb.records.languages import Language, cut_text
from kb.records.models import Contributor
from kb.synthesis.quotations.question import NONE
from kb.synthesis.theses.theses import Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.records.models import Person, Thesis
    from kb.synthesis.theses.theses import ThesisCounts, ThesisQuestion
    from kb.synthesis.vocabulary import Vocabulary

CARD_THEMES = 4
QUESTION_LENGTH = 220


@dataclass(frozen=True, slots=True)
class ThesisCard:
    title: str
    subtitle: str
    url: str
    year: int | None
    authors: str
    institution: str
    question: str
    language: str
    n_quotations: int
    quotations_url: str
    compare_url: str
    themes: tuple[ThemeChip, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class ThesisListPage:
    """``theses`` are the cards, empty where the same theses stand in a table. ``views`` are these two."""

    title: str
    theses: tuple[ThesisCard, ...]
    n_theses: int
    views: tuple[Choice, ...]
    is_table: bool
    table_url: str
    facets: tuple[Facet, ...]
    chosen: tuple[FacetOption, ...]
    clear_url: str
    sortings: tuple[Choice, ...]
    pager: Pager


def find_authors(thesis: Thesis, role: str = Contributor.Role.AUTHOR) -> list[Person]:
    """The thesis' authors in order (or its supervisors), from contributors that were fetched before."""
    parts = [part for part in thesis.contributors.all() if part.role == role]
    return [part.person for part in sorted(parts, key=lambda part: (part.order, part.pk))]


def quotations_url(**params: str) -> str:
    """The address of the list of quotations with these choices."""
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return f"{reverse('quotation-list')}?{query}"


def present_thesis_card(thesis: Thesis) -> ThesisCard:
    """A card of a thesis that came with ``add_card_records``."""
    return ThesisCard(
        title=thesis.title,
        subtitle=thesis.subtitle,
        url=thesis.get_absolute_url(),
        year=thesis.year,
        authors=join_names(person.display_name for person in find_authors(thesis)),
        institution=thesis.institution.name if thesis.institution else "",
        # A title made out of the question says it already.
        question=""
        if asks_as_title(thesis.research_question, thesis)
        else _shorten(thesis.research_question),
        language=thesis.language,
        n_quotations=thesis.n_spoken,  # type: ignore[attr-defined]
        quotations_url=quotations_url(thesis=thesis.slug),
        compare_url=compare_url(thesis.slug),
        themes=tuple(
            present_theme(link.tag, is_suggested=link.state == link.State.SUGGESTED)
            for link in thesis.shown_theme_links[:CARD_THEMES]  # type: ignore[attr-defined]
        ),
        is_example=thesis.is_example,
    )


def asks_as_title(question: str, thesis: Thesis) -> bool:
    """Whether the title is the research question."""
    return thesis.title_is_made_up or question.strip().casefold() == thesis.title.strip().casefold()


def _shorten(question: str) -> str:
    return cut_text(question, QUESTION_LENGTH)


def present_thesis_list(
    page: Page[Thesis],
    *,
    question: ThesisQuestion,
    counts: ThesisCounts,
    vocabulary: Vocabulary,
    query: QueryDict,
    is_table: bool = False,
) -> ThesisListPage:
    """The list of theses as far as the reader narrowed it. ``page`` holds theses with all that cards need."""
    facets = tuple(_present_facets(counts, vocabulary, query))
    asked = change_query(query, view=None)
    return ThesisListPage(
        title=_("Theses"),
        theses=() if is_table else tuple(present_thesis_card(thesis) for thesis in page),
        n_theses=page.paginator.count,
        views=(
            Choice(_("Cards"), change_query(query, view=None), not is_table),
            Choice(_("Table"), change_query(query, view="table"), is_table),
        ),
        is_table=is_table,
        table_url=reverse("thesis-table") + (asked if asked != "?" else ""),
        facets=facets,
        chosen=tuple(option for facet in facets for option in facet.chosen),
        clear_url=change_query(query, year=None, institution=None, language=None, theme=None),
        sortings=_present_sortings(question, query),
        pager=present_pager(page, query=query),
    )


def _present_facets(counts: ThesisCounts, vocabulary: Vocabulary, query: QueryDict) -> Iterable[Facet]:
    years = [(year, year if year != NONE else _("year not known"), n) for year, n in counts.years]
    yield present_facet("year", _("Year"), years, query=query)
    yield present_facet("institution", _("Institution"), counts.institutions, query=query)
    themes = sorted(counts.themes.items(), key=lambda row: (-row[1], vocabulary.name(row[0])))
    named = [(vocabulary.themes[pk].slug, vocabulary.name(pk), n) for pk, n in themes]
    yield present_facet("theme", _("Theme of its quotations"), named, query=query)
    labels = {value: str(label) for value, label in Language.choices}
    languages = [(value, labels.get(value, value), n) for value, n in counts.languages]
    # Where all are in one language there is nothing to choose.
    if len(languages) > 1 or query.get("language"):
        yield present_facet("language", _("Language"), languages, query=query)


def _present_sortings(question: ThesisQuestion, query: QueryDict) -> tuple[Choice, ...]:
    labels = {
        Sorting.YEAR: _("year"),
        Sorting.TITLE: _("title"),
        Sorting.AUTHOR: _("author"),
        Sorting.QUOTATIONS: _("most quotations"),
        Sorting.NEW: _("newest here"),
    }
    return tuple(
        Choice(
            label,
            change_query(query, sort=None if sorting is Sorting.YEAR else sorting.value, reverse=None),
            is_chosen=sorting is question.sorting and not question.is_reversed,
        )
        for sorting, label in labels.items()
    )


def thesis_crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("Theses"), reverse("thesis-list")),)
