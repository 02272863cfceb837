"""The mark of the base changes with every write that the public may see, in the transaction of the write."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.db.backends.signals import connection_created

from kb.records.models import Theme, Thesis, WriteMark
from kb.records.writes import PRIVATE, is_public_write, read_mark
from tests import recipes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ('INSERT INTO "records_thesis" ("title") VALUES (%s)', True),
        ('INSERT OR IGNORE INTO "records_theme_related" ("id") VALUES (1)', True),
        ('UPDATE "records_passage" SET "text" = %s', True),
        ("  delete from records_work where id = 1", True),
        ("UPDATE records_thesis SET title = 'x'", True),
        ("TRUNCATE records_thesis", True),
        ('INSERT INTO "a_table_to_come" ("id") VALUES (1)', True),
        ('UPDATE "django_session" SET "session_data" = %s', False),
        ('UPDATE "auth_user" SET "last_login" = %s', False),
        ('INSERT INTO "records_writemark" ("id") VALUES (1)', False),
        ('SELECT "records_thesis"."id" FROM "records_thesis"', False),
        ('(SELECT 1) UNION (SELECT 2)', False),
        ("WITH counted AS (SELECT 1) SELECT * FROM counted", False),
        ('SAVEPOINT "s1"', False),
    ],
)  # fmt: skip
def test_a_statement_that_may_change_a_page_is_told_from_one_that_may_not(sql: str, expected: bool) -> None:
    assert is_public_write(sql) is expected


def test_each_private_table_is_there() -> None:
    assert set(connection.introspection.table_names()) >= PRIVATE - {"django_migrations"}


def test_reading_changes_nothing() -> None:
    recipes.make_thesis()
    before = read_mark()
    list(Thesis.objects.public())
    SessionStore().save()
    User.objects.create_user("leser")
    assert read_mark() == before


def test_each_transaction_marks_once(django_assert_num_queries: Any) -> None:
    Theme.objects.create(name="Først")
    with transaction.atomic():
        Theme.objects.update(description="a")
        before = read_mark()
        with django_assert_num_queries(2):
            Theme.objects.update(description="b")
            Theme.objects.update(description="c")
        # The one mark of this transaction stands for what it writes later, too.
        assert read_mark() == before


def test_a_write_after_a_part_was_rolled_back_is_marked() -> None:
    with transaction.atomic():
        before = read_mark()
        with transaction.atomic():
            Theme.objects.create(name="Angret")
            assert read_mark() != before
            transaction.set_rollback(True)
        assert read_mark() == before
        Theme.objects.create(name="Beholdt")
        assert read_mark() != before


@pytest.mark.django_db(transaction=True)
def test_writes_in_transactions_of_their_own_are_each_marked() -> None:
    marks = {read_mark()}
    for name in ("a", "b", "c"):
        Theme.objects.create(name=name)
        marks.add(read_mark())
    with transaction.atomic():
        Theme.objects.create(name="d")
    marks.add(read_mark())
    with transaction.atomic():
        Theme.objects.create(name="e")
    marks.add(read_mark())
    assert len(marks) == 6


def test_a_connection_that_is_made_anew_listens_once() -> None:
    listeners = list(connection.execute_wrappers)
    connection_created.send(sender=type(connection), connection=connection)
    assert connection.execute_wrappers == listeners


def test_there_are_few_rows_however_much_is_written() -> None:
    for number in range(40):
        with transaction.atomic():
            Theme.objects.create(name=f"Tema {number}")
    assert WriteMark.objects.count() <= 16
