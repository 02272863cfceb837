"""Two curators at once: neither overwrites the other unseen, also in the same moment."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from kb.curation.conflicts import CHOICE, SEEN
from kb.records.actions import send_to_review
from kb.records.models import Authorship, Institution, Person, Theme, Thesis, Work
from tests.curation.test_pages import form_data
from tests.importing.workers import Base
from tests.recipes import make_person, make_theme, make_thesis, make_work

pytestmark = pytest.mark.django_db


# Rendered templates tell their context only where the test runner listens.
IN_TEST = "from django.test.utils import setup_test_environment; setup_test_environment()\n"


def page(record):
    return reverse(f"admin:records_{record._meta.model_name}_change", args=[record.pk])


@pytest.fixture
def ola(db):
    client = Client()
    client.force_login(User.objects.create_superuser("ola"))
    return client


def open_form(client, record):
    return form_data(client.get(page(record)))


def resend(response, data, **more):
    """What the browser sends from the page that came back, with what was typed still in it."""
    posted = response.wsgi_request.POST
    sent = {name: posted.getlist(name) for name in posted}
    return {**{key: value for key, value in sent.items() if key in data}, **response.context["seen"], **more}


def test_an_outdated_form_is_refused_and_shows_both(admin, ola):
    person = make_person("Olsen", "Kari")
    kari_sees = open_form(admin, person)
    assert ola.post(page(person), {**open_form(ola, person), "family": "Hansen"}).status_code == 302
    refused = admin.post(page(person), {**kari_sees, "family": "Nilsen"})
    assert refused.status_code == 200
    (conflict,) = refused.context["conflict"].records
    (choice,) = conflict.choices
    assert (choice.before, choice.theirs, choice.yours, choice.stands) == ("Olsen", "Hansen", "Nilsen", "")
    assert conflict.by == "ola"
    html = refused.content.decode()
    assert 'value="Nilsen"' in html, "what was typed is kept"
    assert Person.objects.get(pk=person.pk).family == "Hansen"


@pytest.mark.parametrize(("stands", "family"), [("mine", "Nilsen"), ("theirs", "Hansen")])
def test_one_chooses_what_stands(admin, ola, stands, family):
    person = make_person("Olsen", "Kari")
    data = {**open_form(admin, person), "family": "Nilsen"}
    ola.post(page(person), {**open_form(ola, person), "family": "Hansen"})
    refused = admin.post(page(person), data)
    names = [choice.name for record in refused.context["conflict"].records for choice in record.choices]
    again = resend(refused, data, **{CHOICE + name: stands for name in names})
    assert admin.post(page(person), again).status_code == 302
    person.refresh_from_db()
    assert person.family == family


def test_without_a_choice_nothing_is_saved(admin, ola):
    person = make_person("Olsen", "Kari")
    data = {**open_form(admin, person), "family": "Nilsen"}
    ola.post(page(person), {**open_form(ola, person), "family": "Hansen"})
    refused = admin.post(page(person), data)
    assert admin.post(page(person), resend(refused, data)).status_code == 200
    person.refresh_from_db()
    assert person.family == "Hansen"


def test_a_third_change_while_one_chooses_is_shown_as_well(admin, ola):
    person = make_person("Olsen", "Kari")
    data = {**open_form(admin, person), "family": "Nilsen"}
    ola.post(page(person), {**open_form(ola, person), "family": "Hansen"})
    refused = admin.post(page(person), data)
    names = [choice.name for record in refused.context["conflict"].records for choice in record.choices]
    ola.post(page(person), {**open_form(ola, person), "family": "Moen"})
    again = admin.post(page(person), resend(refused, data, **{CHOICE + name: "mine" for name in names}))
    assert again.status_code == 200
    assert "Moen" in [choice.theirs for choice in again.context["conflict"].records[0].choices]
    person.refresh_from_db()
    assert person.family == "Moen"


def test_what_only_the_other_touched_is_taken_over(admin, ola):
    person = make_person("Olsen", "Kari")
    data = {**open_form(admin, person), "family": "Nilsen"}
    ola.post(page(person), {**open_form(ola, person), "given": "Karin"})
    refused = admin.post(page(person), data)
    choices = {each.name.rpartition(".")[2]: each for each in refused.context["conflict"].records[0].choices}
    assert choices["given"].stands == "theirs"
    assert "family" not in choices
    admin.post(page(person), resend(refused, data, **{CHOICE + choices["given"].name: "theirs"}))
    person.refresh_from_db()
    assert (person.family, person.given) == ("Nilsen", "Karin")


def test_relations_that_hold_several_are_told_apart_too(admin, ola):
    theme, one, two = make_theme("Tillit"), make_theme("Makt"), make_theme("Ledelse")
    data = {**open_form(admin, theme), "related": [str(one.pk)]}
    ola.post(page(theme), {**open_form(ola, theme), "related": [str(two.pk)]})
    refused = admin.post(page(theme), data)
    (choice,) = refused.context["conflict"].records[0].choices
    assert (choice.theirs, choice.yours) == ("Ledelse", "Makt")
    assert set(Theme.objects.get(pk=theme.pk).related.all()) == {two}


def test_a_row_of_the_form_is_seen_to_as_well(admin, ola):
    work, other, third = make_work(make_person()), make_person("Annen"), make_person("Tredje")
    data = {**open_form(admin, work), "authorships-0-person": str(other.pk)}
    ola.post(page(work), {**open_form(ola, work), "authorships-0-person": str(third.pk)})
    refused = admin.post(page(work), data)
    assert refused.status_code == 200
    assert Authorship.objects.get().person == third
    names = [choice.name for record in refused.context["conflict"].records for choice in record.choices]
    assert (
        admin.post(page(work), resend(refused, data, **{CHOICE + name: "mine" for name in names})).status_code
        == 302
    )
    assert Authorship.objects.get().person == other


def test_a_row_that_is_gone_is_told_with_what_was_typed(admin, ola):
    first, second = make_person("Aas", "A."), make_person("Berg", "B.")
    work = make_work(first, second)
    data = {**open_form(admin, work), "authorships-0-order": "7", "title": "Ny tittel"}
    ola.post(page(work), {**open_form(ola, work), "authorships-0-DELETE": "on"})
    refused = admin.post(page(work), data)
    assert [record.is_gone for record in refused.context["conflict"].records if record.is_gone] == [True]
    names = [choice.name for record in refused.context["conflict"].records for choice in record.choices]
    saved = admin.post(page(work), resend(refused, data, **{CHOICE + name: "mine" for name in names}))
    assert saved.status_code == 302, saved.context["errors"]
    work.refresh_from_db()
    assert work.title == "Ny tittel"
    assert [each.person for each in work.authorships.all()] == [second]


def test_a_form_that_says_nothing_of_what_it_saw_is_not_saved(admin):
    person = make_person("Olsen")
    data = {**open_form(admin, person), "family": "Hansen"}
    del data[SEEN]
    assert admin.post(page(person), data).status_code == 200
    person.refresh_from_db()
    assert person.family == "Olsen"


def test_what_changed_outside_the_history_is_noticed(admin):
    institution = Institution.objects.create(name="Høgskolen i Nord")
    data = {**open_form(admin, institution), "name": "Høgskolen i Sør"}
    Institution.objects.update(name="Høgskolen i Vest")
    refused = admin.post(page(institution), data)
    (choice,) = refused.context["conflict"].records[0].choices
    assert (choice.theirs, choice.yours, choice.stands) == ("Høgskolen i Vest", "Høgskolen i Sør", "")


def test_what_no_field_of_the_form_holds_is_shown(admin, ola, curator):
    thesis = make_thesis(published=False)
    data = {**open_form(admin, thesis), "subtitle": "En undertittel"}
    send_to_review(thesis=Thesis.objects.get(), by=curator)
    refused = admin.post(page(thesis), data)
    (conflict,) = refused.context["conflict"].records
    assert conflict.choices == []
    assert conflict.others
    assert admin.post(page(thesis), resend(refused, data)).status_code == 302
    thesis.refresh_from_db()
    assert (thesis.state, thesis.subtitle) == ("in_review", "En undertittel")


TWO_THREADS = """
import threading
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse
from kb.records.models import Operation, Person
from tests.curation.test_pages import form_data

person = Person.objects.create(kind="person", family="Olsen")
page = reverse("admin:records_person_change", args=[person.pk])
for number in range(5):
    clients = []
    for name in ("kari", "ola"):
        client = Client(HTTP_HOST="localhost")
        client.force_login(User.objects.get_or_create(username=name, is_staff=True, is_superuser=True)[0])
        clients.append((client, {**form_data(client.get(page)), "family": f"{name}{number}"}))
    ready, statuses = threading.Barrier(2), {}

    def save(client, data):
        try:
            ready.wait(timeout=20)
            statuses[data["family"]] = client.post(page, data).status_code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=pair) for pair in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(statuses.values()) == [200, 302], statuses
    (saved,) = [name for name, status in statuses.items() if status == 302]
    assert Person.objects.get().family == saved
    assert Operation.objects.filter(name="change").count() == number + 1
"""


def test_of_two_who_save_in_the_same_moment_one_is_told(tmp_path):
    """Two threads, each with a connection of its own to a base on disk, send the form that they both opened."""
    base = Base(tmp_path)
    base.run("migrate", "--verbosity=0")
    base.do(IN_TEST + TWO_THREADS)


def test_two_tabs_of_one_person_are_two_as_well(admin):
    work = make_work(title="En bok")
    first, second = open_form(admin, work), open_form(admin, work)
    assert admin.post(page(work), {**first, "title": "Bok én"}).status_code == 302
    assert admin.post(page(work), {**second, "title": "Bok to"}).status_code == 200
    assert Work.objects.get(pk=work.pk).title == "Bok én"
