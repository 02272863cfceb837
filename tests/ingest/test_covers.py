from __future__ import annotations

import pytest

from kb.ingest.cover_lines import CoverLine
from kb.ingest.covers import Cover, find_year, read_cover


def cover_of(text: str) -> Cover:
    """The cover that the lines of ``text`` are, empty lines between them counted."""
    lines: list[CoverLine] = []
    gap = 0
    for line in text.strip().splitlines():
        if line.strip():
            lines.append(CoverLine(line.strip(), gap))
            gap = 0
        else:
            gap += 1
    return read_cover(lines)


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
