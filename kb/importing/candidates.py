"""Which works of the base an entry of a file of references may mean, how surely, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from kb.importing.likeness import (
    Candidate,
    KnownAuthor,
    KnownWork,
    family_of,
    fold_title,
    judge,
    may_be_one,
    shorter_names,
    titles_alike,
    ways_to_write,
)
from kb.ingest.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.importing.libraries import Entry

# From here on a match needs no second thought if it is the only one.
SURE = 0.9
# Below this nothing is proposed.
LOWEST = 0.3
# Two candidates as near as this are equals.
NEAR = 0.15
# A stub beside the full work is worth a look from here on.
DOUBLE = 0.5
MOST_CANDIDATES = 5


class Verdict(StrEnum):
    """What matching says of an entry as a whole."""

    SURE = "sure"  # one work, and no other entry for it
    LIKELY = "likely"
    SEVERAL = "several"  # works or entries that fit as well
    HERE = (
        "here"  # the base has the work with all that the entry says; whoever stores the match finds that out
    )
    DOUBLE = "double"  # the base has the work, and beside it one of author and year that seems to be the same
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found for one entry; ``rivals`` are indices of entries that fit the best candidate as well."""

    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    rivals: tuple[int, ...] = field(default=())

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None


class WorkIndex:
    """The works of the base by what an entry can be looked up with."""

    def __init__(self, works: Iterable[KnownWork]) -> None:
        self.works: dict[int, KnownWork] = {}
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._by_doi: defaultdict[str, list[int]] = defaultdict(list)
        self._by_title: defaultdict[str, list[int]] = defaultdict(list)
        for work in works:
            self.works[work.pk] = work
            if work.authors:
                for key in _keys_of(work.authors[0]):
                    self._by_name[key].append(work.pk)
            if work.doi:
                self._by_doi[work.doi.casefold()].append(work.pk)
            if work.title:
                self._by_title[_title_key(work.title)].append(work.pk)

    def find(self, entry: Entry) -> tuple[Candidate, ...]:
        """The works that the entry may mean, best first, at most MOST_CANDIDATES."""
        near: dict[int, None] = {}
        if entry.doi:
            near |= dict.fromkeys(self._by_doi.get(entry.doi.casefold(), ()))
        near |= dict.fromkeys(self._by_title.get(_title_key(entry.title), ()))
        if entry.authors:
            keys = {key for name in ways_to_write(entry.authors[0]) for key in _name_keys(name)}
            named = dict.fromkeys(pk for key in keys for pk in self._by_name.get(key, ()))
            near |= dict.fromkeys(pk for pk in named if may_be_one(entry, self.works[pk]))
        judged = (judge(entry, self.works[pk]) for pk in near)
        found = [candidate for candidate in judged if candidate is not None and candidate.score >= LOWEST]
        found.sort(key=lambda candidate: (-candidate.score, candidate.is_stub, candidate.work))
        return tuple(found[:MOST_CANDIDATES])


def has_double(candidates: Iterable[Candidate]) -> bool:
    """Whether a stub is among the works that an entry may mean, surely enough to be looked at."""
    return any(candidate.is_stub and candidate.score >= DOUBLE for candidate in candidates)


def match_all(entries: Sequence[Entry], index: WorkIndex) -> list[Matched]:
    """What was found for each entry, with an eye to the others: two that fit one work as well are rivals."""
    found = [index.find(entry) for entry in entries]
    claims: defaultdict[int, list[int]] = defaultdict(list)
    for number, candidates in enumerate(found):
        for candidate in candidates:
            if candidate.score >= candidates[0].score - NEAR:
                claims[candidate.work].append(number)
    return [_settle(number, candidates, entries, claims, found) for number, candidates in enumerate(found)]


def _settle(
    number: int,
    candidates: tuple[Candidate, ...],
    entries: Sequence[Entry],
    claims: dict[int, list[int]],
    found: list[tuple[Candidate, ...]],
) -> Matched:
    if not candidates:
        return Matched(Verdict.NONE)
    best = candidates[0]
    if not best.is_stub and best.score >= SURE and has_double(candidates):
        return Matched(Verdict.DOUBLE, candidates)
    rivals = tuple(islice(_find_rivals(number, best, entries, claims[best.work], found), MOST_CANDIDATES))
    equals = [candidate for candidate in candidates[1:] if candidate.score >= best.score - NEAR]
    if rivals or equals:
        return Matched(Verdict.SEVERAL, candidates, rivals)
    if best.score >= SURE:
        return Matched(Verdict.SURE, candidates)
    return Matched(Verdict.LIKELY, candidates)


def _find_rivals(
    number: int,
    best: Candidate,
    entries: Sequence[Entry],
    claiming: Iterable[int],
    found: list[tuple[Candidate, ...]],
) -> Iterator[int]:
    """The other entries that fit the work as well; one of the same title is the same entry once more."""
    for other in claiming:
        if (
            other != number
            and _score_of(best.work, found[other]) >= best.score - NEAR
            and not titles_alike(entries[other].title, entries[number].title)
        ):
            yield other


def _score_of(work: int, candidates: tuple[Candidate, ...]) -> float:
    return next((candidate.score for candidate in candidates if candidate.work == work), 0.0)


def _title_key(title: str) -> str:
    return fold_title(title)[:12]


def _keys_of(author: KnownAuthor) -> set[str]:
    """Keys under which the works of the author are looked up."""
    names = [author.name, *map(family_of, author.variants)]
    ways = names if author.is_organization else [way for name in names for way in shorter_names(name)]
    return {key for way in ways for key in _name_keys(way)}


def _name_keys(name: str) -> list[str]:
    """Keys that a name shares with itself and with those one letter away from it."""
    folded = fold_name(name)
    if len(folded) < 6 or len(folded) > 30:
        return [folded]
    return [folded, *{f"~{folded[:at]}{folded[at + 1 :]}" for at in range(len(folded))}, f"~{folded}"]
