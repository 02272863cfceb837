"""Which pages of a work a citation names: "s. 42-44" names three, "kap. 3" a chapter."""

from __future__ import annotations

import re

# A longer stretch than this is read for its ends alone: whoever cites "s. 10-190" means the book.
LONGEST_STRETCH = 40
_PAGES = re.compile(r"^(?:s(?:ide(?:r|ne|n)?|s|\.)?|pp?|pages?)?\s*\.?\s*:?\s*(?=\d)", re.IGNORECASE)
_STRETCH = re.compile(
    r"(?P<first>\d{1,5})\s*(?:[-\u2010-\u2015\u2212]\s*(?P<last>\d{1,5}))?\s*(?P<on>f(?!\w|f|lg)|f\.)?"
)
_REST = re.compile(r"[\d\s.,;&f\u2010-\u2015\u2212-]|og|and|flg|ss?\b|pp?\b", re.IGNORECASE)


def read_pages(locator: str) -> tuple[int, ...]:
    """The pages that a locator names, in order, each once; () for what names no page ("kap. 4", "§ 13", "s. iv")."""
    text = " ".join(locator.split())
    begin = _PAGES.match(text)
    if begin is None or _REST.sub("", text[begin.end() :]):
        return ()
    pages: dict[int, None] = {}
    for match in _STRETCH.finditer(text, begin.end()):
        first = int(match["first"])
        last = _read_last(first, match["last"]) if match["last"] else first + bool(match["on"])
        stretch = range(first, last + 1) if first <= last <= first + LONGEST_STRETCH else (first, last)
        pages.update(dict.fromkeys(stretch))
    return tuple(sorted(pages))


def _read_last(first: int, written: str) -> int:
    """The end of a stretch, written out or shortened: 5 in "s. 143-5" is 145."""
    last = int(written)
    begin = str(first)
    if last < first and len(written) < len(begin):
        return int(begin[: -len(written)] + written)
    return last


def name_locator(locator: str) -> str:
    """The locator as pages write it: "s.124" and "s 124" are "s. 124"."""
    return re.sub(r"^(s|p|pp|ss|kap)\.?\s*(?=\d)", r"\1. ", " ".join(locator.split()))
