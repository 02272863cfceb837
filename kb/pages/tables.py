"""A table's text as rows and cells. No Django here."""

from __future__ import annotations

import re

Rows = tuple[tuple[str, ...], ...]

_CELL_GAP = re.compile(r"\t+| {3,}| ?\| ?")
# What counts rows where a table names them: "1", "Leder 2", "Informant C".
_COUNTED = re.compile(r"(?:.*\s)?(?P<count>\d{1,2}|[A-ZÆØÅ])[.)]?")
_LONGEST_CELL = 80
_FEWEST, _MOST = 2, 8  # columns of a table that fell apart
_LEAST_COUNTED = 3


def split_table(text: str) -> Rows:
    """The rows of a table whose cells are parted by bars, tabs or wide gaps; () where most rows have but one."""
    lines = [line for line in text.splitlines() if any(character.isalnum() for character in line)]
    rows = _split_at_tabs(lines) or [_split_line(line) for line in lines]
    width = max(map(len, rows), default=0)
    if width < _FEWEST or 2 * sum(len(row) > 1 for row in rows) < len(rows):
        return ()
    if len(rows[0]) == width - 1 and len(rows) > 1 and all(len(row) == width for row in rows[1:]):
        # Nothing stands in the corner where the heads of rows and columns meet.
        rows[0] = ("", *rows[0])
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def _split_at_tabs(lines: list[str]) -> list[tuple[str, ...]]:
    """Cells parted by one tab each, so that empty ones keep their place; [] where runs of tabs part them."""
    rows = [tuple(cell.strip() for cell in line.rstrip().split("\t")) for line in lines]
    widths = [len(row) for row in rows]
    if not rows or widths[0] < _FEWEST or not all(rows[0][1:]):
        return []
    has_corner = set(widths[1:]) == {widths[0] + 1} and all(map(any, zip(*rows[1:], strict=True)))
    return rows if has_corner or max(widths) == widths[0] else []


def _split_line(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in _CELL_GAP.split(line.strip().strip("|").strip()))


def restore_columns(text: str) -> Rows:
    """The rows of a table that fell apart into a cell a line; () where the columns cannot be told.

    They can where every so many lines one stands that counts: "Leder A", "Leder B", "Leder C". A head may come first.
    """
    cells = [line.strip() for line in text.splitlines() if line.strip()]
    if any(len(cell) > _LONGEST_CELL for cell in cells):
        return ()
    widths = [
        width
        for width in range(_FEWEST, _MOST + 1)
        if len(cells) % width == 0 and _is_counted(cells[::width])
    ]
    if len(widths) != 1:
        return ()
    width = widths[0]
    return tuple(tuple(cells[at : at + width]) for at in range(0, len(cells), width))


def _is_counted(firsts: list[str]) -> bool:
    """Whether what begins the rows, but for a head, counts them from the first."""
    counts = [match["count"] if (match := _COUNTED.fullmatch(cell)) else "" for cell in firsts]
    for told in (counts, counts[1:]):
        n = len(told)
        letters = [chr(ord("A") + place) for place in range(n)]
        if n >= _LEAST_COUNTED and told in ([str(place + 1) for place in range(n)], letters):
            return True
    return False
