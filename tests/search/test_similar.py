from __future__ import annotations

import pytest

from kb.records.models import Passage, Thesis
from kb.search.similar import find_similar
from kb.search.updates import rebuild
from tests import recipes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]


@pytest.fixture
def passages() -> dict[str, Passage]:
    first, second = recipes.make_thesis("Første"), recipes.make_thesis("Andre")
    near, far = recipes.make_chapter(first), recipes.make_chapter(second)
    made = {
        "asked": recipes.make_passage(
            near, "Hjemmekontor krevde tillit mellom kolleger gjennom hele vinteren."
        ),
        "near": recipes.make_passage(near, "Kolleger på hjemmekontor savnet lunsjen og latteren."),
        "far": recipes.make_passage(far, "Tilliten vokste da kolleger fikk hjemmekontor."),
    }
    for number in range(20):
        recipes.make_passage(far, f"Bussen kom klokken {number} og kaffen var god.")
    rebuild()
    return made


def test_passages_with_the_same_telling_words_are_similar(passages: dict[str, Passage]) -> None:
    found = [hit.record for hit in find_similar(passages["asked"])]
    assert found == [passages["far"], passages["near"]]


def test_similar_passages_of_other_theses_alone(passages: dict[str, Passage]) -> None:
    assert [hit.record for hit in find_similar(passages["asked"], elsewhere=True)] == [passages["far"]]


def test_a_quotation_is_not_similar_to_the_passage_it_stands_in(passages: dict[str, Passage]) -> None:
    quotation = recipes.make_quotation(passages["asked"])
    assert passages["asked"] not in [hit.record for hit in find_similar(quotation)]


def test_nothing_of_a_withdrawn_thesis_is_similar(passages: dict[str, Passage]) -> None:
    Thesis.objects.filter(title="Andre").update(state="withdrawn")
    assert [hit.record for hit in find_similar(passages["asked"])] == [passages["near"]]
