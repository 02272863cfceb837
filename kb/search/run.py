"""Ask the index a question and get an answer to show: hits, counts, facets, and what was searched for besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max
from haystack import connections

from kb.language.lemmas import read_word
from kb.language.words import fold, split_words
from kb.records.models import Chapter, Passage, Person, Quotation, SourceFile, Theme, ThemeLabel, Thesis, Work
from kb.search.engine import IndexView, NorwegianBackend
from kb.search.expansion import Expansion, Vocabulary, make_label
from kb.search.query import Hint, SearchQuery
from kb.search.ranking import Match, View, rank
from kb.search.snippets import Segment, Wanted, make_snippet

KINDS = ("quotation", "passage", "chapter", "thesis", "author", "work", "theme")
FACETS = ("theme", "kind", "role", "thesis", "institution", "year")
USUAL_PAGE = 20
_CHECKED = 5_000  # as many matches are looked up in the records at each question; the rest by thesis alone
_AT_ONCE = 900
_MODELS: dict[str, Any] = {
    "quotation": Quotation,
    "passage": Passage,
    "chapter": Chapter,
    "thesis": Thesis,
    "author": Person,
    "work": Work,
    "theme": Theme,
}


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
        hits=_read_hits(shown, wanted),
        total=len(asked),
        page=page,
        per_page=per_page,
        counts={kind: count for kind, count in _count_kinds(matches).items()},
        facets=_count_facets(asked, query),
        also=_also(expansions),
        did_you_mean=_mend_text(query, mended),
        hints=query.hints,
        wanted=wanted,
    )


def backend() -> NorwegianBackend:
    """The one connection to the index."""
    found = connections["default"].get_backend()
    assert isinstance(found, NorwegianBackend)
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
    keep = _Sieve(query)
    rows = ((document, score, view.facts(document)) for document, score in ranking.scores.items())
    matches = [Match(document, score, facts) for document, score, facts in rows if keep(facts)]
    matches.sort(key=lambda match: (-match.score, match.facts["kind"], match.facts["pk"]))
    return _only_public(matches), ranking.mended


class _Sieve:
    """Which documents the filters of a question let through, by their facts."""

    def __init__(self, query: SearchQuery) -> None:
        self.years = query.year_from, query.year_to
        self.tests = []
        for name in dict.fromkeys(each.field for each in query.filters):
            wanted = _slugs(name, query.values(name))
            unwanted = _slugs(name, query.values(name, negated=True))
            self.tests.append((name, wanted if query.values(name) else None, unwanted))

    def __call__(self, facts: Mapping[str, Any]) -> bool:
        first, last = self.years
        if (first or last) and not (first or 0) <= facts.get("year", -1) <= (last or 9999):
            return False
        for name, wanted, unwanted in self.tests:
            values = set(values_of(facts, name))
            if (wanted is not None and not values & wanted) or values & unwanted:
                return False
        return True


def values_of(facts: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The values that a document has for a field of the query language."""
    if name == "theme":
        return tuple(facts.get("themes", ()))
    if name == "author":
        return tuple(facts.get("authors", ()))
    if name == "kind":
        return (facts["quotation"],) if "quotation" in facts else ()
    value = facts.get(name)
    return () if value is None else (str(value),)


def _slugs(name: str, values: Iterable[str]) -> set[str]:
    """The slugs that the reader's words for authors, theses, themes and institutions mean; other values as they are."""
    found: set[str] = set()
    for value in values:
        named = _NAMED[name](value) if name in _NAMED else {value.casefold()}
        found |= named
    return found


def _authors_named(value: str) -> set[str]:
    rows = Person.objects.filter(slug=value.casefold()) or _all_words(
        Person.objects.all(), "sort_name", value
    )
    variants = _all_words(Person.objects.all(), "variants__name", value)
    return {person.slug for person in (*rows, *variants)}


def _theses_named(value: str) -> set[str]:
    rows = Thesis.objects.public().filter(slug=value.casefold())
    return {thesis.slug for thesis in rows or _all_words(Thesis.objects.public(), "title", value)}


def _themes_named(value: str) -> set[str]:
    if Theme.objects.filter(slug=value.casefold()).exists():
        return {value.casefold()}
    wanted = _lemmas(value)
    return {label.theme for label in _labels() if label.lemmas == wanted}


def _institutions_named(value: str) -> set[str]:
    from kb.records.models import Institution

    rows = Institution.objects.filter(slug=value.casefold())
    return {row.slug for row in rows or _all_words(Institution.objects.all(), "name", value)}


_NAMED = {
    "author": _authors_named,
    "thesis": _theses_named,
    "theme": _themes_named,
    "institution": _institutions_named,
}


def _all_words(queryset: Any, column: str, value: str) -> Any:
    """Those whose ``column`` holds every word of ``value``; none for a value without words."""
    words = [word.text for word in split_words(value)]
    if not words:
        return queryset.none()
    for word in words[:8]:
        queryset = queryset.filter(**{f"{column}__icontains": word})
    return queryset


def _lemmas(text: str) -> tuple[str, ...]:
    return tuple(read_word(word.form).lemma for word in split_words(text))


# Other words


_vocabulary: tuple[Any, tuple[Any, ...], Vocabulary] | None = None


def _read_vocabulary() -> tuple[tuple[Any, ...], Vocabulary]:
    """The labels of all themes, read anew when one was added, changed or taken away."""
    global _vocabulary
    state = ThemeLabel.objects.aggregate(n=Count("pk"), last=Max("pk")), Theme.objects.count()
    if _vocabulary is None or _vocabulary[0] != state:
        rows = ThemeLabel.objects.select_related("theme").order_by("pk")
        labels = tuple(filter(None, (make_label(row.theme.slug, row.text, kind=row.kind) for row in rows)))
        _vocabulary = state, labels, Vocabulary(labels)
    return _vocabulary[1], _vocabulary[2]


def _labels() -> tuple[Any, ...]:
    return _read_vocabulary()[0]


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
    return _read_vocabulary()[1].expand([lemma for term in words for lemma in _lemmas(term.text)])


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
        lemma = next(iter(_lemmas(term.text)), "")
        if lemma in mended:
            text = text.replace(term.text, mended[lemma])
    return text


# What the public may see


def _only_public(matches: list[Match]) -> list[Match]:
    """The matches whose records the public may see now; beyond the first thousands, whose theses it may."""
    theses = set(Thesis.objects.public().values_list("pk", flat=True))
    seen = [m for m in matches if m.facts.get("thesis_pk") is None or m.facts["thesis_pk"] in theses]
    checked, rest = seen[:_CHECKED], seen[_CHECKED:]
    public = {
        kind: _public_pks(kind, [m.facts["pk"] for m in checked if m.facts["kind"] == kind]) for kind in KINDS
    }
    return [m for m in checked if m.facts["pk"] in public[m.facts["kind"]]] + rest


def _public_pks(kind: str, pks: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(pks), _AT_ONCE):
        rows = _public(kind).filter(pk__in=pks[start : start + _AT_ONCE])
        found.update(rows.order_by().values_list("pk", flat=True))
    return found


def _public(kind: str) -> Any:
    objects = _MODELS[kind].objects
    return objects.all() if kind == "theme" else objects.public()


def _records(kind: str, pks: Sequence[int]) -> dict[int, Any]:
    rows = _public(kind).filter(pk__in=pks)
    if hasattr(rows, "for_cards"):
        rows = rows.for_cards()
    elif kind == "passage":
        rows = rows.select_related("thesis__institution", "chapter").prefetch_related(
            "thesis__contributors__person"
        )
    elif kind == "chapter":
        rows = rows.select_related("thesis__institution").prefetch_related("thesis__contributors__person")
    return {row.pk: row for row in rows}


def _read_hits(matches: Sequence[Match], wanted: Wanted) -> tuple[Hit, ...]:
    pks: dict[str, list[int]] = {}
    for match in matches:
        pks.setdefault(match.facts["kind"], []).append(match.facts["pk"])
    records = {kind: _records(kind, found) for kind, found in pks.items()}
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


# Counts


def _count_kinds(matches: Iterable[Match]) -> dict[str, int]:
    counted = Counter(match.facts["kind"] for match in matches)
    return {kind: counted.get(kind, 0) for kind in KINDS}


def _count_facets(matches: Sequence[Match], query: SearchQuery) -> dict[str, tuple[FacetValue, ...]]:
    facets = {}
    for name in FACETS:
        counted: Counter[str] = Counter()
        for match in matches:
            counted.update(values_of(match.facts, name))
        chosen = _slugs(name, query.values(name)) if name != "year" else set()
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
