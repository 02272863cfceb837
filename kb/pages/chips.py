"""Themes as readers meet them on every page: a name, a shape, and how sure we are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.records.models import Theme

# Twelve shapes on a field of 12 by 12 that no one takes for another at the size of a letter, in one colour, on paper or
# on screen: solid and hollow in turn, edges on whole pixels where they are straight.
SHAPES = (
    "M6 .2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 6 .2Z",
    "M6-.4 12.4 6 6 12.4-.4 6Z",
    "M1 1h10v10H1Z",
    "M6 .2 12.2 11.4H-.2Z",
    "M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0Zm0 2.4a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2Z",
    "M4 0h4v4h4v4H8v4H4V8H0V4h4Z",
    "M6-.5 12.5 6 6 12.5-.5 6ZM6 3 3 6l3 3 3-3Z",
    "M.4 .4h11.2L7.2 6l4.4 5.6H.4L4.8 6Z",
    "M1 1h10v10H1ZM3 3v6h6V3Z",
    "M-.2 .6h12.4L6 11.8Z",
    "M2.2 0H5a6 6 0 0 1 0 12H2.2Z",
    "M0 1h12v4H0ZM0 7h12v4H0Z",
)
N_HUES = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A theme's shape, as an SVG path, and the number of its hue."""

    path: str
    hue: int


@dataclass(frozen=True, slots=True)
class ThemeChip:
    """A theme as a small link. ``count`` is None where nothing is counted."""

    name: str
    slug: str
    url: str
    mark: Mark
    is_suggested: bool = False
    count: int | None = None


def find_mark(number: int) -> Mark:
    """The mark of the theme with this primary key: shapes in turn, so that neighbours differ in shape."""
    return Mark(path=SHAPES[number % len(SHAPES)], hue=number % N_HUES)


def present_theme(theme: Theme, *, is_suggested: bool = False, count: int | None = None) -> ThemeChip:
    return ThemeChip(
        name=theme.display_name,
        slug=theme.slug,
        url=theme.get_absolute_url(),
        mark=find_mark(theme.pk),
        is_suggested=is_suggested,
        count=count,
    )
