"""Other engines over the same passages: the yardsticks that our search is measured beside, in speed and in answers.

Each peer is used as its own documentation shows it, with every word of a question wished for where it lets one
choose: SQLite's FTS5 by words and by groups of three letters, tantivy with its Norwegian stemmer, Whoosh by itself, and
haystack's stock Whoosh backend.
"""

from __future__ import annotations

import re
import sqlite3
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WORD = re.compile(r"[^\W_]+")


class Peer(Protocol):
    """An engine that holds passages by number. ``close`` lets go of its files."""

    name: str

    def build(self, passages: Iterable[tuple[int, str]]) -> None: ...
    def save(self, number: int, text: str) -> None:
        """Carry one changed passage in, so that the next question sees it."""

    def search(self, words: str, limit: int = 20) -> list[int]: ...
    def close(self) -> None: ...


class Fts5:
    """SQLite's own index, in a file of its own; ``tokenizer`` is ``unicode61`` or ``trigram``."""

    def __init__(self, folder: Path, tokenizer: str = "unicode61") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = f"FTS5 {tokenizer}"
        self._shortest = 3 if tokenizer == "trigram" else 1
        self._base = sqlite3.connect(folder / "fts5.sqlite3")
        self._base.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS passage USING fts5(text, tokenize='{tokenizer}')"
        )

    def build(self, passages: Iterable[tuple[int, str]]) -> None:
        with self._base:
            self._base.executemany("INSERT INTO passage(rowid, text) VALUES (?, ?)", passages)

    def save(self, number: int, text: str) -> None:
        with self._base:
            self._base.execute("DELETE FROM passage WHERE rowid = ?", (number,))
            self._base.execute("INSERT INTO passage(rowid, text) VALUES (?, ?)", (number, text))

    def search(self, words: str, limit: int = 20) -> list[int]:
        asked = [f'"{word}"' for word in _WORD.findall(words) if len(word) >= self._shortest]
        if not asked:
            return []
        rows = self._base.execute(
            "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT ?",
            (" OR ".join(asked), limit),
        )
        return [row[0] for row in rows]

    def close(self) -> None:
        self._base.close()


class Tantivy:
    """Tantivy with its Norwegian stemmer."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("number", stored=True, indexed=True, fast=True)
        schema.add_text_field("text", tokenizer_name="norwegian")
        self._make_document = tantivy.Document
        self._index = tantivy.Index(schema.build(), path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        analyzer = analyzer.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("norwegian"))
        self._index.register_tokenizer("norwegian", analyzer.build())

    def build(self, passages: Iterable[tuple[int, str]]) -> None:
        writer = self._index.writer(heap_size=128_000_000)
        for number, text in passages:
            writer.add_document(self._make_document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def save(self, number: int, text: str) -> None:
        writer = self._index.writer()
        writer.delete_documents_by_term("number", number)
        writer.add_document(self._make_document(number=number, text=text))
        writer.commit()
        self._index.reload()

    def search(self, words: str, limit: int = 20) -> list[int]:
        asked = self._index.parse_query(" ".join(_WORD.findall(words)), ["text"])
        searcher = self._index.searcher()
        return [searcher.doc(place)["number"][0] for _, place in searcher.search(asked, limit).hits]

    def close(self) -> None:
        """Nothing is held open."""


class RawWhoosh:
    """Whoosh by itself: one text field with its standard analyser, a warm searcher, words joined by OR."""

    name = "raw Whoosh"

    def __init__(self, folder: Path) -> None:
        from whoosh import fields, index
        from whoosh.qparser import OrGroup, QueryParser

        folder.mkdir(parents=True, exist_ok=True)
        schema = fields.Schema(number=fields.ID(stored=True, unique=True), text=fields.TEXT)
        make = index.open_dir if index.exists_in(str(folder)) else partial(index.create_in, schema=schema)
        self._index = make(str(folder))
        self._parser = QueryParser("text", schema, group=OrGroup)
        self._searcher = self._index.searcher()

    def build(self, passages: Iterable[tuple[int, str]]) -> None:
        writer = self._index.writer(limitmb=256)
        for number, text in passages:
            writer.add_document(number=str(number), text=text)
        writer.commit(optimize=True)
        self._searcher = self._searcher.refresh()

    def save(self, number: int, text: str) -> None:
        writer = self._index.writer()
        writer.update_document(number=str(number), text=text)
        writer.commit()
        self._searcher = self._searcher.refresh()

    def search(self, words: str, limit: int = 20) -> list[int]:
        asked = self._parser.parse(" ".join(_WORD.findall(words.lower())))
        return [int(hit["number"]) for hit in self._searcher.search(asked, limit=limit)]

    def close(self) -> None:
        self._searcher.close()
        self._index.close()


class StockHaystack:
    """Haystack's stock Whoosh backend, asked through ``SearchQuerySet.auto_query`` as its tutorial does.

    Django must be set up. ``facets`` are not asked for: the stock backend has none.
    """

    name = "stock Haystack"

    def __init__(self, folder: Path, alias: str = "stock") -> None:
        from haystack import connections

        folder.mkdir(parents=True, exist_ok=True)
        engine = "haystack.backends.whoosh_backend.WhooshEngine"
        connections.connections_info[alias] = {"ENGINE": engine, "PATH": str(folder)}
        connections.reload(alias)
        self._alias = alias
        self._connection = connections[alias]
        self._index = _make_stock_index()
        self._connection.get_unified_index().build(indexes=[self._index])

    def build(self, passages: Iterable[tuple[int, str]]) -> None:
        self._update([_make_passage(number, text) for number, text in passages])

    def save(self, number: int, text: str) -> None:
        self._update([_make_passage(number, text)])

    def _update(self, passages: list[Any]) -> None:
        self._connection.get_backend().update(self._index, passages)

    def search(self, words: str, limit: int = 20) -> list[int]:
        from haystack.query import SearchQuerySet

        found = SearchQuerySet(using=self._alias).auto_query(" ".join(_WORD.findall(words)))[:limit]
        return [int(result.pk) for result in found]

    def close(self) -> None:
        from haystack import connections

        connections.connections_info.pop(self._alias, None)


def _make_stock_index() -> Any:
    from haystack import indexes

    from kb.records.models import Passage

    class StockIndex(indexes.SearchIndex, indexes.Indexable):
        text = indexes.CharField(document=True, model_attr="text")

        def get_model(self) -> type[Passage]:
            return Passage

    return StockIndex()


def _make_passage(number: int, text: str) -> Any:
    from kb.records.models import Passage

    return Passage(pk=number, text=text)


PEERS: dict[str, Callable[[Path], Peer]] = {
    "FTS5 unicode61": lambda folder: Fts5(folder, "unicode61"),
    "FTS5 trigram": lambda folder: Fts5(folder, "trigram"),
    "tantivy": Tantivy,
    "raw Whoosh": RawWhoosh,
    "stock Haystack": StockHaystack,
}
