from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kb.search.run import backend

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def empty_index() -> Iterator[None]:
    """The real index, empty, with nothing pending; and empty again afterwards."""
    _empty()
    yield
    _empty()


def _empty() -> None:
    backend().delete_index()
    shutil.rmtree(Path(f"{backend().path}-pending"), ignore_errors=True)
