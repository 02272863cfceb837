"""The review queue by keyboard, by mouse and without script, and by two people at once."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_accessible, check_reflow, focused
from tests.browser.conftest import Open
from tests.browser.sites import Site

TITLE = "Dugnad med tilskuddsbrev"


@pytest.fixture
def review(site: Site) -> str:
    """The address of the queue of the draft."""
    with sqlite3.connect(site.folder / "tverrsnitt.sqlite3") as base:
        (pk,) = base.execute("SELECT id FROM records_thesis WHERE title = ?", [TITLE]).fetchone()
    return f"/admin/records/thesis/{pk}/review/"


def key_of(page: Page) -> str:
    return page.locator("[data-finding]").get_attribute("data-finding") or ""


def press(page: Page, key: str) -> None:
    """Press a key, and wait until the part of the page that it changes is another."""
    page.evaluate("document.querySelector('[data-part]').setAttribute('data-old', '')")
    page.keyboard.press(key)
    expect(page.locator("[data-part]:not([data-old])")).to_have_count(1)
    expect(page.locator("#review[aria-busy]")).to_have_count(0)


def said(page: Page) -> str:
    return page.locator("[data-live]").inner_text()


def test_it_is_walked_with_single_keys_without_loading_whole_pages(curator: Page, review: str) -> None:
    curator.goto(review)
    assert key_of(curator) == "particulars"
    curator.evaluate("window.stays = true")
    press(curator, "a")
    first = key_of(curator)
    assert first != "particulars"
    at = focused(curator)
    assert at is not None
    assert (at["tag"], at["seen"]) == ("h2", True)
    press(curator, "a")
    second = key_of(curator)
    assert second != first
    assert curator.locator("[data-finding]").get_attribute("data-coming") in said(curator)
    assert curator.url.endswith(f"/{second}/")
    press(curator, "x")
    third = key_of(curator)
    press(curator, "n")
    assert key_of(curator) not in {first, second, third}
    press(curator, "p")
    assert key_of(curator) == third
    press(curator, "Backspace")
    assert key_of(curator) == second
    press(curator, "Backspace")
    assert key_of(curator) == first
    press(curator, "Backspace")
    assert key_of(curator) == "particulars"
    assert curator.evaluate("window.stays")


def test_going_back_in_the_browser_shows_what_was_shown(curator: Page, review: str) -> None:
    curator.goto(f"{review}?sort=speaker")
    first = key_of(curator)
    press(curator, "n")
    second = key_of(curator)
    curator.go_back()
    expect(curator.locator(f"[data-finding={first}]")).to_be_visible()
    curator.go_forward()
    expect(curator.locator(f"[data-finding={second}]")).to_be_visible()


def test_a_quotation_is_moved_split_and_merged_by_words(curator: Page, review: str) -> None:
    curator.goto(f"{review}?sort=quotation")
    own = curator.locator(".review-own")
    before = own.all_inner_texts()
    words = " ".join(before).split()
    curator.keyboard.press("s")
    for key in ("ArrowLeft", "ArrowLeft", "Shift+ArrowRight"):
        curator.keyboard.press(key)
    assert words[1].strip(",.") in said(curator)
    curator.keyboard.press("Escape")
    assert own.all_inner_texts() == before
    curator.keyboard.press("s")
    curator.keyboard.press("ArrowLeft")
    press(curator, "Enter")
    assert " ".join(own.all_inner_texts()).split()[-1] != words[-1]
    press(curator, "Backspace")
    assert own.all_inner_texts() == before
    curator.keyboard.press("s")
    curator.keyboard.press("ArrowLeft")
    press(curator, "s")
    assert curator.locator(".review-other", has_text=words[-1].strip(".")).count()
    curator.keyboard.press("m")
    press(curator, "m")
    assert " ".join(" ".join(own.all_inner_texts()).split()).startswith(" ".join(words)[:40])
    press(curator, "Backspace")
    press(curator, "Backspace")
    assert own.all_inner_texts() == before


def test_a_word_that_is_clicked_becomes_an_edge(curator: Page, review: str) -> None:
    curator.goto(f"{review}?sort=speaker")
    curator.click("[data-span] > summary")
    inside = curator.locator("[data-word].review-in")
    count = inside.count()
    assert count > 2
    inside.nth(count - 2).click()
    expect(inside).to_have_count(count - 1)
    curator.click("[data-step='start:1']")
    expect(inside).to_have_count(count - 2)
    curator.click("[data-leave]")
    expect(curator.locator("[data-word]")).to_have_count(0)


def test_themes_are_given_by_digit(curator: Page, review: str) -> None:
    curator.goto(f"{review}?sort=speaker")
    theme = curator.locator(".review-theme[data-key='2']")
    expect(theme).to_have_attribute("aria-pressed", "false")
    name = theme.get_attribute("id")
    press(curator, "2")
    expect(curator.locator(f"#{name}")).to_have_attribute("aria-pressed", "true")
    press(curator, "Backspace")
    expect(curator.locator(f"#{name}")).to_have_attribute("aria-pressed", "false")


def test_what_is_written_in_a_field_is_no_command(curator: Page, review: str) -> None:
    curator.goto(f"{review}?sort=speaker")
    key = key_of(curator)
    curator.keyboard.press("e")
    assert (focused(curator) or {})["id"] == "review-kind"
    curator.locator("#review-new-speaker").focus()
    curator.keyboard.type("axan?")
    curator.keyboard.press("Backspace")
    expect(curator.locator("#review-new-speaker")).to_have_value("axan")
    assert key_of(curator) == key
    curator.keyboard.press("Escape")
    assert (focused(curator) or {})["tag"] == "h2"


def test_the_keys_are_listed_and_can_be_switched_off(curator: Page, review: str) -> None:
    curator.goto(f"{review}?sort=speaker")
    key = key_of(curator)
    curator.keyboard.press("?")
    expect(curator.locator("#review-help")).to_be_visible()
    check_accessible(curator, within="#review-help")
    curator.uncheck("[data-keys-on]")
    curator.keyboard.press("Escape")
    expect(curator.locator("#review-help")).to_be_hidden()
    curator.keyboard.press("x")
    curator.keyboard.press("n")
    curator.wait_for_timeout(300)
    assert key_of(curator) == key


def test_a_filter_is_set_by_mouse_and_kept(curator: Page, review: str) -> None:
    curator.goto(f"{review}?later=1")
    curator.locator(".review-sorts a", has_text=re.compile(r"\d+/\d+")).last.click()
    expect(curator.locator("[data-sort=theme]")).to_be_visible()
    chapter = curator.locator("#review-chapter option:not([value=''])").last.get_attribute("value")
    curator.select_option("#review-chapter", chapter)
    curator.wait_for_url(re.compile(rf"sort=theme.*chapter={chapter}|chapter={chapter}.*sort=theme"))


@pytest.mark.parametrize("sort", ["particulars", "quotation", "speaker", "kind", "citation", "theme"])
def test_each_sort_is_accessible_and_fits_a_telephone(curator: Page, review: str, sort: str) -> None:
    curator.goto(f"{review}particulars/" if sort == "particulars" else f"{review}?sort={sort}&later=1")
    check_accessible(curator, within="#review")
    check_reflow(curator)


def test_it_works_without_script(open_as: Open, review: str) -> None:
    page = open_as("curator", java_script_enabled=False)
    page.goto(f"{review}?sort=speaker")
    first = key_of(page)
    own = page.locator(".review-own")
    before = own.all_inner_texts()
    page.locator("[data-span] > summary").click()
    page.click("button[value='move:end:-1']")
    assert key_of(page) == first
    assert own.all_inner_texts() != before
    page.click("#review-undo")
    assert own.all_inner_texts() == before
    page.click("#review-accept")
    assert key_of(page) != first
    expect(page.locator(".review-said .success")).to_be_visible()
    page.click("#review-undo")
    assert key_of(page) == first


def test_two_people_do_not_overwrite_each_other(open_as: Open, review: str) -> None:
    one, other = open_as("curator"), open_as("chief")
    for page in (one, other):
        page.goto(f"{review}?sort=speaker")
    key = key_of(one)
    assert key_of(other) == key
    press(one, "x")
    press(other, "a")
    assert key_of(other) == key
    expect(other.locator(".review-said .error")).to_be_visible()
    assert other.locator(".review-said .error").inner_text() in said(other)
    expect(other.locator(".review-settled")).to_be_visible()
    press(one, "Backspace")


def test_a_lost_connection_is_told_and_loses_nothing(curator: Page, review: str, windows: object) -> None:
    windows.expected.append("ERR_INTERNET_DISCONNECTED")  # type: ignore[attr-defined]
    curator.goto(f"{review}?sort=speaker")
    key = key_of(curator)
    curator.fill("#review-new-speaker", "Daglig leder")
    curator.context.set_offline(True)
    curator.click("#review-save")
    expect(curator.locator(".review-said .error")).to_be_visible()
    expect(curator.locator("#review-new-speaker")).to_have_value("Daglig leder")
    curator.context.set_offline(False)
    curator.click("#review-save")
    expect(curator.locator("#review-informant option:checked")).to_contain_text("Daglig leder")
    assert key_of(curator) == key
    press(curator, "Backspace")
