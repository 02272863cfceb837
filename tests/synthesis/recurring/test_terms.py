from __future__ import annotations

import pytest

from kb.synthesis.recurring.terms import find_terms, key_of


def keys(text: str, language: str = "no", **masked: object) -> list[str]:
    return [term.key for term in find_terms(text, language, **masked)]


TERMS = [
    # a compound, in any form
    ("Vi så kringlelogikken igjen.", "kringlelogikk"),
    ("Alle har velferdsstater.", "velferdsstat"),
    # a noun with an adjective that tells something
    ("De gjør lokale prioriteringer.", "lokal prioritering"),
    ("Hun ga tett oppfølging.", "tett oppfølging"),
    # the first part lent by a later word
    ("Brevet er et mål- og disponeringsbrev.", "mål- og disponeringsbrev"),
    # nynorsk and bokmål are one
    ("Dei snakka om legitimiteten.", "legitimitet"),
    # an abbreviation in a compound
    ("Hun er NAV-leder.", "navleder"),
]


@pytest.mark.parametrize(("text", "key"), TERMS)
def test_a_term_is_found_in_whatever_form(text: str, key: str) -> None:
    assert key in keys(text)


NO_TERMS = [
    "Dette kapittelet viser en utfordring.",  # words of every subject
    "Det er viktige spørsmål og andre forhold.",  # adjectives of every subject
    "Hun ville ikke, og han kunne det 12 ganger i 2019.",  # no nouns, numbers
    "På ein stad, og same gong.",  # nynorsk too
]


@pytest.mark.parametrize("text", NO_TERMS)
def test_words_of_every_subject_are_none(text: str) -> None:
    assert keys(text) == []


def test_a_term_stands_where_it_says() -> None:
    text = "De gjør lokale prioriteringer."
    places = list(find_terms(text, "no"))
    assert [text[place.start : place.end] for place in places if " " in place.key] == [
        "lokale prioriteringer"
    ]


def test_nothing_of_a_citation_is_a_term() -> None:
    text = "Slik er det (Kringlestad, 2019)."
    assert keys(text, masked=[(12, 31)]) == []


def test_a_phrase_does_not_run_over_a_comma() -> None:
    assert "lokal prioritering" not in keys("De er lokale, prioriteringer er dyre.")


def test_a_name_is_told_by_its_capital_inside_a_sentence() -> None:
    (inside,) = find_terms("Hun er på Kringlekontoret.", "no")
    assert inside.is_name is True
    (first,) = find_terms("Kringlekontoret kan.", "no")
    assert first.is_name is None
    (short,) = find_terms("Han er IT-sykepleier.", "no")
    assert short.is_name is False


@pytest.mark.parametrize(
    ("text", "sort"), [("Vi kan klemme.", -1), ("Hun ga en klemme.", 1), ("Klemmen kom.", 1)]
)
def test_the_words_before_tell_a_verb_from_a_noun(text: str, sort: int) -> None:
    assert [place.sort for place in find_terms(text, "no") if place.key == "klemme"] == [sort]


ENGLISH = [
    ("The street-level bureaucrats met.", "street-level bureaucrat"),
    ("It is digital by means of glass doors.", "glass door"),
    ("They spoke of benevolence.", "benevolence"),
]


@pytest.mark.parametrize(("text", "key"), ENGLISH)
def test_english_terms_are_read_as_english(text: str, key: str) -> None:
    assert key in keys(text, "en")


def test_ordinary_english_words_make_no_term() -> None:
    assert keys("This chapter shows the main results of the interviews.", "en") == []


def test_a_label_has_the_key_of_the_term_that_it_covers() -> None:
    assert key_of("Lokale prioriteringene", "no") == "lokal prioritering"
