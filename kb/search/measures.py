"""How well a document tells a word that it holds: BM25 (Robertson and Walker 1994), with long texts minded."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from kb.search.arrays import NO_HITS, Hits, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kb.search.arrays import Measures, Numbers
    from kb.search.facts import Fact, Rows

# BM25: how soon a word said again adds nothing, how much length counts, and how much more beyond twice the usual.
SATURATION, LENGTH_SHARE, OVERLONG = 1.2, 0.35, 0.15
IN_COMPOUND = 0.9


class PostingsLike(Protocol):
    """The documents that hold a word, in order, and how often each does."""

    @property
    def documents(self) -> Numbers: ...
    @property
    def counts(self) -> Numbers: ...
    def __len__(self) -> int: ...
    def among(self, documents: Numbers) -> Numbers: ...


class View(Protocol):
    """The index at one moment, whatever engine keeps it. ``kept`` is room for what is worked out from it."""

    @property
    def size(self) -> int: ...
    @property
    def n_documents(self) -> int: ...
    @property
    def usual_length(self) -> float: ...
    @property
    def kept(self) -> dict[Any, Any]: ...
    def column(self, name: str) -> Numbers: ...
    def rows(self, source: str) -> Rows: ...
    def fact(self, name: str) -> Fact: ...
    def postings(self, field: str, word: str) -> PostingsLike: ...
    def positions(self, field: str, word: str, documents: Numbers) -> dict[int, list[int]]: ...
    def words(self, field: str) -> Mapping[str, int]: ...
    def all_documents(self) -> Numbers: ...


def find_norms(view: View) -> Measures:
    """For each document, how often it must hold a word to tell it by half: more often the longer it is."""
    norms: Measures | None = view.kept.get("norms")
    if norms is None:
        length = np.maximum(8, view.column("words")) / view.usual_length
        over = OVERLONG * np.maximum(0.0, length - 2)
        norms = view.kept["norms"] = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length + over)
    return norms


def told(view: View, field_name: str, word: str, weight: float = 1.0) -> Hits:
    """How well each document that holds ``word`` in a field tells it."""
    postings = view.postings(field_name, word)
    norms = find_norms(view)[postings.documents]
    return Hits(postings.documents, weight * postings.counts / (postings.counts + norms))


def count_word(lemma: str, view: View) -> Hits:
    """How often documents hold a word, by itself or, counting a little less, inside a compound."""
    alone, inside = view.postings("lemmas", lemma), view.postings("parts", lemma)
    if not len(inside):
        return Hits(alone.documents, alone.counts.astype(np.float64))
    if not len(alone):
        return Hits(inside.documents, IN_COMPOUND * inside.counts.astype(np.float64))
    counts = Tally(view.size)
    counts.add(alone.documents, alone.counts.astype(np.float64))
    counts.add(inside.documents, IN_COMPOUND * inside.counts.astype(np.float64))
    return counts.as_hits()


def count_word_among(lemma: str, documents: Numbers, view: View) -> Measures:
    """How often each of ``documents`` holds a word, by itself or, a little less, inside a compound."""
    alone, inside = (view.postings(name, lemma).among(documents) for name in ("lemmas", "parts"))
    return alone + IN_COMPOUND * inside


def worth_of(holding: int, view: View) -> float:
    """How much a word tells that so many documents hold (inverse document frequency, never below a little)."""
    n = max(view.n_documents, 1)
    return math.log1p((n - holding + 0.5) / (holding + 0.5))


def best_of(ways: Iterable[Hits], view: View) -> Hits:
    """For each document the best of several ways."""
    each = [way for way in ways if len(way)]
    if len(each) < 2:
        return each[0] if each else NO_HITS
    best = Tally(view.size)
    for way in each:
        best.raise_to(way.documents, way.values)
    return best.as_hits()
