from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.records.identifiers import make_voice_key


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Leder A", "leder-a"),
        ("informant 4", "informant-4"),
        ("NAV-leder", "nav-leder"),
        ("Kåre", "kare"),
        ("Åse Ødegård", "ase-odegard"),
        ("«Leder A»:", "leder-a"),
        ("Leder 1.1", "leder-1-1"),
        ("Leder 1/2", "leder-1-2"),
        ("ein av leiarane", "ein-av-leiarane"),
        ("André", "andre"),
    ],
)
def test_a_voice_is_called_by_its_label(label: str, key: str) -> None:
    assert make_voice_key(label) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Leder A", "leder a"), ("NAV-leder", "Nav leder"), ("Informant 2", "Informant  2."), ("Kim", "kim,")],
)
def test_capitals_blanks_and_marks_make_no_other_voice(one: str, other: str) -> None:
    assert make_voice_key(one) == make_voice_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Informant α", "Informant β"),
        ("Leder +", "Leder -"),
        ("Leder *", "Leder"),
        ("Leder 1.1", "Leder 11"),
        ("老师", "学生"),
        ("a" * 80 + " en", "a" * 80 + " to"),
    ],
)
def test_voices_that_a_slug_would_mix_up_stay_apart(one: str, other: str) -> None:
    assert make_voice_key(one) != make_voice_key(other)


@given(st.text(max_size=120))
def test_every_label_has_a_key_that_an_address_can_hold(label: str) -> None:
    key = make_voice_key(label)
    assert 0 < len(key) <= 67
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert make_voice_key(label) == key
