"""What the list of themes says: the tree, and how far each theme runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.chips import Mark, find_mark
from kb.pages.lists import Choice, change_query
from kb.synthesis.themes import Spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from kb.synthesis.vocabulary import Vocabulary

# As many theses get a cell each; of more, a bar tells the share.
MOST_CELLS = 40
SHADES = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One thesis in the strip of a theme: its place, and how dark it is, from 0 (none) to SHADES."""

    x: int
    shade: int


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """``cells`` are empty where there are too many theses for them. Counts take narrower themes in."""

    name: str
    url: str
    mark: Mark
    level: int
    n_quotations: int
    quotations_url: str
    n_theses: int
    theses_url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ThemeListPage:
    title: str
    themes: tuple[ThemeRow, ...]
    n_theses: int
    width: int
    sortings: tuple[Choice, ...]
    confirmed: Choice
    is_confirmed: bool


def present_theme_list(
    vocabulary: Vocabulary,
    spreads: dict[int, Spread],
    thesis_pks: Sequence[int],
    *,
    query: QueryDict,
) -> ThemeListPage:
    """All themes as a tree or, with ``sort=spread``, those of most theses first. ``thesis_pks`` oldest first."""
    is_confirmed, is_flat = query.get("confirmed") == "1", query.get("sort") == "spread"
    rows = [(level, pk, spreads.get(pk, Spread())) for level, pk in vocabulary.walk()]
    if is_flat:
        rows = sorted(rows, key=lambda row: (-row[2].n_theses, -row[2].n_quotations, vocabulary.name(row[1])))
    return ThemeListPage(
        title=_("Themes"),
        themes=tuple(
            _present_row(
                vocabulary, pk, 0 if is_flat else level, spread, thesis_pks, is_confirmed=is_confirmed
            )
            for level, pk, spread in rows
        ),
        n_theses=len(thesis_pks),
        width=10 * len(thesis_pks),
        sortings=(
            Choice(_("as a tree"), change_query(query, sort=None), not is_flat),
            Choice(_("most theses"), change_query(query, sort="spread"), is_flat),
        ),
        confirmed=Choice(
            _("Only what curators confirmed"),
            change_query(query, confirmed=None if is_confirmed else "1"),
            is_confirmed,
        ),
        is_confirmed=is_confirmed,
    )


def _present_row(
    vocabulary: Vocabulary,
    pk: int,
    level: int,
    spread: Spread,
    thesis_pks: Sequence[int],
    *,
    is_confirmed: bool,
) -> ThemeRow:
    theme = vocabulary.themes[pk]
    url = theme.get_absolute_url()
    return ThemeRow(
        name=theme.name,
        url=url,
        mark=find_mark(pk),
        level=level,
        n_quotations=spread.n_quotations,
        quotations_url=list_quotations(theme=theme.slug, confirmed=is_confirmed),
        n_theses=spread.n_theses,
        theses_url=f"{url}{'?confirmed=1' if is_confirmed else ''}#spread",
        cells=tuple(_present_cells(spread, thesis_pks)) if len(thesis_pks) <= MOST_CELLS else (),
    )


def _present_cells(spread: Spread, thesis_pks: Sequence[int]) -> Iterable[Cell]:
    """One cell a thesis; the darkest is the thesis with most on this very theme."""
    most = max(spread.by_thesis.values(), default=0)
    for place, pk in enumerate(thesis_pks):
        n = spread.by_thesis.get(pk, 0)
        yield Cell(10 * place, -(-SHADES * n // most) if n else 0)


def list_quotations(*, confirmed: bool = False, **choices: str | Sequence[str]) -> str:
    """The address of the list of quotations with these choices; a name may have several values."""
    switch = {"confirmed": "1"} if confirmed else {}
    return f"{reverse('quotation-list')}?{urlencode({**choices, **switch}, doseq=True)}"
