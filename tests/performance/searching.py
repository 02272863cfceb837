"""What a search costs, beside SQLite's own index over the same passages."""

from __future__ import annotations

import sqlite3

from tests.performance.figures import row, seconds

WORDS = (
    "partnerskap",
    "handlingsrom",
    "brukerne",
    "tillit til ledelsen",
    "mål og resultatstyring",
    "samarbeid stat kommune",
)


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
