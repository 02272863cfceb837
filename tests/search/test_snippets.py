from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language.lemmas import lemma_of
from kb.search.marking import Wanted
from kb.search.snippets import Segment, make_snippet, mark_text


def marked(text: str, *words: str) -> list[str]:
    wanted = Wanted(lemmas=frozenset(lemma_of(word) for word in words))
    return [segment.text for segment in mark_text(text, wanted) if segment.marked]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Brukerne kom, men brukeren gikk.", "bruker", ["Brukerne", "brukeren"]),
        ("Partnerskapsavtalen ble signert.", "partnerskap", ["Partnerskapsavtalen"]),
        ("Leiarane møttest.", "leder", ["Leiarane"]),
        ("NAV-kontorene er små.", "kontor", ["NAV-kontorene"]),
        ("Ledelse er noe annet.", "leder", []),
    ],
)
def test_whole_words_are_marked_in_all_their_forms(text: str, word: str, found: list[str]) -> None:
    assert marked(text, word) == found


def test_only_the_phrase_is_marked_for_a_phrase() -> None:
    segments = mark_text(
        "Stat og kommune, ikke kommune og stat.", Wanted(phrases=(("stat", "og", "kommune"),))
    )
    assert [segment.text for segment in segments if segment.marked] == ["Stat", "og", "kommune"]


def test_a_snippet_shows_the_place_where_the_words_stand() -> None:
    text = "Bussen gikk. " * 60 + "Så kom tilliten tilbake til kontoret. " + "Kaffen var god. " * 60
    snippet = make_snippet(text, Wanted(lemmas=frozenset({"tillit"})), length=120)
    assert Segment("tilliten", marked=True) in snippet
    assert snippet[0].text == "… "
    assert snippet[-1].text == " …"
    assert len("".join(segment.text for segment in snippet)) < 200


def test_without_words_to_mark_the_beginning_is_shown() -> None:
    snippet = make_snippet("Først kom bussen. " * 40, Wanted(), length=60)
    assert snippet[0].text.startswith("Først kom bussen.")


@given(st.text(max_size=600), st.sampled_from(["og", "leder", "1"]))
def test_a_marked_text_says_what_the_text_says(text: str, word: str) -> None:
    segments = mark_text(text, Wanted(lemmas=frozenset({word})))
    assert "".join(segment.text for segment in segments) == text


@given(st.lists(st.sampled_from(["tillit", "kaffe", "og", "bussen.", "«Ja!»"]), max_size=120).map(" ".join))
def test_a_snippet_is_a_stretch_of_the_text(text: str) -> None:
    snippet = make_snippet(text, Wanted(lemmas=frozenset({"tillit"})), length=80)
    shown = "".join(segment.text for segment in snippet).removeprefix("… ").removesuffix(" …")
    assert shown in text


def test_beginnings_of_words_are_marked_where_a_star_was_typed() -> None:
    segments = mark_text("Partnerskap og partnerne, men ikke parten.", Wanted(prefixes=("partner",)))
    assert [segment.text for segment in segments if segment.marked] == ["Partnerskap", "partnerne"]


def test_a_word_deep_in_a_text_without_sentences_is_shown_with_whole_words_around() -> None:
    text = "kontoret ligger ved vannet " * 60 + "tilliten kom " + "kontoret ligger ved vannet " * 60
    shown = "".join(
        segment.text for segment in make_snippet(text, Wanted(lemmas=frozenset({"tillit"})), length=100)
    )
    assert "tilliten" in shown
    words = shown.strip("… ").split()
    assert set(words) <= {"kontoret", "ligger", "ved", "vannet", "tilliten", "kom"}


def test_a_text_of_one_endless_word_is_cut_all_the_same() -> None:
    shown = "".join(segment.text for segment in make_snippet("x" * 900, Wanted(), length=100))
    assert len(shown) < 150
