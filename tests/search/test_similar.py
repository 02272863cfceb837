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


LIKE = "Kollegene på hjemmekontor savnet tilliten gjennom hele vinteren, sier de alle sammen"


@pytest.mark.parametrize(
    "text",
    [
        # A lead-in to a quotation, the words of a table, a few words, and what no sentence ends.
        "Kollegene på hjemmekontor savnet tilliten gjennom hele vinteren, og en av dem sier det slik:",
        "Hjemmekontor 12 14 15 tillit 20 22 19 kolleger 3 45 6 vinter 78 hjemmekontor 90 11 32.",
        "Hjemmekontor krevde tillit hos kolleger.",
        "Hjemmekontor tillit kolleger vinter hjemmekontor tillit kolleger vinter kontor lokale ledelse møte",
        # The same words once more.
        "Hjemmekontor krevde tillit mellom kolleger gjennom hele vinteren. (Leder A)",
    ],
)
def test_what_is_no_text_of_its_own_is_not_similar(passages: dict[str, Passage], text: str) -> None:
    recipes.make_passage(passages["far"].chapter, text)
    good = recipes.make_passage(passages["far"].chapter, f"{LIKE}.")
    rebuild()
    found = [hit.record.text for hit in find_similar(passages["asked"], limit=9)]
    assert text not in found
    assert good.text in found


def test_words_that_hold_any_sentence_together_make_nothing_similar(passages: dict[str, Passage]) -> None:
    asked = recipes.make_passage(
        passages["near"].chapter, "Kven må vi ha fast når alle andre bare trenger noe, spør de hver gang."
    )
    recipes.make_passage(
        passages["far"].chapter,
        "Kven må sitte fast, og hvem trenger bare noe annet når alle andre spør om det?",
    )
    rebuild()
    assert find_similar(asked) == ()


def test_of_two_with_the_same_words_the_one_with_the_theme_comes_first(passages: dict[str, Passage]) -> None:
    words = "snakket om hjemmekontor og tillit den vinteren, og det tok lang tid."
    chapter = recipes.make_chapter(recipes.make_thesis())
    plain = recipes.make_passage(chapter, f"Da de kom sammen, {words}")
    tagged = recipes.make_passage(chapter, f"Alle de som kom, {words.replace('lang', 'god')}")
    theme = recipes.make_theme("Tillit")
    recipes.tag(passages["asked"], theme)
    recipes.tag(tagged, theme)
    rebuild()
    found = [hit.record for hit in find_similar(passages["asked"], limit=9)]
    assert found.index(tagged) < (found.index(plain) if plain in found else len(found))
