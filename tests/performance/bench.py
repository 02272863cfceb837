"""`make bench`: what reading, storing, searching and showing cost, on the example theses and any files named.

Each figure stands beside a yardstick taken in the same run, since seconds alone tell of the machine:
reading beside one pass of counting the words of the same text, searching beside SQLite's FTS5 over the same passages.
What pages weigh is measured in a browser, beside the median web page.
Everything is written to a folder of its own that is removed at the end. ``BENCH=full`` measures the pages on a
thousand theses too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from tests.performance.pages import measure_pages
from tests.performance.reading import measure_growth, measure_reading, measure_storing
from tests.performance.searching import measure_searching

ROOT = Path(__file__).resolve().parents[2]
MANY = 1_000


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
        measure_growth()
        measure_storing(files)
        measure_searching()
        measure_pages()
    finally:
        shutil.rmtree(os.environ["KB_DATA"], ignore_errors=True)
    measure_apart("weight")
    if os.environ.get("BENCH") == "full":
        measure_many()


def measure_many() -> None:
    """The pages once more, on a base of a thousand theses: some minutes of making it."""
    with tempfile.TemporaryDirectory(prefix="tverrsnitt-many-") as folder:
        measure_apart("many_theses", str(MANY), folder)
        measure_apart("pages", folder)


def measure_apart(module: str, *arguments: str) -> None:
    """What a module of this room measures, in a process of its own with settings of its own."""
    command = [sys.executable, "-W", "ignore", "-m", f"tests.performance.{module}", *arguments]
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    main(sys.argv[1:])
