"""What the address of a withdrawn thesis says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.records.languages import tell_title

if TYPE_CHECKING:
    import datetime as dt

    from kb.records.models import Thesis


@dataclass(frozen=True, slots=True)
class WithdrawalPage:
    """When it was withdrawn (None: not known) and what the public is told of why, by paragraphs; nothing else of it."""

    day: dt.datetime | None
    notice: tuple[str, ...]


def present_withdrawal(thesis: Thesis) -> WithdrawalPage:
    paragraphs = (" ".join(part.split()) for part in thesis.takedown_note.split("\n\n"))
    return WithdrawalPage(thesis.withdrawn_at, tuple(tell_title(part) for part in paragraphs if part))
