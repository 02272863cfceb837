"""Rows that wait for a decision after a new reading."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType

from kb.records.models import Import, Reanchoring


def make_reanchoring(record: Any, **fields: Any) -> Reanchoring:
    """A row for the record, which has no place any more unless ``fields`` say otherwise."""
    defaults = {
        "outcome": "lost",
        "state": "open",
        "selector": {"exact": str(record)},
        "run": Import.objects.create(file_name="oppgave.txt", thesis=record.thesis, outcome="updated"),
        "content_type": ContentType.objects.get_for_model(record),
    }
    return Reanchoring.objects.create(thesis=record.thesis, object_id=record.pk, **{**defaults, **fields})
