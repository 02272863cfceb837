"""What waits for a curator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kb.records.actions.checklist import UNSURE_BELOW
from kb.records.models import Citation, Import, Passage, Quotation, Reanchoring, ThemeLink, Thesis, Work

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue: what, how many, and the list that shows them; ``is_serious`` could harm somebody."""

    code: str
    label: str
    count: int
    url: str
    is_serious: bool = False


def link_to_list(model: str, **query: object) -> str:
    """The address of a list page, narrowed by ``query``."""
    address = reverse(f"admin:records_{model}_changelist")
    return f"{address}?{urlencode(query)}" if query else address


def link_to_suggestions(**query: object) -> str:
    """The address of the page on which suggested themes are settled many at a time, narrowed by ``query``."""
    address = reverse("admin:records_themelink_decide")
    return f"{address}?{urlencode(query)}" if query else address


def link_count(count: int, address: str) -> SafeString | str:
    """The number as a link to what it counts; 0 leads nowhere."""
    return format_html('<a href="{}">{}</a>', address, count) if count else "0"


def may_see(request: HttpRequest, model: str) -> bool:
    """Whether the person may open the list of these records."""
    user = request.user
    return user.has_perm(f"records.view_{model}") or user.has_perm(f"records.change_{model}")


def find_waiting(request: HttpRequest) -> tuple[Waiting, ...]:
    """What this person may see to, the rows with nothing in them left out."""
    rows = [
        (
            "import",
            _("questions of files"),
            Import.objects.filter(outcome="asking"),
            {"outcome__exact": "asking"},
        ),
        (
            "import",
            _("failed imports"),
            Import.objects.filter(outcome="failed"),
            {"outcome__exact": "failed"},
        ),
        (
            "passage",
            _("visible passages that seem to hold personal data"),
            Passage.objects.filter(
                is_hidden=False, chapter__is_hidden=False, personal_data_settled=False
            ).exclude(personal_data=""),
            {"personal": "open"},
        ),
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
            "citation",
            _("ambiguous citations"),
            Citation.objects.filter(state="ambiguous"),
            {"state__exact": "ambiguous"},
        ),
        (
            "themelink",
            _("suggestions of themes"),
            ThemeLink.objects.filter(state="suggested"),
            {"state__exact": "suggested"},
        ),
        ("work", _("works without a title"), Work.objects.filter(title=""), {"stub": "yes"}),
    ]
    waiting = [
        Waiting(model, label, records.count(), _find_place(request, model, query), model == "passage")
        for model, label, records, query in rows
        if may_see(request, model)
    ]
    return tuple(row for row in (*_find_anew(request), *waiting) if row.count)


def _find_place(request: HttpRequest, model: str, query: dict[str, str]) -> str:
    """The list; of suggested themes the page that settles many at a time, for who may."""
    if model == "themelink" and request.user.has_perm("records.change_themelink"):
        return link_to_suggestions()
    return link_to_list(model, **query)


def _find_anew(request: HttpRequest) -> list[Waiting]:
    """Theses whose new file leaves something to decide; the first of them is where it leads."""
    if not request.user.has_perm("records.change_thesis"):
        return []
    theses = (
        Reanchoring.objects.filter(state=Reanchoring.State.OPEN).order_by().values_list("thesis", flat=True)
    )
    found = sorted(set(theses))
    if not found:
        return []
    url = reverse("admin:records_thesis_anew", args=[found[0]])
    return [Waiting("anew", _("theses whose new file leaves something to decide"), len(found), url)]
