from __future__ import annotations

import pytest

from kb.search.spelling import find_near_words, measure_distance

KNOWN = {"partnerskap": 40, "handlingsrom": 30, "kommune": 90, "vår": 5, "møte": 10, "måte": 12, "tillit": 8}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("partnerksap", "partnerskap"),
        ("handlingrom", "handlingsrom"),
        ("komune", "kommune"),
        ("tilitt", "tillit"),
    ],
)
def test_a_small_mistake_is_understood(word: str, meant: str) -> None:
    assert find_near_words(word, KNOWN)[:1] == (meant,)


def test_a_word_like_no_other_stays_alone() -> None:
    assert find_near_words("xylofon", KNOWN) == ()
    assert find_near_words("var", KNOWN) == ()


def test_a_letter_the_keyboard_lacks_is_a_smaller_mistake_than_another_letter() -> None:
    assert find_near_words("mate", KNOWN)[0] == "måte"


@pytest.mark.parametrize(
    ("one", "other", "distance"), [("ab", "ab", 0), ("ab", "ba", 1), ("ab", "b", 1), ("ab", "ac", 1)]
)
def test_distance_counts_mistakes(one: str, other: str, distance: float) -> None:
    assert measure_distance(one, other, 2) == distance
