"""One engine over one base, in a process of its own: ``python -m tests.performance.one_engine SIZE ENGINE``.

What is built is kept in the folder that KB_DATA names, for the next run. Times are of the processor, which other work
on the machine changes less than those of the clock. The last line printed is the figures, as JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import statistics
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.performance.peers import Peer

ROOT = Path(__file__).resolve().parents[2]
OURS, PAGE, STOCK_PAGE = "this site", "this site, records read", "stock Haystack, a page"
N_QUESTIONS, N_SAVES = 200, 5
# Of the stock backend, which would take an hour over them: so many questions, and so many of a large base.
N_STOCK, N_STOCK_OF_LARGE, LARGE = 40, 20, 50_000
# What the kept index is made by: where any of it changes, it is made anew.
_MAKERS = (
    "kb/language/*", "kb/search/analysis.py", "kb/search/columns.py", "kb/search/documents.py", "kb/search/writer.py",
    "kb/search/search_indexes.py",
)  # fmt: skip


class Ours:
    """The site's own search, asked as a page asks it: ranked, filtered, counted by facet, with snippets."""

    def __init__(self) -> None:
        self.reading = 0.0
        self._time_reading()

    def build(self) -> None:
        from kb.search.updates import rebuild

        rebuild()

    def search(self, words: str) -> None:
        from kb.search.query import SearchQuery
        from kb.search.run import run

        run(SearchQuery.from_text(words))

    def save(self, number: int, text: str) -> None:
        """Carry one changed passage in, as the worker does; the save itself only marks it."""
        from kb.records.models import Passage
        from kb.search.updates import update_pending

        passage = Passage.objects.get(pk=number)
        passage.text = text
        passage.save()
        update_pending()

    def _time_reading(self) -> None:
        """Take the time of reading the records that are shown, which no other engine here does."""
        import kb.search.hits as asked

        run: Any = asked
        read = run.find_records

        def timed(*args: Any) -> Any:
            start = time.process_time()
            try:
                return read(*args)
            finally:
                self.reading += time.process_time() - start

        run.find_records = timed


def measure(size: int, name: str) -> dict[str, float]:
    from django.core.management import call_command

    from tests.performance.corpus import make_base, make_questions, searched_passages

    data = Path(os.environ["KB_DATA"])
    call_command("migrate", verbosity=0)
    _once(
        data / "base.json", "tests/performance/corpus.py", "fixtures/theses/*", make=lambda: make_base(size)
    )
    rows = list(searched_passages().values_list("pk", "text"))
    questions = make_questions([text for _, text in rows[:2_000]], 2 * N_QUESTIONS)
    before = _memory()
    if name == OURS:
        return _measure_ours(data, rows, questions, before)
    folder = data / "peers" / name.removesuffix(", a page").replace(" ", "-")
    if name.startswith("stock"):
        n = N_STOCK if size < LARGE else N_STOCK_OF_LARGE
        questions = [*questions[:n], *questions[-n:]]
    return _measure_peer(name, folder, rows, questions, before)


def _measure_ours(
    data: Path, rows: list[tuple[int, str]], questions: list[str], before: float
) -> dict[str, float]:
    ours = Ours()
    built = _once(data / "ours.json", *_MAKERS, make=ours.build)
    times = _times(ours.search, questions[:N_QUESTIONS], questions[N_QUESTIONS:], lambda: ours.reading)
    figures = {**times, "build": built, "memory": _memory() - before, "disk": _size(data / "index")}
    return {**figures, "save": _time_saves(ours.save, rows)}


def _measure_peer(
    name: str, folder: Path, rows: list[tuple[int, str]], questions: list[str], before: float
) -> dict[str, float]:
    from tests.performance.peers import PEERS, StockHaystackPage

    peers: list[Peer] = []

    def make_peer() -> Peer:
        return StockHaystackPage(folder) if name == STOCK_PAGE else PEERS[name](folder)

    def build() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        peers.append(make_peer())
        peers[0].build(rows)

    built = _once(folder.with_suffix(".json"), "tests/performance/peers.py", make=build)
    peer = peers[0] if peers else make_peer()
    disk = _size(folder)
    half = len(questions) // 2
    times = _times(peer.search, questions[:half], questions[half:])
    if name == STOCK_PAGE:
        return times  # the same index as the list's
    # Of a process that built, the memory tells of the building.
    memory = {} if peers else {"memory": _memory() - before}
    saves = _time_saves(peer.save, rows, 1 if "stock" in name else N_SAVES)
    peer.close()
    return {**times, **memory, "build": built, "disk": disk, "save": saves}


def _once(marker: Path, *makers: str, make: Callable[[], object]) -> float:
    """How many seconds it took to make what stands beside ``marker``, now or when it was made from the same code."""
    digest = hashlib.sha256()
    for file in sorted(path for pattern in makers for path in ROOT.glob(pattern) if path.is_file()):
        digest.update(file.read_bytes())
    if marker.exists():
        noted = json.loads(marker.read_text("ascii"))
        if noted["made by"] == digest.hexdigest():
            return float(noted["seconds"])
    start = time.process_time()
    make()
    seconds = time.process_time() - start
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text(json.dumps({"made by": digest.hexdigest(), "seconds": seconds}), "ascii")
    return seconds


def _times(
    act: Callable[[str], object],
    warming: list[str],
    questions: list[str],
    besides: Callable[[], float] = lambda: 0.0,
) -> dict[str, float]:
    """The median and the slow twentieth of the times, ms; ``besides`` is what to leave out of ``p50`` and ``p95``."""
    for words in warming:
        act(words)
    whole, own = [], []
    for words in questions:
        start, other = time.process_time(), besides()
        act(words)
        took = time.process_time() - start
        whole.append(took * 1000)
        own.append((took - besides() + other) * 1000)
    figures = {"p50": statistics.median(own), "p95": sorted(own)[int(len(own) * 0.95)]}
    if besides():
        figures |= {"page p50": statistics.median(whole), "page p95": sorted(whole)[int(len(whole) * 0.95)]}
    return figures


def _time_saves(
    save: Callable[[int, str], object], rows: list[tuple[int, str]], n_saves: int = N_SAVES
) -> float:
    """The median time to carry a changed passage in, ms."""
    times = []
    for number, text in rows[50 : 50 + n_saves]:
        start = time.process_time()
        save(number, f"{text} Endret.")
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def _memory() -> float:
    """What the process holds in memory, MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(row for row in status.read_text("ascii").splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def main(size: int, name: str) -> None:
    warnings.simplefilter("ignore")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.config.settings")
    import django

    django.setup()
    print(json.dumps(measure(size, name)))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
