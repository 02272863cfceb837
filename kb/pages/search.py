"""What the search page says: how the question was read, hits by kind, and what narrows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.exports.citation_text import write_authors
from kb.pages.chips import Mark, find_mark
from kb.pages.lists import Choice, Facet, FacetOption, Pager, change_query, present_facet, present_pager
from kb.pages.quotation_cards import QuotationCard, name_thesis, present_quotation_card
from kb.pages.work_names import name_work
from kb.records.models import Informant, Quotation
from kb.search.run import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.search.query import Hint
    from kb.search.run import Hit, SearchResults
    from kb.search.snippets import Segment
    from kb.synthesis.search_labels import FacetLabels

TITLE_LENGTH = 70
MOST_OPTIONS = 40
NARROWING = ("theme", "kind", "role", "thesis", "institution", "year", "author", "year_from", "year_to")
# The facets that say something of each kind of hit: of themes and authors nobody asks the year.
FACETS_OF = {
    "quotation": ("theme", "kind", "role", "thesis", "institution", "year"),
    "passage": ("theme", "thesis", "institution", "year"),
    "chapter": ("theme", "thesis", "institution", "year"),
    "thesis": ("theme", "institution", "year"),
}


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One hit. ``card`` is there for quotations alone, whose words are in ``snippet`` all the same.

    ``place`` is where the words stand (chapter, page), ``source`` the thesis; "" where that means nothing.
    """

    kind: str
    title: str
    url: str
    snippet: tuple[Segment, ...]
    language: str = ""
    detail: str = ""
    source: str = ""
    source_url: str = ""
    place: str = ""
    card: QuotationCard | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    title: str
    text: str
    kind: str
    is_empty: bool
    is_exact: bool
    total: int
    total_text: str
    first: int
    last: int
    tabs: tuple[Choice, ...]
    hits: tuple[SearchHit, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[FacetOption, ...]
    clear_url: str
    also: tuple[str, ...]
    exact_url: str
    loose_url: str
    did_you_mean: str
    did_you_mean_url: str
    hints: tuple[str, ...]
    elsewhere: tuple[Choice, ...]
    pager: Pager


def present_search(
    results: SearchResults,
    page: Page[Hit],
    *,
    kind: str,
    text: str,
    names: FacetLabels,
    query: QueryDict,
) -> SearchPage:
    """The answer to a question. ``text`` is what was typed, ``kind`` the kind of record that is shown."""
    facets = tuple(_present_facets(results, kind, names, query))
    mended = results.did_you_mean
    is_empty = results.query.is_empty
    return SearchPage(
        title=_("Search: %(text)s") % {"text": text} if text else _("Search"),
        text=text,
        kind=kind,
        is_empty=is_empty,
        is_exact=results.query.exact,
        total=results.total,
        total_text=count_hits(kind, results.total),
        first=page.start_index(),
        last=page.end_index(),
        tabs=tuple(_present_tabs(results, kind, query)) if not is_empty else (),
        hits=tuple(present_hit(hit) for hit in page),
        facets=facets,
        chosen=tuple(_present_chosen(facets, query)),
        clear_url=change_query(query, **dict.fromkeys(NARROWING)),
        also=results.also if not results.query.exact else (),
        exact_url=change_query(query, exact="1"),
        loose_url=change_query(query, exact=None),
        did_you_mean=mended,
        did_you_mean_url=change_query(query, q=mended) if mended else "",
        hints=tuple(filter(None, (describe_hint(hint) for hint in results.hints))) if text else (),
        elsewhere=tuple(
            tab for tab in _present_tabs(results, kind, query) if tab.count and not tab.is_chosen
        ),
        pager=present_pager(page, query=query),
    )


def name_kinds() -> dict[str, str]:
    """The kinds of records that are searched, as tabs call them, in their order."""
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


def describe_hint(hint: Hint) -> str:
    """How a question was read, where it may not be as it was meant; "" for what needs no word."""
    texts = {
        "too_long": _("That was long: only the beginning was searched for."),
        "too_many_words": _("That were many words: only the first were searched for."),
        "unbalanced_quotes": _("A quotation mark was not closed; the phrase was taken to run to the end."),
        "only_excluded": _("Say also what to look for, not only what to leave out."),
        "no_words": _("There is no word to look for in that."),
        "lone_operator": _("OR and NOT stand between words; alone they were left out."),
        "bad_year": _("A year is written 2019, or 2019-2023 for several."),
        "empty_filter": _("A filter needs a value, as in theme:trust."),
        "wildcard": _("A star stands at the end of at least three letters, as in partner*."),
    }
    return texts.get(hint.code, "")


def _present_tabs(results: SearchResults, kind: str, query: QueryDict) -> Iterable[Choice]:
    labels = name_kinds()
    for name in KINDS:
        changes: dict[str, str | None] = {"in": name}
        yield Choice(labels[name], change_query(query, **changes), name == kind, results.counts.get(name, 0))


def _present_facets(
    results: SearchResults, kind: str, names: FacetLabels, query: QueryDict
) -> Iterable[Facet]:
    labels = {
        "theme": (_("Theme"), names.themes),
        "kind": (_("Kind"), {k: str(v) for k, v in Quotation.Kind.choices}),
        "role": (_("Role"), {k: str(v) for k, v in Informant.RoleGroup.choices}),
        "thesis": (_("Thesis"), names.theses),
        "institution": (_("Institution"), names.institutions),
        "year": (_("Year"), {}),
    }
    for name in FACETS_OF.get(kind, ()):
        label, known = labels[name]
        counted = [
            (row.value, Truncator(known.get(row.value, row.value)).chars(TITLE_LENGTH), row.count)
            for row in results.facets.get(name, ())[:MOST_OPTIONS]
            if row.count or row.chosen
        ]
        missing = [v for v in query.getlist(name)[:8] if v not in {value for value, _label, _n in counted}]
        rows = [*counted, *((value, known.get(value, value)[:TITLE_LENGTH], 0) for value in missing)]
        yield present_facet(name, label, rows, query=query, is_single=name == "year")


def _present_chosen(facets: Iterable[Facet], query: QueryDict) -> Iterable[FacetOption]:
    for facet in facets:
        yield from facet.chosen
    for name in ("author", "year_from", "year_to"):
        for value in query.getlist(name)[:4]:
            yield FacetOption(
                name, value[:TITLE_LENGTH], 0, change_query(query, **{name: None}), is_chosen=True
            )


def present_hit(hit: Hit) -> SearchHit:
    """A hit of any kind, from the record that came with it."""
    return _PRESENTERS[hit.kind](hit)


def _present_quotation(hit: Hit) -> SearchHit:
    card = present_quotation_card(hit.record)
    return SearchHit(hit.kind, card.voice, card.url, hit.snippet, card.language, card=card)


def _present_passage(hit: Hit) -> SearchHit:
    passage = hit.record
    url = reverse("chapter-detail", args=[passage.thesis.slug, passage.chapter.slug])
    return SearchHit(
        hit.kind,
        passage.chapter.heading,
        f"{url}#{passage.anchor}",
        hit.snippet,
        passage.thesis.language,
        source=name_thesis(passage.thesis),
        source_url=passage.thesis.get_absolute_url(),
        place=_("p. %(page)s") % {"page": passage.page} if passage.page else "",
    )


def _present_chapter(hit: Hit) -> SearchHit:
    chapter = hit.record
    return SearchHit(
        hit.kind,
        chapter.heading,
        chapter.get_absolute_url(),
        hit.snippet,
        chapter.thesis.language,
        source=name_thesis(chapter.thesis),
        source_url=chapter.thesis.get_absolute_url(),
        place=_("p. %(page)s") % {"page": chapter.page} if chapter.page else "",
    )


def _present_thesis(hit: Hit) -> SearchHit:
    thesis = hit.record
    return SearchHit(
        hit.kind,
        thesis.title,
        thesis.get_absolute_url(),
        hit.snippet if thesis.abstract or thesis.research_question else (),
        thesis.language,
        detail=name_thesis(thesis),
        place=thesis.institution.name if thesis.institution else "",
    )


def _present_author(hit: Hit) -> SearchHit:
    return SearchHit(hit.kind, hit.record.sort_name, hit.record.get_absolute_url(), ())


def _present_work(hit: Hit) -> SearchHit:
    work = hit.record
    authors = write_authors([part.person for part in work.authorships.all()])
    return SearchHit(
        hit.kind, name_work(work), work.get_absolute_url(), hit.snippet if work.title else (), detail=authors
    )


def _present_theme(hit: Hit) -> SearchHit:
    theme = hit.record
    detail = Truncator(theme.description).chars(200)
    return SearchHit(
        hit.kind, theme.name, theme.get_absolute_url(), (), detail=detail, mark=find_mark(theme.pk)
    )


_PRESENTERS: dict[str, Callable[[Any], SearchHit]] = {
    "quotation": _present_quotation,
    "passage": _present_passage,
    "chapter": _present_chapter,
    "thesis": _present_thesis,
    "author": _present_author,
    "work": _present_work,
    "theme": _present_theme,
}
