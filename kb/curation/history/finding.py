"""Which operations are asked for: by person, sort of record, thesis, day, words, and whether they were taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber
from django.utils.dateparse import parse_date

from kb.curation.history.presenting import ACCOUNTS, MOST_SHOWN
from kb.records.models import Change, Operation, Thesis

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from django.db.models import Model, QuerySet

UNDONE = ("yes", "no")


@dataclass(frozen=True, slots=True)
class HistoryQuestion:
    """What a person asked the history for; None and "" where it is left open."""

    person: int | None = None
    sort: str = ""
    thesis: int | None = None
    day: dt.date | None = None
    undone: str = ""
    words: str = ""

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> HistoryQuestion:
        """From an address; what makes no sense there is left out."""
        undone = params.get("undone", "")
        try:
            day = parse_date(params.get("day", ""))
        except ValueError:
            day = None
        return cls(
            person=_read_key(params.get("person", "")),
            sort=params.get("sort", "").strip()[:100],
            thesis=_read_key(params.get("thesis", "")),
            day=day,
            undone=undone if undone in UNDONE else "",
            words=params.get("q", "").replace("\x00", "").strip()[:200],
        )


def find_operations(question: HistoryQuestion, *, user: Any) -> QuerySet[Operation]:
    """The operations that answer, newest first, without what is only for those who see to accounts."""
    found = Operation.objects.select_related("by", "thesis", "undone_by")
    if question.person is not None:
        found = found.filter(by=question.person or None)
    if question.thesis is not None:
        found = found.filter(
            Q(thesis=question.thesis) | Q(pk__in=_with(_of_record(Thesis(pk=question.thesis))))
        )
    if question.sort:
        found = found.filter(pk__in=_with(Q(content_type__model=question.sort)))
    if question.day is not None:
        found = found.filter(at__date=question.day)
    if question.undone:
        found = found.filter(undone_by__isnull=question.undone == "no")
    if question.words:
        labelled = _with(Q(label__icontains=question.words))
        found = found.filter(
            Q(what__icontains=question.words)
            | Q(thesis__title__icontains=question.words)
            | Q(pk__in=labelled)
        )
    if not user.has_perm("auth.view_user"):
        accounts = [model._meta.model_name for model in ACCOUNTS]
        found = found.exclude(pk__in=_with(Q(content_type__model__in=accounts)))
    return found


def find_operations_of(record: Model) -> QuerySet[Operation]:
    """Every operation that changed the record, newest first."""
    return Operation.objects.filter(pk__in=_with(_of_record(record))).select_related(
        "by", "thesis", "undone_by"
    )


def find_changes(
    operations: Iterable[Operation], *, of: Model | None = None
) -> tuple[dict[int, list[Change]], dict[int, int]]:
    """The first changes of each operation, or those of the one record; and how many each operation has."""
    pks = [operation.pk for operation in operations]
    changes = Change.objects.filter(operation__in=pks)
    counts = dict(changes.order_by().values_list("operation").annotate(n=Count("pk")))
    numbered = Window(RowNumber(), partition_by="operation", order_by="pk")
    narrowed = changes if of is None else changes.filter(_of_record(of))
    shown: dict[int, list[Change]] = {}
    # Of an operation on thousands of records only the first are fetched.
    for change in (
        narrowed.annotate(number=numbered).filter(number__lte=MOST_SHOWN).select_related("content_type")
    ):
        shown.setdefault(change.operation_id, []).append(change)
    return shown, counts


def _of_record(record: Model) -> Q:
    return Q(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


def _with(changes: Q) -> QuerySet[Any]:
    return Change.objects.filter(changes).order_by().values("operation")


def _read_key(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else None
