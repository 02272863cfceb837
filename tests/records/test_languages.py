"""A text that knows its language keeps it through copies, and loses it in whatever is made of it."""

from __future__ import annotations

import pickle
from copy import copy, deepcopy

import pytest
from django.utils import translation

from kb.records.languages import TextIn, cut_text, find_foreign, tell_title
from kb.web.templatetags.languages import lang


def test_copies_know_the_language_too() -> None:
    title = TextIn("Pasienten mellom husa", "nn")
    for again in (copy(title), deepcopy([title])[0], pickle.loads(pickle.dumps(title)), cut_text(title, 9)):  # noqa: S301
        assert isinstance(again, TextIn)
        assert again.language == "nn"
    assert deepcopy(title) == title
    assert not isinstance(f"{title} (2023)", TextIn)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Samarbeid", "Samarbeid"),
        ("Nå er det nok", "Nå er det nok"),
        ("Nå er det nok, da", "Nå er det …"),
        ("Vi eier, og det er alt", "Vi eier, og …"),
        ("Samarbeidsavtalen", "Samarbeidsa …"),
    ],
)
def test_a_long_text_is_cut_at_a_word(text: str, shown: str) -> None:
    assert cut_text(text, 13) == shown


@pytest.mark.parametrize(
    ("page", "title", "told"),
    [
        ("nb", "Images of Organization", "en"),
        ("en", "Images of Organization", ""),
        ("nn", "Ledelse i førstelinjen: Hva er det?", "nb"),
        ("nb", "Korleis leiarar lærer", "nn"),
        # Good bokmål and good nynorsk: foreign on English pages alone.
        ("nb", "Lov om barnevern", ""),
        ("nn", "Lov om barnevern", ""),
        ("en", "Lov om barnevern", "no"),
        ("en", "Habitus", ""),
    ],
)
def test_a_title_is_foreign_to_pages_in_another_language(page: str, title: str, told: str) -> None:
    with translation.override(page):
        assert find_foreign(tell_title(title)) == told
        assert lang(tell_title(title)) == (f' lang="{told}"' if told else "")
