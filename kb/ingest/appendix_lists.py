"""The page that lists the appendices before they come, and the headings that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.titles import alike, fold, plain_title

if TYPE_CHECKING:
    from kb.ingest.lines import Sheet

_HEAD = re.compile(
    r"^(?:(?:liste|oversikt) over )?(?:vedlegg|appendices|appendiks|appendix)(?:sliste|soversikt)?\s*:?$"
    r"|^list of appendices\s*:?$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:(?:vedlegg|appendix|appendiks)\s+)?(?:nr\.?\s?)?(?P<mark>\d{1,2}|[A-H])\s?[.:)–-]?\s+(?P<title>[A-ZÆØÅ].{3,100})$",
    re.IGNORECASE,
)
LEAST_LISTED = 2
MOST_LISTED = 15


def find_listed_appendices(sheet: Sheet, start: int) -> tuple[int, list[int]] | None:
    """The line that heads a list of the appendices, and the lines below it with which those of them begin that no
    number marks; None where there is no such list, or not most of what it lists comes after it."""
    for i in range(max(start, len(sheet.lines) // 3), len(sheet.lines) - LEAST_LISTED):
        if not lists_appendices(sheet, i):
            continue
        titles = _read_items(sheet, i + 1)
        found = _find_titles(sheet, i + 1 + len(titles), titles)
        if len(found) * 2 > len(titles):
            return i, found
    return None


def lists_appendices(sheet: Sheet, i: int) -> bool:
    """Whether line ``i`` is the heading of a list of the appendices."""
    return (
        _HEAD.match(plain_title(sheet.lines[i].text)) is not None
        and len(_read_items(sheet, i + 1)) >= LEAST_LISTED
    )


def _read_items(sheet: Sheet, first: int) -> list[str]:
    """The titles of a list whose numbers or letters rise from the first one on, a line each."""
    titles: list[str] = []
    for line in sheet.lines[first : first + MOST_LISTED]:
        match = _ITEM.match(plain_title(line.text))
        expected = (str(len(titles) + 1), chr(ord("A") + len(titles)))
        if match is None or match["mark"].upper() not in expected:
            break
        titles.append(re.sub(r"[\s.]*\.{2,}\s*\d*$|\s+\d{1,3}$", "", match["title"]).strip(" .,;"))
    return titles


def _find_titles(sheet: Sheet, first: int, titles: list[str]) -> list[int]:
    """The lines that are the listed titles again, in order, each below the one before."""
    found: list[int] = []
    at = first
    for title in titles:
        i = next((i for i in range(at, len(sheet.lines)) if _is_title(sheet, i, title)), None)
        if i is not None:
            found.append(i)
            at = i + 1
    return found


def _is_title(sheet: Sheet, i: int, title: str) -> bool:
    text = plain_title(sheet.lines[i].text)
    if len(text) > len(title) + 40 or text[:1].islower():
        return False
    match = _ITEM.match(text)
    bare = match["title"] if match else text
    if fold(bare)[:4] != fold(title)[:4]:
        return False
    longer = len(fold(title)) >= 8 and fold(bare).startswith(fold(title)) and not text.endswith(".")
    return longer or alike(bare, title)
