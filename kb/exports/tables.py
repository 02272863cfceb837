"""Tables as comma-separated values, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# By this mark at the beginning Excel knows the encoding.
_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table in UTF-8; no cell is taken for a formula."""
    written = io.StringIO(newline="")
    written.write(_MARK)
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8")


def _plain(cell: object) -> str:
    """The cell as text; an apostrophe before what a spreadsheet would calculate (a leading dash may only be speech)."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
