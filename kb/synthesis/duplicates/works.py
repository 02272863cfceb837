"""Works that are likely one."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from kb.synthesis.duplicates.proposals import LARGEST_BLOCK, Pair, block_by, pair_of, pairs_in
from kb.synthesis.duplicates.spelling import fold, main_title, nearly_same_words, same_digits

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

SAME_DOI = "same_doi"
SAME_TITLE = "same_title"
NEAR_TITLE = "near_title"
NEAR_YEAR = "near_year"
NO_YEAR = "no_year"
STUB = "stub"
TWO_STUBS = "two_stubs"
OTHER_ORDER = "other_order"

_UNKNOWN = 0.6  # of two persons who are likely one by way of a third
_LONG_TITLE = 12  # letters; shorter titles are had by many works


@dataclass(frozen=True, slots=True)
class WorkRow:
    """What tells a work from others.

    ``authors`` are groups of persons that are likely one, each by one number; ``persons`` the very persons.
    """

    pk: int
    title: str
    year: str
    suffix: str
    doi: str
    authors: tuple[int, ...]
    is_open: bool
    theses: frozenset[int]
    persons: tuple[int, ...]

    @property
    def is_stub(self) -> bool:
        return not self.title


def find_pairs(rows: Mapping[int, WorkRow], doubts: Mapping[frozenset[int], float]) -> Iterator[Pair]:
    """Which works are likely one. ``doubts`` says of two persons how sure it is that they are one; of others it is."""
    for pair in _find_alike(rows):
        sureness = min(pair.sureness, _doubt(rows[pair.one], rows[pair.other], doubts))
        yield replace(pair, sureness=sureness)


def _find_alike(rows: Mapping[int, WorkRow]) -> Iterator[Pair]:
    for one, other in pairs_in(block_by(_title_keys(rows.values()))):
        yield from _compare_titled(rows[one], rows[other])
    for block in block_by(_author_keys(rows.values())):
        if len(block) <= LARGEST_BLOCK:
            yield from _compare_of_year([rows[pk] for pk in block])
    for block in block_by((("all", row.authors), row.pk) for row in rows.values() if row.authors):
        yield from _compare_undated([rows[pk] for pk in block])


def _doubt(a: WorkRow, b: WorkRow, doubts: Mapping[frozenset[int], float]) -> float:
    """How sure it is that the authors are the same."""
    sure = 1.0
    for one, other in zip(a.persons, b.persons, strict=False):
        if one != other and one not in b.persons:
            sure = min(sure, doubts.get(frozenset((one, other)), _UNKNOWN))
    return sure


def _title_keys(rows: Iterable[WorkRow]) -> Iterator[tuple[Hashable, int]]:
    for row in rows:
        if row.doi:
            yield ("doi", fold(row.doi)), row.pk
        title = fold(main_title(row.title))
        if len(title) >= _LONG_TITLE and row.authors:
            # With the numbers in it and its author, so that a series' parts and common titles make no crowd.
            yield ("title", title, row.authors[0], *re.findall(r"\d+", row.title)), row.pk


def _author_keys(rows: Iterable[WorkRow]) -> Iterator[tuple[Hashable, int]]:
    for row in rows:
        if row.authors and row.year:
            yield ("first", row.authors[0], _plain_year(row.year)), row.pk
            yield ("any", tuple(sorted(row.authors)), _plain_year(row.year)), row.pk


def _compare_titled(a: WorkRow, b: WorkRow) -> Iterator[Pair]:
    if a.doi and fold(a.doi) == fold(b.doi):
        yield pair_of(a.pk, b.pk, SAME_DOI, 0.98)
        return
    if a.is_stub or b.is_stub or (a.doi and b.doi):
        return
    if (sureness := _title_sureness(a, b)) and a.authors[0] == b.authors[0]:
        fewer = 0.0 if authors_agree(a, b) else 0.25
        if _plain_year(a.year) == _plain_year(b.year):
            yield pair_of(a.pk, b.pk, SAME_TITLE, sureness - fewer)
        elif not a.year or not b.year or "uå" in {_plain_year(a.year), _plain_year(b.year)}:
            yield pair_of(a.pk, b.pk, NO_YEAR, sureness - 0.15 - fewer)
        elif abs(_year(a) - _year(b)) == 1:
            yield pair_of(a.pk, b.pk, NEAR_YEAR, sureness - 0.12 - fewer)


def _title_sureness(a: WorkRow, b: WorkRow) -> float:
    if not same_digits(a.title, b.title):
        return 0.0
    one, other = fold(a.title), fold(b.title)
    if one == other:
        return 0.97
    shorter, longer = sorted((one, other), key=len)
    # One has a subtitle and the other not; two subtitles are two works of a series.
    return 0.92 if longer.startswith(shorter) else 0.0


def _compare_of_year(rows: list[WorkRow]) -> Iterator[Pair]:
    titled: defaultdict[int, list[tuple[float, Pair]]] = defaultdict(list)
    for a, b in combinations(rows, 2):
        if not authors_agree(a, b):
            if sorted(a.authors) == sorted(b.authors) and a.is_stub and b.is_stub:
                yield pair_of(a.pk, b.pk, OTHER_ORDER, 0.6)
            continue
        if a.is_stub and b.is_stub:
            # Letters tell apart what one thesis cites; of two theses they say nothing.
            if a.suffix == b.suffix or not (a.theses & b.theses or (a.suffix and b.suffix)):
                sureness = 0.9 if a.suffix == b.suffix else 0.65
                yield pair_of(a.pk, b.pk, TWO_STUBS, sureness)
        elif a.is_stub or b.is_stub:
            stub = a if a.is_stub else b
            titled[stub.pk].append((0.0, pair_of(a.pk, b.pk, STUB, 0.75 if not a.theses & b.theses else 0.6)))
        elif nearly_same_words(a.title, b.title) and not (a.doi and b.doi):
            yield pair_of(a.pk, b.pk, NEAR_TITLE, 0.85)
    for found in titled.values():
        # A stub that two works fit is told by nobody but a reader.
        if len(found) == 1:
            yield found[0][1]


def _compare_undated(rows: list[WorkRow]) -> Iterator[Pair]:
    """A stub without a year is the one work by its authors that the thesis cites beside it."""
    if len(rows) > LARGEST_BLOCK:
        return
    for stub in rows:
        if stub.year or stub.title:
            continue
        beside = [row for row in rows if row.pk != stub.pk and row.year and row.theses & stub.theses]
        if len(beside) == 1 and beside[0].is_open == stub.is_open:
            yield pair_of(stub.pk, beside[0].pk, NO_YEAR, 0.75)


def authors_agree(a: WorkRow, b: WorkRow) -> bool:
    """Whether the authors are the same as far as both are known."""
    shorter, longer = sorted((a, b), key=lambda row: len(row.authors))
    if longer.authors[: len(shorter.authors)] != shorter.authors:
        return False
    return len(shorter.authors) == len(longer.authors) or shorter.is_open


def _plain_year(year: str) -> str:
    plain = fold(year)
    return "uå" if plain in {"uå", "nd", "udatert"} else plain


def _year(row: WorkRow) -> int:
    found = re.match(r"\d{4}", row.year)
    return int(found[0]) if found else 0
