"""Columns of the lists: moments written short."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from django.utils.safestring import SafeString


def write_moment(moment: dt.datetime | None) -> SafeString | None:
    """The moment in figures, by the clock on the wall; the day in words is its title. None for none."""
    if moment is None:
        return None
    here = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        here.isoformat(timespec="seconds"),
        date_format(here, "DATETIME_FORMAT"),
        date_format(here, "SHORT_DATETIME_FORMAT"),
    )


def shorten_moments(model: type[models.Model], columns: Iterable[Any]) -> list[Any]:
    """The columns of a list of such records; those that are moments in short."""
    return [_column_of(field) if (field := _find_moment(model, name)) else name for name in columns]


def _find_moment(model: type[models.Model], name: Any) -> models.DateTimeField[Any, Any] | None:
    try:
        field = model._meta.get_field(name) if isinstance(name, str) else None
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.DateTimeField) else None


# One column a field: the framework asks which of those it shows sort the list, and compares.
@cache
def _column_of(field: models.DateTimeField[Any, Any]) -> Callable[[models.Model], SafeString | None]:
    def column(record: models.Model) -> SafeString | None:
        return write_moment(getattr(record, field.attname))

    # The framework calls a column, its class and its order by what stands here.
    column.__name__ = field.name
    column.short_description = field.verbose_name  # type: ignore[attr-defined]
    column.admin_order_field = field.name  # type: ignore[attr-defined]
    return column
