"""Light, dark, more contrast, colours of the system's own, and paper: what a reader asks for is what the page does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Windows
from tests.browser.public_pages import find_addresses
from tests.browser.sites import Site


@pytest.fixture(scope="module")
def addresses(public_site: Site) -> dict[str, str]:
    return find_addresses(public_site)


@pytest.fixture
def site(public_site: Site) -> Site:
    return public_site


def find_brightness(page: Page, selector: str = "html", name: str = "backgroundColor") -> int:
    """The mean of red, green and blue, 0 to 255."""
    colour = page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{name}")
    numbers = [int(part) for part in colour.removeprefix("rgb(").rstrip(")").split(",")[:3]]
    return sum(numbers) // 3


def test_the_page_follows_the_device_until_the_reader_chooses(
    windows: Windows, addresses: dict[str, str]
) -> None:
    page = windows.open(color_scheme="dark")
    page.goto("/")
    assert find_brightness(page) < 40
    assert page.locator("[data-scheme-choice=auto]").get_attribute("aria-pressed") == "true"
    page.locator("[data-scheme-choice=light]").click()
    assert find_brightness(page) > 200
    page.goto(addresses["chapter-theory"])
    assert find_brightness(page) > 200
    assert page.locator("[data-scheme-choice=light]").get_attribute("aria-pressed") == "true"
    page.locator("[data-scheme-choice=auto]").click()
    assert find_brightness(page) < 40
    page.reload()
    assert find_brightness(page) < 40


def test_asked_for_more_contrast_the_page_is_black_on_white(windows: Windows) -> None:
    page = windows.open(color_scheme="light", contrast="more")
    page.goto("/")
    assert find_brightness(page) == 255
    assert find_brightness(page, "body", "color") == 0


def test_in_colours_of_the_system_squares_and_lines_still_tell(
    windows: Windows, addresses: dict[str, str]
) -> None:
    page = windows.open(forced_colors="active", color_scheme="dark")
    page.goto("/themes/matrix/")
    sides = page.evaluate(
        "[...document.querySelectorAll('td .sq')].map(s => parseFloat(getComputedStyle(s, '::before').borderTopWidth))"
    )
    assert len(set(sides)) > 1
    assert min(sides) > 0
    page.goto(addresses["chapter-theory"])
    assert find_brightness(page, ".said", "color") > 150


def test_on_paper_a_dark_page_is_black_on_white_and_says_where_it_is_from(
    windows: Windows, addresses: dict[str, str]
) -> None:
    page = windows.open(color_scheme="dark")
    page.goto(addresses["chapter-theory"])
    page.locator("[data-scheme-choice=dark]").click()
    page.emulate_media(media="print")
    assert find_brightness(page) == 255
    assert find_brightness(page, "body", "color") == 0
    assert not page.locator(".masthead").is_visible()
    assert not page.locator(".colophon").is_visible()
    assert page.url in page.locator(".printed-from").inner_text()
