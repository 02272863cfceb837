"""Who is cited: counted, narrowed and put in order."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from kb.records.models import NameVariant
from kb.synthesis.authors import AuthorQuestion, Sorting, find_authors
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
    return [row.sort_name for row in find_authors(AuthorQuestion(**question)).authors]  # type: ignore[arg-type]


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
        (Sorting.NAME, ["Berg, Bo", "Eksempeldirektoratet", "Åsen, Åse"]),
        (Sorting.THESES, ["Åsen, Åse", "Berg, Bo", "Eksempeldirektoratet"]),
        (Sorting.CITATIONS, ["Berg, Bo", "Åsen, Åse", "Eksempeldirektoratet"]),
    ],
)
def test_authors_come_by_name_by_reach_or_by_weight(sorting: Sorting, order: list[str]) -> None:
    assert names(sorting=sorting) == order


def test_an_author_is_found_by_another_name_of_theirs() -> None:
    assert names(words="aasen") == ["Åsen, Åse"]
    assert names(words="berg bo") == ["Berg, Bo"]
    assert names(words="hemmelig") == []


def test_a_letter_or_a_kind_leaves_those_it_says_and_counts_what_others_would() -> None:
    found = find_authors(AuthorQuestion(letter="B"))
    assert [row.sort_name for row in found.authors] == ["Berg, Bo"]
    assert (found.letters["Å"], found.letters["B"], found.kinds["organization"]) == (1, 1, 0)
    assert names(kind="organization") == ["Eksempeldirektoratet"]


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("letter=å&sort=theses", AuthorQuestion(letter="Å", sorting=Sorting.THESES)),
        ("letter=?&kind=robot&sort=up", AuthorQuestion()),
        ("kind=person&q=+berg++bo+", AuthorQuestion(kind="person", words="berg bo")),
    ],
)
def test_an_address_asks_what_it_says_and_nonsense_asks_for_all(typed: str, question: AuthorQuestion) -> None:
    assert AuthorQuestion.from_params(QueryDict(typed)) == question
