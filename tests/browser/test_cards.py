"""The card of a cited work, beside its citation: with mouse, keys and finger, where it fails, and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.checks import check_accessible, check_reflow, focused
from tests.browser.conftest import Open, Windows
from tests.browser.sites import Site

HOVER = 300
# A chapter that cites works which other theses cite too: its address is asked of the base.
CHAPTER = """
SELECT t.slug, c.slug FROM records_citation x
JOIN records_passage p ON p.id = x.passage_id JOIN records_chapter c ON c.id = p.chapter_id
JOIN records_thesis t ON t.id = x.thesis_id
WHERE t.state = 'published' AND x.work_id IN (
  SELECT work_id FROM records_citation GROUP BY work_id HAVING count(DISTINCT thesis_id) > 2)
GROUP BY c.id ORDER BY count(*) DESC LIMIT 1
"""


@pytest.fixture(scope="module")
def chapter(site: Site) -> str:
    thesis, slug = site.ask(CHAPTER)[0]
    return f"/theses/{thesis}/{slug}/"


@pytest.fixture
def page(open_as: Open, chapter: str) -> Page:
    page = open_as()
    page.goto(chapter)
    return page


@pytest.fixture
def clock(page: Page, chapter: str) -> Page:
    """The page with a clock that only the test moves."""
    page.clock.install()
    page.goto(chapter)
    page.clock.pause_at(page.evaluate("Date.now()") / 1_000 + 1)
    return page


def find_link(page: Page) -> Locator:
    """A citation in the middle of the window."""
    link = page.locator("a.cite[data-card]").nth(1)
    link.evaluate("link => link.scrollIntoView({ block: 'center', behavior: 'instant' })")
    return link


def find_card(page: Page) -> Locator:
    return page.get_by_role("dialog").filter(has=page.locator("#citecard-name"))


def wait_for_card(page: Page) -> Locator:
    card = find_card(page)
    expect(card.locator(".citecard__body")).to_be_visible()
    return card


def lies_apart(link: Locator, card: Locator) -> bool:
    """Whether the card covers no line of its link and lies inside the window."""
    box = card.bounding_box()
    view = card.page.viewport_size
    assert box
    assert view
    lines = link.evaluate("link => [...link.getClientRects()].map(({ top, bottom }) => [top, bottom])")
    covers = any(top < box["y"] + box["height"] and bottom > box["y"] for top, bottom in lines)
    is_inside = (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= view["width"]
        and box["y"] + box["height"] <= view["height"] + 1
    )
    return is_inside and not covers


def test_a_click_opens_the_card_beside_the_words_and_the_work_is_a_click_away(page: Page) -> None:
    link = find_link(page)
    address = page.url.split("#")[0]
    link.click()
    card = wait_for_card(page)
    assert page.url.split("#")[0] == address
    assert lies_apart(link, card)
    expect(link).to_have_attribute("aria-expanded", "true")
    expect(card.locator("p.citecard__sentence").first).to_be_visible()
    check_accessible(page)
    card.locator("h2 a").click()
    page.wait_for_url(re.compile(r"/works/[\w-]+/$"))


def test_it_lies_inside_the_window_wherever_its_words_stand(page: Page) -> None:
    link = page.locator("a.cite[data-card]").nth(1)
    for block in ("start", "end"):
        link.evaluate("(link, block) => link.scrollIntoView({ block, behavior: 'instant' })", block)
        # What sticks to the window's edge may lie over the link there.
        link.dispatch_event("click", {"bubbles": True, "cancelable": True, "button": 0})
        card = wait_for_card(page)
        assert lies_apart(link, card), block
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)


def test_a_mouse_that_rests_opens_it_and_it_stays_while_the_mouse_is_in_it(clock: Page) -> None:
    page = clock
    link = find_link(page)
    link.hover()
    expect(link).to_have_attribute("aria-haspopup", "dialog")
    page.clock.run_for(HOVER - 50)
    expect(find_card(page)).to_have_count(0)
    page.clock.run_for(100)
    card = wait_for_card(page)
    assert focused(page) is None or focused(page)["tag"] == "body"  # type: ignore[index]
    card.hover()
    page.clock.run_for(3_000)
    expect(card).to_be_visible()
    page.mouse.move(2, 2)
    page.clock.run_for(1_000)
    expect(card).to_have_count(0)
    expect(link).to_have_attribute("aria-expanded", "false")


def test_a_mouse_that_only_passes_opens_nothing(clock: Page) -> None:
    page = clock
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/card/" in request.url else None)
    link = find_link(page)
    link.hover()
    expect(link).to_have_attribute("aria-haspopup", "dialog")
    page.mouse.move(2, 2)
    page.clock.run_for(2_000)
    expect(find_card(page)).to_have_count(0)
    link.hover()
    page.clock.run_for(80)
    page.mouse.move(2, 2)
    page.clock.run_for(2_000)
    expect(find_card(page)).to_have_count(0)
    assert asked == []


def test_escape_takes_away_what_the_mouse_opened_and_leaves_the_focus(page: Page) -> None:
    link = find_link(page)
    link.hover()
    card = wait_for_card(page)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert focused(page) is None


def test_by_keyboard_in_through_and_out_again(page: Page) -> None:
    link = find_link(page)
    link.focus()
    page.keyboard.press("Enter")
    card = wait_for_card(page)
    expect(card).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.locator("h2 a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()
    # Back from its first part to the link; from the link into it.
    page.keyboard.press("Enter")
    card = wait_for_card(page)
    expect(card).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(link).to_be_focused()
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.get_by_role("button").first).to_be_focused()
    # Past its last part to what follows the link in the text.
    card.locator("a[href], button, summary").last.focus()
    page.keyboard.press("Tab")
    expect(card).to_have_count(0)
    follows = page.evaluate(
        "link => Boolean(link.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"
        " && document.activeElement.closest('main') !== null",
        link.element_handle(),
    )
    assert follows


def test_one_card_at_a_time_and_none_after_a_press_elsewhere(page: Page) -> None:
    link = find_link(page)
    link.click()
    wait_for_card(page)
    other = page.locator("a.cite[data-card]").nth(0)
    other.dispatch_event("click", {"bubbles": True, "cancelable": True, "button": 0})
    card = wait_for_card(page)
    expect(card).to_have_count(1)
    expect(link).to_have_attribute("aria-expanded", "false")
    page.mouse.click(3, 450)
    expect(card).to_have_count(0)


def test_the_close_button_gives_the_focus_back(page: Page) -> None:
    link = find_link(page)
    link.click()
    card = wait_for_card(page)
    card.locator(".citecard__close").click()
    expect(card).to_have_count(0)
    expect(link).to_be_focused()


def test_it_goes_when_its_words_are_scrolled_far_away(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    link = find_link(page)
    link.click()
    card = wait_for_card(page)
    page.mouse.move(3, 3)
    page.evaluate("window.scrollBy({ top: 120, behavior: 'instant' })")
    page.wait_for_timeout(200)
    expect(card).to_be_visible()
    far = "scrollY > document.documentElement.scrollHeight / 2 ? 0 : document.documentElement.scrollHeight"
    page.evaluate(f"window.scrollTo({{ top: {far}, behavior: 'instant' }})")
    expect(card).to_have_count(0)


def test_nothing_on_the_page_moves_when_it_opens(page: Page) -> None:
    link = find_link(page)
    page.evaluate(
        """() => { window.shifted = 0; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifted += entry.value;
        }).observe({ type: 'layout-shift' }); }"""
    )
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    link.hover()
    wait_for_card(page)
    assert (
        page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == size
    )
    assert page.evaluate("window.shifted") < 0.01


def test_with_another_button_or_key_it_is_a_link_like_any(page: Page) -> None:
    link = find_link(page)
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(re.compile(r"/works/[\w-]+/$"))


def test_a_card_is_fetched_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/card/" in request.url else None)
    link = find_link(page)
    for _ in range(2):
        link.click()
        card = wait_for_card(page)
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)
    assert len(asked) == 1


def test_the_entry_is_copied_from_the_card(open_as: Open, chapter: str) -> None:
    page = open_as(permissions=["clipboard-read", "clipboard-write"])
    page.goto(chapter)
    find_link(page).click()
    card = wait_for_card(page)
    button = card.locator("button[data-copy='#citecard-in-text']")
    button.click()
    expect(page.locator("#announcer")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == card.locator("#citecard-in-text").inner_text()
    expect(card).to_be_visible()


def test_what_cannot_be_fetched_says_so_and_leads_to_the_work(
    page: Page, windows: Windows, chapter: str
) -> None:
    windows.expected += ["/card/", "Failed to load resource"]
    page.route("**/card/**", lambda route: route.fulfill(status=503))
    link = find_link(page)
    link.click()
    card = find_card(page)
    failed = card.locator("[data-state=failed]")
    expect(failed).to_be_visible()
    expect(failed.locator("a")).to_have_attribute(
        "href", re.compile(re.escape(link.get_attribute("href") or "-"))
    )
    check_accessible(page)
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    # The next try asks again.
    page.unroute("**/card/**")
    link.click()
    wait_for_card(page)


def test_what_takes_long_says_so(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/card/**", hold)
    find_link(page).click()
    card = find_card(page)
    expect(card.locator("[data-state=loading]")).to_be_visible()
    check_accessible(page)
    held[0].continue_()
    wait_for_card(page)
    expect(card.locator("[data-state=loading]")).to_have_count(0)


@pytest.fixture
def phone(open_as: Open, chapter: str) -> Page:
    page = open_as(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(chapter)
    return page


def test_on_a_phone_it_is_a_sheet_at_the_foot(phone: Page) -> None:
    link = find_link(phone)
    link.tap()
    card = wait_for_card(phone)
    phone.wait_for_timeout(100)
    box = card.bounding_box()
    assert box
    assert round(box["x"]) == 0
    assert round(box["width"]) == 390
    assert abs(box["y"] + box["height"] - 844) < 2
    assert link.evaluate("link => link.getBoundingClientRect().bottom") <= box["y"]
    close = card.locator(".citecard__close").bounding_box()
    assert close
    assert min(close["width"], close["height"]) >= 44
    check_accessible(phone)
    check_reflow(phone)
    phone.touchscreen.tap(195, 60)
    expect(card).to_have_count(0)
    link.tap()
    card = wait_for_card(phone)
    card.locator(".citecard__close").tap()
    expect(card).to_have_count(0)


def test_without_script_a_citation_leads_to_the_work(open_as: Open, chapter: str) -> None:
    page = open_as(java_script_enabled=False)
    page.goto(chapter)
    link = page.locator("a.cite[data-card]").first
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{address}")
