"""Files are given and followed in the browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.checks import check_accessible, check_reflow, tab_to
from tests.browser.sites import EXAMPLES, UNREAD

UPLOAD = "/admin/records/thesis/upload/"


def test_a_pdf_is_chosen_sent_watched_and_becomes_a_draft(curator: Page) -> None:
    curator.goto(UPLOAD)
    check_accessible(curator)
    check_reflow(curator)
    curator.set_input_files("input[type=file]", EXAMPLES / UNREAD)
    tab_to(curator, ".upload [type=submit]")
    curator.keyboard.press("Enter")
    curator.wait_for_url(re.compile(r"/admin/records/import/\d+/change/"))
    expect(curator.locator(".run-created")).to_be_visible()
    check_accessible(curator)
    check_reflow(curator)
    curator.click(".run-thesis")
    expect(curator.locator("#id_title")).to_have_value("The Last Counter")
