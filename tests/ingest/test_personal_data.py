from __future__ import annotations

import pytest

from kb.ingest.layout import lay_out
from kb.ingest.personal_data import find_personal_data
from kb.ingest.quotations import find_quotations
from kb.ingest.readers import read_source
from tests.ingest.example_thesis import flowing
from tests.ingest.small_documents import make_document


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
        ("Kjære Torbjørn,", "name"),
        ("Student-id: 445566", "candidate or student number"),
        ("Navn / kandidatnr.: Sunniva Kvernmo 445566", "candidate or student number"),
        ("Kandidat: 97 / Sunniva Kvernmo", "candidate or student number"),
        ("Mobil 9988 7766", "telephone number"),
        ("Tlf: +47 99 88 77 66", "telephone number"),
        ("Saksnummer 445566", "reference number of a project"),
        ("Det kan hende at Torbjørn fra Lønn vet det.", "name"),
        ("Underskrift: Ylva Kvernmo", "name"),
        ("Eg, Sunniva Kvernmo, er student og skriv om kaffipausar.", "name"),
        ("Skogfaret 7, 0000 Heia, fødd 12.03.1985", "date of birth"),
        ("Fjellbakken 12 B, 0000 Heia", "address"),
        ("Olsens gate 3, 0000 Heia", "address"),
        ("Fødselsnummer: 11827510000", "national identity number"),
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
        "The Data Protection Official for Research has no objections.",
        "https://eksempel.no/contentassets/710bc325b9fb4b85b29d0c01b6b6d8f1/plan.pdf",
        "https://eksempel.no/Ny-paa-kontoret-del-3-oppgavespesifikk-opplaering.aspx",
        "Rådgiver og leder møtes på mandager. Møtene varer en time, og saken følges opp av Kontorsenter Nordfjell.",
        "Vi møtes i vei 3 eller på plass 12.",
        "Telleren sto på 11827510011 da vi gikk.",
    ],
)
def test_a_letter_may_name_nobody(line: str) -> None:
    assert found_in(flowing() + "\n" + line + "\n") == found_in(flowing())


def test_a_given_name_misspelt_is_still_a_name() -> None:
    letter = "Hei Ingvild\n\nSpør gjerne Ingvil om dette.\n\nHilsen Arvid\n"
    assert ("name", "Spør gjerne Ingvil om dette.") in found_in(flowing() + "\n" + letter)


def test_a_heading_in_capitals_makes_no_names_of_its_words() -> None:
    letter = "Kaffe Pause\n\nDet var en god Kaffe den dagen.\n"
    assert ("name", "Det var en god Kaffe den dagen.") not in found_in(flowing() + "\n" + letter)


def test_the_workplace_in_a_signature_is_pointed_out() -> None:
    signature = "Gunhild Påfunn\n\nAvdelingsleder\n\nNAV Lillefjell\n\nTlf. 99 88 77 66\n"
    found = found_in(flowing() + "\n" + signature)
    assert ("workplace in a signature", "NAV Lillefjell") in found
    assert "Avdelingsleder" not in [line for _, line in found]
    assert "workplace in a signature" not in [
        what for what, _ in found_in(flowing() + "\nGunhild Påfunn\n\nNAV Lillefjell er et fint sted.\n")
    ]


def test_a_name_said_in_an_interview_is_pointed_out_but_not_the_names_of_informants() -> None:
    document = make_document(
        "> «Da ringte jeg Torbjørn, og så ringte Knut til sjefen den kvelden.» (Kari)",
        "> «Vi hadde ingen å spørre, for han var borte hele den uka.» (Knut)",
    )
    quotations, _ = find_quotations(document, (), ())
    source = read_source("x.txt", document.text.encode())
    found = find_personal_data(document, source, quotations)
    assert [(item.what, item.lines.first) for item in found] == [("name in a quotation", 1)]


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Jeg er til daglig ansatt ved NAV Lillefjell og kjenner mange der.", "the author's own workplace"),
        ("Eg har vore tilsett i kommunen sidan 2009 og kjenner huset.", "the author's own workplace"),
        ("Jeg har jobbet i Lillefjell kommune som veileder.", "the author's own workplace"),
        ("Vi er begge ansatt ved NAV Lillefjell.", "the author's own workplace"),
        ("En takk går til min arbeidsgiver, Lillefjell kommune, for fri.", "the author's own workplace"),
        ("Alle informantene kom fra NAV Lillefjell.", "named workplace of informants"),
        ("Intervjuene ble gjort i Lillefjell kommune den våren.", "named workplace of informants"),
    ],
)
def test_workplaces_that_make_people_recognisable(sentence: str, what: str) -> None:
    assert (what, sentence) in found_in(flowing().replace("4 Funn", f"{sentence}\n\n4 Funn"))


@pytest.mark.parametrize(
    "line",
    [
        "Informantene kom fra NAV Rogaland og fra NAV Arbeidslivssenter.",
        "Jeg har jobbet lenge med dette, og jeg er ansatt.",
        "Å forske på egen arbeidsplass er krevende, og det har jeg gjort.",
        "De fire kandidatene var 35 til 50 år gamle.",
        "Lillefjell kommune ligger høyt og har mye snø.",
        "Antallet deltakere skal telles (Lillefjell kommune, 2022).",
        "«Jeg har jobbet her siden 2011, og jeg trives.»",
        "Granli (2014, s. 12 34) skriver om skranken, og Tind (2018) om planene.",
        "Det kom 12345678 kroner inn i fjor, og 2019 2020 var gode år.",
        "Leder A og Leder B er oppdiktede navn på dem jeg snakket med.",
    ],
)
def test_the_body_names_nobody(line: str) -> None:
    assert found_in(flowing().replace("4 Funn", f"{line}\n\n4 Funn")) == []
