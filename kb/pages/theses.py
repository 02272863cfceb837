"""What the pages about theses say: cards in a list, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kb.pages.chips import ThemeChip, present_theme
from kb.pages.lists import (
    Choice,
    Crumb,
    Facet,
    FacetOption,
    Pager,
    change_query,
    present_facet,
    present_pager,
)
from kb.records.models import Contributor
from kb.synthesis.theses import Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.records.models import Person, Thesis
    from kb.synthesis.theses import ThesisCounts, ThesisQuestion

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
    themes: tuple[ThemeChip, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class ThesisListPage:
    title: str
    theses: tuple[ThesisCard, ...]
    n_theses: int
    facets: tuple[Facet, ...]
    chosen: tuple[FacetOption, ...]
    clear_url: str
    sortings: tuple[Choice, ...]
    pager: Pager


def find_authors(thesis: Thesis, role: str = Contributor.Role.AUTHOR) -> list[Person]:
    """The thesis' authors in order (or its supervisors), from contributors that were fetched before."""
    parts = [part for part in thesis.contributors.all() if part.role == role]
    return [part.person for part in sorted(parts, key=lambda part: (part.order, part.pk))]


def join_names(names: Iterable[str]) -> str:
    """ "Aas", "Aas and Dal", "Aas, Bø and Dal"."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return _("%(names)s and %(last)s") % {"names": ", ".join(listed[:-1]), "last": listed[-1]}


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
        question="" if _is_title(thesis.research_question, thesis) else _shorten(thesis.research_question),
        language=thesis.language,
        n_quotations=thesis.n_spoken,  # type: ignore[attr-defined]
        quotations_url=quotations_url(thesis=thesis.slug),
        themes=tuple(
            present_theme(link.tag, is_suggested=link.state == link.State.SUGGESTED)
            for link in thesis.shown_theme_links[:CARD_THEMES]  # type: ignore[attr-defined]
        ),
        is_example=thesis.is_example,
    )


def _is_title(question: str, thesis: Thesis) -> bool:
    return thesis.title_is_made_up or question.strip().casefold() == thesis.title.strip().casefold()


def _shorten(question: str) -> str:
    return Truncator(question).chars(QUESTION_LENGTH)


def present_thesis_list(
    page: Page[Thesis], *, question: ThesisQuestion, counts: ThesisCounts, query: QueryDict
) -> ThesisListPage:
    """The list of theses as far as the reader narrowed it."""
    facets = (
        present_facet("year", _("Year"), counts.years, query=query),
        present_facet("institution", _("Institution"), counts.institutions, query=query),
        present_facet("theme", _("Theme"), counts.themes, query=query),
    )
    labels = {
        Sorting.YEAR: _("year"),
        Sorting.TITLE: _("title"),
        Sorting.AUTHOR: _("author"),
        Sorting.QUOTATIONS: _("most quotations"),
        Sorting.NEW: _("newest here"),
    }
    return ThesisListPage(
        title=_("Theses"),
        theses=tuple(present_thesis_card(thesis) for thesis in page),
        n_theses=page.paginator.count,
        facets=facets,
        chosen=tuple(option for facet in facets for option in facet.chosen),
        clear_url=change_query(query, year=None, institution=None, theme=None),
        sortings=tuple(
            Choice(
                label,
                change_query(query, sort=None if sorting is Sorting.YEAR else str(sorting)),
                is_chosen=sorting is question.sorting,
            )
            for sorting, label in labels.items()
        ),
        pager=present_pager(page, query=query),
    )


def thesis_crumbs() -> tuple[Crumb, ...]:
    return (Crumb(_("Theses"), reverse("thesis-list")),)
