"""How well each document tells one word that was asked for, in any of the ways a word may be met.

As a dictionary form or inside a compound; by its kin (words of the same root, synonyms); by the parts of a compound; in
the headings above.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.language.kinship import find_synonyms, root_of
from kb.language.lemmas import Reading, read_word
from kb.language.words import fold, split_words
from kb.search.analysis import read_words
from kb.search.arrays import NO_HITS, Hits, Kept, Tally
from kb.search.measures import View, best_of, count_word, find_norms, told, worth_of
from kb.search.spelling import find_near_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.search.analysis import ReadWord
    from kb.search.arrays import Flags, Measures, Numbers
    from kb.search.terms import Term

BY_KIN, AS_PARTS = 0.4, 0.7
EXACT_FORM, IN_HEADING = 0.1, 0.3
# How much of its worth a compound keeps that is nowhere as a whole.
UNHELD = 0.6
# A word that so many documents hold is not looked for by its kin as well.
ENOUGH = 1_000
_MOST_KEPT = 32_000_000  # bytes of clauses kept for the next question
_FEW = 2  # a word in so few documents may be a slip
_MANY_MORE = 10  # of a word that stands in so many times more


@dataclass(frozen=True, slots=True)
class Clause:
    """A word or phrase asked for.

    ``hits`` measure how well each document tells it (about 0 to 1), ``worth`` how much the word itself tells.
    ``shares``, one for each hit, say how much of the word counts as met: 1, or less where only a part of it is.
    ``holding`` counts the documents that hold the word itself. ``near`` are words it may be a slip for; ``is_mended``
    says that it must be one: no text has it.
    """

    lemma: str
    hits: Hits
    shares: Measures
    worth: float
    holding: int
    required: bool = False
    near: tuple[str, ...] = ()
    is_mended: bool = False

    @property
    def has_kin(self) -> bool:
        """Whether kin of the word was looked for, too."""
        return self.holding <= ENOUGH

    @property
    def nbytes(self) -> int:
        return self.hits.documents.nbytes + self.hits.values.nbytes + self.shares.nbytes


def read_clauses(group: Sequence[Term], view: View, *, exact: bool) -> list[Clause]:
    """One clause a word; one for all where any of several will do, or a phrase, or a word as typed."""
    if len(group) > 1 or group[0].is_phrase or group[0].is_prefix or exact:
        return [_joint_clause(group, view, exact=exact)]
    return [read_clause(row, view) for row in read_words(group[0].text)]


def term_hits(term: Term, view: View, *, exact: bool) -> Hits:
    """The documents that a term finds by itself, and how well each tells it."""
    if term.is_prefix:
        start = fold(term.text.casefold())
        forms = [word for word in view.words("forms") if word.startswith(start)]
        return best_of((told(view, "forms", form) for form in forms[:500]), view)
    if term.is_phrase or exact:
        return _phrase_hits([read_word(word.form).form for word in split_words(term.text)], view)
    return best_of((read_clause(row, view).hits for row in read_words(term.text)), view)


def _joint_clause(group: Sequence[Term], view: View, *, exact: bool) -> Clause:
    hits = best_of((term_hits(term, view, exact=exact) for term in group), view)
    lemma = read_words(group[0].text)[0].reading.lemma if len(group) == 1 and exact else ""
    return Clause(lemma, hits, np.ones(len(hits)), worth_of(len(hits), view), len(hits), required=True)


def _phrase_hits(forms: Sequence[str], view: View) -> Hits:
    """The documents in which the forms stand one after the other."""
    if len(forms) < 2:
        return told(view, "forms", forms[0]) if forms else NO_HITS
    # The rarest first: few documents are left to look through for the others.
    rows = sorted((view.postings("forms", form) for form in set(forms)), key=len)
    documents = rows[0].documents
    for row in rows[1:]:
        documents = documents[row.among(documents) > 0]
    places = [view.positions("forms", form, documents) for form in forms]
    counts = np.zeros(len(documents))
    for place, document in enumerate(documents.tolist()):
        starts = set(places[0][document])
        for step, row_places in enumerate(places[1:], start=1):
            starts &= {start - step for start in row_places[document]}
        counts[place] = len(starts)
    documents, counts = documents[counts > 0], counts[counts > 0]
    return Hits(documents, counts / (counts + find_norms(view)[documents]))


def read_clause(row: ReadWord, view: View) -> Clause:
    """The clause of a word; made once as long as the index does not change and there is room."""
    kept: Kept[Clause] = view.kept.setdefault("clauses", Kept(_MOST_KEPT))
    return kept.find((row.reading.form, row.parts), lambda: _WordClause(row.reading, view).make(row.parts))


class _WordClause:
    """The making of a word's clause, over all documents of the index."""

    def __init__(self, reading: Reading, view: View) -> None:
        self.reading, self.view = reading, view
        self.norms = find_norms(view)
        held = count_word(reading.lemma, view)
        self.holding, self.worth = len(held), worth_of(len(held), view)
        # How often documents hold the word itself; and, for the others, how well they tell it and how much of it.
        self.counts = Tally(view.size)
        self.counts.add(held.documents, held.values)
        self.others, self.shares = Tally(view.size), np.zeros(view.size)

    def make(self, parts: Sequence[str]) -> Clause:
        lemma, form = self.reading.lemma, self.reading.form
        parts = tuple(dict.fromkeys(parts))
        if len(parts) > 1:
            self._add_parts(parts)
        if self.holding <= ENOUGH:
            self._add_kin()
        near: tuple[str, ...] = ()
        is_held = bool(self.holding or self.others.held.any())
        if self.holding <= _FEW and lemma.isalpha():
            near = self._find_near(form, is_held=is_held)
        documents, values, shares = self._join()
        return Clause(
            lemma, Hits(documents, values), shares, self.worth, self.holding,
            near=near, is_mended=bool(near) and not is_held,
        )  # fmt: skip

    def _add_parts(self, parts: Sequence[str]) -> None:
        """Add documents that hold parts of a compound, each part for what it tells beside the whole."""
        found = [count_word(part, self.view) for part in parts]
        worths = [worth_of(len(counts), self.view) if len(counts) else 0.0 for counts in found]
        beside = self.worth
        if not self.holding:
            beside = sum(worths) or 1.0
            self.worth = UNHELD * max(*worths, 0.1)
        for counts, worth in zip(found, worths, strict=True):
            share, n = worth / beside, counts.values
            well = AS_PARTS * share * n / (n + self.norms[counts.documents])
            self.others.add(counts.documents, well)
            self.shares[counts.documents] += min(1.0, share)

    def _add_kin(self) -> None:
        """Add documents that hold words of the same root, or that say much the same."""
        own = self.counts.held.copy()
        for kin in find_kin(self.reading.lemma, self.view):
            counts = count_word(kin, self.view)
            is_own = own[counts.documents]
            self.counts.add(counts.documents[is_own], BY_KIN * counts.values[is_own])
            documents, n = counts.documents[~is_own], counts.values[~is_own]
            self.others.raise_to(documents, BY_KIN * n / (n + self.norms[documents]))
            self.shares[documents] = np.maximum(self.shares[documents], BY_KIN)

    def _join(self) -> tuple[Numbers, Measures, Measures]:
        """All documents that tell the word in any way, how well, and what share of it each has."""
        own = self.counts.documents
        n = self.counts.values[own]
        values, shares = self.others.values, np.minimum(1.0, self.shares)
        values[own], shares[own] = n / (n + self.norms[own]), 1.0
        typed = told(self.view, "forms", self.reading.form, EXACT_FORM)
        is_own = self.counts.held[typed.documents]
        values[typed.documents[is_own]] += typed.values[is_own]
        held: Flags = self.counts.held | self.others.held
        headed = self.view.postings("context", self.reading.lemma).documents
        shares[headed[~held[headed]]] = IN_HEADING
        values[headed] += 0.6 * IN_HEADING
        held[headed] = True
        documents = np.flatnonzero(held).astype(np.int32)
        return documents, values[documents], shares[documents]

    def _find_near(self, form: str, *, is_held: bool) -> tuple[str, ...]:
        """What a rare word may be a slip for; a word that nothing has, in any way, is taken to be one."""
        known = _known_words(self.view)
        near = find_near_words(form, known)
        if is_held:
            # Some thesis has the word, rightly or not: only a word far more usual may have been meant.
            least = _MANY_MORE * max(1, self.holding)
            near = tuple(word for word in near if known[word] >= least)[:1]
        return near


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


def _known_words(view: View) -> Mapping[str, int]:
    if "known" not in view.kept:
        view.kept["known"] = {**view.words("lemmas"), **view.words("forms")}
    return view.kept["known"]  # type: ignore[no-any-return]
