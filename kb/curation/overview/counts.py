"""What is counted of each thesis: one question a number, however much the base holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Func, IntegerField, Q

from kb.records.actions.checklist import UNSURE_BELOW
from kb.records.languages import TextIn
from kb.records.models import Citation, Import, Passage, Quotation, Thesis

if TYPE_CHECKING:
    from collections.abc import Iterable

# What a person has still to do something about, and so what theses are sorted by unless asked otherwise.
LEFT = ("unsure", "speaker", "ambiguous", "personal")


@dataclass(slots=True)
class Numbers:
    """Of one thesis. ``decided`` of ``quotations`` somebody said yes or no to; ``run`` read its file last."""

    pk: int
    title: str
    state: str
    quotations: int = 0
    decided: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    run: int = 0

    def of(self, code: str) -> int:
        return self.counts.get(code, 0)

    @property
    def left(self) -> int:
        return sum(self.of(code) for code in LEFT)

    @property
    def percent(self) -> int:
        return 100 * self.decided // self.quotations if self.quotations else 0


class ArrayLength(Func):
    """How many there are in a list that is kept as JSON, counted where it is kept."""

    function = "json_array_length"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, function="jsonb_array_length")


def count_all(theses: Iterable[int] | None = None) -> list[Numbers]:
    """The numbers of all theses, or of those with the given keys."""
    mine = Q() if theses is None else Q(pk__in=(keys := list(theses)))
    inside = Q() if theses is None else Q(thesis__in=keys)
    rows = Thesis.objects.filter(mine).order_by("pk").values_list("pk", "title", "language", "state")
    found = {pk: Numbers(pk, TextIn(title, language), state) for pk, title, language, state in rows}
    for row in _count_quotations(inside):
        each = found[row["thesis"]]
        each.quotations, each.decided = row["quotations"], row["decided"]
        each.counts |= {"unsure": row["unsure"], "speaker": row["speaker"]}
    for code, counted in (
        ("ambiguous", _count(Citation.objects.filter(inside, state=Citation.State.AMBIGUOUS))),
        ("stubs", _count(Citation.objects.filter(inside, work__title=""), "work")),
        ("personal", _count(Passage.objects.filter(inside, _STANDS_OPEN).exclude(personal_data=""))),
    ):
        for pk, count in counted:
            found[pk].counts[code] = count
    for pk, run, count in _count_notices(inside):
        found[pk].run, found[pk].counts["notices"] = run, count
    return list(found.values())


# As kb.records.actions.checklist.pointed_out has it, of one thesis.
_STANDS_OPEN = Q(is_hidden=False, chapter__is_hidden=False, personal_data_settled=False)


def _count(rows: Any, of: str = "pk") -> Iterable[tuple[int, int]]:
    counted: Iterable[tuple[int, int]] = (
        rows.order_by().values_list("thesis").annotate(n=Count(of, distinct=of != "pk"))
    )
    return counted


def _count_quotations(inside: Q) -> Iterable[dict[str, int]]:
    suggested = Q(state=Quotation.State.SUGGESTED)
    speechless = Q(kind=Quotation.Kind.INTERVIEW, informant=None) & ~Q(state=Quotation.State.REJECTED)
    rows: Iterable[dict[str, int]] = (
        Quotation.objects.filter(inside)
        .order_by()
        .values("thesis")
        .annotate(
            quotations=Count("pk"),
            decided=Count("pk", filter=~suggested),
            unsure=Count("pk", filter=suggested & Q(confidence__lt=UNSURE_BELOW)),
            speaker=Count("pk", filter=speechless),
        )
    )
    return rows


def _count_notices(inside: Q) -> Iterable[tuple[int, int, int]]:
    """Thesis, run and how many notices: of each thesis, the last run comes last."""
    read = Import.objects.filter(inside, thesis__isnull=False, outcome__in=["created", "updated"])
    return read.order_by("pk").annotate(n=ArrayLength("notices")).values_list("thesis", "pk", "n")
