"""Whether anything was written since: a mark of the state of the base that any write changes, in its transaction.

What is made of many records at once (a page, a table, a feed) is kept beside this mark, and is still true while the
mark is the same. It is too careful, never too bold: a draft that is corrected changes it too. Django tells of each
statement (``execute_wrapper``), so a bulk update counts as a save does; writes from outside Django are not seen.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING, Any

from django.db.backends.signals import connection_created

from kb.records.models import WriteMark

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.backends.base.base import BaseDatabaseWrapper

# Writers at the same time seldom meet in one row, and so seldom wait for each other.
ROWS = 16
_TABLE = WriteMark._meta.db_table
# What no public page shows; all other tables count, also those that come later.
PRIVATE = frozenset({
    _TABLE, "django_session", "django_admin_log", "django_content_type", "django_migrations",
    "django_tasks_database_dbtaskresult",
    "auth_user", "auth_group", "auth_permission", "auth_user_groups", "auth_user_user_permissions",
    "auth_group_permissions", "records_failedlogin", "records_import", "records_tick", "records_factsstamp",
    "records_operation", "records_change", "records_suggestionrun", "records_suggestionchange",
})  # fmt: skip
_READS = re.compile(
    r"[\s(]*(?:SELECT|WITH|VALUES|PRAGMA|EXPLAIN|SHOW|SET|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?)\s+[\"`]?(\w+)",
    re.IGNORECASE,
)
_UPSERT = (
    f"INSERT INTO {_TABLE} (id, stamp) VALUES (%s, %s) "  # noqa: S608
    "ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
)


def read_mark() -> str:
    """The mark of the base as it stands, sixteen characters; one question."""
    rows = WriteMark.objects.order_by("pk").values_list("pk", "stamp")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:16]


def renew_mark(connection: BaseDatabaseWrapper) -> None:
    """Say that the base is no longer as it was."""
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [secrets.randbelow(ROWS), secrets.randbits(62)])


def connect() -> None:
    """Listen to all that is written."""
    connection_created.connect(_on_connection, dispatch_uid="write-marks")


def is_public_write(sql: str) -> bool:
    """Whether a statement may change what a public page shows; one that is not understood may."""
    if _READS.match(sql):
        return False
    written = _WRITES.match(sql)
    return written is None or written[1] not in PRIVATE


def _on_connection(sender: object, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:  # noqa: ARG001
    if _note not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note)


def _note(execute: Callable[..., Any], sql: str, params: object, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    if is_public_write(sql):
        _renew_once(context["connection"])
    return result


def _renew_once(connection: BaseDatabaseWrapper) -> None:
    """Once a transaction is enough; what is rolled back, also in part, takes the mark with it, and is marked anew."""
    # Django puts another list there when a transaction ends and when a savepoint is rolled back.
    transaction = connection.run_on_commit if connection.in_atomic_block else None
    if transaction is not None and getattr(connection, "marked_transaction", None) is transaction:
        return
    if not _has_table(connection):
        return
    renew_mark(connection)
    connection.marked_transaction = transaction  # type: ignore[attr-defined]


def _has_table(connection: BaseDatabaseWrapper) -> bool:
    """Whether the table is there yet: while a base is made it is not."""
    if not getattr(connection, "has_write_marks", False):
        with connection.cursor() as cursor:
            connection.has_write_marks = _TABLE in connection.introspection.table_names(cursor)  # type: ignore[attr-defined]
    return bool(connection.has_write_marks)  # type: ignore[attr-defined]
