"""The rows of the test database, kept in a file and put back: what took long to make is made once.

In SQLite's own values, as they are stored: nothing is read through a model or changed by a converter.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from django.db import connection

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
    changed = {table: rows for table, rows in read_rows().items() if rows != before.get(table)}
    path.write_bytes(pickle.dumps(changed))


def put_back(path: Path) -> None:
    """Makes the tables that :func:`keep_changes` wrote what they were then."""
    kept: Rows = pickle.loads(path.read_bytes())  # noqa: S301 - written by this run
    with connection.cursor() as cursor:
        for table, (columns, rows) in kept.items():
            names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608
