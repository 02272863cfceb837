"""The engine: haystack's Whoosh backend, mended, and the index as :mod:`kb.search.ranking` reads it.

What is mended: one warm searcher a thread instead of three opened a query; a schema of our own, with analysed fields
taken word by word as they are; no second search for models; slices that hold the rows asked for; nothing
highlighted, spelt or stored twice by the engine; errors raised, never swallowed.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haystack.backends import BaseEngine
from haystack.backends.whoosh_backend import WhooshSearchBackend, WhooshSearchQuery
from haystack.constants import DJANGO_CT, DJANGO_ID, ID
from haystack.exceptions import SkipDocument
from haystack.models import SearchResult
from haystack.utils import get_identifier, get_model_ct
from whoosh import index as whoosh_index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, KEYWORD, TEXT, Schema
from whoosh.fields import ID as WHOOSH_ID
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import NullMatcher
from whoosh.query import Or, Term
from whoosh.writing import CLEAR, LockError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

WRITE_PATIENCE = 30.0  # seconds to wait for another writer
_TEXT_FIELDS = ("lemmas", "forms", "parts", "context")


class IndexBusyError(RuntimeError):
    """Another process is writing the index and did not finish in time."""


class IndexView:
    """The index at one moment: postings, positions, lengths and facts, by document number."""

    def __init__(self, searcher: Any) -> None:
        self.searcher = searcher
        self.reader = searcher.reader()
        self._facts: dict[int, Mapping[str, Any]] = {}
        self._postings: dict[tuple[str, str], tuple[tuple[int, float], ...]] = {}

    @cached_property
    def n_documents(self) -> int:
        return int(self.reader.doc_count())

    @cached_property
    def usual_length(self) -> float:
        return float(self.reader.field_length("lemmas")) / max(1, self.n_documents) or 1.0

    @cached_property
    def _fact_column(self) -> Any:
        return self.reader.column_reader("facts", translate=False)

    def facts(self, document: int) -> Mapping[str, Any]:
        """What is known of the document (:mod:`kb.search.search_indexes`)."""
        found = self._facts.get(document)
        if found is None:
            found = self._facts[document] = json.loads(self._fact_column[document] or b"{}")
        return found

    def postings(self, field: str, word: str) -> tuple[tuple[int, float], ...]:
        """The documents that hold ``word`` in ``field``, with how often."""
        key = (field, word)
        found = self._postings.get(key)
        if found is None:
            if len(self._postings) > 20_000:
                self._postings.clear()
            found = self._postings[key] = tuple(self._read_postings(field, word))
        return found

    def _read_postings(self, field: str, word: str) -> Iterator[tuple[int, float]]:
        matcher = self._matcher(field, word)
        while matcher.is_active():
            yield matcher.id(), matcher.weight()
            matcher.next()

    def positions(self, field: str, word: str, documents: Iterable[int]) -> dict[int, list[int]]:
        """Where ``word`` stands in ``field``, for those of ``documents`` that hold it."""
        found: dict[int, list[int]] = {}
        matcher = self._matcher(field, word)
        for document in sorted(documents):
            if not matcher.is_active():
                break
            if matcher.id() < document:
                matcher.skip_to(document)
            if matcher.is_active() and matcher.id() == document:
                found[document] = list(matcher.value_as("positions"))
        return found

    def _matcher(self, field: str, word: str) -> Any:
        if (field, word) not in self.reader:
            return NullMatcher()
        return self.reader.postings(field, word)

    def words(self, field: str) -> dict[str, int]:
        """All words of ``field`` and how many documents hold each."""
        if field not in self._lexicon:
            self._lexicon[field] = {
                raw.decode("utf-8"): int(self.reader.doc_frequency(field, raw))
                for raw in self.reader.lexicon(field)
            }
        return self._lexicon[field]

    @cached_property
    def _lexicon(self) -> dict[str, dict[str, int]]:
        return {}

    def all_documents(self) -> Iterator[int]:
        yield from self.reader.all_doc_ids()


class NorwegianBackend(WhooshSearchBackend):
    """Haystack's Whoosh backend with an index of our own making; see the module's words on what is mended."""

    def __init__(self, connection_alias: str, **connection_options: Any) -> None:
        super().__init__(connection_alias, **connection_options)
        self.silently_fail = False
        self._local = threading.local()
        self._setup_lock = threading.Lock()

    def setup(self) -> None:
        """Open the index, or make an empty one."""
        Path(self.path).mkdir(parents=True, exist_ok=True)
        self.storage = FileStorage(self.path)
        self.content_field_name, self.schema = self.build_schema({})
        if whoosh_index.exists_in(self.path):
            self.index = self.storage.open_index()
        else:
            self.index = self.storage.create_index(self.schema)
        self.setup_complete = True

    def _require_setup(self) -> None:
        with self._setup_lock:
            if not self.setup_complete or not whoosh_index.exists_in(self.path):
                self.setup()

    def build_schema(self, fields: Mapping[str, Any]) -> tuple[str, Schema]:  # noqa: ARG002
        """The one schema that all documents share; analysed text is taken as words with a space between."""
        text = {
            name: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=name != "parts", stored=False)
            for name in _TEXT_FIELDS
        }
        return "lemmas", Schema(
            **{
                ID: WHOOSH_ID(stored=True, unique=True),
                DJANGO_CT: WHOOSH_ID(stored=True),
                DJANGO_ID: WHOOSH_ID(stored=True),
                "thesis": WHOOSH_ID(),
                "themes": KEYWORD(commas=True),
                "facts": COLUMN(VarBytesColumn()),
            },
            **text,
        )

    # Writing

    @contextlib.contextmanager
    def writing(self, *, anew: bool = False) -> Iterator[Any]:
        """A writer that commits when all went well and changes nothing when not. Raises IndexBusyError.

        ``anew`` puts what is written in the place of all there was, in one piece; until then, the old answers.
        """
        self._require_setup()
        try:
            writer = self.storage.open_index().writer(timeout=WRITE_PATIENCE, limitmb=256)
        except LockError as error:
            raise IndexBusyError(
                f"Another process has been writing the index in {self.path} for more than {WRITE_PATIENCE:.0f} s. "
                "Wait until it is done and try again."
            ) from error
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        if anew:
            writer.commit(mergetype=CLEAR)
        else:
            writer.commit()

    def add(self, writer: Any, index: Any, records: Iterable[Any]) -> int:
        """Write the documents of ``records``, none of which the index holds; how many were written."""
        count = 0
        for record in records:
            try:
                prepared = index.full_prepare(record)
            except SkipDocument:
                continue
            writer.add_document(**self._document(prepared))
            count += 1
        return count

    def _document(self, prepared: Mapping[str, Any]) -> dict[str, Any]:
        names = (ID, DJANGO_CT, DJANGO_ID, "thesis", "forms", "parts", "context")
        document: dict[str, Any] = {name: str(prepared[name]) for name in names}
        document["lemmas"] = prepared["text"]
        document["themes"] = ",".join(prepared["themes"] or ())
        document["facts"] = prepared["facts"].encode("utf-8")
        return document

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> None:  # noqa: ARG002
        records = list(iterable)
        with self.writing() as writer:
            for record in records:
                writer.delete_by_term(ID, get_identifier(record))
            self.add(writer, index, records)

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:  # noqa: ARG002
        with self.writing() as writer:
            writer.delete_by_term(ID, get_identifier(obj_or_string))

    def clear(self, models: Sequence[Any] | None = None, commit: bool = True) -> None:  # noqa: ARG002
        if models is None:
            self.delete_index()
            return
        with self.writing() as writer:
            writer.delete_by_query(Or([Term(DJANGO_CT, get_model_ct(model)) for model in models]))

    def delete_index(self) -> None:
        """Take the whole index away and make an empty one."""
        self.forget_view()
        shutil.rmtree(self.path, ignore_errors=True)
        self.setup_complete = False
        self._require_setup()

    def is_usable(self) -> bool:
        """Whether the index opens and has the fields that are searched now."""
        try:
            names = set(self.view().reader.schema.names())
        except Exception:  # noqa: BLE001 - broken files fail in more ways than can be named
            return False
        return names == set(self.build_schema({})[1].names())

    # Reading

    def view(self) -> IndexView:
        """The index as it is now; the same view again as long as nothing was written."""
        self._require_setup()
        held: IndexView | None = getattr(self._local, "view", None)
        if held is not None and held.searcher.up_to_date():
            return held
        held = self._local.view = IndexView(self.storage.open_index().searcher())
        return held

    def forget_view(self) -> None:
        """Open the index afresh at the next question."""
        self._local = threading.local()

    def search(self, query_string: str, **kwargs: Any) -> dict[str, Any]:
        """Haystack's own way in (``SearchQuerySet``): the same question and ranking as the site's search."""
        from kb.search.query import SearchQuery
        from kb.search.run import find_matches

        models = {get_model_ct(model) for model in kwargs.get("models") or ()}
        matches = find_matches(SearchQuery.from_text(query_string), view=self.view())
        if models:
            matches = [m for m in matches if self._content_type(m.document) in models]
        start, end = kwargs.get("start_offset") or 0, kwargs.get("end_offset")
        result_class = kwargs.get("result_class") or SearchResult
        rows = []
        for match in matches[start:end]:
            label, name = self._content_type(match.document).split(".")
            rows.append(result_class(label, name, str(match.facts["pk"]), match.score))
        return {"results": rows, "hits": len(matches), "facets": {}, "spelling_suggestion": None}

    def _content_type(self, document: int) -> str:
        return str(self.view().reader.stored_fields(document)[DJANGO_CT])

    def more_like_this(self, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ARG002
        """Nothing: likeness is :mod:`kb.search.similar`'s to find."""
        return {"results": [], "hits": 0, "facets": {}, "spelling_suggestion": None}


class NorwegianEngine(BaseEngine):
    backend = NorwegianBackend
    query = WhooshSearchQuery
