"""The index at one moment, as :mod:`kb.search.ranking` reads it: postings, positions and facts, by document number.

What is read of a segment is kept as long as the segment lives, whatever is written beside it, and shared by all threads
of the process: after a save only what the save wrote is read anew.
"""

from __future__ import annotations

import contextlib
import json
import threading
import weakref
from array import array
from bisect import bisect_left
from collections import Counter
from functools import cached_property, wraps
from itertools import accumulate, chain, compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.filedb.filestore import FileStorage
from whoosh.matching.wrappers import FilterMatcher
from whoosh.reading import SegmentReader

from kb.search.folder import REMEDY, IndexBrokenError, IndexUnusableError, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

NUMBERS = ("pk", "words", "passage", "print")
# Facts of which many documents share each value: those of a thesis, all others, and two that may have several values.
SHARED = ("thesis_facts", "own_facts", "theme_facts", "author_facts")
THESIS_FACTS = ("thesis", "thesis_pk", "institution", "year")
_MOST_KEPT = 3_000_000  # postings a process keeps in memory, at five bytes each


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


class Postings:
    """The documents that hold a word, in order, and how often each does."""

    __slots__ = ("counts", "documents")

    def __init__(self, documents: array[int], counts: array[int]) -> None:
        self.documents, self.counts = documents, counts

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.documents, self.counts, strict=True)

    def __contains__(self, document: object) -> bool:
        return document in self.documents


NO_POSTINGS = Postings(array("I"), array("B"))


class OpenFiles(FileStorage):
    """Files of the index, which can be closed together, also those that Whoosh forgets to close."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._opened: list[Any] = []

    def open_file(self, name: str, **kwargs: Any) -> Any:
        file = super().open_file(name, **kwargs)
        self._opened.append(file.file)
        return file

    def create_file(self, name: str, **kwargs: Any) -> Any:
        file = super().create_file(name, **kwargs)
        self._opened.append(file.file)
        return file

    def close_all(self) -> None:
        for file in self._opened:
            # On a full disk what is left to write cannot be written.
            with contextlib.suppress(OSError):
                file.close()


class SegmentView:
    """One segment, numbered from 0; never changes but for the documents that are deleted in it."""

    def __init__(self, folder: Path, schema: Any, segment: Any) -> None:
        self.name: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        files = OpenFiles(str(folder))
        weakref.finalize(self, files.close_all)
        self._reader = SegmentReader(files, schema, segment)
        self._postings: dict[tuple[str, str], Postings] = {}
        self._n_kept = 0
        self._words: dict[str, dict[str, int]] = {}
        self._rows: dict[str, tuple[array[int], list[Any]]] = {}

    def column(self, name: str) -> Any:
        """The raw column: numbers, or a SharedColumn.Reader."""
        return self._reader.column_reader(name, translate=False)

    @cached_property
    def numbers(self) -> dict[str, array[int]]:
        return {name: self.column(name).numbers for name in NUMBERS}

    @cached_property
    def shared(self) -> dict[str, list[Any]]:
        """The facts of each document, by the column that they are in; equal ones are one object."""
        found = {}
        for name in SHARED:
            refs, rows = self.rows(name)
            found[name] = list(map(rows.__getitem__, refs))
        return found

    def rows(self, name: str) -> tuple[array[int], list[Any]]:
        """A shared column: which row each document has, and the rows."""
        if name not in self._rows:
            column = self.column(name)
            self._rows[name] = column.refs, [json.loads(value or b"{}") for value in column.values]
        return self._rows[name]

    @cached_property
    def n_words(self) -> int:
        """All words of all texts."""
        return int(self._reader.field_length("lemmas"))

    def postings(self, field: str, word: str) -> Postings:
        key = (field, word)
        found = self._postings.get(key)
        if found is None:
            found = self._read_postings(field, word)
            if self._n_kept > _MOST_KEPT:
                self._postings.clear()
                self._n_kept = 0
            self._postings[key] = found
            self._n_kept += len(found) + 1
        return found

    def _read_postings(self, field: str, word: str) -> Postings:
        matcher = self.matcher(field, word)
        if matcher is None:
            return NO_POSTINGS
        documents, counts = array("I"), array("B")
        if not isinstance(matcher, W3LeafMatcher):
            while matcher.is_active():
                documents.append(matcher.id())
                counts.append(min(255, int(matcher.weight())))
                matcher.next()
            return Postings(documents, counts)
        # Block by block: Whoosh's own way, posting by posting, takes twenty times as long.
        while matcher.is_active():
            matcher._read_data()  # noqa: SLF001
            matcher._read_weights()  # noqa: SLF001
            documents.extend(accumulate(matcher._data[0]))  # noqa: SLF001
            counts.extend(min(255, int(weight)) for weight in matcher._weights)  # noqa: SLF001
            matcher._next_block()  # noqa: SLF001
        return Postings(documents, counts)

    def positions(self, field: str, word: str, numbers: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Where the word stands in those of the documents (in order) that hold it."""
        matcher = self.matcher(field, word)
        if matcher is None:
            return
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

    def matcher(self, field: str, word: str) -> Any:
        """Whoosh's own cursor over all postings, also those of deleted documents; None for a word that is nowhere."""
        if (field, word) not in self._reader:
            return None
        matcher = self._reader.postings(field, word)
        return matcher.child if isinstance(matcher, FilterMatcher) else matcher

    def words(self, field: str) -> dict[str, int]:
        """All words of ``field`` and how many documents hold each."""
        if field not in self._words:
            found = self._words[field] = {}
            for (name, word), about in self._reader.iter_from(field, ""):
                if name != field:
                    break
                found[word.decode("utf-8")] = int(about.doc_frequency())
        return self._words[field]


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
        self._deleted = deleted
        self._starts = [0, *accumulate(segment.size for segment in segments)]
        self._lock = lock or threading.RLock()
        self._columns: dict[str, Sequence[Any]] = {}
        self._postings: dict[tuple[str, str], Postings] = {}
        # Whatever else is worth keeping as long as the index does not change; the ranking's, not ours.
        self.kept: dict[Any, Any] = {}

    @cached_property
    def n_documents(self) -> int:
        return self._starts[-1] - sum(map(len, self._deleted))

    @cached_property
    def usual_length(self) -> float:
        """How many words a document has on average."""
        return sum(segment.n_words for segment in self.segments) / max(1, self._starts[-1]) or 1.0

    @tell_broken
    def column(self, name: str) -> Sequence[Any]:
        """A fact of every document, by document number; None where a document has none.

        ``themes`` are dicts of the theme's slug to how sure it is, ``authors`` lists of slugs, both maybe empty.
        """
        if name not in self._columns:
            with self._lock:
                self._columns[name] = self._read_column(name)
        return self._columns[name]

    def _read_column(self, name: str) -> Sequence[Any]:
        if name in NUMBERS:
            return array("I", chain.from_iterable(segment.numbers[name] for segment in self.segments))
        source = {"themes": "theme_facts", "authors": "author_facts"}.get(name)
        if source is None:
            source = "thesis_facts" if name in THESIS_FACTS else "own_facts"
            return [row.get(name) for segment in self.segments for row in segment.shared[source]]
        return [row for segment in self.segments for row in segment.shared[source]]

    @tell_broken
    def count_rows(self, source: str, documents: Iterable[int]) -> list[tuple[Any, int]]:
        """How many of ``documents`` have each row of one of the SHARED columns, which hold several facts at once."""
        if ("rows", source) not in self.kept:
            with self._lock:
                self.kept["rows", source] = self._join_rows(source)
        refs, rows = self.kept["rows", source]
        return [(rows[ref], count) for ref, count in Counter(map(refs.__getitem__, documents)).items()]

    def _join_rows(self, source: str) -> tuple[list[int], list[Any]]:
        refs: array[int] = array("I")
        rows: list[Any] = []
        for segment in self.segments:
            own, values = segment.rows(source)
            refs.extend(map(len(rows).__add__, own) if rows else own)
            rows += values
        # The same few number objects again and again: counted twice as fast as an array's, which makes one each time.
        numbers = list(range(len(rows)))
        return list(map(numbers.__getitem__, refs)), rows

    def pick(self, name: str, documents: Sequence[int]) -> Sequence[Any]:
        """A fact of each of the documents."""
        column = self.column(name)
        if len(documents) < 2:
            return [column[document] for document in documents]
        return itemgetter(*documents)(column)  # type: ignore[no-any-return]

    @tell_broken
    def facts(self, document: int) -> Mapping[str, Any]:
        """All that is known of one document (:mod:`kb.search.search_indexes`)."""
        with self._lock:
            segment, number = self._locate(document)
            rows = {name: segment.shared[name][number] for name in SHARED}
            numbers = {name: segment.numbers[name][number] for name in NUMBERS}
        facts = {**rows["own_facts"], **rows["thesis_facts"], "pk": numbers["pk"], "words": numbers["words"]}
        if numbers["passage"]:
            facts["passage"] = numbers["passage"]
        if rows["theme_facts"]:
            facts["themes"] = rows["theme_facts"]
        if rows["author_facts"]:
            facts["authors"] = rows["author_facts"]
        return facts

    def _locate(self, document: int) -> tuple[SegmentView, int]:
        at = next(n for n in range(len(self.segments)) if document < self._starts[n + 1])
        return self.segments[at], document - self._starts[at]

    @tell_broken
    def postings(self, field: str, word: str) -> Postings:
        """The documents that hold ``word`` in ``field``, with how often."""
        key = (field, word)
        found = self._postings.get(key)
        if found is None:
            with self._lock:
                found = self._join_postings(field, word)
                if len(self._postings) > 5_000:
                    self._postings.clear()
                self._postings[key] = found
        return found

    def _join_postings(self, field: str, word: str) -> Postings:
        parts = []
        for segment, start, deleted in zip(self.segments, self._starts, self._deleted, strict=False):
            part = segment.postings(field, word)
            if len(part):
                parts.append(_moved(part, start, deleted))
        if len(parts) == 1:
            return parts[0]
        documents, counts = array("I"), array("B")
        for part in parts:
            documents.extend(part.documents)
            counts.extend(part.counts)
        return Postings(documents, counts)

    @tell_broken
    def positions(self, field: str, word: str, documents: Iterable[int]) -> dict[int, list[int]]:
        """Where ``word`` stands in ``field``, for those of ``documents`` that hold it."""
        found: dict[int, list[int]] = {}
        wanted = sorted(documents)
        with self._lock:
            for segment, start in zip(self.segments, self._starts, strict=False):
                end = start + segment.size
                numbers = [document - start for document in wanted if start <= document < end]
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

    def all_documents(self) -> Iterator[int]:
        """The numbers of all documents that are not deleted."""
        for segment, start, deleted in zip(self.segments, self._starts, self._deleted, strict=False):
            yield from (start + number for number in range(segment.size) if number not in deleted)


def _moved(part: Postings, start: int, deleted: frozenset[int]) -> Postings:
    """The postings of a segment as those of the whole: numbered from ``start``, without the deleted."""
    documents, counts = part.documents, part.counts
    if deleted and not deleted.isdisjoint(documents):
        lives = [number not in deleted for number in documents]
        documents, counts = array("I", compress(documents, lives)), array("B", compress(counts, lives))
    if start:
        documents = array("I", map(start.__add__, documents))
    return Postings(documents, counts)
