"""Ask the index a question and get an answer to show: hits, counts, facets, and what was searched for besides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kb.search.engine import backend as backend  # noqa: PLC0414 - those who search ask here
from kb.search.facets import FACETS as FACETS  # noqa: PLC0414
from kb.search.facets import NARROWED_BY, FacetValue, count_facets
from kb.search.filters import Sieve
from kb.search.hits import Hit as Hit  # noqa: PLC0414
from kb.search.hits import Match, find_matches_of, read_hits
from kb.search.hits import source_names as source_names  # noqa: PLC0414
from kb.search.marking import Wanted
from kb.search.order import SORTS as SORTS  # noqa: PLC0414
from kb.search.order import in_order, take_page
from kb.search.query import SearchQuery
from kb.search.ranking import rank
from kb.search.terms import Hint
from kb.search.visibility import only_public
from kb.search.wanted import expand, find_also, find_wanted, mend_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.search.arrays import Measures, Numbers
    from kb.search.expansion import Expansion
    from kb.search.raising import AskedTheme
    from kb.search.view import IndexView

KINDS = ("quotation", "passage", "chapter", "thesis", "author", "work", "theme")
MOST_AT_ONCE = 2_000
USUAL_PAGE = 20


@dataclass(frozen=True, slots=True)
class Beside:
    """The filters that say nothing of a kind, by their fields, and how many hits it has without them."""

    fields: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a question.

    ``total`` counts the hits of the kinds asked for, ``counts`` those of every kind. The counts of a facet with one
    value a record add up to the hits that have one. ``also`` are the vocabulary's other words that were looked for,
    ``did_you_mean`` the question with mended words, or ""; ``is_mended`` says that it was already answered so, because
    nothing has the words as they were typed. ``beside`` has the kinds that some of the filters say nothing of, and that
    therefore have no hit.
    """

    query: SearchQuery
    hits: tuple[Hit, ...]
    total: int
    page: int
    per_page: int
    counts: dict[str, int]
    facets: dict[str, tuple[FacetValue, ...]]
    also: tuple[str, ...] = ()
    did_you_mean: str = ""
    is_mended: bool = False
    hints: tuple[Hint, ...] = ()
    wanted: Wanted = field(default_factory=Wanted)
    beside: Mapping[str, Beside] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return -(-self.total // self.per_page)


def run(
    query: SearchQuery,
    *,
    page: int = 1,
    per_page: int = USUAL_PAGE,
    kinds: Sequence[str] = ("quotation", "passage"),
    sort: str = SORTS[0],
) -> SearchResults:
    """The answer to ``query``: the hits of ``kinds`` on ``page`` (from 1), in order, and all that is said of them.

    Only what the public may see, as the records are now, however old the index is. ``sort`` is one of SORTS.
    """
    view = backend().view()
    expansions = expand(query)
    found = _find(query, view, expansions)
    mended = found.mended
    meant = mend_text(query, mended | found.near)
    answered = query
    if mended:
        # No text has the word: what must have been meant is what is answered.
        answered = SearchQuery.from_text(mend_text(query, mended))
        expansions = expand(answered)
        found = _find(answered, view, expansions)
    kind = view.fact("kind")
    asked = found.documents[kind.having(kinds.__contains__)[found.documents]]
    page, per_page = max(1, page), max(1, min(per_page, MOST_AT_ONCE))
    shown = take_page(asked, found.scores, sort, view, (page - 1) * per_page, page * per_page)
    wanted = find_wanted(answered, expansions, found.asked, view)
    counted = _count_kinds(found.documents, view)
    return SearchResults(
        query=query,
        hits=read_hits(find_matches_of(shown, found.scores, view), wanted, view),
        total=len(asked),
        page=page,
        per_page=per_page,
        counts={name: counted.get(name, 0) for name in KINDS},
        facets=count_facets(asked, query, view),
        also=find_also(expansions, answered),
        did_you_mean=meant,
        is_mended=bool(mended),
        hints=(*query.hints, *(Hint("unknown_value", value) for value in found.unknown)),
        wanted=wanted,
        beside=_look_beside(answered, found, counted, view),
    )


def _count_kinds(documents: Numbers, view: IndexView) -> dict[str, int]:
    kind = view.fact("kind")
    counts = np.bincount(kind.by_document[documents], minlength=len(kind.values)).tolist()
    return dict(zip(kind.values, counts, strict=True))


def _look_beside(
    query: SearchQuery, found: Found, counted: Mapping[str, int], view: IndexView
) -> dict[str, Beside]:
    """The kinds without a hit that some of the filters say nothing of."""
    asked = {each.field for each in query.filters if not each.negated}
    if query.year_from is not None or query.year_to is not None:
        asked.add("year")
    beside: dict[str, Beside] = {}
    known: dict[tuple[str, ...], dict[str, int]] = {}
    for name in KINDS:
        fields = tuple(sorted(asked.difference(NARROWED_BY.get(name, ()))))
        if counted.get(name) or not fields:
            continue
        if fields not in known:
            rest = query.without_fields(fields)
            documents = Sieve(rest).pass_through(found.unfiltered, view)
            known[fields] = {} if rest.is_empty else _count_kinds(only_public(documents, view), view)
        beside[name] = Beside(fields, known[fields].get(name, 0))
    return beside


def find_matches(query: SearchQuery, *, view: IndexView | None = None) -> list[Match]:
    """All documents that answer ``query`` and that the public may see, best first."""
    view = view or backend().view()
    found = _find(query, view, expand(query))
    return find_matches_of(in_order(found.documents, found.scores, SORTS[0], view), found.scores, view)


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that answer, in the order of their numbers, and the scores (:class:`kb.search.ranking.Ranking`).

    ``unfiltered`` are those before any filter, ``asked`` the themes that answered, too, ``unknown`` the values of
    filters that nothing here is called.
    """

    documents: Numbers
    scores: Measures
    mended: dict[str, str]
    near: dict[str, str]
    asked: Sequence[AskedTheme] = ()
    unknown: Sequence[str] = ()
    unfiltered: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def _find(query: SearchQuery, view: IndexView, expansions: Sequence[Expansion]) -> Found:
    if query.is_empty:
        return Found(np.zeros(0, dtype=np.int64), np.zeros(0), {}, {})
    ranking = rank(query, view, expansions)
    sieve = Sieve(query)
    documents = only_public(sieve.pass_through(ranking.documents, view), view)
    return Found(
        documents,
        ranking.scores,
        ranking.mended,
        ranking.near,
        ranking.asked,
        sieve.unknown,
        ranking.documents,
    )
