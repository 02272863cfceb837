"""The theses that lie before this person: sent back, to be approved, begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.curation.overview.counts import count_all
from kb.curation.queue import link_to_list, may_see
from kb.records.models import Thesis

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from kb.curation.overview.counts import Numbers

MOST = 5


@dataclass(frozen=True, slots=True)
class Lying:
    """A thesis with what was said of it (``comment``), by whom or when it came, and how far its findings are."""

    thesis: Thesis
    url: str
    comment: str
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Pile:
    """Theses that ask for the same; ``verb`` is what is done with each, ``count`` how many there are in all."""

    code: str
    label: str
    verb: str
    theses: tuple[Lying, ...]
    count: int
    url: str


def find_piles(request: HttpRequest) -> tuple[Pile, ...]:
    """The piles that hold something, the most urgent first."""
    user = request.user
    if not may_see(request, "thesis"):
        return ()
    piles = []
    drafts = Thesis.objects.filter(state=Thesis.State.DRAFT)
    if user.has_perm("records.change_thesis"):
        mine = drafts.exclude(review_comment="").filter(Q(sent_by=user.pk) | Q(sent_by=None))
        piles.append(
            _pile("sent_back", _("Sent back to you"), _("Mend"), mine, "records_thesis_review", "draft")
        )
    if user.has_perm("records.publish_thesis"):
        asking = Thesis.objects.filter(state=Thesis.State.IN_REVIEW)
        piles.append(
            _pile(
                "to_approve",
                _("To approve"),
                _("Look through"),
                asking,
                "records_thesis_publish",
                "in_review",
            )
        )
    if user.has_perm("records.change_thesis"):
        begun = drafts.filter(Q(review_comment="") | ~Q(sent_by=user.pk) & Q(sent_by__isnull=False))
        piles.append(_pile("begun", _("Drafts"), _("Go on"), begun, "records_thesis_review", "draft"))
    numbers = {each.pk: each for each in count_all(lying.pk for _p, rows in piles for lying in rows)}
    return tuple(_fill(pile, rows, numbers) for pile, rows in piles if rows)


Named = tuple[str, str, str, str, int, str]


def _pile(
    code: str, label: str, verb: str, theses: QuerySet[Thesis], page: str, state: str
) -> tuple[Named, list[Thesis]]:
    rows = list(
        theses.select_related("sent_by").order_by("-modified").defer("abstract", "method")[: MOST + 1]
    )
    count = len(rows) if len(rows) <= MOST else theses.count()
    return (code, label, verb, page, count, link_to_list("thesis", state__exact=state)), rows[:MOST]


def _fill(pile: Named, rows: list[Thesis], numbers: dict[int, Numbers]) -> Pile:
    code, label, verb, page, count, url = pile
    lying = tuple(
        Lying(
            thesis,
            reverse(f"admin:{page}", args=[thesis.pk]),
            thesis.review_comment if code == "sent_back" else "",
            numbers[thesis.pk],
        )
        for thesis in rows
    )
    return Pile(code, label, verb, lying, count, url)
