"""Ask the index a question and get an answer to show: hits, counts, facets, and what was searched for besides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from haystack import connections

from kb.language.lemmas import read_word
from kb.language.words import fold, split_words
from kb.records.models import SourceFile
from kb.search.engine import IndexView, NorwegianBackend
from kb.search.filters import Sieve, slugs_named, values_of
from kb.search.ranking import Match, View, rank
from kb.search.snippets import Segment, Wanted, make_snippet
from kb.search.visibility import find_records, only_public
from kb.search.vocabulary import lemmas_of, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.search.expansion import Expansion
    from kb.search.query import Hint, SearchQuery

KINDS = ("quotation", "passage", "chapter", "thesis", "author", "work", "theme")
FACETS = ("theme", "kind", "role", "thesis", "institution", "year")
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
    ``did_you_mean`` the question with mended words, or "".
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
) -> SearchResults:
    """The answer to ``query``: the hits of ``kinds`` on ``page`` (from 1), best first, and all that is said of them.

    Only what the public may see, as the records are now, however old the index is.
    """
    view = backend().view()
    expansions = _expand(query)
    matches, mended = _find(query, view, expansions)
    asked = [match for match in matches if match.facts["kind"] in kinds]
    page, per_page = max(1, page), max(1, min(per_page, 500))
    shown = asked[(page - 1) * per_page : page * per_page]
    wanted = find_wanted(query, mended, expansions)
    return SearchResults(
        query=query,
        hits=read_hits(shown, wanted),
        total=len(asked),
        page=page,
        per_page=per_page,
        counts=_count_kinds(matches),
        facets=_count_facets(asked, query),
        also=_also(expansions),
        did_you_mean=_mend_text(query, mended),
        hints=query.hints,
        wanted=wanted,
    )


def backend() -> NorwegianBackend:
    """The one connection to the index."""
    found = connections["default"].get_backend()
    if not isinstance(found, NorwegianBackend):
        raise ImproperlyConfigured("HAYSTACK_CONNECTIONS must name kb.search.engine.NorwegianEngine.")
    return found


def find_matches(query: SearchQuery, *, view: IndexView | None = None) -> list[Match]:
    """All documents that answer ``query`` and that the public may see, best first."""
    return _find(query, view or backend().view(), _expand(query))[0]


def _find(
    query: SearchQuery, view: View, expansions: Sequence[Expansion]
) -> tuple[list[Match], dict[str, str]]:
    if query.is_empty:
        return [], {}
    ranking = rank(query, view, expansions)
    keep = Sieve(query)
    rows = ((document, score, view.facts(document)) for document, score in ranking.scores.items())
    matches = [Match(document, score, facts) for document, score, facts in rows if keep(facts)]
    matches.sort(key=lambda match: (-match.score, match.facts["kind"], match.facts["pk"]))
    return only_public(matches), ranking.mended


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


def _also(expansions: Sequence[Expansion]) -> tuple[str, ...]:
    labels = [
        label.text for expansion in expansions if expansion.share >= 0.5 for label in expansion.labels[:8]
    ]
    return tuple(dict.fromkeys(labels))[:8]


def find_wanted(
    query: SearchQuery, mended: Mapping[str, str], expansions: Sequence[Expansion] = ()
) -> Wanted:
    """What to mark in the texts of hits."""
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
    lemmas.update(read_word(form).lemma for form in mended.values())
    for expansion in expansions:
        if expansion.share >= 0.7:
            lemmas.update(label.lemmas[0] for label in expansion.labels if len(label.lemmas) == 1)
    content = {lemma for lemma in lemmas if lemma not in _UNMARKED} or lemmas
    return Wanted(frozenset(content), frozenset(forms - _UNMARKED or forms), tuple(prefixes), tuple(phrases))


_UNMARKED = frozenset(
    ["og", "i", "på", "av", "for", "til", "med", "om", "en", "et", "å", "som", "at", "er", "de", "den", "det"]
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


def _count_kinds(matches: Iterable[Match]) -> dict[str, int]:
    counted = Counter(match.facts["kind"] for match in matches)
    return {kind: counted.get(kind, 0) for kind in KINDS}


def _count_facets(matches: Sequence[Match], query: SearchQuery) -> dict[str, tuple[FacetValue, ...]]:
    facets = {}
    for name in FACETS:
        counted: Counter[str] = Counter()
        for match in matches:
            counted.update(values_of(match.facts, name))
        chosen = slugs_named(name, query.values(name)) if name != "year" else set()
        for value in chosen - set(counted):
            counted[value] = 0
        order = (lambda row: (-int(row[0]),)) if name == "year" else (lambda row: (-row[1], row[0]))
        facets[name] = tuple(
            FacetValue(value, n, value in chosen) for value, n in sorted(counted.items(), key=order)
        )
    return facets


def source_names(theses: Iterable[int]) -> dict[int, str]:
    """The name of the current source file of each thesis, by the thesis' key."""
    rows = SourceFile.objects.filter(thesis__in=list(theses), is_current=True)
    return dict(rows.values_list("thesis_id", "name"))
