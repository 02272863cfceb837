"""The engine: haystack's Whoosh backend, mended.

What is mended: one view of the index for all threads instead of three searchers opened a query
(:mod:`kb.search.view`); a schema of our own, with analysed fields taken word by word as they are; facts by document
number, to filter and count by; no second search for models; slices that hold the rows asked for; nothing highlighted,
spelt or stored twice by the engine; saves that never rewrite the whole index; errors raised, never swallowed.
"""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from haystack import connections
from haystack.backends import BaseEngine
from haystack.backends.whoosh_backend import WhooshSearchBackend, WhooshSearchQuery
from haystack.constants import DJANGO_CT, ID
from haystack.exceptions import SkipDocument
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from kb.search.documents import make_document, make_schema
from kb.search.folder import (
    REMEDY,
    IndexBrokenError,
    IndexBusyError,
    IndexFolder,
    IndexMissingError,
    IndexUnusableError,
    Place,
)
from kb.search.segments import OpenFiles, SegmentView
from kb.search.view import IndexView
from kb.search.writer import Writer, find_faults, merge_alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from whoosh.fields import Schema


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
            writer.add_document(**make_document(prepared))
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
        names = [segment.segment_id() for segment in _read_toc(place).segments]
        return tuple(fault for name in names for fault in find_faults(place.folder, name))

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


def _content_type(facts: Mapping[str, Any]) -> str:
    from kb.search.visibility import MODELS

    return str(get_model_ct(MODELS[facts["kind"]]))


class NorwegianEngine(BaseEngine):
    backend = NorwegianBackend
    query = WhooshSearchQuery


def backend() -> NorwegianBackend:
    """The one connection to the index."""
    found = connections["default"].get_backend()
    if not isinstance(found, NorwegianBackend):
        raise ImproperlyConfigured("HAYSTACK_CONNECTIONS must name kb.search.engine.NorwegianEngine.")
    return found
