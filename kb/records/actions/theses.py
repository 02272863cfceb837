"""Theses: from draft to the public, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.models import Thesis
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.actions.history import Actor

State = Thesis.State


@recorded
def publish(*, thesis: Thesis, by: Actor) -> None:
    """Show the thesis to everybody. A thesis that comes back keeps the day it was first published."""
    _refuse_unless(thesis, {State.DRAFT, State.IN_REVIEW, State.WITHDRAWN})
    thesis.state = State.PUBLISHED
    thesis.published_at = thesis.published_at or timezone.now()
    # A note on why it was away is of no use once it is back; the history keeps it.
    thesis.takedown_note = ""
    _save(thesis, "published_at", "takedown_note")
    remember(thesis, _("Published."), by=by)


@recorded
def withdraw(*, thesis: Thesis, reason: str, by: Actor) -> None:
    """Take a published thesis and all inside it out of the public; ``reason`` is kept as its takedown note."""
    _refuse_unless(thesis, {State.PUBLISHED})
    if not reason.strip():
        raise Refused(_("Say why the thesis is withdrawn."))
    thesis.state = State.WITHDRAWN
    thesis.takedown_note = reason.strip()
    _save(thesis, "takedown_note")
    remember(thesis, _("Withdrawn: %s") % thesis.takedown_note, by=by)


@recorded
def send_to_review(*, thesis: Thesis, by: Actor) -> None:
    """Say that a draft is ready for another pair of eyes."""
    _refuse_unless(thesis, {State.DRAFT})
    thesis.state = State.IN_REVIEW
    _save(thesis)
    remember(thesis, _("Sent to review."), by=by)


@recorded
def return_to_draft(*, thesis: Thesis, by: Actor) -> None:
    """Take the thesis back to be worked on; a published one leaves the public."""
    _refuse_unless(thesis, {State.IN_REVIEW, State.PUBLISHED, State.WITHDRAWN})
    thesis.state = State.DRAFT
    _save(thesis)
    remember(thesis, _("Back to draft."), by=by)


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


def _refuse_unless(thesis: Thesis, states: set[Thesis.State]) -> None:
    """Judge by the state that is stored now, not by the one that was read when the page was made."""
    thesis.state = Thesis.objects.select_for_update().values_list("state", flat=True).get(pk=thesis.pk)
    if thesis.state not in states:
        raise Refused(
            _("“%(title)s” is %(state)s.") % {"title": thesis.title, "state": thesis.get_state_display()}
        )


def _save(thesis: Thesis, *fields: str) -> None:
    thesis.save(update_fields=["state", "modified", *fields])
