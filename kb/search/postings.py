"""The postings of a word as arrays, read from Whoosh's files block by block.

Whoosh's own cursors go posting by posting, and read the positions of each with it; that takes twenty times as long.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from itertools import accumulate
from pickle import loads
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.whoosh3 import W3LeafMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.search.arrays import Flags, Numbers

# A block is the pickle of documents, counts and positions. Where these begin, and how to end without them.
_POSITIONS, _END = b"(c_codecs\nencode", b"\x86."
# No more bytes than these come before the positions: for each posting, and besides.
_A_POSTING, _BESIDES = 14, 64
_MOST = 255  # a word that stands so often in one text could as well stand there more often


class Postings:
    """The documents that hold a word, in order, and how often each does."""

    __slots__ = ("counts", "documents")

    def __init__(self, documents: Numbers, counts: Numbers) -> None:
        self.documents, self.counts = documents, counts

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def nbytes(self) -> int:
        return self.documents.nbytes + self.counts.nbytes

    def among(self, documents: Numbers) -> Numbers:
        """How often each of ``documents`` holds the word."""
        if not len(self.documents):
            return np.zeros(len(documents), dtype=np.uint8)
        places = np.searchsorted(self.documents, documents.astype(self.documents.dtype))
        places[places == len(self.documents)] = 0
        return np.where(self.documents[places] == documents, self.counts[places], 0)

    def moved(self, start: int, deleted: Flags | None) -> Postings:
        """The same, of documents numbered from ``start``, without the ``deleted``."""
        documents, counts = self.documents, self.counts
        if deleted is not None:
            gone = deleted[documents]
            if gone.any():
                documents, counts = documents[~gone], counts[~gone]
        return Postings(documents + np.int32(start) if start else documents, counts)


def join_postings(parts: Sequence[Postings]) -> Postings:
    """The postings of several runs of documents, one after the other."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return NO_POSTINGS
    return Postings(
        np.concatenate([part.documents for part in parts]), np.concatenate([part.counts for part in parts])
    )


NO_POSTINGS = Postings(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.uint8))


def read_postings(matcher: Any) -> Postings:
    """All that a cursor of Whoosh's has before it, but for the positions."""
    documents, counts = array("i"), array("d")
    if isinstance(matcher, W3LeafMatcher):
        while matcher.is_active():
            steps, weights = _read_block(matcher)
            documents.extend(accumulate(steps))
            counts.extend(weights if isinstance(weights, tuple) else [weights or 1.0] * len(steps))
            matcher._next_block()  # noqa: SLF001
    else:
        while matcher.is_active():
            documents.append(matcher.id())
            counts.append(matcher.weight())
            matcher.next()
    found = np.minimum(np.frombuffer(counts, dtype=np.float64), _MOST).astype(np.uint8)
    return Postings(np.frombuffer(documents, dtype=np.int32), found)


def _read_block(matcher: Any) -> tuple[tuple[int, ...], Any]:
    """The steps from document to document, and the counts: a tuple, one for all, or None where all are 1."""
    length = matcher._nextoffset - matcher._dataoffset  # noqa: SLF001
    data = matcher._postfile.get(matcher._dataoffset, length)  # noqa: SLF001
    if matcher._compression:  # noqa: SLF001
        most = _A_POSTING * matcher._blocklength + _BESIDES  # noqa: SLF001
        data = zlib.decompressobj().decompress(data, most)
    head, mark, _ = bytes(data).partition(_POSITIONS)
    if mark:
        steps, weights = loads(head + _END)  # noqa: S301 - our own file, with a check sum
    else:
        matcher._read_data()  # noqa: SLF001
        steps, weights, _ = matcher._data  # noqa: SLF001
    return steps, weights


def read_positions(matcher: Any, numbers: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Where a word stands in those of the documents (in order) that hold it."""
    for number in numbers:
        if isinstance(matcher, W3LeafMatcher):
            while matcher.is_active() and matcher.block_max_id() < number:
                matcher._next_block()  # noqa: SLF001
            if not matcher.is_active():
                return
            if matcher._ids is None:  # noqa: SLF001
                matcher._read_ids()  # noqa: SLF001
            # Whoosh's own skip_to steps through the block posting by posting.
            matcher._i = bisect_left(matcher._ids, number)  # noqa: SLF001
        elif matcher.is_active() and matcher.id() < number:
            matcher.skip_to(number)
        if not matcher.is_active():
            return
        if matcher.id() == number:
            yield number, list(matcher.value_as("positions"))
