"""What is counted ahead of time, brought in step: by commands when they are done, and by the worker."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError

from kb.synthesis.recurring.renewal import is_behind, renew

if TYPE_CHECKING:
    from kb.synthesis.recurring.renewal import Progress, Renewal

log = logging.getLogger(__name__)

__all__ = ["renew_in_worker", "renew_recurring"]


def renew_recurring(progress: Progress | None = None, *, everything: bool = False) -> Renewal:
    """Bring what recurs in step with the theses."""
    return renew(progress, everything=everything)


def renew_in_worker(**_signal: Any) -> None:
    """The same where there is something to do. What fails is tried again the next time; the worker goes on."""
    try:
        if is_behind():
            renew()
    except DatabaseError as error:
        log.warning("What recurs is not in step yet: %s", error)
