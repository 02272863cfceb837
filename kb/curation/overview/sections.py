"""The bar at the top of every page: the few places where the work is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
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
            (
                "quality",
                "records_quotation",
                "records_informant",
                "records_thesis_review",
                "records_thesis_personal",
                "records_thesis_publish",
            ),
        ),
        (
            _("Sources"),
            "records_work_changelist",
            ("view_work",),
            ("records_work", "records_person", "records_citation", "records_reference", "duplicates"),
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
        if all(_has(request, right) for right in needed):
            here = ("page" if name == page else "true") if at == mine else ""
            found.append(Section(label, reverse(f"admin:{page}"), here))
    return tuple(found)


def find_places(request: HttpRequest) -> tuple[Section, ...]:
    """On a page of one thesis, the other pages of it that this person may open; none elsewhere."""
    match = request.resolver_match
    name = match.url_name or "" if match is not None else ""
    if match is None or not name.startswith("records_thesis_"):
        return ()
    key = str(match.kwargs.get("thesis_pk") or match.kwargs.get("object_id") or "")
    if not (key.isascii() and key.isdecimal()):
        return ()
    user = request.user
    may_publish = user.has_perm("records.change_thesis") or user.has_perm("records.publish_thesis")
    places = (
        (_("Particulars"), "change", _has(request, "records.view_thesis")),
        (_("Review"), "review", user.has_perm("records.change_quotation")),
        (_("Personal data"), "personal", user.has_perm("records.change_passage")),
        (_("Publish"), "publish", may_publish),
        (_("New version"), "new_version", user.has_perm("records.add_thesis")),
        (_("History"), "history", _has(request, "records.view_thesis")),
    )
    return tuple(
        Section(
            label,
            reverse(f"admin:records_thesis_{page}", args=[key]),
            ("page" if name == f"records_thesis_{page}" else "true")
            if name.startswith(f"records_thesis_{page}")
            else "",
        )
        for label, page, may in places
        if may
    )


def _has(request: HttpRequest, right: str) -> bool:
    return request.user.has_perm(right) or request.user.has_perm(right.replace(".view_", ".change_"))
