"""What an action did is told field by field, and can be taken back as long as nobody built on it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.records import actions
from kb.records.actions.history import remember
from kb.records.actions.imports import cancel_import
from kb.records.models import (
    Change,
    Import,
    Informant,
    Operation,
    Quotation,
    SlugRedirect,
    Theme,
    ThemeLink,
    Work,
)
from kb.records.recording import fingerprint, record, touch
from tests import recipes
from tests.records.snapshots import take_snapshots

pytestmark = pytest.mark.django_db


@pytest.fixture
def quotation():
    passage = recipes.make_passage(recipes.make_chapter(recipes.make_thesis()), "Vi stoler på hverandre her.")
    return recipes.make_quotation(passage, "Vi stoler")


def test_an_action_says_who_did_what_to_which_field(kari, quotation):
    actions.accept_quotation(quotation=quotation, by=kari)
    operation = Operation.objects.get()
    assert (operation.name, operation.by, operation.thesis) == ("accept_quotation", kari, quotation.thesis)
    (change,) = operation.changes.all()
    assert change.record == quotation
    assert change.before == {"state": "suggested", "is_edited": False}
    assert change.after == {"state": "accepted", "is_edited": True}


def test_what_changes_nothing_leaves_no_trace(kari, quotation):
    actions.accept_quotation(quotation=quotation, by=kari)
    actions.accept_quotation(quotation=quotation, by=kari)
    assert Operation.objects.count() == 1


def test_what_is_refused_leaves_no_trace(kari, quotation):
    other = Informant.objects.create(thesis=recipes.make_thesis(), label="Leder X")
    with pytest.raises(actions.Refused):
        actions.set_speaker(quotation=quotation, informant=other, by=kari)
    assert not Operation.objects.exists()


def test_actions_within_a_block_are_one_operation(kari, quotation):
    with record("several", by=kari):
        actions.accept_quotation(quotation=quotation, by=kari)
        actions.set_kind(quotation=quotation, kind="policy", by=kari)
    (change,) = Operation.objects.get().changes.all()
    assert change.after["kind"] == "policy"


def test_a_bulk_update_is_told_where_it_was_announced(kari, quotation):
    with record("bulk", by=kari):
        touch(Quotation.objects.all())
        Quotation.objects.update(note="Se her")
    assert Change.objects.get().after == {"note": "Se her"}


def test_taking_back_puts_everything_as_it_was(kari, quotation):
    before = take_snapshots()
    actions.accept_quotation(quotation=quotation, by=kari)
    operation = Operation.objects.get()
    actions.undo(operation=operation, by=kari)
    assert take_snapshots() == before
    operation.refresh_from_db()
    assert operation.is_undone
    with pytest.raises(actions.Refused):
        actions.undo(operation=operation, by=kari)


def test_taking_back_can_be_taken_back(kari, quotation):
    actions.accept_quotation(quotation=quotation, by=kari)
    after = take_snapshots()
    actions.undo(operation=Operation.objects.get(), by=kari)
    actions.undo(operation=Operation.objects.first(), by=kari)
    assert take_snapshots() == after


def test_what_somebody_changed_since_is_not_taken_back(kari, quotation):
    actions.set_kind(quotation=quotation, kind="policy", by=kari)
    operation = Operation.objects.get()
    actions.set_kind(quotation=quotation, kind="term", by=kari)
    before = take_snapshots()
    with pytest.raises(actions.Refused):
        actions.undo(operation=operation, by=kari)
    assert take_snapshots() == before


def test_a_change_of_another_field_does_not_stand_in_the_way(kari, quotation):
    actions.set_kind(quotation=quotation, kind="policy", by=kari)
    operation = Operation.objects.get()
    quotation.note = "Fin"
    actions.correct_quotation(quotation=quotation, fields=["note"], by=kari)
    actions.undo(operation=operation, by=kari)
    quotation.refresh_from_db()
    assert (quotation.kind, quotation.note) == ("interview", "Fin")


def test_a_merge_of_works_is_taken_back_whole(kari):
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis), "Tillit er viktig (Prøvesen, 2018).")
    keep, other = (recipes.make_work(recipes.make_person(f"Prøvesen{n}"), year="2018") for n in (1, 2))
    recipes.make_citation(passage, other)
    before = take_snapshots()
    actions.merge_works(keep=keep, others=[other], by=kari)
    assert Work.objects.count() == 1
    actions.undo(operation=Operation.objects.get(), by=kari)
    assert take_snapshots() == before


def test_a_merge_of_themes_is_taken_back_with_links_labels_and_relations(kari, quotation):
    keep, other, third = (recipes.make_theme(name) for name in ("Tillit", "Trygghet", "Ledelse"))
    narrower = recipes.make_theme("Gjensidig tillit")
    narrower.broader = other
    narrower.save()
    other.related.add(third)
    recipes.tag(quotation, other)
    before = take_snapshots()
    actions.merge_themes(keep=keep, others=[other], by=kari)
    assert list(keep.related.all()) == [third]
    assert SlugRedirect.objects.filter(old_slug=other.slug).exists()
    actions.undo(operation=Operation.objects.get(), by=kari)
    assert take_snapshots() == before
    assert list(Theme.objects.get(name="Trygghet").related.all()) == [third]


def test_a_theme_that_was_made_is_gone_when_taken_back(kari, quotation):
    theme = recipes.make_theme("Tillit")
    actions.tag(record=quotation, theme=theme, by=kari)
    assert ThemeLink.objects.exists()
    actions.undo(operation=Operation.objects.get(), by=kari)
    assert not ThemeLink.objects.exists()


def test_nothing_of_a_thesis_that_is_deleted_is_kept(kari, quotation):
    actions.accept_quotation(quotation=quotation, by=kari)
    with record("delete", by=kari):
        quotation.thesis.delete()
    assert not Change.objects.filter(before__isnull=False).exists()


def test_a_fingerprint_tells_that_somebody_was_there(kari, quotation):
    seen = fingerprint(quotation)
    actions.check_unchanged(quotation, seen)
    actions.set_kind(quotation=Quotation.objects.get(), kind="policy", by=kari)
    with pytest.raises(actions.Outdated):
        actions.check_unchanged(quotation, seen)


def test_a_record_is_told_of_the_theme_that_was_put_on_it(kari, quotation):
    actions.tag(record=quotation, theme=recipes.make_theme("Tillit"), by=kari)
    notes = [change for change in Operation.objects.get().changes.all() if change.is_note]
    assert [note.record for note in notes] == [quotation]


def test_what_is_said_of_a_run_is_kept_and_cannot_be_taken_back(kari):
    run = Import.objects.create(file_name="oppgave.txt", outcome="waiting")
    cancel_import(run=run, by=kari)
    operation = Operation.objects.get()
    assert operation.changes.get().record == run
    assert actions.find_obstacles(operation)
    with pytest.raises(actions.Refused):
        actions.undo(operation=operation, by=kari)


def test_who_deleted_a_thesis_is_kept_but_nothing_of_it(kari, quotation):
    thesis, other = (
        quotation.thesis,
        recipes.make_quotation(
            recipes.make_passage(recipes.make_chapter(recipes.make_thesis()), "Døra står åpen.")
        ),
    )
    with record("both", by=kari):
        for each in (quotation, other):
            actions.set_kind(quotation=each, kind="policy", by=kari)
    with record("delete", by=kari):
        remember(thesis, "Slettet.", by=kari)
        thesis.delete()
    (kept,) = Operation.objects.get(name="both").changes.all()
    assert kept.record == other
    (note,) = Operation.objects.get(name="delete").changes.all()
    assert (note.label, note.before, note.after) == (thesis.title, {}, {})


def test_a_block_that_calls_actions_is_one_operation_that_needs_what_they_need(kari, quotation):
    with record("two", by=kari, needs=["records.change_thesis"]):
        actions.accept_quotation(quotation=quotation, by=kari)
        actions.hide_passage(passage=quotation.passage, by=kari)
    assert Operation.objects.get().needs == [
        "records.change_passage",
        "records.change_quotation",
        "records.change_thesis",
    ]


def test_many_records_are_noted_in_as_many_queries_as_few_at_the_end(kari, quotation):
    for number in range(12):
        recipes.make_quotation(recipes.make_passage(quotation.passage.chapter, f"Ord nummer {number}."))

    def count_at_the_end(quotations):
        with CaptureQueriesContext(connection) as queries, record("many", by=kari):
            touch(quotations)
            quotations.update(kind="policy")
        return len(queries)

    few = count_at_the_end(Quotation.objects.filter(pk=quotation.pk))
    assert count_at_the_end(Quotation.objects.exclude(pk=quotation.pk)) == few
