"""Questions to the base that every search asks in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet


class StandingQuestion:
    """A ``values_list`` that is asked again and again: Django makes the SQL of it once.

    The rows are as the base has them: for numbers and texts, not for dates.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def ask(self) -> tuple[tuple[Any, ...], ...]:
        """The rows as they are now."""
        written = self._written.get(connection.vendor)
        if written is None:
            sql, params = self._make().query.sql_with_params()
            written = self._written[connection.vendor] = sql, tuple(params)
        with connection.cursor() as cursor:
            cursor.execute(*written)
            return tuple(map(tuple, cursor.fetchall()))
