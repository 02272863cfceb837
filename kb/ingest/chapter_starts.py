"""Which headings without numbers begin a chapter: told by the page that they begin, or by their capitals."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kb.ingest.titles import is_core_chapter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.lines import Sheet
    from kb.ingest.outline import Heading

LEAST_CHAPTERS = 2  # besides the first
_FULL_PAGE = 0.85  # of the lines that a full page holds


def find_chapter_starts(sheet: Sheet, headings: Sequence[Heading]) -> frozenset[int] | None:
    """The first lines of those headings that begin a chapter, None where the setting does not tell.

    It tells where the chapters with usual names (introduction, theory, method ...) nearly all begin a page, or are
    nearly all set in capitals, and the other headings are not.
    """
    core = [h for h in headings[1:] if is_core_chapter(h.title)]
    if len(core) < LEAST_CHAPTERS:
        return None
    capitals = [h for h in headings if _is_in_capitals(sheet, h)]
    if _nearly_all(core, capitals) and len(capitals) * 4 <= 3 * len(headings):
        return frozenset(h.first for h in (headings[0], *capitals))
    at_top = [h for h in headings if _begins_page(sheet, h.first)]
    if _nearly_all(core, at_top) and len(at_top) * 4 <= 3 * len(headings):
        short = _Pages(sheet)
        named = {h.first for h in core}
        chosen = [h.first for h in at_top if h.first in named or short.ends_before(h.first)]
        return frozenset((headings[0].first, *chosen))
    return None


def _nearly_all(core: Sequence[Heading], chosen: Sequence[Heading]) -> bool:
    firsts = {h.first for h in chosen}
    return sum(h.first in firsts for h in core) * 10 >= 6 * len(core)


def _is_in_capitals(sheet: Sheet, heading: Heading) -> bool:
    return sheet.lines[heading.first].text.isupper()


def _begins_page(sheet: Sheet, i: int) -> bool:
    return sheet.lines[i].page_top or sheet.lines[i].after_furniture


class _Pages:
    """How full the pages are: the page before a chapter is left half empty, the one before a sub-chapter is not."""

    def __init__(self, sheet: Sheet) -> None:
        self.starts = [i for i in range(len(sheet.lines)) if _begins_page(sheet, i)]
        sizes = sorted(b - a for a, b in zip(self.starts, self.starts[1:], strict=False))
        self.full = sizes[len(sizes) * 3 // 4] if sizes else 0

    def ends_before(self, i: int) -> bool:
        """Whether the page before the one that line ``i`` begins has room left."""
        at = bisect_right(self.starts, i) - 1
        return at < 1 or self.starts[at] - self.starts[at - 1] < _FULL_PAGE * self.full
