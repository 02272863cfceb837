"""What the index is behind on: a save never writes the index, it marks what must be written anew.

The mark is a row written in the transaction of the save: it is there when the change is, and gone when the change is
taken back. Saves that Django sends no signal for (``update``, ``bulk_create``) call :func:`mark_pending`.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save

from kb.records.models import (
    Authorship,
    Chapter,
    Citation,
    Contributor,
    Informant,
    NameVariant,
    Passage,
    PendingChange,
    Person,
    Quotation,
    Theme,
    ThemeLabel,
    ThemeLink,
    Thesis,
    Work,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

THESIS = "thesis"
# (kind, key, thesis): what each kind carries over, :func:`find_documents` says.
Mark = tuple[str, int, int | None]
Documents = dict[type[Model], set[int]]


def mark_pending(thesis_pk: int) -> None:
    """Remember that the index is behind on the thesis and all that is in it."""
    _mark([(THESIS, thesis_pk, thesis_pk)])


def pending() -> tuple[str, ...]:
    """What the index is behind on: keys of theses, and "passage 12" for single records."""
    return tuple(
        str(change.key) if change.kind == THESIS else str(change) for change in PendingChange.objects.all()
    )


def forget(changes: Sequence[PendingChange]) -> None:
    """Take the marks away, but for those of what changed again since ``changes`` were read."""
    stamps = {change.pk: change.stamp for change in changes}
    with transaction.atomic():
        now = PendingChange.objects.select_for_update().in_bulk(list(stamps))
        done = [pk for pk, change in now.items() if change.stamp == stamps[pk]]
        PendingChange.objects.filter(pk__in=done).delete()


def _mark(marks: Iterable[Mark]) -> None:
    rows = [
        PendingChange(kind=kind, key=key, thesis=thesis, stamp=secrets.randbits(62))
        for kind, key, thesis in marks
    ]
    if rows:
        PendingChange.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=["stamp"]
        )


def _of_theme_link(link: ThemeLink) -> list[Mark]:
    kind = _TAGGED.get(link.content_type.model)
    return [(kind, link.object_id, link.thesis_id)] if kind and link.object_id else []


_TAGGED = {
    "thesis": "title",
    "chapter": "chapter",
    "passage": "passage",
    "quotation": "quotation",
    "work": "work",
    "person": "author",
}

_SAVED: dict[type[Model], Callable[[Any], list[Mark]]] = {
    Thesis: lambda row: [(THESIS, row.pk, row.pk)],
    Chapter: lambda row: [(THESIS, row.thesis_id, row.thesis_id)],
    Passage: lambda row: [("passage", row.pk, row.thesis_id)],
    Quotation: lambda row: [("quotation", row.pk, row.thesis_id)],
    Informant: lambda row: [("voice", row.pk, row.thesis_id)],
    Citation: lambda row: [("citation", row.pk, row.thesis_id)],
    Contributor: lambda row: [("title", row.thesis_id, row.thesis_id), ("author", row.person_id, None)],
    ThemeLink: _of_theme_link,
    Person: lambda row: [("author", row.pk, None)],
    NameVariant: lambda row: [("author", row.person_id, None)],
    Work: lambda row: [("work", row.pk, None)],
    Authorship: lambda row: [("work", row.work_id, None), ("author", row.person_id, None)],
    Theme: lambda row: [("theme", row.pk, None)],
    ThemeLabel: lambda row: [("theme", row.theme_id, None)],
}
# Once they are gone, what pointed to them can no longer be told.
_DELETED: dict[type[Model], Callable[[Any], list[Mark]]] = {
    **_SAVED,
    Informant: lambda row: [(THESIS, row.thesis_id, row.thesis_id)],
    Citation: lambda row: [
        (THESIS, row.thesis_id, row.thesis_id),
        *([("work", row.work_id, None)] if row.work_id else []),
    ],
}


def _on_save(sender: type[Model], instance: Any, *, raw: bool = False, **kwargs: Any) -> None:  # noqa: ARG001
    _mark(_SAVED[sender](instance))


def _on_delete(sender: type[Model], instance: Any, **kwargs: Any) -> None:  # noqa: ARG001
    _mark(_DELETED[sender](instance))


def connect() -> None:
    """Listen to saves of all records whose words or facts the index holds."""
    for model in _SAVED:
        post_save.connect(_on_save, sender=model, dispatch_uid=f"search-save-{model.__name__}")
        post_delete.connect(_on_delete, sender=model, dispatch_uid=f"search-delete-{model.__name__}")


def find_documents(changes: Iterable[PendingChange]) -> Documents:
    """The records whose documents must be written anew, by model."""
    keys: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        keys[change.kind].add(change.key)
    found: Documents = defaultdict(set)
    for kind, model in _OWN.items():
        found[model] |= keys[kind]
    found[Passage] |= _pks(Passage, citations__in=keys["citation"])
    found[Passage] |= _pks(Passage, citations__work__in=keys["work"])
    for wanted in (
        Q(informant__in=keys["voice"]), Q(citation__in=keys["citation"]), Q(citation__work__in=keys["work"]),
    ):  # fmt: skip
        found[Quotation] |= set(Quotation.objects.filter(wanted).values_list("pk", flat=True))
    found[Quotation] |= _quotations_over(keys["passage"])
    # A work is public where a passage that cites it is.
    found[Work] |= _pks(Work, citations__passage__in=keys["passage"])
    found[Work] |= _pks(Work, citations__in=keys["citation"]) | _pks(Work, authors__in=keys["author"])
    found[Person] |= _pks(Person, authorships__work__in=found[Work])
    found[Thesis] |= _pks(Thesis, people__in=keys["author"])
    return {model: pks for model, pks in found.items() if pks}


_OWN: dict[str, type[Model]] = {
    "passage": Passage,
    "quotation": Quotation,
    "chapter": Chapter,
    "title": Thesis,
    "work": Work,
    "author": Person,
    "theme": Theme,
}


def _pks(model: type[Model], **wanted: Any) -> set[int]:
    if not all(wanted.values()):
        return set()
    return set(model._default_manager.filter(**wanted).order_by().values_list("pk", flat=True))


def _quotations_over(passages: Iterable[int]) -> set[int]:
    """The quotations that run through any of the passages."""
    found: set[int] = set()
    for thesis, order in Passage.objects.filter(pk__in=list(passages)).values_list("thesis", "order"):
        over = Quotation.objects.filter(thesis=thesis, passage__order__lte=order)
        over = over.filter(Q(last_passage__order__gte=order) | Q(passage__order=order))
        found.update(over.values_list("pk", flat=True))
    return found
