"""The ways of those who read: by keyboard alone, with a mouse, on a phone, and without any script."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.checks import check_accessible, check_reflow, focused, tab_to
from tests.browser.conftest import Open, Windows
from tests.browser.public_pages import OTHER, READ, THEME
from tests.browser.sites import Site

COPYING = {"permissions": ["clipboard-read", "clipboard-write"]}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# A citation with its page: the end of what is copied with a quotation.
CITED = re.compile(r"\((?:[^()]+), \d{4}, (?:s|p)\. \d+\)")
# Keeps what has the keyboard; false where nothing has it, or what had it first.
_PASS = """() => {
  const at = document.activeElement;
  if (at === document.body || at === window.passed[0]) return false;
  return window.passed.push(at);
}"""
_OUT_OF_ORDER = """() => window.passed.filter((each, at) => at > 0
  && !(window.passed[at - 1].compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING))
  .map((each) => each.outerHTML)"""


@pytest.fixture
def windows(browser: Browser, public_site: Site) -> Iterator[Windows]:
    windows = Windows(browser, public_site)
    yield windows
    for context in browser.contexts:
        context.close()
    assert windows.find_complaints() == []


@pytest.fixture
def open_as(windows: Windows) -> Open:
    return windows.open


def is_in_view(page: Page, selector: str) -> bool:
    """Whether something of it is seen: inside the window, and nothing lies over it."""
    script = """(selector) => {
      const node = document.querySelector(selector), box = node.getClientRects()[0] ?? node.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 60), box.top + box.height / 2);
      return box.bottom > 0 && box.top < innerHeight && top !== null && (node.contains(top) || top.contains(node));
    }"""
    return bool(page.evaluate(script, selector))


def read_table(page: Page, selector: str, folder: Path) -> list[dict[str, str]]:
    """The rows of the table that a click on the link hands out."""
    with page.expect_download() as told:
        page.locator(selector).first.click()
    file = folder / "table.csv"
    told.value.save_as(file)
    return list(
        csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=_find_delimiter(file))
    )


def _find_delimiter(file: Path) -> str:
    return ";" if ";" in file.read_text(encoding="utf-8-sig").splitlines()[0] else ","


def test_by_keyboard_from_a_word_to_a_citation_and_back(open_as: Open) -> None:
    page = open_as(**COPYING)
    page.goto("/")
    tab_to(page, "main input[name=q]")
    page.keyboard.type(THEME)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/search/\?q={THEME}"))

    # Narrowed to what leaders say; the number beside the choice is the number of hits.
    tab_to(page, ".facets a[href*='role=leader']", most=200)
    told = page.locator(":focus .count").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("role=leader"))
    expect(page.locator(".chosen a").first).to_be_visible()
    expect(page.locator(".listhead__count")).to_contain_text(re.compile(rf"\b{told}\b"))
    found = page.url

    # The first hit, in its context, with the chapter around it.
    tab_to(page, ".hit-quotation a[href^='/q/']", most=200)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/q/\w+/"))
    public_id = re.findall(r"/q/(\w+)/", page.url)[0]
    tab_to(page, ".onequote .buttons a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/theses/.*#"))
    expect(page.locator(":target")).to_have_count(1)
    assert is_in_view(page, ":target"), "the passage is not where the link leads"
    # From there Tab goes on in the text, not from the top of the page.
    page.keyboard.press("Tab")
    at = focused(page)
    assert at is not None
    assert at["seen"], at
    assert page.evaluate("document.activeElement.closest('.reading__text') !== null"), at

    page.go_back()
    page.wait_for_url(re.compile(r"/q/\w+/"))
    tab_to(page, f"[data-copy='#cite-{public_id}']", most=200)
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).not_to_be_empty()
    expect(page.locator(f"[data-copy='#cite-{public_id}']:focus")).to_have_count(1)
    assert CITED.search(page.evaluate("navigator.clipboard.readText()"))
    page.go_back()
    page.wait_for_url(found)


def test_nothing_holds_the_keyboard_and_the_way_round_is_the_order_of_the_page(open_as: Open) -> None:
    page = open_as()
    for address in ("/", f"/search/?q={THEME}", f"/themes/{THEME}/", f"/compare/?t={READ}&t={OTHER}"):
        page.goto(address)
        page.evaluate("window.passed = []")
        for _ in range(400):
            page.keyboard.press("Tab")
            if not page.evaluate(_PASS):
                break
        else:
            pytest.fail(f"{address}: the keyboard does not come round")
        assert page.evaluate("passed[0].matches('.skip')"), address
        assert page.evaluate(_OUT_OF_ORDER) == [], address


def test_the_first_key_leads_past_the_head_of_the_page(open_as: Open) -> None:
    page = open_as()
    page.goto(f"/themes/{THEME}/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    assert is_in_view(page, ".skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_suggestions_lead_to_who_is_cited_and_to_the_passage_that_cites(open_as: Open) -> None:
    page = open_as()
    page.goto("/")
    box = page.locator("main input[name=q]")
    box.focus()
    page.keyboard.type("lipsk")
    options = page.locator("main [role=option]")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    place = next(n for n, each in enumerate(options.all_inner_texts()) if "Lipsky" in each)
    for _ in range(place + 1):
        page.keyboard.press("ArrowDown")
    chosen = page.locator("main [role=option][aria-selected=true]")
    expect(chosen).to_contain_text("Lipsky")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    check_accessible(page)
    check_reflow(page)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(authors|search)/"))
    if "/search/" in page.url:
        page.locator("a[href^='/authors/']", has_text="Lipsky").first.click()
        page.wait_for_url(re.compile(r"/authors/[\w-]+/"))

    sentence = page.locator(".sentences > li").first
    expect(sentence.locator("mark").first).to_contain_text("Lipsky")
    cited = sentence.locator("mark").first.inner_text()
    sentence.locator("a[href^='/theses/']").last.click()
    page.wait_for_url(re.compile(r"/theses/.*#"))
    target = page.locator(":target")
    expect(target).to_contain_text(cited)
    assert is_in_view(page, ":target")


def test_a_theme_side_by_side_and_taken_along_as_a_table(open_as: Open, tmp_path: Path) -> None:
    page = open_as()
    page.goto("/themes/")
    page.locator(f"a.themename[href^='/themes/{THEME}/']").first.click()
    page.wait_for_url(re.compile(rf"/themes/{THEME}/"))
    page.locator(".chooser > summary").click()
    for box in page.locator(".chooser input[name=t]").all():
        box.set_checked(box.get_attribute("value") in {READ, OTHER})
    page.locator(".chooser [type=submit]").click()
    page.wait_for_url(re.compile(r"t="))
    expect(page.locator("article.side")).to_have_count(2)
    quotations = int(page.locator(".themehead__numbers b").first.inner_text())
    rows = read_table(page, f"a[href^='/themes/{THEME}/table/']", tmp_path)
    assert len(rows) == quotations


def test_two_theses_compared_and_every_table_taken_along(open_as: Open, tmp_path: Path) -> None:
    page = open_as()
    page.goto("/compare/")
    for slug in (READ, OTHER):
        page.locator(f"label[for='t-{slug}']").click()
    page.locator(".cmpform [type=submit]").last.click()
    page.wait_for_url(re.compile(rf"t={READ}.*t={OTHER}|t={OTHER}.*t={READ}"))
    expect(page.locator(".cmpheads > li")).to_have_count(2)
    # A number leads to as many quotations as it says.
    number = page.locator(".cmptable td.num a[href^='/quotations/']").first
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    told = re.findall(r"\d+", number.inner_text())[0]
    with page.expect_navigation():
        number.click()
    expect(page.locator(".listhead__count")).to_contain_text(re.compile(rf"\b{told}\b"))
    page.go_back()
    for link in page.locator(".cmpdownload").all():
        assert read_table(page, f".cmpdownload[href='{link.get_attribute('href')}']", tmp_path)


def test_another_language_and_other_colours_keep_the_place(open_as: Open) -> None:
    page = open_as()
    page.goto(f"/search/?q={THEME}&role=leader")
    hits = page.locator(".hit-quotation").count()
    page.locator("button[name=language][value=nn]").click()
    page.wait_for_function("() => document.documentElement.lang === 'nn'")
    assert page.url.endswith(f"/search/?q={THEME}&role=leader")
    expect(page.locator(".hit-quotation")).to_have_count(hits)
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.locator("[data-scheme-choice=dark]").click()
    expect(page.locator("[data-scheme-choice=dark]")).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert dark != light
    # On the next page it is dark from the first moment.
    page.goto("/themes/", wait_until="commit")
    page.wait_for_selector("body", state="attached")
    assert page.evaluate("document.documentElement.dataset.scheme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark


def test_on_a_phone_from_a_word_to_a_citation(open_as: Open) -> None:
    page = open_as(**PHONE, **COPYING)
    page.goto("/")
    page.locator("main input[name=q]").tap()
    page.keyboard.type(THEME)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search/"))
    # What narrows the list is folded away until it is asked for.
    choice = page.locator(".facets a[href*='role=leader']")
    expect(choice).not_to_be_visible()
    page.locator(".facets > summary").tap()
    choice.tap()
    page.wait_for_url(re.compile("role=leader"))
    hit = page.locator(".hit-quotation").first
    hit.locator("details.cite > summary").tap()
    button = hit.locator("[data-copy]").first
    button.tap()
    expect(page.locator("#announcer")).not_to_be_empty()
    assert CITED.search(page.evaluate("navigator.clipboard.readText()"))


def test_on_a_phone_one_thesis_at_a_time_stands_under_a_theme(open_as: Open) -> None:
    page = open_as(**PHONE)
    page.goto(f"/themes/{THEME}/?t={READ}&t={OTHER}#beside")
    sides = page.locator("article.side")
    expect(sides).to_have_count(2)
    shown = [each.is_visible() for each in sides.all()]
    assert sum(shown) == 1, "two theses stand below each other, not beside"
    page.locator(".sidetab").nth(1).tap()
    assert [each.is_visible() for each in sides.all()] == shown[::-1]


def test_a_table_that_is_wider_than_the_phone_is_scrolled_with_keys(open_as: Open) -> None:
    page = open_as(viewport=PHONE["viewport"])
    page.goto("/themes/matrix/")
    tab_to(page, ".matrixwrap", most=60)
    head = page.locator(".matrix tbody th").first
    before = head.bounding_box()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.matrixwrap').scrollLeft > 0")
    after = head.bounding_box()
    assert before is not None
    assert after is not None
    assert before["x"] == after["x"], "the heads of the rows went out of sight"


def test_without_script_from_a_word_to_a_citation(open_as: Open, tmp_path: Path) -> None:
    page = open_as(java_script_enabled=False)
    page.goto("/")
    page.locator("main input[name=q]").fill(THEME)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search/"))
    page.locator(".facets a[href*='role=leader']").click()
    page.wait_for_url(re.compile("role=leader"))
    page.locator(".hit-quotation a[href^='/q/']").first.click()
    page.wait_for_url(re.compile(r"/q/\w+/"))
    public_id = re.findall(r"/q/(\w+)/", page.url)[0]
    expect(page.locator(f"#cite-{public_id}")).to_contain_text(CITED)
    expect(page.locator("main button:visible")).to_have_count(0)
    page.locator(".onequote .buttons a").click()
    page.wait_for_url(re.compile(r"/theses/.*#"))
    expect(page.locator(":target")).to_be_visible()

    page.goto(f"/themes/{THEME}/?t={READ}&t={OTHER}")
    expect(page.locator("article.side")).to_have_count(2)
    assert read_table(page, f"a[href^='/themes/{THEME}/table/']", tmp_path)
    page.goto("/compare/")
    for slug in (READ, OTHER):
        page.locator(f"#t-{slug}").check()
    page.locator(".cmpform [type=submit]").last.click()
    expect(page.locator(".cmpheads > li")).to_have_count(2)
    page.goto("/authors/?q=lipsky")
    page.locator("main a[href*='/authors/m-lipsky/']").first.click()
    page.locator(".sentences a[href^='/theses/']").first.click()
    page.wait_for_url(re.compile(r"/theses/.*#"))
