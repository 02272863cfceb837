"""When the theses on a theme were written: a chart of quotations by year, and its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.pages.themes.links import Number
from kb.synthesis.quotations.question import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.pages.themes.links import ThemeLinks
    from kb.synthesis.themes.neighbours import YearCount

STEP, BAR, HEIGHT, HEAD, FOOT = 44, 26, 96, 22, 26


@dataclass(frozen=True, slots=True)
class YearRow:
    """``x`` is the middle of the bar, ``top`` and ``height`` its measures; ``theses`` leads to the list of them."""

    label: str
    quotations: Number
    theses: Number
    x: int
    left: int
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class YearChart:
    rows: tuple[YearRow, ...]
    width: int
    height: int
    bar: int
    base: int
    year_y: int
    title: str
    description: str


def present_years(years: Sequence[YearCount], name: str, links: ThemeLinks) -> YearChart | None:
    """The chart of a theme; None where there is but one year, which shows nothing."""
    if len(years) < 2:
        return None
    most = max(row.n_quotations for row in years)
    best = max(years, key=lambda row: row.n_quotations)
    rows = tuple(_present_year(row, place, most, links) for place, row in enumerate(years))
    return YearChart(
        rows=rows,
        width=STEP * len(rows),
        height=HEAD + HEIGHT + FOOT,
        bar=BAR,
        base=HEAD + HEIGHT,
        year_y=HEAD + HEIGHT + 18,
        title=_("Quotations on %(theme)s by the year of the thesis") % {"theme": name},
        description=_("From %(first)s to %(last)s; most in %(best)s, %(n)s quotations in %(theses)s theses.")
        % {
            "first": rows[0].label,
            "last": rows[-1].label,
            "best": _name_year(best.year),
            "n": best.n_quotations,
            "theses": best.n_theses,
        },
    )


def _present_year(row: YearCount, place: int, most: int, links: ThemeLinks) -> YearRow:
    value = NONE if row.year is None else str(row.year)
    height = max(2, round(HEIGHT * row.n_quotations / most)) if row.n_quotations else 0
    return YearRow(
        label=_name_year(row.year),
        quotations=links.quotations(row.n_quotations, year=value),
        theses=Number(row.n_theses, links.page("theme-theses", year=value) if row.n_theses else ""),
        x=STEP * place + STEP // 2,
        left=STEP * place + (STEP - BAR) // 2,
        top=HEAD + HEIGHT - height,
        height=height,
    )


def _name_year(year: int | None) -> str:
    return str(year) if year is not None else _("n.d.")
