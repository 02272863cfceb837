"""Likely duplicates in the admin: shown with why, decided by a person, remembered."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kb.curation.duplicates import WHY
from kb.records.actions import undo
from kb.records.models import Distinction, Informant, Operation, Person, Work
from kb.records.recording import fingerprint
from kb.synthesis.duplicates import informants, persons, works
from tests.recipes import make_informant, make_organization, make_person, make_thesis, make_work

pytestmark = pytest.mark.django_db


def make_pair(sort="person"):
    if sort == "informant":
        thesis = make_thesis()
        return [make_informant(thesis, "Leder A"), make_informant(thesis, "leder A")]
    if sort == "work":
        author = make_person("Lindqvist", "Siv")
        return [make_work(author, title="Den stille døra"), make_work(author, title="Den stille døra!")]
    return [make_organization("NAV"), make_organization("Arbeids- og velferdsetaten")]


def show(client, sort="person", **more):
    return client.get(reverse("admin:duplicates"), {"sort": sort, **more})


def decide(client, verdict, *records, sort="person", **more):
    seen = {f"seen-{record.pk}": fingerprint(record) for record in records}
    data = {"sort": sort, "id": [record.pk for record in records], verdict: "1", **seen, **more}
    return client.post(reverse("admin:duplicates"), data)


def log_in(client, *rights):
    user = User.objects.create_user("per", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)


@pytest.mark.parametrize("sort", ["person", "work", "informant"])
def test_proposals_are_shown_side_by_side_with_why(admin, sort):
    pair = make_pair(sort)
    (proposal,) = show(admin, sort).context["shown"]
    assert [row.record for row in proposal.rows] == pair
    assert proposal.reasons
    assert proposal.per_cent >= 90
    assert all(f"id={record.pk}" in proposal.merge_url for record in pair)


def test_every_rule_is_told_in_words():
    rules = {
        value
        for module in (persons, works, informants)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and not name.startswith("_")
    }
    assert rules == set(WHY)


@pytest.mark.parametrize("sort", ["person", "work", "informant"])
@pytest.mark.parametrize("verdict", ["different", "later"])
def test_what_is_told_apart_is_not_proposed_again_until_it_is_taken_back(admin, curator, sort, verdict):
    pair = make_pair(sort)
    decide(admin, verdict, *pair, sort=sort)
    assert Distinction.objects.get().verdict == verdict
    assert show(admin, sort).context["shown"] == []
    undo(operation=Operation.objects.get(), by=curator)
    assert len(show(admin, sort).context["shown"]) == 1


def test_what_was_told_apart_is_listed_and_may_be_proposed_again(admin):
    decide(admin, "different", *make_pair())
    address = reverse("admin:duplicates-apart")
    (row,) = admin.get(address, {"sort": "person"}).context["rows"]
    assert admin.get(address, {"sort": "work"}).context["rows"] == []
    admin.post(address, {"sort": "work", "distinction": row.distinction.pk})
    assert Distinction.objects.exists()
    admin.post(address, {"sort": "person", "distinction": row.distinction.pk})
    assert len(show(admin).context["shown"]) == 1


def test_the_ticked_ones_go_to_the_page_that_merges(admin):
    one, other = make_pair()
    answer = decide(admin, "merge", one, other)
    assert answer.url.startswith(reverse("admin:records_person_merge"))
    assert Person.objects.count() == 2
    assert {row.record for row in admin.get(answer.url).context["rows"]} == {one, other}


def test_nothing_is_said_of_what_somebody_changed_in_the_meantime(admin):
    one, other = make_pair()
    decide(admin, "different", one, other, **{f"seen-{one.pk}": "0" * 16})
    decide(admin, "different", one)
    decide(admin, "different", one, other, id=[one.pk, 99999])
    decide(admin, "different", id=["x"])
    assert not Distinction.objects.exists()


def test_only_those_who_may_merge_see_them(client):
    make_pair()
    log_in(client, "change_person", "view_person")
    assert show(client).status_code == 403
    assert client.get(reverse("admin:duplicates-apart")).status_code == 403


def test_who_may_see_to_voices_only_sees_those(client):
    pair = make_pair("informant")
    log_in(client, "change_informant", "view_informant")
    assert [tab[0] for tab in show(client, "informant").context["tabs"]] == ["informant"]
    assert show(client, "person").status_code == 403
    assert decide(client, "different", *make_pair(), sort="person").status_code == 403
    assert not Distinction.objects.exists()
    assert Informant.objects.filter(pk__in=[each.pk for each in pair]).count() == 2


def test_long_lists_are_paged_and_nonsense_is_no_error(admin):
    for number in range(12):
        author = make_person(f"Vikholm{'abcdefghijkl'[number] * 3}", "Ola")
        make_work(author, title=f"Boka om nummer {number}")
        make_work(author, title=f"Boka om nummer {number}!")
    assert [len(show(admin, "work", page=page).context["shown"]) for page in ("1", "2")] == [10, 2]
    for asked in ({"sort": "x"}, {"page": "x"}, {"page": "-1"}, {"page": "99999"}):
        assert admin.get(reverse("admin:duplicates"), asked).status_code == 200


def test_what_nothing_changed_is_not_worked_out_again(admin):
    make_pair("work")
    show(admin, "work")
    with CaptureQueriesContext(connection) as queries:
        show(admin, "work")
    assert not any(
        "given" in query["sql"]
        and "records_person" in query["sql"]
        and "orcid" in query["sql"]
        and "WHERE" not in query["sql"]
        for query in queries
    )
    Work.objects.first().delete()
    assert show(admin, "work").context["shown"] == []
