"""Tables to download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse

from kb.exports.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def make_table(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table as comma-separated values, saved as "tverrsnitt-<name>.csv"."""
    response = HttpResponse(write_table(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tverrsnitt-{name}.csv"'
    return response
