"""What a search costs, beside other engines over the same passages, in one run.

``BENCH=full`` also measures bases of up to 200,000 passages, and writes the table and the curve in docs/. The bases and
indexes are kept in ``KB_DATA/bench``, so that only the first run builds them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.performance.curve import draw_curve
from tests.performance.figures import row
from tests.performance.one_engine import OURS, PAGE, STOCK_PAGE

ROOT = Path(__file__).resolve().parents[2]
# Looked up before the bench takes a folder of its own for all else.
CACHE = Path(os.environ.get("KB_DATA") or "var").resolve() / "bench"
USUAL_SIZES, FULL_SIZES = (10_000,), (1_000, 5_000, 10_000, 50_000, 100_000, 200_000)
RAW = "raw Whoosh"
ENGINES = (OURS, RAW, "FTS5 unicode61", "tantivy", "stock Haystack", STOCK_PAGE)
TABLE = ROOT / "docs/reference/search-speed.md"
CURVE = ROOT / "docs/images/search-speed.svg"
Figures = dict[str, float]


def measure_searching() -> None:
    is_full = os.environ.get("BENCH") == "full"
    measured: dict[int, dict[str, Figures]] = {}
    for size in FULL_SIZES if is_full else USUAL_SIZES:
        measured[size] = measure_size(size)
        for line in _tell(size, measured[size]):
            row(*line)
    if is_full:
        write_table(measured)


def measure_size(size: int) -> dict[str, Figures]:
    """The figures of every engine over a base of so many passages; an engine that is not installed has none."""
    found = {}
    for name in ENGINES:
        figures = _run(size, name)
        if figures and "memory" not in figures and name != STOCK_PAGE:
            figures = _run(size, name)  # once more, in a process that did not build
        if figures:
            found[name] = figures
    if OURS in found:
        ours = found[OURS]
        found[PAGE] = {"p50": ours["page p50"], "p95": ours["page p95"]}
    return found


def _run(size: int, name: str) -> Figures:
    environment = {**os.environ, "KB_MODE": "test", "KB_DATA": str(CACHE / str(size))}
    environment["DJANGO_SETTINGS_MODULE"] = "kb.config.settings"
    done = subprocess.run(
        [sys.executable, "-m", "tests.performance.one_engine", str(size), name],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"ended by signal {-done.returncode}"]
        row(f"  {name}: {said[-1][:70]}", "")
        return {}
    figures: Figures = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def _tell(size: int, engines: dict[str, Figures]) -> list[tuple[str, str, str]]:
    raw = engines.get(RAW, {}).get("p50")
    lines = [(f"SEARCHING {size} passages, processor time", "p50 / p95 ms", "x raw Whoosh")]
    for name, it in engines.items():
        ratio = f"{it['p50'] / raw:.1f}" if raw else ""
        lines.append((f"  {name}", f"{it['p50']:.1f} / {it['p95']:.1f}", ratio))
    for name, it in engines.items():
        if "save" in it:
            about = f"  {name}: build {it['build']:.0f} s, {it['disk']:.0f} MB, memory {it.get('memory', 0):.0f} MB"
            lines.append((about, f"{it['save']:.0f} ms", "to carry one save in"))
    return lines


def write_table(measured: dict[int, dict[str, Figures]]) -> None:
    """Write the table and the curve into docs/."""
    lines = []
    for size, engines in measured.items():
        raw = engines.get(RAW, {}).get("p50")
        for name, it in engines.items():
            cells = [
                f"{size:,}", name, f"{it['p50']:.1f}", f"{it['p95']:.1f}", f"{it['p50'] / raw:.1f}" if raw else "",
                *(f"{it[key]:.0f}" if key in it else "" for key in ("save", "build", "disk", "memory")),
            ]  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
    before, mark, _ = TABLE.read_text("utf-8").partition("|---")
    head = mark + _.partition("\n")[0]
    TABLE.write_text(before + head + "\n" + "\n".join(lines) + "\n", "utf-8")
    CURVE.write_text(
        draw_curve(
            {
                name: [(size, engines[name]["p50"]) for size, engines in measured.items() if name in engines]
                for name in (*ENGINES, PAGE)
            }
        ),
        "utf-8",
    )


if __name__ == "__main__":
    measure_searching()
