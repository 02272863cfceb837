"""A table's text as rows and cells. No Django here."""

from __future__ import annotations

import re

_CELL_GAP = re.compile(r"\t+| {3,}| ?\| ?")


def split_table(text: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table whose cells are parted by bars, tabs or wide gaps; () where no row has two cells."""
    rows = []
    for line in text.splitlines():
        stripped = line.strip().strip("|").strip()
        if not stripped or not stripped.strip("-|: "):
            continue
        rows.append(tuple(cell.strip() for cell in _CELL_GAP.split(stripped)))
    if not any(len(row) > 1 for row in rows):
        return ()
    width = max(map(len, rows))
    return tuple(row + ("",) * (width - len(row)) for row in rows)
