"""Old addresses: a slug that a record once had leads to where the record is now."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from kb.records.models import SlugRedirect
from kb.web.withdrawals import refuse_withdrawn

Record = TypeVar("Record", bound=Model)


def find_by_slug(records: QuerySet[Record], slug: str, kind: SlugRedirect.Kind) -> tuple[Record, bool]:
    """The record of this slug among ``records``, and whether it has moved to another slug; else Http404.

    Only what is among ``records`` is found by an old slug too, so a draft shows itself by neither. A thesis that was
    withdrawn says so (WithdrawnError).
    """
    record = records.filter(slug=slug).first()
    if record is not None:
        return record, False
    old = SlugRedirect.objects.filter(kind=kind, old_slug=slug).first()
    if old is not None and (record := records.filter(pk=old.target_id).first()) is not None:
        return record, True
    if kind == SlugRedirect.Kind.THESIS:
        refuse_withdrawn(slug)
    raise Http404(f"no public {kind.value} {slug!r}")
