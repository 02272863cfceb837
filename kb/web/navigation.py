"""The parts of the site, and the pages that each opens on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import pgettext

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A part of the site, or a page in it. ``is_current``: the page lies in it; ``is_page``: it is its first page.

    ``pages`` are filled for the part that is current and has more than one.
    """

    label: str
    url: str
    is_current: bool
    is_page: bool
    pages: tuple[NavigationItem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """``pages``: URL names with their labels, the first being the part's own; ``also``: addresses that lie in it."""

    label: Callable[[], str]
    pages: tuple[tuple[str, Callable[[], str]], ...]
    also: tuple[str, ...] = ()


_PARTS = (
    _Part(
        lambda: pgettext("navigation", "Theses"),
        (
            ("thesis-list", lambda: pgettext("navigation", "All theses")),
            ("compare", lambda: pgettext("navigation", "Compare")),
        ),
    ),
    _Part(
        lambda: pgettext("navigation", "Quotations"),
        (
            ("quotation-list", lambda: pgettext("navigation", "All quotations")),
            ("voice-list", lambda: pgettext("navigation", "Voices")),
        ),
        ("/q/",),
    ),
    _Part(
        lambda: pgettext("navigation", "Themes"),
        (
            ("theme-list", lambda: pgettext("navigation", "All themes")),
            ("theme-matrix", lambda: pgettext("navigation", "Matrix")),
            ("theme-together", lambda: pgettext("navigation", "Together")),
            ("recurring", lambda: pgettext("navigation", "Recurring")),
        ),
    ),
    _Part(
        lambda: pgettext("navigation", "Sources"),
        # Its lists have tabs of their own, by how many theses share a source.
        (("author-list", lambda: pgettext("navigation", "Authors")),),
        ("/works/",),
    ),
    _Part(
        lambda: pgettext("navigation", "About"),
        (
            ("about", lambda: pgettext("navigation", "About the site")),
            ("about-search", lambda: pgettext("navigation", "How to search")),
            ("about-citing", lambda: pgettext("navigation", "How to cite")),
            ("about-keys", lambda: pgettext("navigation", "Keys")),
            ("about-accessibility", lambda: pgettext("navigation", "Accessibility")),
            ("about-privacy", lambda: pgettext("navigation", "Privacy")),
        ),
    ),
)


def present_navigation(path: str) -> tuple[NavigationItem, ...]:
    """The parts of the site, with the one that ``path`` lies in marked, and its pages in it."""
    return tuple(_present_part(part, path) for part in _PARTS)


def _present_part(part: _Part, path: str) -> NavigationItem:
    urls = [reverse(name) for name, _label in part.pages]
    is_current = path.startswith((*urls, *part.also))
    # The longest address that begins the path: /themes/matrix/ is not a theme's own page.
    nearest = max((url for url in urls if path.startswith(url)), key=len, default="")
    pages = tuple(
        NavigationItem(label(), url, url == nearest, path == url)
        for url, (_name, label) in zip(urls, part.pages, strict=True)
    )
    # Whoever reads a chapter or listens to a voice is deep in, and not choosing among pages.
    is_deep = path.count("/") > 3
    shown = pages if is_current and len(pages) > 1 and not is_deep else ()
    return NavigationItem(part.label(), urls[0], is_current, path == urls[0], shown)
