"""Other engines over the same passages: the yardsticks that our search is measured beside, in speed and in answers.

Each peer is used as its own documentation shows it, with every word of a question wished for where it lets one
choose: SQLite's FTS5 by words and by groups of three letters, tantivy with its Norwegian stemmer, Whoosh by itself, and
haystack's stock Whoosh backend.
"""

from __future__ import annotations

import re
import sqlite3
from functools import partial
from itertools import chain
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
    """Haystack's stock Whoosh backend, with an index as its documentation has one make it: a document and facets.

    Django must be set up. Asked for a list through ``SearchQuerySet.auto_query``, as the tutorial does.
    """

    name = "stock Haystack"

    spelling = False

    def __init__(self, folder: Path, alias: str = "stock") -> None:
        from haystack import connections

        folder.mkdir(parents=True, exist_ok=True)
        engine = "haystack.backends.whoosh_backend.WhooshEngine"
        connections.connections_info[alias] = {
            "ENGINE": engine, "PATH": str(folder), "INCLUDE_SPELLING": self.spelling
        }  # fmt: skip
        connections.reload(alias)
        self._alias = alias
        self._connection = connections[alias]
        self._index = make_stock_index()
        self._connection.get_unified_index().build(indexes=[self._index])

    def build(self, passages: Iterable[tuple[int, str]]) -> None:
        keys = [number for number, _ in passages]
        held = self._index.index_queryset()
        batches = (held.filter(pk__in=keys[start : start + 500]) for start in range(0, len(keys), 500))
        # The backend asks how many there are.
        self._connection.get_backend().update(self._index, list(chain.from_iterable(batches)))

    def save(self, number: int, text: str) -> None:
        passage = self._index.index_queryset().get(pk=number)
        passage.text = text
        self._connection.get_backend().update(self._index, [passage])

    def search(self, words: str, limit: int = 20) -> list[int]:
        from haystack.query import SearchQuerySet

        found = SearchQuerySet(using=self._alias).auto_query(" ".join(_WORD.findall(words)))[:limit]
        return [int(result.pk) for result in found]

    def close(self) -> None:
        from haystack import connections

        connections.connections_info.pop(self._alias, None)


class StockHaystackPage(StockHaystack):
    """The same index, asked for all that our page has, as the documentation tells to ask for it.

    Any of the words, of one model, hits highlighted, facets, how many there are and what may have been meant.
    """

    name = "stock Haystack, a page"
    spelling = True

    def search(self, words: str, limit: int = 20) -> list[int]:
        from haystack.query import SQ, SearchQuerySet

        from kb.records.models import Passage

        asked = SQ()
        for word in _WORD.findall(words):
            asked |= SQ(content=word)
        found = SearchQuerySet(using=self._alias).models(Passage).filter(asked).highlight()
        for name in STOCK_FACETS:
            found = found.facet(name)
        shown = found[:limit]
        for result in shown:
            result.highlighted  # noqa: B018 - made when it is asked for
        found.count()
        found.facet_counts()
        found.spelling_suggestion(words)
        return [int(result.pk) for result in shown]


STOCK_FACETS = ("kind", "thesis", "institution", "year", "theme", "author")


def make_stock_index() -> Any:
    """A haystack index of passages, with the facets that our page has, as far as passages have them."""
    from haystack import indexes

    from kb.records.models import Passage
    from kb.search.search_indexes import PassageIndex

    class StockIndex(indexes.SearchIndex, indexes.Indexable):
        text = indexes.CharField(document=True, model_attr="text")
        kind = indexes.CharField(model_attr="kind", faceted=True)
        thesis = indexes.CharField(model_attr="thesis__slug", faceted=True)
        institution = indexes.CharField(model_attr="thesis__institution__slug", faceted=True, null=True)
        year = indexes.CharField(model_attr="thesis__year", faceted=True, null=True)
        theme = indexes.MultiValueField(faceted=True)
        author = indexes.MultiValueField(faceted=True)

        def get_model(self) -> type[Passage]:
            return Passage

        def index_queryset(self, using: str | None = None) -> Any:
            return PassageIndex().public(Passage.objects.all())

        def prepare_theme(self, passage: Any) -> list[str]:
            return [link.tag.slug for link in passage.shown_theme_links]

        def prepare_author(self, passage: Any) -> list[str]:
            works = [citation.work for citation in passage.citations.all() if citation.work]
            return sorted({each.person.slug for work in works for each in work.authorships.all()})

    return StockIndex()


PEERS: dict[str, Callable[[Path], Peer]] = {
    "FTS5 unicode61": lambda folder: Fts5(folder, "unicode61"),
    "FTS5 trigram": lambda folder: Fts5(folder, "trigram"),
    "tantivy": Tantivy,
    "raw Whoosh": RawWhoosh,
    "stock Haystack": StockHaystack,
}
