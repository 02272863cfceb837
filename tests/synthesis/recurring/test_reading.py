from __future__ import annotations

import numpy as np

from kb.synthesis.recurring.keeping import pack_reading, unpack_reading
from kb.synthesis.recurring.keyness import deviation
from kb.synthesis.recurring.reading import PassageText, ThesisReading, read_thesis
from kb.synthesis.recurring.results import make_terms, pack_terms, unpack_terms
from kb.synthesis.recurring.selection import choose_label
from tests.synthesis.recurring.collection import babble


def read(number: int, *texts: str, language: str = "nb", counts: bool = True) -> ThesisReading:
    """A thesis with the texts in a section of their own, and others of no subject around them."""
    rest = [PassageText(1000 * number + 500 + i, 1 + i, babble(1000 * number + i, 600)) for i in range(3)]
    said = [PassageText(1000 * number + i, 50, text, counts=counts) for i, text in enumerate(texts)]
    return read_thesis([*rest[:2], *said, *rest[2:]], language)


def labels(*readings: ThesisReading) -> list[str]:
    return list(make_terms("no", dict(enumerate(readings, start=1))).labels)


LOGIC = [
    "Her rår kringlelogikken.",
    "En kringlelogikk er aldri alene.",
    "Av kringlelogikk kommer mer kringlelogikk.",
    "Kringlelogikken slo til.",
]


def test_a_term_of_two_theses_is_told_and_one_of_a_single_thesis_is_not() -> None:
    alone = [text.replace("kringle", "vaffel") for text in LOGIC]
    assert labels(read(1, *LOGIC), read(2, *LOGIC, *alone), read(3)) == ["kringlelogikk"]


def test_a_word_that_every_section_of_all_theses_has_is_not_told() -> None:
    even = [
        read_thesis(
            [PassageText(10 * n + i, i, "En kringle. " + babble(10 * n + i, 700)) for i in range(6)], "nb"
        )
        for n in range(4)
    ]
    assert labels(*even) == []


def test_what_stands_in_method_chapters_is_not_counted() -> None:
    assert labels(read(1, *LOGIC, counts=False), read(2, *LOGIC, counts=False), read(3)) == []


def test_names_are_no_terms() -> None:
    named = [
        "Han bor i Kringlekontoret.",
        "Ingen kjenner Kringlekontoret.",
        "Til Kringlekontoret, til Kringlekontoret.",
        "Fra Kringlekontoret kom ingen.",
    ]
    assert labels(read(1, *named), read(2, *named), read(3)) == []


def test_passages_in_another_language_give_no_terms() -> None:
    english = [
        "The benevolence of the benevolent is that it was in the hands of all and not for the one."
    ] * 3
    reading = read(1, *english)
    assert not any("benevolence" in key for key in (*reading.keys, *reading.once))


def test_a_term_knows_its_passages_and_how_often_it_stands_there() -> None:
    reading = read(1, *LOGIC)
    place = reading.keys.index("kringlelogikk")
    rows = reading.term == place
    assert dict(zip(reading.passage[rows].tolist(), reading.times[rows].tolist(), strict=True)) == {
        1000: 1, 1001: 1, 1002: 2, 1003: 1,
    }  # fmt: skip
    assert reading.numbers[place][0] == 5


def test_dispersion_of_the_table_is_that_of_the_formula() -> None:
    readings = [read(1, *LOGIC), read(2, *LOGIC, *LOGIC), read(3)]
    table = make_terms("no", dict(enumerate(readings)))
    expected = deviation([5, 10], [reading.n_words for reading in readings[:2]])
    assert table.dispersion.tolist() == [float(np.float64(expected))]


def test_a_reading_is_kept_and_read_back_the_same() -> None:
    reading = read(1, *LOGIC)
    again = unpack_reading(pack_reading(reading))
    assert (again.keys, again.forms, again.once) == (reading.keys, reading.forms, reading.once)
    for name in ("numbers", "term", "passage", "times"):
        assert np.array_equal(getattr(again, name), getattr(reading, name))
    assert np.array_equal(again.marks.hash, reading.marks.hash)
    assert np.array_equal(again.marks.text, reading.marks.text)


def test_a_table_of_nothing_is_kept_too() -> None:
    table = unpack_terms(pack_terms(make_terms("en", {})))
    assert table.keys == ()
    assert len(table.term) == len(table.place_passage) == 0


def test_an_empty_thesis_gives_nothing() -> None:
    assert read_thesis([], "nb").keys == ()


def test_a_term_is_called_by_its_dictionary_form() -> None:
    assert choose_label("velferdsstat", [{"velferdsstaten": 5, "Velferdsstaten": 2}]) == "velferdsstat"
    assert choose_label(
        "lokal prioritering", [{"lokale prioriteringer": 3, "lokale prioriteringene": 2}]
    ) == ("lokale prioriteringer")
    assert choose_label("navleder", [{"NAV-ledere": 3, "NAV-leder": 2, "NAV-lederen": 4}]) == "NAV-leder"
