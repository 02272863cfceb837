"""Messages and histories in the templates of the admin."""

from __future__ import annotations

from typing import Any

from django import template

from kb.curation.history.messages import read_undo

register = template.Library()


@register.filter
def undoable(message: Any) -> int | None:
    """The number of the operation that the message's button takes back."""
    return read_undo(message)
