"""Filling in works without a title one after another: what each may be, and which is next."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from kb.curation.groups import CURATORS
from kb.importing.stubs import find_entries, find_likely, find_next
from kb.records.models import ReferenceEntry, ReferenceFile, Work
from tests.curation.test_pages import form_data
from tests.recipes import make_chapter, make_citation, make_passage, make_person, make_thesis, make_work

pytestmark = pytest.mark.django_db

NEXT = reverse("admin:records_work_complete_next")


def make_stub(family: str, year: str = "2019", *, cited: int = 0) -> Work:
    stub = make_work(make_person(family, ""), year=year, title="")
    if cited:
        passage = make_passage(make_chapter(make_thesis()), f"{family} sier det. " * cited)
        for _each in range(cited):
            make_citation(passage, stub, family)
    return stub


def page(work: Work) -> str:
    return reverse("admin:records_work_change", args=[work.pk])


def test_a_work_of_the_same_author_and_year_is_likely():
    stub = make_stub("Tverrdal")
    named = make_work(make_person("Tverrdal", "Live"), year="2019", title="Broen over Myr")
    make_work(make_person("Tverrdal", "Ola"), year="1974", title="Noe helt annet")
    make_work(make_person("Utenfor", "Per"), year="2019", title="Broen over Myr igjen")
    (first, *_rest) = find_likely(stub)
    assert first.work == named
    assert named.pk in [each.work.pk for each in find_likely(stub)]
    assert "same_year" in [reason.code for reason in first.found.reasons]


def test_a_stub_without_authors_may_be_anything():
    assert find_likely(Work.objects.create(title="", year="2019", slug="uten")) == []


def test_the_form_of_a_stub_leads_to_comparing_and_on_from_there(admin: Any):
    stub = make_stub("Tverrdal")
    named = make_work(make_person("Tverrdal", "Live"), year="2019", title="Broen over Myr")
    (likely,) = admin.get(page(stub)).context["stub"].works
    assert (likely.work, likely.percent > 50) == (named, True)
    compared = admin.get(likely.merge_url)
    assert compared.status_code == 200
    assert b"Broen over Myr" in compared.content
    assert NEXT in compared.content.decode()


def test_who_may_not_join_works_is_not_led_to_it(client: Any):
    stub = make_stub("Tverrdal")
    make_work(make_person("Tverrdal", "Live"), year="2019", title="Broen over Myr")
    user = User.objects.create_user("per", is_staff=True)
    user.groups.add(Group.objects.get(name=CURATORS))
    client.force_login(user)
    (likely,) = client.get(page(stub)).context["stub"].works
    assert likely.merge_url == ""


def test_open_entries_of_files_that_may_mean_it_are_offered(admin: Any):
    stub = make_stub("Tverrdal")
    file = ReferenceFile.objects.create(name="bibliotek.bib", format="bibtex", sha256="a" * 64)
    data = {"title": "Broen over Myr", "year": "2019"}
    for number, (candidates, state) in enumerate(
        [([stub.pk], "open"), ([stub.pk], "skipped"), ([int(f"{stub.pk}7")], "open")], start=1
    ):
        ReferenceEntry.objects.create(
            file=file, number=number, data=data, verdict="likely", candidates=candidates, state=state
        )
    assert [entry.number for entry in find_entries(stub)] == [1]
    (entry,) = admin.get(page(stub)).context["stub"].entries
    assert entry.url.endswith("#entry-1")
    assert admin.get(entry.url).status_code == 200


def test_the_most_cited_come_first_and_after_the_last_the_first():
    once, often, never = make_stub("Bekk", cited=1), make_stub("Dal", cited=3), make_stub("Eng")
    assert [find_next(), find_next(often), find_next(once), find_next(never)] == [often, once, never, often]


def test_saving_leads_to_the_next_and_the_end_back_to_the_start(admin: Any):
    first, second = make_stub("Bekk", cited=2), make_stub("Dal", cited=1)
    assert admin.get(NEXT).url == f"{page(first)}?stub"
    for work, expected in ((first, f"{page(second)}?stub"), (second, reverse("admin:records_work_complete"))):
        shown = admin.get(page(work))
        sent = {**form_data(shown), **shown.context["seen"], "title": "Nå med tittel", "_nextstub": "1"}
        response = admin.post(page(work), sent)
        work.refresh_from_db()
        assert work.title == "Nå med tittel"
        assert admin.get(response.url).url == expected


def test_a_form_that_is_wrong_stays(admin: Any):
    first = make_stub("Bekk", cited=2)
    shown = admin.get(page(first))
    sent = {**form_data(shown), **shown.context["seen"], "doi": "ikke en doi", "_nextstub": "1"}
    assert admin.post(page(first), sent).status_code == 200


@pytest.mark.parametrize("after", ["", "0", "x", "99999999999999", "²"])
def test_whatever_is_asked_there_is_a_next(admin: Any, after: str):
    stub = make_stub("Bekk")
    assert admin.get(NEXT, {"after": after}).url == f"{page(stub)}?stub"
