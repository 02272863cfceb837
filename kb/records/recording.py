"""Recording what a person's action does to the records, so that it can be told, compared and taken back.

An action is ``@recorded``. While it runs, every save and delete of a record is noted with what stood there before;
when the outermost action ends, one :class:`Operation` with its :class:`Change` rows is written in the same
transaction. Saves that Django sends no signal for (``update``) are noted by :func:`touch` beforehand.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signals import request_started
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save

from kb.records.models import (
    Authorship,
    Change,
    Chapter,
    Citation,
    Contributor,
    Distinction,
    Informant,
    Institution,
    Mask,
    NameVariant,
    Operation,
    Passage,
    Person,
    Quotation,
    Reanchoring,
    Reference,
    ReferenceEntry,
    SetAside,
    SlugRedirect,
    Theme,
    ThemeLabel,
    ThemeLink,
    Thesis,
    Tick,
    Work,
)
from kb.records.permissions import find_need, require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kb.records.actions.history import Actor

TRACKED: tuple[type[models.Model], ...] = (
    Authorship, Chapter, Citation, Contributor, Distinction, Informant, Institution, Mask, NameVariant,
    Passage, Person, Quotation, Reanchoring, Reference, ReferenceEntry, SetAside, SlugRedirect, Theme, ThemeLabel,
    ThemeLink, Thesis, Tick, Work, User, Group,
)  # fmt: skip

# Every action there is, by its name.
ACTIONS: dict[str, Callable[..., Any]] = {}

# Of an account the history keeps who gave whom which rights, and nothing that lets anybody in.
_UNTOLD = {"password", "last_login"}
# How many different sentences an operation is told in.
MOST_TOLD = 12

Snapshot = dict[str, Any]
Key = tuple[type[models.Model], int]
P = ParamSpec("P")
R = TypeVar("R")


class Recorder:
    """What was touched so far, with what stood there before it was (None: nothing)."""

    def __init__(self) -> None:
        self.before: dict[Key, Snapshot | None] = {}
        self.labels: dict[Key, str] = {}
        self.said: dict[Key, list[str]] = {}
        self.needs: set[str] = set()
        # What was written at the end; None while it goes on, and where nothing changed.
        self.operation: Operation | None = None

    def touch(self, model: type[models.Model], pk: int, *, gone: models.Model | None = None) -> None:
        """Note the record as it stands, unless it was noted before; ``gone`` is one about to be deleted."""
        if (model, pk) in self.before:
            return
        instance = gone if gone is not None else model._default_manager.filter(pk=pk).first()
        self.before[model, pk] = take_snapshot(instance) if instance is not None else None
        if instance is not None:
            self.labels[model, pk] = str(instance)[:200]

    def say(self, record: models.Model, what: str) -> None:
        key = (type(record), cast("int", record.pk))
        self.said.setdefault(key, []).append(what)
        self.labels.setdefault(key, str(record)[:200])


_open: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
# Whether an action is under way: what it calls on to do its work is part of it, and needs no right of its own.
_acting: ContextVar[bool] = ContextVar("acting", default=False)
# What was done last in this request.
_last: ContextVar[Operation | None] = ContextVar("last", default=None)


def find_last_operation() -> Operation | None:
    """What was done last, and changed anything, in the request at hand."""
    return _last.get()


def is_recording() -> bool:
    """Whether an operation is under way."""
    return _open.get() is not None


@contextmanager
def record(
    name: str, *, by: Actor, needs: Iterable[str] = (), undoes: Operation | None = None
) -> Iterator[Recorder]:
    """Note what is done in the block as one operation; in a block within, what is done belongs to the outer one.

    ``needs`` are the rights without which it may not be done, nor taken back (PermissionDenied).
    """
    require(by, *needs)
    if (outer := _open.get()) is not None:
        outer.needs.update(needs)
        with transaction.atomic():
            yield outer
        return
    recorder = Recorder()
    recorder.needs.update(needs)
    token = _open.set(recorder)
    try:
        with transaction.atomic():
            yield recorder
            recorder.operation = _write(recorder, name, by=by, undoes=undoes)
        if recorder.operation is not None:
            _last.set(recorder.operation)
    finally:
        _open.reset(token)


def recorded(action: Callable[P, R]) -> Callable[P, R]:
    """The action, which takes ``by``, in one transaction and noted in the history; only for who may (permissions)."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        needs = () if _acting.get() else (find_need(action.__name__, kwargs),)
        with record(action.__name__, by=cast("Actor", kwargs["by"]), needs=needs):
            token = _acting.set(True)
            try:
                return action(*args, **kwargs)
            finally:
                _acting.reset(token)

    ACTIONS[action.__name__] = run
    return run


def say(instance: models.Model, what: str) -> None:
    """Let the history of the record say ``what``; outside an action nothing is noted."""
    if (recorder := _open.get()) is not None:
        recorder.say(instance, what)


def touch(records: Iterable[models.Model]) -> None:
    """Note the records before they are changed by what sends no signal."""
    if (recorder := _open.get()) is not None:
        for instance in records:
            if type(instance) in TRACKED:
                recorder.touch(type(instance), cast("int", instance.pk), gone=instance)


def note_made(records: Iterable[models.Model]) -> None:
    """Note records that were made by what sends no signal."""
    if (recorder := _open.get()) is not None:
        for instance in records:
            recorder.before.setdefault((type(instance), cast("int", instance.pk)), None)


def take_snapshot(instance: models.Model) -> Snapshot:
    """The stored fields by name, as JSON can hold them; what is set at every save anyhow is left out."""
    snapshot: Snapshot = {
        field.attname: _as_json(field, instance)
        for field in instance._meta.concrete_fields
        if not field.primary_key and not getattr(field, "auto_now", False) and field.attname not in _UNTOLD
    }
    for many in instance._meta.many_to_many:
        if many.remote_field.through._meta.auto_created:  # type: ignore[union-attr]
            snapshot[many.name] = sorted(getattr(instance, many.name).values_list("pk", flat=True))
    return snapshot


def fingerprint(instance: models.Model) -> str:
    """Sixteen hex digits, others as soon as any stored field of the record is another; "" where it is gone."""
    stored = type(instance)._default_manager.filter(pk=instance.pk).first()
    return "" if stored is None else take_fingerprint(take_snapshot(stored))


def take_fingerprint(snapshot: Snapshot) -> str:
    """The fingerprint of a record that has these fields."""
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True).encode()).hexdigest()[:16]


def _as_json(field: models.Field[Any, Any], instance: models.Model) -> Any:
    value = getattr(instance, field.attname)
    if isinstance(field, models.JSONField):
        return json.loads(json.dumps(value, cls=field.encoder or DjangoJSONEncoder))
    # What a record was given before it was saved may still be a lazy string or an enumeration.
    return json.loads(json.dumps(field.get_prep_value(value), cls=DjangoJSONEncoder))


def _write(recorder: Recorder, name: str, *, by: Actor, undoes: Operation | None) -> Operation | None:
    """The operation with its changes, stored; None where nothing changed."""
    standing = _load(recorder)
    rows: dict[Key, Change] = {}
    theses: set[int | None] = set()
    for key, stood in recorder.before.items():
        stands = standing.get(key)
        if stood != stands:
            rows[key] = _make_row(recorder, key, *_differences(stood, stands))
            theses.add(key[1] if key[0] is Thesis else (stands or stood or {}).get("thesis_id"))
    for key in _find_notes(recorder, has_changes=bool(rows)) - rows.keys():
        rows[key] = _make_row(recorder, key, {}, {})
    if not rows:
        return None
    (thesis,) = theses if len(theses) == 1 else (None,)
    operation = Operation.objects.create(
        name=name,
        what=_tell(recorder),
        by_id=by.pk if by is not None else None,
        thesis=Thesis.objects.filter(pk=thesis).first() if thesis else None,
        undoes=undoes,
        needs=sorted(recorder.needs),
    )
    for row in rows.values():
        row.operation = operation
    Change.objects.bulk_create(rows.values(), batch_size=500)
    return operation


def _load(recorder: Recorder) -> dict[Key, Snapshot]:
    """What stands now of all that was touched; each sort in a few queries, however many there are."""
    keys: dict[type[models.Model], list[int]] = {}
    for model, pk in recorder.before:
        keys.setdefault(model, []).append(pk)
    standing: dict[Key, Snapshot] = {}
    for model, pks in keys.items():
        records = model._default_manager.all()
        if model is ThemeLink:
            # What it is called tells of two other records.
            records = records.select_related("tag").prefetch_related("content_object")
        for pk, instance in records.in_bulk(pks).items():
            standing[model, pk] = take_snapshot(instance)
            recorder.labels[model, pk] = str(instance)[:200]
    return standing


def _find_notes(recorder: Recorder, *, has_changes: bool) -> set[Key]:
    """What was spoken of and need not have changed itself.

    A theme was put on it; or it is of a sort whose fields are not kept, an account of which not all is, or a thesis
    that is gone for good.
    """
    return {
        (model, pk)
        for model, pk in recorder.said
        if has_changes
        or model not in TRACKED
        or model is User
        or (model is Thesis and not Thesis.objects.filter(pk=pk).exists())
    }


def _make_row(recorder: Recorder, key: Key, before: Snapshot | None, after: Snapshot | None) -> Change:
    return Change(
        content_type=ContentType.objects.get_for_model(key[0]),
        object_id=key[1],
        label=recorder.labels.get(key, ""),
        what=" ".join(recorder.said.get(key, [])),
        before=before,
        after=after,
    )


def _tell(recorder: Recorder) -> str:
    told = list(dict.fromkeys(sentence for said in recorder.said.values() for sentence in said))
    return " ".join([*told[:MOST_TOLD], *(["…"] if len(told) > MOST_TOLD else [])])


def _differences(before: Snapshot | None, after: Snapshot | None) -> tuple[Snapshot | None, Snapshot | None]:
    if before is None or after is None:
        return before, after
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def connect() -> None:
    """Listen to saves and deletes of all that is tracked."""
    request_started.connect(_on_request, dispatch_uid="record-request")
    for through in (User.groups.through, User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(_on_related, sender=through, dispatch_uid=f"record-{through.__name__}")
    for model in TRACKED:
        name = model.__name__
        pre_save.connect(_on_save, sender=model, dispatch_uid=f"record-save-{name}")
        post_save.connect(_on_saved, sender=model, dispatch_uid=f"record-saved-{name}")
        pre_delete.connect(_on_delete, sender=model, dispatch_uid=f"record-delete-{name}")
    m2m_changed.connect(_on_related, sender=Theme.related.through, dispatch_uid="record-related")


def _on_request(**_signal: Any) -> None:
    _last.set(None)


def _on_save(sender: type[models.Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:  # noqa: ARG001
    recorder = _open.get()
    if recorder is not None and instance.pk is not None and not raw:
        recorder.touch(sender, instance.pk)


def _on_saved(sender: type[models.Model], instance: Any, created: bool = False, **kwargs: Any) -> None:  # noqa: ARG001
    recorder = _open.get()
    if recorder is not None and created:
        recorder.before.setdefault((sender, instance.pk), None)


def _on_delete(sender: type[models.Model], instance: Any, origin: Any = None, **kwargs: Any) -> None:  # noqa: ARG001
    recorder = _open.get()
    if (origin.model if isinstance(origin, models.QuerySet) else type(origin)) is Thesis:
        if sender is Thesis:
            _forget(recorder, instance.pk)
        return
    if recorder is None:
        return
    recorder.touch(sender, instance.pk, gone=sender._default_manager.filter(pk=instance.pk).first())
    if sender is User:
        # What somebody did stays done when the account goes.
        return
    for relation in sender._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is models.SET_NULL and model in TRACKED:
            touch(model._default_manager.filter(**{relation.field.name: instance.pk}))


def _forget(recorder: Recorder | None, thesis: int) -> None:
    """Nothing of a thesis that is deleted for good is kept, also of what was done to several theses together."""
    for model in TRACKED:
        if not any(field.attname == "thesis_id" for field in model._meta.concrete_fields):
            continue
        of_thesis = model._default_manager.filter(thesis_id=thesis).values("pk")
        Change.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=of_thesis
        ).delete()
    Change.objects.filter(models.Q(before__thesis_id=thesis) | models.Q(after__thesis_id=thesis)).delete()
    if recorder is not None:
        for key, stood in list(recorder.before.items()):
            if key == (Thesis, thesis) or (stood or {}).get("thesis_id") == thesis:
                del recorder.before[key]


def _on_related(
    sender: Any,  # noqa: ARG001
    instance: Any,
    action: str,
    model: type[models.Model],
    pk_set: set[int] | None,
    **kwargs: Any,  # noqa: ARG001
) -> None:
    recorder = _open.get()
    if recorder is not None and action.startswith("pre_"):
        for sort, pk in ((type(instance), instance.pk), *((model, pk) for pk in pk_set or ())):
            if sort in TRACKED:
                recorder.touch(sort, pk)
