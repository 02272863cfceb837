"""Reading a chapter: its notes, where one is, keys, how it looks, links to copy; wide, narrow and without script."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_accessible, check_reflow, focused
from tests.browser.conftest import Open, Windows
from tests.browser.sites import Site

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
HALF = WIDE["height"] / 2
COPYING = ["clipboard-read", "clipboard-write"]
# The chapter with the most quotations of informants: its address is asked of the base.
CHAPTER = """
WITH RECURSIVE up(id, top) AS (
  SELECT id, id FROM records_chapter WHERE parent_id IS NULL
  UNION ALL SELECT c.id, up.top FROM records_chapter c JOIN up ON c.parent_id = up.id)
SELECT t.slug, c.slug FROM records_quotation q
JOIN records_passage p ON p.id = q.passage_id JOIN up ON up.id = p.chapter_id
JOIN records_chapter c ON c.id = up.top JOIN records_thesis t ON t.id = q.thesis_id
WHERE t.state = 'published' AND q.kind = 'interview'
GROUP BY c.id ORDER BY count(*) DESC, c.id LIMIT 1
"""
_NOTES = """() => [...document.querySelectorAll(".note")].filter((note) => note.offsetParent).map((note) => {
  const { top, bottom, left } = note.getBoundingClientRect();
  const mark = note.id && document.querySelector(`[aria-describedby="${note.id}"]`);
  const words = note.closest(".passage").querySelector(".passage__text, .scroller");
  const line = mark ? mark.getClientRects()[0] : words.getBoundingClientRect();
  return { top, bottom, left, wanted: line.top, right: line.right };
})"""
_COUNT_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def chapter(site: Site) -> str:
    thesis, slug = site.ask(CHAPTER)[0]
    return f"/theses/{thesis}/{slug}/"


@pytest.fixture
def wide(open_as: Open, chapter: str) -> Page:
    page = open_as(viewport=WIDE, permissions=COPYING)
    page.goto(chapter)
    expect(page.locator(".reading__text.is-placed")).to_be_visible()
    return page


@pytest.fixture
def narrow(open_as: Open, chapter: str) -> Page:
    page = open_as(viewport=NARROW, has_touch=True)
    page.goto(chapter)
    return page


def read_clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def current(page: Page) -> str:
    """The quotation that has the keyboard, by its anchor."""
    return str(page.evaluate("document.activeElement.id"))


def choose(page: Page, name: str, value: str) -> None:
    page.locator(".view > summary").click()
    page.locator(f"input[name={name}][value='{value}']").check(force=True)
    page.keyboard.press("Escape")


def test_notes_stand_beside_their_line_and_never_on_each_other(wide: Page) -> None:
    notes = wide.evaluate(_NOTES)
    assert len(notes) > 5
    for before, after in pairwise(notes):
        assert after["top"] >= before["bottom"]
    assert all(note["left"] > note["right"] - 1 for note in notes)
    # Where nothing is in the way, level means level; else a note stands right below the one above it.
    for before, after in pairwise(notes):
        is_level = abs(after["top"] - after["wanted"]) < 14
        assert is_level or after["top"] < after["wanted"] or after["top"] - before["bottom"] < 18
    assert abs(notes[0]["top"] - notes[0]["wanted"]) < 14
    check_accessible(wide)


@pytest.mark.parametrize("size", ["0", "3"])
def test_lines_keep_their_length_at_every_size_of_text(wide: Page, size: str) -> None:
    choose(wide, "text-size", size)
    characters = wide.evaluate("""() => {
      const text = [...document.querySelectorAll(".passage--paragraph .passage__text")]
        .reduce((long, each) => each.textContent.length > long.textContent.length ? each : long);
      const range = document.createRange();
      range.selectNodeContents(text);
      // Marked words of a line may end a pixel or two lower than the others.
      const bottoms = [...range.getClientRects()].map((box) => box.bottom).sort((one, other) => one - other);
      return text.textContent.length / bottoms.filter((bottom, at) => !at || bottom - bottoms[at - 1] > 8).length;
    }""")
    assert 50 <= characters <= 72


def test_j_and_k_step_through_the_quotations_and_say_which(wide: Page) -> None:
    steps = wide.locator("[data-step]").evaluate_all("marks => marks.map((mark) => mark.id)")
    for expected in (steps[0], steps[1], steps[2]):
        wide.keyboard.press("j")
        expect(wide.locator(f"#{expected}")).to_be_focused()
    expect(wide.locator(f"#{steps[2]}")).to_be_in_viewport()
    expect(wide.locator("#announcer")).to_contain_text(f"3 av {len(steps)}".split()[0])
    wide.keyboard.press("k")
    assert current(wide) == steps[1]
    assert (at := focused(wide)) is not None
    assert at["seen"]


def test_c_copies_the_quotation_with_its_source_else_the_link_of_the_passage(wide: Page) -> None:
    passage = wide.locator(".passage").first.get_attribute("id")
    wide.keyboard.press("c")
    expect(wide.locator(".passage__link.has-copied")).to_have_count(1)
    assert read_clipboard(wide).endswith(f"#{passage}")
    wide.keyboard.press("j")
    words = wide.evaluate("document.activeElement.textContent").strip()
    wide.keyboard.press("c")
    expect(wide.locator(".note__copy.is-copied")).to_have_count(1)
    assert words[5:30] in read_clipboard(wide)
    assert re.search(r"\d{4}", read_clipboard(wide).removeprefix(words))


def test_a_link_to_a_passage_is_copied_whole_and_announced(wide: Page, chapter: str) -> None:
    passage = wide.locator(".passage").nth(2)
    anchor = passage.get_attribute("id")
    passage.hover()
    passage.locator(".passage__link").click()
    expect(wide.locator("#announcer")).not_to_be_empty()
    assert read_clipboard(wide).endswith(f"{chapter}#{anchor}")
    assert read_clipboard(wide).startswith("http")
    assert wide.url.endswith(f"#{anchor}")


def test_slash_leads_to_the_search_within_the_thesis(wide: Page, chapter: str) -> None:
    wide.keyboard.press("/")
    expect(wide.locator("#thesis-q")).to_be_focused()
    wide.keyboard.type("jj")
    expect(wide.locator("#thesis-q")).to_have_value("jj")
    wide.fill("#thesis-q", "arbeid")
    wide.keyboard.press("Enter")
    wide.wait_for_url(re.compile("/search/"))
    links = wide.locator(".results .quotecard a[href^='/theses/'], .results .hitrow a[href^='/theses/']")
    addresses = links.evaluate_all("all => all.map((link) => link.getAttribute('href'))")
    thesis = chapter.split("/")[2]
    assert addresses
    assert all(address.startswith(f"/theses/{thesis}/") for address in addresses)


def test_the_help_opens_with_a_key_or_a_button_and_switches_the_keys_off(wide: Page) -> None:
    wide.keyboard.press("?")
    help_ = wide.locator("#keys")
    expect(help_).to_be_visible()
    check_accessible(wide, within="#keys")
    help_.locator("input[name=keys]").uncheck()
    wide.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    wide.keyboard.press("j")
    assert not current(wide).startswith("q-")
    wide.reload()
    wide.keyboard.press("j")
    wide.keyboard.press("?")
    expect(help_).to_be_hidden()
    wide.locator(".view > summary").click()
    wide.locator("[data-walk-help]").click()
    help_.locator("input[name=keys]").check()
    wide.keyboard.press("Escape")
    wide.keyboard.press("j")
    expect(wide.locator("mark:focus")).to_have_count(1)


def test_what_was_chosen_holds_on_the_next_page_without_a_jump(
    open_as: Open, wide: Page, chapter: str
) -> None:
    choose(wide, "text-size", "3")
    choose(wide, "marks", "off")
    expect(wide.locator(".notes").first).to_be_hidden()
    wide.context.add_init_script(_COUNT_SHIFTS)
    wide.goto(chapter)
    expect(wide.locator("html[data-marks=off][data-text-size='3']")).to_have_count(1)
    expect(wide.locator(".notes").first).to_be_hidden()
    wide.evaluate("document.fonts.ready")
    wide.wait_for_timeout(300)
    assert wide.evaluate("window.shifted") < 0.01
    choose(wide, "marks", "few")
    expect(wide.locator(".note[id]").first).to_be_visible()
    expect(wide.locator(".note--passage").first).to_be_hidden()
    size = wide.locator(".passage__text").first.evaluate("text => getComputedStyle(text).fontSize")
    assert size == "24px"


def test_the_contents_follow_the_reader_and_hide_nothing_that_is_current(wide: Page) -> None:
    sections = wide.locator(".reading__section")
    last = sections.nth(sections.count() - 1).get_attribute("id")
    wide.goto(f"{wide.url}#{last}")
    link = wide.locator(f"a[data-section='{last}']")
    expect(link).to_have_attribute("aria-current", "true")
    expect(link).to_be_in_viewport()
    expect(wide.locator(".side a[aria-current=true]")).to_have_count(1)
    expect(wide.locator(".side a[aria-current=page]")).to_have_count(1)


def test_a_tick_leads_to_its_quotation(wide: Page) -> None:
    strip = wide.locator("a[data-section] .strip").first
    section = strip.evaluate("strip => strip.closest('a').dataset.section")
    marks = wide.locator(f"#{section} [data-step]").evaluate_all("all => all.map((mark) => mark.id)")
    step = float(strip.get_attribute("data-step-width") or 0)
    strip.click(position={"x": 1 + step * (len(marks) - 1), "y": 6}, force=True)
    wide.wait_for_url(re.compile(f"#{marks[-1]}$"))


def test_a_link_to_a_passage_of_a_sub_chapter_leads_to_the_passage(open_as: Open, site: Site) -> None:
    quotation, anchor, heading = site.ask(
        "SELECT q.public_id, p.anchor, c.slug FROM records_quotation q JOIN records_passage p ON p.id = q.passage_id "
        "JOIN records_chapter c ON c.id = p.chapter_id JOIN records_thesis t ON t.id = q.thesis_id "
        "WHERE c.parent_id IS NOT NULL AND t.state = 'published' AND q.kind = 'interview' ORDER BY q.id DESC LIMIT 1"
    )[0]
    page = open_as(viewport=WIDE)
    page.goto(f"/q/{quotation}/")
    page.locator(".onequote .buttons a").click()
    expect(page.locator(f"#{anchor}:target")).to_be_in_viewport()
    assert not page.url.rstrip("/").endswith(f"{heading}/#{anchor}")


def test_a_printed_page_has_an_address_that_can_be_passed_on(wide: Page) -> None:
    page = wide.locator("a.passage__page[id]").last
    anchor = page.get_attribute("id")
    page.click()
    assert wide.url.endswith(f"#{anchor}")
    wide.reload()
    expect(wide.locator(f"#{anchor}")).to_be_in_viewport()


def test_what_is_copied_from_the_text_is_the_text(wide: Page) -> None:
    around = wide.evaluate("""() => {
      const [first] = [...document.querySelectorAll(".passage:has(.note)")].filter((each) => each.nextElementSibling);
      const range = document.createRange();
      range.setStart(first.querySelector(".passage__text").firstChild, 0);
      range.setEndAfter(first.nextElementSibling.lastElementChild);
      getSelection().addRange(range);
      return [first, first.nextElementSibling].map((each) => each.querySelector(".passage__text").textContent);
    }""")
    wide.keyboard.press("Control+c")
    copied = wide.evaluate("navigator.clipboard.readText()")
    assert [line for line in copied.splitlines() if line.strip()] == [text.strip() for text in around]


def test_a_jump_is_at_once_and_the_contents_say_where_it_ended(wide: Page) -> None:
    last = wide.locator(".reading__section[id]").last.get_attribute("id")
    wide.evaluate("place => { location.hash = place }", last)
    top = wide.locator(f"#{last} > .reading__heading").evaluate("e => e.getBoundingClientRect().top")
    assert 0 < top < HALF
    expect(wide.locator(f'[data-section="{last}"]')).to_have_attribute("aria-current", "true")


def test_on_a_phone_notes_open_with_a_tap_and_the_contents_stay_within_reach(narrow: Page) -> None:
    fold = narrow.locator("details.notes").first
    expect(fold.locator(".note").first).to_be_hidden()
    fold.locator("summary").tap()
    expect(fold.locator(".note").first).to_be_visible()
    narrow.mouse.wheel(0, 3000)
    bar = narrow.locator(".side__contents > summary")
    expect(bar).to_be_in_viewport()
    bar.tap()
    expect(narrow.locator("#thesis-q")).to_be_visible()
    check_accessible(narrow)
    narrow.keyboard.press("Escape")
    expect(narrow.locator("#thesis-q")).to_be_hidden()
    expect(bar).to_be_focused()
    bar.tap()
    narrow.locator("a[data-section]").last.tap()
    expect(narrow.locator("#thesis-q")).to_be_hidden()
    check_reflow(narrow)


def test_on_a_phone_the_bar_covers_nothing_that_has_the_keyboard(narrow: Page) -> None:
    narrow.mouse.wheel(0, 6000)
    narrow.wait_for_timeout(100)
    narrow.locator(".passage__link").last.focus()
    for _ in range(25):
        narrow.keyboard.press("Shift+Tab")
        hidden = narrow.evaluate("""() => {
          const bar = document.querySelector(".side").getBoundingClientRect();
          const at = document.activeElement.getBoundingClientRect();
          return !document.activeElement.closest(".side") && at.bottom <= bar.bottom && at.height > 0;
        }""")
        assert not hidden


def test_at_320_pixels_and_the_largest_text_nothing_is_wider_than_the_page(
    open_as: Open, chapter: str
) -> None:
    page = open_as(viewport={"width": 320, "height": 256})
    page.add_init_script("localStorage.setItem('text-size', '3')")
    page.goto(chapter)
    check_reflow(page)


def test_without_a_script_all_of_it_is_there(open_as: Open, chapter: str) -> None:
    page = open_as(java_script_enabled=False, viewport=WIDE)
    page.goto(chapter)
    expect(page.locator(".note").first).to_be_visible()
    expect(page.locator("#thesis-q")).to_be_visible()
    expect(page.locator(".view")).to_be_hidden()
    expect(page.locator(".note__copy").first).to_be_hidden()
    phone = open_as(java_script_enabled=False, viewport=NARROW)
    phone.goto(chapter)
    phone.locator("details.notes > summary").first.click()
    expect(phone.locator(".note").first).to_be_visible()


def test_lists_are_walked_by_the_same_keys(windows: Windows) -> None:
    page = windows.open(permissions=COPYING)
    page.goto("/quotations/")
    page.keyboard.press("j")
    expect(page.locator(".quotecard:focus")).to_have_count(1)
    first = page.evaluate("document.activeElement.querySelector('blockquote').textContent").strip()
    page.keyboard.press("c")
    # The announcer has said, at j, which one of how many this is.
    page.wait_for_function(
        "(words) => navigator.clipboard.readText().then((copied) => copied.includes(words))", arg=first[5:30]
    )
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.querySelector('blockquote').textContent").strip() != first
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
