"""What the page of themes that go together says: pairs of themes, how often and how strongly they meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kb.pages.chips import Mark, find_mark
from kb.pages.counts import write_strength
from kb.pages.cross_section.matrix_addresses import change_readably
from kb.pages.lists import Choice, Crumb, Pager, present_pager
from kb.pages.themes.themes import list_quotations
from kb.synthesis.alphabet import make_sort_key
from kb.synthesis.cross_section.together import Sorting, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.pages.cross_section.together_graph import Graph
    from kb.pages.cross_section.together_pair import PairPanel
    from kb.records.models import Theme
    from kb.synthesis.cross_section.together import Pair, TogetherQuestion
    from kb.synthesis.vocabulary import Vocabulary

LEAST = (1, 2, 3, 5, 10, 25, 100)


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A theme with its mark; ``url`` leads to the theme, ``n_url`` to the ``n`` units that carry it."""

    name: str
    slug: str
    url: str
    mark: Mark
    n: int
    n_url: str


@dataclass(frozen=True, slots=True)
class PairRow:
    first: NamedTheme
    second: NamedTheme
    url: str
    n: int
    n_url: str
    strength: float
    strength_text: str


@dataclass(frozen=True, slots=True)
class ThemeOption:
    slug: str
    label: str
    is_first: bool
    is_second: bool


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """``theme`` is the one that all pairs have, "" for any; ``unknown`` a slug that no theme has."""

    title: str
    crumbs: tuple[Crumb, ...]
    unit: str
    tabs: tuple[Choice, ...]
    sortings: tuple[Choice, ...]
    leasts: tuple[Choice, ...]
    confirmed: Choice
    options: tuple[ThemeOption, ...]
    kept: tuple[tuple[str, str], ...]
    theme: str
    unknown: str
    clear_url: str
    all_url: str
    n_pairs: int
    rows: tuple[PairRow, ...]
    strongest: float
    pager: Pager
    table_url: str
    graph: Graph | None
    panel: PairPanel | None


class Addresses:
    """Addresses of the page, which keep what the reader chose before."""

    def __init__(self, query: QueryDict, question: TogetherQuestion, vocabulary: Vocabulary) -> None:
        self.query, self.question, self.vocabulary = query, question, vocabulary

    def change(self, **changes: str | Sequence[str] | None) -> str:
        return change_readably(self.query, **changes)

    def of_pair(self, *slugs: str, unit: Unit | None = None) -> str:
        """The list of what carries the themes, in the unit of the page or in another."""
        chosen = unit or self.question.unit
        changes = {"pair": ",".join(slugs), "in": None if chosen is Unit.QUOTATION else chosen.value}
        return self.change(**changes, theme=None, min=None, sort=None, **{"with": None})

    def of_units(self, *slugs: str) -> str:
        """What carries all the themes: the list of quotations, or our own of passages and sections."""
        if self.question.unit is Unit.QUOTATION:
            return list_quotations(theme=slugs, confirmed=self.question.is_confirmed)
        return self.of_pair(*slugs)

    def of_theme(self, theme: Theme) -> str:
        return f"{theme.get_absolute_url()}{'?confirmed=1' if self.question.is_confirmed else ''}"


def present_together(
    page: Page[Pair],
    *,
    question: TogetherQuestion,
    vocabulary: Vocabulary,
    graph: Graph | None,
    panel: PairPanel | None,
    unknown: str,
    most: int,
    query: QueryDict,
) -> TogetherPage:
    """The pairs on this page of them, and the graph of the strongest; or the ``panel`` of one pair instead.

    ``most`` is how often any of the pairs meets, whatever number is asked for.
    """
    addresses = Addresses(query, question, vocabulary)
    theme = vocabulary.by_slug.get(question.theme)
    rows = tuple(
        present_pair(pair, addresses, first=theme.pk if theme else None) for pair in page.object_list
    )
    chosen = (*question.pair, question.theme, "", "")[:2] if question.pair or question.theme else ("", "")
    return TogetherPage(
        title=_("Themes that go together"),
        crumbs=(Crumb(_("Themes"), reverse("theme-list")),),
        unit=question.unit.value,
        tabs=tuple(_present_tabs(question, addresses)),
        sortings=tuple(_present_sortings(question, addresses)),
        leasts=tuple(
            Choice(
                str(least), addresses.change(min=str(least) if least > 1 else None), least == question.least
            )
            for least in sorted({*(least for least in LEAST if least <= max(most, 1)), question.least})
        ),
        confirmed=Choice(
            _("Only what curators confirmed"),
            addresses.change(confirmed=None if question.is_confirmed else "1"),
            question.is_confirmed,
        ),
        options=tuple(
            ThemeOption(
                t.slug,
                t.display_name,
                t.slug == chosen[0],
                t.slug == chosen[1],
            )
            for t in sorted(vocabulary.themes.values(), key=lambda t: make_sort_key(t.display_name))
        ),
        kept=tuple(
            (name, value)
            for name, value in (
                ("in", question.unit.value),
                ("confirmed", "1" if question.is_confirmed else ""),
            )
            if value and value != Unit.QUOTATION
        ),
        theme=theme.display_name if theme else "",
        unknown=unknown,
        clear_url=addresses.change(theme=None, pair=None, min=None, **{"with": None}),
        all_url=addresses.change(min=None),
        n_pairs=page.paginator.count,
        rows=rows,
        strongest=max((row.strength for row in rows), default=0),
        pager=present_pager(page, query=query),
        table_url=f"{reverse('theme-together-table')}{change_readably(query)}",
        graph=graph,
        panel=panel,
    )


def present_pair(pair: Pair, addresses: Addresses, *, first: int | None = None) -> PairRow:
    """A pair with its links; the theme ``first`` stands first where it is one of the two."""
    ends = [(pair.first, pair.n_first), (pair.second, pair.n_second)]
    if pair.second == first:
        ends.reverse()
    one, other = (name_theme(pk, n, addresses) for pk, n in ends)
    return PairRow(
        first=one,
        second=other,
        url=addresses.of_pair(one.slug, other.slug),
        n=pair.n,
        n_url=addresses.of_units(one.slug, other.slug),
        strength=pair.strength,
        strength_text=write_strength(pair.strength),
    )


def name_theme(pk: int, n: int, addresses: Addresses) -> NamedTheme:
    theme = addresses.vocabulary.themes[pk]
    return NamedTheme(
        name=theme.display_name,
        slug=theme.slug,
        url=addresses.of_theme(theme),
        mark=find_mark(pk),
        n=n,
        n_url=addresses.of_units(theme.slug),
    )


def name_unit(unit: Unit) -> str:
    labels = {
        Unit.QUOTATION: pgettext("together", "In the same quotation"),
        Unit.PASSAGE: pgettext("together", "In the same passage"),
        Unit.SECTION: pgettext("together", "In the same section"),
    }
    return labels[unit]


def present_together_rows(
    pairs: Sequence[Pair], vocabulary: Vocabulary, theme: int | None
) -> tuple[list[str], list[list[object]]]:
    """All pairs that answer as rows for a spreadsheet."""
    header = [
        _("Theme"),
        _("Goes together with"),
        _("Together"),
        _("The first"),
        _("The second"),
        _("Strength"),
    ]
    rows: list[list[object]] = []
    for pair in pairs:
        ends = [(pair.first, pair.n_first), (pair.second, pair.n_second)]
        if pair.second == theme:
            ends.reverse()
        (one, n_one), (other, n_other) = ends
        rows.append(
            [vocabulary.name(one), vocabulary.name(other), pair.n, n_one, n_other, round(pair.strength, 4)]
        )
    return header, rows


def _present_tabs(question: TogetherQuestion, addresses: Addresses) -> Iterable[Choice]:
    for unit in Unit:
        asked = None if unit is Unit.QUOTATION else unit.value
        yield Choice(name_unit(unit), addresses.change(**{"in": asked}), unit is question.unit)


def _present_sortings(question: TogetherQuestion, addresses: Addresses) -> Iterable[Choice]:
    labels = {
        Sorting.NUMBER: pgettext("together", "most often"),
        Sorting.STRENGTH: pgettext("together", "most strongly"),
    }
    for sorting, label in labels.items():
        url = addresses.change(sort=None if sorting is Sorting.NUMBER else sorting.value)
        yield Choice(label, url, sorting is question.sorting)
