"""The sources of compared theses: cited by all, by some, by one of them only, and how often each cites them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.pages.lists import change_query
from kb.pages.sources.work_names import name_work
from kb.records.languages import tell_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from kb.pages.compare.compare import Column
    from kb.records.models import Thesis, Work
    from kb.synthesis.compare.compare import Counts
    from kb.synthesis.compare.comparison import Compared


@dataclass(frozen=True, slots=True)
class PlaceNumber:
    """How often one thesis cites a work; ``url`` lists the places ("" where there are none)."""

    n: int
    url: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    label: str
    title: str
    url: str
    numbers: tuple[PlaceNumber, ...]


@dataclass(frozen=True, slots=True)
class SharedWorks:
    """Works that all of the theses cite, or some: ``n`` in all, ``rows`` those shown."""

    title: str
    n: int
    rows: tuple[WorkRow, ...]


@dataclass(frozen=True, slots=True)
class OwnWorks:
    """Works that one thesis alone cites; ``numbers`` of a row holds that thesis' only."""

    column: Column
    n: int
    rows: tuple[WorkRow, ...]


@dataclass(frozen=True, slots=True)
class SourceSection:
    """``is_cut`` tells that more can be shown, at ``all_url``."""

    shared: tuple[SharedWorks, ...]
    own: tuple[OwnWorks, ...]
    n_works: int
    is_cut: bool
    is_all: bool
    all_url: str


def places_url(work: Work, thesis: Thesis) -> str:
    """The places where the thesis cites the work."""
    return f"{work.get_absolute_url()}?thesis={thesis.slug}#places"


def present_sources(
    compared: Compared, columns: Sequence[Column], *, is_all: bool, query: QueryDict
) -> SourceSection:
    """The works in groups: those that all cite, that some do, and for each thesis those that it alone cites."""
    groups, shown, works = compared.works, compared.shown_works, compared.work_records

    def present(rows: Sequence[Counts]) -> tuple[WorkRow, ...]:
        found = (row for row in rows if row.pk in works)
        return tuple(_present_row(works[row.pk], row.numbers, compared.theses) for row in found)

    shared = [SharedWorks(_name_shared(len(columns)), len(groups.all), present(shown.all))]
    if groups.some:
        shared.append(SharedWorks(_("Cited by some of them"), len(groups.some), present(shown.some)))
    own = []
    for place, (column, rows, listed) in enumerate(zip(columns, groups.one, shown.one, strict=True)):
        found = (row for row in listed if row.pk in works)
        thesis = compared.theses[place : place + 1]
        presented = (_present_row(works[row.pk], (row.numbers[place],), thesis) for row in found)
        own.append(OwnWorks(column, len(rows), tuple(presented)))
    return SourceSection(
        shared=tuple(shared),
        own=tuple(own),
        n_works=len(groups.works),
        is_cut=len(groups.works) > len(shown.works),
        is_all=is_all,
        all_url=change_query(query, sources=None if is_all else "all") + "#sources",
    )


def _name_shared(n_theses: int) -> str:
    return _("Cited by both") if n_theses == 2 else _("Cited by all of them")


def _present_row(work: Work, numbers: Sequence[int], theses: Sequence[Thesis]) -> WorkRow:
    return WorkRow(
        label=name_work(work),
        title=tell_title(work.title),
        url=work.get_absolute_url(),
        numbers=tuple(
            PlaceNumber(n, places_url(work, thesis) if n else "")
            for n, thesis in zip(numbers, theses, strict=True)
        ),
    )
