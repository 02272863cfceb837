"""What every test may use, and what no test may do: reach the network, or write into the site's own data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# Deadlines measure the machine, not the code.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden parses anew")


def pytest_sessionfinish() -> None:
    shutil.rmtree(settings.KB_DATA, ignore_errors=True)


@pytest.fixture
def search_index() -> Iterator[None]:
    """An index of the test's own, empty before and after."""
    from kb.search.run import backend

    backend().clear()
    yield
    backend().clear()
