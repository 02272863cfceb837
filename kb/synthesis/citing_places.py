"""The places that cite an author or a work, narrowed as the reader wants them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from kb.records.models import Authorship, Citation, Contributor
from kb.synthesis.quotations import read_values
from kb.synthesis.themes import citations_about

if TYPE_CHECKING:
    from django.http import QueryDict

    from kb.records.models import Person, Work
    from kb.records.querysets import CitationQuerySet
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """Which places: in one thesis, about one theme, of one work, beside another author; empty means all."""

    thesis: str = ""
    theme: str = ""
    work: str = ""
    beside: str = ""
    is_confirmed: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> PlaceQuestion:
        return cls(
            thesis="".join(read_values(params, "thesis")[-1:]),
            theme="".join(read_values(params, "theme")[-1:]),
            work="".join(read_values(params, "work")[-1:]),
            beside="".join(read_values(params, "with")[-1:]),
            is_confirmed=params.get("confirmed") == "1",
        )

    @property
    def anywhere(self) -> PlaceQuestion:
        """The same in all theses: what is counted beside each thesis."""
        return replace(self, thesis="")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.thesis or self.theme or self.work or self.beside)


@dataclass(frozen=True, slots=True)
class ThesisPlaces:
    """How often one thesis cites."""

    slug: str
    title: str
    year: int | None
    n: int


def find_citations_of(person: Person) -> CitationQuerySet:
    """All public citations of somebody's works."""
    shown: CitationQuerySet = Citation.objects.public()
    return shown.filter(work__authorships__person=person)


def find_citations_of_work(work: Work) -> CitationQuerySet:
    shown: CitationQuerySet = Citation.objects.public()
    return shown.filter(work=work)


def narrow_places(
    citations: CitationQuerySet,
    question: PlaceQuestion,
    vocabulary: Vocabulary,
    *,
    person: Person | None = None,
) -> CitationQuerySet:
    """Those of ``citations`` that answer, by thesis (newest first) and then as they stand in it."""
    demand = Q()
    if question.thesis:
        demand &= Q(thesis__slug=question.thesis)
    if question.work:
        demand &= Q(work__slug=question.work)
    if question.theme:
        theme = vocabulary.by_slug.get(question.theme)
        ids = vocabulary.with_narrower(theme.pk) if theme else []
        demand &= Q(pk__in=citations_about(ids, confirmed=question.is_confirmed).values("pk"))
    if question.beside:
        other = Citation.objects.public().filter(
            passage=OuterRef("passage"), work__authorships__person__slug=question.beside
        )
        own = Authorship.objects.filter(person=person, work=OuterRef("work")) if person else None
        demand &= Q(Exists(other.exclude(Exists(own)) if own is not None else other))
    return citations.filter(demand).order_by(
        F("thesis__year").desc(nulls_last=True), "thesis__title", "thesis", "order"
    )


def add_sentence_records(citations: CitationQuerySet) -> CitationQuerySet:
    """With all that a citing sentence shows, in a constant number of queries."""
    authorships = Authorship.objects.select_related("person")
    return citations.select_related("passage__chapter", "thesis", "work", "via").prefetch_related(
        Prefetch("work__authorships", authorships),
        Prefetch("via__authorships", authorships),
        Prefetch("thesis__contributors", Contributor.objects.select_related("person")),
    )


def count_by_thesis(citations: CitationQuerySet) -> tuple[ThesisPlaces, ...]:
    """How many places each thesis has, most first; one query."""
    rows = (
        citations.order_by()
        .values_list("thesis__slug", "thesis__title", "thesis__year")
        .annotate(n=Count("pk"))
        .order_by("-n", "-thesis__year", "thesis__title")
    )
    return tuple(ThesisPlaces(*row) for row in rows)


def count_locators(citations: CitationQuerySet) -> tuple[tuple[str, int], ...]:
    """The pages cited, each with the number of places; in the order of their first number."""
    rows = citations.exclude(locator="").order_by().values_list("locator").annotate(n=Count("pk"))
    return tuple(sorted(rows, key=lambda row: (_first_number(row[0]), row[0])))


def _first_number(locator: str) -> int:
    digits = "".join(c if c.isdecimal() and c.isascii() else " " for c in locator).split()
    return int(digits[0][:9]) if digits else 10**9
