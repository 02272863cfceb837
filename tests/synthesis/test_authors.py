"""Who is cited: counted, narrowed and put in order."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from kb.records.models import NameVariant
from kb.synthesis.sources.authors import AuthorQuestion, Sorting, find_authors, load_cited_authors
from kb.synthesis.sources.register import Narrowing
from kb.synthesis.vocabulary import load_vocabulary
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


def names(**question: object) -> list[str]:
    asked = AuthorQuestion(**question)  # type: ignore[arg-type]
    return [row.sort_name for row in find_authors(asked, load_cited_authors(load_vocabulary())).authors]


@pytest.fixture(autouse=True)
def cited(db: None) -> None:
    """Berg is cited three times in one thesis, Åsen once in each of two; a ministry once; Hemmelig in a draft."""
    chapters = [make_chapter(make_thesis()) for _ in range(2)]
    berg = make_work(make_person("Berg", "Bo"))
    for _ in range(3):
        make_citation(make_passage(chapters[0]), berg)
    asen = make_person("Åsen", "Åse")
    NameVariant.objects.create(person=asen, name="Aasen, Å.")
    shared = make_work(asen)
    for chapter in chapters:
        make_citation(make_passage(chapter), shared)
    make_citation(make_passage(chapters[0]), make_work(make_organization("Eksempeldirektoratet")))
    draft = make_chapter(make_thesis(published=False))
    make_citation(make_passage(draft), make_work(make_person("Hemmelig")))


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        (Sorting.NAME, ["Berg, Bo", "Åsen, Åse", "Eksempeldirektoratet"]),
        (Sorting.THESES, ["Åsen, Åse", "Berg, Bo", "Eksempeldirektoratet"]),
        (Sorting.CITATIONS, ["Berg, Bo", "Åsen, Åse", "Eksempeldirektoratet"]),
    ],
)
def test_persons_come_by_name_by_reach_or_by_weight_and_organisations_after_them(
    sorting: Sorting, order: list[str]
) -> None:
    assert names(sorting=sorting) == order


def test_an_author_is_found_by_another_name_of_theirs() -> None:
    assert names(words="aasen") == ["Åsen, Åse"]
    assert names(words="berg bo") == ["Berg, Bo"]
    assert names(words="hemmelig") == []


def test_a_letter_or_a_kind_leaves_those_it_says_and_counts_what_others_would() -> None:
    found = find_authors(AuthorQuestion(letter="B"), load_cited_authors(load_vocabulary()))
    assert [row.sort_name for row in found.authors] == ["Berg, Bo"]
    assert (found.letters["Å"], found.letters["B"], found.kinds["organization"]) == (1, 1, 0)
    assert names(kind="organization") == ["Eksempeldirektoratet"]


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("letter=å&sort=theses", AuthorQuestion(letter="Å", sorting=Sorting.THESES)),
        ("letter=?&kind=robot&sort=up", AuthorQuestion()),
        ("kind=person&q=+berg++bo+", AuthorQuestion(kind="person", words="berg bo")),
        ("kind=paper", AuthorQuestion()),
        ("theses=3&thesis=en&part=theory", AuthorQuestion(where=Narrowing(3, "en", "", "theory"))),
        ("theses=-1&part=poem&theme=%00&confirmed=yes", AuthorQuestion()),
        ("theses=9999999999999&thesis=a&thesis=b", AuthorQuestion(where=Narrowing(thesis="b"))),
    ],
)
def test_an_address_asks_what_it_says_and_nonsense_asks_for_all(typed: str, question: AuthorQuestion) -> None:
    assert AuthorQuestion.from_params(QueryDict(typed)) == question


def test_where_somebody_is_cited_narrows_the_register() -> None:
    assert names(where=Narrowing(least=2)) == ["Åsen, Åse"]
    thesis = make_thesis("Den tredje")
    teori = make_chapter(thesis, "Teori")
    make_citation(make_passage(teori), make_work(make_person("Teoretikersen", "")))
    assert names(where=Narrowing(part="theory")) == ["Teoretikersen"]
    assert names(where=Narrowing(thesis=thesis.slug)) == ["Teoretikersen"]
    assert names(where=Narrowing(thesis="ukjent")) == []
    assert names(where=Narrowing(theme="ukjent")) == []


def test_a_law_is_no_author() -> None:
    chapter = make_chapter(make_thesis())
    for name in ("Sosialtjenesteloven", "Meld. St. 33", "NOU 2011: 14"):
        make_citation(make_passage(chapter), make_work(make_organization(name)))
    assert names() == ["Berg, Bo", "Åsen, Åse", "Eksempeldirektoratet"]
    assert names(words="sosialtjenesteloven") == []
