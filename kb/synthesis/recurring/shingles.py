"""Fingerprints of texts, by which stretches that two of them share are found.

Shingles of eight words, hashed, of which winnowing keeps a few: Schleimer, Wilkerson & Aiken (2003), *Winnowing: local
algorithms for document fingerprinting*. Of any two texts that share a run of SHORTEST_RUN words, both have a
fingerprint of it.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kb.language.words import fold, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

SHINGLE, WINDOW = 8, 5
SHORTEST_RUN = SHINGLE + WINDOW - 1
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


class Fingerprints(NamedTuple):
    """A row each: the hash, and the text it is of (its place among those given)."""

    hash: NDArray[np.uint32]
    text: NDArray[np.int64]


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: no case, no punctuation, no line ends."""
    return [fold(word.form) for word in split_words(text)]


def find_fingerprints(texts: Iterable[Sequence[str]]) -> Fingerprints:
    """The fingerprints of texts, given as words; no shingle runs from one text into the next."""
    lengths: list[int] = []
    numbers: list[int] = []
    for words in texts:
        lengths.append(len(words))
        numbers.extend(map(_number, words))
    if len(numbers) < SHINGLE:
        return Fingerprints(np.zeros(0, np.uint32), np.zeros(0, np.int64))
    text = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    hashes = _hash_shingles(np.array(numbers, dtype=np.uint64))
    hashes[text[: len(hashes)] != text[SHINGLE - 1 :]] = _NONE
    places = _winnow(hashes)
    return Fingerprints((hashes[places] >> np.uint64(32)).astype(np.uint32), text[places])


def _hash_shingles(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    n = len(numbers) - SHINGLE + 1
    hashes = np.zeros(n, dtype=np.uint64)
    for step in range(SHINGLE):
        hashes = hashes * _FACTOR + numbers[step : step + n]
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    return hashes ^ (hashes >> np.uint64(32))


def _winnow(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The places of the least hash of each window, the last of several; none that runs over the end of a text."""
    if len(hashes) <= WINDOW:
        places = np.array([len(hashes) - 1 - int(np.argmin(hashes[::-1]))])
    else:
        windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)
        least = WINDOW - 1 - np.argmin(windows[:, ::-1], axis=1)
        places = np.unique(least + np.arange(len(windows)))
    found: NDArray[np.int64] = places[hashes[places] != _NONE].astype(np.int64)
    return found


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")
