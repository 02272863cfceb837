"""The history of a record: what was done to it, when and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin.models import CHANGE, LogEntry

from kb.records.recording import say

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.db import models

    # Who did it: a user, as a request knows one, or nobody for a command.
    Actor = AbstractBaseUser | AnonymousUser | None


class Refused(ValueError):  # it reads as what it is
    """What cannot be done, in a sentence for the person who tried."""


def remember(record: models.Model, what: str, *, by: Actor) -> None:
    """Write ``what`` into the record's history; a command (``by`` None) leaves no entry."""
    say(record, str(what))
    if by is not None and by.pk is not None:
        LogEntry.objects.log_actions(
            user_id=by.pk,
            queryset=[record],
            action_flag=CHANGE,
            change_message=str(what),
            single_object=True,
        )
