"""`manage.py search WORDS [--json] [--limit N] [--exact]`: passages and quotations that answer, best first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from kb.search.query import SearchQuery
from kb.search.run import Hit, run, source_names

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Search passages and quotations, as the site does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", help="the question, in the query language")
        parser.add_argument("--json", action="store_true", help="print one JSON list of hits")
        parser.add_argument("--limit", type=int, default=20, help="at most so many hits (default 20)")
        parser.add_argument(
            "--exact", action="store_true", help="the words as typed: no other forms, no synonyms"
        )

    def handle(self, *, words: str, limit: int, exact: bool, **options: Any) -> None:
        query = SearchQuery.from_text(words, exact=exact)
        results = run(query, per_page=min(500, max(1, limit) * 3))
        hits = _one_a_place(results.hits)[: max(0, limit)]
        if options["json"]:
            self.stdout.write(json.dumps(_rows(hits), ensure_ascii=False))
            return
        for row in _rows(hits):
            first, last = row["lines"]
            self.stdout.write(f"{row['score']:7.2f}  {row['source']} {first}-{last}  {row['kind']}")
            self.stdout.write(f"         {row['text'][:200]}")
        self.stdout.write(f"{results.total} hits")
        if results.did_you_mean:
            self.stdout.write(f"Searched also for: {results.did_you_mean}")
        if results.also:
            self.stdout.write(f"Searched also for: {', '.join(results.also)}")
        for hint in results.hints:
            self.stdout.write(f"Note: {hint.code.replace('_', ' ')} {hint.about}".rstrip())


def _one_a_place(hits: tuple[Hit, ...]) -> list[Hit]:
    """The hits without those that stand in a passage that an earlier hit shows."""
    seen: set[int] = set()
    kept = []
    for hit in hits:
        place = hit.facts.get("passage")
        if place is None or place not in seen:
            kept.append(hit)
        if place is not None:
            seen.add(place)
    return kept


def _rows(hits: list[Hit]) -> list[dict[str, Any]]:
    names = source_names({hit.record.thesis_id for hit in hits})
    rows = []
    for hit in hits:
        passage = hit.record if hit.kind == "passage" else hit.record.passage
        last = hit.record if hit.kind == "passage" else (hit.record.last_passage or passage)
        lines = [passage.first_line, last.last_line] if passage else [0, 0]
        source = names.get(hit.record.thesis_id, "")
        rows.append(
            {"source": source, "lines": lines, "kind": hit.kind, "score": hit.score, "text": hit.record.text}
        )
    return rows
