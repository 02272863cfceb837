"""Where in the file a particular was read: the lines that say it, word for word."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.models import SourceFile

_NO_LETTER = re.compile(r"[\W_]+")
_RIGHTS = re.compile(
    r"creative commons|\bcc[ -]by|©|\(c\) ?\d{4}|opphavsrett|copyright|klausul|båndlagt", re.IGNORECASE
)
_MONTHS = (
    "jan(?:uar|uary)?|feb(?:ruar|ruary)?|mars|march|april|mai|may|jun[ie]|jul.|aug(?:ust)?|sept?(?:ember)?|o[kc]tober|"
    "nov(?:ember)?|de[sc]ember|vår(?:en)?|høst(?:en)?|haust(?:en)?|spring|autumn|fall"
)
# A number is told from others by its place: on the first pages it is the year of the thesis.
FIRST_LINES = 200
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Lines of the extracted text, with their numbers, and the page where the file has pages ("" where not)."""

    first: int
    last: int
    page: str
    lines: tuple[tuple[int, str], ...]


class SourceText:
    """The text of a file, to look words up in whatever the case, spaces and punctuation between them."""

    def __init__(self, source: SourceFile) -> None:
        self._lines = source.text.split("\n")
        self._pages: Sequence[Sequence[object]] = source.pages
        folded = [_fold(line) for line in self._lines]
        self._folded = "".join(folded)
        self._starts = [0, *accumulate(len(line) for line in folded)]

    def find(self, *values: str) -> SourcePlace | None:
        """Where the first of the values stands that stands anywhere."""
        for value in values:
            sought = _fold(value)
            at = self._folded.find(sought) if sought else -1
            if at >= 0:
                first = bisect_right(self._starts, at)
                return self.place(first, bisect_right(self._starts, at + len(sought) - 1))
        return None

    def find_year(self, year: int) -> SourcePlace | None:
        """Where the year stands by itself on the first pages, or anywhere as part of a date."""
        alone = re.compile(rf"(?<!\d){year}(?!\d)")
        dated = re.compile(rf"(?:{_MONTHS}|\d\.) ?{year}(?!\d)", re.IGNORECASE)
        for number, line in enumerate(self._lines, start=1):
            if (alone if number <= FIRST_LINES else dated).search(line):
                return self.place(number, number)
        return None

    def find_rights(self) -> SourcePlace | None:
        """Where the file speaks of rights, on its first pages."""
        for number, line in enumerate(self._lines[:FIRST_LINES], start=1):
            if _RIGHTS.search(line):
                return self.place(number, number)
        return None

    def place(self, first: int, last: int) -> SourcePlace:
        """The lines from ``first`` to ``last``, the empty ones left out."""
        shown = [
            (number, self._lines[number - 1].strip())
            for number in range(first, min(last, len(self._lines)) + 1)
            if self._lines[number - 1].strip()
        ]
        return SourcePlace(first, last, self._page_of(first), tuple(shown[:MOST_LINES]))

    def _page_of(self, line: int) -> str:
        found = ""
        for first, page in self._pages:
            if int(str(first)) > line:
                break
            found = str(page)
        return found


def _fold(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())
