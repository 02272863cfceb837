"""The rows of the test database, kept in a file and put back: what took long to make is made once.

In SQLite's own values, as they are stored: nothing is read through a model or changed by a converter.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

_TYPES, _TYPE = "django_content_type", "content_type_id"
# Of each table its columns and all its rows.
Rows = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]


def read_rows() -> Rows:
    """All rows of all tables."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            described = connection.introspection.get_table_description(cursor, table)
            columns = tuple(column.name for column in described)
            # The plus takes the column's declared type away, and with it the converters of Django.
            wanted = ", ".join(f'+"{column}"' for column in columns)
            cursor.execute(f'SELECT {wanted} FROM "{table}"')  # noqa: S608 - names of our own tables
            found[table] = (columns, cursor.fetchall())
    return found


def keep_changes(before: Rows, path: Path) -> None:
    """Writes the tables that are no longer as ``before`` to the file ``path``."""
    now = read_rows()
    types = {pk: (label, model) for pk, label, model in _read_types(now)}
    changed = {table: rows for table, rows in now.items() if table != _TYPES and rows != before.get(table)}
    path.write_bytes(pickle.dumps((changed, types)))


def put_back(path: Path) -> None:
    """Makes the tables that :func:`keep_changes` wrote what they were then."""
    kept: Rows
    types: dict[int, tuple[str, str]]
    kept, types = pickle.loads(path.read_bytes())  # noqa: S301 - written by this run
    numbers = _number_types(types)
    with connection.cursor() as cursor:
        for table, (columns, rows) in kept.items():
            at = columns.index(_TYPE) if _TYPE in columns else None
            put = rows if at is None else [(*row[:at], numbers.get(row[at]), *row[at + 1 :]) for row in rows]
            names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', put)  # noqa: S608


def _read_types(rows: Rows) -> list[tuple[Any, ...]]:
    columns, values = rows[_TYPES]
    places = [columns.index(name) for name in ("id", "app_label", "model")]
    return [tuple(row[place] for place in places) for row in values]


def _number_types(types: dict[int, tuple[str, str]]) -> dict[int, int]:
    """The numbers that the content types have here, by those they had there: a test that commits has them made anew."""
    ContentType.objects.clear_cache()
    made = (
        (old, ContentType.objects.get_or_create(app_label=label, model=model)[0].pk)
        for old, (label, model) in types.items()
    )
    return dict(made)
