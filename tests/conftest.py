"""What every test may use, and what no test may do: reach the network, or write into the site's own data."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.kept_rows import keep_changes, put_back, read_rows
from tests.once import make_once

EXAMPLES = Path(__file__).resolve().parents[1] / "fixtures/theses"
BROWSER = Path(__file__).parent / "browser"
ROWS, FILES = "rows", "files"

# Deadlines measure the machine, not the code.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden parses anew")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: a test with a browser waits for the browser or for the server."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + (cores + 1) // 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests first: they take longest, and none should begin when all others are done."""
    items.sort(key=lambda item: BROWSER not in item.path.parents)


def pytest_sessionfinish() -> None:
    shutil.rmtree(settings.KB_DATA, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where the machine has no browser, the last line says loudly what was not tried."""
    skipped = [each for each in terminalreporter.getreports("skipped") if "tests/browser/" in each.nodeid]
    if skipped:
        # The reason is the last of (file, line, reason).
        reason = str(skipped[0].longrepr[2]).removeprefix("Skipped: ")  # type: ignore[index]
        terminalreporter.write_line(f"NOT RUN: {len(skipped)} {reason}", red=True, bold=True)


@pytest.fixture
def search_index() -> Iterator[None]:
    """An index of the test's own, empty before and after."""
    from kb.search.run import backend

    backend().clear()
    yield
    backend().clear()


@pytest.fixture(scope="session")
def kept_examples(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with the rows and the files of the example theses, read in and published; made once in a run."""
    from django.core.files.storage import default_storage
    from django.db import transaction

    from kb.importing.store import ingest_file
    from kb.importing.vocabulary import ensure_vocabulary
    from kb.records.models import SourceFile

    def make(folder: Path) -> None:
        folder.mkdir()
        with django_db_blocker.unblock(), transaction.atomic():
            before = read_rows()
            ensure_vocabulary()
            for file in sorted(EXAMPLES.iterdir()):
                ingest_file(file.name, file.read_bytes(), publish=True)
            keep_changes(before, folder / ROWS)
            for stored in SourceFile.objects.values_list("file", flat=True):
                kept = folder / FILES / stored
                kept.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(default_storage.path(stored), kept)
            transaction.set_rollback(True)

    return make_once(tmp_path_factory, "kept-examples", make)


@pytest.fixture(scope="module")
def examples(kept_examples: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example theses, read in and published, for all tests of a module; each test's own changes go.

    Not for tests that commit (``transaction=True``): the theses are never committed themselves.
    """
    from django.contrib.contenttypes.models import ContentType
    from django.core.files.storage import default_storage
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        put_back(kept_examples / ROWS)
        shutil.copytree(kept_examples / FILES, default_storage.path(""), dirs_exist_ok=True)
        yield
        transaction.set_rollback(True)
    ContentType.objects.clear_cache()
