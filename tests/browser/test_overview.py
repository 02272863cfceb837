"""The first page of the admin, before each role, and the bar that leads to the work."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_accessible, check_reflow, tab_to
from tests.browser.conftest import Open
from tests.browser.sites import Site, stop_worker

TITLE = "Dugnad med tilskuddsbrev"


def headings(page: Page) -> set[str]:
    return set(page.locator(".overview h2").evaluate_all("each => each.map(one => one.id)"))


@pytest.mark.parametrize("role", ["reader", "curator", "chief", "administrator"])
def test_the_first_page_is_for_everybody(role: str, open_as: Open) -> None:
    page = open_as(role)
    page.goto("/admin/")
    expect(page.locator(".sections [aria-current=page]")).to_have_attribute("href", "/admin/")
    check_accessible(page)
    check_reflow(page)


def test_what_the_role_may_not_do_is_not_offered(curator: Page, open_as: Open) -> None:
    curator.goto("/admin/")
    expect(curator.locator("#pile-begun")).to_be_visible()
    expect(curator.locator("#pile-to_approve")).to_have_count(0)
    reader = open_as("reader")
    reader.goto("/admin/")
    expect(reader.locator("a[href='/admin/records/thesis/upload/']")).to_have_count(0)
    expect(reader.locator(".overview-pile")).to_have_count(0)


def test_it_leads_into_the_work_by_keyboard(curator: Page) -> None:
    curator.goto("/admin/")
    tab_to(curator, ".overview-title")
    expect(curator.locator(":focus")).to_have_text(TITLE)
    curator.keyboard.press("Enter")
    curator.wait_for_url(re.compile(r"/admin/records/thesis/\d+/review/"))


def test_theses_are_sorted_and_narrowed_by_address(curator: Page) -> None:
    curator.goto("/admin/quality/?state=all")
    rows = curator.locator(".overview-table tbody tr")
    expect(rows).to_have_count(5)
    curator.click(".overview-table thead th:first-child a")
    expect(curator.locator("[aria-sort=ascending]")).to_have_count(1)
    shown = rows.locator("th a").all_inner_texts()
    assert shown == sorted(shown, key=str.casefold)
    curator.click(".overview-table thead [aria-sort] a")
    expect(curator.locator("[aria-sort=descending]")).to_have_count(1)
    assert rows.locator("th a").all_inner_texts() == shown[::-1]
    check_accessible(curator)
    check_reflow(curator)


def test_every_number_leads_to_as_many_as_it_says(curator: Page) -> None:
    curator.goto("/admin/quality/?state=all")
    links = curator.locator("td:not([data-column=notices]) .overview-number a")
    told = links.evaluate_all("each => each.map(one => [one.href, one.innerText])")
    assert told
    for address, number in told:
        curator.goto(address)
        # The list of the records, or the page on which they are worked through.
        told_there = curator.locator("#changelist .paginator, a[href$='#passages'][aria-current]")
        expect(told_there).to_contain_text(re.compile(rf"(^\s*|\(){number}\b"))


def test_files_under_way_are_kept_fresh(curator: Page, site: Site) -> None:
    stop_worker(site)
    site.give("Dette er ingen oppgave.")
    curator.goto("/admin/")
    expect(curator.locator(".overview-idle")).to_be_visible()
    expect(curator.locator(".overview-runs .run-waiting")).to_have_count(1)
    check_accessible(curator, within="#runs")
    site.start()
    # The page loads itself anew when nothing is under way any more, and says what failed among what waits.
    expect(curator.locator("#under-way")).to_have_count(0)
    expect(curator.locator("[data-waiting=import]")).to_be_visible()
