"""The rows of a list, whose cells know what their column is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

register = template.Library()

_OPENING = re.compile(r"<(td|th)\b")
# A cell that says nothing: a dash, or "no".
_BARE = re.compile(r'<td[^>]*>(?:\s*[–-]?\s*|\s*<span(?: class="said-no")?>[^<]*</span>\s*)</td>')
_ROLES = {"td": "cell", "th": "rowheader"}


@register.filter
def labelled(cells: Iterable[str], heads: Sequence[dict[str, Any]]) -> list[SafeString]:
    """The cells of a row as the framework made them, each with the name of its column and its role in a table.

    On a phone a row stands as a record of its own; there the names are shown, and what says nothing is left out.
    """
    return [
        _label(str(cell), str(heads[at].get("text", "")) if at < len(heads) else "")
        for at, cell in enumerate(cells)
    ]


def _label(cell: str, head: str) -> SafeString:
    # The head of the column of boxes is a box itself.
    name = "" if "<" in head else head[:1].upper() + head[1:]
    label = f' data-label="{escape(name)}"' if name else ""
    bare = " data-bare" if _BARE.fullmatch(cell.strip()) else ""
    return mark_safe(  # the framework escaped the cell, the name is escaped here
        _OPENING.sub(lambda found: f'<{found[1]} role="{_ROLES[found[1]]}"{label}{bare}', cell, count=1)
    )
