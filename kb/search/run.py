"""Ask the index a question and get an answer to show: hits, counts, facets, and what was searched for besides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from kb.language.lemmas import read_word
from kb.language.words import fold, split_words
from kb.records.models import SourceFile
from kb.search.analysis import SMALL_WORDS
from kb.search.clauses import find_kin
from kb.search.engine import backend as backend  # noqa: PLC0414 - those who search ask here
from kb.search.filters import Sieve, count_values, slugs_named
from kb.search.query import Hint, SearchQuery
from kb.search.ranking import Match, rank
from kb.search.snippets import Segment, Wanted, make_snippet
from kb.search.visibility import find_records, only_public
from kb.search.vocabulary import lemmas_of, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kb.search.expansion import Expansion
    from kb.search.view import IndexView

KINDS = ("quotation", "passage", "chapter", "thesis", "author", "work", "theme")
FACETS = ("theme", "kind", "role", "thesis", "institution", "year", "author")
SORTS = ("relevance", "newest", "oldest", "added")
MOST_AT_ONCE = 2_000
MOST_ALSO = 8
USUAL_PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that answers. ``record`` is the model instance, read anew; ``snippet`` its words with marks."""

    kind: str
    pk: int
    score: float
    snippet: tuple[Segment, ...]
    record: Any
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that hits have, how many have it, and whether the question asks for it already."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a question.

    ``total`` counts the hits of the kinds asked for, ``counts`` those of every kind. The counts of a facet with one
    value a record add up to the hits that have one. ``also`` are the vocabulary's other words that were looked for,
    ``did_you_mean`` the question with mended words, or ""; ``is_mended`` says that it was already answered so, because
    nothing has the words as they were typed.
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
    expansions = _expand(query)
    found = _find(query, view, expansions)
    mended = found.mended
    meant = _mend_text(query, mended | found.near)
    answered = query
    if mended:
        # No text has the word: what must have been meant is what is answered.
        answered = SearchQuery.from_text(_mend_text(query, mended))
        expansions = _expand(answered)
        found = _find(answered, view, expansions)
    kind_of = view.column("kind")
    asked = [document for document in found.documents if kind_of[document] in kinds]
    page, per_page = max(1, page), max(1, min(per_page, MOST_AT_ONCE))
    shown = _take_page(asked, found.scores, sort, view, (page - 1) * per_page, page * per_page)
    wanted = find_wanted(answered, expansions, view)
    counted = Counter(map(kind_of.__getitem__, found.documents))
    return SearchResults(
        query=query,
        hits=read_hits(find_matches_of(shown, found.scores, view), wanted),
        total=len(asked),
        page=page,
        per_page=per_page,
        counts={kind: counted[kind] for kind in KINDS},
        facets=_count_facets(asked, query, view),
        also=_also(expansions, answered),
        did_you_mean=meant,
        is_mended=bool(mended),
        hints=(*query.hints, *(Hint("unknown_value", value) for value in found.unknown)),
        wanted=wanted,
    )


def find_matches(query: SearchQuery, *, view: IndexView | None = None) -> list[Match]:
    """All documents that answer ``query`` and that the public may see, best first."""
    view = view or backend().view()
    found = _find(query, view, _expand(query))
    return find_matches_of(_in_order(found.documents, found.scores, SORTS[0], view), found.scores, view)


def find_matches_of(documents: Iterable[int], scores: Mapping[int, float], view: IndexView) -> list[Match]:
    """The documents with their scores and what the index knows of them."""
    return [Match(document, scores[document], view.facts(document)) for document in documents]


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that answer, in no order, with their scores (:class:`kb.search.ranking.Ranking`).

    ``unknown`` are the values of filters that nothing here is called.
    """

    documents: list[int]
    scores: Mapping[int, float]
    mended: dict[str, str]
    near: dict[str, str]
    unknown: Sequence[str] = ()


def _find(query: SearchQuery, view: IndexView, expansions: Sequence[Expansion]) -> Found:
    if query.is_empty:
        return Found([], {}, {}, {})
    ranking = rank(query, view, expansions)
    scores = ranking.scores
    sieve = Sieve(query)
    documents = only_public(sieve.pass_through(scores, view), view)
    return Found(documents, scores, ranking.mended, ranking.near, sieve.unknown)


def _take_page(
    documents: Sequence[int], scores: Mapping[int, float], sort: str, view: IndexView, start: int, end: int
) -> list[int]:
    """The documents from ``start`` to ``end`` in order; by score, only as many are sorted as it takes."""
    if sort == SORTS[0] and end < len(documents):
        least = nlargest(end, map(scores.__getitem__, documents))[-1]
        documents = [document for document in documents if scores[document] >= least]
    return _in_order(documents, scores, sort, view)[start:end]


def _in_order(documents: Sequence[int], scores: Mapping[int, float], sort: str, view: IndexView) -> list[int]:
    """The documents best first, or by the year of their thesis or when it came; where two are alike, as texts run."""
    kinds, pks, years = view.column("kind"), view.column("pk"), view.column("year")
    if sort == "newest":
        return sorted(documents, key=lambda d: (-(years[d] or 0), -scores[d], kinds[d], pks[d]))
    if sort == "oldest":
        return sorted(documents, key=lambda d: (years[d] or 9999, -scores[d], kinds[d], pks[d]))
    if sort == "added":
        theses = view.column("thesis_pk")
        return sorted(documents, key=lambda d: (-(theses[d] or 0), kinds[d], pks[d]))
    return sorted(documents, key=lambda d: (-scores[d], kinds[d], pks[d]))


def _expand(query: SearchQuery) -> tuple[Expansion, ...]:
    words = [
        term
        for group in query.groups
        if len(group) == 1
        for term in group
        if not term.is_phrase and not term.is_prefix
    ]
    if query.exact or not words:
        return ()
    return read_vocabulary().expand([lemma for term in words for lemma in lemmas_of(term.text)])


def _also(expansions: Sequence[Expansion], query: SearchQuery) -> tuple[str, ...]:
    """Other words that were looked for; not those that only say more than was asked, which are found anyway."""
    asked = {lemma for term in query.terms for lemma in lemmas_of(term.text)}
    labels = [
        label.text
        for expansion in expansions
        if expansion.share >= 0.5
        for label in expansion.labels
        if label.weight > 0.5 and not any(_holds(lemma, asked) for lemma in label.lemmas)
    ]
    return tuple(dict.fromkeys(labels))[:MOST_ALSO]


def _holds(lemma: str, asked: Collection[str]) -> bool:
    return lemma in asked or any(part in asked for part in read_word(lemma).parts)


def find_wanted(query: SearchQuery, expansions: Sequence[Expansion], view: IndexView) -> Wanted:
    """What to mark in the texts of hits: the words asked for, and those that were looked for in their place."""
    lemmas: set[str] = set()
    forms: set[str] = set()
    prefixes, phrases = [], []
    for term in query.terms:
        words = split_words(term.text)
        readings = [read_word(word.form) for word in words]
        if term.is_prefix:
            prefixes.append(fold(term.text.casefold()))
        elif len(readings) > 1 and term.is_phrase:
            phrases.append(tuple(reading.form for reading in readings))
        elif term.is_phrase or query.exact:
            forms.update(reading.form for reading in readings)
        else:
            lemmas.update(reading.lemma for reading in readings)
            forms.update(reading.form for reading in readings)
            for reading in readings:
                if reading.lemma not in SMALL_WORDS:
                    lemmas.update(find_kin(reading.lemma, view))
                    if not view.postings("lemmas", reading.lemma) and not view.postings(
                        "parts", reading.lemma
                    ):
                        lemmas.update(reading.parts)
    for expansion in expansions:
        if expansion.share >= 0.7 * expansion.weight:
            # The name of the theme that was named, by whatever word; its other labels only where it was named well.
            least = 0.5 if expansion.share >= 0.7 else 0.9
            shown = (label for label in expansion.labels if label.weight > least)
            lemmas.update(label.lemmas[0] for label in shown if len(label.lemmas) == 1)
    content = {lemma for lemma in lemmas if lemma not in SMALL_WORDS} or lemmas
    return Wanted(
        frozenset(content), frozenset(forms - SMALL_WORDS or forms), tuple(prefixes), tuple(phrases)
    )


def _mend_text(query: SearchQuery, mended: Mapping[str, str]) -> str:
    if not mended:
        return ""
    text = query.to_text()
    for term in query.terms:
        lemma = next(iter(lemmas_of(term.text)), "")
        if lemma in mended:
            text = text.replace(term.text, mended[lemma])
    return text


def read_hits(matches: Sequence[Match], wanted: Wanted) -> tuple[Hit, ...]:
    """The matches with their records, read anew, and snippets; those that are no longer public are left out."""
    pks: dict[str, list[int]] = {}
    for match in matches:
        pks.setdefault(match.facts["kind"], []).append(match.facts["pk"])
    records = {kind: find_records(kind, found) for kind, found in pks.items()}
    hits = []
    for match in matches:
        kind, pk = match.facts["kind"], match.facts["pk"]
        record = records[kind].get(pk)
        if record is not None:
            snippet = make_snippet(_text_of(kind, record), wanted)
            hits.append(Hit(kind, pk, round(match.score, 4), snippet, record, match.facts))
    return tuple(hits)


def _text_of(kind: str, record: Any) -> str:
    if kind in {"quotation", "passage"}:
        return str(record.text)
    if kind == "chapter":
        return str(record.heading)
    if kind == "thesis":
        return str(record.abstract or record.research_question or record.title)
    if kind == "author":
        return str(record.display_name)
    return str(record.title or record.slug) if kind == "work" else str(record.description or record.name)


def _count_facets(
    documents: Sequence[int], query: SearchQuery, view: IndexView
) -> dict[str, tuple[FacetValue, ...]]:
    facets = {}
    values = count_values(documents, view)
    for name in FACETS:
        counted = values[name]
        chosen = slugs_named(name, query.values(name)) if name != "year" else set()
        rows = [*counted.items(), *((value, 0) for value in chosen - set(counted))]
        order = (lambda row: (-int(row[0]),)) if name == "year" else (lambda row: (-row[1], row[0]))
        facets[name] = tuple(FacetValue(value, n, value in chosen) for value, n in sorted(rows, key=order))
    return facets


def source_names(theses: Iterable[int]) -> dict[int, str]:
    """The name of the current source file of each thesis, by the thesis' key."""
    rows = SourceFile.objects.filter(thesis__in=list(theses), is_current=True)
    return dict(rows.values_list("thesis_id", "name"))
