"""Theses side by side on one theme: who says what, group by group, and how a reader chooses the theses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.pages.quotations.cards import name_thesis
from kb.pages.quotations.citing import CitingSentence, present_citing
from kb.pages.themes.links import Number
from kb.pages.themes.quotes import ThemeQuote, name_group, present_quotes
from kb.records.languages import TextIn
from kb.synthesis.themes.across import SHOWN_A_CELL
from kb.synthesis.themes.on_theme import GROUPS, LITERATURE, POLICY, REST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.pages.themes.links import ThemeLinks
    from kb.synthesis.themes.across import Column, ThemeAcross

SHOWN_GROUPS = tuple(group for group in GROUPS if group != REST)


@dataclass(frozen=True, slots=True)
class SideCell:
    """What one group says in one thesis; papers have the places that cite them too."""

    group: str
    label: str
    is_read: bool
    n: Number
    n_citing: Number
    quotes: tuple[ThemeQuote, ...]
    citing: tuple[CitingSentence, ...]

    @property
    def has_more(self) -> bool:
        return self.n.count > len(self.quotes)


@dataclass(frozen=True, slots=True)
class SideColumn:
    """One thesis. ``number`` counts from 1; every column has the same groups, so that they stand level."""

    number: int
    name: str
    title: str
    language: str
    url: str
    is_example: bool
    n: Number
    cells: tuple[SideCell, ...]


@dataclass(frozen=True, slots=True)
class ThesisChoice:
    """A thesis that may be put beside the others; ``value`` goes into the address."""

    value: str
    name: str
    title: str
    n: int
    is_chosen: bool


def present_columns(across: ThemeAcross, links: ThemeLinks, said: set[int]) -> tuple[SideColumn, ...]:
    """The columns, each with the groups that any of them has something of; ``said`` is what stands above them."""
    groups = [
        group
        for group in SHOWN_GROUPS
        if any(column.said.get(group) or column.n_citing.get(group) for column in across.columns)
    ]
    shown = [column for column in across.columns if column.thesis in across.records.theses]
    return tuple(
        _present_column(across, column, number, groups, links, said)
        for number, column in enumerate(shown, start=1)
    )


def _present_column(
    across: ThemeAcross, column: Column, number: int, groups: list[str], links: ThemeLinks, said: set[int]
) -> SideColumn:
    thesis = across.records.theses[column.thesis]
    return SideColumn(
        number=number,
        name=name_thesis(thesis),
        title=thesis.title,
        language=thesis.language,
        url=thesis.get_absolute_url(),
        is_example=thesis.is_example,
        n=links.quotations(int(across.on.table[column.thesis].sum()), thesis=thesis.slug),
        cells=tuple(_present_cell(across, column, group, thesis.slug, links, said) for group in groups),
    )


def _present_cell(
    across: ThemeAcross, column: Column, group: str, slug: str, links: ThemeLinks, said: set[int]
) -> SideCell:
    n = int(across.on.table[column.thesis, GROUPS.index(group)])
    n_citing = column.n_citing.get(group, 0)
    citations = (across.records.citations.get(pk) for pk in column.citing.get(group, ()))
    return SideCell(
        group=group,
        label=name_group(group),
        is_read=group in {POLICY, LITERATURE},
        n=links.group(n, group, thesis=slug),
        n_citing=Number(n_citing, links.page("theme-passages", thesis=slug, cites=group) if n_citing else ""),
        quotes=present_quotes(
            across.on, across.records, column.said.get(group, ())[:SHOWN_A_CELL], shown=said
        ),
        citing=tuple(present_citing(citation) for citation in citations if citation is not None),
    )


def present_choices(across: ThemeAcross) -> Iterable[ThesisChoice]:
    """The theses that may be chosen, those shown first; each with its number of quotations."""
    shown = [column.thesis for column in across.columns]
    theses = across.records.theses
    for place in across.choices:
        if place in theses:
            yield ThesisChoice(
                theses[place].slug,
                name_thesis(theses[place]),
                TextIn(theses[place].title, theses[place].language),
                int(across.on.table[place].sum()),
                place in shown,
            )
