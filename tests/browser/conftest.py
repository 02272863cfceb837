"""A real browser before a real site: each module has a site of its own, each test a browser window of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.browser.browsers import MISSING, PATIENCE, find_chromium, run_chromium
from tests.browser.checks import JUDGED, JUDGING
from tests.browser.sites import Site
from tests.once import make_once

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser nothing here can run; where everything must, that is a failure (tests/conftest.py tells)."""
    if find_chromium() is not None or os.environ.get("CI"):
        return
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"browser tests: {MISSING}"))


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site that all others are copies of; made once, also where the tests run on several cores."""
    return Site(make_once(tmp_path_factory, "furnished-site", lambda folder: Site(folder).furnish()))


@pytest.fixture(scope="session")
def dressed(furnished: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The furnished site with something on every public page; made once."""

    return Site(make_once(tmp_path_factory, "dressed-site", lambda folder: furnished.copy(folder).dress()))


@pytest.fixture(scope="module")
def site(furnished: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of the module's own, served, with its worker at work. What one test changes, the next one sees."""
    site = furnished.copy(tmp_path_factory.mktemp("site") / "data")
    try:
        site.serve()
        site.start()
        yield site
    finally:
        site.close()


@pytest.fixture(scope="module")
def public_site(dressed: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A dressed site of the module's own, served: nothing on it changes by being read."""
    site = dressed.copy(tmp_path_factory.mktemp("public") / "data")
    try:
        site.serve()
        yield site
    finally:
        site.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # A module long: as long as Playwright's loop runs, Django refuses to ask the base in this thread.
    with run_chromium() as browser:
        yield browser


class Windows:
    """Opens windows, and keeps what went wrong in them. ``expected`` are words of what is meant to go wrong."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.expected: list[str] = []
        self.complaints: list[str] = []
        self.is_judged = False

    def open(self, role: str = "", **options: Any) -> Page:
        """A window in which a person of that role is signed in; "" is somebody who is not."""
        given = {"locale": "nb-NO", "reduced_motion": "reduce", "viewport": {"width": 1280, "height": 900}}
        context = self.browser.new_context(base_url=self.site.address, **(given | options))
        context.set_default_timeout(PATIENCE)
        if role:
            key = self.site.sessions[role]
            context.add_cookies([{"name": "sessionid", "value": key, "url": self.site.address}])
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("response", self._on_response)
        context.on("requestfailed", self._on_failed)
        return context.new_page()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.text in {JUDGING, JUDGED}:
            self.is_judged = message.text == JUDGING
        elif message.type in {"error", "warning"} and not self.is_judged:
            self.complaints.append(f"console: {message.text} ({message.location['url']})")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def _on_failed(self, request: Request) -> None:
        # Leaving a page breaks off what it still fetched.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.failure}: {request.url}")

    def find_complaints(self) -> list[str]:
        return [each for each in self.complaints if not any(word in each for word in self.expected)]


@pytest.fixture
def windows(browser: Browser, site: Site) -> Iterator[Windows]:
    """Windows before the module's site; the test fails if a script, a policy or an answer complained in one."""
    windows = Windows(browser, site)
    yield windows
    for context in browser.contexts:
        context.close()
    complaints = windows.find_complaints()
    assert not complaints, "\n".join([*complaints, "The server said:", *site.log.splitlines()[-25:]])


Open = Callable[..., Page]


@pytest.fixture
def open_as(windows: Windows) -> Open:
    """``open_as("curator", viewport=…)`` gives a page in which that role is signed in."""
    return windows.open


@pytest.fixture
def visitor(windows: Windows) -> Page:
    """The page of somebody who reads, without an account."""
    return windows.open()


@pytest.fixture
def reader(windows: Windows) -> Page:
    return windows.open("reader")


@pytest.fixture
def curator(windows: Windows) -> Page:
    return windows.open("curator")


@pytest.fixture
def chief(windows: Windows) -> Page:
    return windows.open("chief")


@pytest.fixture
def administrator(windows: Windows) -> Page:
    return windows.open("administrator")
