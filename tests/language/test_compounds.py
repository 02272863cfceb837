from __future__ import annotations

import pytest

from kb.language.compounds import split_compound


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("handlingsrommet", ("handling", "rom")),
        ("partnerskapsavtalen", ("partnerskap", "avtale")),
        ("resultatstyring", ("resultat", "styring")),
        ("styringslinjene", ("styring", "linje")),
        ("tillitsreformen", ("tillit", "reform")),
        ("sosialtjenesten", ("sosial", "tjeneste")),
        ("lederteamet", ("leder", "team")),
        ("barnevernet", ("barn", "vern")),
        ("kulturforskjeller", ("kultur", "forskjell")),
        ("brukarmedverknad", ("bruker", "medvirkning")),
        ("endringsprosesser", ("endring", "prosess")),
    ],
)
def test_a_compound_is_cut_into_the_words_it_is_made_of(form: str, parts: tuple[str, ...]) -> None:
    cut = split_compound(form)
    assert cut is not None
    assert cut.parts == parts


@pytest.mark.parametrize(
    "form",
    [
        "veilederne",
        "partnerskapet",
        "samarbeidet",
        "medarbeider",
        "ledelsen",
        "innovasjon",
        "rapporten",
        "kort",
    ],
)
def test_a_word_of_one_piece_is_left_whole(form: str) -> None:
    assert split_compound(form) is None


def test_a_very_long_word_is_not_taken_apart() -> None:
    assert split_compound("styringslinje" * 40) is None
