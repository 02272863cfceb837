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

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
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
    Reference,
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
    Passage, Person, Quotation, Reference, SetAside, SlugRedirect, Theme, ThemeLabel, ThemeLink, Thesis, Tick,
    Work,
)  # fmt: skip

# Every action there is, by its name.
ACTIONS: dict[str, Callable[..., Any]] = {}

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

    def touch(self, model: type[models.Model], pk: int, *, gone: models.Model | None = None) -> None:
        """Note the record as it stands, unless it was noted before; ``gone`` is one about to be deleted."""
        if (model, pk) in self.before:
            return
        instance = gone if gone is not None else model._default_manager.filter(pk=pk).first()
        self.before[model, pk] = take_snapshot(instance) if instance is not None else None
        if instance is not None:
            self.labels[model, pk] = str(instance)[:200]

    def say(self, record: models.Model, what: str) -> None:
        self.said.setdefault((type(record), cast("int", record.pk)), []).append(what)


_open: ContextVar[Recorder | None] = ContextVar("recorder", default=None)
# Whether an action is under way: what it calls on to do its work is part of it, and needs no right of its own.
_acting: ContextVar[bool] = ContextVar("acting", default=False)


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
            _write(recorder, name, by=by, undoes=undoes)
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
            recorder.touch(type(instance), cast("int", instance.pk), gone=instance)


def take_snapshot(instance: models.Model) -> Snapshot:
    """The stored fields by name, as JSON can hold them; what is set at every save anyhow is left out."""
    snapshot: Snapshot = {
        field.attname: _as_json(field, instance)
        for field in instance._meta.concrete_fields
        if not field.primary_key and not getattr(field, "auto_now", False)
    }
    for many in instance._meta.many_to_many:
        if many.remote_field.through._meta.auto_created:  # type: ignore[union-attr]
            snapshot[many.name] = sorted(getattr(instance, many.name).values_list("pk", flat=True))
    return snapshot


def fingerprint(instance: models.Model) -> str:
    """Sixteen hex digits, others as soon as any stored field of the record is another."""
    stored = type(instance)._default_manager.filter(pk=instance.pk).first()
    if stored is None:
        return ""
    digest = hashlib.sha256(json.dumps(take_snapshot(stored), sort_keys=True).encode())
    return digest.hexdigest()[:16]


def _as_json(field: models.Field[Any, Any], instance: models.Model) -> Any:
    value = getattr(instance, field.attname)
    if isinstance(field, models.JSONField):
        return json.loads(json.dumps(value, cls=field.encoder or DjangoJSONEncoder))
    # What a record was given before it was saved may still be a lazy string or an enumeration.
    return json.loads(json.dumps(field.get_prep_value(value), cls=DjangoJSONEncoder))


def _write(recorder: Recorder, name: str, *, by: Actor, undoes: Operation | None) -> None:
    rows: list[Change] = []
    theses: set[int | None] = set()
    for (model, pk), stood in recorder.before.items():
        instance = model._default_manager.filter(pk=pk).first()
        stands = take_snapshot(instance) if instance is not None else None
        if stood == stands:
            continue
        before, after = _differences(stood, stands)
        rows.append(
            Change(
                content_type=ContentType.objects.get_for_model(model),
                object_id=pk,
                label=str(instance)[:200] if instance is not None else recorder.labels.get((model, pk), ""),
                what=" ".join(recorder.said.get((model, pk), [])),
                before=before,
                after=after,
            )
        )
        theses.add(pk if model is Thesis else (stands or stood or {}).get("thesis_id"))
    told = dict.fromkeys(sentence for said in recorder.said.values() for sentence in said)
    if not rows:
        return
    (thesis,) = theses if len(theses) == 1 else (None,)
    operation = Operation.objects.create(
        name=name,
        what=" ".join(told),
        by_id=by.pk if by is not None else None,
        thesis=Thesis.objects.filter(pk=thesis).first() if thesis else None,
        undoes=undoes,
        needs=sorted(recorder.needs),
    )
    for row in rows:
        row.operation = operation
    Change.objects.bulk_create(rows)


def _differences(before: Snapshot | None, after: Snapshot | None) -> tuple[Snapshot | None, Snapshot | None]:
    if before is None or after is None:
        return before, after
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def connect() -> None:
    """Listen to saves and deletes of all that is tracked."""
    for model in TRACKED:
        name = model.__name__
        pre_save.connect(_on_save, sender=model, dispatch_uid=f"record-save-{name}")
        post_save.connect(_on_saved, sender=model, dispatch_uid=f"record-saved-{name}")
        pre_delete.connect(_on_delete, sender=model, dispatch_uid=f"record-delete-{name}")
    m2m_changed.connect(_on_related, sender=Theme.related.through, dispatch_uid="record-related")


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
    if recorder is None:
        return
    deleted = origin.model if isinstance(origin, models.QuerySet) else type(origin)
    # Nothing of a thesis that is deleted for good is kept.
    if deleted is Thesis:
        return
    recorder.touch(sender, instance.pk, gone=sender._default_manager.filter(pk=instance.pk).first())
    for relation in sender._meta.related_objects:
        model = relation.related_model
        if relation.on_delete is models.SET_NULL and model in TRACKED:
            touch(model._default_manager.filter(**{relation.field.name: instance.pk}))


def _on_related(sender: Any, instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:  # noqa: ARG001
    recorder = _open.get()
    if recorder is not None and action.startswith("pre_"):
        for pk in {instance.pk, *(pk_set or ())}:
            recorder.touch(Theme, pk)
