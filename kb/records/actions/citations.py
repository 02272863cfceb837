"""Citations of which nobody can say for certain what they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.records.actions.history import remember
from kb.records.recording import recorded

if TYPE_CHECKING:
    from kb.records.actions.history import Actor
    from kb.records.models import Citation


@recorded
def unlink_citation(*, citation: Citation, by: Actor) -> None:
    """Say that none of the works at hand is the one cited; it is kept as one that is not in the reference list."""
    citation.work = citation.reference = None
    citation.state = citation.State.MISSING
    citation.is_edited = True
    citation.save(update_fields=["work", "reference", "state", "is_edited"])
    remember(citation, _("Not linked: none of the works at hand."), by=by)
