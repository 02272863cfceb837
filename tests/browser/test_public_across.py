"""The pages that read across theses: for everyone, in each language, width and scheme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.audits import Readers, look_at
from tests.browser.public_pages import ACROSS
from tests.browser.sites import Site


@pytest.fixture(scope="module")
def readers(browser: Browser, public_site: Site) -> Iterator[Readers]:
    yield Readers(browser, public_site)
    for context in browser.contexts:
        context.close()


@pytest.mark.parametrize("name", ACROSS)
def test_is_for_everyone(name: str, readers: Readers) -> None:
    faults = look_at(readers, name)
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:40]])
