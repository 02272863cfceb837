"""Every number of the pages across theses, on the examples, against plain SQL: ``tests.measures.across`` in small."""

from __future__ import annotations

import pytest
from django.db import connection

from kb.records.models import Chapter, Passage, Quotation, ThemeLink, Thesis
from tests.measures.across import Comparison, compare_all, report

pytestmark = [
    pytest.mark.usefixtures("examples", "db"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the other route is SQL as SQLite has it"),
]


@pytest.fixture
def seen_to() -> None:
    """As if curators had been at it: some accepted, some rejected, some hidden, one thesis taken back."""
    for number, quotation in enumerate(Quotation.objects.order_by("pk")):
        quotation.state = ("accepted", "suggested", "accepted", "rejected")[number % 4]
        quotation.save()
    for number, link in enumerate(ThemeLink.objects.order_by("pk")):
        if number % 2:
            link.state = "rejected" if number % 13 == 0 else "accepted"
            link.save()
    for number, passage in enumerate(Passage.objects.order_by("pk")):
        if number % 23 == 0:
            passage.is_hidden = True
            passage.save()
    shut = Chapter.objects.filter(passages__quotations__isnull=False).order_by("-pk").first()
    assert shut is not None
    shut.is_hidden = True
    shut.save()
    first, second, *_ = Thesis.objects.order_by("pk")
    first.access, second.state = "quotations", "withdrawn"
    first.save()
    second.save()


def test_every_number_is_the_one_that_plain_sql_finds(seen_to: None) -> None:
    connection.ensure_connection()
    told: list[str] = []
    compared = list(compare_all(connection.connection, n_theme_pages=5))
    assert report(iter(compared), told.append) == 0, "\n".join(told)
    assert sum(len(each.plain) for each in compared) > 3000
    assert {each.name for each in compared if not any(each.plain.values())} == set()


def test_a_number_that_is_not_the_same_is_told() -> None:
    told: list[str] = []
    wrong = Comparison("matrix", {("Tillit", 1): 3, ("Tillit", 2): 1}, {("Tillit", 1): 4, ("Tillit", 3): 0})
    assert report(iter([wrong]), told.append) == 2
    assert "2 DIFFERENT" in told[0]
    assert "the page says 3, plain SQL 4" in told[1]
    assert "plain SQL None" in told[2]
