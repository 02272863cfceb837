"""Every page of the admin, with something on it: by the rules of accessibility, in light and dark, and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.admin_pages import (
    AGAIN,
    ELSEWHERE,
    FORM,
    LIKE,
    LIST,
    OWN,
    SEEN_BY,
    allow_everything,
    find_addresses,
    find_forms,
    find_lists,
    find_own,
    name_pictures,
    names,
    of_kind,
)
from tests.browser.checks import check_accessible, check_reflow
from tests.browser.conftest import Windows
from tests.browser.sites import Site

# Django's own: a help sign that is a span with a name, and what shows the picked records of a field for several.
DJANGOS = ("aria-prohibited-attr", "list")


def look_at(page: Page, addresses: list[str]) -> None:
    faults = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        try:
            check_accessible(page, leave_out=DJANGOS)
            check_reflow(page)
        except AssertionError as error:
            faults.append(str(error))
    assert not faults, "\n".join(faults)


@pytest.fixture
def boss(windows: Windows, site: Site) -> Page:
    """The page of somebody who may do everything."""
    allow_everything(site)
    return windows.open(SEEN_BY)


def test_every_page_is_looked_at_here_or_on_its_way() -> None:
    like = {name for kind in (LIST, FORM, *LIKE) for name in of_kind(kind)}
    assert set(names()) - like - set(OWN) - ELSEWHERE == set()


def test_every_picture_has_a_name_of_its_own(site: Site) -> None:
    pictures = name_pictures()
    assert len(pictures) == len(set(pictures))
    assert set(find_addresses(site)) <= set(pictures)


def test_lists(boss: Page, site: Site) -> None:
    look_at(boss, find_lists())


def test_forms(boss: Page, site: Site) -> None:
    look_at(boss, find_forms(site))


def test_pages_of_our_own(boss: Page, site: Site) -> None:
    look_at(boss, find_own(site))


def test_pages_as_they_are_otherwise(boss: Page, site: Site) -> None:
    addresses = find_addresses(site)
    look_at(boss, [addresses[name] for name in AGAIN])


def test_light_or_dark_is_one_choice_for_the_admin_and_the_public_pages(boss: Page) -> None:
    def is_dark() -> bool:
        return "dark" in boss.evaluate("getComputedStyle(document.documentElement).colorScheme").split()[:1]

    boss.goto("/")
    boss.locator("[data-scheme-choice=dark]").click()
    boss.goto("/admin/")
    assert is_dark()
    boss.locator(".account > summary").click()
    boss.locator(".theme-toggle").click()
    boss.goto("/")
    assert boss.locator("[data-scheme-choice=dark]").get_attribute("aria-pressed") == "false"


def test_on_a_phone_the_places_are_behind_one_button(windows: Windows) -> None:
    page = windows.open(SEEN_BY, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto("/admin/")
    places = page.locator(".ways .sections a")
    assert not places.first.is_visible()
    page.locator(".ways > summary").click()
    assert places.first.is_visible()
    assert page.locator("header").first.bounding_box()["height"] < 844 / 2  # type: ignore[index]
