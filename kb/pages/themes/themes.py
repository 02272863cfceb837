"""What the list of themes says: the tree, and how far each theme runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.chips import Mark, find_mark
from kb.pages.lists import Choice, change_query
from kb.synthesis.themes.spread import Spread

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from django.http import QueryDict

    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

# As many theses get a cell each; of more, a bar tells the share.
MOST_CELLS = 40
SHADES = 3
UNKNOWN = 10_000


class Sorting(StrEnum):
    TREE = "tree"
    SPREAD = "spread"
    QUOTATIONS = "quotations"
    NAME = "name"


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
    """``themes`` are those that answer; ``kept`` what the text field must send along, as (name, value)."""

    title: str
    themes: tuple[ThemeRow, ...]
    n_all: int
    n_theses: int
    width: int
    most: int
    words: str
    clear_url: str
    table_url: str
    sortings: tuple[Choice, ...]
    confirmed: Choice
    is_confirmed: bool
    kept: tuple[tuple[str, str], ...]


def present_theme_list(
    vocabulary: Vocabulary,
    spreads: dict[int, Spread],
    facts: Facts,
    *,
    words: str,
    named: Collection[int] | None,
    query: QueryDict,
) -> ThemeListPage:
    """The themes as a tree or in another order; ``named`` are those whose name answers ``words``, None for all."""
    is_confirmed, sorting = query.get("confirmed") == "1", _read_sorting(query)
    rows = [
        (level, pk, spreads.get(pk, Spread())) for level, pk in _order(vocabulary, spreads, sorting, named)
    ]
    # Theses stand in the strip as they were written, the oldest at the left, those without a year at the right.
    oldest_first = sorted(range(len(facts.theses)), key=lambda place: facts.theses[place].year or UNKNOWN)
    return ThemeListPage(
        title=_("Themes"),
        themes=tuple(
            _present_row(vocabulary, pk, level, spread, oldest_first, is_confirmed=is_confirmed)
            for level, pk, spread in rows
        ),
        n_all=len(vocabulary.themes),
        n_theses=len(facts.theses),
        width=10 * len(facts.theses),
        most=max((spread.n_quotations for _level, _pk, spread in rows), default=0),
        words=words,
        clear_url=change_query(query, q=None),
        table_url=f"{reverse('theme-list-table')}{change_query(query) if query else ''}",
        sortings=_present_sortings(sorting, query),
        confirmed=Choice(
            _("Only what curators confirmed"),
            change_query(query, confirmed=None if is_confirmed else "1"),
            is_confirmed,
        ),
        is_confirmed=is_confirmed,
        kept=tuple((name, query.get(name, "")) for name in ("sort", "confirmed") if query.get(name)),
    )


def find_named(vocabulary: Vocabulary, words: str, labels: Iterable[tuple[int, str]]) -> set[int] | None:
    """The themes with every word in their name or another label of theirs; None where nothing is asked."""
    wanted = words.casefold().split()
    if not wanted:
        return None
    names = {pk: [theme.display_name.casefold()] for pk, theme in vocabulary.themes.items()}
    for pk, text in labels:
        names.setdefault(pk, []).append(text.casefold())
    return {pk for pk, texts in names.items() if any(all(word in text for word in wanted) for text in texts)}


def _read_sorting(query: QueryDict) -> Sorting:
    asked = query.get("sort", "")
    return Sorting(asked) if asked in set(Sorting) else Sorting.TREE


def _order(
    vocabulary: Vocabulary, spreads: dict[int, Spread], sorting: Sorting, named: Collection[int] | None
) -> Iterable[tuple[int, int]]:
    rows = [(level, pk) for level, pk in vocabulary.walk() if named is None or pk in named]
    # What was looked for by its name may stand far from the theme above it.
    if sorting is Sorting.TREE:
        return rows if named is None else [(0, pk) for _level, pk in rows]
    spread = {pk: spreads.get(pk, Spread()) for _level, pk in rows}
    keys = {
        Sorting.SPREAD: lambda pk: (-spread[pk].n_theses, -spread[pk].n_quotations),
        Sorting.QUOTATIONS: lambda pk: (-spread[pk].n_quotations, -spread[pk].n_theses),
        Sorting.NAME: lambda pk: (),  # noqa: ARG005 - by name alone
    }
    by_name = sorted((pk for _level, pk in rows), key=vocabulary.sort_key)
    return [(0, pk) for pk in sorted(by_name, key=keys[sorting])]


def _present_sortings(sorting: Sorting, query: QueryDict) -> tuple[Choice, ...]:
    labels = {
        Sorting.TREE: _("as a tree"),
        Sorting.SPREAD: _("most theses"),
        Sorting.QUOTATIONS: _("most quotations"),
        Sorting.NAME: _("name"),
    }
    return tuple(
        Choice(label, change_query(query, sort=None if value is Sorting.TREE else value), value is sorting)
        for value, label in labels.items()
    )


def _present_row(
    vocabulary: Vocabulary,
    pk: int,
    level: int,
    spread: Spread,
    places: Sequence[int],
    *,
    is_confirmed: bool,
) -> ThemeRow:
    theme = vocabulary.themes[pk]
    url = theme.get_absolute_url()
    switch = "?confirmed=1" if is_confirmed else ""
    return ThemeRow(
        name=theme.display_name,
        url=f"{url}{switch}",
        mark=find_mark(pk),
        level=level,
        n_quotations=spread.n_quotations,
        quotations_url=list_quotations(theme=theme.slug, confirmed=is_confirmed),
        n_theses=spread.n_theses,
        theses_url=f"{reverse('theme-theses', args=[theme.slug])}{switch}",
        cells=tuple(_present_cells(spread, places)) if len(places) <= MOST_CELLS else (),
    )


def _present_cells(spread: Spread, places: Sequence[int]) -> Iterable[Cell]:
    """One cell a thesis; the darkest is the thesis with most on this very theme."""
    most = max(spread.by_thesis.values(), default=0)
    for column, place in enumerate(places):
        n = spread.by_thesis.get(place, 0)
        yield Cell(10 * column, -(-SHADES * n // most) if n else 0)


def name_columns() -> list[str]:
    """The heads of the columns of :func:`present_theme_rows`."""
    return [_("Theme"), _("Broader theme"), _("Quotations"), _("Theses"), _("Address")]


def present_theme_rows(page: ThemeListPage, vocabulary: Vocabulary, site: str) -> Iterable[list[object]]:
    """The list as a table to download, in the order of the page; ``site`` begins every address."""
    broader = {str(theme.display_name): theme.broader_id for theme in vocabulary.themes.values()}
    for row in page.themes:
        above = broader.get(row.name)
        name = vocabulary.name(above) if above in vocabulary.themes else ""
        yield [row.name, name, row.n_quotations, row.n_theses, f"{site}{row.url}"]


def list_quotations(*, confirmed: bool = False, **choices: str | Sequence[str]) -> str:
    """The address of the list of quotations with these choices; a name may have several values."""
    switch = {"confirmed": "1"} if confirmed else {}
    return f"{reverse('quotation-list')}?{urlencode({**choices, **switch}, doseq=True)}"
