"""The browser of the machine: where it is, and how it is started."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE = 30_000  # milliseconds: for a machine with much else to do
MISSING = (
    "no Chromium on this machine (apt-get install chromium, or another way to have one of "
    f"{', '.join(NAMES)} on the PATH)"
)
# No sandbox where the tests run as root, as in a container; and nothing that calls home.
_OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-default-apps")


def find_chromium() -> str | None:
    """The path of the browser; ``CHROMIUM`` in the environment comes before what is on the PATH."""
    named = os.environ.get("CHROMIUM")
    return next((found for name in (named, *NAMES) if name and (found := shutil.which(name))), None)


@contextmanager
def run_chromium() -> Iterator[Browser]:
    """The browser, without a window, while the block lasts."""
    path = find_chromium()
    assert path is not None, MISSING
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_OPTIONS, *_QUIET])
        yield browser
        browser.close()
