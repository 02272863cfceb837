"""The bar at the top of every page: the few places where the work is done."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Section:
    """One place; ``here`` is "page" on the very page, "true" within the place, "" elsewhere (aria-current)."""

    label: str
    url: str
    here: str


def find_sections(request: HttpRequest) -> tuple[Section, ...]:
    """The places this person may go to."""
    # label, page, the right one of which is needed, what names of pages within it begin with
    places = (
        (_("Overview"), "index", (), ("index",)),
        (
            _("Theses"),
            "records_thesis_changelist",
            ("view_thesis",),
            ("records_thesis", "records_import", "records_chapter", "records_passage", "records_sourcefile"),
        ),
        (
            _("Review"),
            "quality",
            ("view_quotation",),
            ("quality", "records_quotation", "records_informant", "records_thesis_review"),
        ),
        (
            _("Sources"),
            "records_work_changelist",
            ("view_work",),
            ("records_work", "records_person", "records_citation", "records_reference"),
        ),
        (_("Themes"), "records_theme_changelist", ("view_theme",), ("records_theme",)),
        (_("History"), "history", ("view_operation",), ("history",)),
        (_("Accounts"), "auth_user_changelist", (), ("auth_",)),
    )
    match = request.resolver_match
    name = match.url_name or "" if match is not None else ""
    mine = max(
        (
            (len(start), at)
            for at, (*_rest, starts) in enumerate(places)
            for start in starts
            if name.startswith(start)
        ),
        default=(0, -1),
    )[1]
    found = []
    for at, (label, page, rights, _starts) in enumerate(places):
        needed = [f"records.{right}" for right in rights] or (
            ["auth.view_user"] if page.startswith("auth") else []
        )
        if all(_has(request, right) for right in needed) and (url := _find(page)):
            here = ("page" if name == page else "true") if at == mine else ""
            found.append(Section(label, url, here))
    return tuple(found)


def _find(page: str) -> str:
    with contextlib.suppress(NoReverseMatch):
        return reverse(f"admin:{page}")
    return ""


def _has(request: HttpRequest, right: str) -> bool:
    return request.user.has_perm(right) or request.user.has_perm(right.replace(".view_", ".change_"))
