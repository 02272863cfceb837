"""How well each document tells one word that was asked for, in any of the ways a word may be met.

As a dictionary form or inside a compound; by its kin (words of the same root, synonyms); by the parts of a compound; in
the headings above.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from kb.language.kinship import find_synonyms, root_of
from kb.language.lemmas import Reading, read_word
from kb.language.words import fold, split_words
from kb.search.analysis import read_words
from kb.search.spelling import find_near_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.search.analysis import ReadWord
    from kb.search.query import Term

# BM25: how soon a word said again adds nothing, how much length counts, and how much more beyond twice the usual.
SATURATION, LENGTH_SHARE, OVERLONG = 1.2, 0.35, 0.15
IN_COMPOUND, BY_KIN, AS_PARTS = 0.9, 0.4, 0.7
EXACT_FORM, IN_HEADING = 0.1, 0.3
# How much of its worth a compound keeps that is nowhere as a whole.
UNHELD = 0.6
# A word that so many documents hold is not looked for by its kin as well.
ENOUGH = 1_000
_MOST_KEPT = 300_000  # hits of clauses kept for the next question, at about 200 bytes each
_FEW = 2  # a word in so few documents may be a slip
_MANY_MORE = 10  # of a word that stands in so many times more


class PostingsLike(Protocol):
    """The documents that hold a word, in order, and how often each does."""

    @property
    def documents(self) -> Sequence[int]: ...
    @property
    def counts(self) -> Sequence[int]: ...
    def __len__(self) -> int: ...


class View(Protocol):
    """The index at one moment, whatever engine keeps it. ``kept`` is room for what is worked out from it."""

    @property
    def n_documents(self) -> int: ...
    @property
    def usual_length(self) -> float: ...
    @property
    def kept(self) -> dict[Any, Any]: ...
    def column(self, name: str) -> Sequence[Any]: ...
    def count_rows(self, source: str, documents: Iterable[int]) -> Sequence[tuple[Any, int]]: ...
    def postings(self, field: str, word: str) -> PostingsLike: ...
    def positions(self, field: str, word: str, documents: Iterable[int]) -> dict[int, list[int]]: ...
    def words(self, field: str) -> Mapping[str, int]: ...
    def all_documents(self) -> Iterable[int]: ...


@dataclass(slots=True)
class Clause:
    """A word or phrase asked for.

    ``hits`` measure how well each document tells it (about 0 to 1), ``worth`` how much the word itself tells.
    ``shares`` are there for documents that meet only a part of it, below 1: so much of the word counts as met.
    ``holding`` counts the documents that hold the word itself. ``near`` are words it may be a slip for; ``is_mended``
    says that it must be one: no text has it.
    """

    lemma: str = ""
    hits: dict[int, float] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)
    required: bool = False
    worth: float = 0.0
    holding: int = 0
    near: tuple[str, ...] = ()
    is_mended: bool = False


def read_clauses(group: Sequence[Term], view: View, *, exact: bool) -> list[Clause]:
    """One clause a word; one for all where any of several will do, or a phrase, or a word as typed."""
    if len(group) > 1 or group[0].is_phrase or group[0].is_prefix or exact:
        return [_joint_clause(group, view, exact=exact)]
    return [_kept_clause(row, view) for row in read_words(group[0].text)]


def term_hits(term: Term, view: View, *, exact: bool) -> dict[int, float]:
    """The documents that a term finds by itself, and how well each tells it."""
    if term.is_prefix:
        start = fold(term.text.casefold())
        forms = [word for word in view.words("forms") if word.startswith(start)]
        return best_of(told(view, "forms", form) for form in forms[:500])
    if term.is_phrase or exact:
        return _phrase_hits([read_word(word.form).form for word in split_words(term.text)], view)
    return best_of(_kept_clause(row, view).hits for row in read_words(term.text))


def told(view: View, field_name: str, word: str, weight: float = 1.0) -> dict[int, float]:
    """How well each document that holds ``word`` in a field tells it."""
    postings = view.postings(field_name, word)
    norms = find_norms(view)
    return {
        document: weight * count / (count + norms[document])
        for document, count in zip(postings.documents, postings.counts, strict=True)
    }


def whole_word_counts(lemma: str, view: View, weight: float = 1.0) -> dict[int, float]:
    """How often documents hold a word, by itself or, counting a little less, inside a compound."""
    alone, inside = view.postings("lemmas", lemma), view.postings("parts", lemma)
    counts = {document: weight * n for document, n in zip(alone.documents, alone.counts, strict=True)}
    weight *= IN_COMPOUND
    for document, n in zip(inside.documents, inside.counts, strict=True):
        counts[document] = counts.get(document, 0.0) + weight * n
    return counts


def worth_of(holding: int, view: View) -> float:
    """How much a word tells that so many documents hold (inverse document frequency, never below a little)."""
    n = max(view.n_documents, 1)
    return math.log1p((n - holding + 0.5) / (holding + 0.5))


def find_norms(view: View) -> list[float]:
    """For each document, how often it must hold a word to tell it by half: more often the longer it is."""
    norms: list[float] | None = view.kept.get("norms")
    if norms is None:
        usual = view.usual_length
        by_length = {words: _norm_of(max(8, words) / usual) for words in set(view.column("words"))}
        norms = view.kept["norms"] = [by_length[words] for words in view.column("words")]
    return norms


def _norm_of(length: float) -> float:
    return SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length + OVERLONG * max(0.0, length - 2))


def best_of(ways: Iterable[Mapping[int, float]]) -> dict[int, float]:
    """For each document the best of several ways."""
    best: dict[int, float] = {}
    for hits in ways:
        for document, well in hits.items():
            if well > best.get(document, 0.0):
                best[document] = well
    return best


def _joint_clause(group: Sequence[Term], view: View, *, exact: bool) -> Clause:
    hits = best_of(term_hits(term, view, exact=exact) for term in group)
    lemma = read_words(group[0].text)[0].reading.lemma if len(group) == 1 and exact else ""
    return Clause(lemma, hits, required=True, worth=worth_of(len(hits), view), holding=len(hits))


def _phrase_hits(forms: Sequence[str], view: View) -> dict[int, float]:
    """The documents in which the forms stand one after the other."""
    if not forms:
        return {}
    if len(forms) == 1:
        return told(view, "forms", forms[0])
    # The rarest first: few documents are left to look through for the others.
    rows = sorted((view.postings("forms", form).documents for form in set(forms)), key=len)
    documents = set(rows[0])
    for row in rows[1:]:
        documents.intersection_update(row)
    places = [view.positions("forms", form, documents) for form in forms]
    found, norms = {}, find_norms(view)
    for document in documents:
        starts = set(places[0][document])
        for step, row_places in enumerate(places[1:], start=1):
            starts &= {place - step for place in row_places[document]}
        if starts:
            found[document] = len(starts) / (len(starts) + norms[document])
    return found


def _kept_clause(row: ReadWord, view: View) -> Clause:
    """The clause of a word; made once as long as the index does not change and there is room."""
    kept: dict[Any, Clause] = view.kept.setdefault("clauses", {})
    key = (row.reading.form, row.parts)
    clause = kept.get(key)
    if clause is None:
        clause = _word_clause(row.reading, row.parts, view)
        if sum(len(each.hits) for each in kept.values()) > _MOST_KEPT:
            kept.clear()
        kept[key] = clause
    return clause


def _word_clause(reading: Reading, parts: Sequence[str], view: View) -> Clause:
    counts = whole_word_counts(reading.lemma, view)
    clause = Clause(reading.lemma, holding=len(counts), worth=worth_of(len(counts), view))
    others: dict[int, float] = {}
    parts = tuple(dict.fromkeys(parts))
    if len(parts) > 1:
        _add_parts(clause, others, parts, view)
    own = frozenset(counts)
    if len(own) <= ENOUGH:
        _add_kin(clause, counts, others, own, view)
    norms = find_norms(view)
    clause.hits = {document: n / (n + norms[document]) for document, n in counts.items()}
    if len(own) <= _FEW and reading.lemma.isalpha():
        _look_for_slip(clause, reading.form, others, view)
    for document, well in told(view, "forms", reading.form, EXACT_FORM).items():
        if document in clause.hits:
            clause.hits[document] += well
    for document, well in others.items():
        clause.hits.setdefault(document, well)
    clause.shares = {d: min(1.0, share) for d, share in clause.shares.items() if d not in counts}
    for document in view.postings("context", reading.lemma).documents:
        if document not in clause.hits:
            clause.shares[document] = IN_HEADING
        clause.hits[document] = clause.hits.get(document, 0.0) + 0.6 * IN_HEADING
    return clause


def _add_parts(clause: Clause, others: dict[int, float], parts: Sequence[str], view: View) -> None:
    """Add documents that hold parts of a compound, each part for what it tells beside the whole."""
    found = [whole_word_counts(part, view) for part in parts]
    worths = [worth_of(len(counts), view) if counts else 0.0 for counts in found]
    beside = clause.worth
    if not clause.holding:
        beside = sum(worths) or 1.0
        clause.worth = UNHELD * max(*worths, 0.1)
    norms, shares = find_norms(view), clause.shares
    for counts, worth in zip(found, worths, strict=True):
        share = worth / beside
        for document, n in counts.items():
            others[document] = others.get(document, 0.0) + AS_PARTS * share * n / (n + norms[document])
            shares[document] = shares.get(document, 0.0) + min(1.0, share)


def _add_kin(
    clause: Clause, counts: dict[int, float], others: dict[int, float], own: frozenset[int], view: View
) -> None:
    """Add documents that hold words of the same root, or that say much the same."""
    norms, shares = find_norms(view), clause.shares
    for kin in find_kin(clause.lemma, view):
        for document, n in whole_word_counts(kin, view).items():
            if document in own:
                counts[document] += BY_KIN * n
                continue
            well = BY_KIN * n / (n + norms[document])
            others[document] = max(well, others.get(document, 0.0))
            shares[document] = max(BY_KIN, shares.get(document, 0.0))


def find_kin(lemma: str, view: View) -> frozenset[str]:
    """The words of the index with the same root as ``lemma``, and its synonyms."""
    families: dict[str, list[str]] | None = view.kept.get("families")
    if families is None:
        families = defaultdict(list)
        for word in view.words("lemmas"):
            if len(word) > 4 and word.isalpha():
                families[root_of(word)].append(word)
        view.kept["families"] = families
    family = families.get(root_of(lemma), ()) if len(lemma) > 4 else ()
    return find_synonyms(lemma).union(family) - {lemma}


def _look_for_slip(clause: Clause, form: str, others: Mapping[int, float], view: View) -> None:
    """Find what a rare word may be a slip for; a word that nothing has, in any way, is taken to be one."""
    is_held = bool(others or clause.hits)
    known = _known_words(view)
    near = find_near_words(form, known)
    if is_held:
        # Some thesis has the word, rightly or not: only a word far more usual may have been meant.
        least = _MANY_MORE * max(1, clause.holding)
        near = tuple(word for word in near if known[word] >= least)[:1]
    clause.near, clause.is_mended = near, bool(near) and not is_held


def _known_words(view: View) -> Mapping[str, int]:
    if "known" not in view.kept:
        view.kept["known"] = {**view.words("lemmas"), **view.words("forms")}
    return view.kept["known"]  # type: ignore[no-any-return]
