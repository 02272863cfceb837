"""Operations as the pages of the history show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, User
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.groups import name_role
from kb.curation.history.differences import Segment, compare
from kb.curation.history.values import UNTOLD, Names, find_field, name_field, tell_value
from kb.records.actions.undoing import find_rights

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from kb.records.models import Change, Operation

# What is done on the pages of a record itself, beside the actions, which say what they did.
NAMES: dict[str, Any] = {
    "add": gettext_lazy("Added"),
    "change": gettext_lazy("Changed"),
    "delete": gettext_lazy("Deleted"),
    "undo": gettext_lazy("Taken back"),
    "many": gettext_lazy("Changed together"),
}
# So many records of one operation are shown in a list of operations.
MOST_SHOWN = 5
# Texts from here on are compared word by word.
_SHORT = 40


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field; ``segments`` where both are texts, and then word by word."""

    label: str
    before: str
    after: str
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record; ``kind`` is made, deleted, changed or note. ``history`` is where all of it is told."""

    kind: str
    sort: str
    label: str
    url: str
    history: str
    what: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One operation; ``url`` shows all of it. ``is_account`` ones are told, not taken back."""

    pk: int
    at: dt.datetime
    by: str
    what: str
    url: str
    thesis: str
    thesis_url: str
    changes: tuple[RecordChange, ...]
    n_more: int
    is_undone: bool
    undone_by_url: str
    undoes_url: str
    may_undo: bool


def present_operations(
    operations: Sequence[Operation],
    changes: Mapping[int, Sequence[Change]],
    *,
    counts: dict[int, int],
    user: Any,
) -> list[OperationRow]:
    """The operations with those of their ``changes`` that are shown; ``counts`` says how many each has in all."""
    names = Names()
    for shown in changes.values():
        for change in shown:
            if (model := change.content_type.model_class()) is not None:
                names.want(model, (change.before, change.after))
    return [
        _present_operation(operation, changes.get(operation.pk, ()), counts.get(operation.pk, 0), names, user)
        for operation in operations
    ]


def _present_operation(
    operation: Operation, changes: Sequence[Change], count: int, names: Names, user: Any
) -> OperationRow:
    undone_by = getattr(operation, "undone_by", None)
    thesis = operation.thesis
    return OperationRow(
        pk=operation.pk,
        at=operation.at,
        by=str(operation.by or ""),
        what=operation.what or str(NAMES.get(operation.name, "")),
        url=reverse("admin:history_operation", args=[operation.pk]),
        thesis=str(thesis or ""),
        thesis_url=find_page(type(thesis), thesis.pk, "change") if thesis else "",
        changes=tuple(present_change(change, names) for change in changes),
        n_more=count - len(changes),
        is_undone=undone_by is not None,
        undone_by_url=_address(undone_by.pk) if undone_by else "",
        undoes_url=_address(operation.undoes_id) if operation.undoes_id else "",
        may_undo=undone_by is None and may_undo(operation, user),
    )


def may_undo(operation: Operation, user: Any) -> bool:
    """Whether the person has the rights; whether it can be done, the operation's own page says."""
    return bool(user.has_perms(find_rights(operation)))


def present_change(change: Change, names: Names) -> RecordChange:
    model = change.content_type.model_class()
    if change.is_note:
        kind = "note"
    elif change.before is None:
        kind = "made"
    else:
        kind = "deleted" if change.after is None else "changed"
    return RecordChange(
        kind=kind,
        sort=str(model._meta.verbose_name) if model else change.content_type.model,
        label=name_role(change.label) if model is Group else change.label,
        url=find_page(model, change.object_id, "change") if model and kind != "deleted" else "",
        history=find_page(model, change.object_id, "history") if model else "",
        what=change.what,
        fields=tuple(_present_fields(change, model, names)) if model else (),
    )


def _present_fields(change: Change, model: type[models.Model], names: Names) -> Iterable[FieldChange]:
    before, after = change.before or {}, change.after or {}
    for name in before.keys() | after.keys():
        if name not in UNTOLD:
            old, new = (tell_value(model, name, side.get(name), names) for side in (before, after))
            if old != new:
                yield present_field(model, name, old, new)


def present_field(model: type[models.Model], name: str, old: str, new: str) -> FieldChange:
    """A field's change in words, texts compared word by word."""
    is_text = isinstance(find_field(model, name), (models.CharField, models.TextField, models.JSONField))
    is_long = old and new and max(len(old), len(new)) > _SHORT
    return FieldChange(
        label=name_field(model, name),
        before=old,
        after=new,
        segments=compare(old, new) if is_text and is_long else (),
    )


def find_page(model: type[models.Model], pk: int, page: str) -> str:
    """The address of the record's page in the admin; "" where its sort has none."""
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=[pk])
    except NoReverseMatch:
        return ""


def _address(pk: int) -> str:
    return reverse("admin:history_operation", args=[pk])


# Told only to those who see to accounts.
ACCOUNTS: tuple[type[models.Model], ...] = (User, Group)


def name_operation(operation: Operation) -> str:
    """What was done, in a sentence or a word."""
    return operation.what or str(NAMES.get(operation.name, _("Changed")))
