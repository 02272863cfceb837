"""Which documents answer a question, and how well.

The measure is BM25 (Robertson and Walker 1994) over each word asked for, where a word may be met in several ways,
the best of which counts: as a dictionary form, inside a compound, as the parts of a compound, by a near word. The form
as typed, the headings above, the words standing near each other, and other words for the same theme add to it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

from kb.language.lemmas import read_word
from kb.language.words import fold, split_words
from kb.search.analysis import read_words
from kb.search.spelling import find_near_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.search.expansion import Expansion
    from kb.search.query import SearchQuery, Term

SATURATION, LENGTH_SHARE = 1.2, 0.35
AS_LEMMA, IN_COMPOUND, AS_PARTS, NEAR_WORD = 1.0, 0.6, 0.45, 0.5
EXACT_FORM, IN_HEADING = 0.15, 0.2
SYNONYM, THEME_LINK = 0.3, 0.45
NEARNESS, NEARNESS_AMONG = 0.25, 200
LEAST_SHARE = 0.15
TOO_USUAL = 0.4
SHORT = 25
PART_WEIGHTS = {"abstract": 0.8, "foreword": 0.6}
SORT_WEIGHTS = {"caption": 0.6, "table": 0.6, "footnote": 0.7, "list_item": 0.9}


class View(Protocol):
    """The index at one moment, whatever engine keeps it."""

    @property
    def n_documents(self) -> int: ...
    @property
    def usual_length(self) -> float: ...
    def facts(self, document: int) -> Mapping[str, Any]: ...
    def postings(self, field: str, word: str) -> Sequence[tuple[int, float]]: ...
    def positions(self, field: str, word: str, documents: Iterable[int]) -> dict[int, list[int]]: ...
    def words(self, field: str) -> Mapping[str, int]: ...
    def all_documents(self) -> Iterable[int]: ...


@dataclass(frozen=True, slots=True)
class Match:
    """A document that answers, its score, and what is known of it."""

    document: int
    score: float
    facts: Mapping[str, Any]


@dataclass(slots=True)
class Clause:
    """A word or phrase asked for, with its alternatives.

    ``hits`` measure how well each document tells it (about 0 to 1), ``worth`` how much the word itself tells.
    ``shares`` are below 1 for documents that meet only a part of it: so much of the word counts as met.
    """

    lemmas: tuple[str, ...] = ()
    hits: dict[int, float] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)
    required: bool = False
    worth: float = 0.0
    holding: int = 0
    mended: tuple[str, ...] = ()


@dataclass(slots=True)
class Ranking:
    """The documents that answer a question, best first, before any filter; and the words that were mended."""

    scores: dict[int, float]
    mended: dict[str, str]


def rank(query: SearchQuery, view: View, expansions: Sequence[Expansion] = ()) -> Ranking:
    """Score all documents that answer ``query``; a question without words is answered by every document."""
    clauses = [clause for group in query.groups for clause in _clauses(group, view, exact=query.exact)]
    mended = {asked: clause.mended[0] for clause in clauses if clause.mended for asked in clause.lemmas[:1]}
    if not clauses:
        scores = dict.fromkeys(view.all_documents(), 1.0)
    else:
        scores = _combine(clauses, view, expansions)
        _add_nearness(scores, clauses, view)
    for term in query.excluded:
        for document in _term_hits(term, view, exact=query.exact or term.is_phrase):
            scores.pop(document, None)
    return Ranking(scores, mended)


def _clauses(group: Sequence[Term], view: View, *, exact: bool) -> list[Clause]:
    """One clause a word; a word that is written as several ("Meld. St. 33 om") gives several."""
    if len(group) > 1 or group[0].is_phrase or group[0].is_prefix or exact:
        return [_joint_clause(group, view, exact=exact)]
    return [_word_clause(word.form, view) for word in split_words(group[0].text)]


def _joint_clause(group: Sequence[Term], view: View, *, exact: bool) -> Clause:
    hits: dict[int, float] = {}
    for term in group:
        for document, told in _term_hits(term, view, exact=exact).items():
            hits[document] = max(told, hits.get(document, 0.0))
    lemmas = tuple(row.reading.lemma for term in group for row in read_words(term.text))
    needed = exact or len(group) > 1 or group[0].is_phrase or group[0].is_prefix
    return Clause(lemmas, hits, required=needed, worth=_worth(len(hits), view), holding=len(hits))


def _term_hits(term: Term, view: View, *, exact: bool) -> dict[int, float]:
    if term.is_prefix:
        start = fold(term.text.casefold())
        forms = [word for word in view.words("forms") if word.startswith(start)]
        return _best(_told(view, "forms", form) for form in forms[:500])
    words = [read_word(word.form).form for word in split_words(term.text)]
    if term.is_phrase or exact:
        return _phrase_hits(words, view)
    return _best(_word_clause(word.form, view).hits for word in split_words(term.text))


def _phrase_hits(forms: Sequence[str], view: View) -> dict[int, float]:
    """The documents in which the forms stand one after the other."""
    if not forms:
        return {}
    if len(forms) == 1:
        return _told(view, "forms", forms[0])
    documents = set.intersection(*({doc for doc, _ in view.postings("forms", form)} for form in forms))
    places = [view.positions("forms", form, documents) for form in forms]
    found = {}
    for document in documents:
        starts = set(places[0][document])
        for step, row in enumerate(places[1:], start=1):
            starts &= {place - step for place in row[document]}
        if starts:
            found[document] = _saturate(float(len(starts)), document, view)
    return found


def _word_clause(form: str, view: View) -> Clause:
    reading = read_word(form)
    hits = _whole_word(reading.lemma, view)
    clause = Clause((reading.lemma,), hits, worth=_worth(len(hits), view), holding=len(hits))
    parts = tuple(dict.fromkeys(reading.parts))
    if len(parts) > 1:
        _add_parts(clause, parts, view)
    if not hits and reading.lemma.isalpha():
        _mend(clause, reading.form, view)
        hits = clause.hits
    for document, told in _told(view, "forms", reading.form, EXACT_FORM).items():
        if document in hits:
            hits[document] += told
    for document, told in _told(view, "context", reading.lemma, IN_HEADING).items():
        if document not in hits:
            clause.shares[document] = IN_HEADING
        hits[document] = hits.get(document, 0.0) + told
    return clause


def _whole_word(lemma: str, view: View) -> dict[int, float]:
    """Documents that hold the word, by itself or inside a compound."""
    return _best([_told(view, "lemmas", lemma, AS_LEMMA), _told(view, "parts", lemma, IN_COMPOUND)])


def _mend(clause: Clause, form: str, view: View) -> None:
    near = find_near_words(form, {**view.words("lemmas"), **view.words("forms")})
    if near:
        clause.mended = near
        lemma = read_word(near[0]).lemma
        clause.hits = _best(
            [_told(view, "lemmas", lemma, NEAR_WORD), _told(view, "parts", lemma, NEAR_WORD * IN_COMPOUND)]
        )
        clause.holding = len(clause.hits)
        clause.worth = _worth(clause.holding, view)


def _add_parts(clause: Clause, parts: Sequence[str], view: View) -> None:
    """Add documents that hold parts of a compound, each part for what it tells beside the whole."""
    whole = frozenset(clause.hits)
    for part in parts:
        hits = _whole_word(part, view)
        share = min(1.0, _worth(len(hits), view) / (clause.worth or 1.0))
        for document, told in hits.items():
            if document not in whole:
                clause.hits[document] = clause.hits.get(document, 0.0) + AS_PARTS * share * told
                clause.shares[document] = clause.shares.get(document, 0.0) + share * told


def _told(view: View, field_name: str, word: str, weight: float = 1.0) -> dict[int, float]:
    return {
        document: weight * _saturate(count, document, view)
        for document, count in view.postings(field_name, word)
    }


def _saturate(count: float, document: int, view: View) -> float:
    length = max(8, int(view.facts(document).get("words", 0))) / view.usual_length
    return count / (count + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length))


def _best(ways: Iterable[Mapping[int, float]]) -> dict[int, float]:
    best: dict[int, float] = {}
    for hits in ways:
        for document, told in hits.items():
            if told > best.get(document, 0.0):
                best[document] = told
    return best


def _worth(holding: int, view: View) -> float:
    """How much a word tells (inverse document frequency, never below a little)."""
    n = max(view.n_documents, 1)
    return math.log1p((n - holding + 0.5) / (holding + 0.5))


def _combine(clauses: Sequence[Clause], view: View, expansions: Sequence[Expansion]) -> dict[int, float]:
    telling = [
        clause for clause in clauses if clause.holding <= TOO_USUAL * view.n_documents or clause.required
    ]
    telling = [clause for clause in telling or clauses if clause.hits] or list(clauses)
    required = [set(clause.hits) for clause in clauses if clause.required]
    scores: dict[int, float] = defaultdict(float)
    met: dict[int, float] = defaultdict(float)
    whole = sum(clause.worth for clause in telling) or 1.0
    for clause in telling:
        for document, told in clause.hits.items():
            scores[document] += clause.worth * told
            met[document] += clause.worth * clause.shares.get(document, 1.0)
    for document in scores:
        scores[document] *= math.sqrt(met[document] / whole)
    for clause in clauses:
        if clause not in telling:
            for document, told in clause.hits.items():
                if document in scores:
                    scores[document] += clause.worth * told
    if required:
        among = set.intersection(*required)
        scores = {document: score for document, score in scores.items() if document in among}
    else:
        scores = {d: s for d, s in scores.items() if met[d] >= LEAST_SHARE * whole}
        _add_expansions(scores, expansions, whole, view)
    return {document: score * _standing(view.facts(document)) for document, score in scores.items()}


def _add_expansions(
    scores: dict[int, float], expansions: Sequence[Expansion], whole: float, view: View
) -> None:
    for expansion in expansions:
        other = _best(_label_hits(label.lemmas, label.weight, view) for label in expansion.labels)
        for document, told in other.items():
            if document in scores or expansion.share >= 0.7:
                scores[document] = scores.get(document, 0.0) + SYNONYM * expansion.share * told * whole
        for document, _ in view.postings("themes", expansion.theme):
            if document in scores:
                sure = view.facts(document).get("themes", {}).get(expansion.theme, 0.0)
                scores[document] += THEME_LINK * expansion.share * sure * whole


def _label_hits(lemmas: Sequence[str], weight: float, view: View) -> dict[int, float]:
    each = [
        _best([_told(view, "lemmas", lemma), _told(view, "parts", lemma, IN_COMPOUND)]) for lemma in lemmas
    ]
    both = set.intersection(*(set(hits) for hits in each))
    return {document: weight * min(hits[document] for hits in each) for document in both}


def _standing(facts: Mapping[str, Any]) -> float:
    """Fragments, captions and forewords answer less well than a passage that says the same in full."""
    if facts.get("kind") not in {"passage", "quotation"}:
        return 1.0
    words = int(facts.get("words", 0))
    weight = min(1.0, (words + SHORT) / (2 * SHORT))
    weight *= PART_WEIGHTS.get(facts.get("part", ""), 1.0)
    return weight * float(SORT_WEIGHTS.get(facts.get("sort", ""), 1.0))


def _add_nearness(scores: dict[int, float], clauses: Sequence[Clause], view: View) -> None:
    """Raise the best documents in which neighbouring words of the question stand near each other."""
    lemmas = [clause.lemmas[0] for clause in clauses if len(clause.lemmas) == 1]
    if len(lemmas) < 2:
        return
    best = set(sorted(scores, key=lambda document: -scores[document])[:NEARNESS_AMONG])
    places = {lemma: view.positions("lemmas", lemma, best) for lemma in set(lemmas)}
    for document in best:
        near = sum(
            _closeness(places[one].get(document, ()), places[other].get(document, ()))
            for one, other in pairwise(lemmas)
        )
        scores[document] *= 1 + NEARNESS * near / (len(lemmas) - 1)


def _closeness(one: Sequence[int], other: Sequence[int]) -> float:
    if not one or not other:
        return 0.0
    least = min(abs(b - a) for a in one[:50] for b in other[:50])
    return 1 / (1 + max(0, least - 1) / 4)
