"""What a new reading did to people's work, shown and decided in the admin."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from kb.curation.anew.diffing import compare_words
from kb.curation.anew.places import read_place, write_place
from kb.importing.store import ingest_file
from kb.records.actions import accept_quotation, hide_passage, mark_quotation
from kb.records.models import Import, Passage, Quotation, Reanchoring, Thesis
from kb.records.recording import fingerprint
from tests.importing.small_thesis import FIRST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

OLD = "Partnerskapet er noe vi gjør hver dag, ikke noe som ligger i en skuff"
NEW = "Partnerskapet er noe vi gjør hver uke, ikke noe som ligger i en skuff"


def read(text: str) -> Import:
    thesis = ingest_file("forste.txt", text.encode(), publish=True).thesis
    return thesis.imports.order_by("-pk")[0]


@pytest.fixture
def reading(curator: User) -> SimpleNamespace:
    """A reading after which one quotation reads otherwise, one is lost and one stands where it stood."""
    thesis = read(FIRST).thesis
    assert thesis is not None
    changed = thesis.quotations.get(informant__label="Leder A", form="block")
    lost = thesis.quotations.get(informant__label="Leder B", form="block")
    for quotation in (changed, lost):
        accept_quotation(quotation=quotation, by=curator)
    passage = Passage.objects.get(text__startswith="Denne delen", chapter__title="Konklusjon")
    kept = mark_quotation(passage=passage, text="rammene er trange", kind="term", by=curator)
    text = (
        FIRST.replace(OLD, NEW)
        .replace("«Jeg har ikke tid til å lese avtalen", "«Været var fint i går")
        .replace("men jeg stoler på dem jeg arbeider sammen med.", "og hunden sov.")
    )
    return SimpleNamespace(thesis=thesis, run=read(text), changed=changed, lost=lost, kept=kept, by=curator)


def row_of(record: Any) -> Reanchoring:
    return Reanchoring.objects.filter(
        object_id=record.pk, content_type__model=record._meta.model_name
    ).latest("pk")


def page_of(reading: Any, **query: Any) -> str:
    address = reverse("admin:records_thesis_anew_reading", args=[reading.thesis.pk, reading.run.pk])
    return address + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")


def decide(client: Any, reading: Any, row: Reanchoring, do: str, seen: str | None = None) -> Any:
    card = client.get(page_of(reading, row=row.pk)).context["card"]
    address = reverse("admin:records_thesis_anew_decide", args=[reading.thesis.pk, reading.run.pk, row.pk])
    return client.post(address, {"do": do, "seen": card.seen if seen is None else seen})


def test_the_page_counts_what_is_unchanged_moved_changed_and_lost(admin, reading):
    summary = admin.get(page_of(reading)).context["summary"]
    counts = {tally.outcome: tally.count for tally in summary.tallies}
    assert counts == {"unchanged": 1, "moved": 0, "changed": 1, "lost": 1}
    assert (summary.asked, summary.decided) == (2, 0)


def test_until_it_is_decided_the_public_does_not_see_it_at_a_wrong_place(admin, reading, client):
    for quotation in (reading.changed, reading.lost):
        quotation.refresh_from_db()
        assert quotation.passage is None
        assert quotation.state == "accepted"
        assert not Quotation.objects.public().filter(pk=quotation.pk).exists()


def test_the_differing_words_of_both_texts_are_marked(admin, reading):
    card = admin.get(page_of(reading, row=row_of(reading.changed).pk)).context["card"]
    assert [piece.text.strip() for piece in card.pieces if piece.is_other] == ["dag"]
    assert [piece.text.strip() for piece in card.spots[0].pieces if piece.is_other] == ["uke"]


def test_the_proposed_place_is_taken_with_all_that_was_set_and_the_new_suggestion_makes_room(admin, reading):
    row = row_of(reading.changed)
    place = write_place(row.candidates[0])
    before = Quotation.objects.count()
    assert decide(admin, reading, row, place).status_code == 302
    reading.changed.refresh_from_db()
    assert NEW in reading.changed.text
    assert reading.changed.passage.text[reading.changed.start : reading.changed.end] == reading.changed.text
    assert reading.changed.state == "accepted"
    assert Quotation.objects.count() == before - 1
    row.refresh_from_db()
    assert (row.state, row.by) == ("placed", reading.by)


def test_another_place_is_found_by_its_words_and_chosen(admin, reading):
    row = row_of(reading.lost)
    page = admin.get(page_of(reading, row=row.pk, q="Et kontor som dette må forklare seg"))
    assert len(page.context["card"].found) > 1, "the words stand in every chapter"
    decide(admin, reading, row, page.context["card"].found[1].value)
    reading.lost.refresh_from_db()
    assert reading.lost.text == "Et kontor som dette må forklare seg"


def test_old_words_are_kept_without_a_place_and_shown(admin, reading, client):
    decide(admin, reading, row_of(reading.lost), "keep")
    reading.lost.refresh_from_db()
    assert reading.lost.passage is None
    assert Quotation.objects.public().filter(pk=reading.lost.pk).exists()
    assert client.get(reading.lost.get_absolute_url()).status_code == 200


def test_what_is_dropped_is_kept_as_rejected(admin, reading):
    decide(admin, reading, row_of(reading.lost), "drop")
    reading.lost.refresh_from_db()
    assert reading.lost.state == "rejected"


@pytest.mark.parametrize("do", ["keep", "drop", "place"])
def test_each_decision_can_be_taken_back(admin, reading, do):
    row = row_of(reading.changed)
    stood = fingerprint(reading.changed), fingerprint(row)
    decide(admin, reading, row, write_place(row.candidates[0]) if do == "place" else do)
    page = admin.get(page_of(reading))
    assert page.context["summary"].decided == 1
    address = reverse("admin:records_thesis_anew_undo", args=[reading.thesis.pk, reading.run.pk])
    admin.post(address, {"operation": page.context["last"].pk})
    assert (fingerprint(reading.changed), fingerprint(row)) == stood
    assert admin.get(page_of(reading)).context["summary"].decided == 0


def test_a_decision_on_what_somebody_else_changed_meanwhile_is_refused(admin, reading):
    row = row_of(reading.lost)
    seen = admin.get(page_of(reading, row=row.pk)).context["card"].seen
    Quotation.objects.filter(pk=reading.lost.pk).update(note="Vent.")
    decide(admin, reading, row, "drop", seen=seen)
    row.refresh_from_db()
    assert row.state == "open"


@pytest.mark.parametrize("do", ["", "c", "c1", "1-2-3", "0-0-0-0", "1-x-1-1", "9" * 40, "-1-2-3-4"])
def test_no_such_place_is_refused_and_changes_nothing(admin, reading, do):
    row = row_of(reading.changed)
    assert decide(admin, reading, row, do).status_code == 302
    row.refresh_from_db()
    assert row.state == "open"


def test_nearly_the_same_are_placed_together_only_when_they_were_shown(admin, reading):
    address = reverse("admin:records_thesis_anew_nearly", args=[reading.thesis.pk, reading.run.pk])
    cards = admin.get(address).context["cards"]
    assert [card.row.object_id for card in cards] == [reading.changed.pk]
    admin.post(address, {"seen": ["1:"]})
    assert row_of(reading.changed).state == "open"
    admin.post(address, {"seen": [f"{cards[0].row.pk}:{cards[0].seen}"]})
    assert row_of(reading.changed).state == "placed"


def test_what_was_hidden_is_hidden_at_every_place_it_may_have_until_it_is_decided(admin, curator):
    thesis = read(FIRST).thesis
    assert thesis is not None
    passage = thesis.passages.get(chapter__title="Metode")
    hide_passage(passage=passage, by=curator)
    run = read(FIRST.replace("Jeg intervjuet to ledere", "Vi intervjuet to av lederne"))
    row = row_of(passage)
    now = thesis.passages.get(chapter__title="Metode")
    assert now.pk != passage.pk
    assert now.is_hidden
    assert row.held == [now.pk]
    reading = SimpleNamespace(thesis=thesis, run=run)
    decide(admin, reading, row, "keep")
    now.refresh_from_db()
    assert not now.is_hidden
    last = admin.get(page_of(reading)).context["last"]
    admin.post(reverse("admin:records_thesis_anew_undo", args=[thesis.pk, run.pk]), {"operation": last.pk})
    now.refresh_from_db()
    assert now.is_hidden
    decide(admin, reading, row, write_place(row_of(passage).candidates[0]))
    now.refresh_from_db()
    assert now.is_hidden


def test_nothing_is_done_by_looking(admin, reading):
    row = row_of(reading.lost)
    for name, args in (("decide", [row.pk]), ("undo", [])):
        address = reverse(
            f"admin:records_thesis_anew_{name}", args=[reading.thesis.pk, reading.run.pk, *args]
        )
        assert admin.get(address).status_code == 405
    assert admin.get(reverse("admin:records_thesis_anew_read", args=[reading.thesis.pk])).status_code == 405
    assert row_of(reading.lost).state == "open"


def test_who_has_no_right_sees_and_does_nothing(reading, client):
    reader = User.objects.create_user("ola", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_thesis"))
    client.force_login(reader)
    row = row_of(reading.lost)
    run = [reading.thesis.pk, reading.run.pk]
    assert client.get(page_of(reading)).status_code == 403
    for name, args in (
        ("anew_decide", [*run, row.pk]), ("anew_undo", run), ("anew_nearly", run), ("anew_read", run[:1]),
    ):  # fmt: skip
        assert client.post(reverse(f"admin:records_thesis_{name}", args=args)).status_code == 403, name
    assert client.get(reverse("admin:records_thesis_anew", args=run[:1])).status_code == 403


def test_a_reading_of_another_thesis_is_not_found(admin, reading):
    other = Thesis.objects.create(title="En annen")
    assert (
        admin.get(reverse("admin:records_thesis_anew_reading", args=[other.pk, reading.run.pk])).status_code
        == 404
    )
    assert admin.get(page_of(reading, row=10**9)).status_code == 404
    assert admin.get(page_of(reading, row="x", page="x", show="x")).status_code == 200


def test_the_kept_file_is_put_into_the_line_to_be_tried_and_what_it_would_do_is_shown(admin, reading):
    admin.post(reverse("admin:records_thesis_anew_read", args=[reading.thesis.pk]), {"do": "try"})
    run = Import.objects.latest("pk")
    assert (run.outcome, run.is_preview, run.rereads.is_current) == ("waiting", True, True)
    admin.post(reverse("admin:records_thesis_anew_read", args=[reading.thesis.pk]), {"do": "read"})
    assert Import.objects.latest("pk") == run, "it is in the line already"
    with run.rereads.file.open("rb") as file:
        data = file.read()
    run.outcome = "running"
    run.save()
    ingest_file(run.file_name, data, thesis=reading.thesis, run=run, anew=True, preview=True)
    page = admin.get(reverse("admin:records_thesis_anew_reading", args=[reading.thesis.pk, run.pk]))
    assert [count for name, _, count in page.context["outcomes"] if name == "lost"] == [1]
    assert admin.get(reverse("admin:records_thesis_anew", args=[reading.thesis.pk])).status_code == 200


def test_a_place_survives_being_written_and_read() -> None:
    place = {"passage": 4, "start": 0, "last_passage": 5, "end": 17}
    assert read_place(write_place(place)) == place
    assert read_place(write_place({"chapter": 3})) == {"chapter": 3}


def test_other_line_breaks_are_no_difference_between_two_texts() -> None:
    before, after = compare_words("en to\ntre", "en  to tre")
    assert not any(piece.is_other for piece in (*before, *after))


def test_long_texts_are_compared_at_their_ends() -> None:
    middle = " ".join(f"ord{n}" for n in range(4000))
    before, after = compare_words(f"en {middle} slutt", f"en {middle[::-1]} slutt")
    assert [piece.is_other for piece in before] == [piece.is_other for piece in after] == [False, True, False]
