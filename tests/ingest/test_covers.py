from __future__ import annotations

import pytest

from kb.ingest.cover_lines import CoverLine
from kb.ingest.covers import Cover, find_year, read_cover


def cover_of(text: str, language: str = "nb") -> Cover:
    """The cover that the lines of ``text`` are, empty lines between them counted."""
    lines: list[CoverLine] = []
    gap = 0
    for line in text.strip().splitlines():
        if line.strip():
            lines.append(CoverLine(line.strip(), gap))
            gap = 0
        else:
            gap += 1
    return read_cover(lines, language)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Juni 2023", 2023),
        ("Fjellbygd, våren 2019", 2019),
        ("2018 høst", 2018),
        ("Levert 09.06.23", 2023),
        ("15/5-2020", 2020),
        ("15.5.2020", 2020),
        ("Innlevert 15.05.98", 1998),
        ("Autumn 2021", 2021),
        ("Kandidatnummer 2020", None),
        ("Juni 1821", None),
    ],
)
def test_the_year_is_that_of_a_date(text: str, year: int | None) -> None:
    assert find_year(text) == year


def test_a_cover_in_capitals_is_read_as_names_are_written() -> None:
    found = cover_of(
        """
        MASTEROPPGAVE

        DEN STILLE DØRA

        KARI TENKT FJELL

        VEILEDER: OLA PÅFUNN

        MASTERSTUDIUM I BIBLIOTEKLEDELSE

        HØGSKOLEN I FJELLBYGD

        VÅREN 2020
        """
    )
    assert found == Cover(
        title="DEN STILLE DØRA",
        authors=("Kari Tenkt Fjell",),
        supervisors=("Ola Påfunn",),
        programme="Masterstudium i bibliotekledelse",
        institution="Høgskolen i Fjellbygd",
        year=2020,
    )


@pytest.mark.parametrize("label", ["Tittel på masteroppgave: ", "Norsk tittel:\n\n", "Tittel (norsk): "])
def test_a_form_names_the_title_by_its_label(label: str) -> None:
    found = cover_of(
        f"Innleveringsskjema\n\n{label}Den stille døra\n\nEngelsk tittel: The quiet door\n\nJuni 2020"
    )
    assert (found.title, found.title_en, found.year) == ("Den stille døra", "The quiet door", 2020)


@pytest.mark.parametrize("label", ["Forfatter:", "Student", "Skrevet av"])
def test_a_label_and_the_name_below_it_belong_together(label: str) -> None:
    found = cover_of(f"Den stille døra\n\n{label}\nKari Tenkt Fjell\n\nVeileder\nOla Påfunn\n\nJuni 2020")
    assert (found.authors, found.supervisors) == (("Kari Tenkt Fjell",), ("Ola Påfunn",))


def test_an_empty_cover_says_nothing() -> None:
    assert cover_of("") == Cover()


def test_what_is_only_a_degree_a_date_and_a_number_is_no_title() -> None:
    assert cover_of("Masteroppgave\n\nKandidatnummer: 117\n\n30.05.2020").title is None


NYNORSK_PART = """
    Noregs teknisk-naturvitskaplege universitet
    Institutt for køstudiar

    Kari Tenkt Fjell

    Tid som leiing

    Korleis leiarar ved tre bibliotek deler ut tida

    Masteroppgåve i bibliotekfag
    Rettleiar: Ola Påfunn
    Juni 2022
"""
ENGLISH_PART = """
    Norwegian University of Science and Technology
    Department of Queue Studies

    Kari Tenkt Fjell

    Time as management

    How managers of three libraries share out their time

    Master's thesis in Library Studies
    Supervisor: Ola Påfunn
    June 2022
"""


@pytest.mark.parametrize("page", [NYNORSK_PART + ENGLISH_PART, ENGLISH_PART + NYNORSK_PART])
def test_a_title_page_in_two_languages_is_read_in_that_of_the_thesis(page: str) -> None:
    assert cover_of(page) == Cover(
        title="Tid som leiing",
        subtitle="Korleis leiarar ved tre bibliotek deler ut tida",
        title_en="Time as management: How managers of three libraries share out their time",
        authors=("Kari Tenkt Fjell",),
        year=2022,
        institution="Noregs teknisk-naturvitskaplege universitet",
        programme="Master i bibliotekfag",
        supervisors=("Ola Påfunn",),
    )


def test_a_thesis_in_english_is_read_from_the_english_part() -> None:
    found = cover_of(NYNORSK_PART + ENGLISH_PART, "en")
    assert (found.title, found.title_en) == ("Time as management", None)
    assert found.institution == "Norwegian University of Science and Technology"


def test_an_english_title_below_the_norwegian_one_has_its_subtitle() -> None:
    found = cover_of(
        """
        Kari Tenkt Fjell

        Når køen er kort

        En studie av tre bibliotek

        When the queue is short

        A study of three libraries

        Høgskulen på Vestlandet
        """
    )
    assert found.title == "Når køen er kort"
    assert found.title_en == "When the queue is short: A study of three libraries"


@pytest.mark.parametrize(
    ("lines", "programme"),
    [
        ("Erfaringsbasert master i\nledelse og styring av\nbibliotekfilialer", None),
        ("Masterprogram i styring\nog ledelse av filialer", None),
        ("Master i biblioteksforvaltning og\nkøutvikling i bygdene", None),
        ("Erfaringsbasert master\ni bibliotekledelse", None),
        ("Master i Public\nAdministration", None),
        ("Mastergradsprogrammet i styring og\n\nleiing av filialar", None),
        ("Masteroppgave i bibliotekfag, Master i bibliotekfag", "Master i bibliotekfag"),
        ("Masteroppgave i køteori (Erfaringsbasert master i ledelse)", "Erfaringsbasert master i ledelse"),
    ],
)
def test_a_programme_is_one_name_and_no_title(lines: str, programme: str | None) -> None:
    found = cover_of(f"Kari Tenkt Fjell\n\n{lines}\n\nNår køen er kort\n\nHøgskulen på Vestlandet\n2021")
    assert found.title == "Når køen er kort"
    assert found.programme == (programme or " ".join(lines.split()))


@pytest.mark.parametrize(
    ("line", "institution"),
    [
        ("Norwegian University of Science and Technology", "Norwegian University of Science and Technology"),
        ("Inland Norway University of Applied Sciences", "Inland Norway University of Applied Sciences"),
        ("University of Fjellbygd and University of Lillevik", "University of Fjellbygd"),
        ("NORGES TEKNISK-NATURVITENSKAPELIGE UNIVERSITET", "Norges teknisk-naturvitenskapelige universitet"),
        ("UiT Noregs arktiske universitet", "UiT Noregs arktiske universitet"),
        ("NTNU\nNoregs teknisk-naturvitskaplege universitet", "Noregs teknisk-naturvitskaplege universitet"),
        ("University of Oslo\nUniversitetet i Oslo", "Universitetet i Oslo"),
    ],
)
def test_an_institution_is_named_whole_and_in_the_language_of_the_thesis(line: str, institution: str) -> None:
    assert cover_of(f"Når køen er kort\n\n{line}\n\n2021").institution == institution


def test_an_english_title_in_capitals_as_names_have_them_is_no_author() -> None:
    found = cover_of(
        """
        Serving Two Masters

        Middle Managers Between State and Municipality

        Kari van der Tenkt

        University of Oslo
        Spring 2019

        © Kari van der Tenkt
        2019
        Serving Two Masters
        http://www.duo.uio.no/
        Print: Reprosentralen, Universitetet i Oslo
        """,
        "en",
    )
    assert found.title == "Serving Two Masters"
    assert found.subtitle == "Middle Managers Between State and Municipality"
    assert found.authors == ("Kari van der Tenkt",)
