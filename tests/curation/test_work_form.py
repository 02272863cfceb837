"""The form of a work: what people paste, and what they see beside it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from kb.records.models import Work
from tests.curation.test_pages import form_data
from tests.recipes import make_chapter, make_citation, make_passage, make_person, make_thesis, make_work

pytestmark = pytest.mark.django_db


def page(work: Work) -> str:
    return reverse("admin:records_work_change", args=[work.pk])


def save(browser: Any, work: Work, **data: Any) -> Any:
    shown = browser.get(page(work))
    return browser.post(page(work), {**form_data(shown), **shown.context["seen"], **data})


@pytest.mark.parametrize(
    "typed",
    [
        "10.1234/eks.1",
        "https://doi.org/10.1234/eks.1",
        "doi: 10.1234/eks.1.",
        " http://dx.doi.org/10.1234/eks.1 ",
    ],
)
def test_a_doi_is_taken_as_it_is_pasted(admin: Any, typed: str) -> None:
    work = make_work()
    save(admin, work, doi=typed)
    work.refresh_from_db()
    assert work.doi == "10.1234/eks.1"


@pytest.mark.parametrize(
    ("field", "typed"), [("doi", "ikke en doi"), ("doi", "https://eksempel.example/"), ("year", "2018a")]
)
def test_what_does_not_fit_its_field_is_said_beside_it(admin: Any, field: str, typed: str) -> None:
    response = save(admin, make_work(), **{field: typed})
    assert list(response.context["adminform"].form.errors) == [field]


def test_two_works_do_not_get_one_doi(admin: Any) -> None:
    make_work(doi="10.1234/EKS.1")
    response = save(admin, make_work(), doi="10.1234/eks.1")
    assert "doi" in response.context["adminform"].form.errors


def test_pages_and_odd_years_are_kept_in_shape(admin: Any) -> None:
    work = make_work()
    save(admin, work, pages="s. 12–19", year="2004-2005")
    work.refresh_from_db()
    assert (work.pages, work.year) == ("12-19", "2004-2005")


def test_the_places_that_cite_a_work_stand_on_its_page(admin: Any) -> None:
    work = make_work(make_person("Kvernmo", ""), title="")
    make_citation(make_passage(make_chapter(make_thesis()), "Kvernmo er sitert her."), work, "Kvernmo")
    stub = admin.get(page(work)).context["stub"]
    assert (stub.n_places, stub.n_theses) == (1, 1)
    Work.objects.filter(pk=work.pk).update(title="Nå med tittel")
    response = admin.get(page(work))
    assert (response.context["n_places"], response.context["n_theses"]) == (1, 1)
    assert b"stub-title" not in response.content


def test_a_work_that_is_not_there_yet_has_no_places(admin: Any) -> None:
    assert admin.get(reverse("admin:records_work_add")).context.get("cited_places") is None
