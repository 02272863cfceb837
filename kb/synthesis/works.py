"""The works that theses cite, those that most of them share first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q

from kb.records.models import Authorship, Citation, Quotation, Reference, Work
from kb.synthesis.quotations import read_words
from kb.synthesis.themes import CitedWork, spoken

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import QueryDict

    from kb.records.models import Person
    from kb.records.querysets import CitationQuerySet, WorkQuerySet

STUB = "stub"
FULL = "full"


class Sorting(StrEnum):
    SHARED = "shared"
    CITED = "cited"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class WorkQuestion:
    """Which works a reader wants to see. ``known`` is "stub" (citations alone tell of it) or "full"."""

    words: str = ""
    type: str = ""
    known: str = ""
    shared: bool = False
    sorting: Sorting = Sorting.SHARED

    @classmethod
    def from_params(cls, params: QueryDict) -> WorkQuestion:
        kind, known, sorting = params.get("type", ""), params.get("known", ""), params.get("sort", "")
        return cls(
            words=read_words(params.get("q", "")),
            type=kind if kind in Work.Type.values else "",
            known=known if known in {STUB, FULL} else "",
            shared=params.get("shared") == "1",
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.SHARED,
        )


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """How many works answer, and how many each choice would leave, the other choices kept."""

    total: int
    n_shared: int
    types: tuple[tuple[str, int], ...]
    known: tuple[tuple[str, int], ...]


def find_works(question: WorkQuestion) -> WorkQuerySet:
    """The cited works that answer, with ``n_places`` and ``n_theses`` (public ones), in the order asked for."""
    works = _with_counts(Work.objects.all()).filter(_demand(question))
    if question.sorting is Sorting.CITED:
        return works.order_by("-n_places", "-n_theses", "match_key", "pk")
    if question.sorting is Sorting.YEAR:
        return works.order_by("-year", "-n_theses", "match_key", "pk")
    return works.order_by("-n_theses", "-n_places", "match_key", "pk")


def count_works(question: WorkQuestion) -> WorkCounts:
    """The numbers beside the choices; one query."""
    asked: dict[str, Q] = {
        "total": _demand(question),
        "n_shared": _demand(replace(question, shared=True)),
        **{f"type_{name}": _demand(replace(question, type=name)) for name in Work.Type.values},
        **{f"known_{name}": _demand(replace(question, known=name)) for name in (FULL, STUB)},
    }
    row = _with_counts(Work.objects.all()).aggregate(
        **{name: Count("pk", filter=demand & Q(n_places__gt=0)) for name, demand in asked.items()}
    )
    return WorkCounts(
        total=row["total"],
        n_shared=row["n_shared"],
        types=tuple((name, row[f"type_{name}"]) for name in Work.Type.values),
        known=tuple((name, row[f"known_{name}"]) for name in (FULL, STUB)),
    )


def find_works_of(person: Person, citations: CitationQuerySet) -> tuple[CitedWork, ...]:
    """Somebody's works as far as ``citations`` cite them, most theses first; authors fetched."""
    works = (
        Work.objects.filter(authorships__person=person, citations__in=citations.order_by().values("pk"))
        .annotate(
            n_places=Count("citations", distinct=True), n_theses=Count("citations__thesis", distinct=True)
        )
        .for_cards()
        .order_by("-n_theses", "-n_places", "-year", "pk")
    )
    return tuple(CitedWork(work, work.n_places, work.n_theses) for work in works)


def find_quotations_from(work: Work, limit: int) -> list[Quotation]:
    """The public quotations of the work's own words, by thesis; with all that cards need. No terms, no titles."""
    rows = spoken().filter(citation__work=work).order_by("-thesis__year", "thesis", "order", "pk")
    return list(rows.for_cards()[:limit])


def find_read_in(work: Work, limit: int) -> list[Citation]:
    """The citations of other works that were read in this one, with all that their sentences need; two queries."""
    rows = (
        Citation.objects.public()
        .filter(via=work)
        .select_related("passage__chapter", "thesis", "work")
        .prefetch_related(Prefetch("work__authorships", Authorship.objects.select_related("person")))
        .order_by("-thesis__year", "thesis", "order")[:limit]
    )
    found = list(rows)
    for row in found:
        row.via = work
    return found


def find_entries(work: Work) -> QuerySet[Reference]:
    """How reference lists of theses that are open to all print it."""
    return (
        Reference.objects.filter(work=work, thesis__state="published", thesis__access="open")
        .select_related("thesis")
        .order_by("-thesis__year", "thesis", "order")
    )


def _with_counts(works: WorkQuerySet) -> WorkQuerySet:
    cited = Citation.objects.public().order_by().values("pk")
    counted: WorkQuerySet = works.filter(citations__in=cited).annotate(
        n_places=Count("citations", distinct=True), n_theses=Count("citations__thesis", distinct=True)
    )
    return counted


def _demand(question: WorkQuestion) -> Q:
    demand = Q()
    if question.type:
        demand &= Q(type=question.type)
    if question.known:
        demand &= Q(title="") if question.known == STUB else ~Q(title="")
    if question.shared:
        demand &= Q(n_theses__gt=1)
    for word in question.words.split()[:8]:
        either = Q()
        for form in dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())):
            named = Authorship.objects.filter(person__sort_name__icontains=form).values("work")
            either |= Q(title__icontains=form) | Q(container__icontains=form) | Q(year__icontains=form)
            either |= Q(pk__in=named)
        demand &= either
    return demand
