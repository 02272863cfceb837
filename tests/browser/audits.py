"""Public pages looked at as a whole: by axe's rules, and by what axe cannot judge."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.checks import BEST_PRACTICE, WCAG, Judgement, bring_axe, judge
from tests.browser.conftest import Windows
from tests.browser.public_pages import PAGES, find_addresses
from tests.browser.sites import Site

LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
WIDTHS = {1440: 900, 768: 1024, 390: 844}
SCHEMES = ("light", "dark")
RULES = (*WCAG, *BEST_PRACTICE)
WIDE, MIDDLE, NARROW = sorted(WIDTHS, reverse=True)
LEAST_TARGET = 24
# A window of 1280 × 1024 at 400 %.
ZOOMED = (320, 256)
# Spacing that a reader may set without losing anything (WCAG 1.4.12), and text alone twice as large (1.4.4).
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
DOUBLED = "html { font-size: 200% !important; }"
_SAID = (
    "SELECT text, language FROM records_quotation WHERE length(text) > 40",
    "SELECT title, language FROM records_thesis WHERE state = 'published' AND length(title) > 20",
    """SELECT p.text, coalesce(nullif(c.language, ''), t.language) FROM records_passage p
    JOIN records_chapter c ON c.id = p.chapter_id JOIN records_thesis t ON t.id = p.thesis_id
    WHERE p.kind = 'paragraph' AND length(p.text) > 120 AND c.kind IN ('chapter', 'abstract', 'foreword')""",
)
_AUDIT = (Path(__file__).parent / "audit.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Combination:
    """How a page is looked at."""

    language: str
    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.language} {self.width} {self.scheme}"


ALL = tuple(itertools.starmap(Combination, itertools.product(LANGUAGES, WIDTHS, SCHEMES)))


def choose_two(number: int) -> tuple[Combination, Combination]:
    """A wide look and a narrow one, one light and one dark; with the number the schemes turn, and the languages."""
    first, second = ([*LANGUAGES] * 2)[number % 3 :][:2]
    one, other = SCHEMES if number % 2 else SCHEMES[::-1]
    return Combination(first, WIDE, one), Combination(second, NARROW, other)


class Readers:
    """Windows before the public site, one a language and role, that stay open; ``addresses`` are those of all pages."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.windows = Windows(browser, site)
        self.windows.expected += ["404", "410"]
        self.addresses = find_addresses(site)
        # The first words of what theses say, each with its language.
        rows = [row for question in _SAID for row in site.ask(question)]
        self.samples = [(" ".join(text.split())[:30], language) for text, language in rows if language]
        self._pages: dict[tuple[str, str], Page] = {}

    def open(self, name: str, how: Combination) -> Page:
        """The page of that name, as it is to be looked at."""
        row = PAGES[name]
        page = self._pages.get((how.language, row.role))
        if page is None:
            page = self.windows.open(row.role, locale=LANGUAGES[how.language])
            self._pages[how.language, row.role] = page
        page.set_viewport_size({"width": how.width, "height": WIDTHS[how.width]})
        page.emulate_media(color_scheme=how.scheme)  # type: ignore[arg-type]
        answer = page.goto(self.addresses[name])
        assert answer is not None
        assert answer.status == row.status, f"{name}: {answer.status}"
        assert page.evaluate("document.documentElement.lang") == how.language
        return page

    def repaint(self, name: str, how: Combination) -> Page:
        """The page that was opened last in that language and role, at the same width, in the other colours."""
        page = self._pages[how.language, PAGES[name].role]
        page.emulate_media(color_scheme=how.scheme)  # type: ignore[arg-type]
        return page

    def take_complaints(self) -> list[str]:
        """What scripts, policy and answers complained of since it was last asked."""
        told = self.windows.find_complaints()
        self.windows.complaints.clear()
        return told


def look_at(readers: Readers, name: str) -> list[str]:
    """The faults of one page: opened wide and narrow, so that each width, both schemes and two languages were tried.

    All languages of all pages are tried by ``python -m tests.measures.accessible``, and their words by tests/web.
    """
    wide, narrow = choose_two(list(PAGES).index(name))
    faults = [f"{wide}: {each}" for each in _look_wide(readers, name, wide)]
    faults += [f"{narrow}: {each}" for each in _look_narrow(readers, name, narrow)]
    return faults + readers.take_complaints()


def _look_wide(readers: Readers, name: str, how: Combination) -> Iterator[str]:
    page = readers.open(name, how)
    yield from _look_at_all(page, readers)
    yield from audit(page, "stops")
    with restyled(page, DOUBLED):
        yield from (f"text of 200 %, {each}" for each in audit(page, "losses"))
    page.set_viewport_size({"width": MIDDLE, "height": WIDTHS[MIDDLE]})
    yield from (f"at {MIDDLE}, {each}" for each in audit(page, "targets", "losses", "scrollers"))


def _look_narrow(readers: Readers, name: str, how: Combination) -> Iterator[str]:
    page = readers.open(name, how)
    yield from _look_at_all(page, readers)
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    yield from (f"at 400 %, {each}" for each in audit(page, "losses", "scrollers", "stops"))
    with restyled(page, SPACED):
        yield from (f"spaced, {each}" for each in audit(page, "losses"))


def _look_at_all(page: Page, readers: Readers) -> Iterator[str]:
    yield from (json.dumps(each, ensure_ascii=False) for each in judge_unfolded(page).violations)
    yield from audit(page, "outline", "names", "twins", "targets", "losses", "scrollers")
    yield from audit(page, "strangers", given=readers.samples)


def judge_unfolded(page: Page) -> Judgement:
    """What axe says of the page with all that folds opened: what the sheet opens anyway it takes for hidden."""
    folded = page.evaluate_handle(
        "[...document.querySelectorAll('details:not([open])')].map((each) => ((each.open = true), each))"
    )
    told = judge(page, RULES)
    page.evaluate("(folded) => folded.forEach((each) => (each.open = false))", folded)
    return told


def audit(page: Page, *questions: str, given: Any = LEAST_TARGET) -> list[str]:
    """What audit.js finds for these questions; ``given`` is what one of them takes."""
    bring_axe(page)
    page.keyboard.press("Tab")  # focus is shown only to who uses the keyboard
    told = page.evaluate_handle(_AUDIT)
    ask = "([audit, question, given]) => audit[question](given)"
    found = {each: page.evaluate(ask, [told, each, given]) for each in questions}
    return [f"{question}: {fault}" for question, faults in found.items() for fault in faults]


@contextmanager
def restyled(page: Page, css: str) -> Iterator[None]:
    """The page with these styles besides its own, while the block lasts."""
    told = page.evaluate_handle(_AUDIT)
    page.evaluate("([audit, css]) => audit.restyle(css)", [told, css])
    yield
    page.evaluate("(audit) => audit.restyle('')", told)
