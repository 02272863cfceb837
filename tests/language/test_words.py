from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language.words import fold, is_joiner, split_words


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Lederne møtes.", ["lederne", "møtes"]),
        ("ved NAV-kontorene i byen", ["ved", "nav-kontorene", "i", "byen"]),
        ("etter § 14a i loven", ["etter", "§14a", "i", "loven"]),
        ("etter §14 a og §§ 4-5", ["etter", "§14a", "og", "§4-5"]),
        ("mål- og resultatstyring", ["mål", "og", "resultatstyring"]),
        ("i Meld. St. 33 (2015)", ["i", "meldst33", "2015"]),
        ("i St.meld. nr. 33", ["i", "meldst33"]),
        ("i Stortingsmelding nr. 33", ["i", "meldst33"]),
        ("jf. NOU 2004: 13", ["jf", "nou2004:13"]),
        ("handlings\u00adrommet", ["handlingsrommet"]),
        ("under covid-19", ["under", "covid-19"]),
        ("3,5 prosent", ["3,5", "prosent"]),
        ("🙂 ... !", []),
        ("", []),
    ],
)
def test_a_text_is_split_into_the_words_a_reader_sees(text: str, forms: list[str]) -> None:
    assert [word.form for word in split_words(text)] == forms


def test_the_first_word_of_a_pair_that_shares_an_end_is_suspended() -> None:
    first, joiner, last = split_words("arbeids- og velferdsetaten")
    assert (first.suspended, joiner.suspended, last.suspended) == (True, False, False)
    assert is_joiner(joiner.form)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("haandtering", "håndtering"), ("laere", "lære"), ("moete", "møte"), ("möte", "møte"), ("idé", "ide")],
)
def test_letters_that_a_keyboard_lacks_are_put_back(typed: str, meant: str) -> None:
    assert fold(typed) == fold(meant)


@pytest.mark.parametrize(("one", "other"), [("for", "før"), ("var", "vår"), ("bor", "bør"), ("har", "hår")])
def test_words_that_differ_in_a_norwegian_letter_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=300))
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in split_words(text):
        assert text[word.start : word.end] == word.text
        assert word.form
