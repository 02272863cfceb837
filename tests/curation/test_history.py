"""What was done is told field by field, for whoever may see it, and taken back from where it is told."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from kb.curation.groups import CHIEF_CURATORS, CURATORS, READERS
from kb.curation.history.differences import compare
from kb.curation.history.values import UNTOLD, find_field, name_field
from kb.records import actions
from kb.records.models import Operation, Person, Quotation, Thesis, Work
from kb.records.recording import TRACKED, record
from tests.curation.test_pages import form_data
from tests.recipes import make_chapter, make_passage, make_person, make_quotation, make_thesis, make_work

pytestmark = pytest.mark.django_db
ALL = "admin:history"


def page(record, name="change"):
    return reverse(f"admin:records_{record._meta.model_name}_{name}", args=[record.pk])


def undo_address(operation):
    return reverse("admin:history_undo", args=[operation.pk])


def member(role, name="per"):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def quotation():
    passage = make_passage(make_chapter(make_thesis()), "Vi stoler på hverandre her.")
    return make_quotation(passage, "Vi stoler")


def pks(response):
    return [row.pk for row in response.context["rows"]]


# -- what the admin's own pages do is recorded


def test_a_form_with_its_rows_is_one_operation(admin):
    work = make_work(make_person(), title="En bok")
    data = form_data(admin.get(page(work)))
    data |= {
        "title": "En annen bok",
        "authorships-TOTAL_FORMS": "2",
        "authorships-1-person": str(make_person("Medforfatter", "M.").pk),
        "authorships-1-order": "1",
        "authorships-1-work": str(work.pk),
    }
    assert admin.post(page(work), data).status_code == 302
    operation = Operation.objects.get()
    assert {change.content_type.model for change in operation.changes.all()} == {"work", "authorship"}
    assert "records.change_work" in operation.needs
    admin.post(undo_address(operation))
    work.refresh_from_db()
    assert (work.title, work.authorships.count()) == ("En bok", 1)


def test_adding_and_deleting_are_recorded_and_taken_back(admin):
    add = reverse("admin:records_institution_add")
    admin.post(add, {**form_data(admin.get(add)), "name": "Høgskolen i Nord"})
    operation = Operation.objects.get()
    institution = operation.changes.get().record
    admin.post(page(institution, "delete"), {"post": "yes"})
    deleted = Operation.objects.first()
    assert deleted.name == "delete"
    admin.post(undo_address(deleted))
    institution.refresh_from_db()
    assert institution.name == "Høgskolen i Nord"


def test_what_is_done_to_many_in_a_list_is_one_operation(admin, quotation):
    other = make_quotation(make_passage(quotation.passage.chapter, "Døra står åpen."))
    data = {"action": "accept", "_selected_action": [quotation.pk, other.pk]}
    admin.post(reverse("admin:records_quotation_changelist"), data)
    operation = Operation.objects.get()
    assert operation.changes.count() == 2
    admin.post(undo_address(operation))
    assert not Quotation.objects.filter(state="accepted").exists()


def test_a_form_that_is_wrong_leaves_nothing(admin):
    person = make_person()
    admin.post(page(person), {**form_data(admin.get(page(person))), "orcid": "feil"})
    assert not Operation.objects.exists()


def test_djangos_own_log_is_not_written(admin, quotation):
    admin.post(page(quotation), form_data(admin.get(page(quotation))))
    admin.post(page(quotation, "delete"), {"post": "yes"})
    assert not LogEntry.objects.exists()


# -- the message after a change


def test_the_message_after_a_change_takes_it_back(admin):
    person = make_person("Olsen")
    data = {**form_data(admin.get(page(person))), "family": "Hansen", "_continue": "1"}
    response = admin.post(page(person), data, follow=True)
    operation = Operation.objects.get()
    html = response.content.decode()
    assert f'action="{undo_address(operation)}"' in html
    assert f'name="next" value="{page(person)}"' in html
    back = admin.post(undo_address(operation), {"next": page(person)})
    assert back["Location"] == page(person)
    assert Person.objects.get().family == "Olsen"
    # What took it back can be taken back in its turn.
    html = admin.get(page(person)).content.decode()
    assert f'action="{undo_address(Operation.objects.first())}"' in html


def test_one_is_not_led_elsewhere_after_an_undo(admin, quotation, curator):
    actions.accept_quotation(quotation=quotation, by=curator)
    operation = Operation.objects.get()
    response = admin.post(undo_address(operation), {"next": "https://elsewhere.example/"})
    assert response["Location"] == reverse("admin:history_operation", args=[operation.pk])


# -- the pages


def test_the_history_of_a_record_tells_each_field(admin, quotation, curator):
    quotation.note = "Den første tanken er at tillit tar tid å bygge opp igjen"
    actions.correct_quotation(quotation=quotation, fields=["note"], by=curator)
    quotation.note = "Den første tanken er at makt tar tid å bygge opp igjen"
    actions.correct_quotation(quotation=quotation, fields=["note"], by=curator)
    response = admin.get(page(quotation, "history"))
    newest = response.context["rows"][0]
    (field,) = newest.changes[0].fields
    assert [(s.kind, s.text.strip()) for s in field.segments if s.kind != "same"] == [
        ("gone", "tillit"),
        ("new", "makt"),
    ]
    assert "<del> tillit</del>" in response.content.decode()
    assert newest.by == "kari"


def test_relations_are_told_by_name_also_of_what_is_gone(admin, quotation, curator):
    informant = quotation.thesis.informants.create(label="Leder X")
    actions.set_speaker(quotation=quotation, informant=informant, by=curator)
    with record("delete", by=curator):
        informant.delete()
    told = [
        (field.before, field.after)
        for row in admin.get(page(quotation, "history")).context["rows"]
        for change in row.changes
        for field in change.fields
        if "Leder X" in (field.before, field.after)
    ]
    assert told == [("Leder X", ""), ("", "Leder X")]


def test_what_was_deleted_still_has_its_history(admin, quotation):
    admin.post(page(quotation, "delete"), {"post": "yes"})
    response = admin.get(page(quotation, "history"))
    assert response.status_code == 200
    assert response.context["is_gone"]
    assert admin.get(reverse("admin:records_quotation_history", args=[99999])).status_code == 302


def test_the_history_is_asked_by_person_sort_thesis_day_words_and_state(admin, quotation, curator):
    other = User.objects.create_superuser("ola")
    actions.accept_quotation(quotation=quotation, by=curator)
    work = make_work(title="En bok om dører")
    actions.correct_work(work=work, by=other)
    first, second = Operation.objects.get(by=curator), Operation.objects.get(by=other)
    ask = lambda **query: pks(admin.get(reverse(ALL), query))  # noqa: E731
    assert ask() == [second.pk, first.pk]
    assert ask(person=curator.pk) == [first.pk]
    assert ask(sort="work") == [second.pk]
    assert ask(thesis=quotation.thesis.pk) == [first.pk]
    assert ask(q="dører") == [second.pk]
    assert ask(day=localdate(first.at).isoformat(), person=curator.pk) == [first.pk]
    assert ask(day="1999-01-01") == []
    assert ask(undone="yes") == []
    actions.undo(operation=first, by=curator)
    assert ask(undone="yes") == [first.pk]
    assert first.pk not in ask(undone="no")


@pytest.mark.parametrize(
    "query",
    ["person=x", "day=2026-13-99", "thesis=9999999999999999999", "undone=1", "page=x", "q=%00", "sort='"],
)
def test_whatever_is_asked_it_answers(admin, quotation, query):
    assert admin.get(f"{reverse(ALL)}?{query}").status_code == 200


def test_the_list_takes_as_many_queries_for_many(admin, quotation, curator):
    def count():
        with CaptureQueriesContext(connection) as queries:
            admin.get(reverse(ALL))
        return len(queries)

    actions.accept_quotation(quotation=quotation, by=curator)
    admin.get(reverse(ALL))
    few = count()
    for number in range(20):
        actions.set_kind(quotation=quotation, kind=("policy", "title")[number % 2], by=curator)
    assert count() == few


def test_an_operation_on_many_shows_the_first_and_leads_to_all(admin, quotation, curator):
    for number in range(8):
        make_quotation(make_passage(quotation.passage.chapter, f"Ord nummer {number}."))
    with record("many", by=curator):
        for each in Quotation.objects.all():
            actions.accept_quotation(quotation=each, by=curator)
    (row,) = admin.get(reverse(ALL)).context["rows"]
    assert (len(row.changes), row.n_more) == (5, 4)
    assert len(admin.get(row.url).context["row"].changes) == 9


# -- taking back


def test_obstacles_are_told_before_and_nothing_is_half_undone(admin, quotation, curator):
    actions.set_kind(quotation=quotation, kind="policy", by=curator)
    operation = Operation.objects.get()
    actions.set_kind(quotation=quotation, kind="title", by=curator)
    response = admin.get(reverse("admin:history_operation", args=[operation.pk]))
    assert len(response.context["obstacles"]) == 1
    assert undo_address(operation) not in response.content.decode()
    admin.post(undo_address(operation))
    quotation.refresh_from_db()
    assert quotation.kind == "title"
    assert not operation.is_undone


def test_nothing_is_taken_back_by_looking(admin, quotation, curator):
    actions.accept_quotation(quotation=quotation, by=curator)
    assert admin.get(undo_address(Operation.objects.get())).status_code == 405
    quotation.refresh_from_db()
    assert quotation.state == "accepted"


def test_who_could_not_do_it_cannot_take_it_back(quotation, curator):
    thesis = quotation.thesis
    actions.withdraw(thesis=thesis, reason="Feil", by=curator)
    operation = Operation.objects.get()
    for role, status in ((READERS, 403), (CURATORS, 403), (CHIEF_CURATORS, 302)):
        client = member(role, name=role)
        row = client.get(reverse("admin:history_operation", args=[operation.pk])).context["row"]
        assert row.may_undo is (status == 302)
        assert client.post(undo_address(operation)).status_code == status
    assert Thesis.objects.get().state == "published"


def test_the_history_is_for_those_who_may_see_it(onlooker, quotation, curator):
    actions.accept_quotation(quotation=quotation, by=curator)
    pk = Operation.objects.get().pk
    assert onlooker.get(reverse(ALL)).status_code == 403
    assert onlooker.get(reverse("admin:history_operation", args=[pk])).status_code == 403
    assert onlooker.post(reverse("admin:history_undo", args=[pk])).status_code == 403


# -- word by word


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a b c", "a b c", [("same", "a b c")]),
        ("a b c", "a x c", [("same", "a"), ("gone", " b"), ("new", " x"), ("same", " c")]),
        ("", "ny", [("new", "ny")]),
        ("gammel", "", [("gone", "gammel")]),
    ],
)
def test_texts_are_compared_by_word(before, after, expected):
    assert [(segment.kind, segment.text) for segment in compare(before, after)] == expected


def test_what_stays_of_a_long_text_is_left_out():
    words = " ".join(f"ord{n}" for n in range(200))
    (same, gone, new, rest) = compare(f"{words} før {words}", f"{words} etter {words}")
    assert (gone.text, new.text) == (" før", " etter")
    assert "…" in same.text
    assert "…" in rest.text


def test_very_long_texts_are_not_compared():
    before, after = "ord " * 3000, "ord " * 3001
    assert [segment.kind for segment in compare(before, after)] == ["gone", "new"]


def test_works_still_have_their_page(admin):
    assert admin.get(page(make_work(), "history")).status_code == 200
    assert Work.objects.exists()


# Called the same in all languages of the site.
SAME = {
    "doi", "form", "handle", "id", "informant", "orcid", "person", "public_id", "region", "start", "type",
}  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_field_of_the_history_is_named_in_the_language_of_the_page(language):
    def names() -> dict[tuple[str, str], str]:
        return {
            (model.__name__, field.name): name_field(model, field.attname)
            for model in TRACKED
            for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
            if not {field.name, field.attname} & (UNTOLD | SAME)
        }

    with override("en"):
        english = names()
    with override(language):
        told = names()
    assert len(told) > 100
    assert [key for key, name in told.items() if name == english[key]] == []


def test_a_field_that_is_no_more_is_named_without_underscores():
    assert find_field(Work, "was_once_here") is None
    assert name_field(Work, "was_once_here") == "was once here"
