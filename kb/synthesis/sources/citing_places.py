"""The places that cite an author or a work, narrowed as the reader wants them.

Every number on the pages of sources is the size of a mask made here, and every list is a mask's rows, so that a number
and the list behind it cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Q

from kb.ingest.chapter_roles import ChapterRole
from kb.records.models import Authorship, Citation, Quotation, Work
from kb.synthesis.collection import SILENT_KINDS
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.question import read_values
from kb.synthesis.sources.chapter_roles import ROLES, load_chapter_roles
from kb.synthesis.sources.locators import name_locator, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import QueryDict
    from numpy.typing import NDArray

    from kb.records.models import Person, Thesis
    from kb.synthesis.facts import Carried, Facts, PassageFacts
    from kb.synthesis.vocabulary import Vocabulary

    Mask = NDArray[np.bool_]

QUOTED = "quoted"
SECOND_HAND = "second"


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """Which places; empty means all.

    ``part`` is a role of chapters, ``cited`` a page of the work or a locator that is none, ``via`` the work that it
    was read in, ``how`` QUOTED or SECOND_HAND, ``beside`` an author and ``beside_work`` a work cited in the same
    passage. All but ``part`` and ``cited`` are slugs.
    """

    thesis: str = ""
    theme: str = ""
    work: str = ""
    part: str = ""
    cited: str = ""
    via: str = ""
    how: str = ""
    beside: str = ""
    beside_work: str = ""
    is_confirmed: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> PlaceQuestion:
        def read(name: str) -> str:
            return "".join(read_values(params, name)[-1:])

        part, how = read("part"), read("how")
        return cls(
            thesis=read("thesis"),
            theme=read("theme"),
            work=read("work"),
            part=part if part in set(ChapterRole) else "",
            cited=" ".join(read("cited").split()),
            via=read("via"),
            how=how if how in {QUOTED, SECOND_HAND} else "",
            beside=read("with"),
            beside_work=read("beside"),
            is_confirmed=params.get("confirmed") == "1",
        )


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of the work's own words at a place that cites it."""

    public_id: str
    text: str


@dataclass(frozen=True)
class CitingPlaces:
    """All public places that cite some works: a row each, as theses and their texts run.

    ``row`` is a row of ``facts.citations``, ``role`` a place in ROLES; ``locators``, ``years`` and ``is_second_hand``
    are as the citations say. ``quoted`` is keyed by citation.
    """

    facts: Facts
    vocabulary: Vocabulary
    row: NDArray[np.int64]
    role: NDArray[np.int64]
    is_second_hand: Mask
    locators: tuple[str, ...]
    years: tuple[str, ...]
    quoted: dict[int, list[Quoted]]
    # Works beside which nothing is cited in company: the work itself, or all that an author wrote, cited or not.
    own: tuple[int, ...] = ()

    @property
    def pk(self) -> NDArray[np.int64]:
        return self.facts.citations.pk[self.row]

    @cached_property
    def thesis(self) -> NDArray[np.int64]:
        return self.facts.citations.thesis[self.row]

    @cached_property
    def work(self) -> NDArray[np.int64]:
        return self.facts.citations.work[self.row]

    @cached_property
    def via(self) -> NDArray[np.int64]:
        return self.facts.citations.via[self.row]

    @cached_property
    def passage(self) -> NDArray[np.int64]:
        return self.facts.citations.passage[self.row]

    @cached_property
    def is_quoted(self) -> Mask:
        return np.isin(self.pk, list(self.quoted))

    @cached_property
    def pages(self) -> tuple[tuple[str, ...], ...]:
        """What each place cites, page by page; the locator itself where it names no page.

        What a citation at second hand names is a page of the work that it was read in: it counts for neither.
        """
        return tuple(
            () if second else _name_pages(locator)
            for locator, second in zip(self.locators, self.is_second_hand.tolist(), strict=True)
        )

    def carried(self, *, confirmed: bool) -> Carried[PassageFacts]:
        """Which passages of all theses carry which themes."""
        return self.facts.carry(self.facts.passages, self.vocabulary, confirmed=confirmed)

    def themes(self, *, confirmed: bool) -> Mask:
        """Rows by themes, in the order of ``carried().themes``."""
        return self.carried(confirmed=confirmed).matrix[self.facts.citations.passage_row[self.row]]

    @cached_property
    def beside_rows(self) -> NDArray[np.int64]:
        """The rows of ``facts.citations`` in the same passages that cite other works (and, of an author, by others)."""
        cited = self.facts.citations
        there = np.isin(cited.passage, self.passage) & ~np.isin(cited.work, self.own) & (cited.work > 0)
        return np.flatnonzero(there)

    def answer(self, question: PlaceQuestion) -> Mask:
        """Which rows answer the question."""
        mask = np.ones(len(self.row), dtype=bool)
        if question.thesis:
            mask &= np.isin(self.thesis, [self._place_of.get(question.thesis, -1)])
        if question.theme:
            mask &= self._about(question)
        if question.work:
            mask &= np.isin(self.work, _find_works(question.work))
        if question.part:
            mask &= self.role == ROLES.index(ChapterRole(question.part))
        if question.cited:
            mask &= np.array([question.cited in pages for pages in self.pages], dtype=bool)
        if question.via:
            mask &= np.isin(self.via, _find_works(question.via))
        if question.how:
            mask &= self.is_quoted if question.how == QUOTED else self.is_second_hand
        if question.beside:
            mask &= self._beside(_works_by(question.beside))
        if question.beside_work:
            mask &= self._beside(_find_works(question.beside_work))
        return mask

    def _about(self, question: PlaceQuestion) -> Mask:
        theme = self.vocabulary.by_slug.get(question.theme)
        if theme is None:
            return np.zeros(len(self.row), dtype=bool)
        carried = self.carried(confirmed=question.is_confirmed)
        return carried.of(theme.pk)[self.facts.citations.passage_row[self.row]]

    def _beside(self, works: list[int]) -> Mask:
        cited = self.facts.citations
        others = self.beside_rows[np.isin(cited.work[self.beside_rows], works)]
        return np.isin(self.passage, cited.passage[others])

    @cached_property
    def _place_of(self) -> dict[str, int]:
        return {thesis.slug: place for place, thesis in enumerate(self.facts.theses)}


def find_places_of_work(work: Work, vocabulary: Vocabulary, *, confirmed: bool = False) -> CitingPlaces:
    """All public places that cite the work; four queries."""
    facts = load_facts()
    rows = np.flatnonzero(facts.citations.work == work.pk)
    places = _find_places(facts, rows, Q(work=work), vocabulary, confirmed=confirmed)
    return replace(places, own=(work.pk,))


def find_places_of(person: Person, vocabulary: Vocabulary, *, confirmed: bool = False) -> CitingPlaces:
    """All public places that cite somebody's works; five queries."""
    facts = load_facts()
    own = _works_by(person.slug)
    rows = np.flatnonzero(np.isin(facts.citations.work, own))
    cites = Q(work__authorships__person=person)
    return replace(_find_places(facts, rows, cites, vocabulary, confirmed=confirmed), own=tuple(own))


def find_places_in(thesis: Thesis, vocabulary: Vocabulary, *, confirmed: bool = False) -> CitingPlaces:
    """All public places where the thesis cites a work; four queries."""
    facts = load_facts()
    of_thesis = facts.citations.thesis == facts.place_of.get(thesis.pk, -1)
    rows = np.flatnonzero(of_thesis & (facts.citations.work > 0))
    return _find_places(facts, rows, Q(thesis=thesis), vocabulary, confirmed=confirmed)


def _find_places(
    facts: Facts, rows: NDArray[np.int64], cites: Q, vocabulary: Vocabulary, *, confirmed: bool
) -> CitingPlaces:
    """The places of some rows of the facts; ``cites`` names their citations."""
    chapters = facts.passages.chapter[facts.citations.passage_row[rows]]
    citations = Citation.objects.filter(cites)
    said = {
        pk: (locator, year, bool(via or secondary))
        for pk, locator, year, via, secondary in citations.values_list(
            "pk", "locator", "cited_year", "via", "secondary_via"
        )
    }
    spans = [said.get(pk, ("", "", False)) for pk in facts.citations.pk[rows].tolist()]
    return CitingPlaces(
        facts=facts,
        vocabulary=vocabulary,
        row=rows,
        role=load_chapter_roles(facts).role_of(chapters),
        is_second_hand=np.array([second for _locator, _year, second in spans], dtype=bool),
        locators=tuple(locator for locator, _year, _second in spans),
        years=tuple(year for _locator, year, _second in spans),
        quoted=_find_quoted(citations, confirmed=confirmed),
    )


def _find_quoted(citations: QuerySet[Citation], *, confirmed: bool) -> dict[int, list[Quoted]]:
    """The quotations that stand with each citation; no terms, no titles."""
    quotations = Quotation.objects.public().exclude(kind__in=SILENT_KINDS)
    if confirmed:
        quotations = quotations.confirmed()
    found: dict[int, list[Quoted]] = {}
    rows = quotations.filter(citation__in=citations.values("pk")).order_by("order", "pk")
    for citation, public_id, text in rows.values_list("citation", "public_id", "text"):
        found.setdefault(citation, []).append(Quoted(public_id, text))
    return found


def _name_pages(locator: str) -> tuple[str, ...]:
    if not locator.strip():
        return ()
    return tuple(map(str, read_pages(locator))) or (name_locator(locator),)


def _works_by(slug: str) -> list[int]:
    return list(Authorship.objects.filter(person__slug=slug).values_list("work", flat=True))


def _find_works(slug: str) -> list[int]:
    return list(Work.objects.filter(slug=slug).values_list("pk", flat=True))


def sort_pages(names: Iterable[str]) -> list[str]:
    """Pages by their number, then what is no page by its first number and its words."""

    def order(name: str) -> tuple[bool, int, str]:
        number = re.search(r"[0-9]+", name)
        return (not name.isdecimal(), int(number[0][:9]) if number else 0, name)

    return sorted(names, key=order)
