"""A drawing of which pages of a work are cited: a bar for each page, or for each stretch of pages of a long book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 300
HEIGHT = 64
MOST_BARS = 75
FEWEST_PAGES = 4
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
# A page number beyond this is a misreading, and would squeeze the rest into a line.
LAST_PAGE = 2500


@dataclass(frozen=True, slots=True)
class Bar:
    """``x``, ``y``, ``width`` and ``height`` in the units of the drawing; ``label`` names the pages, ``n`` counts."""

    x: float
    y: float
    width: float
    height: float
    label: str
    n: int


@dataclass(frozen=True, slots=True)
class PageChart:
    """``first`` and ``last`` stand at the ends of the axis, ``step`` is how many pages a bar covers."""

    bars: tuple[Bar, ...]
    first: int
    last: int
    step: int
    most: int
    width: int = WIDTH
    height: int = HEIGHT


def draw_pages(counted: Iterable[tuple[str, int]]) -> PageChart | None:
    """The drawing of (page, number of places); None where too few pages are cited for one to tell anything."""
    pages = {int(name): n for name, n in counted if name.isdecimal() and int(name) <= LAST_PAGE}
    if len(pages) < FEWEST_PAGES:
        return None
    span = max(pages) - min(pages) + 1
    step = next(step for step in STEPS if span / step <= MOST_BARS)
    first = min(pages) // step * step if step > 1 else min(pages)
    n_bars = (max(pages) - first) // step + 1
    sums = [0] * n_bars
    for page, n in pages.items():
        sums[(page - first) // step] += n
    room, most = WIDTH / n_bars, max(sums)
    bars = tuple(
        Bar(
            x=round(number * room, 2),
            y=round(HEIGHT * (1 - n / most), 2),
            width=round(max(min(room - 0.5, 12), 1), 2),
            height=round(HEIGHT * n / most, 2),
            label=str(begin) if step == 1 else f"{begin}–{begin + step - 1}",
            n=n,
        )
        for number, n in enumerate(sums)
        if n
        for begin in (first + number * step,)
    )
    return PageChart(bars, first, max(pages), step, most)
