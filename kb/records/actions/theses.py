"""Theses: from draft to the public, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.records.actions.checklist import CheckItem, find_checklist
from kb.records.actions.history import Refused, remember
from kb.records.models import Thesis, Tick
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.actions.history import Actor

State = Thesis.State
ITEM_NAMES = {
    "text": gettext_lazy("text"),
    "rights": gettext_lazy("rights and access"),
    "particulars": Tick.Item.PARTICULARS.label,
    "findings": Tick.Item.FINDINGS.label,
    "personal": Tick.Item.PERSONAL.label,
}


@recorded
def publish(*, thesis: Thesis, by: Actor, unchecked: bool = False) -> None:
    """Show the thesis to everybody; refused while an item of the checklist is open.

    ``unchecked`` is for the operator's commands: it goes public all the same, and its history says what was open. A
    thesis that comes back keeps the day it was first published.
    """
    _refuse_unless(thesis, {State.DRAFT, State.IN_REVIEW, State.WITHDRAWN})
    left = [item for item in find_checklist(thesis) if item.state == "open"]
    if left and not unchecked:
        raise Refused(describe_open(thesis, left))
    thesis.state = State.PUBLISHED
    thesis.published_at = thesis.published_at or timezone.now()
    # A note on why it was away is of no use once it is back; the history keeps it.
    thesis.takedown_note = thesis.withdrawal_reason = thesis.review_comment = ""
    thesis.withdrawn_at = None
    _save(thesis, "published_at", "takedown_note", "withdrawal_reason", "withdrawn_at", "review_comment")
    remember(thesis, _("Published."), by=by)
    if left:
        names = ", ".join(str(ITEM_NAMES[item.code]) for item in left)
        remember(thesis, _("Without the checklist; open were: %s.") % names, by=by)


@recorded
def withdraw(*, thesis: Thesis, reason: str, by: Actor, notice: str = "") -> None:
    """Take a published thesis and all inside it out of the public.

    ``reason`` is for curators; ``notice`` is what its address tells the public, beside that it was withdrawn and when.
    """
    _refuse_unless(thesis, {State.PUBLISHED})
    if not reason.strip():
        raise Refused(_("Say why the thesis is withdrawn."))
    thesis.state = State.WITHDRAWN
    thesis.withdrawal_reason, thesis.takedown_note = reason.strip(), notice.strip()
    thesis.withdrawn_at = timezone.now()
    _save(thesis, "takedown_note", "withdrawal_reason", "withdrawn_at")
    remember(thesis, _("Withdrawn: %s") % thesis.withdrawal_reason, by=by)


@recorded
def send_to_review(*, thesis: Thesis, by: Actor) -> None:
    """Say that a draft is ready for another pair of eyes."""
    _refuse_unless(thesis, {State.DRAFT})
    thesis.state = State.IN_REVIEW
    thesis.sent_by_id = by.pk if by is not None else None
    thesis.review_comment = ""
    _save(thesis, "sent_by", "review_comment")
    remember(thesis, _("Sent to review."), by=by)


@recorded
def send_back(*, thesis: Thesis, comment: str, by: Actor) -> None:
    """Give a thesis in review back to who sent it, who sees the comment until it is sent again."""
    _refuse_unless(thesis, {State.IN_REVIEW})
    if not comment.strip():
        raise Refused(_("Say what is to be done before it can be published."))
    thesis.state = State.DRAFT
    thesis.review_comment = comment.strip()
    _save(thesis, "review_comment")
    remember(thesis, _("Sent back: %s") % thesis.review_comment, by=by)


@recorded
def return_to_draft(*, thesis: Thesis, by: Actor) -> None:
    """Take the thesis back to be worked on; a published one leaves the public."""
    _refuse_unless(thesis, {State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN})
    thesis.state = State.DRAFT
    _save(thesis)
    remember(thesis, _("Back to draft."), by=by)


@recorded
def tick(*, thesis: Thesis, item: str, by: Actor) -> None:
    """Say that what is left of an item of the checklist is left knowingly, or that it was looked through."""
    found = next((one for one in find_checklist(thesis) if one.code == item), None)
    if found is None or item not in Tick.Item.values:
        raise Refused(_("The checklist has no such item."))
    if not found.can_tick:
        raise Refused(_("This can be ticked once nothing of it is open."))
    for old in thesis.ticks.filter(item=item):
        old.delete()
    Tick.objects.create(thesis=thesis, item=item, count=found.left, by_id=by.pk if by is not None else None)
    if item == Tick.Item.PERSONAL:
        what = _("Personal data: looked through.")
    else:
        what = _("Knowingly left: %(item)s (%(count)d).") % {
            "item": ITEM_NAMES[found.code], "count": found.left,
        }  # fmt: skip
    remember(thesis, what, by=by)


@recorded
def untick(*, thesis: Thesis, item: str, by: Actor) -> None:
    """Open an item of the checklist again."""
    for old in thesis.ticks.filter(item=item):
        old.delete()
        remember(thesis, _("Open again: %s.") % old.get_item_display(), by=by)


@recorded
def correct_thesis(*, thesis: Thesis, fields: Iterable[str], by: Actor) -> None:
    """Save the thesis and flag ``fields`` as set by a person, so that reading the file anew keeps them.

    Besides its own fields, ``contributors`` stands for the authors and supervisors.
    """
    thesis.curated_fields = sorted({*thesis.curated_fields, *fields})
    if "title" in thesis.curated_fields and "title_is_made_up" not in thesis.curated_fields:
        # A title that a person wrote is not one that we made up.
        thesis.title_is_made_up = False
    thesis.save()
    remember(thesis, _("Corrected: %s.") % ", ".join(sorted(fields)), by=by)


def describe_open(thesis: Thesis, items: Iterable[CheckItem]) -> str:
    """Why the thesis cannot be published, in one sentence."""
    names = ", ".join(str(ITEM_NAMES[item.code]) for item in items)
    return _("“%(title)s” cannot be published yet. Open: %(items)s.") % {
        "title": thesis.title, "items": names,
    }  # fmt: skip


def _refuse_unless(thesis: Thesis, states: set[Thesis.State]) -> None:
    """Judge by the state that is stored now, not by the one that was read when the page was made."""
    thesis.state = Thesis.objects.select_for_update().values_list("state", flat=True).get(pk=thesis.pk)
    if thesis.state not in states:
        raise Refused(
            _("“%(title)s” is %(state)s.") % {"title": thesis.title, "state": thesis.get_state_display()}
        )


def _save(thesis: Thesis, *fields: str) -> None:
    thesis.save(update_fields=["state", "modified", *fields])
