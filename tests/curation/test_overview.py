"""The first page of the admin: what lies before a person, and how good each thesis is."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kb.records.actions import accept_quotation, send_back, send_to_review, set_kind
from kb.records.models import Import, Operation, Quotation, Thesis, Work
from tests.curation.conftest import make_everything

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
QUALITY = reverse("admin:quality")


def log_in(client, group):
    user = User.objects.create_user(group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


def piles(response):
    return {pile.code: [lying.thesis.pk for lying in pile.theses] for pile in response.context["piles"]}


def cells(response, thesis):
    row = next(row for row in response.context["quality"].rows if row.pk == thesis.pk)
    return {cell.column.code: cell.count for cell in row.cells}


def test_a_thesis_that_was_sent_back_lies_before_who_sent_it_with_the_comment(client, everything):
    curator = log_in(client, "Curators")
    Thesis.objects.update(state="draft")
    everything.refresh_from_db()
    send_to_review(thesis=everything, by=curator)
    assert piles(client.get(INDEX)) == {}
    send_back(thesis=everything, comment="Se på <b>kapittel 4</b>.", by=None)
    response = client.get(INDEX)
    assert piles(response) == {"sent_back": [everything.pk]}
    assert "Se på &lt;b&gt;kapittel 4&lt;/b&gt;." in response.content.decode()


def test_who_may_publish_sees_what_is_to_be_approved(client, everything):
    Thesis.objects.update(state="in_review")
    log_in(client, "Chief curators")
    response = client.get(INDEX)
    assert piles(response) == {"to_approve": [everything.pk]}
    assert reverse("admin:records_thesis_publish", args=[everything.pk]) in response.content.decode()


def test_what_one_may_not_do_is_not_shown(client, everything):
    Thesis.objects.update(state="in_review")
    Import.objects.create(file_name="venter.txt", outcome="waiting")
    log_in(client, "Readers")
    response = client.get(INDEX)
    assert piles(response) == {}
    for page in ("records_thesis_upload", "duplicates", "records_work_complete", "auth_user_changelist"):
        assert reverse(f"admin:{page}") not in response.content.decode(), page


def test_somebody_without_rights_is_told_nothing(onlooker, everything):
    response = onlooker.get(INDEX)
    assert response.context["waiting"] == response.context["piles"] == response.context["deeds"] == ()
    assert response.context["following"] is response.context["quality"] is None
    assert "Oppgave med alt" not in response.content.decode()
    assert onlooker.get(QUALITY).status_code == 403
    assert onlooker.get(reverse("admin:overview-now")).context["following"] is None


def test_each_thesis_is_counted_by_what_is_left_in_it(admin, curator, everything):
    other = make_everything(2)
    Quotation.objects.filter(thesis=everything).update(confidence=0.3, kind="interview", informant=None)
    Work.objects.filter(citations__thesis=everything).update(title="")
    response = admin.get(QUALITY, {"state": "all"})
    counted = cells(response, everything)
    assert (counted["unsure"], counted["speaker"], counted["stubs"], counted["notices"]) == (1, 1, 1, 1)
    assert cells(response, other)["unsure"] == 0
    accept_quotation(quotation=everything.quotations.get(), by=curator)
    assert cells(admin.get(QUALITY, {"state": "all"}), everything)["unsure"] == 0


@pytest.mark.parametrize("sort", ["title", "-title", "unsure", "-unsure", "decided", "nothing", "'"])
def test_theses_are_sorted_by_what_is_asked_and_nonsense_is_left_out(admin, everything, sort):
    make_everything(2)
    Quotation.objects.filter(thesis=everything).update(confidence=0.3)
    response = admin.get(QUALITY, {"state": "all", "sort": sort, "page": "x"})
    shown = [row.title for row in response.context["quality"].rows]
    assert sorted(shown) == ["Oppgave med alt 1", "Oppgave med alt 2"]
    expected = {"-title": 2, "unsure": 2, "-unsure": 1, "title": 1}.get(sort)
    assert expected is None or shown[0].endswith(str(expected))


def test_files_under_way_are_shown_until_they_are_read(admin, everything):
    run = Import.objects.create(file_name="venter.txt", outcome="waiting")
    assert [shown.run.pk for shown in admin.get(INDEX).context["following"].runs] == [run.pk]
    assert f'id="run-{run.pk}"' in admin.get(reverse("admin:overview-now")).content.decode()
    Import.objects.update(outcome="created")
    assert admin.get(INDEX).context["following"] is None


def test_deeds_that_are_alike_are_told_as_one(admin, curator, everything):
    for _ in range(3):
        set_kind(quotation=everything.quotations.get(), kind="policy", by=curator)
        set_kind(quotation=everything.quotations.get(), kind="policy", by=curator)
    operations = Operation.objects.count()
    told = admin.get(INDEX).context["deeds"]
    assert told[0].is_mine
    assert told[0].thesis == everything.title
    assert sum(deed.times for deed in told) == operations


def test_the_page_asks_the_base_as_often_for_many_theses_as_for_one(admin, everything):
    admin.get(INDEX)
    with CaptureQueriesContext(connection) as for_one:
        admin.get(INDEX)
    for number in range(2, 9):
        make_everything(number)
    with CaptureQueriesContext(connection) as for_many:
        admin.get(INDEX)
    assert len(for_many) == len(for_one)
    assert len(for_many) <= 40
