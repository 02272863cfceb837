"""How a PDF's pages are set: the usual type size and distances, and what stands out against them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.readers.pdf_lines import PageLine


_ITEM_START = re.compile(r"[-–•●▪◦o\d(]")
_NOTE_START = re.compile(r"\s*[\d⁰¹²³⁴-⁹]{1,3}\s*[^\W\d]")
SET_OFF = 1.3  # times the usual distance between lines


@dataclass(frozen=True, slots=True)
class Setting:
    """The usual distance between lines and type size, in points; the left margin by page side and column."""

    leading: float
    size: float
    lefts: dict[tuple[int, int], float]

    def left(self, page: int, line: PageLine) -> float:
        """The margin that a line of the page numbered ``page`` would start at."""
        return self.lefts.get((page % 2, line.column), self.lefts.get((0, 0), 72.0))


def measure(pages: Sequence[Sequence[PageLine]]) -> Setting:
    """How most of the text is set."""
    steps: Counter[float] = Counter()
    sizes: Counter[float] = Counter()
    lefts: dict[tuple[int, int], Counter[float]] = {}
    for number, page in enumerate(pages):
        for line, after in itertools.pairwise(page):
            if 4 < line.y - after.y < 60 and len(line.text) > 40:
                steps[round(line.y - after.y, 0)] += 1
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
            lefts.setdefault((number % 2, line.column), Counter())[round(line.x)] += 1
    return Setting(
        _mode(steps, 14.0), _mode(sizes, 12.0), {key: _mode(counts, 72.0) for key, counts in lefts.items()}
    )


def _mode(counts: Counter[float], default: float) -> float:
    return counts.most_common(1)[0][0] if counts else default


@dataclass(frozen=True, slots=True)
class Margins:
    """How the paragraphs of a page begin: where its lines start and end, and whether the first line hangs out
    instead of standing in."""

    left: float
    right: float
    hanging: bool


def measure_margins(page: Sequence[PageLine], left: float, leading: float) -> Margins:
    """The margins of a page's lines. First lines hang out where more lines stand in below one at the margin than
    lines at the margin follow each other."""
    ends = sorted(line.end for line in page)
    right = ends[int(len(ends) * 0.9)] if ends else left
    hanging = 0
    for before, line in itertools.pairwise(page):
        if 0 < before.y - line.y <= SET_OFF * leading and abs(before.x - left) < 4:
            hanging += _is_full(before, line, right) if _stands_in(before, line, left) else -1
    return Margins(left, right, hanging > 0)


def _stands_in(before: PageLine, line: PageLine, left: float) -> bool:
    """Whether a line is set in below one that starts at the margin."""
    return line.x - before.x > 8 and abs(before.x - left) < 4 and line.x - left < 60


def _is_full(line: PageLine, after: PageLine, right: float) -> bool:
    """Whether the first word of the next line would not have fitted on a line."""
    word = len(after.text.split(maxsplit=1)[0]) if after.text else 0
    return line.end + (0.25 + 0.45 * word) * after.size > right


def is_parted(before: PageLine, line: PageLine, setting: Setting, margins: Margins) -> bool:
    """Whether two lines stand apart: more space than usual, a jump, the first line of an indented paragraph, or
    one that hangs out.

    From the foot of one column to the head of the next, only what is set otherwise begins anew.
    """
    step = before.y - line.y
    left = margins.left
    if before.column and line.column == before.column + 1:
        return abs(line.size - before.size) > 0.5 or line.bold != before.bold or 8 < line.x - left < 25
    # Headings in larger type stand further apart from line to line.
    usual = setting.leading * max(1.0, min(before.size, line.size) / setting.size)
    if step < 0 or step > SET_OFF * usual or line.column != before.column:
        return True
    if abs(before.size - line.size) < 0.5 and line.size > 1.05 * setting.size:
        return False  # a heading's lines may stand in behind its number
    if margins.hanging:
        return before.x - line.x > 8 and abs(line.x - left) < 4
    return _stands_in(before, line, left) and line.x - left < 45


def find_set_in(page: Sequence[PageLine], leading: float, lefts: Sequence[float]) -> set[int]:
    """Lines of block quotations: two and more in a row, set in from the margin, with space above and below."""
    found: set[int] = set()
    n = 0
    while n < len(page):
        start = n
        if not 15 <= page[n].x - lefts[n] <= 110:
            n += 1
            continue
        while (
            n + 1 < len(page)
            and abs(page[n + 1].x - page[start].x) < 3
            and 0 < page[n].y - page[n + 1].y <= SET_OFF * leading
        ):
            n += 1
        long = sum(len(line.text) for line in page[start : n + 1]) > 60
        above = start == 0 or _apart(page[start - 1], page[start], leading)
        below = n + 1 == len(page) or _apart(page[n], page[n + 1], leading)
        if n > start and long and above and below and not _ITEM_START.match(page[start].text.strip()):
            found.update(range(start, n + 1))
        n += 1
    return found


def _apart(before: PageLine, line: PageLine, leading: float) -> bool:
    return not 0 <= before.y - line.y <= SET_OFF * leading


def find_footnotes(page: Sequence[PageLine], size: float) -> set[int]:
    """Lines of footnotes: in small type, from one that begins with a number to the last small one; rows of a
    table do not count."""
    found: set[int] = set()
    start: int | None = None
    for n in range(len(page) + 1):
        small = n < len(page) and page[n].size < 0.92 * size and len(page[n].text.strip()) > 5
        if small and start is None and _NOTE_START.match(page[n].text):
            start = n
        elif not small and start is not None:
            notes = range(start, n)
            if any(len(page[k].text) > 40 for k in notes):
                found.update(notes)
            start = None
    return found
