"""From a file to a citation: added, watched, corrected, accepted, tagged, published, found and cited, by one person."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from fixtures.forms import as_pdf, read_sources
from tests.browser.checks import check_accessible, check_reflow
from tests.browser.conftest import Windows
from tests.browser.curating import Curator
from tests.browser.sites import Site

SPEAKER = "Employee 3"


def test_a_pdf_becomes_a_quotation_that_a_reader_finds_and_cites(
    windows: Windows, site: Site, tmp_path: Path
) -> None:
    source = next(each for each in read_sources() if each.name.startswith("2022-northwood"))
    pdf = tmp_path / "the last counter.pdf"
    pdf.write_bytes(as_pdf(source))
    page = windows.open("chief")
    curator = Curator(page)

    curator.give(pdf)
    expect(page.locator(".run-steps .step-done")).to_have_count(10)
    check_accessible(page)
    curator.open_thesis()
    expect(page.locator("#id_title")).to_have_value("The Last Counter")

    curator.go("review")
    check_accessible(page)
    check_reflow(page)
    curator.see_to_particulars()

    # A quotation is said by somebody else than reading thought; it is given a theme, and accepted.
    page.goto(f"/admin/records/thesis/{curator.thesis}/review/?sort=quotation")
    check_accessible(page)
    check_reflow(page)
    expect(page.locator("#review-informant")).to_be_visible()
    key = curator.at
    words = page.locator(".review-passage mark.review-own").first.inner_text()
    voice = page.locator("#review-informant option", has_text=SPEAKER).get_attribute("value")
    page.select_option("#review-informant", voice)
    curator.click("#review-save")
    expect(page.locator(".review-said .success")).to_be_visible()
    expect(page.locator("#review-informant option:checked")).to_contain_text(SPEAKER)
    offered = page.locator(".review-theme[data-key='1']").get_attribute("id")
    theme = page.locator(f"#{offered}")
    expect(theme).to_have_attribute("aria-pressed", "false")
    curator.press("1")
    expect(theme).to_have_attribute("aria-pressed", "true")
    name = theme.locator("span:not(.visually-hidden)").first.inner_text()
    curator.decide("a")
    # Taken back and accepted again: nothing is lost by a slip.
    curator.press("Backspace")
    expect(curator.finding(key)).to_be_visible()
    curator.decide("a")

    curator.see_to_personal_data()
    check_accessible(page)
    curator.go("publish")
    check_accessible(page)
    check_reflow(page)
    curator.publish()

    # A reader finds it by its words, sees who said it and what it is about, and takes the citation along.
    site.wait_until_indexed()
    visitor = windows.open(permissions=["clipboard-read", "clipboard-write"])
    visitor.goto("/")
    sought = " ".join(words.split()[:8])
    visitor.fill("input[type=search]", f'"{sought}"')
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(re.compile("/search/"))
    mine = visitor.locator(".hit-quotation", has_text="The Last Counter").filter(has_text=sought)
    mine.first.locator("a[href^='/q/']").first.click()
    visitor.wait_for_url(re.compile("/q/"))
    expect(visitor.locator("main")).to_contain_text(SPEAKER)
    expect(visitor.locator("main")).to_contain_text(name)
    check_accessible(visitor)
    public_id = re.findall(r"/q/(\w+)/", visitor.url)[0]
    announcer = visitor.locator("#announcer")
    visitor.locator(f"[data-copy='#cite-{public_id}']").first.click()
    expect(announcer).to_contain_text(sought.split()[1])
    quoted = visitor.evaluate("navigator.clipboard.readText()")
    assert sought.split()[1] in quoted
    assert re.search(r"Northwood, 2022, (?:p|s)\. \d+\)", quoted), quoted
    visitor.locator(f"[data-copy='#ref-{public_id}']").click()
    expect(announcer).to_contain_text("Northwood, I. I.")
    reference = visitor.evaluate("navigator.clipboard.readText()")
    assert reference.startswith("Northwood, I. I. (2022)."), reference
