"""Tables as separated values, for spreadsheets: as those of the page's language read them when a file is opened."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# By this mark at the beginning Excel knows the encoding.
_MARK = "\ufeff"
# What spreadsheets calculate when a cell begins with it, also written wide, also after blanks that do not show.
_FORMULA = tuple("=+-@＝＋－＠")
_UNSEEN = " \t\r\n\v\f\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What parts cells, and whole numbers from their decimals."""

    delimiter: str
    decimal: str


# Excel set up in Norwegian puts a row that commas part into one cell, and takes 1.5 for the first of May.
NORWEGIAN, ENGLISH = Dialect(";", ","), Dialect(",", ".")


def find_dialect() -> Dialect:
    """That of the page's language."""
    return NORWEGIAN if (get_language() or "").partition("-")[0] in {"nb", "nn", "no"} else ENGLISH


def write_table(
    header: Sequence[str], rows: Iterable[Sequence[object]], dialect: Dialect | None = None
) -> bytes:
    """The table in UTF-8, in the dialect of the page where none is told; no cell is taken for a formula."""
    return b"".join(stream_table(header, rows, dialect))


def stream_table(
    header: Sequence[str], rows: Iterable[Sequence[object]], dialect: Dialect | None = None
) -> Iterator[bytes]:
    """The same, row by row: a table of any length needs no room."""
    # Found at once: when rows are asked for, no language is set any more.
    return _stream(header, rows, dialect or find_dialect())


def _stream(header: Sequence[str], rows: Iterable[Sequence[object]], dialect: Dialect) -> Iterator[bytes]:
    written = io.StringIO(newline="")
    written.write(_MARK)
    writer = csv.writer(written, delimiter=dialect.delimiter, lineterminator="\r\n")
    for row in chain([header], rows):
        writer.writerow([_plain(cell, dialect.decimal) for cell in row])
        yield written.getvalue().encode("utf-8")
        written.seek(0)
        written.truncate()


def _plain(cell: object, decimal: str) -> str:
    """The cell as text; an apostrophe before what a spreadsheet would calculate (a leading dash may only be speech)."""
    if isinstance(cell, (int, float)):
        return str(cell).replace(".", decimal)
    text = "" if cell is None else str(cell)
    is_formula = text.startswith(("\t", "\r", "\n")) or text.lstrip(_UNSEEN).startswith(_FORMULA)
    return f"'{text}" if is_formula else text
