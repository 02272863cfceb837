"""`make bench`: what reading, storing, searching and showing cost, on the example theses and any files named.

Each figure stands beside a yardstick taken in the same run, since seconds alone tell of the machine:
reading beside one pass of counting the words of the same text, searching beside SQLite's FTS5 over the same passages.
Everything is written to a folder of its own that is removed at the end.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
WORDS = (
    "partnerskap",
    "handlingsrom",
    "brukerne",
    "tillit til ledelsen",
    "mål og resultatstyring",
    "samarbeid stat kommune",
)
REPEATS = 5


def seconds(act: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median time of ``act``."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def row(name: str, figure: str, ratio: str = "") -> None:
    print(f"{name:58} {figure:>14} {ratio:>26}")  # noqa: T201


def measure_reading(files: list[Path]) -> None:
    from kb.importing.vocabulary import DEFAULT_VOCABULARY
    from kb.ingest.parse import parse
    from kb.ingest.vocabulary import read_vocabulary

    vocabulary = read_vocabulary(DEFAULT_VOCABULARY)
    row("READING", "s", "x counting its words")
    for file in files:
        data = file.read_bytes()
        draft = parse(file.name, data, vocabulary=vocabulary)
        ours = seconds(lambda data=data, file=file: parse(file.name, data, vocabulary=vocabulary), 3)
        peer = seconds(lambda text=draft.source.text: Counter(text.casefold().split()))
        row(f"  {file.name[:44]} ({len(draft.source.text) // 1000} kB)", f"{ours:.2f}", f"{ours / peer:.0f}")


def measure_storing(files: list[Path]) -> None:
    from django.core.management import call_command

    from kb.importing.store import ingest_file
    from kb.importing.vocabulary import ensure_vocabulary

    call_command("migrate", verbosity=0)
    ensure_vocabulary()
    row("STORING, with index", "s")
    start = time.perf_counter()
    for file in files:
        ingest_file(file.name, file.read_bytes(), publish=True)
    whole = time.perf_counter() - start
    row(f"  {len(files)} files the first time", f"{whole:.2f}")
    again = seconds(lambda: [ingest_file(file.name, file.read_bytes()) for file in files], 1)
    row("  the same files again", f"{again:.3f}", f"{again / whole:.3f} of the first")


def measure_searching() -> None:
    from kb.records.models import Passage
    from kb.search.query import SearchQuery
    from kb.search.run import run

    peer = sqlite3.connect(":memory:")
    peer.execute("CREATE VIRTUAL TABLE passage USING fts5(text)")
    peer.executemany("INSERT INTO passage VALUES (?)", Passage.objects.public().values_list("text"))
    statement = "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT 20"
    row("SEARCHING, top 20 with counts and facets", "ms", "x FTS5, list only")
    for words in WORDS:
        asked = SearchQuery.from_text(words)
        run(asked)
        ours = seconds(lambda asked=asked: run(asked))
        any_word = " OR ".join(words.split())
        theirs = seconds(lambda any_word=any_word: peer.execute(statement, (any_word,)).fetchall())
        row(f"  {words}", f"{ours * 1000:.1f}", f"{ours / theirs:.0f}")


def measure_pages() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kb.records.models import Chapter, Quotation, Theme, Thesis, Work

    thesis = Thesis.objects.public().order_by("-n_words").first()
    chapter = Chapter.objects.public().filter(thesis=thesis, kind="chapter", level=1).first()
    quotation = Quotation.objects.public().first()
    work = Work.objects.public().first()
    theme = Theme.objects.get(slug="partnerskap")
    assert thesis
    assert chapter
    assert quotation
    assert work
    author = work.authors.first()
    addresses = [
        "/", "/theses/", "/quotations/", "/themes/", "/authors/", "/works/", "/search/?q=partnerskap", "/about/",
        *(record.get_absolute_url() for record in (thesis, chapter, quotation, theme, work, author) if record),
    ]  # fmt: skip
    client = Client()
    row("PAGES, server time", "ms", "queries")
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        n_queries = len(queries)
        assert response.status_code == 200, (address, response.status_code)
        took = seconds(lambda address=address: client.get(address))
        row(f"  {address[:55]}", f"{took * 1000:.0f}", str(n_queries))


def main(arguments: list[str]) -> None:
    warnings.filterwarnings("ignore", category=SyntaxWarning)
    warnings.filterwarnings("ignore", message="No directory at")
    files = [*sorted((ROOT / "fixtures/theses").iterdir()), *map(Path, arguments)]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        sys.exit(f"No such file: {', '.join(missing)}")
    os.environ.update(
        KB_MODE="test",
        KB_DATA=tempfile.mkdtemp(prefix="tverrsnitt-bench-"),
        DJANGO_SETTINGS_MODULE="kb.config.settings",
    )
    import django

    django.setup()
    try:
        measure_reading(files)
        measure_storing(files)
        measure_searching()
        measure_pages()
    finally:
        shutil.rmtree(os.environ["KB_DATA"], ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
