"""The scripts that run in the reader's browser: their own tests, and how much they weigh."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What the first view of a page may weigh: scripts 40 KB; style sheet and fonts with them 150 KB.
MOST_SCRIPT = 40_000
MOST_OF_ALL = 150_000


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_scripts_pass_their_own_tests():
    files = sorted(str(path) for path in (ROOT / "tests" / "scripts").glob("*.test.mjs"))
    assert files
    run = subprocess.run(["node", "--test", *files], capture_output=True, text=True, cwd=ROOT, check=False)  # noqa: S607
    assert run.returncode == 0, run.stdout


def weigh(pattern: str) -> int:
    return sum(path.stat().st_size for path in (ROOT / "static").glob(pattern))


def test_what_a_first_view_fetches_is_light():
    assert weigh("js/*.js") <= MOST_SCRIPT
    assert weigh("js/*.js") + weigh("css/site.css") + weigh("fonts/*.woff2") <= MOST_OF_ALL
