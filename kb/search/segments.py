"""One segment of the index: what it holds is read when it is asked for, and kept as long as the segment lives."""

from __future__ import annotations

import contextlib
import json
import weakref
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.matching.wrappers import FilterMatcher
from whoosh.reading import SegmentReader

from kb.search.arrays import Kept
from kb.search.postings import NO_POSTINGS, Postings, read_positions, read_postings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kb.search.arrays import Numbers

NUMBERS = ("pk", "words", "passage", "print")
# Facts of which many documents share each value: those of a thesis, all others, and two that may have several values.
SHARED = ("thesis_facts", "own_facts", "theme_facts", "author_facts")
THESIS_FACTS = ("thesis", "thesis_pk", "institution", "year")
_SMALL = 1_000
# Of all segments that a process reads, for all its threads; at five bytes a posting.
_kept: Kept[Postings] = Kept(64_000_000)


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
        self._words: dict[str, dict[str, int]] = {}
        self._rows: dict[str, tuple[Numbers, list[Any]]] = {}

    @cached_property
    def numbers(self) -> dict[str, Numbers]:
        """The columns of numbers."""
        return {name: np.array(self._column(name).numbers, dtype=np.uint32) for name in NUMBERS}

    def rows(self, name: str) -> tuple[Numbers, list[Any]]:
        """A shared column: which row each document has, and the rows."""
        if name not in self._rows:
            column = self._column(name)
            refs = np.array(column.refs, dtype=np.int32)
            self._rows[name] = refs, [json.loads(value or b"{}") for value in column.values]
        return self._rows[name]

    def _column(self, name: str) -> Any:
        return self._reader.column_reader(name, translate=False)

    @cached_property
    def n_words(self) -> int:
        """All words of all texts."""
        return int(self._reader.field_length("lemmas"))

    def postings(self, field: str, word: str) -> Postings:
        """All postings of a word, also those of deleted documents."""

        def read() -> Postings:
            matcher = self._matcher(field, word)
            return NO_POSTINGS if matcher is None else read_postings(matcher)

        return _kept.find((self.name, field, word), read)

    def positions(self, field: str, word: str, numbers: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Where the word stands in those of the documents (in order) that hold it."""
        matcher = self._matcher(field, word)
        return iter(()) if matcher is None else read_positions(matcher, numbers)

    def _matcher(self, field: str, word: str) -> Any:
        """Whoosh's own cursor over all postings, also those of deleted documents; None for a word that is nowhere."""
        # A small segment's words are read at once; to look each up in the file takes longer.
        known = self.words(field) if self.size < _SMALL else self._words.get(field)
        if word not in known if known is not None else (field, word) not in self._reader:
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
