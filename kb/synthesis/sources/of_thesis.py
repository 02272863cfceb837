"""What one thesis builds on: every work that it cites or lists, the deepest used first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kb.synthesis.alphabet import make_sort_key
from kb.synthesis.sources.chapter_roles import ROLES, load_chapter_roles
from kb.synthesis.sources.cited_years import find_other_year
from kb.synthesis.sources.citing_places import sort_pages
from kb.synthesis.sources.citing_sentences import load_works
from kb.synthesis.sources.place_counts import PART_ORDER
from kb.synthesis.sources.reference_lists import find_reference_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import QueryDict
    from numpy.typing import NDArray

    from kb.ingest.chapter_roles import ChapterRole
    from kb.records.models import Reference, Thesis, Work
    from kb.synthesis.sources.citing_places import CitingPlaces


class Sorting(StrEnum):
    DEPTH = "depth"
    SHARED = "shared"
    NAME = "name"
    YEAR = "year"


class Only(StrEnum):
    """What a reader can pick out of the table."""

    CITED = "cited"
    QUOTED = "quoted"
    SECOND_HAND = "second"
    SHARED = "shared"
    UNLISTED = "unlisted"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    only: Only | None = None
    sorting: Sorting = Sorting.DEPTH
    is_confirmed: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> SourceQuestion:
        only, sorting = params.get("only", ""), params.get("sort", "")
        return cls(
            only=Only(only) if only in set(Only) else None,
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.DEPTH,
            is_confirmed=params.get("confirmed") == "1",
        )


@dataclass(frozen=True, slots=True)
class SourceOfThesis:
    """A work in one thesis. ``work`` is None for an entry of the list that stands for no known work.

    ``parts`` are those that cite it, as the thesis runs; ``n_others`` other theses that do. ``via`` are the works in
    which it was read, ``n_read_in`` counts places that cite others as read in this one. ``entries`` are how the
    reference list prints it, none where it is not there; ``other_years`` those the text cites it by that it is not of.
    """

    work: Work | None
    name: str
    n_places: int = 0
    n_chapters: int = 0
    parts: tuple[ChapterRole, ...] = ()
    pages: tuple[str, ...] = ()
    n_quoted: int = 0
    n_second_hand: int = 0
    via: tuple[Work, ...] = ()
    n_read_in: int = 0
    n_others: int = 0
    entries: tuple[str, ...] = ()
    other_years: tuple[str, ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether the text cites it, or cites others as read in it."""
        return self.n_places > 0 or self.n_read_in > 0

    def answers(self, only: Only | None) -> bool:
        return {
            None: True,
            Only.CITED: self.n_places > 0,
            Only.QUOTED: self.n_quoted > 0,
            Only.SECOND_HAND: self.n_second_hand > 0 or self.n_read_in > 0,
            Only.SHARED: self.n_others > 0,
            Only.UNLISTED: self.n_places > 0 and not self.entries,
            Only.UNCITED: not self.is_named,
        }[only]


@dataclass(frozen=True, slots=True)
class ThesisSources:
    """``rows`` answer, in order; ``counts`` are what each choice would leave. ``has_list``: a list was read."""

    rows: tuple[SourceOfThesis, ...]
    counts: dict[Only | None, int]
    n_places: int
    n_entries: int
    has_list: bool


def read_thesis_sources(thesis: Thesis, places: CitingPlaces, question: SourceQuestion) -> ThesisSources:
    """The works of a thesis whose ``places`` were found before; four queries."""
    entries: dict[int | None, list[Reference]] = {}
    for reference in find_reference_list(thesis):
        entries.setdefault(reference.work_id, []).append(reference)
    listed = [pk for pk in entries if pk is not None]
    keys = np.unique([*places.work.tolist(), *places.via[places.via > 0].tolist(), *listed]).astype(np.int64)
    works, others = load_works(keys.tolist()), _count_others(places, keys)
    rows = [
        _describe(places, works[pk], works, _print(entries.get(pk, [])), others.get(pk, 0))
        for pk in keys.tolist()
        if pk in works
    ]
    rows += [SourceOfThesis(None, entry.raw, entries=(entry.raw,)) for entry in entries.get(None, [])]
    chosen = sorted((row for row in rows if row.answers(question.only)), key=_ORDERS[question.sorting])
    return ThesisSources(
        rows=tuple(chosen),
        counts={only: sum(row.answers(only) for row in rows) for only in (None, *Only)},
        n_places=len(places.row),
        n_entries=sum(map(len, entries.values())),
        has_list=bool(entries),
    )


def _describe(
    places: CitingPlaces, work: Work, works: dict[int, Work], entries: tuple[str, ...], n_others: int
) -> SourceOfThesis:
    numbers = np.flatnonzero(places.work == work.pk)
    cited, passages = places.facts.citations, places.facts.passages
    chapters = passages.chapter[cited.passage_row[places.row[numbers]]]
    tops = load_chapter_roles(places.facts).top_of(chapters)
    roles = {ROLES[role] for role in places.role[numbers].tolist()}
    via = Counter(places.via[numbers].tolist())
    return SourceOfThesis(
        work=work,
        name=_sort_name(work),
        n_places=len(numbers),
        n_chapters=len(np.unique(tops)),
        parts=tuple(role for role in PART_ORDER if role in roles),
        pages=tuple(sort_pages({page for number in numbers.tolist() for page in places.pages[number]})),
        n_quoted=int(places.is_quoted[numbers].sum()),
        n_second_hand=int(places.is_second_hand[numbers].sum()),
        via=tuple(works[pk] for pk, _n in via.most_common() if pk in works),
        n_read_in=int((places.via == work.pk).sum()),
        n_others=n_others,
        entries=entries,
        other_years=tuple(
            sorted({find_other_year(places.years[n], work.year) for n in numbers.tolist()} - {""})
        ),
    )


def _count_others(places: CitingPlaces, works: NDArray[np.int64]) -> dict[int, int]:
    """How many theses besides this one cite each work."""
    cited = places.facts.citations
    own = set(places.thesis.tolist())
    rows = np.isin(cited.work, works) & ~np.isin(cited.thesis, list(own))
    width = max(len(places.facts.theses), 1)
    pairs = np.unique(cited.work[rows] * width + cited.thesis[rows])
    found, counts = np.unique(pairs // width, return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def _print(entries: Iterable[Reference]) -> tuple[str, ...]:
    return tuple(entry.raw for entry in entries)


def _sort_name(work: Work) -> str:
    names = [part.person.sort_name for part in work.authorships.all()]
    return f"{'; '.join(names) or work.title} {work.dated}"


def _by_depth(row: SourceOfThesis) -> tuple[int | str, ...]:
    return (-row.n_places, -row.n_chapters, -row.n_quoted, -row.n_read_in, make_sort_key(row.name))


def _by_year(row: SourceOfThesis) -> tuple[int | str, ...]:
    digits = row.work.year[:4] if row.work else ""
    newest_first = -int(digits) if digits.isascii() and digits.isdecimal() else 0
    return (newest_first, make_sort_key(row.name))


_ORDERS: dict[Sorting, Callable[[SourceOfThesis], tuple[int | str, ...]]] = {
    Sorting.DEPTH: _by_depth,
    Sorting.SHARED: lambda row: (-row.n_others, *_by_depth(row)),
    Sorting.NAME: lambda row: (make_sort_key(row.name),),
    Sorting.YEAR: _by_year,
}
