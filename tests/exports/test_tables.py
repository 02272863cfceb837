from __future__ import annotations

import csv
import io

import pytest

from kb.exports.tables import write_table


def read(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_what_is_written_is_read_back() -> None:
    row = ["Hun sa «ja», og gikk.\nDet var alt.", 'Leder "A"', 2021, None]
    assert read(write_table(["Tekst", "Stemme", "År", "Side"], [row])) == [
        ["Tekst", "Stemme", "År", "Side"],
        ["Hun sa «ja», og gikk.\nDet var alt.", 'Leder "A"', "2021", ""],
    ]


def test_spreadsheets_know_the_encoding() -> None:
    assert write_table(["å"], []).startswith("\ufeff".encode())


@pytest.mark.parametrize("cell", ["=1+1", "+47 22", "-ja", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert read(write_table(["x"], [[cell]]))[1][0].startswith("'")
