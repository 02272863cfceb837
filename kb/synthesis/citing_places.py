"""The places that cite an author or a work, narrowed as the reader wants them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q

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


@dataclass(frozen=True, slots=True)
class ThesisPlaces:
    """How often one thesis cites, and how often as the reader asks."""

    slug: str
    title: str
    year: int | None
    n: int
    n_here: int


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
    narrowed = citations.filter(_demand(question, vocabulary, person))
    if question.thesis:
        narrowed = narrowed.filter(thesis__slug=question.thesis)
    return narrowed.order_by(F("thesis__year").desc(nulls_last=True), "thesis__title", "thesis", "order")


def count_by_thesis(
    citations: CitationQuerySet,
    question: PlaceQuestion,
    vocabulary: Vocabulary,
    *,
    person: Person | None = None,
) -> tuple[ThesisPlaces, ...]:
    """How many places each thesis has, and how many of them answer whatever thesis is chosen; one query."""
    demand = _demand(question, vocabulary, person)
    rows = (
        citations.order_by()
        .values_list("thesis__slug", "thesis__title", "thesis__year")
        .annotate(n=Count("pk"), n_here=Count("pk", filter=demand) if demand else Count("pk"))
        .order_by("-n_here", "-n", "-thesis__year", "thesis__title")
    )
    return tuple(ThesisPlaces(*row) for row in rows)


def _demand(question: PlaceQuestion, vocabulary: Vocabulary, person: Person | None) -> Q:
    """What all choices but the thesis ask of a citation."""
    demand = Q()
    if question.work:
        demand &= Q(work__slug=question.work)
    if question.theme:
        theme = vocabulary.by_slug.get(question.theme)
        ids = vocabulary.with_narrower(theme.pk) if theme else []
        demand &= Q(pk__in=citations_about(ids, confirmed=question.is_confirmed).values("pk"))
    if question.beside:
        others = Citation.objects.public().filter(work__authorships__person__slug=question.beside)
        if person is not None:
            # Being named together on a title page is something else.
            others = others.exclude(work__authorships__person=person)
        demand &= Q(passage__in=others.values("passage"))
    return demand


def add_sentence_records(citations: CitationQuerySet) -> CitationQuerySet:
    """With all that a citing sentence shows, in a constant number of queries."""
    authorships = Authorship.objects.select_related("person")
    return citations.select_related("passage__chapter", "thesis", "work", "via").prefetch_related(
        Prefetch("work__authorships", authorships),
        Prefetch("via__authorships", authorships),
        Prefetch("thesis__contributors", Contributor.objects.select_related("person")),
    )


def count_locators(citations: CitationQuerySet) -> tuple[tuple[str, int], ...]:
    """The pages cited, each with the number of places; in the order of their first number."""
    rows = citations.exclude(locator="").order_by().values_list("locator").annotate(n=Count("pk"))
    return tuple(sorted(rows, key=lambda row: (_first_number(row[0]), row[0])))


def _first_number(locator: str) -> int:
    digits = "".join(c if c.isdecimal() and c.isascii() else " " for c in locator).split()
    return int(digits[0][:9]) if digits else 10**9
