"""What waits for a curator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.records.actions.checklist import UNSURE_BELOW
from kb.records.models import Citation, Import, Passage, Quotation, ThemeLink, Thesis, Work

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue: what, how many, and the list that shows them."""

    label: str
    count: int
    url: str


def link_to_list(model: str, **query: object) -> str:
    """The address of a list page, narrowed by ``query``."""
    address = reverse(f"admin:records_{model}_changelist")
    return f"{address}?{urlencode(query)}" if query else address


def find_waiting(request: HttpRequest) -> tuple[Waiting, ...]:
    """What this person may see to, the rows with nothing in them left out."""
    rows = [
        ("thesis", _("drafts"), Thesis.objects.filter(state="draft"), {"state__exact": "draft"}),
        (
            "thesis",
            _("theses in review"),
            Thesis.objects.filter(state="in_review"),
            {"state__exact": "in_review"},
        ),
        (
            "quotation",
            _("unsure quotations"),
            Quotation.objects.filter(state="suggested", confidence__lt=UNSURE_BELOW),
            {"state__exact": "suggested", "confidence": "low"},
        ),
        (
            "themelink",
            _("suggested themes"),
            ThemeLink.objects.filter(state="suggested"),
            {"state__exact": "suggested"},
        ),
        (
            "passage",
            _("visible passages that seem to hold personal data"),
            Passage.objects.filter(is_hidden=False).exclude(personal_data=""),
            {"personal": "yes", "is_hidden__exact": "0"},
        ),
        (
            "citation",
            _("ambiguous citations"),
            Citation.objects.filter(state="ambiguous"),
            {"state__exact": "ambiguous"},
        ),
        ("work", _("works without a title"), Work.objects.filter(title=""), {"stub": "yes"}),
        (
            "import",
            _("failed imports"),
            Import.objects.filter(outcome="failed"),
            {"outcome__exact": "failed"},
        ),
    ]
    waiting = [
        Waiting(label, records.count(), link_to_list(model, **query))
        for model, label, records, query in rows
        if request.user.has_perm(f"records.view_{model}") or request.user.has_perm(f"records.change_{model}")
    ]
    return tuple(row for row in waiting if row.count)
