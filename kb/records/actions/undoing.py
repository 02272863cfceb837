"""Taking back what was done, whole, as long as nobody has built on it since."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from kb.records.actions.history import Refused
from kb.records.recording import fingerprint, record, say, take_snapshot, touch

if TYPE_CHECKING:
    from kb.records.actions.history import Actor
    from kb.records.models import Change, Operation


class Outdated(Refused):
    """Somebody else changed the record since it was looked at."""


def check_unchanged(instance: models.Model, seen: str) -> None:
    """Raises Outdated where the stored record is not what the one with the fingerprint ``seen`` was."""
    if fingerprint(instance) != seen:
        raise Outdated(_("“%s” was changed by somebody else in the meantime. Look at it again.") % instance)


def find_obstacles(operation: Operation) -> list[str]:
    """Why the operation cannot be taken back, a sentence a record; empty where it can."""
    if operation.is_undone:
        return [_("It was taken back already.")]
    changes = _find_changes(operation)
    if not changes:
        return [_("There is nothing to take back.")]
    if any(change.content_type.app_label == "auth" for change in changes):
        return [_("Accounts and roles are changed on their own pages.")]
    return [
        _("“%s” was changed since.") % (change.label or change.what)
        for change, instance in _load(changes)
        if not _stands(change, instance)
    ]


def find_rights(operation: Operation) -> tuple[str, ...]:
    """What somebody must be allowed to, to take it back: what it took to do it."""
    if operation.needs:
        return tuple(operation.needs)
    sorts = (
        operation.changes.order_by().values_list("content_type__app_label", "content_type__model").distinct()
    )
    return tuple(sorted(f"{app}.change_{model}" for app, model in sorts))


def undo(*, operation: Operation, by: Actor) -> None:
    """Put everything that the operation changed back to what it was; refused, whole, where something changed since."""
    with record("undo", by=by, undoes=operation, needs=find_rights(operation)):
        if obstacles := find_obstacles(operation):
            raise Refused(" ".join(obstacles[:3]))
        changes = _find_changes(operation)
        try:
            # What was moved to a record that was made goes back first, or it would be gone with it.
            late = _put_back([change for change in changes if _is_changed(change)])
            _delete_made([change for change in reversed(changes) if change.before is None])
            for change in late:
                _restore(change, _stored(change))
            for change in changes:
                if change.after is None and change.before is not None:
                    _restore(change, None)
        except (IntegrityError, models.ProtectedError) as error:
            raise Refused(_("Something that came later stands in the way.")) from error
        for change, instance in _load(changes):
            if instance is not None:
                say(instance, _("Taken back: %s") % (change.what or operation.what))


def _put_back(changes: list[Change]) -> list[Change]:
    """Restore what was changed; gives what cannot be yet, as what was made still holds what is unique."""
    loaded = _load(changes)
    touch(instance for _change, instance in loaded)
    try:
        with transaction.atomic():
            for change, instance in loaded:
                _restore(change, instance)
    except IntegrityError:
        return [change for change in changes if not _goes_back(change)]
    return []


def _delete_made(changes: list[Change]) -> None:
    """Delete what was made, the last first; what is protected by another of them goes after it."""
    while changes:
        protected: list[tuple[Change, models.ProtectedError]] = []
        for change in changes:
            try:
                if (made := _stored(change)) is not None:
                    made.delete()
            except models.ProtectedError as error:
                protected.append((change, error))
        if len(protected) == len(changes):
            raise protected[0][1]
        changes = [change for change, _error in protected]


def _find_changes(operation: Operation) -> list[Change]:
    """What it changed, without what it only spoke of."""
    return [change for change in operation.changes.select_related("content_type") if not change.is_note]


def _model(change: Change) -> type[models.Model]:
    model = change.content_type.model_class()
    if model is None:
        raise Refused(_("This sort of record is no longer kept."))
    return model


def _stored(change: Change) -> Any:
    return _model(change)._default_manager.filter(pk=change.object_id).first()


def _load(changes: list[Change]) -> list[tuple[Change, Any]]:
    """Each change with the record as it stands now (None: gone), in a query a sort."""
    keys: dict[type[models.Model], list[int]] = {}
    for change in changes:
        keys.setdefault(_model(change), []).append(change.object_id)
    found = {model: model._default_manager.in_bulk(pks) for model, pks in keys.items()}
    return [(change, found[_model(change)].get(change.object_id)) for change in changes]


def _stands(change: Change, instance: Any) -> bool:
    """Whether the record is still what the operation left."""
    if instance is None or change.after is None:
        return instance is None and change.after is None
    now = take_snapshot(instance)
    return all(now.get(name) == value for name, value in change.after.items())


def _is_changed(change: Change) -> bool:
    return change.before is not None and change.after is not None


def _goes_back(change: Change) -> bool:
    """Restore what was changed; False where what was made still holds what is unique."""
    try:
        with transaction.atomic():
            _restore(change, _stored(change))
    except IntegrityError:
        _turn_back(change)
        return False
    return True


def _turn_back(change: Change) -> None:
    """Let the record lead to what it led to before, though the rest of it cannot go back yet.

    Else it would be gone with what was made, where it hangs on that.
    """
    before, instance = change.before or {}, _stored(change)
    led = [
        field
        for field in _model(change)._meta.concrete_fields
        if field.is_relation and field.attname in before
    ]
    if instance is None or not led:
        return
    for field in led:
        setattr(instance, field.attname, field.to_python(before[field.attname]))
    with suppress(IntegrityError), transaction.atomic():
        instance.save(update_fields=[field.name for field in led])


def _restore(change: Change, instance: Any) -> None:
    """Set the record, or one under its key where it is gone (None), to what it was before the change."""
    model, before = _model(change), change.before or {}
    instance = instance or model(pk=change.object_id)
    many = {field.name for field in model._meta.many_to_many}
    for field in model._meta.concrete_fields:
        if field.attname in before:
            setattr(instance, field.attname, field.to_python(before[field.attname]))
    # What was deleted comes back under its key, and is new to whoever listens to saves.
    instance.save(force_insert=change.after is None)
    first_set = {
        field.attname: before[field.attname]
        for field in model._meta.concrete_fields
        if getattr(field, "auto_now_add", False) and field.attname in before
    }
    if first_set:
        model._default_manager.filter(pk=instance.pk).update(**first_set)
    for name in many & set(before):
        getattr(instance, name).set(before[name])
