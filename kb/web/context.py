"""What every template knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest

SITE_NAME = "Tverrsnitt"


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A part of the site. ``is_current`` tells that the page lies in it, ``is_page`` that it is its first page."""

    label: str
    url: str
    is_current: bool
    is_page: bool


def site(request: HttpRequest) -> dict[str, object]:
    """The context that every page shares."""
    return {"site_name": SITE_NAME, "navigation": present_navigation(request.path)}


def present_navigation(path: str) -> tuple[NavigationItem, ...]:
    """The parts of the site, with the one that ``path`` lies in marked."""
    parts = (
        (_("Theses"), "thesis-list", ()),
        (_("Quotations"), "quotation-list", ("/q/",)),
        (_("Themes"), "theme-list", ()),
        (_("Sources"), "author-list", (reverse("work-list"),)),
        (_("About"), "about", ()),
    )
    items = []
    for label, name, also in parts:
        url = reverse(name)
        items.append(NavigationItem(label, url, path.startswith((url, *also)), path == url))
    return tuple(items)
