"""The distinct works that one thesis cites, gathered from its citations and its reference list.

A thesis names a work in many ways: "Fossen et al. (2016)" and "Fossen, Brekke & Berg, 2016", "Dahl, 1982, s. 2" and
"Dahl (1982)", "NAV" and "Nav", now and then a name with a letter wrong. :func:`resolve_works` says which of them are
one work. Importing matches the works of different theses with :func:`match_key`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.draft import Author, Citation, Reference
from kb.ingest.matching import is_misprint, match_key, split_year
from kb.ingest.names import fold_name
from kb.ingest.organizations import looks_like_organization
from kb.ingest.work_groups import STUB, SURE, UNCLEAR, Group, Groups, place_citation, place_host

if TYPE_CHECKING:
    from collections.abc import Sequence


_HABIT = 3  # a slip of the pen is not made so often in one name


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


def resolve_works(citations: Sequence[Citation], references: Sequence[Reference]) -> tuple[CitedWork, ...]:
    """The works that the citations mean, entries of the reference list first, then the others as they are first cited.

    Two namings are one work where authors and year agree, where one is *et al.* and only one list of authors that year
    begins as it does, or where one long name differs by one letter and all else agrees. Where several would fit, the
    citation stays a work of its own with a confidence of 0.5.
    """
    groups = Groups()
    for number, reference in enumerate(references):
        names = tuple(author.name for author in reference.authors if author.name)
        groups.add(Group(names, False, reference.year, reference=number, confidence=SURE))
    # Full lists of authors first: an "et al." can only be understood when they are known.
    order = sorted(range(len(citations)), key=lambda i: (citations[i].et_al, citations[i].year is None))
    for number in order:
        place_citation(groups, citations[number], number, references)
    for number, citation in enumerate(citations):
        if citation.secondary_via:
            place_host(groups, citation, number)
    listed = [g for g in groups.all if g.reference is not None]
    others = [g for g in groups.all if g.reference is None]
    others.sort(key=lambda g: min(g.citations + g.read_for))
    return tuple(_work_of(group, references) for group in listed + others)


def _work_of(group: Group, references: Sequence[Reference]) -> CitedWork:
    year, suffix = split_year(group.year)
    citations, read_for = tuple(sorted(group.citations)), tuple(sorted(group.read_for))
    if group.reference is None:
        group.names = _usual_spelling(group)
    variants = _variants_of(group)
    if group.reference is None and _is_habit(group, variants):
        group.confidence = min(group.confidence, UNCLEAR)
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


def _usual_spelling(group: Group) -> tuple[str, ...]:
    """The spelling used most often of those with all authors; the first of equals."""
    rivals = [names for names in group.spellings if len(names) == len(group.names)]
    return max(rivals, key=lambda names: group.spellings[names]) if rivals else group.names


def _variants_of(group: Group) -> tuple[str, ...]:
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


def _is_habit(group: Group, variants: Sequence[str]) -> bool:
    """Whether a spelling taken for a misprint returns so often that it may be another person's name."""
    return any(
        sum(count for names, count in group.spellings.items() if name in names) >= _HABIT for name in variants
    )


def _author_of(name: str, organization: bool) -> Author:
    return Author(organization=name) if organization or looks_like_organization(name) else Author(family=name)
