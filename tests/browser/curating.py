"""A curator's way through the admin, step by step, with every click and key counted."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

LICENCE = "CC BY 4.0"


class Curator:
    """Somebody who works at ``page``; ``clicks`` and ``keys`` are what it took so far, a field filled in is one key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.keys = 0
        self.thesis = ""

    def click(self, what: str | Locator) -> None:
        self.clicks += 1
        (self.page.locator(what) if isinstance(what, str) else what).first.click()

    def press(self, key: str) -> None:
        self.keys += 1
        # What is sent is waited for, as one who sees the page does.
        expect(self.page.locator("#review[aria-busy]")).to_have_count(0)
        self.page.keyboard.press(key)

    def go(self, place: str) -> None:
        """By the thesis' own bar to one of its pages."""
        self.click(f".sections-thesis a[href$='/{place}/']")
        self.page.wait_for_url(re.compile(rf"/{place}/"))

    # -- the steps

    def give(self, file: Path) -> None:
        """Add the file from the first page, and follow it until the worker has read it."""
        self.page.goto("/admin/")
        self.click(".overview a[href$='/upload/']")
        self.page.set_input_files("input[type=file]", file)
        self.clicks += 2  # the file is pointed out in the window of the system
        self.click(".upload [type=submit]")
        self.page.wait_for_url(re.compile(r"/admin/records/import/\d+/change/"))
        expect(self.page.locator(".run-created")).to_be_visible()

    def open_thesis(self) -> None:
        """From the run to what became of it."""
        self.click(".run-thesis")
        self.page.wait_for_url(re.compile(r"/admin/records/thesis/\d+/change/"))
        self.thesis = re.findall(r"/thesis/(\d+)/", self.page.url)[0]

    def see_to_particulars(self) -> None:
        """What was read of the thesis is right; its licence is added."""
        self.go("review")
        expect(self.finding("particulars")).to_be_visible()
        self.keys += 1
        self.page.fill("#id_licence", LICENCE)
        self.click("#review-accept")
        expect(self.finding("particulars")).to_have_count(0)

    def finding(self, key: str = "") -> Locator:
        """The card at hand, or the one with that key if it is at hand."""
        return self.page.locator(f"[data-finding='{key}']" if key else "[data-finding]")

    @property
    def at(self) -> str:
        """The key of the finding at hand, or "done"."""
        return self.finding().get_attribute("data-finding") or ""

    def decide(self, key: str) -> None:
        """One key for the finding at hand, and on to the next."""
        was = self.at
        self.press(key)
        expect(self.finding(was)).to_have_count(0)

    def see_to_personal_data(self) -> None:
        """All that is pointed out may stay; then it counts as looked through."""
        self.go("personal")
        for form in (
            "form:has(button[name=do][value=settle])",
            "form:has(input[name=do][value=settle_label])",
        ):
            while self.page.locator(form).count():
                key = self.page.locator(form).first.locator("input[name=pk]").get_attribute("value")
                this = self.page.locator(f"{form}:has(input[name=pk][value='{key}'])")
                self.click(this.locator("button[value=settle], button:not([name])"))
                expect(this).to_have_count(0)
        self.click("form:has(input[name=do][value=tick]) button")

    def publish(self) -> None:
        """Leave knowingly what is left, and publish."""
        self.go("publish")
        leave = self.page.locator("[data-state=open] button[value=tick]")
        while left := leave.count():
            self.click(leave)
            expect(leave).to_have_count(left - 1)
        self.click("button[value=publish]")
        expect(self.page.locator("[data-state=published]")).to_be_visible()
