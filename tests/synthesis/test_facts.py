"""What is counted across theses, against counting the records of the example theses one by one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kb.records.models import Chapter, FactsStamp, Informant, Passage, Quotation, Theme, ThemeLink, Thesis
from kb.synthesis.facts import load_facts
from kb.synthesis.vocabulary import load_vocabulary
from tests import recipes
from tests.synthesis.plain_facts import tell_facts, tell_records

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def read(examples: None, db: None) -> None:
    """The example theses, and one thesis in which much is hidden, rejected or not public."""
    thesis = recipes.make_thesis("Det som ikke vises", year=None)
    chapter, hidden = recipes.make_chapter(thesis), recipes.make_chapter(thesis, is_hidden=True)
    theme = Theme.objects.order_by("pk")[0]
    for place in (chapter, hidden):
        passage = recipes.make_passage(place, "Åtte ord som blir sagt her. Aas (2010) er enig.")
        recipes.tag(passage, theme)
        quotation = recipes.make_quotation(passage, "Åtte ord som blir sagt her.")
        recipes.tag(quotation, theme, suggested=True, state="rejected")
        recipes.tag(quotation, theme.__class__.objects.order_by("pk")[1])
        recipes.make_citation(passage, recipes.make_work(), "Aas (2010)", via=recipes.make_work())
        recipes.make_quotation(passage, "Aas (2010) er enig.", kind="term", state="rejected")
    first = recipes.make_passage(chapter, "Det begynner her")
    between = recipes.make_passage(chapter, "og går på tvers", is_hidden=True)
    last = recipes.make_passage(chapter, "til det slutter.")
    assert (first.order, between.order, last.order) == (3, 4, 5)
    over = recipes.make_quotation(first)
    over.last_passage = last
    over.save()
    nowhere = recipes.make_quotation(first, "begynner")
    nowhere.passage = nowhere.last_passage = None
    nowhere.save()


def tell() -> dict[str, Any]:
    return tell_facts(load_facts(), load_vocabulary())


def test_the_facts_of_the_examples_are_the_records_one_by_one(read: None) -> None:
    told = tell_records()
    assert tell() == told
    assert len(told["quotations"]) > 50
    assert len(told["citations"]) > 50
    assert sum(map(bool, told["carried"].values())) > 20


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_what_leaves_the_public_is_gone_at_the_next_question(read: None, state: str) -> None:
    thesis = Thesis.objects.order_by("pk")[0]
    before = load_facts()
    assert (before.quotations.thesis == before.place_of[thesis.pk]).any()
    thesis.state = state
    thesis.save()
    assert thesis.pk not in load_facts().place_of
    assert tell() == tell_records()


@pytest.mark.parametrize("access", ["quotations", "restricted"])
def test_of_what_is_not_open_only_so_much_is_counted_as_may_be_seen(read: None, access: str) -> None:
    thesis = Thesis.objects.order_by("pk")[0]
    thesis.access = access
    thesis.save()
    facts = load_facts()
    place = facts.place_of[thesis.pk]
    assert not (facts.passages.thesis == place).any()
    assert not (facts.citations.thesis == place).any()
    assert (facts.quotations.thesis == place).any() == (access == "quotations")
    assert tell() == tell_records()


def test_without_theses_there_is_nothing_to_count(read: None) -> None:
    assert load_facts().theses
    Thesis.objects.all().delete()
    facts = load_facts()
    assert facts.theses == ()
    assert not facts.quotations.shown(confirmed=True).any()
    assert facts.quotations.accepted.dtype == bool
    assert tell() == tell_records()


def test_when_nothing_changed_one_query_tells_so(read: None) -> None:
    facts = load_facts()
    with CaptureQueriesContext(connection) as queries:
        assert load_facts() is facts
    assert len(queries) == 1


def test_a_change_reads_the_one_thesis_anew(read: None) -> None:
    load_facts()
    quotation = Quotation.objects.public()[0]
    quotation.state = "rejected"
    quotation.save()
    with CaptureQueriesContext(connection) as queries:
        facts = load_facts()
    assert quotation.pk not in facts.quotations.pk
    assert len(queries) == 6
    assert all(f" IN ({quotation.thesis_id})" in query["sql"] for query in queries.captured_queries[1:])


def test_a_thesis_without_a_stamp_is_read_each_time(read: None) -> None:
    quotation = Quotation.objects.public()[0]
    FactsStamp.objects.filter(thesis=quotation.thesis_id).delete()
    assert quotation.pk in load_facts().quotations.pk
    Quotation.objects.filter(pk=quotation.pk).update(state="rejected")
    assert quotation.pk not in load_facts().quotations.pk
    assert tell() == tell_records()


def test_what_is_taken_back_is_not_kept(read: None) -> None:
    quotation = Quotation.objects.public()[0]
    with transaction.atomic():
        quotation.state = "rejected"
        quotation.save()
        assert quotation.pk not in load_facts().quotations.pk
        transaction.set_rollback(True)
    assert quotation.pk in load_facts().quotations.pk


def test_another_tree_of_themes_counts_anew(read: None) -> None:
    load_facts()
    used = ThemeLink.objects.filter(content_type__model="quotation").order_by("pk")[0].tag
    above = Theme.objects.create(name="Alt under ett")
    assert not load_facts().carry(load_facts().quotations, load_vocabulary()).of(above.pk).any()
    used.broader = above
    used.save()
    assert tell() == tell_records()
    assert load_facts().carry(load_facts().quotations, load_vocabulary()).of(above.pk).any()


def test_the_rows_follow_the_order_of_the_text(read: None) -> None:
    facts = load_facts()
    order = dict(Quotation.objects.values_list("pk", "order"))
    for place in range(len(facts.theses)):
        rows = facts.quotations.pk[facts.quotations.thesis == place].tolist()
        assert rows == sorted(rows, key=lambda pk: (order[pk], pk))
    assert facts.theses[-1].year is None
    assert (facts.quotations.thesis[1:] >= facts.quotations.thesis[:-1]).all()


def test_four_who_ask_while_one_writes_are_told_the_truth(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.synthesis.many_askers", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


def test_the_examples_hide_something(read: None) -> None:
    """Or the tests above would prove little."""
    assert Chapter.objects.filter(is_hidden=True, passages__isnull=False).exists()
    assert Passage.objects.filter(is_hidden=True).exists()
    assert Informant.objects.exists()
