"""What stands where nothing is, and while the site is closed: in a real browser, before the site as it is operated."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_accessible, check_reflow, tab_to
from tests.browser.conftest import Windows
from tests.browser.sites import Site

_CLOSE = """
import sys
from django.core.management import call_command
call_command("maintenance", sys.argv[1], verbosity=0)
"""


@pytest.fixture
def lost(windows: Windows) -> Page:
    """A reader's page; that answers say 404 and 503 is meant here."""
    windows.expected += ["404", "503"]
    return windows.open()


def test_from_a_mistyped_address_one_comes_on_by_the_keyboard(lost: Page) -> None:
    lost.goto("/themes/partnerskapp/")
    tab_to(lost, "[data-near] a")
    lost.keyboard.press("Enter")
    lost.wait_for_url("**/themes/partnerskap/")
    lost.goto("/themes/partnerskapp/")
    tab_to(lost, "main input[name=q]")
    lost.keyboard.press("Enter")
    lost.wait_for_url("**/search/?q=partnerskapp")
    expect(lost.locator("main .hit-quotation").first).to_be_visible()


def test_a_closed_site_is_told_in_its_looks_and_opens_again(lost: Page, site: Site) -> None:
    site.do(_CLOSE, "on")
    try:
        answer = lost.goto("/theses/")
        assert answer is not None
        assert answer.status == 503
        check_accessible(lost)
        check_reflow(lost)
        # The sheet is served while all else is closed.
        assert "Literata" in lost.locator("h1").evaluate("(head) => getComputedStyle(head).fontFamily")
    finally:
        site.do(_CLOSE, "off")
    answer = lost.goto("/theses/")
    assert answer is not None
    assert answer.status == 200
