"""Stamps: each change of anything in a thesis gives the thesis another one, in the transaction of the change.

So whatever is kept of a thesis elsewhere (counted, summed up) can tell in one question whether it is still true.
Saves that Django sends no signal for (``update``, ``bulk_create``) call :func:`renew_stamps`.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete

from kb.records.models import (
    Chapter,
    Citation,
    Contributor,
    FactsStamp,
    Informant,
    Passage,
    Quotation,
    Reference,
    ThemeLink,
    Thesis,
    Work,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

WITHIN: tuple[type[Model], ...] = (
    Chapter, Citation, Contributor, Informant, Passage, Quotation, Reference, ThemeLink
)  # fmt: skip


def renew_stamps(theses: Iterable[int]) -> None:
    """Say that something in the theses with these keys is no longer as it was."""
    rows = [FactsStamp(thesis_id=pk, stamp=secrets.randbits(62)) for pk in set(theses)]
    if rows:
        FactsStamp.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["thesis"], update_fields=["stamp"]
        )


def connect() -> None:
    """Listen to saves of theses and of all that is in them."""
    post_save.connect(_on_thesis, sender=Thesis, dispatch_uid="stamp-thesis")
    for model in WITHIN:
        post_save.connect(_on_save, sender=model, dispatch_uid=f"stamp-save-{model.__name__}")
        post_delete.connect(_on_delete, sender=model, dispatch_uid=f"stamp-delete-{model.__name__}")
    pre_delete.connect(_on_work_gone, sender=Work, dispatch_uid="stamp-work")


def _on_thesis(sender: type[Model], instance: Thesis, **kwargs: Any) -> None:  # noqa: ARG001
    renew_stamps([instance.pk])


def _on_save(sender: type[Model], instance: Any, **kwargs: Any) -> None:  # noqa: ARG001
    if instance.thesis_id is not None:
        renew_stamps([instance.thesis_id])


def _on_delete(sender: type[Model], instance: Any, origin: Any = None, **kwargs: Any) -> None:  # noqa: ARG001
    # What goes with its thesis leaves nothing to stamp.
    deleted = origin.model if isinstance(origin, QuerySet) else type(origin)
    if instance.thesis_id is not None and deleted is not Thesis:
        FactsStamp.objects.filter(thesis=instance.thesis_id).update(stamp=secrets.randbits(62))


def _on_work_gone(sender: type[Model], instance: Work, **kwargs: Any) -> None:  # noqa: ARG001
    """What cites a work that is deleted stays, and cites none: Django tells of the work alone."""
    citations = Citation.objects.filter(Q(work=instance.pk) | Q(via=instance.pk)).order_by()
    renew_stamps(citations.values_list("thesis", flat=True).distinct())
