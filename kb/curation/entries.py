"""What was read out of an entry of a reference list, as names and values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.records.actions.completing import name_field
from kb.records.models import Work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.safestring import SafeString

_FIELDS = ("title", "type", "container", "publisher", "volume", "issue", "pages", "doi", "url")


def list_particulars(parsed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Names of what was read with its words, in the order of a reference; what is empty is left out."""
    found = [
        (_("Authors"), _join_names(parsed.get("authors") or ())),
        (_("Editors"), _join_names(parsed.get("editors") or ())),
        (_name("year", parsed), str(parsed.get("year") or "")),
        *((_name(field, parsed), _tell(field, parsed.get(field))) for field in _FIELDS),
    ]
    return [(name, value) for name, value in found if value]


def show_particulars(parsed: Mapping[str, Any]) -> SafeString | str:
    """The same, one a line; a dash for an entry that could not be read."""
    return format_html_join("", "<div>{}: {}</div>", list_particulars(parsed)) or "–"


def _join_names(people: Sequence[Mapping[str, str | None]]) -> str:
    names = (
        each.get("organization") or ", ".join(filter(None, (each.get("family"), each.get("given"))))
        for each in people
    )
    return "; ".join(filter(None, names))


def _name(field: str, parsed: Mapping[str, Any]) -> str:
    if field == "container":
        return _("Journal") if parsed.get("type") == Work.Type.ARTICLE else _("Part of")
    return str(capfirst(name_field(field)))


def _tell(field: str, value: Any) -> str:
    return str(dict(Work.Type.choices).get(value, value)) if field == "type" and value else str(value or "")
