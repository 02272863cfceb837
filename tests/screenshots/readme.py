"""The two pictures of the README: a chapter with the card of a cited work open, and a theme through all theses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.public_pages import ENGLISH, find_addresses
from tests.screenshots.moments import MOMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.sites import Site

CHAPTER = f"/theses/{ENGLISH}/2-theory/"
# Cited in that chapter and in several other theses, with the same year in all.
WORK = "/works/ansell-gash-2008-"
SIZE = {"width": 1280, "height": 800}
# Heavier ones make the front page of the project slow.
MOST_BYTES = 250_000


def take_readme_pictures(site: Site, folder: Path) -> list[Path]:
    """Writes ``reading.png`` and ``theme.png`` into the folder, in English as the README is; where they are."""
    from tests.browser.browsers import run_chromium

    addresses = find_addresses(site)
    with run_chromium() as browser:
        context = browser.new_context(
            base_url=site.address,
            viewport=SIZE,
            locale="en-GB",
            reduced_motion="reduce",  # type: ignore[arg-type]
        )
        page = context.new_page()
        _open(page, CHAPTER)
        link = page.locator(f'a[data-card^="{WORK}"]').first
        link.evaluate("link => link.scrollIntoView({ block: 'nearest', behavior: 'instant' })")
        link.click()
        page.locator(MOMENTS["chapter+card"].shows).first.wait_for()
        page.wait_for_timeout(300)
        taken = [_take(page, folder / "reading.png")]
        _open(page, addresses["theme"])
        taken.append(_take(page, folder / "theme.png"))
    return taken


def _open(page: Page, address: str) -> None:
    page.goto(address)
    # At a second view the fonts are there from the first paint.
    page.reload()
    page.evaluate("document.fonts.ready")


def _take(page: Page, path: Path) -> Path:
    page.screenshot(path=path, animations="disabled")
    assert path.stat().st_size <= MOST_BYTES, (
        f"{path.name} is too heavy for the README: {path.stat().st_size} bytes"
    )
    return path
