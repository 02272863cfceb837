"""The last that a person did in the review of a thesis, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from kb.curation.review.decisions import DISSOLVED, NAMED
from kb.records import actions
from kb.records.models import Chapter, Citation, Operation, Passage, Quotation, ThemeLink, Thesis

if TYPE_CHECKING:
    from kb.records.actions.history import Actor
    from kb.records.models import Change


def find_last(thesis: Thesis, by: Actor) -> Operation | None:
    """What this person did last in the review of the thesis and has not taken back."""
    if by is None:
        return None
    of_thesis = Q(thesis=thesis) | Q(
        # New persons are of no thesis, and the operation that made them of none.
        thesis=None,
        changes__content_type=ContentType.objects.get_for_model(Thesis),
        changes__object_id=thesis.pk,
    )
    is_here = Q(name__startswith=NAMED) | Q(name=DISSOLVED)
    done = Operation.objects.filter(of_thesis, is_here, by_id=by.pk, undone_by=None, undoes=None)
    return done.order_by("-at", "-pk").first()


def take_back(operation: Operation, *, by: Actor) -> str:
    """Undo it; the key of the finding that it was about ("" where none can be told)."""
    actions.undo(operation=operation, by=by)
    if operation.name == f"{NAMED}particulars":
        return "particulars"
    for change in operation.changes.select_related("content_type").order_by("pk"):
        if key := _key_of(change):
            return key
    return ""


def _key_of(change: Change) -> str:
    model = change.content_type.model_class()
    if model is ThemeLink:
        return _key_of_link(change)
    if change.before is None:
        return ""
    prefix = {Quotation: "q", Citation: "c", Chapter: "h"}.get(model)  # type: ignore[arg-type]
    # Of a heading that was dissolved, the chapter before it changed too.
    is_meant = prefix != "h" or change.after is None or "is_edited" in change.after or "title" in change.after
    return f"{prefix}{change.object_id}" if prefix and is_meant else ""


def _key_of_link(change: Change) -> str:
    told = change.before if change.after is None else change.after
    stored = ThemeLink.objects.filter(pk=change.object_id).values("content_type_id", "object_id").first()
    place = stored or told or {}
    content_type = ContentType.objects.get_for_id(place["content_type_id"]) if "object_id" in place else None
    model = content_type.model_class() if content_type is not None else None
    prefix = {Thesis: "tt", Passage: "tp", Quotation: "q"}.get(model)  # type: ignore[arg-type]
    return f"{prefix}{place['object_id']}" if prefix else ""
