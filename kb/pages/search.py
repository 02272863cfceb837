"""What the search page says: hits of one kind at a time, counts of all kinds, and what was looked for besides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.pages.lists import Choice, Facet, FacetOption, Pager, change_query, present_facet, present_pager
from kb.pages.quotation_cards import (
    name_thesis,
    present_quotation_card,
)
from kb.pages.work_names import name_work
from kb.records.models import Informant, Quotation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.pages.chips import ThemeChip
    from kb.records.models import Chapter, Passage, Person, Theme, Thesis, Work
    from kb.search.query import Hint
    from kb.search.run import Hit, SearchResults
    from kb.search.snippets import Segment
    from kb.synthesis.search_labels import FacetLabels

KINDS = ("quotation", "passage", "chapter", "thesis", "author", "work", "theme")
# Facets that say something of each kind of hit.
FACETS_OF = {
    "quotation": ("theme", "kind", "role", "thesis", "institution", "year"),
    "passage": ("theme", "thesis", "institution", "year"),
    "chapter": ("theme", "thesis", "institution", "year"),
    "thesis": ("theme", "institution", "year"),
}
TITLE_LENGTH = 70
MOST_OPTIONS = 60


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record that answers. ``who`` is the voice or the kind of source, ``where`` the places from thesis to page."""

    kind: str
    url: str
    title: str
    snippet: tuple[Segment, ...]
    who: str = ""
    role: str = ""
    where: tuple[str, ...] = ()
    context_url: str = ""
    language: str = ""
    quotation_kind: str = ""
    themes: tuple[ThemeChip, ...] = ()
    is_suggested: bool = False
    is_example: bool = False
    is_stub: bool = False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``asked`` is what was typed; ``exact`` switches between the words as typed and all their forms."""

    title: str
    asked: str
    kind: str
    tabs: tuple[Choice, ...]
    hits: tuple[SearchHit, ...]
    total: int
    total_text: str
    first: int
    last: int
    facets: tuple[Facet, ...]
    chosen: tuple[FacetOption, ...]
    clear_url: str
    pager: Pager
    also: tuple[str, ...]
    exact: Choice
    mended: Choice | None
    hints: tuple[str, ...]
    is_empty: bool


def present_search(
    results: SearchResults, page: Page[Any], *, kind: str, labels: FacetLabels, query: QueryDict
) -> SearchPage:
    """The page for an answer to ``kind``; ``page`` is where in the list it stands."""
    asked = " ".join(query.getlist("q")).strip()
    facets = _present_facets(results, kind, labels, query)
    return SearchPage(
        title=_("Search: %(words)s") % {"words": Truncator(asked).chars(80)} if asked else _("Search"),
        asked=asked,
        kind=kind,
        tabs=tuple(
            Choice(label, change_query(query, **{"in": name}), name == kind, results.counts.get(name, 0))
            for name, label in name_kinds().items()
        ),
        hits=tuple(present_hit(hit) for hit in results.hits),
        total=results.total,
        total_text=count_hits(kind, results.total),
        first=page.start_index(),
        last=page.end_index(),
        facets=facets,
        chosen=tuple(option for facet in facets for option in facet.chosen),
        clear_url=change_query(query, **dict.fromkeys(FACETS_OF["quotation"])),
        pager=present_pager(page, query=query),
        also=results.also,
        exact=Choice(
            _("Search in all forms") if results.query.exact else _("Search for exactly these words"),
            change_query(query, exact=None if results.query.exact else "1"),
            results.query.exact,
        ),
        mended=_present_mended(results, query),
        hints=tuple(filter(None, (word_hint(hint) for hint in results.hints))) if asked else (),
        is_empty=results.query.is_empty,
    )


def name_kinds() -> dict[str, str]:
    return {
        "quotation": _("Quotations"),
        "passage": _("Text"),
        "chapter": _("Chapters"),
        "thesis": _("Theses"),
        "author": _("Authors"),
        "work": _("Works"),
        "theme": _("Themes"),
    }


def count_hits(kind: str, n: int) -> str:
    """The number of hits in words: "12 quotations"."""
    texts = {
        "quotation": ngettext("%(n)s quotation", "%(n)s quotations", n),
        "passage": ngettext("%(n)s passage", "%(n)s passages", n),
        "chapter": ngettext("%(n)s chapter", "%(n)s chapters", n),
        "thesis": ngettext("%(n)s thesis", "%(n)s theses", n),
        "author": ngettext("%(n)s author", "%(n)s authors", n),
        "work": ngettext("%(n)s work", "%(n)s works", n),
        "theme": ngettext("%(n)s theme", "%(n)s themes", n),
    }
    return texts[kind] % {"n": n}


def word_hint(hint: Hint) -> str:
    """What the reader should know about how the question was read."""
    texts = {
        "too_long": _("That was long: only the beginning was searched for."),
        "too_many_words": _("That were many words: only the first were searched for."),
        "unbalanced_quotes": _("A quotation mark was not closed; the phrase was taken to run to the end."),
        "only_excluded": _("Say also what to look for, not only what to leave out."),
        "no_words": _("There is no word to look for in that."),
        "lone_operator": _("OR and NOT stand between words; alone they were left out."),
        "bad_year": _("A year is written 2019, or 2019-2023 for several."),
        "empty_filter": _("A filter needs a value, as in theme:trust."),
        "wildcard": _("A star stands at the end of at least two letters, as in partner*."),
    }
    return texts.get(hint.code, "")


def present_hit(hit: Hit) -> SearchHit:
    """One hit, by its kind; asks the database nothing beyond what the search fetched with it."""
    presenters = {
        "quotation": _present_quotation,
        "passage": _present_passage,
        "chapter": _present_chapter,
        "thesis": _present_thesis,
        "author": _present_author,
        "work": _present_work,
        "theme": _present_theme,
    }
    return presenters[hit.kind](hit)


def _present_quotation(hit: Hit) -> SearchHit:
    quotation: Quotation = hit.record
    card = present_quotation_card(quotation)
    return SearchHit(
        kind=hit.kind,
        url=card.url,
        title="",
        snippet=hit.snippet,
        who=card.voice,
        role=card.role,
        where=tuple(filter(None, (card.thesis, card.chapter, card.place))),
        context_url=card.context_url,
        language=card.language,
        quotation_kind=card.kind,
        themes=card.themes,
        is_suggested=card.is_suggested,
        is_example=card.is_example,
    )


def _present_passage(hit: Hit) -> SearchHit:
    passage: Passage = hit.record
    thesis, chapter = passage.thesis, passage.chapter
    address = f"{reverse('chapter-detail', args=[thesis.slug, chapter.slug])}#{passage.anchor}"
    place = _("p. %(page)s") % {"page": passage.page} if passage.page else ""
    return SearchHit(
        kind=hit.kind,
        url=address,
        title="",
        snippet=hit.snippet,
        where=tuple(filter(None, (name_thesis(thesis), chapter.heading, place))),
        language=chapter.language or thesis.language,
        is_example=thesis.is_example,
    )


def _present_chapter(hit: Hit) -> SearchHit:
    chapter: Chapter = hit.record
    return SearchHit(
        kind=hit.kind,
        url=reverse("chapter-detail", args=[chapter.thesis.slug, chapter.slug]),
        title=chapter.heading,
        snippet=hit.snippet,
        where=(name_thesis(chapter.thesis), chapter.thesis.title),
        language=chapter.language or chapter.thesis.language,
        is_example=chapter.thesis.is_example,
    )


def _present_thesis(hit: Hit) -> SearchHit:
    thesis: Thesis = hit.record
    institution = thesis.institution.name if thesis.institution else ""
    return SearchHit(
        kind=hit.kind,
        url=thesis.get_absolute_url(),
        title=thesis.title,
        snippet=hit.snippet,
        where=tuple(filter(None, (name_thesis(thesis), institution))),
        language=thesis.language,
        is_example=thesis.is_example,
    )


def _present_author(hit: Hit) -> SearchHit:
    person: Person = hit.record
    kind = person.get_kind_display()
    return SearchHit(hit.kind, person.get_absolute_url(), person.display_name, (), where=(kind,))


def _present_work(hit: Hit) -> SearchHit:
    work: Work = hit.record
    return SearchHit(
        kind=hit.kind,
        url=work.get_absolute_url(),
        title=name_work(work),
        snippet=() if work.is_stub else hit.snippet,
        where=tuple(filter(None, (work.container, work.publisher))),
        is_stub=work.is_stub,
    )


def _present_theme(hit: Hit) -> SearchHit:
    theme: Theme = hit.record
    return SearchHit(hit.kind, theme.get_absolute_url(), theme.name, hit.snippet, language="nb")


def _present_mended(results: SearchResults, query: QueryDict) -> Choice | None:
    if not results.did_you_mean:
        return None
    return Choice(results.did_you_mean, change_query(query, q=results.did_you_mean))


def _present_facets(
    results: SearchResults, kind: str, labels: FacetLabels, query: QueryDict
) -> tuple[Facet, ...]:
    """The facets that fit the kind of hit, with the names of their values; counts are those of the list."""
    names: dict[str, tuple[str, dict[str, str]]] = {
        "theme": (_("Theme"), labels.themes),
        "kind": (_("Kind"), {value: str(label) for value, label in Quotation.Kind.choices}),
        "role": (_("Role"), {value: str(label) for value, label in Informant.RoleGroup.choices}),
        "thesis": (_("Thesis"), labels.theses),
        "institution": (_("Institution"), labels.institutions),
        "year": (_("Year"), {}),
    }

    def counted(name: str) -> Iterable[tuple[str, str, int]]:
        known = names[name][1]
        for value in results.facets.get(name, ())[:MOST_OPTIONS]:
            yield value.value, Truncator(known.get(value.value, value.value)).chars(TITLE_LENGTH), value.count

    return tuple(
        present_facet(name, names[name][0], counted(name), query=query, is_single=name == "year")
        for name in FACETS_OF.get(kind, ())
    )
