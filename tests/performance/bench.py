"""`make bench`: what reading, storing, searching and showing cost, on the example theses and any files named.

Each figure stands beside a yardstick taken in the same run, since seconds alone tell of the machine:
reading beside one pass of counting the words of the same text, searching beside SQLite's FTS5 over the same passages.
Everything is written to a folder of its own that is removed at the end.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

from tests.performance.pages import measure_pages
from tests.performance.reading import measure_growth, measure_reading, measure_storing
from tests.performance.searching import measure_searching

ROOT = Path(__file__).resolve().parents[2]


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


if __name__ == "__main__":
    main(sys.argv[1:])
