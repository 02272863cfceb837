from __future__ import annotations

import pytest

from kb.synthesis.alphabet import find_letter, make_sort_key


def test_names_sort_as_in_a_norwegian_register() -> None:
    names = ["Ødegård", "Aasen", "Zahl", "Ærø", "abel", "Ås", "Müller", "Muller", "de Boer", "Ôkland"]
    assert sorted(names, key=make_sort_key) == [
        "abel", "de Boer", "Müller", "Muller", "Ôkland", "Zahl", "Ærø", "Ødegård", "Ås", "Aasen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Aasen", "Å"),
        ("Élan", "E"),
        ("ödegaard", "Ø"),
        ("Äkta", "Æ"),
        ("3M", "#"),
        ("", "#"),
        ("«NAV»", "N"),
        ("李", "#"),
    ],
)
def test_a_name_stands_under_its_letter(name: str, letter: str) -> None:
    assert find_letter(name) == letter
