"""What every test may use, and what no test may do: reach the network, or write into the site's own data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

EXAMPLES = Path(__file__).resolve().parents[1] / "fixtures/theses"

# Deadlines measure the machine, not the code.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden parses anew")


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


@pytest.fixture(scope="module")
def examples(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The example theses, read in and published once for all tests of a module; each test's own changes go.

    Not for tests that commit (``transaction=True``): the theses are never committed themselves.
    """
    from django.db import transaction

    from kb.importing.store import ingest_file
    from kb.importing.vocabulary import ensure_vocabulary

    with django_db_blocker.unblock(), transaction.atomic():
        ensure_vocabulary()
        for file in sorted(EXAMPLES.iterdir()):
            ingest_file(file.name, file.read_bytes(), publish=True)
        yield
        transaction.set_rollback(True)
