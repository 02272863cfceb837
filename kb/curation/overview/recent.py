"""Who did what, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from kb.curation.queue import may_see
from kb.records.models import Operation

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

MOST = 12
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person did, ``times`` in a row; ``is_mine`` if it was who looks, ``by`` is "" for a command."""

    operation: Operation
    by: str
    when: str
    is_mine: bool
    thesis: str
    thesis_url: str
    times: int = 1


def find_deeds(request: HttpRequest) -> tuple[Deed, ...]:
    """The latest, for those who may see the history."""
    if not may_see(request, "operation"):
        return ()
    latest = Operation.objects.select_related("by", "thesis", "undone_by").order_by("-at", "-pk")[:_LOOKED_AT]
    runs = [list(run) for _alike, run in groupby(latest, key=_likeness)]
    return tuple(_tell(run[0], len(run), request) for run in runs[:MOST])


def _likeness(operation: Operation) -> tuple[object, ...]:
    """Equal for what is told as one: the same, done by the same person in the same thesis."""
    return (
        operation.by_id,
        operation.thesis_id,
        str(operation),
        operation.is_undone,
        localdate(operation.at),
    )


def _tell(operation: Operation, times: int, request: HttpRequest) -> Deed:
    by, thesis = operation.by, operation.thesis
    return Deed(
        operation,
        (by.get_full_name() or by.get_username()) if by else "",
        _tell_when(operation.at),
        by is not None and by.pk == request.user.pk,
        thesis.title if thesis else "",
        reverse("admin:records_thesis_change", args=[thesis.pk]) if thesis else "",
        times,
    )


def _tell_when(at: datetime) -> str:
    """The time of today, else the day."""
    here = localtime(at)
    if here.date() == localdate():
        return _("today at %(time)s") % {"time": date_format(here, "TIME_FORMAT")}
    return date_format(here, "DATE_FORMAT")
