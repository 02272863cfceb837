"""Pages are light and stand still: what a first view costs, what a second one does, and that nothing jumps."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.public_pages import find_addresses
from tests.browser.sites import Site
from tests.browser.weighing import hold_back_fonts, open_window, weigh

# One page of each kind, with much on it.
MAIN = (
    "home", "about", "search", "theses", "thesis", "thesis-sources", "chapter", "chapter-theory", "quotations",
    "quotation", "themes", "theme", "matrix-cell", "together", "compare-four", "authors", "author", "works", "work",
    "voices", "voice", "recurring", "not-found",
)  # fmt: skip
BYTES, REQUESTS, SCRIPT, SHIFT = 150_000, 12, 40_000, 0.01
# What is left of a second view: the question whether the page changed, and the answer that it did not.
BYTES_AGAIN = 2_000


@pytest.fixture(scope="module")
def addresses(public_site: Site) -> dict[str, str]:
    return find_addresses(public_site)


@pytest.mark.parametrize("name", MAIN)
def test_a_first_view_is_light_and_nothing_jumps_where_fonts_are_late(
    browser: Browser, public_site: Site, addresses: dict[str, str], name: str
) -> None:
    with open_window(browser, public_site.address) as window:
        hold_back_fonts(window)
        weight = weigh(window, addresses[name])
    assert weight.sent <= BYTES
    assert weight.requests <= REQUESTS, [each.address for each in weight.fetched]
    assert weight.size("Script") <= SCRIPT
    assert weight.shift < SHIFT, weight.shifted


@pytest.mark.parametrize("width", [390, 768])
@pytest.mark.parametrize("name", ["home", "search", "chapter", "quotation", "theme", "matrix-cell"])
def test_nothing_jumps_on_a_smaller_screen(
    browser: Browser, public_site: Site, addresses: dict[str, str], name: str, width: int
) -> None:
    with open_window(browser, public_site.address, viewport={"width": width, "height": 844}) as window:
        hold_back_fonts(window)
        weight = weigh(window, addresses[name])
    assert weight.shift < SHIFT, weight.shifted


@pytest.mark.parametrize("name", [name for name in MAIN if name != "not-found"])
def test_a_second_view_costs_one_question(
    browser: Browser, public_site: Site, addresses: dict[str, str], name: str
) -> None:
    with open_window(browser, public_site.address) as window:
        weigh(window, addresses[name])
        again = weigh(window, addresses[name])
    asked = [each.address for each in again.fetched if not each.is_kept]
    assert asked == [public_site.address + addresses[name]]
    assert again.sent <= BYTES_AGAIN


def test_static_files_are_kept_for_a_year(browser: Browser, public_site: Site) -> None:
    with open_window(browser, public_site.address) as window:
        files = [each for each in weigh(window, "/").fetched if "/static/" in each.address]
        told = {each.address: window.request.get(each.address).headers["cache-control"] for each in files}
    assert told
    assert set(told.values()) == {"max-age=315360000, public, immutable"}
