"""How good the answers of search are, beside other engines' and without each of its parts.

    python -m tests.performance.answers --queries QUERIES.jsonl --keys KEY.json... -- THESIS.txt...

``QUERIES.jsonl`` has a line a question, ``{"q": "q05", "text": "handlingsrom"}``. A key says which lines of a thesis
answer it: ``{"file": NAME, "qrels": {"q05": [{"line": 10, "end_line": 12, "grade": 3}]}, "sections": [...]}``;
lines outside the sections do not count. All engines hold the same passages.

nDCG@10, P@10 and MRR (first answer of grade 2 or more) are means over the questions; the halves are told apart by a
hash of the question's name, so that what was tuned on one half can be checked on the other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import shutil
import statistics
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.performance.peers import PEERS

# What each part of the ranking is called, and the figures that take it away.
PARTS: dict[str, dict[str, Any]] = {
    "all of it": {},
    "without words inside compounds": {"IN_COMPOUND": 0.0},
    "without parts of the compound asked for": {"AS_PARTS": 0.0},
    "without kin (roots, synonyms)": {"BY_KIN": 0.0},
    "without headings": {"IN_HEADING": 0.0},
    "without the vocabulary's other words": {"SYNONYM": 0.0, "TRANSLATION": 0.0},
    "without themes": {"THEME_LINK": 0.0},
    "without vocabulary and themes": {"SYNONYM": 0.0, "TRANSLATION": 0.0, "THEME_LINK": 0.0, "ASKED_BY_THEME": 2.0},
    "without the form as typed": {"EXACT_FORM": 0.0},
    "without nearness": {"NEARNESS": 0.0},
    "without words counting more together": {"TOGETHER": 0.0},
    "without minding very long passages": {"OVERLONG": 0.0},
    "without minding short passages": {"SHORT": 1e-9},
}  # fmt: skip


class Place(NamedTuple):
    """Lines of a file, both included."""

    file: str
    first: int
    last: int

    def covers(self, other: Place) -> bool:
        """Whether the two share half of the shorter."""
        shared = min(self.last, other.last) - max(self.first, other.first) + 1
        shorter = min(self.last - self.first, other.last - other.first) + 1
        return self.file == other.file and shared > 0 and shared >= 0.5 * shorter


class Figures(NamedTuple):
    ndcg: float
    precision: float
    reciprocal: float


Relevant = Sequence[tuple[Place, int]]
Answer = Callable[[str], Sequence[Place]]


def read_keys(files: Sequence[Path]) -> dict[str, dict[str, list[tuple[Place, int]]]]:
    """What answers each question, by file and by the question's name."""
    keys = {}
    for file in files:
        key = json.loads(file.read_text(encoding="utf-8"))
        first = min(section["line"] for section in key["sections"])
        last = max(section["end_line"] for section in key["sections"])
        keys[key["file"]] = {
            name: [
                (Place(key["file"], *lines), row["grade"])
                for row in rows
                if first <= (lines := _lines_of(row))[0] <= last
            ]
            for name, rows in key["qrels"].items()
        }
    return keys


def _lines_of(row: dict[str, Any]) -> tuple[int, int]:
    if "lines" in row:
        return row["lines"][0], row["lines"][1]
    start = row.get("start_line", row.get("line"))
    return start, row.get("end_line") or start


def measure(found: Sequence[Place], relevant: Relevant) -> Figures:
    """The figures of one question; each relevant place counts once."""
    left, gains = list(relevant), []
    for place in found[:20]:
        matching = [row for row in left if place.covers(row[0])]
        best = max(matching, key=lambda row: row[1], default=None)
        if best is not None:
            left.remove(best)
        gains.append(best[1] if best else 0)
    ideal = sorted((grade for _, grade in relevant), reverse=True)
    first = next((rank for rank, grade in enumerate(gains, start=1) if grade >= 2), 0)
    return Figures(
        _discount(gains) / _discount(ideal),
        sum(grade >= 1 for grade in gains[:10]) / 10,
        1 / first if first else 0.0,
    )


def _discount(gains: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(gains[:10]))


class Judge:
    """Questions and what answers them."""

    def __init__(self, queries: dict[str, str], keys: dict[str, dict[str, list[tuple[Place, int]]]]) -> None:
        self.queries, self.keys = queries, keys

    def tell(self, name: str, answer: Answer) -> Figures:
        """Print one row: over all, over each half, and over each thesis by itself."""
        found = {q: answer(text) for q, text in self.queries.items()}
        whole = self._mean(found, list(self.keys))
        halves = [{q: rows for q, rows in found.items() if _half_of(q) == half} for half in (0, 1)]
        columns = [whole, *(self._mean(half, list(self.keys)) for half in halves)]
        columns += [self._mean(found, [file]) for file in self.keys]
        cells = [f"{c.ndcg:.3f} · {c.precision:.3f} · {c.reciprocal:.3f}" for c in columns[:1]]
        cells += [f"{c.ndcg:.3f}" for c in columns[1:]]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)  # noqa: T201
        return whole

    def _mean(self, found: dict[str, Sequence[Place]], files: Sequence[str]) -> Figures:
        rows = []
        for q, places in found.items():
            relevant = [row for file in files for row in self.keys[file].get(q, [])]
            if relevant:
                rows.append(measure([place for place in places if place.file in files], relevant))
        return Figures(*(statistics.fmean(column) for column in zip(*rows, strict=True)))

    def print_head(self) -> None:
        names = " | ".join(file[:12] for file in self.keys)
        print(f"| | nDCG@10 · P@10 · MRR | half A | half B | {names} |")  # noqa: T201
        print(f"|---|---|---|---|{'---|' * len(self.keys)}")  # noqa: T201


def _half_of(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2


@contextmanager
def set_figures(figures: dict[str, Any]) -> Iterator[None]:
    """The ranking with other figures for a while."""
    from kb.search import clauses, measures, raising, ranking
    from kb.search.run import backend

    before = [
        (room, name, getattr(room, name))
        for room in (clauses, measures, raising, ranking)
        for name in figures
        if hasattr(room, name)
    ]
    for room, name, _ in before:
        setattr(room, name, figures[name])
    backend().view().kept.clear()
    yield
    for room, name, value in before:
        setattr(room, name, value)
    backend().view().kept.clear()


def _find_places() -> Answer:
    """Our search: the places of its passages and quotations, one a passage."""
    from kb.search.query import SearchQuery
    from kb.search.run import run, source_names

    def answer(text: str) -> list[Place]:
        found: dict[int, Place] = {}
        hits = run(SearchQuery.from_text(text), per_page=400).hits
        names = source_names({hit.record.thesis_id for hit in hits})
        for hit in hits:
            first = hit.record if hit.kind == "passage" else hit.record.passage
            last = hit.record if hit.kind == "passage" else hit.record.last_passage or first
            if first is not None:
                place = Place(names[hit.record.thesis_id], first.first_line, last.last_line)
                found.setdefault(first.pk, place)
        return list(found.values())

    return answer


def _print_peers(judge: Judge) -> list[Figures]:
    from kb.records.models import Passage
    from kb.search.run import backend, source_names

    view = backend().view()
    kinds, pks = view.column("kind"), view.column("pk")
    held = [pks[document] for document in view.all_documents() if kinds[document] == "passage"]
    rows = list(Passage.objects.filter(pk__in=held))
    names = source_names({row.thesis_id for row in rows})
    places = {row.pk: Place(names[row.thesis_id], row.first_line, row.last_line) for row in rows}
    figures = []
    for name, make in PEERS.items():
        peer = make(Path(tempfile.mkdtemp(dir=os.environ["KB_DATA"])))
        peer.build((row.pk, row.text) for row in rows)
        figures.append(
            judge.tell(name, lambda text, peer=peer: [places[pk] for pk in peer.search(text, 200)])
        )
        peer.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="How good the answers of search are.")
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--keys", type=Path, nargs="+", required=True)
    parser.add_argument("theses", nargs="+")
    given = parser.parse_args()
    warnings.filterwarnings("ignore", category=SyntaxWarning)
    os.environ.update(
        KB_MODE="test",
        KB_DATA=tempfile.mkdtemp(prefix="tverrsnitt-answers-"),
        DJANGO_SETTINGS_MODULE="kb.config.settings",
    )
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("migrate", verbosity=0)
        call_command("ingest", *given.theses, publish=True, verbosity=0)
        queries = map(json.loads, given.queries.read_text(encoding="utf-8").splitlines())
        judge = Judge({row["q"]: row["text"] for row in queries}, read_keys(given.keys))
        judge.print_head()
        best = max(row.ndcg for row in _print_peers(judge))
        ours = _find_places()
        for name, figures in PARTS.items():
            with set_figures(figures):
                told = judge.tell(name, ours)
            if not figures:
                times = f"{told.ndcg / best:.2f} ×"
                print(f"| beside the best of the others | {times} | | | {'| ' * len(judge.keys)}")  # noqa: T201
    finally:
        shutil.rmtree(os.environ["KB_DATA"], ignore_errors=True)


if __name__ == "__main__":
    main()
