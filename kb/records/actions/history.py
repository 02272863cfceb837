"""The history of a record: what was done to it, when and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.records.recording import record, say

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.db import models

    # Who did it: a user, as a request knows one, or nobody for a command.
    Actor = AbstractBaseUser | AnonymousUser | None


class Refused(ValueError):  # it reads as what it is
    """What cannot be done, in a sentence for the person who tried."""


def remember(instance: models.Model, what: str, *, by: Actor) -> None:
    """Write ``what`` into the record's history, as part of the action under way or by itself."""
    with record("note", by=by):
        say(instance, str(what))
