from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from kb.exports.tables import ENGLISH, NORWEGIAN, find_dialect, stream_table, write_table


def read(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_what_is_written_is_read_back() -> None:
    row = ["Hun sa «ja», og gikk.\nDet var alt.", 'Leder "A"', 2021, None]
    assert read(write_table(["Tekst", "Stemme", "År", "Side"], [row])) == [
        ["Tekst", "Stemme", "År", "Side"],
        ["Hun sa «ja», og gikk.\nDet var alt.", 'Leder "A"', "2021", ""],
    ]


def test_spreadsheets_know_the_encoding() -> None:
    assert write_table(["å"], []).startswith("\ufeff".encode())


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+47 22",
        "-ja",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\nja",
        "  =1",
        "\u00a0=1",
        "\u200b@x",
        "＝1",
        "\ufeff=1",
    ],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert read(write_table([cell], [[cell]])) == [[f"'{cell}"], [f"'{cell}"]]


def test_numbers_stay_numbers_and_words_words() -> None:
    assert read(write_table(["x"], [[-3, -0.5, True, "a=b", " ja"]]))[1] == [
        "-3",
        "-0,5",
        "True",
        "a=b",
        " ja",
    ]


def test_a_long_table_comes_row_by_row() -> None:
    asked = []

    def rows() -> Iterator[list[int]]:
        for number in range(3):
            asked.append(number)
            yield [number]

    stream = stream_table(["n"], rows())
    assert next(stream) == "\ufeffn\r\n".encode()
    assert (next(stream), asked) == (b"0\r\n", [0])
    assert b"".join(stream) == b"1\r\n2\r\n"


@pytest.mark.parametrize(("language", "dialect"), [("nb", NORWEGIAN), ("nn", NORWEGIAN), ("en", ENGLISH)])
def test_a_table_is_written_as_spreadsheets_of_its_language_read_it(language, dialect) -> None:
    with override(language):
        assert find_dialect() == dialect
        stream = stream_table(["a", "b"], [[1.5, "x"]])
    # The language of the page is gone when the rows are sent.
    with override(None):
        written = b"".join(stream).decode("utf-8-sig")
    part = dialect.delimiter
    assert written == f"a{part}b\r\n" + (f"1,5{part}x\r\n" if dialect == NORWEGIAN else f"1.5{part}x\r\n")
