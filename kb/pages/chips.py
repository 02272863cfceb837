"""Themes as readers meet them on every page: a name, a shape, and how sure we are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.records.models import Theme

# Twelve shapes on a field of 12 by 12 that stay apart at the size of a letter, solid and hollow in turn.
SHAPES = (
    "M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0Z",
    "M6 0l6 6-6 6-6-6Z",
    "M.5 .5h11v11H.5Z",
    "M6 .5 12 11.5H0Z",
    "M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0Zm0 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z",
    "M4 0h4v4h4v4H8v4H4V8H0V4h4Z",
    "M6 0l6 6-6 6-6-6Zm0 4L4 6l2 2 2-2Z",
    "M3 .8h6L12 6 9 11.2H3L0 6Z",
    "M.5 .5h11v11H.5ZM3.5 3.5v5h5v-5Z",
    "M0 .5h12L6 11.5Z",
    "M6 0a6 6 0 0 1 0 12Z M0 0h4v12H0Z",
    "M0 1h12v3.5H0ZM0 7.5h12V11H0Z",
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
        name=theme.name,
        slug=theme.slug,
        url=theme.get_absolute_url(),
        mark=find_mark(theme.pk),
        is_suggested=is_suggested,
        count=count,
    )
