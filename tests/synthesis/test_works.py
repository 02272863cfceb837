"""The works that theses cite: narrowed and put in order."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from kb.synthesis.sources.register import Narrowing
from kb.synthesis.sources.works import Sorting, WorkQuestion, find_works, load_cited_works
from kb.synthesis.vocabulary import load_vocabulary
from tests.recipes import make_chapter, make_citation, make_passage, make_person, make_thesis, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cited(db: None) -> None:
    """One work cited three times in one thesis, one once in each of two, and one known from a citation alone."""
    chapters = [make_chapter(make_thesis()) for _ in range(2)]
    often = make_work(make_person("Berg"), year="1999", title="Den stille døra", type="book")
    for _ in range(3):
        make_citation(make_passage(chapters[0]), often)
    shared = make_work(make_person("Aas"), year="2005", title="Den åpne gata", type="article")
    for chapter in chapters:
        make_citation(make_passage(chapter), shared)
    make_citation(make_passage(chapters[1]), make_work(make_person("Dal"), year="2021", title=""))


def years(**question: object) -> list[str]:
    asked = WorkQuestion(**question)  # type: ignore[arg-type]
    return [work.year for work in find_works(asked, load_cited_works(load_vocabulary())).works]


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        (Sorting.SHARED, ["2005", "1999", "2021"]),
        (Sorting.CITED, ["1999", "2005", "2021"]),
        (Sorting.YEAR, ["2021", "2005", "1999"]),
        (Sorting.NAME, ["1999", "2021", "2005"]),
    ],
)
def test_works_come_by_reach_by_weight_or_by_year(sorting: Sorting, order: list[str]) -> None:
    assert years(sorting=sorting) == order


def test_works_are_narrowed_by_words_kind_and_what_is_known() -> None:
    assert years(words="stille") == ["1999"]
    assert years(words="aas") == ["2005"]
    assert years(type="article") == ["2005"]
    assert years(known="stub") == ["2021"]
    assert years(where=Narrowing(least=2)) == ["2005"]
    assert years(years="2000-2019") == ["2005"]
    assert years(years="1999") == ["1999"]
    assert years(years="none") == []
    assert years(letter="D") == ["2021"]


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        (
            "type=book&known=full&shared=1&sort=year",
            WorkQuestion(type="book", known="full", where=Narrowing(2), sorting=Sorting.YEAR),
        ),
        ("type=papyrus&known=perhaps&shared=yes&sort=up&year=20x&letter=%3F", WorkQuestion()),
    ],
)
def test_an_address_asks_what_it_says_and_nonsense_asks_for_all(typed: str, question: WorkQuestion) -> None:
    assert WorkQuestion.from_params(QueryDict(typed)) == question
