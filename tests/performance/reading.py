"""What reading a file costs, and what storing what was read costs."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.performance.figures import row, seconds

ROOT = Path(__file__).resolve().parents[2]


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


def measure_growth() -> None:
    """How the cost of a page changes with the length of a thesis, each length in a process of its own."""
    for name, lengths in (("text", (50, 100, 200, 500, 1000, 2000)), ("pdf", (50, 100, 200, 500))):
        row(f"GROWTH, {name}", "s", "ms a page, MB at most")
        for pages in lengths:
            command = [sys.executable, "-m", "tests.performance.reading", name, str(pages)]
            took, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            row(f"  {pages} pages", f"{float(took):.2f}", f"{1000 * float(took) / pages:.1f}, {memory}")


def _measure_one(form: str, pages: int) -> None:
    """Prints the seconds that reading one long thesis takes, and the megabytes."""
    from kb.ingest.parse import parse
    from kb.ingest.vocabulary import read_vocabulary
    from tests.performance.long_theses import make_long_pdf, make_long_text

    vocabulary = read_vocabulary(ROOT / "fixtures/themes.json")
    data = (make_long_pdf if form == "pdf" else make_long_text)(pages)
    parse("warm.txt", make_long_text(10), vocabulary=vocabulary)
    start = time.process_time()
    parse(f"long.{form}", data, vocabulary=vocabulary)
    took = time.process_time() - start
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)  # noqa: T201


def measure_storing(files: list[Path]) -> None:
    from django.core.management import call_command

    from kb.importing.store import ingest_file
    from kb.importing.vocabulary import ensure_vocabulary
    from kb.search.updates import update_pending

    call_command("migrate", verbosity=0)
    ensure_vocabulary()
    row("STORING, with index", "s")
    start = time.perf_counter()
    for file in files:
        ingest_file(file.name, file.read_bytes(), publish=True)
    update_pending()
    whole = time.perf_counter() - start
    row(f"  {len(files)} files the first time", f"{whole:.2f}")
    again = seconds(lambda: [ingest_file(file.name, file.read_bytes()) for file in files], 1)
    row("  the same files again", f"{again:.3f}", f"{again / whole:.3f} of the first")


if __name__ == "__main__":
    _measure_one(sys.argv[1], int(sys.argv[2]))
