"""Namings of works gathered into groups, each group one work as far as a thesis tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.ingest.citation_grammar import read_brackets
from kb.ingest.matching import (
    Likeness,
    compare_authors,
    identifying_names,
    match_key,
    same_year,
    similar_titles,
    split_year,
)
from kb.ingest.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.draft import Citation, Reference

# The chance that all namings of a group are one work, by how they came together.
SURE, LISTED, STUB, SWAPPED, MISSPELT, OPENED, UNCLEAR = 1.0, 0.98, 0.95, 0.85, 0.8, 0.75, 0.5


@dataclass(slots=True)
class Group:
    names: tuple[str, ...]
    et_al: bool
    year: str | None
    organization: bool = False
    reference: int | None = None
    citations: list[int] = field(default_factory=list)
    read_for: list[int] = field(default_factory=list)
    spellings: Counter[tuple[str, ...]] = field(default_factory=Counter)
    confidence: float = STUB


class Groups:
    """All works found so far, by the folded first author."""

    def __init__(self) -> None:
        self.all: list[Group] = []
        self._by_year: dict[str, list[Group]] = defaultdict(list)
        # Where a naming was placed last, for as long as no work has come since that it could also mean.
        self.placed: dict[
            tuple[tuple[str, ...], bool, str | None], tuple[int, tuple[Group, float] | None]
        ] = {}

    def add(self, group: Group) -> Group:
        self.all.append(group)
        self._by_year[_year_key(group.year)].append(group)
        return group

    def of_year(self, year: str | None) -> list[Group]:
        return [g for g in self._by_year[_year_key(year)] if year is None or same_year(g.year, year)]


def _year_key(year: str | None) -> str:
    return match_key((), split_year(year)[0])


def place_citation(groups: Groups, citation: Citation, number: int, references: Sequence[Reference]) -> None:
    names = identifying_names(citation.authors, citation.year, citation.raw)
    if citation.reference is not None and citation.reference < len(references):
        group = groups.all[citation.reference]
        reference = references[citation.reference]
        same = compare_authors(names, citation.et_al, group.names, False)
        titled = bool(names) and similar_titles(names[0], reference.title)
        if same is not Likeness.DIFFERENT or titled:
            confidence = LISTED if citation.state == "matched" else UNCLEAR
            _join(group, names, number, MISSPELT if same is Likeness.MISSPELT else confidence)
            return
    group_and_confidence = _find_group(groups, names, citation.et_al, citation.year)
    if group_and_confidence:
        group, confidence = group_and_confidence
        _join(group, names, number, confidence)
        if len(names) > len(group.names):
            group.names = names
        group.et_al = group.et_al and citation.et_al
        return
    unclear = citation.et_al and len(_candidates(groups, names, True, citation.year)[0]) > 1
    added = groups.add(Group(names, citation.et_al, citation.year, citation.organization))
    _join(added, names, number, STUB)
    added.confidence = UNCLEAR if unclear else STUB


def place_host(groups: Groups, citation: Citation, number: int) -> None:
    parts = read_brackets(citation.secondary_via or "")
    if not parts or parts[0].authors is None:
        return
    authors, year = parts[0].authors, parts[0].year
    found = _find_group(groups, authors.names, authors.et_al, year)
    group = found[0] if found else groups.add(Group(authors.names, authors.et_al, year, authors.organization))
    group.read_for.append(number)


def _join(group: Group, names: tuple[str, ...], number: int, confidence: float) -> None:
    group.citations.append(number)
    group.spellings[names] += 1
    group.confidence = min(group.confidence, confidence)


def _find_group(
    groups: Groups, names: tuple[str, ...], et_al: bool, year: str | None
) -> tuple[Group, float] | None:
    asked = (names, et_al, year)
    size, placed = groups.placed.get(asked, (-1, None))
    if size != len(groups.all):
        placed = _choose_group(groups, names, et_al, year)
        groups.placed[asked] = (len(groups.all), placed)
    return placed


def _choose_group(
    groups: Groups, names: tuple[str, ...], et_al: bool, year: str | None
) -> tuple[Group, float] | None:
    same, misspelt, opened = _candidates(groups, names, et_al, year)
    for found, confidence in ((same, STUB), (misspelt, MISSPELT), (opened, OPENED)):
        if len(found) == 1:
            return found[0], confidence
        exact = [
            g
            for g in found
            if [fold_name(n) for n in g.names] == [fold_name(n) for n in names] and g.et_al == et_al
        ]
        if len(exact) == 1:
            return exact[0], confidence
        if found:
            return None
    return None


def _candidates(
    groups: Groups, names: tuple[str, ...], et_al: bool, year: str | None
) -> tuple[list[Group], list[Group], list[Group]]:
    """Works of that year with the same authors, with one name misspelt, and with authors in doubt."""
    same: list[Group] = []
    misspelt: list[Group] = []
    opened: list[Group] = []
    for group in groups.of_year(year):
        likeness = compare_authors(names, et_al, group.names, group.et_al)
        if likeness is Likeness.SAME:
            same.append(group)
        elif likeness is Likeness.MISSPELT and year is not None:
            misspelt.append(group)
        elif year is not None and _in_doubt(names, et_al, group):
            opened.append(group)
    return same, misspelt, opened


def _in_doubt(names: tuple[str, ...], et_al: bool, group: Group) -> bool:
    ours, theirs = [fold_name(n) for n in names], [fold_name(n) for n in group.names]
    if len(ours) > 1 and sorted(ours) == sorted(theirs):
        return True  # the same people the other way round
    # "Repstad (2004)" beside "Repstad et al. (2004)", with no list that shows who the others are.
    return group.reference is None and ours == theirs and et_al != group.et_al
