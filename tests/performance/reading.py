"""What reading a file costs, and what storing what was read costs."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from tests.performance.figures import row, seconds

if TYPE_CHECKING:
    from pathlib import Path


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
