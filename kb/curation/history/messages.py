"""What a page says was done, with a button that takes it back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages

from kb.curation.history.presenting import may_undo
from kb.records.recording import find_last_operation

if TYPE_CHECKING:
    from django.http import HttpRequest

    from kb.records.models import Operation

_MARK = re.compile(r"\bundo-(\d+)\b")


def say_done(request: HttpRequest, text: str, operation: Operation | None = None) -> None:
    """Say it on the next page; beside it stands a button to take back ``operation``, or what was done last."""
    messages.success(request, text, extra_tags=mark_undo(request, operation or find_last_operation()))


def mark_undo(request: HttpRequest, operation: Operation | None) -> str:
    """The tag of a message that can be taken back by this person; "" where there is nothing to take back."""
    if operation is None or operation.by_id != request.user.pk or not may_undo(operation, request.user):
        return ""
    changes = operation.changes.select_related("content_type")[:20]
    if all(change.is_note or change.content_type.app_label == "auth" for change in changes):
        return ""
    return f"undo-{operation.pk}"


def read_undo(message: Any) -> int | None:
    """The number of the operation that a message is about."""
    found = _MARK.search(message.tags or "")
    return int(found[1]) if found else None
