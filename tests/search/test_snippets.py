from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language.lemmas import lemma_of
from kb.search.marking import StandIn, Wanted
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
    assert [segment.text for segment in segments if segment.marked] == ["Stat og kommune"]


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


OWNERSHIP = Wanted(
    lemmas=frozenset({"partnerskap"}),
    others=(
        StandIn(("felles", "eierskap"), "label", "partnerskap", "felles eierskap"),
        StandIn(("stat", "kommune"), "label", "partnerskap", "stat og kommune"),
        StandIn(("samstyring",), "label", "partnerskap", "samstyring"),
        StandIn(("partner",), "part", "partnerskap", weak=True),
    ),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De ville ha felles eierskap til huset.", ["felles eierskap"]),
        ("Staten og kommunene møttes.", ["Staten og kommunene"]),
        # Small words may stand between, a sentence may not end there, and the parts alone are not marked.
        ("Både staten og de kommunene som kom.", ["staten og de kommunene"]),
        ("De er felles. Eierskap er noe annet.", []),
        ("Vi har felles kjøkken, men eierskapet er uklart.", []),
        ("Kommunen og staten møttes.", []),
        # What stands in for a word by itself is marked beside it; a part of it only where nothing better is there.
        ("Samstyring er partnerskapet vårt, partner.", ["Samstyring", "partnerskapet"]),
        ("En god partner er gull.", ["partner"]),
    ],
)
def test_what_was_looked_for_in_the_place_of_a_word_is_marked_as_a_whole(text: str, found: list[str]) -> None:
    assert [segment.text for segment in mark_text(text, OWNERSHIP) if segment.marked] == found


def test_the_stretch_with_the_word_asked_for_is_shown_before_one_with_others() -> None:
    text = (
        "Samstyring og felles eierskap. "
        + "Bussen gikk. " * 60
        + "Så kom partnerskapet. "
        + "Bussen gikk. " * 60
    )
    assert Segment("partnerskapet", marked=True) in make_snippet(text, OWNERSHIP, length=120)


def test_a_word_at_the_end_of_a_text_is_shown_with_what_comes_before() -> None:
    text = "Bussen gikk som den skulle. " * 40 + "Det sa hun. Tilliten kom."
    snippet = make_snippet(text, Wanted(lemmas=frozenset({"tillit"})), length=120)
    assert len("".join(segment.text for segment in snippet)) > 80
