"""`python -m tests.ingest.fuzz --minutes 20 --seed 1 FILE...`: reads mangled theses until the time is up.

Every input must end in a sound draft or a clear error, within a bound of computing time. The same seed makes the same
inputs. What fails is kept under KB_DATA/fuzz, with what went wrong beside it. Ctrl-C ends the run with its figures.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from fixtures.forms import as_docx, as_pdf, read_sources
from fixtures.text_forms import as_double_spaced_text, as_markdown_text, as_plain_text
from kb.ingest.errors import UnreadableFile
from kb.ingest.parse import parse
from kb.ingest.vocabulary import read_vocabulary
from tests.ingest.mutations import encode, mutate_bytes, mutate_docx, mutate_pdf, mutate_text
from tests.ingest.soundness import faults_of

if TYPE_CHECKING:
    from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
LEAST_SECONDS = 10.0
SECONDS_A_MEGABYTE = 20.0


class TooSlow(Exception):
    """An input that took longer than its bound."""


@dataclass
class Seeds:
    """Sound files to mangle."""

    texts: list[str] = field(default_factory=list)
    documents: list[tuple[str, bytes]] = field(default_factory=list)


@dataclass
class Tally:
    """What a run came to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_a_megabyte: float = 0.0
    slowest_input: int = -1
    failures: list[int] = field(default_factory=list)


def read_seeds(files: list[Path]) -> Seeds:
    """The example theses in every form, and the files named."""
    seeds = Seeds()
    for source in read_sources():
        seeds.texts += [form(source) for form in (as_plain_text, as_double_spaced_text, as_markdown_text)]
        seeds.documents += [("x.docx", as_docx(source)), ("x.pdf", as_pdf(source))]
    for file in files:
        if file.suffix in (".pdf", ".docx"):
            seeds.documents.append((file.name, file.read_bytes()))
        else:
            seeds.texts.append(file.read_text(encoding="utf-8", errors="replace"))
    return seeds


def make_input(number: int, seed: int, seeds: Seeds) -> tuple[str, bytes]:
    """The name and bytes of one input, the same for the same number and seed."""
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - to be repeated, not to be secret
    if chance.random() < 0.6:
        text = mutate_text(chance.choice(seeds.texts), chance, chance.choice(seeds.texts))
        return "x.txt", encode(text, chance)
    name, data = chance.choice(seeds.documents)
    if chance.random() < 0.4:
        return name, mutate_bytes(data, chance)
    return name, (mutate_docx if name.endswith("docx") else mutate_pdf)(data, chance)


def read_one(name: str, data: bytes, bound: float) -> tuple[str, str]:
    """What becomes of an input: "draft", "refused: code", or "FAILED" with what went wrong."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"still reading after {bound:.0f} s")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, bound)
    try:
        draft = parse(name, data, vocabulary=VOCABULARY)
        faults = faults_of(draft)
    except UnreadableFile as error:
        return f"refused: {error.code}", ""
    except Exception:  # noqa: BLE001 - whatever escapes is what this run looks for
        return "FAILED", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ("FAILED", "\n".join(faults)) if faults else ("draft", "")


VOCABULARY = read_vocabulary(ROOT / "fixtures/themes.json")


def run(seeds: Seeds, seed: int, minutes: float, kept: Path, first: int) -> Tally:
    """Reads inputs until the time is up."""
    tally = Tally()
    end = time.monotonic() + 60 * minutes
    number = first
    with (
        tqdm(total=round(60 * minutes), unit="s", disable=not sys.stderr.isatty()) as bar,
        suppress(KeyboardInterrupt),
    ):
        while time.monotonic() < end:
            try:
                name, data = make_input(number, seed, seeds)
            # Some accidents leave nothing that can be written anew.
            except Exception:  # noqa: BLE001
                tally.outcomes["not made"] += 1
                number += 1
                continue
            bound = LEAST_SECONDS + SECONDS_A_MEGABYTE * len(data) / 1e6
            start = time.process_time()
            outcome, fault = read_one(name, data, bound)
            took = time.process_time() - start
            _note(tally, number, outcome, took, len(data))
            if fault:
                _keep(kept, f"{seed}-{number}-{name}", data, fault)
            bar.set_postfix(
                inputs=sum(tally.outcomes.values()), failed=len(tally.failures), slowest=tally.slowest
            )
            bar.n = round(60 * minutes - max(0.0, end - time.monotonic()))
            bar.refresh()
            number += 1
    return tally


def _note(tally: Tally, number: int, outcome: str, took: float, size: int) -> None:
    tally.outcomes[outcome] += 1
    if outcome == "FAILED":
        tally.failures.append(number)
    if took > tally.slowest:
        tally.slowest, tally.slowest_input = took, number
    if size > 200_000:
        tally.slowest_a_megabyte = max(tally.slowest_a_megabyte, took / (size / 1e6))


def _keep(folder: Path, name: str, data: bytes, fault: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    (folder / f"{name}.fault.txt").write_text(fault, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("files", nargs="*", type=Path, help="theses to mangle besides the examples")
    asked = parser.parse_args()
    kept = Path(os.environ.get("KB_DATA", "var")) / "fuzz"
    tally = run(read_seeds(asked.files), asked.seed, asked.minutes, kept, asked.first)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{sum(tally.outcomes.values())} inputs, seed {asked.seed}")  # noqa: T201
    for outcome, count in tally.outcomes.most_common():
        print(f"  {outcome:32} {count}")  # noqa: T201
    print(f"  slowest {tally.slowest:.1f} s (input {tally.slowest_input}), memory at most {memory} MB")  # noqa: T201
    print(f"  slowest a megabyte, over 0.2 MB: {tally.slowest_a_megabyte:.1f} s")  # noqa: T201
    if tally.failures:
        sys.exit(f"  {len(tally.failures)} failed: see {kept}")


if __name__ == "__main__":
    main()
