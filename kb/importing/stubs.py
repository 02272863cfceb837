"""Works that are known by author and year only: what each may be, and which comes next for whoever fills them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast

from kb.importing.candidates import DOUBLE
from kb.importing.completing import entry_of, fetch_works, know
from kb.importing.likeness import Candidate, judge
from kb.records.models import Person, ReferenceEntry, Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

MOST_LIKELY = 3
# So many works of namesakes are looked at.
_MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Likely:
    """A work with a title that the stub may be; ``found`` has how surely, and why."""

    work: Work
    found: Candidate


def find_likely(stub: Work) -> list[Likely]:
    """The works with a title that the stub may be, surest first, by what completing goes by."""
    first = stub.authorships.order_by("order").select_related("person").first()
    if first is None:
        return []
    name = first.person.short_name
    namesakes = Person.objects.filter(
        Q(family__iexact=name) | Q(organization__iexact=name) | Q(pk=first.person_id)
    )
    named = Work.objects.exclude(title="").filter(authorships__person__in=namesakes).distinct()
    works = fetch_works([*named.order_by("pk").values_list("pk", flat=True)[:_MOST_NAMED], stub.pk])
    known = know(works.pop(stub.pk))
    judged = ((work, judge(entry_of(know(work), {}, 0), known)) for work in works.values())
    likely = [Likely(work, found) for work, found in judged if found is not None and found.score >= DOUBLE]
    return sorted(likely, key=lambda each: (-each.found.score, each.work.pk))[:MOST_LIKELY]


def find_entries(stub: Work) -> Sequence[ReferenceEntry]:
    """The open entries of files of references that may mean the stub, surest first."""
    told = ReferenceEntry.objects.annotate(told=Cast("candidates", TextField()))
    found = told.filter(state=ReferenceEntry.State.OPEN, told__contains=str(stub.pk)).select_related("file")
    # A number may stand within another.
    return [row for row in found.order_by("-score", "pk") if stub.pk in row.candidates][:MOST_LIKELY]


def find_stubs() -> QuerySet[Any]:
    """The works without a title, the most cited first: (``n_cited``)."""
    stubs: QuerySet[Any] = Work.objects.filter(title="").annotate(n_cited=Count("citations"))
    return stubs.order_by("-n_cited", "pk")


def find_next(after: Work | None = None) -> Work | None:
    """The stub that comes after the work, which may have a title by now; from the end on to the beginning."""
    stubs = find_stubs()
    if after is None:
        return stubs.first()
    n = after.citations.count()
    later = stubs.filter(Q(n_cited__lt=n) | Q(n_cited=n, pk__gt=after.pk))
    return later.first() or stubs.exclude(pk=after.pk).first()
