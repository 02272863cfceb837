from __future__ import annotations

import pytest

from kb.ingest.layout import lay_out
from kb.ingest.personal_data import find_personal_data
from kb.ingest.readers import read_source
from tests.ingest.example_thesis import flowing


def found_in(text: str) -> list[tuple[str, str]]:
    """What was found, with the line it stands on."""
    source = read_source("x.txt", text.encode())
    found = find_personal_data(lay_out(source)[0], source)
    return [(item.what, source.lines[item.lines.first - 1]) for item in found]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Skriv til solveig.fjell@eksempel.no om du lurer.", "e-mail address"),
        ("Se svaret: https://eksempel.no/x?u=solveig.fjell%40eksempel.no", "e-mail address"),
        ("Ring meg på tlf. 99 88 77 66.", "telephone number"),
        ("Mobil: 99887766", "telephone number"),
        ("☎ 998 87 766", "telephone number"),
        ("Kandidatnummer 115", "candidate or student number"),
        ("Referansenummer 123456", "reference number of a project"),
        ("https://skjema.eksempel.no/svar/UQ7HpUjfgL5Pm9NyCzYWKNFnRYjm2mbC/pdf", "link that holds a key"),
        ("Veileder er Ola Nordhaug", "name"),
        ("Kontaktperson: Gunhild Påfunn", "name"),
        ("Hei Gunhild!", "name"),
    ],
)
def test_a_letter_in_an_appendix_gives_people_away(line: str, what: str) -> None:
    assert (what, line) in found_in(flowing() + "\n" + line + "\n")


def test_a_reference_number_may_stand_on_the_next_line() -> None:
    assert ("reference number of a project", "Referansenummer") in found_in(
        flowing() + "\nReferansenummer\n\n632679\n"
    )


def test_people_thanked_in_a_foreword_are_pointed_out() -> None:
    foreword = "Forord\n\nTakk til Ingrid og Lars for lånte kvelder og varm suppe.\n\nSola skinte ofte.\n\n"
    assert found_in(foreword + flowing()) == [
        ("name of a person thanked", "Takk til Ingrid og Lars for lånte kvelder og varm suppe.")
    ]


def test_the_authors_own_workplace_is_pointed_out() -> None:
    sentence = "Selv har jeg arbeidet ved et folkebibliotek i dalen siden 2011 og kjenner mange."
    assert ("the author's own workplace", sentence) in found_in(
        flowing().replace("4 Funn", f"{sentence}\n\n4 Funn")
    )


@pytest.mark.parametrize(
    "line",
    [
        "Granli (2014, s. 12 34) skriver om skranken, og Tind (2018) om planene.",
        "Det kom 12345678 kroner inn i fjor, og 2019 2020 var gode år.",
        "Leder A og Leder B er oppdiktede navn på dem jeg snakket med.",
    ],
)
def test_the_body_names_nobody(line: str) -> None:
    assert found_in(flowing().replace("4 Funn", f"{line}\n\n4 Funn")) == []
