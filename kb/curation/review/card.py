"""What the page of one finding says: the text around it, what is asked, and what can be answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kb.records.models import Chapter, Theme, ThemeLink
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from kb.curation.review.findings import Sort
    from kb.curation.review.words import ShownPassage

LinkState = ThemeLink.State


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A theme on offer; ``digit`` is its key, ``state`` that of its link to the record; "" where there is none."""

    theme: Theme
    digit: str
    state: str
    confidence: float
    reason: str

    @property
    def is_on(self) -> bool:
        return self.state == LinkState.ACCEPTED


@dataclass(frozen=True, slots=True)
class Card:
    """One finding. ``records`` are what a decision changes, and what ``seen`` is the fingerprint of."""

    key: str
    sort: Sort
    record: Any
    records: tuple[Model, ...]
    chapter: Chapter | None
    page: str
    first_line: int
    confidence: float
    reason: str
    text: str
    passages: tuple[ShownPassage, ...]
    is_open: bool
    seen: str
    themes: tuple[ThemeChoice, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        return round(100 * self.confidence)


def digest(records: Iterable[Model]) -> str:
    """One fingerprint of several records, other as soon as one of them is."""
    told = "".join(fingerprint(record) for record in records)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
