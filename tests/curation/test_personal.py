"""The page on which a curator sees to the personal data of a thesis."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from kb.records.covering import MARK
from kb.records.models import Chapter, Informant, Mask, Operation, Passage, Tick
from kb.records.recording import fingerprint
from tests.recipes import make_chapter, make_informant, make_passage, make_quotation, make_thesis

pytestmark = pytest.mark.django_db

TEXT = "Takk til Kari Nordmann. Skriv til kari@eksempel.no eller ring Per på kontoret. <b>Hun</b> svarer."


@pytest.fixture
def thesis():
    thesis = make_thesis(published=False)
    foreword = make_chapter(thesis, "Forord", kind="foreword")
    make_passage(foreword, TEXT, personal_data="name of a person thanked, e-mail address")
    make_passage(make_chapter(thesis, "Funn"), "Kontoret er lite, sier Kari Nordmann.")
    appendix = make_chapter(thesis, "Samtykke", kind="appendix", is_hidden=True)
    make_passage(appendix, "Underskrift: Per Hansen", personal_data="name")
    return thesis


def address(thesis):
    return reverse("admin:records_thesis_personal", args=[thesis.pk])


def first(thesis) -> Passage:
    return thesis.passages.order_by("order").first()


def send(client, thesis, do, record=None, **given):
    data = {"do": do, **given}
    if record is not None:
        data |= {"pk": str(record.pk), "seen": fingerprint(record)}
    return client.post(address(thesis), {**data, **given}, follow=True)


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


def test_what_is_pointed_out_is_listed_with_its_words_marked(admin, thesis):
    response = admin.get(address(thesis))
    (card,) = response.context["cards"]
    words = [one.text for one in card.stretches if one.sort == "pointed"]
    assert words == ["Kari Nordmann", "kari@eksempel.no", "Per"]
    page = html.fromstring(response.content.decode())
    assert [mark.text for mark in page.xpath("//mark")] == words
    assert "<b>Hun" not in response.content.decode()
    assert response.context["counts"] == {"open": 1, "done": 1, "all": 2}


@pytest.mark.parametrize("show", ["open", "done", "all", "nothing", ""])
def test_the_lists_hold_what_they_count(admin, thesis, show):
    response = admin.get(address(thesis), {"show": show})
    shown = show if show in {"done", "all"} else "open"
    assert len(response.context["cards"]) == response.context["counts"][shown]


def test_one_click_covers_the_marked_words(admin, thesis):
    (card,) = admin.get(address(thesis)).context["cards"]
    one = next(one for one in card.stretches if one.text == "Per")
    send(admin, thesis, "mask", first(thesis), ranges=f"{one.start}-{one.end}")
    assert first(thesis).text == TEXT.replace("ring Per", f"ring {MARK}")
    assert not first(thesis).personal_data_settled, "two more are marked"
    (card,) = admin.get(address(thesis)).context["cards"]
    send(admin, thesis, "mask", first(thesis), ranges=card.ranges)
    assert first(thesis).text == (
        f"Takk til {MARK}. Skriv til {MARK} eller ring {MARK} på kontoret. <b>Hun</b> svarer."
    )
    assert first(thesis).personal_data_settled, "all that was marked is covered"
    assert admin.get(address(thesis)).context["counts"]["open"] == 0


def test_words_that_reading_did_not_point_out_are_covered(admin, thesis):
    send(admin, thesis, "mask_words", first(thesis), words=" på  kontoret")
    assert f"ring Per {MARK}." in first(thesis).text
    response = send(admin, thesis, "mask_words", first(thesis), words="finnes ikke")
    assert levels(response) == ["error"]


def test_words_are_looked_for_and_covered_in_the_whole_thesis(admin, thesis):
    response = admin.get(address(thesis), {"words": "Kari Nordmann"})
    assert len(response.context["cards"]) == 2
    assert response.context["n_places"] == 2
    send(admin, thesis, "mask_everywhere", thesis, words="Kari Nordmann")
    assert not Passage.objects.filter(text__contains="Kari Nordmann").exists()
    assert len(admin.get(address(thesis), {"words": "Kari Nordmann"}).context["cards"]) == 0


def test_covered_words_are_shown_again_one_by_one(admin, thesis):
    send(admin, thesis, "mask_words", first(thesis), words="Kari Nordmann")
    cards = admin.get(address(thesis), {"show": "all"}).context["cards"]
    covered = [one for one in cards[0].stretches if one.sort == "covered"]
    assert [one.text for one in covered] == ["Kari Nordmann"]
    send(admin, thesis, "unmask", pk=str(covered[0].mask), seen=fingerprint(first(thesis)))
    assert first(thesis).text == TEXT
    assert not Mask.objects.exists()


def test_covered_particulars_are_listed_and_shown_again(admin, thesis):
    thesis.title = "Kari Nordmann og kontoret"
    thesis.save()
    send(admin, thesis, "mask_everywhere", thesis, words="Kari Nordmann")
    (row,) = admin.get(address(thesis)).context["masks"]
    assert row.mask.words == "Kari Nordmann"
    send(admin, thesis, "unmask", pk=str(row.mask.pk), seen=row.seen)
    thesis.refresh_from_db()
    assert thesis.title == "Kari Nordmann og kontoret"


def test_a_covering_that_lost_its_place_is_settled(admin, thesis):
    Mask.objects.create(thesis=thesis, start=0, words="Ola")
    (row,) = admin.get(address(thesis)).context["masks"]
    assert row.where == ""
    send(admin, thesis, "unmask", pk=str(row.mask.pk), seen=row.seen)
    assert not Mask.objects.exists()


@pytest.mark.parametrize(
    ("do", "field", "back"),
    [
        ("hide_passage", "is_hidden", "show_passage"),
        ("settle", "personal_data_settled", "reopen"),
    ],
)
def test_a_passage_is_hidden_or_left_and_back(admin, thesis, do, field, back):
    send(admin, thesis, do, first(thesis))
    assert getattr(first(thesis), field)
    assert admin.get(address(thesis)).context["counts"]["open"] == 0
    send(admin, thesis, back, first(thesis))
    assert not getattr(first(thesis), field)


def test_an_appendix_is_shown_and_hidden_with_one_click(admin, thesis):
    appendix = thesis.chapters.get(kind="appendix")
    rows = {row.chapter.pk: row for row in admin.get(address(thesis)).context["chapters"]}
    assert (rows[appendix.pk].count, rows[appendix.pk].n_open) == (1, 0)
    send(admin, thesis, "show_chapter", appendix)
    assert admin.get(address(thesis)).context["counts"]["open"] == 2
    send(admin, thesis, "hide_chapter", Chapter.objects.get(pk=appendix.pk))
    assert Chapter.objects.get(pk=appendix.pk).is_hidden


def test_labels_that_may_be_names_are_renamed_or_left(admin, thesis):
    author = thesis.contributors.get().person.family
    for label in (author, "Kari", "Leder A"):
        make_informant(thesis, label)
    labels = admin.get(address(thesis)).context["labels"]
    assert {row.informant.label for row in labels.rows} == {author, "Kari"}
    response = send(admin, thesis, "rename", thesis.informants.get(label="Kari"), label="Leder A")
    assert levels(response) == ["error"]
    send(admin, thesis, "rename", thesis.informants.get(label="Kari"), label="Leder B")
    assert thesis.informants.filter(label="Leder B").exists()
    send(admin, thesis, "settle_label", thesis.informants.get(label=author))
    assert admin.get(address(thesis)).context["labels"].n_open == 0
    send(admin, thesis, "reopen_label", thesis.informants.get(label=author))
    assert admin.get(address(thesis)).context["labels"].n_open == 1


def test_pseudonyms_are_fine_where_the_thesis_says_that_names_are_invented(admin, thesis):
    make_informant(thesis, "Kim")
    assert admin.get(address(thesis)).context["labels"].n_open == 1
    make_passage(thesis.chapters.last(), "Alle navn i oppgaven er fiktive.")
    labels = admin.get(address(thesis)).context["labels"]
    assert labels.n_open == 0


def test_a_name_covered_in_the_foreword_does_not_live_on_as_a_label(admin, thesis):
    make_informant(thesis, "Kari")
    send(admin, thesis, "mask_everywhere", thesis, words="Kari Nordmann")
    assert admin.get(address(thesis)).context["labels"].n_open == 1


def test_it_is_looked_through_once_nothing_is_open(admin, thesis):
    assert levels(send(admin, thesis, "tick")) == ["error"]
    send(admin, thesis, "settle", first(thesis))
    send(admin, thesis, "tick")
    assert Tick.objects.get().item == "personal"


def test_what_was_done_last_is_taken_back(admin, thesis):
    make_quotation(first(thesis), "ring Per på kontoret")
    send(admin, thesis, "mask_words", first(thesis), words="Per")
    last = admin.get(address(thesis)).context["last"]
    send(admin, thesis, "undo", pk=str(last.pk))
    assert first(thesis).text == TEXT
    assert thesis.quotations.get().text == "ring Per på kontoret"
    assert admin.get(address(thesis)).context["last"] is None
    assert levels(send(admin, thesis, "undo", pk=str(last.pk))) == ["error"]


@pytest.mark.parametrize("do", ["mask", "mask_words", "settle", "hide_passage"])
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(admin, thesis, do):
    seen = fingerprint(first(thesis))
    Passage.objects.filter(pk=first(thesis).pk).update(kind="footnote")
    response = send(
        admin, thesis, do, pk=str(first(thesis).pk), seen=seen, words="Per", ranges="0-4", label="x"
    )
    assert levels(response) == ["error"]
    assert not Operation.objects.exists()


@pytest.mark.parametrize(
    ("do", "given"),
    [
        ("mask", {"ranges": "0-99999"}),
        ("mask", {"ranges": "a-b,--,1"}),
        ("mask", {"ranges": ""}),
        ("mask_words", {"words": ""}),
        ("mask_everywhere", {"words": ""}),
        ("tidy", {}),
        ("", {}),
    ],
)
def test_what_makes_no_sense_changes_nothing(admin, thesis, do, given):
    record = thesis if do == "mask_everywhere" else first(thesis)
    assert levels(send(admin, thesis, do, record, **given)) == ["error"]
    assert not Operation.objects.exists()


@pytest.mark.parametrize("pk", ["", "x", "99999", "9" * 30, "²"])
def test_what_is_not_there_is_not_found(admin, thesis, pk):
    assert send(admin, thesis, "settle", pk=pk, seen="").status_code == 404


def test_of_another_thesis_nothing_is_changed_from_here(admin, thesis):
    other = make_passage(make_chapter(make_thesis()))
    assert send(admin, thesis, "hide_passage", other).status_code == 404


@pytest.mark.parametrize("do", ["mask", "settle", "hide_passage", "tick", "undo"])
def test_nothing_is_done_by_looking_at_the_page(admin, thesis, do):
    admin.get(address(thesis), {"do": do, "pk": first(thesis).pk, "seen": fingerprint(first(thesis))})
    assert not Operation.objects.exists()


def test_nobody_sees_the_page_without_the_right(onlooker, thesis):
    assert onlooker.get(address(thesis)).status_code == 403
    assert onlooker.post(address(thesis), {"do": "settle"}).status_code == 403


@pytest.mark.parametrize("do", ["rename", "hide_chapter", "mask_everywhere"])
def test_each_deed_takes_its_own_right(client, thesis, do):
    informant = make_informant(thesis, "Kari")
    user = User.objects.create_user("per", is_staff=True)
    allowed = ["view_thesis"] if do == "mask_everywhere" else ["change_passage"]
    user.user_permissions.set(Permission.objects.filter(codename__in=allowed))
    client.force_login(user)
    record = {"rename": informant, "hide_chapter": thesis.chapters.first()}.get(do, thesis)
    assert send(client, thesis, do, record, label="Leder", words="Kari").status_code == 403
    assert Informant.objects.get().label == "Kari"
    assert not Operation.objects.exists()


def test_the_page_asks_the_base_no_more_often_for_a_long_thesis(admin, thesis):
    def count() -> int:
        admin.get(address(thesis))
        with CaptureQueriesContext(connection) as queries:
            admin.get(address(thesis))
        return len(queries)

    for number in range(20):
        make_passage(thesis.chapters.first(), f"Takk til Kari nummer {number}.", personal_data="name")
    full = count()
    for number in range(20, 60):
        make_passage(thesis.chapters.first(), f"Takk til Kari nummer {number}.", personal_data="name")
    assert count() == full
    assert len(admin.get(address(thesis), {"page": 3}).context["cards"]) == 20


def test_there_is_no_page_for_no_thesis(admin):
    assert admin.get(reverse("admin:records_thesis_personal", args=[99999])).status_code == 404
