from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language.lemmas import lemma_of, read_word
from kb.language.words import split_words


@pytest.mark.parametrize(
    "forms",
    [
        ["bruker", "brukeren", "brukere", "brukerne", "brukernes"],
        ["leder", "lederen", "ledere", "lederne", "lederens", "leiar", "leiaren", "leiarane"],
        ["ledelse", "ledelsen", "ledelsens", "leiing", "leiinga"],
        ["veileder", "veilederne", "veilederens", "rettleiar", "rettleiarane"],
        ["ansatt", "ansatte", "ansattes"],
        ["samarbeid", "samarbeidet", "samarbeidets"],
        ["partnerskap", "partnerskapet", "partnerskapets"],
        ["handlingsrom", "handlingsrommet", "handlingsrommene"],
        ["kommune", "kommunen", "kommunene", "kommunens", "kommunane"],
        ["tjeneste", "tjenesten", "tjenestene", "teneste", "tenestene"],
        ["nav-kontor", "nav-kontorene", "nav-kontorets", "navkontor"],
        ["ikke", "ikkje"],
        ["hvordan", "korleis"],
        ["fra", "frå"],
        ["mer", "meir"],
        ["lederrolle", "lederrollen", "leiarrolla"],
        ["prosess", "prosesser", "prosessene"],
        ["håndtere", "haandtere", "håndterer"],
        ["nav", "nav's"],
        ["møte", "moete", "møter"],
        ["leader", "leaders"],
        ["lipsky", "lipskys"],
    ],
)
def test_forms_of_one_word_have_one_dictionary_form(forms: list[str]) -> None:
    assert {lemma_of(form) for form in forms} == {lemma_of(forms[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [("leder", "ledelse"), ("stat", "statlig"), ("for", "før"), ("jobber", "jobben"), ("veileder", "leder")],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert lemma_of(one) != lemma_of(other)


def test_a_hyphenated_word_is_made_of_its_pieces() -> None:
    assert read_word("nav-kontorene").parts == ("nav", "kontor")


@given(st.text(max_size=80))
def test_any_word_has_a_reading(text: str) -> None:
    for word in split_words(text):
        reading = read_word(word.form)
        assert reading.form
        assert reading.lemma
