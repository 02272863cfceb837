"""Passages that share fingerprints: who may have words in common with whom.

Where many theses share the same words, each is matched with the first that has them, not with every other: the work
grows with the number of places, not with its square.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# Of more pairs than can be looked through, those with most in common are kept.
MOST_PAIRS = 3_000
# The same words in more passages than that are a formula of the trade, and no more of them are looked at.
MOST_OTHERS = 40


class Marks(NamedTuple):
    """The fingerprints of all theses, a row each: hash, thesis, chapter and passage (primary keys)."""

    hash: NDArray[np.uint32]
    thesis: NDArray[np.int64]
    chapter: NDArray[np.int64]
    passage: NDArray[np.int64]


class PassagePair(NamedTuple):
    """Two passages with so many fingerprints in common, by primary key."""

    first: int
    second: int
    n_shared: int


def find_pairs(marks: Marks) -> tuple[PassagePair, ...]:
    """Pairs of passages of different theses, or of different chapters of one, that share words; the most first."""
    if not len(marks.hash):
        return ()
    order = np.argsort(marks.hash, kind="stable")
    hashes = marks.hash[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    sizes = np.diff(np.r_[starts, len(hashes)])
    group = np.repeat(np.arange(len(starts)), sizes)
    rank = np.arange(len(hashes)) - starts[group]
    shared = (sizes[group] > 1) & (rank > 0) & (rank <= MOST_OTHERS)
    first, second = order[starts[group[shared]]], order[np.flatnonzero(shared)]
    apart = marks.chapter[first] != marks.chapter[second]
    first, second = marks.passage[first[apart]], marks.passage[second[apart]]
    return tuple(_count(np.minimum(first, second), np.maximum(first, second)))


def _count(first: NDArray[np.int64], second: NDArray[np.int64]) -> Iterator[PassagePair]:
    if not len(first):
        return
    pairs, counts = np.unique(np.stack([first, second], axis=1), axis=0, return_counts=True)
    strongest = np.argsort(-counts, kind="stable")
    for place in _spread(pairs[strongest, 0])[:MOST_PAIRS].tolist():
        row = strongest[place]
        yield PassagePair(int(pairs[row, 0]), int(pairs[row, 1]), int(counts[row]))


def _spread(firsts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of an order in which each passage has its turn before any has its second."""
    order = np.argsort(firsts, kind="stable")
    ordered = firsts[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[starts, len(ordered)])
    turn = np.empty(len(firsts), dtype=np.int64)
    turn[order] = np.arange(len(firsts)) - np.repeat(starts, sizes)
    return np.argsort(turn, kind="stable")
