"""Files that are being read, or wait for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.curation.queue import may_see
from kb.curation.runs import OPEN, present_runs
from kb.records.models import Import

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kb.curation.runs import ShownRuns

MOST = 8


def find_under_way(request: HttpRequest) -> ShownRuns | None:
    """The runs under way and those with a question, the oldest first; None if there are none, or none to be seen."""
    if not may_see(request, "import"):
        return None
    runs = Import.objects.filter(outcome__in=[*OPEN, Import.Outcome.ASKING]).select_related("thesis", "by")
    # Those with a question last: what moves is what one looks at.
    shown = list(runs.order_by("outcome", "pk").defer("notices")[:50])
    shown.sort(
        key=lambda run: (run.outcome == Import.Outcome.ASKING, run.outcome == Import.Outcome.WAITING, run.pk)
    )
    return present_runs(shown[:MOST]) if shown else None
