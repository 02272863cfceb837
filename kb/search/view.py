"""The index at one moment, as :mod:`kb.search.ranking` reads it: postings, positions and facts, by document number.

What is read of a segment is kept as long as the segment lives, whatever is written beside it, and shared by all threads
of the process: after a save only what the save wrote is read anew.
"""

from __future__ import annotations

import threading
from collections import Counter
from functools import cached_property, wraps
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from kb.search.arrays import Kept
from kb.search.facts import Fact, Rows, read_fact
from kb.search.folder import REMEDY, IndexBrokenError, IndexUnusableError, Place
from kb.search.postings import Postings, join_postings
from kb.search.segments import SHARED, THESIS_FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kb.search.arrays import Flags, Numbers
    from kb.search.segments import SegmentView

_POSTINGS_KEPT = 32_000_000  # bytes of postings of several segments, beside what is kept of each


def tell_broken(method: Callable[..., Any]) -> Callable[..., Any]:
    """Whatever goes wrong in reading files is an IndexBrokenError; broken files fail in more ways than can be named."""

    @wraps(method)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except IndexUnusableError:
            raise
        except Exception as error:
            raise IndexBrokenError(f"The search index cannot be read ({error!r}). {REMEDY}") from error

    return told


class IndexView:
    """All segments as one, at one commit."""

    def __init__(
        self,
        place: Place,
        segments: Sequence[SegmentView],
        deleted: Sequence[frozenset[int]],
        lock: Any = None,
    ) -> None:
        self.place = place
        self.segments = segments
        self._starts = [0, *accumulate(segment.size for segment in segments)]
        self._deleted = [_flags(*pair) for pair in zip(segments, deleted, strict=True)]
        self._n_deleted = sum(map(len, deleted))
        self._lock = lock or threading.RLock()
        self._postings: Kept[Postings] = Kept(_POSTINGS_KEPT)
        self._columns: dict[str, Numbers] = {}
        self._rows: dict[str, Rows] = {}
        self._facts: dict[str, Fact] = {}
        # Whatever else is worth keeping as long as the index does not change; the ranking's, not ours.
        self.kept: dict[Any, Any] = {}

    @property
    def size(self) -> int:
        """Documents are numbered from 0 to below this; some of the numbers are of deleted ones."""
        return self._starts[-1]

    @property
    def n_documents(self) -> int:
        return self.size - self._n_deleted

    @cached_property
    def usual_length(self) -> float:
        """How many words a document has on average."""
        return sum(segment.n_words for segment in self.segments) / max(1, self.size) or 1.0

    @tell_broken
    def column(self, name: str) -> Numbers:
        """One of the NUMBERS of every document, by document number."""
        if name not in self._columns:
            with self._lock:
                parts = [segment.numbers[name] for segment in self.segments]
                self._columns[name] = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)
        return self._columns[name]

    @tell_broken
    def rows(self, source: str) -> Rows:
        """One of the SHARED columns of every document."""
        if source not in self._rows:
            with self._lock:
                refs: list[Numbers] = [np.zeros(0, dtype=np.int32)]
                rows: list[Any] = []
                for segment in self.segments:
                    own, values = segment.rows(source)
                    refs.append((own + len(rows)).astype(np.int32))
                    rows += values
                self._rows[source] = Rows(np.concatenate(refs), rows)
        return self._rows[source]

    def fact(self, name: str) -> Fact:
        """A fact of every document: "kind", "thesis", "year", "themes" ..."""
        if name not in self._facts:
            source = {"themes": "theme_facts", "authors": "author_facts"}.get(name)
            source = source or ("thesis_facts" if name in THESIS_FACTS else "own_facts")
            self._facts[name] = read_fact(self.rows(source), name)
        return self._facts[name]

    def pick(self, name: str, documents: Sequence[int] | Numbers) -> list[int]:
        """A number of each of the documents."""
        found: list[int] = self.column(name)[np.asarray(documents, dtype=np.int64)].tolist()
        return found

    @tell_broken
    def facts(self, document: int) -> Mapping[str, Any]:
        """All that is known of one document (:mod:`kb.search.search_indexes`)."""
        thesis, own, themes, authors = (self._row(name, document) for name in SHARED)
        pk, words, passage = (int(self.column(name)[document]) for name in ("pk", "words", "passage"))
        facts = {**own, **thesis, "pk": pk, "words": words}
        besides = {"passage": passage, "themes": themes, "authors": authors}
        return facts | {name: value for name, value in besides.items() if value}

    def _row(self, source: str, document: int) -> Any:
        rows = self.rows(source)
        return rows.rows[rows.of[document]]

    @tell_broken
    def postings(self, field: str, word: str) -> Postings:
        """The documents that hold ``word`` in ``field``, with how often."""
        return self._postings.find((field, word), lambda: self._read_postings(field, word))

    def _read_postings(self, field: str, word: str) -> Postings:
        with self._lock:
            each = [segment.postings(field, word) for segment in self.segments]
        rows = zip(each, self._starts, self._deleted, strict=False)
        return join_postings([part.moved(start, deleted) for part, start, deleted in rows if len(part)])

    @tell_broken
    def positions(self, field: str, word: str, documents: Iterable[int] | Numbers) -> dict[int, list[int]]:
        """Where ``word`` stands in ``field``, for those of ``documents`` that hold it."""
        found: dict[int, list[int]] = {}
        wanted = np.unique(np.asarray(documents, dtype=np.int64))
        with self._lock:
            for segment, start in zip(self.segments, self._starts, strict=False):
                first, last = np.searchsorted(wanted, (start, start + segment.size))
                numbers = (wanted[first:last] - start).tolist()
                for number, places in segment.positions(field, word, numbers) if numbers else ():
                    found[start + number] = places
        return found

    @tell_broken
    def words(self, field: str) -> Mapping[str, int]:
        """All words of ``field`` and how many documents hold each (deleted ones too, until their segment is merged)."""
        key = ("words", field)
        if key not in self.kept:
            with self._lock:
                counted: Counter[str] = Counter()
                for segment in self.segments:
                    counted.update(segment.words(field))
                self.kept[key] = counted
        return self.kept[key]  # type: ignore[no-any-return]

    def all_documents(self) -> Numbers:
        """The numbers of all documents that are not deleted."""
        lives = np.ones(self.size, dtype=np.bool_)
        for start, deleted in zip(self._starts, self._deleted, strict=False):
            if deleted is not None:
                lives[start : start + len(deleted)] = ~deleted
        return np.flatnonzero(lives)


def _flags(segment: SegmentView, deleted: frozenset[int]) -> Flags | None:
    if not deleted:
        return None
    flags = np.zeros(segment.size, dtype=np.bool_)
    flags[list(deleted)] = True
    return flags
