from __future__ import annotations

import pytest

from kb.ingest.personal_words import find_personal_words


@pytest.mark.parametrize(
    ("text", "found", "words"),
    [
        ("Skriv til eli.p@eksempel.no i dag.", "e-mail address", ["eli.p@eksempel.no"]),
        ("Ring tlf. 00 00 00 00 etter kl. 12.", "telephone number", ["00 00 00 00"]),
        ("Takk til Kari Nordmann og Per.", "name of a person thanked", ["Kari Nordmann", "Per"]),
        ("Liv, du er best. Liv er godt.", "name of a person thanked", ["Liv"]),
        (
            "Hilsen Kari Nordmann, kari@eksempel.no, mobil 00000000",
            "name, telephone number",
            ["Kari Nordmann", "kari@eksempel.no", "00000000"],
        ),
        ("Vi snakket med lederen om møtet.", "name", []),
        ("Født 1.2.1970 i byen.", "date of birth", ["Født 1.2.1970"]),
        ("Noe annet.", "a sort that nobody knows", []),
    ],
)
def test_the_words_are_found_where_they_stand(text, found, words):
    assert [text[start:end] for start, end in find_personal_words(text, found)] == words
