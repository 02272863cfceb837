from __future__ import annotations

import pytest

from kb.language.word_classes import (
    ENGLISH,
    NORWEGIAN,
    find_lemma_in,
    is_adjective,
    is_inflected_noun,
    is_noun,
    is_ordinary,
)


@pytest.mark.parametrize(
    "form", ["tillit", "kontorene", "styringslinjene", "likeverd", "oppfølginga", "standardisering"]
)
def test_nouns(form: str) -> None:
    assert is_noun(form)


@pytest.mark.parametrize("form", ["ikke", "ville", "oppleve", "derfor", "viser", "viktig", "gjera"])
def test_words_that_are_no_nouns(form: str) -> None:
    assert not is_noun(form)


@pytest.mark.parametrize(
    "form",
    [
        "lokale",
        "tverrfaglig",
        "sosiale",
        "arbeidsrettet",
        "arbeidsrettede",
        "kunnskapsbaserte",
        "avgjørende",
        "tett",
    ],
)
def test_adjectives(form: str) -> None:
    assert is_adjective(form)


@pytest.mark.parametrize("form", ["kontoret", "leder", "derfor"])
def test_words_that_are_no_adjectives(form: str) -> None:
    assert not is_adjective(form)


@pytest.mark.parametrize(
    "form", ["kapittelet", "utfordringer", "gongen", "laurdag", "informantene", "begrepet"]
)
def test_everyday_words_in_bokmaal_and_nynorsk(form: str) -> None:
    assert is_ordinary(find_lemma_in(form, NORWEGIAN), NORWEGIAN)


@pytest.mark.parametrize(
    ("word", "language"), [("legitimitet", NORWEGIAN), ("forventning", NORWEGIAN), ("discretion", ENGLISH)]
)
def test_words_that_tell_something(word: str, language: str) -> None:
    assert not is_ordinary(find_lemma_in(word, language), language)


def test_endings_that_only_nouns_have() -> None:
    assert is_inflected_noun("kontorene", "kontor")
    assert not is_inflected_noun("viser", "vise")
    assert not is_inflected_noun("kontor", "kontor")
