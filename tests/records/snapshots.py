"""The whole base, field by field."""

from __future__ import annotations

from typing import Any

from kb.records.recording import TRACKED, take_snapshot


def take_snapshots() -> dict[tuple[str, int], dict[str, Any]]:
    """Each tracked record's fields by model and key."""
    return {
        (model.__name__, row.pk): take_snapshot(row)
        for model in TRACKED
        for row in model._default_manager.all()
    }
