"""Questions to the base that every search asks in the same words."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from django.db.models import QuerySet

Answer = TypeVar("Answer")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it nothing is asked twice: several searches for one page are answered as of one moment."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def ask_once(about: Hashable, ask: Callable[[], Answer]) -> Answer:
    """What ``ask`` answers or, within :func:`asked_once`, what was answered on the same matter before."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if about not in answers:
        answers[about] = ask()
    answer: Answer = answers[about]
    return answer


class StandingQuestion:
    """A ``values_list`` that is asked again and again: Django makes the SQL of it once.

    The rows are as the base has them: for numbers and texts, not for dates.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def ask(self) -> tuple[tuple[Any, ...], ...]:
        """The rows as they are now."""
        return ask_once(self, self._ask)

    def _ask(self) -> tuple[tuple[Any, ...], ...]:
        written = self._written.get(connection.vendor)
        if written is None:
            sql, params = self._make().query.sql_with_params()
            written = self._written[connection.vendor] = sql, tuple(params)
        with connection.cursor() as cursor:
            cursor.execute(*written)
            return tuple(map(tuple, cursor.fetchall()))
