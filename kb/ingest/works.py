"""The distinct works that one thesis cites, gathered from its citations and its reference list.

A thesis names a work in many ways: "Fossen et al. (2016)" and "Fossen, Brekke & Berg, 2016", "Dahl, 1982, s. 2" and
"Dahl (1982)", "NAV" and "Nav", now and then a name with a letter wrong. :func:`resolve_works` says which of them are
one work. Importing matches the works of different theses with :func:`match_key`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.ingest.citation_grammar import read_brackets
from kb.ingest.draft import Author, Citation, Reference
from kb.ingest.matching import (
    Likeness,
    compare_authors,
    identifying_names,
    is_misprint,
    same_year,
    similar_titles,
)
from kb.ingest.names import fold_name
from kb.ingest.organizations import looks_like_organization

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTER = re.compile(r"(?<=\d)([a-k])$")

SURE, LISTED, STUB, SWAPPED, MISSPELT, OPENED, UNCLEAR = 1.0, 0.98, 0.95, 0.85, 0.8, 0.75, 0.5


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One work as one thesis knows it.

    ``key`` is its :func:`match_key`, unique among the works of the thesis only together with ``title``.
    ``authors`` are the fullest form found (those of the reference list, else the longest list in a
    citation); ``et_al`` is true where even that leaves some out. ``year`` comes without its letter, which
    is ``suffix``. ``citations`` are indices of the citations of this work, ``read_for`` of those of *other*
    works that were read in this one ("sitert i"), ``reference`` is the index of its entry. ``variants`` are
    spellings that were taken for misprints. ``confidence`` is the chance, 0 to 1, that all of these are one
    work; below 0.9 a curator should look. An entry that nothing cites is a work too.
    """

    key: str
    authors: tuple[Author, ...]
    et_al: bool
    year: str | None
    suffix: str
    title: str | None = None
    container: str | None = None
    publisher: str | None = None
    doi: str | None = None
    url: str | None = None
    type: str = "other"
    citations: tuple[int, ...] = ()
    read_for: tuple[int, ...] = ()
    reference: int | None = None
    variants: tuple[str, ...] = ()
    confidence: float = STUB


@dataclass(slots=True)
class _Group:
    names: tuple[str, ...]
    et_al: bool
    year: str | None
    organization: bool = False
    reference: int | None = None
    citations: list[int] = field(default_factory=list)
    read_for: list[int] = field(default_factory=list)
    spellings: Counter[tuple[str, ...]] = field(default_factory=Counter)
    confidence: float = STUB


def resolve_works(citations: Sequence[Citation], references: Sequence[Reference]) -> tuple[CitedWork, ...]:
    """The works that the citations mean, entries of the reference list first, then the others as they are first cited.

    Two namings are one work where authors and year agree, where one is *et al.* and only one list of authors that year
    begins as it does, or where one long name differs by one letter and all else agrees. Where several would fit, the
    citation stays a work of its own with a confidence of 0.5.
    """
    groups = _Groups()
    for number, reference in enumerate(references):
        names = tuple(author.name for author in reference.authors if author.name)
        groups.add(_Group(names, False, reference.year, reference=number, confidence=SURE))
    # Full lists of authors first: an "et al." can only be understood when they are known.
    order = sorted(range(len(citations)), key=lambda i: (citations[i].et_al, citations[i].year is None))
    for number in order:
        _place(groups, citations[number], number, references)
    for number, citation in enumerate(citations):
        if citation.secondary_via:
            _place_host(groups, citation, number)
    listed = [g for g in groups.all if g.reference is not None]
    others = [g for g in groups.all if g.reference is None]
    others.sort(key=lambda g: min(g.citations + g.read_for))
    return tuple(_work_of(group, references) for group in listed + others)


def match_key(authors: Sequence[str], year: str | None) -> str:
    """A key that the same work gets in every thesis: first author folded, and the year with its letter.

    "Kvale & Brinkmann, 2015" gives ``kvale|2015``, "Nav, u.å." ``nav|uå``. The letter of "2023a" is a matter of one
    reference list and not of the work, so importing should compare titles before it trusts a key with a letter;
    co-authors are not in the key, because *et al.* hides them: compare them with ``compare_authors``.
    """
    folded = fold_name(authors[0]) if authors else ""
    plain = re.sub(r"[^\w/-]", "", (year or "").casefold())
    return f"{folded}|{'uå' if plain in {'uå', 'nd', 'udatert'} else plain}"


def split_year(year: str | None) -> tuple[str | None, str]:
    """The year without its letter, and the letter ("" for none)."""
    letter = _LETTER.search(year or "")
    return (year[: -len(letter[1])], letter[1]) if year and letter else (year, "")


class _Groups:
    """All works found so far, by the folded first author."""

    def __init__(self) -> None:
        self.all: list[_Group] = []
        self._by_year: dict[str, list[_Group]] = defaultdict(list)
        # Where a naming was placed last, for as long as no work has come since that it could also mean.
        self.placed: dict[
            tuple[tuple[str, ...], bool, str | None], tuple[int, tuple[_Group, float] | None]
        ] = {}

    def add(self, group: _Group) -> _Group:
        self.all.append(group)
        self._by_year[_year_key(group.year)].append(group)
        return group

    def of_year(self, year: str | None) -> list[_Group]:
        return [g for g in self._by_year[_year_key(year)] if year is None or same_year(g.year, year)]


def _year_key(year: str | None) -> str:
    return match_key((), split_year(year)[0])


def _place(groups: _Groups, citation: Citation, number: int, references: Sequence[Reference]) -> None:
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
    added = groups.add(_Group(names, citation.et_al, citation.year, citation.organization))
    _join(added, names, number, STUB)
    added.confidence = UNCLEAR if unclear else STUB


def _place_host(groups: _Groups, citation: Citation, number: int) -> None:
    parts = read_brackets(citation.secondary_via or "")
    if not parts or parts[0].authors is None:
        return
    authors, year = parts[0].authors, parts[0].year
    found = _find_group(groups, authors.names, authors.et_al, year)
    group = (
        found[0] if found else groups.add(_Group(authors.names, authors.et_al, year, authors.organization))
    )
    group.read_for.append(number)


def _join(group: _Group, names: tuple[str, ...], number: int, confidence: float) -> None:
    group.citations.append(number)
    group.spellings[names] += 1
    group.confidence = min(group.confidence, confidence)


def _find_group(
    groups: _Groups, names: tuple[str, ...], et_al: bool, year: str | None
) -> tuple[_Group, float] | None:
    asked = (names, et_al, year)
    size, placed = groups.placed.get(asked, (-1, None))
    if size != len(groups.all):
        placed = _choose_group(groups, names, et_al, year)
        groups.placed[asked] = (len(groups.all), placed)
    return placed


def _choose_group(
    groups: _Groups, names: tuple[str, ...], et_al: bool, year: str | None
) -> tuple[_Group, float] | None:
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
    groups: _Groups, names: tuple[str, ...], et_al: bool, year: str | None
) -> tuple[list[_Group], list[_Group], list[_Group]]:
    """Works of that year with the same authors, with one name misspelt, and with authors in doubt."""
    same: list[_Group] = []
    misspelt: list[_Group] = []
    opened: list[_Group] = []
    for group in groups.of_year(year):
        likeness = compare_authors(names, et_al, group.names, group.et_al)
        if likeness is Likeness.SAME:
            same.append(group)
        elif likeness is Likeness.MISSPELT and year is not None:
            misspelt.append(group)
        elif year is not None and _in_doubt(names, et_al, group):
            opened.append(group)
    return same, misspelt, opened


def _in_doubt(names: tuple[str, ...], et_al: bool, group: _Group) -> bool:
    ours, theirs = [fold_name(n) for n in names], [fold_name(n) for n in group.names]
    if len(ours) > 1 and sorted(ours) == sorted(theirs):
        return True  # the same people the other way round
    # "Repstad (2004)" beside "Repstad et al. (2004)", with no list that shows who the others are.
    return group.reference is None and ours == theirs and et_al != group.et_al


def _work_of(group: _Group, references: Sequence[Reference]) -> CitedWork:
    year, suffix = split_year(group.year)
    citations, read_for = tuple(sorted(group.citations)), tuple(sorted(group.read_for))
    if group.reference is None:
        group.names = _usual_spelling(group)
    variants = _variants_of(group)
    if group.reference is not None:
        entry = references[group.reference]
        return CitedWork(
            key=match_key(group.names, group.year),
            authors=entry.authors,
            et_al=False,
            year=year,
            suffix=suffix,
            title=entry.title,
            container=entry.container,
            publisher=entry.publisher,
            doi=entry.doi,
            url=entry.url,
            type=entry.type,
            citations=citations,
            read_for=read_for,
            reference=group.reference,
            variants=variants,
            confidence=group.confidence,
        )
    return CitedWork(
        key=match_key(group.names, group.year),
        authors=tuple(
            _author_of(name, group.organization and not index) for index, name in enumerate(group.names)
        ),
        et_al=group.et_al,
        year=year,
        suffix=suffix,
        type="law"
        if group.names
        and re.search(r"lov(?:en|a)?$|^lov\b", group.names[0].casefold())
        and group.organization
        else "other",
        citations=citations,
        read_for=read_for,
        variants=variants,
        confidence=group.confidence,
    )


def _usual_spelling(group: _Group) -> tuple[str, ...]:
    """The spelling used most often of those with all authors; the first of equals."""
    rivals = [names for names in group.spellings if len(names) == len(group.names)]
    return max(rivals, key=lambda names: group.spellings[names]) if rivals else group.names


def _variants_of(group: _Group) -> tuple[str, ...]:
    """Names in the citations that are spelled otherwise than the work's own."""
    own = {fold_name(name) for name in group.names}
    seen = {fold_name(name): name for names in group.spellings for name in names}
    return tuple(
        sorted(
            name
            for folded, name in seen.items()
            if any(is_misprint(folded, known) for known in own - {folded}) and folded not in own
        )
    )


def _author_of(name: str, organization: bool) -> Author:
    return Author(organization=name) if organization or looks_like_organization(name) else Author(family=name)
