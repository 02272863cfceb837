"""The engine: haystack's Whoosh backend, mended.

What is mended: one view of the index for all threads instead of three searchers opened a query
(:mod:`kb.search.view`); a schema of our own, with analysed fields taken word by word as they are; facts by document
number, to filter and count by; no second search for models; slices that hold the rows asked for; nothing highlighted,
spelt or stored twice by the engine; saves that never rewrite the whole index; errors raised, never swallowed.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import zlib
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from haystack import connections
from haystack.backends import BaseEngine
from haystack.backends.whoosh_backend import WhooshSearchBackend, WhooshSearchQuery
from haystack.constants import DJANGO_CT, ID
from haystack.exceptions import SkipDocument
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import COLUMN, KEYWORD, TEXT, Schema
from whoosh.fields import ID as WHOOSH_ID
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from kb.search.columns import NumberColumn, SharedColumn
from kb.search.folder import (
    REMEDY,
    IndexBrokenError,
    IndexBusyError,
    IndexFolder,
    IndexMissingError,
    IndexUnusableError,
    Place,
    sync_folder,
)
from kb.search.segments import NUMBERS, SHARED, THESIS_FACTS, OpenFiles, SegmentView
from kb.search.view import IndexView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

# Segments of about a size are merged when there are so many of them ...
_MOST_ALIKE = 8
# ... and one is rewritten when so much of it is deleted.
_MOST_DELETED = 0.4
_MEMORY_MB = 128


class Writer(SegmentWriter):
    """Whoosh's writer, which has the disk hold what it wrote, with check sums, before the index names it."""

    def __init__(self, folder: Path) -> None:
        self.files = OpenFiles(str(folder))
        index = self.files.open_index()
        # One file for each purpose: of those that Whoosh packs into one, it reads the whole into memory.
        super().__init__(index, _lk=False, limitmb=_MEMORY_MB, compound=False)
        self.folder = folder

    def delete(self, field: str, values: Iterable[str]) -> None:
        """Delete the documents that hold any of the values in a field that is taken as it is.

        Each segment is opened once; Whoosh's ``delete_by_term`` opens all of them for each value.
        """
        for segment in self.segments:
            reader = SegmentReader(self.storage, self.schema, segment)
            for value in values:
                if (field, value) in reader:
                    for number in list(reader.postings(field, value).all_ids()):
                        segment.delete_document(number)
            reader.close()

    def _commit_toc(self, segments: Any) -> None:
        if self._added:
            self._sign()
        sync_folder(self.folder)
        super()._commit_toc(segments)
        sync_folder(self.folder)

    def _sign(self) -> None:
        name = self.newsegment.segment_id()
        sums = {}
        for file in sorted(self.folder.glob(f"{name}.*")):
            with file.open("rb") as data:
                os.fsync(data.fileno())
                sums[file.name] = _sum(data)
        with (self.folder / f"{name}.sums").open("w", encoding="ascii") as out:
            json.dump(sums, out)
            out.flush()
            os.fsync(out.fileno())


def _sum(data: Any) -> int:
    found = 0
    while block := data.read(1 << 20):
        found = zlib.crc32(block, found)
    return found


def merge_alike(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Merge segments of about the same size once there are many, and rewrite those that are mostly deleted.

    A document is so rewritten only as often as the index has grown eightfold since, and a save beside a large segment
    never rewrites it. Whoosh's own policy may: "small" is for it what is small beside a Fibonacci number.
    """
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        tiers.setdefault(len(str(segment.doc_count_all())), []).append(segment)
    merged: list[Any] = []
    for tier in tiers.values():
        many = len(tier) >= _MOST_ALIKE
        merged += [s for s in tier if many or s.deleted_count() > _MOST_DELETED * s.doc_count_all()]
    for segment in merged:
        if segment.deleted_count() < segment.doc_count_all():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if segment not in merged]


def make_schema() -> Schema:
    """The one schema that all documents share; analysed text is taken as words with a space between."""
    words = SpaceSeparatedTokenizer()
    fields: dict[str, Any] = {
        ID: WHOOSH_ID(unique=True),
        DJANGO_CT: WHOOSH_ID(),
        "thesis": WHOOSH_ID(),
        "themes": KEYWORD(commas=True),
        "lemmas": TEXT(analyzer=words),
        "forms": TEXT(analyzer=words),
        "parts": TEXT(analyzer=words, phrase=False),
        "context": TEXT(analyzer=words, phrase=False),
    }
    fields |= {name: COLUMN(SharedColumn()) for name in SHARED}
    fields |= {name: COLUMN(NumberColumn()) for name in NUMBERS}
    return Schema(**fields)


class _Held:
    """What a process holds of the index at a path, for all its threads: haystack makes a backend for each thread."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.view: IndexView | None = None
        self.process = os.getpid()


_held: dict[str, _Held] = {}


class NorwegianBackend(WhooshSearchBackend):
    """Haystack's Whoosh backend with an index of our own making; see the module's words on what is mended."""

    def __init__(self, connection_alias: str, **connection_options: Any) -> None:
        super().__init__(connection_alias, **connection_options)
        self.silently_fail = False
        self.folder = IndexFolder(self.path)
        self._held = _held.setdefault(str(self.path), _Held())
        self._is_writing = False

    def setup(self) -> None:
        self.content_field_name, self.schema = self.build_schema({})
        self.setup_complete = True

    def build_schema(self, fields: Mapping[str, Any]) -> tuple[str, Schema]:  # noqa: ARG002
        return "lemmas", make_schema()

    # Writing

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """A writer that commits when all went well and changes nothing when not; an empty index where there was none.

        Raises IndexBusyError, IndexUnwritableError, IndexBrokenError.
        """
        with self.folder.lock(), self._telling_files():
            if self._is_writing:
                raise IndexBusyError(f"The index in {self.path} is being written already.")
            try:
                place = self.folder.find_place()
            except IndexMissingError:
                self._make_empty()
                place = self.folder.find_place()
            self.folder.clear_rubbish()
            with self._writer(place.folder) as writer:
                yield writer

    @contextlib.contextmanager
    def building(self) -> Iterator[Writer]:
        """A writer of a whole new index, which takes the old one's place in one piece when all went well."""
        with self.folder.lock(), self._telling_files():
            folder = self._make_folder()
            with self._writer(folder) as writer:
                yield writer
            self.folder.put_in_place(folder)

    @contextlib.contextmanager
    def _writer(self, folder: Path) -> Iterator[Writer]:
        writer = Writer(folder)
        self._is_writing = True
        try:
            yield writer
            writer.commit(mergetype=merge_alike)
        except BaseException:
            if not writer.is_closed:
                with contextlib.suppress(Exception):
                    writer.cancel()
            raise
        finally:
            self._is_writing = False
            writer.files.close_all()

    @contextlib.contextmanager
    def _telling_files(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self.folder.unwritable(error) from error

    def _make_folder(self) -> Path:
        folder = self.folder.make_next()
        FileStorage(str(folder)).create_index(make_schema())
        return folder

    def _make_empty(self) -> None:
        self.folder.put_in_place(self._make_folder())

    def add(self, writer: Any, index: Any, records: Iterable[Any]) -> int:
        """Write the documents of ``records``, none of which the index holds; how many were written."""
        count = 0
        for record in records:
            try:
                prepared = index.full_prepare(record)
            except SkipDocument:
                continue
            writer.add_document(**_make_document(prepared))
            count += 1
        return count

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:  # noqa: ARG002
        records = list(iterable)
        with self.writing() as writer:
            writer.delete(ID, [get_identifier(record) for record in records])
            self.add(writer, index, records)

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:  # noqa: ARG002
        with self.writing() as writer:
            writer.delete(ID, [get_identifier(obj_or_string)])

    def clear(self, models: Sequence[Any] | None = None, commit: bool = True) -> None:  # noqa: ARG002
        if models is None:
            self.delete_index()
            return
        with self.writing() as writer:
            writer.delete(DJANGO_CT, [get_model_ct(model) for model in models])

    def delete_index(self) -> None:
        """Put an empty index in the place of the one that is there."""
        with self.folder.lock(), self._telling_files():
            self._make_empty()

    # Reading

    def view(self) -> IndexView:
        """The index as it is now; the same view again as long as nothing was written. Raises IndexUnusableError."""
        with self._held.lock:
            if self._held.process != os.getpid():
                # A forked process would share the places of its parent in the files.
                self._held.process, self._held.view = os.getpid(), None
            for attempt in range(10):
                place = self.folder.find_place()
                if self._held.view is not None and self._held.view.place == place:
                    return self._held.view
                try:
                    self._held.view = self._open(place)
                except FileNotFoundError:
                    # A writer took the files away between looking and opening: look again.
                    if attempt == 9 or self.folder.find_place() == place:
                        break
                except IndexUnusableError:
                    raise
                except Exception as error:  # broken files fail in more ways than can be named
                    raise IndexBrokenError(
                        f"The search index in {place.folder} cannot be read ({error!r}). {REMEDY}"
                    ) from error
            if self._held.view is None or self._held.view.place != self.folder.find_place():
                raise IndexBrokenError(f"Files of the search index in {self.path} are missing. {REMEDY}")
            return self._held.view

    def _open(self, place: Place) -> IndexView:
        toc = _read_toc(place)
        held = {segment.name: segment for segment in self._held.view.segments} if self._held.view else {}
        segments = [
            held.get(segment.segment_id()) or SegmentView(place.folder, toc.schema, segment)
            for segment in toc.segments
        ]
        deleted = [frozenset(segment.deleted_docs()) for segment in toc.segments]
        return IndexView(place, segments, deleted, self._held.lock)

    def forget_view(self) -> None:
        """Open the index afresh at the next question."""
        with self._held.lock:
            self._held.view = None

    def find_damage(self) -> tuple[str, ...]:
        """Files of the index that are missing, or are not what was written. Raises IndexUnusableError."""
        place = self.folder.find_place()
        faults = []
        for segment in _read_toc(place).segments:
            name = f"{segment.segment_id()}.sums"
            try:
                sums = json.loads((place.folder / name).read_text("ascii"))
            except (OSError, ValueError):
                faults.append(name)
                continue
            faults += [file for file, noted in sums.items() if not _is_whole(place.folder / file, noted)]
        return tuple(faults)

    def search(self, query_string: str, **kwargs: Any) -> dict[str, Any]:
        """Haystack's own way in (``SearchQuerySet``): the same question and ranking as the site's search."""
        from kb.search.query import SearchQuery
        from kb.search.run import find_matches

        models = {get_model_ct(model) for model in kwargs.get("models") or ()}
        matches = find_matches(SearchQuery.from_text(query_string), view=self.view())
        if models:
            matches = [m for m in matches if _content_type(m.facts) in models]
        start, end = kwargs.get("start_offset") or 0, kwargs.get("end_offset")
        result_class = kwargs.get("result_class") or SearchResult
        rows = []
        for match in matches[start:end]:
            label, name = _content_type(match.facts).split(".")
            rows.append(result_class(label, name, str(match.facts["pk"]), match.score))
        return {"results": rows, "hits": len(matches), "facets": {}, "spelling_suggestion": None}

    def more_like_this(self, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ARG002
        """Nothing: likeness is :mod:`kb.search.similar`'s to find."""
        return {"results": [], "hits": 0, "facets": {}, "spelling_suggestion": None}


def _read_toc(place: Place) -> Any:
    files = OpenFiles(str(place.folder))
    try:
        return TOC.read(files, "MAIN", gen=place.commit)
    except Exception as error:  # broken files fail in more ways than can be named
        raise IndexBrokenError(f"The index in {place.folder} cannot be read ({error!r}). {REMEDY}") from error
    finally:
        files.close_all()


def _make_document(prepared: Mapping[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {
        name: str(prepared[name]) for name in (ID, DJANGO_CT, "thesis", "forms", "parts", "context")
    }
    document["lemmas"] = prepared["text"]
    facts = dict(prepared["facts"])
    themes, authors = facts.pop("themes", {}), facts.pop("authors", [])
    document["themes"] = ",".join(themes)
    for name in ("pk", "words", "passage"):
        document[name] = int(facts.pop(name, 0) or 0)
    of_thesis = {name: facts.pop(name) for name in THESIS_FACTS if name in facts}
    document["print"] = fingerprint(prepared)
    for name, value in zip(SHARED, (of_thesis, facts, themes, authors), strict=True):
        text = json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
        document[name] = text.encode("utf-8")
    return document


def fingerprint(prepared: Mapping[str, Any]) -> int:
    """A number that differs where anything that the index holds of a record does."""
    names = (ID, "thesis", "text", "forms", "parts", "context")
    facts = json.dumps(prepared["facts"], ensure_ascii=False, sort_keys=True)
    return zlib.crc32("\0".join([*(str(prepared[name]) for name in names), facts]).encode("utf-8"))


def _content_type(facts: Mapping[str, Any]) -> str:
    from kb.search.visibility import MODELS

    return str(get_model_ct(MODELS[facts["kind"]]))


def _is_whole(file: Path, noted: int) -> bool:
    try:
        with file.open("rb") as data:
            return _sum(data) == noted
    except OSError:
        return False


class NorwegianEngine(BaseEngine):
    backend = NorwegianBackend
    query = WhooshSearchQuery


def backend() -> NorwegianBackend:
    """The one connection to the index."""
    found = connections["default"].get_backend()
    if not isinstance(found, NorwegianBackend):
        raise ImproperlyConfigured("HAYSTACK_CONNECTIONS must name kb.search.engine.NorwegianEngine.")
    return found
