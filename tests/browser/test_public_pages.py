"""The list of public pages: complete, and each page there is what it is said to be."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.public_pages import NOT_PAGES, PAGES, find_addresses
from tests.browser.sites import Site
from tests.web.test_leaks import public_names


def test_every_public_address_is_in_the_list() -> None:
    """A new page needs a row in tests/browser/public_pages.py, with something on it."""
    listed = {page.name for page in PAGES.values() if page.name}
    assert listed | set(NOT_PAGES) == public_names()
    assert listed.isdisjoint(NOT_PAGES)


def test_every_page_in_the_list_answers_as_it_says(browser: Browser, public_site: Site) -> None:
    request = browser.new_context(base_url=public_site.address).request
    addresses = find_addresses(public_site)
    told = {name: request.get(address, max_redirects=0).status for name, address in addresses.items()}
    assert told == {name: page.status for name, page in PAGES.items()}
