"""Citations taken along: rich and plain, said to eye and ear, with nothing that moves; also without a clipboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.checks import check_accessible
from tests.browser.conftest import Open
from tests.browser.sites import Site

CLIPBOARD = ["clipboard-read", "clipboard-write"]
QUOTATION = """
SELECT q.public_id FROM records_quotation q JOIN records_passage p ON p.id = q.passage_id
JOIN records_thesis t ON t.id = q.thesis_id WHERE t.state = 'published' AND q.kind = 'interview' AND p.page != ''
ORDER BY length(q.text) LIMIT 1
"""
READ = """
async () => {
  const [item] = await navigator.clipboard.read();
  const read = async (type) => (await item.getType(type)).text();
  return [await read("text/plain"), item.types.includes("text/html") ? await read("text/html") : ""];
}
"""


@pytest.fixture(scope="module")
def quotation(site: Site) -> str:
    return str(site.ask(QUOTATION)[0][0])


@pytest.fixture
def page(open_as: Open, quotation: str) -> Page:
    page = open_as(permissions=CLIPBOARD)
    page.goto(f"/q/{quotation}/")
    return page


def button_for(page: Page, selector: str) -> Locator:
    return page.locator(f"[data-copy='{selector}']")


def test_an_entry_is_copied_with_its_italics_and_as_text(page: Page, quotation: str) -> None:
    entry = page.locator(f"#ref-{quotation}")
    button_for(page, f"#ref-{quotation}").click()
    expect(page.locator("#announcer")).to_contain_text(re.compile(r": \w"))
    plain, rich = page.evaluate(READ)
    assert plain == entry.inner_text()
    title = entry.locator("i").inner_text()
    assert f"<i>{title}</i>" in rich
    assert re.sub(r"</?(?:i|p|meta|html|body|!--)[^>]*>", "", rich).strip() == plain.replace("&", "&amp;")


def test_quotation_and_entry_are_copied_as_two_paragraphs(page: Page, quotation: str) -> None:
    button_for(page, f"#cite-{quotation}, #ref-{quotation}").click()
    expect(page.locator("#announcer")).not_to_be_empty()
    plain, rich = page.evaluate(READ)
    first, second = plain.split("\n\n")
    assert first == page.locator(f"#cite-{quotation}").inner_text()
    assert second == page.locator(f"#ref-{quotation}").inner_text()
    assert rich.count("<p>") == 2


def test_it_is_seen_heard_and_moves_nothing(page: Page, quotation: str) -> None:
    button = button_for(page, f"#sentence-{quotation}")
    said = button.get_attribute("data-copied") or ""
    before = [each.bounding_box() for each in page.locator(".aside .citeparts button, .aside .citebox").all()]
    name = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_class(re.compile("is-copied"))
    expect(page.locator("#announcer")).to_have_text(re.compile(rf"^{said}: .*\(\d{{4}}, s\. \d+\)"))
    assert said in button.evaluate("button => getComputedStyle(button, '::after').content")
    assert before == [
        each.bounding_box() for each in page.locator(".aside .citeparts button, .aside .citebox").all()
    ]
    expect(button).to_be_focused()
    assert button.inner_text() == name
    check_accessible(page)
    expect(button).not_to_have_class(re.compile("is-copied"))


def test_the_first_click_counts_though_the_script_is_yet_to_come(open_as: Open, quotation: str) -> None:
    page = open_as(permissions=CLIPBOARD)
    page.goto(f"/q/{quotation}/")
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some(({ name }) => name.includes('copy'))"
    )
    page.locator(f"[data-copy='#ref-{quotation}']").evaluate("button => button.click()")
    expect(page.locator("#announcer")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(f"#ref-{quotation}").inner_text()


def test_on_a_list_in_a_search_and_under_a_theme(open_as: Open, site: Site) -> None:
    theme = site.ask(
        "SELECT t.slug FROM records_theme t JOIN records_themelink l ON l.tag_id = t.id "
        "GROUP BY t.id ORDER BY count(*) DESC LIMIT 1"
    )[0][0]
    page = open_as(permissions=CLIPBOARD)
    for address in ("/quotations/", "/search/?q=partnerskap&in=quotation"):
        page.goto(address)
        fold = page.locator("details.cite").first
        fold.locator("summary").click()
        fold.locator("[data-copy^='#cite-']").first.click()
        expect(page.locator("#announcer")).not_to_be_empty()
        assert page.evaluate("navigator.clipboard.readText()") == fold.locator("[id^='cite-']").inner_text()
    page.goto(f"/themes/{theme}/")
    page.locator("[data-copy='+']").first.click()
    expect(page.locator("#announcer")).not_to_be_empty()
    assert re.search(r"\([^()]+, \d{4}", page.evaluate("navigator.clipboard.readText()"))


def test_a_browser_without_a_clipboard_copies_the_older_way(open_as: Open, quotation: str) -> None:
    page = open_as()
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });")
    page.add_init_script(
        "window.copied = {}; document.addEventListener('copy', (event) => {"
        " setTimeout(() => {}, 0); window.copied = event; });"
    )
    page.goto(f"/q/{quotation}/")
    button_for(page, f"#ref-{quotation}").click()
    expect(page.locator("#announcer")).not_to_be_empty()
    assert page.evaluate("window.copied.defaultPrevented")


def test_what_cannot_be_copied_is_marked_for_the_reader(open_as: Open, quotation: str) -> None:
    page = open_as()
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });")
    page.add_init_script("document.execCommand = () => false;")
    page.goto(f"/q/{quotation}/")
    button_for(page, f"#ref-{quotation}").click()
    entry = page.locator(f"#ref-{quotation}").inner_text()
    page.wait_for_function("() => getSelection().toString() !== ''")
    assert page.evaluate("getSelection().toString()").strip() == entry
    expect(page.locator("#announcer")).to_be_empty()


def test_files_are_downloaded_under_the_record_s_name(page: Page, quotation: str) -> None:
    for ending in ("ris", "bib", "csl.json"):
        with page.expect_download() as waiting:
            page.locator(f".citeparts a[href='/q/{quotation}.{ending}']").click()
        assert waiting.value.suggested_filename.endswith(f"-{quotation}.{ending}")


def test_without_script_the_text_is_there_and_no_button(open_as: Open, quotation: str) -> None:
    page = open_as(java_script_enabled=False)
    page.goto(f"/q/{quotation}/")
    expect(page.locator(f"#ref-{quotation}")).to_be_visible()
    for button in page.locator("[data-copy]").all():
        expect(button).to_be_hidden()


def test_on_a_phone_how_to_cite_comes_before_what_is_read_around_it(open_as: Open, quotation: str) -> None:
    page = open_as(viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"/q/{quotation}/")
    cite, context = (page.locator(each).bounding_box() for each in ("#cite", "#context"))
    assert cite is not None
    assert context is not None
    assert cite["y"] < context["y"]
