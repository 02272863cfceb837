"""Every public page without script: all there is to read is there, and nothing that could do nothing is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Windows
from tests.browser.public_pages import PAGES, find_addresses
from tests.browser.sites import Site

NAMES = [name for name, page in PAGES.items() if not page.role]
# A button that sends no form and opens nothing by itself waits for a script.
DEAD = "button:visible:not([type=submit]):not([popovertarget]):not(form button:not([type]))"


@pytest.fixture(scope="module")
def addresses(public_site: Site) -> dict[str, str]:
    return find_addresses(public_site)


@pytest.fixture(scope="module")
def pair(browser: Browser, public_site: Site) -> Iterator[tuple[Windows, Page, Page]]:
    """Two pages that stay open, with script and without."""
    windows = Windows(browser, public_site)
    windows.expected += ["404", "410"]
    yield windows, windows.open(), windows.open(java_script_enabled=False)
    for context in browser.contexts:
        context.close()


def read_words(page: Page) -> set[str]:
    return set(page.locator("main").inner_text().split())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_whole_without_script(
    pair: tuple[Windows, Page, Page], addresses: dict[str, str], name: str
) -> None:
    windows, with_script, without = pair
    for page in (with_script, without):
        page.goto(addresses[name])
    # What needs a script may be seen where one runs; all else is for everybody.
    with_script.evaluate("delete document.documentElement.dataset.script")
    assert read_words(with_script) - read_words(without) == set()
    assert without.locator(DEAD).all_inner_texts() == []
    assert windows.find_complaints() == []


def test_the_ways_through_the_site_work_without_script(
    pair: tuple[Windows, Page, Page], addresses: dict[str, str]
) -> None:
    page = pair[0].open(java_script_enabled=False)
    page.goto("/")
    page.locator("main input[name=q]").fill("partnerskap")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=partnerskap*")
    page.goto(addresses["chapter-theory"])
    page.locator("a.cite").first.click()
    page.wait_for_url("**/works/**")
    assert page.locator("h1").is_visible()
    page.locator("button[name=language][value=en]").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "en"
