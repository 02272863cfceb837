"""What recurs in all theses together, made of their readings: a table of terms a language, and shared passages."""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from kb.synthesis.recurring.alignment import align
from kb.synthesis.recurring.keeping import pack, unpack
from kb.synthesis.recurring.matching import Marks, find_pairs
from kb.synthesis.recurring.selection import choose_label, select_terms
from kb.synthesis.recurring.shingles import SHORTEST_RUN, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from kb.synthesis.recurring.alignment import Alignment, Stretch
    from kb.synthesis.recurring.matching import PassagePair
    from kb.synthesis.recurring.reading import ThesisReading

# A stretch is set apart where so much of it, in runs of five words, is a title or the thesis' own question.
_STOCK_RUN, _STOCK_SHARE = 5, 0.5
MOST_SHARED = 1_000


@dataclass(frozen=True)
class TermTable:
    """Terms of one language, the most telling first.

    Rows of ``term``, ``thesis`` (primary key), ``strength``: the theses that use each. Rows of ``place_term``,
    ``place_passage`` and ``times``: the passages that have it, by primary key.
    """

    language: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    score: NDArray[np.float64]
    dispersion: NDArray[np.float64]
    term: NDArray[np.int64]
    thesis: NDArray[np.int64]
    strength: NDArray[np.float64]
    place_term: NDArray[np.int64]
    place_passage: NDArray[np.int64]
    times: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SharedText:
    """A passage that has words in common with ``first``. ``stretches`` are (start, end) in the first, (start, end) in
    this one, and how many words."""

    pk: int
    thesis: int
    sum_of_text: int
    stretches: tuple[tuple[int, int, int, int, int], ...]

    @property
    def longest(self) -> int:
        return max(stretch[4] for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Shared:
    """Passages that have the same words as the first of them. ``sum_of_text`` tells whether a text is still the same.

    ``key`` is made of the longest stretch, so that it stays when the theses are read anew.
    """

    key: str
    first: int
    thesis: int
    sum_of_text: int
    others: tuple[SharedText, ...]


@dataclass(frozen=True, slots=True)
class PassageWords:
    """A passage as it is aligned: where it stands, and what it says."""

    thesis: int
    chapter: int
    text: str


def make_terms(language: str, readings: Mapping[int, ThesisReading]) -> TermTable:
    """The terms of several theses, out of the readings of one language by primary key."""
    pks, each = np.array(list(readings), dtype=np.int64), list(readings.values())
    uses = select_terms(each)
    place_of = {key: place for place, key in enumerate(uses.keys)}
    forms: defaultdict[int, list[dict[str, int]]] = defaultdict(list)
    terms, passages, times = [], [], []
    for reading in each:
        chosen = np.array([place_of.get(key, -1) for key in reading.keys], dtype=np.int64)
        for own in np.flatnonzero(chosen >= 0).tolist():
            forms[int(chosen[own])].append(reading.forms[own])
        wanted = chosen[reading.term] >= 0 if len(chosen) else np.zeros(0, dtype=bool)
        terms.append(chosen[reading.term[wanted]])
        passages.append(reading.passage[wanted])
        times.append(reading.times[wanted])
    return TermTable(
        language=language,
        keys=uses.keys,
        labels=tuple(choose_label(key, forms[place]) for key, place in place_of.items()),
        score=uses.score,
        dispersion=uses.dispersion,
        term=uses.term,
        thesis=pks[uses.thesis],
        strength=uses.strength,
        place_term=_concatenate(terms),
        place_passage=_concatenate(passages),
        times=_concatenate(times),
    )


def _concatenate(arrays: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate(arrays).astype(np.int64) if arrays else np.zeros(0, dtype=np.int64)


def find_candidates(
    readings: Iterable[ThesisReading], place_of: Mapping[int, tuple[int, int]]
) -> tuple[PassagePair, ...]:
    """Pairs of passages that may share words; ``place_of`` has thesis and chapter of each passage."""
    marks = [reading.marks for reading in readings]
    if not marks:
        return ()
    hashes = np.concatenate([mark.hash for mark in marks])
    passages = np.concatenate([mark.text for mark in marks])
    # Most fingerprints are of one place alone: only the others are looked at.
    _values, inverse, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    shared = counts[inverse] > 1
    hashes, passages = hashes[shared], passages[shared]
    known = np.array([pk in place_of for pk in passages.tolist()], dtype=bool)
    hashes, passages = hashes[known], passages[known]
    order = np.argsort(passages, kind="stable")
    hashes, passages = hashes[order], passages[order]
    places = np.array([place_of[pk] for pk in passages.tolist()], dtype=np.int64).reshape(-1, 2)
    return find_pairs(Marks(hashes, places[:, 0], places[:, 1], passages))


def make_shared(
    pairs: Iterable[PassagePair], passages: Mapping[int, PassageWords], stock: frozenset[tuple[str, ...]]
) -> tuple[Shared, ...]:
    """The passages that share words, aligned, the longest stretch first.

    ``stock`` are runs of words that come back by their nature (:func:`stock_of`). Passages of one thesis and those of
    several are told apart.
    """
    grouped: defaultdict[tuple[int, bool], list[SharedText]] = defaultdict(list)
    for pair in pairs:
        first, second = passages.get(pair.first), passages.get(pair.second)
        found = align(first.text, second.text) if first and second else None
        if first is None or second is None or found is None:
            continue
        stretches = _without_stock(found, first.text, stock)
        if max((stretch.n_words for stretch in stretches), default=0) < SHORTEST_RUN:
            continue
        rows = tuple((*stretch.first, *stretch.second, stretch.n_words) for stretch in stretches)
        text = SharedText(pair.second, second.thesis, sum_of(second.text), rows)
        grouped[pair.first, first.thesis == second.thesis].append(text)
    shared = [_gather(first, passages[first], others) for (first, _within), others in grouped.items()]
    shared.sort(key=lambda one: (-one.others[0].longest, one.first))
    return tuple(shared[:MOST_SHARED])


def _gather(first: int, words: PassageWords, others: list[SharedText]) -> Shared:
    others.sort(key=lambda other: (-other.longest, other.pk))
    start, end, *_rest = max(others[0].stretches, key=lambda stretch: stretch[4])
    digest = blake2b(" ".join(words_of(words.text[start:end])).encode(), digest_size=12).hexdigest()
    return Shared(digest, first, words.thesis, sum_of(words.text), tuple(others))


def sum_of(text: str) -> int:
    """A number by which a text is known to be the same."""
    return zlib.crc32(text.encode())


def stock_of(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """All runs of five words in titles and questions."""
    runs: set[tuple[str, ...]] = set()
    for text in texts:
        runs.update(_runs(words_of(text)))
    return frozenset(runs)


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _STOCK_RUN]) for i in range(len(words) - _STOCK_RUN + 1)]


def _without_stock(found: Alignment, text: str, stock: frozenset[tuple[str, ...]]) -> list[Stretch]:
    kept = []
    for stretch in found.stretches:
        runs = _runs(words_of(text[slice(*stretch.first)]))
        if not runs or sum(run in stock for run in runs) < _STOCK_SHARE * len(runs):
            kept.append(stretch)
    return kept


# Kept and read back


def pack_terms(table: TermTable) -> bytes:
    words = {"language": table.language, "keys": table.keys, "labels": table.labels}
    columns = ("score", "dispersion", "term", "thesis", "strength", "place_term", "place_passage", "times")
    return pack(words, {name: getattr(table, name) for name in columns})


def unpack_terms(data: bytes) -> TermTable:
    words, arrays = unpack(data)
    return TermTable(words["language"], tuple(words["keys"]), tuple(words["labels"]), **arrays)


def pack_shared(shared: Sequence[Shared]) -> bytes:
    rows = [
        [one.key, one.first, one.thesis, one.sum_of_text,
         [[other.pk, other.thesis, other.sum_of_text, other.stretches] for other in one.others]]
        for one in shared
    ]  # fmt: skip
    return pack(rows, {})


def unpack_shared(data: bytes) -> tuple[Shared, ...]:
    rows, _arrays = unpack(data)
    return tuple(
        Shared(
            key, first, thesis, total,
            tuple(SharedText(pk, its, s, tuple(map(tuple, stretches))) for pk, its, s, stretches in others),
        )
        for key, first, thesis, total, others in rows
    )  # fmt: skip
