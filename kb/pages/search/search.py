"""What the search page says: how the question was read, hits by kind, and what narrows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.pages.counts import Count
from kb.pages.lists import Choice, Facet, FacetOption, Pager, change_query, present_facet, present_pager
from kb.pages.search.hits import SearchHit, are_examples, present_hit
from kb.pages.search.tabs import name_facets, present_tabs, tell_left_out
from kb.pages.search.uses import tell_uses
from kb.records.languages import cut_text
from kb.records.models import Informant, Quotation
from kb.search.facets import NARROWED_BY
from kb.search.run import SORTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.pages.chips import ThemeChip
    from kb.search.run import Hit, SearchResults
    from kb.search.terms import Hint
    from kb.synthesis.search_labels import FacetLabels

TITLE_LENGTH = 70
MOST_OPTIONS = 40
NARROWING = ("theme", "kind", "role", "thesis", "institution", "year", "author", "year_from", "year_to")
OF_A_THESIS = ("quotation", "passage", "chapter", "thesis")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``ways_out`` are parts of a question that nothing answers, each with the hits there are without it.

    ``left_out``: the kinds that what narrows says nothing of. ``themes``, some of the widest, are to look through where
    nothing was asked or found.
    What ``suggested`` and ``are_examples`` say of the hits on the page is said once, above them.
    """

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
    is_mended: bool
    hints: tuple[str, ...]
    elsewhere: tuple[Choice, ...]
    pager: Pager
    sortings: tuple[Choice, ...] = ()
    feed_url: str = ""
    table_url: str = ""
    ways_out: tuple[FacetOption, ...] = ()
    themes: tuple[ThemeChip, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def suggested(self) -> str:
        """Which hits are suggestions, where that is said of them together: "all", "most", or ""."""
        states = [hit.card is not None and hit.card.is_suggested for hit in self.hits]
        if states and all(states):
            return "all"
        return "most" if sum(states) * 2 > len(states) else ""

    @property
    def are_examples(self) -> bool:
        return are_examples(self.hits)


def present_search(
    results: SearchResults,
    page: Page[Hit],
    *,
    kind: str,
    text: str,
    names: FacetLabels,
    query: QueryDict,
    sort: str = SORTS[0],
) -> SearchPage:
    """The answer to a question. ``text`` is what was typed, ``kind`` the kind of record that is shown."""
    facets = tuple(_present_facets(results, kind, names, query))
    tabs = tuple(present_tabs(results, kind, query))
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
        tabs=tabs if not is_empty else (),
        left_out=tuple(tell_left_out(results)),
        hits=tell_uses((present_hit(hit, names.themes) for hit in page), kind, [hit.pk for hit in page]),
        facets=facets,
        chosen=tuple(_present_chosen(facets, names, query)),
        clear_url=change_query(query, **dict.fromkeys(NARROWING)),
        also=results.also if not results.query.exact else (),
        exact_url=change_query(query, exact="1"),
        loose_url=change_query(query, exact=None),
        did_you_mean=mended,
        did_you_mean_url=change_query(query, q=mended) if mended else "",
        is_mended=results.is_mended,
        hints=tuple(filter(None, (describe_hint(hint) for hint in results.hints))) if text else (),
        elsewhere=tuple(tab for tab in tabs if tab.count and not (tab.is_chosen or tab.without)),
        pager=present_pager(page, query=query),
        sortings=tuple(_present_sortings(sort, query)) if kind in OF_A_THESIS and results.total > 1 else (),
        feed_url=""
        if is_empty
        else reverse("search-feed") + change_query(query, **{"in": kind, "sort": None}),
        table_url=reverse("search-table") + change_query(query, **{"in": kind}) if results.total else "",
    )


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
    return texts[kind] % {"n": Count(n)}


def _present_sortings(sort: str, query: QueryDict) -> Iterable[Choice]:
    labels = {
        "relevance": _("best first"),
        "newest": _("newest thesis first"),
        "oldest": _("oldest thesis first"),
    }
    for name, label in labels.items():
        url = change_query(query, sort=None if name == SORTS[0] else name)
        yield Choice(label, url, name == sort)


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
        "unknown_value": _("There is nothing here by the name of “%(name)s”.") % {"name": hint.about},
    }
    return texts.get(hint.code, "")


def _present_facets(
    results: SearchResults, kind: str, names: FacetLabels, query: QueryDict
) -> Iterable[Facet]:
    labels = name_facets()
    for name in NARROWED_BY.get(kind, ()):
        known = _name_values(name, names)
        counted = [
            (row.value, cut_text(known.get(row.value, row.value), TITLE_LENGTH), row.count)
            for row in results.facets.get(name, ())[:MOST_OPTIONS]
            if row.count or row.chosen
        ]
        missing = [v for v in query.getlist(name)[:8] if v not in {value for value, _label, _n in counted}]
        rows = [*counted, *((value, cut_text(known.get(value, value), TITLE_LENGTH), 0) for value in missing)]
        yield present_facet(name, labels[name], rows, query=query, is_single=name == "year")


def _name_values(name: str, names: FacetLabels) -> dict[str, str]:
    """The values of a facet as readers know them."""
    known: dict[str, dict[str, str]] = {
        "theme": names.themes,
        "kind": {k: str(v) for k, v in Quotation.Kind.choices},
        "role": {k: str(v) for k, v in Informant.RoleGroup.choices},
        "thesis": names.theses,
        "institution": names.institutions,
        "author": names.authors,
    }
    return known.get(name, {})


def _present_chosen(facets: Iterable[Facet], names: FacetLabels, query: QueryDict) -> Iterable[FacetOption]:
    """What narrows the search, also where no facet of this kind of hit shows it."""
    shown = set()
    for facet in facets:
        shown.add(facet.name)
        yield from facet.chosen
    labels = {"year_from": _("from %(year)s"), "year_to": _("up to %(year)s")}
    for name in NARROWING:
        known = _name_values(name, names)
        values = list(dict.fromkeys(query.getlist(name)))[:4] if name not in shown else []
        for value in values:
            label = known.get(value) or labels.get(name, "%(year)s") % {"year": value[:TITLE_LENGTH]}
            left = [other for other in query.getlist(name) if other != value]
            url = change_query(query, **{name: left})
            yield FacetOption(name, cut_text(label, TITLE_LENGTH), 0, url, is_chosen=True)
