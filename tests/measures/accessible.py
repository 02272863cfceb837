"""What axe says of every public page, however it is looked at: `python -m tests.measures.accessible [PAGE ...]`.

Each page of tests/browser/public_pages.py is opened in three languages; in each it is judged at three widths, in light
and in dark, by the rules of WCAG 2.2 AA and of best practice, with all that folds opened. A row tells the page, how
many of the 18 ways were tried, the violations, and the places where axe cannot tell; then each violation once.
``PAGE`` narrows by the beginning of a name.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.browser.audits import ALL, Readers, judge_unfolded  # noqa: E402 - Django comes first
from tests.browser.browsers import run_chromium  # noqa: E402 - Django comes first
from tests.browser.public_pages import PAGES  # noqa: E402 - Django comes first
from tests.browser.sites import Site  # noqa: E402 - Django comes first


def measure(readers: Readers, name: str) -> tuple[int, Counter[str], Counter[str]]:
    """How many ways were tried, the violations (rule and place) and the doubts (rule), each with its number."""
    faults: Counter[str] = Counter()
    doubts: Counter[str] = Counter()
    tried = 0
    for how in ALL:
        # The light one opens the page; the dark one after it only changes the colours.
        page = readers.open(name, how) if how.scheme == "light" else readers.repaint(name, how)
        told = judge_unfolded(page)
        tried += 1
        for fault in told.violations:
            faults[f"{fault['rule']} {fault['where'][0]} ({how})"] += 1
        doubts.update(told.doubts)
    return tried, faults, doubts


def main(wanted: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="tverrsnitt-accessible-"))
    site = Site(folder / "data")
    site.furnish()
    site.dress()
    site.serve()
    names = [name for name in PAGES if not wanted or name.startswith(tuple(wanted))]
    faults: Counter[str] = Counter()
    begun = time.monotonic()
    try:
        with run_chromium() as browser:
            readers = Readers(browser, site)
            print(f"{'page':<26}{'ways':>5}{'violations':>12}{'cannot tell':>13}")
            for name in names:
                tried, found, doubts = measure(readers, name)
                print(f"{name:<26}{tried:>5}{found.total():>12}{doubts.total():>13}", flush=True)
                faults.update(found)
    finally:
        site.close()
        shutil.rmtree(folder, ignore_errors=True)
    seconds = time.monotonic() - begun
    print(f"{len(names)} pages, {len(names) * len(ALL)} ways, {faults.total()} violations, {seconds:.0f} s")
    for fault, n in faults.most_common():
        print(f"  {n} {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
