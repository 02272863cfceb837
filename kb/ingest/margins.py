"""Paragraphs that plain text sets in from its margin: block quotations, where the file kept the page's indents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.lines import Line, Sheet

LEAST_SET_IN = 3  # columns
_LEAST_AT_MARGIN = 0.6  # of the lines of running text
_MOST_SET_IN = 0.3
_SEVERAL = 5
_CELL_GAP = "   "


@dataclass(frozen=True, slots=True)
class Margins:
    """Where running text begins on its lines; ``column`` None where the file tells nothing of it.

    ``first_lines`` tells that paragraphs begin with a line set in, so that one such line alone says nothing.
    """

    column: int | None
    first_lines: bool

    def is_set_in(self, line: Line) -> bool:
        return self.column is not None and line.indent - self.column >= LEAST_SET_IN

    def are_set_in(self, lines: Sequence[Line], width: int) -> bool:
        """Whether the lines of a paragraph of running text all stand in alike."""
        if not all(self.is_set_in(line) for line in lines) or any(_CELL_GAP in line.text for line in lines):
            return False
        if max(line.indent for line in lines) - min(line.indent for line in lines) > 1:
            return False
        if len(lines) == 1:
            return not self.first_lines and lines[0].ends_sentence and len(lines[0].text) >= 0.4 * width
        # What is centred on the page is no running text.
        return all(len(line.text) >= 0.5 * width for line in lines[:-1])


def find_margins(sheet: Sheet) -> Margins:
    """The margin of a plain text in lines of a page's width."""
    lines = sheet.lines
    long = [i for i, line in enumerate(lines) if len(line.text) >= 0.6 * sheet.full_width]
    if sheet.flowing or not long or any(line.hint for line in lines):
        return Margins(None, first_lines=False)
    column, _ = Counter(lines[i].indent for i in long).most_common(1)[0]
    # A page may begin with a space that is none of the margin.
    at_margin = sum(abs(lines[i].indent - column) <= 1 for i in long)
    set_in = [i for i in long if lines[i].indent - column >= LEAST_SET_IN]
    if at_margin < _LEAST_AT_MARGIN * len(long) or len(set_in) > _MOST_SET_IN * len(long):
        return Margins(None, first_lines=False)
    firsts = sum(
        abs(lines[i + 1].indent - column) <= 1 and not sheet.wider_gap(i + 1)
        for i in set_in
        if i + 1 < len(lines)
    )
    return Margins(column, first_lines=firsts >= _SEVERAL)
