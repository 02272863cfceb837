"""Tables as comma-separated values, for spreadsheets."""

from __future__ import annotations

import csv
import io
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# By this mark at the beginning Excel knows the encoding.
_MARK = "\ufeff"
# What spreadsheets calculate when a cell begins with it, also written wide, also after blanks that do not show.
_FORMULA = tuple("=+-@＝＋－＠")
_UNSEEN = " \t\r\n\v\f\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"


def write_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table in UTF-8; no cell is taken for a formula."""
    return b"".join(stream_table(header, rows))


def stream_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The same, row by row: a table of any length needs no room."""
    written = io.StringIO(newline="")
    written.write(_MARK)
    writer = csv.writer(written, lineterminator="\r\n")
    for row in chain([header], rows):
        writer.writerow([_plain(cell) for cell in row])
        yield written.getvalue().encode("utf-8")
        written.seek(0)
        written.truncate()


def _plain(cell: object) -> str:
    """The cell as text; an apostrophe before what a spreadsheet would calculate (a leading dash may only be speech)."""
    if isinstance(cell, (int, float)):
        return str(cell)
    text = "" if cell is None else str(cell)
    is_formula = text.startswith(("\t", "\r", "\n")) or text.lstrip(_UNSEEN).startswith(_FORMULA)
    return f"'{text}" if is_formula else text
