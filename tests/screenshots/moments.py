"""What a page looks like when somebody has done something on it: opened a card, asked for help, typed into a box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


@dataclass(frozen=True, slots=True)
class Moment:
    """``page`` is the name of a public page, ``shows`` what is there when ``act`` is done."""

    page: str
    act: Callable[[Page], None]
    shows: str


def _open_card(page: Page) -> None:
    link = page.locator("a[data-card]").nth(1)
    link.evaluate("link => link.scrollIntoView({ block: 'center', behavior: 'instant' })")
    link.click()


def _open_help(page: Page) -> None:
    page.locator("h1").click()
    page.keyboard.press("?")


def _type_a_word(page: Page) -> None:
    page.locator("main input[name=q]").first.press_sequentially("partn")


def _focus_the_first(page: Page) -> None:
    page.keyboard.press("Tab")


MOMENTS: dict[str, Moment] = {
    "chapter+card": Moment("chapter-theory", _open_card, ".citecard__body"),
    "chapter+keys": Moment("chapter", _open_help, "dialog[open]"),
    "home+suggestions": Moment("home", _type_a_word, "[role=listbox]:not([hidden])"),
    "home+skip": Moment("home", _focus_the_first, ".skip:focus"),
}
