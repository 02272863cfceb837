"""Keeping the index in step with the records. (Replaced below by the whole of it.)"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.records.models import Thesis


def index_thesis(thesis: Thesis) -> None:
    """Bring the index in step with the thesis."""
