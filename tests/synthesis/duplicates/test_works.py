"""Which works are likely one, and which are not."""

from __future__ import annotations

import pytest

from kb.records.models import Work
from kb.synthesis.duplicates.reading import find_proposals
from tests.recipes import (
    make_chapter,
    make_citation,
    make_organization,
    make_passage,
    make_person,
    make_thesis,
    make_work,
)

pytestmark = pytest.mark.django_db

TITLE = "Den stille døra: om å lede et lite bibliotek"


def propose():
    return [(set(proposal.records), proposal.rules[0]) for proposal in find_proposals(Work)]


@pytest.fixture
def author():
    return make_person("Vikholm", "O.")


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ({"title": TITLE}, {"title": "Den stille døra"}, "same_title"),
        ({"title": TITLE}, {"title": "DEN STILLE DØRA – om å lede et lite bibliotek."}, "same_title"),
        ({"title": TITLE, "year": "2010"}, {"title": TITLE, "year": "2011"}, "near_year"),
        ({"title": TITLE, "year": ""}, {"title": TITLE, "year": "2011"}, "no_year"),
        ({"title": TITLE, "year": "n.d."}, {"title": TITLE, "year": "2011"}, "no_year"),
        ({"title": TITLE}, {"title": "Den stille døra: om å lede et lite biblotek"}, "near_title"),
        ({"title": TITLE}, {"title": ""}, "stub"),
        ({"title": TITLE, "suffix": "a"}, {"title": ""}, "stub"),
        ({"title": ""}, {"title": ""}, "two_stubs"),
        ({"title": "", "suffix": "a"}, {"title": ""}, "two_stubs"),
        ({"title": "Noe helt annet her", "doi": "10.1/AB"}, {"title": TITLE, "doi": "10.1/ab"}, "same_doi"),
    ],
)
def test_records_of_one_work_are_proposed_with_why(author, one, other, rule):
    pair = [make_work(author, **one), make_work(author, **other)]
    assert propose() == [({work.pk for work in pair}, rule)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": TITLE}, {"title": "Den åpne gata: om å lede et lite bibliotek"}),
        ({"title": TITLE}, {"title": TITLE, "year": "2015"}),  # another edition
        ({"title": "Metodebok for alle, del 1"}, {"title": "Metodebok for alle, del 2"}),
        ({"title": "Årsmelding 2010 for etaten"}, {"title": "Årsmelding 2011 for etaten"}),
        ({"title": "Den stille døra: bok en"}, {"title": "Den stille døra: noe annet"}),
        ({"title": ""}, {"title": "", "year": "2011"}),
        ({"title": "", "suffix": "a"}, {"title": "", "suffix": "b"}),
        ({"title": TITLE, "doi": "10.1/ab"}, {"title": TITLE, "doi": "10.1/cd"}),
    ],
)
def test_two_works_are_not(author, one, other):
    make_work(author, **one)
    make_work(author, **other)
    assert propose() == []


def test_a_common_title_by_others_is_another_work(author):
    make_work(author, title=TITLE)
    make_work(make_person("Dalsrud", "P."), title=TITLE)
    assert propose() == []


def test_a_stub_that_two_works_fit_is_told_by_nobody_but_a_reader(author):
    for title in (TITLE, "En annen bok om bibliotek", ""):
        make_work(author, title=title)
    assert propose() == []


def test_letters_of_one_thesis_tell_its_works_apart(author):
    passage = make_passage(make_chapter(make_thesis()))
    for letter in ("a", ""):
        make_citation(passage, make_work(author, title="", suffix=letter))
    assert propose() == []


def test_works_by_authors_that_are_likely_one_are_proposed_as_sure_as_those(author):
    first = make_person("Kvalheim", "S.")
    pair = [make_work(first, make_person(name, "S."), title=TITLE) for name in ("Brinkholm", "Brinkholmm")]
    assert propose() == [({work.pk for work in pair}, "same_title")]
    assert find_proposals(Work)[0].sureness == 0.93


def test_stubs_of_one_body_under_two_names_are_proposed():
    pair = [make_work(make_organization(name), title="") for name in ("NAV", "Arbeids- og velferdsetaten")]
    assert propose() == [({work.pk for work in pair}, "two_stubs")]


def test_et_al_fits_the_authors_it_begins(author):
    pair = [
        make_work(author, has_more_authors=True, title=""),
        make_work(author, make_person("Dalsrud", "P."), title=TITLE),
    ]
    assert propose() == [({work.pk for work in pair}, "stub")]
    Work.objects.update(has_more_authors=False)
    assert propose() == []


def test_a_source_named_without_a_year_is_the_one_dated_beside_it(author):
    passage = make_passage(make_chapter(make_thesis()))
    pair = [make_work(author, title="", year=""), make_work(author, title=TITLE)]
    for work in pair:
        make_citation(passage, work)
    assert propose() == [({work.pk for work in pair}, "no_year")]
    make_citation(passage, make_work(author, title="En helt annen bok her", year="2001"))
    assert propose() == []


def test_the_same_authors_the_other_way_round(author):
    other = make_person("Dalsrud", "P.")
    pair = [make_work(author, other, title=""), make_work(other, author, title="")]
    assert propose() == [({work.pk for work in pair}, "other_order")]
