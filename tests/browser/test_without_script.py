"""Every public page without script: all there is to read is there, and nothing that could do nothing is shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Windows
from tests.browser.public_pages import PAGES, find_addresses
from tests.browser.sites import Site

NAMES = [name for name, page in PAGES.items() if not page.role]
# A button that sends no form and opens nothing by itself waits for a script.
DEAD = "button:visible:not([type=submit]):not([popovertarget]):not(form button:not([type]))"


@pytest.fixture(scope="module")
def addresses(public_site: Site) -> dict[str, str]:
    return find_addresses(public_site)


@pytest.fixture
def site(public_site: Site) -> Site:
    return public_site


def read_words(page: Page) -> set[str]:
    return set(page.locator("main").inner_text().split())


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_whole_without_script(windows: Windows, addresses: dict[str, str], name: str) -> None:
    windows.expected += ["404", "410", "503"]
    with_script, without = windows.open(), windows.open(java_script_enabled=False)
    for page in (with_script, without):
        page.goto(addresses[name])
    # What needs a script may be seen where one runs; all else is for everybody.
    with_script.evaluate("delete document.documentElement.dataset.script")
    assert read_words(with_script) - read_words(without) == set()
    assert without.locator(DEAD).all_inner_texts() == []


def test_the_ways_through_the_site_work_without_script(windows: Windows, addresses: dict[str, str]) -> None:
    page = windows.open(java_script_enabled=False)
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
