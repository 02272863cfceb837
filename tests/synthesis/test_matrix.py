"""The numbers of the matrix, on small bases."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from kb.synthesis.cross_section.matrix import Matrix, count_matrix, find_cell
from kb.synthesis.cross_section.matrix_question import Cell, MatrixQuestion
from kb.synthesis.facts import load_facts
from kb.synthesis.vocabulary import load_vocabulary
from tests import recipes

pytestmark = pytest.mark.django_db


def count(address: str = "") -> Matrix:
    return count_matrix(load_facts(), load_vocabulary(), MatrixQuestion.from_params(QueryDict(address)))


@pytest.mark.parametrize(
    "cell", ["a", ":::", "a:b:c", "a b:c", "'; --:x", "\0:", "*:\0", "x" * 500 + ":", "🙂:🙂", "a,b"]
)
def test_what_is_no_cell_is_passed_over(cell: str) -> None:
    query = QueryDict(mutable=True)
    query["cell"] = cell
    assert MatrixQuestion.from_params(query).cell is None


def test_a_cell_that_is_not_there_has_nothing() -> None:
    recipes.tag(
        recipes.make_quotation(recipes.make_passage(recipes.make_chapter(recipes.make_thesis()))),
        recipes.make_theme("Tillit"),
    )
    facts, vocabulary, question = load_facts(), load_vocabulary(), MatrixQuestion()
    found = {
        str(cell): len(find_cell(facts, vocabulary, question, cell))
        for cell in (
            Cell("tillit", ""),
            Cell("", ""),
            Cell("*", ""),
            Cell("frykt", ""),
            Cell("tillit", "borte"),
        )
    }
    assert found == {"tillit:": 1, ":": 1, "*:": 1, "frykt:": 0, "tillit:borte": 0}


def test_an_empty_base_has_an_empty_table() -> None:
    matrix = count()
    assert matrix.counts.shape == (0, 0)
    assert matrix.n_quotations == 0
    assert count("by=year").values == ()


def test_words_of_a_year_are_those_of_its_theses() -> None:
    for year, n in ((2020, 1000), (2020, 500), (2021, 70)):
        thesis = recipes.make_thesis(year=year, n_words=n)
        recipes.make_quotation(recipes.make_passage(recipes.make_chapter(thesis)))
    matrix = count("by=year")
    assert dict(zip(matrix.values, matrix.words, strict=True)) == {"2021": 70, "2020": 1500}
    assert matrix.n_words == 1570
