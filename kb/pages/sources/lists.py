"""What the registers of authors and of works have in common: letters, facets, tabs, and what a field sends along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.pages.counts import Count
from kb.pages.lists import Choice, Facet, FacetOption, change_query, present_facet
from kb.pages.sources.uses import name_part
from kb.records.languages import TextIn, cut_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from kb.synthesis.facts import Facts
    from kb.synthesis.sources.register import ChoiceCounts, Narrowing
    from kb.synthesis.vocabulary import Vocabulary

TITLE_LENGTH = 60
THESES = 40


def present_sections(current: str) -> tuple[Choice, ...]:
    """The two registers of sources, as tabs, and what at least two theses build on."""
    works = reverse("work-list")
    return (
        Choice(_("Authors"), reverse("author-list"), current == "author-list"),
        Choice(_("Works"), works, current == "work-list"),
        Choice(_("Works that theses share"), f"{works}?theses=2", current == "shared"),
    )


def present_letters(letters: dict[str, int], chosen: str, query: QueryDict) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            letter,
            change_query(query, letter=None if letter == chosen else letter) if n else "",
            letter == chosen,
            n,
        )
        for letter, n in letters.items()
        if letter != "#" or n
    )


def present_places_facets(
    choices: ChoiceCounts, where: Narrowing, facts: Facts, vocabulary: Vocabulary, query: QueryDict
) -> tuple[Facet, ...]:
    """Facets of where sources are cited: in how many theses, in which part, about what, in which thesis."""
    return (
        _present_least(choices, where, query),
        present_facet(
            "part",
            _("Used in"),
            [(role.value, name_part(role), n) for role, n in choices.parts.items() if n],
            query=query,
            is_single=True,
        ),
        present_facet(
            "theme", _("Theme of the passage"), _name_themes(choices, vocabulary), query=query, is_single=True
        ),
        present_facet(
            "thesis", _("Thesis"), _name_theses(choices, where, facts), query=query, is_single=True
        ),
    )


def _present_least(choices: ChoiceCounts, where: Narrowing, query: QueryDict) -> Facet:
    options = []
    for least, n in choices.least.items():
        is_chosen = least == where.least
        if n or is_chosen:
            label = ngettext("at least %(n)s thesis", "at least %(n)s theses", least) % {"n": Count(least)}
            url = change_query(query, shared=None, theses=None if is_chosen else str(least))
            options.append(FacetOption(str(least), label, n, url, is_chosen=is_chosen))
    if where.least > 1 and where.least not in choices.least:
        label = ngettext("at least %(n)s thesis", "at least %(n)s theses", where.least) % {
            "n": Count(where.least)
        }
        options.append(
            FacetOption(str(where.least), label, 0, change_query(query, theses=None), is_chosen=True)
        )
    return Facet("theses", _("Cited in"), tuple(options))


def _name_themes(choices: ChoiceCounts, vocabulary: Vocabulary) -> list[tuple[str, str, int]]:
    counted = [(vocabulary.themes[pk], n) for pk, n in choices.themes.items() if n]
    return [
        (theme.slug, theme.display_name, n)
        for theme, n in sorted(counted, key=lambda row: (-row[1], row[0].display_name))
    ]


def _name_theses(choices: ChoiceCounts, where: Narrowing, facts: Facts) -> Iterable[tuple[str, str, int]]:
    most = sorted(choices.theses.items(), key=lambda row: (-row[1], row[0]))
    for number, (place, n) in enumerate(most):
        thesis = facts.theses[place]
        if number < THESES or thesis.slug == where.thesis:
            year = f" ({thesis.year})" if thesis.year else ""
            yield thesis.slug, TextIn(cut_text(thesis.title, TITLE_LENGTH) + year, thesis.language), n


def present_switch(where: Narrowing, query: QueryDict) -> Choice:
    """Whether themes are only those that curators confirmed."""
    url = change_query(query, confirmed=None if where.is_confirmed else "1")
    return Choice(_("Only themes that curators confirmed"), url, where.is_confirmed)


def narrow_address(url: str, where: Narrowing) -> str:
    """The page of a source with the places that a row of the list counts."""
    asked = {
        "theme": where.theme,
        "part": where.part,
        "confirmed": "1" if where.theme and where.is_confirmed else "",
    }
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    return f"{url}?{query}#places" if query else f"{url}#places"


def keep(query: QueryDict) -> tuple[tuple[str, str], ...]:
    """The choices that a text field sends along, as (name, value)."""
    return tuple(
        (name, value)
        for name in sorted(query)
        if name not in {"q", "page", "format"}
        for value in query.getlist(name)
    )
