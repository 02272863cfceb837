from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kb.exports.csl import (
    MORE_AUTHORS,
    Locator,
    find_locator,
    join_title,
    make_date,
    make_names,
    make_thesis_item,
    make_work_item,
    name_genre,
)
from kb.records.models import Authorship, Institution, Person, Thesis, Work
from tests import recipes


def test_a_thesis_says_what_is_known_of_it() -> None:
    thesis = Thesis(
        slug="rom",
        title="Rom for valg.",
        subtitle="Fem ledere forteller",
        year=2021,
        date=dt.date(2021, 6, 3),
        language="nn",
        degree="Masteroppgave",
        institution=Institution(name="Høgskolen i Eksempelvik"),
        doi="https://doi.org/10.1000/rom",
        handle="https://hdl.handle.net/1",
        url="https://example.org/",
    )
    assert make_thesis_item(thesis, [Person(family="Prøvesen", given="Eli")], "nn") == {
        "id": "rom",
        "type": "thesis",
        "title": "Rom for valg: Fem ledere forteller",
        "author": [{"family": "Prøvesen", "given": "Eli"}],
        "genre": "Masteroppgåve",
        "publisher": "Høgskolen i Eksempelvik",
        "issued": {"date-parts": [[2021, 6, 3]]},
        "language": "nn",
        "DOI": "10.1000/rom",
        "URL": "https://hdl.handle.net/1",
    }


def test_what_is_not_known_is_left_out() -> None:
    assert make_thesis_item(Thesis(slug="rom", title="Rom"), [], "nb") == {
        "id": "rom",
        "type": "thesis",
        "title": "Rom",
        "genre": "Masteroppgave",
        "language": "nb",
    }


@pytest.mark.parametrize(
    ("degree", "nb", "nn", "en"),
    [
        ("", "Masteroppgave", "Masteroppgåve", "Master’s thesis"),
        ("Masteroppgåve", "Masteroppgave", "Masteroppgåve", "Master’s thesis"),
        ("MASTERGRADSOPPGAVE", "Masteroppgave", "Masteroppgåve", "Master’s thesis"),
        ("Master's thesis", "Masteroppgave", "Masteroppgåve", "Master’s thesis"),
        ("Ph.d.-avhandling", "Doktorgradsavhandling", "Doktorgradsavhandling", "Doctoral dissertation"),
        ("Bachelor thesis", "Bacheloroppgave", "Bacheloroppgåve", "Bachelor’s thesis"),
        ("Master i ledelse", "Master i ledelse", "Master i ledelse", "Master i ledelse"),
        ("Hovedoppgave", "Hovedoppgave", "Hovedoppgave", "Hovedoppgave"),
    ],
)
def test_a_genre_is_named_in_the_language_of_the_citation(degree: str, nb: str, nn: str, en: str) -> None:
    assert [name_genre(degree, language) for language in ("nb", "nn", "en")] == [nb, nn, en]


@pytest.mark.parametrize(
    ("title", "subtitle", "joined"),
    [
        ("Rom", "Fem ledere", "Rom: Fem ledere"),
        ("Hva er et rom?", "Fem ledere", "Hva er et rom? Fem ledere"),
        ("Rom.", "", "Rom"),
    ],
)
def test_title_and_subtitle(title: str, subtitle: str, joined: str) -> None:
    assert join_title(title, subtitle) == joined


@pytest.mark.parametrize(
    ("year", "date"),
    [
        ("1980", {"issued": {"date-parts": [[1980]]}}),
        ("2004-2005", {"issued": {"date-parts": [[2004], [2005]]}}),
        ("u.å.", {}),
        ("", {}),
        ("i trykk", {"status": "in press"}),
        ("ca. 1900", {"issued": {"literal": "ca. 1900"}}),
    ],
)
def test_years_as_works_have_them(year: str, date: dict[str, Any]) -> None:
    assert make_date(year) == date


def test_names_are_taken_apart_but_for_organisations() -> None:
    assert make_names(
        [
            Person(family="Prøvesen", given="Eli"),
            Person(family="Lipsky"),
            Person(family="van der Fjære", given="Ida"),
            Person(family="Von Berg", given="Bo"),
            Person(kind="organization", organization="Rom, vegg og tak"),
        ]
    ) == [
        {"family": "Prøvesen", "given": "Eli"},
        {"family": "Lipsky"},
        {"family": "Fjære", "given": "Ida", "non-dropping-particle": "van der"},
        {"family": "Von Berg", "given": "Bo"},
        {"literal": "Rom, vegg og tak"},
    ]


@pytest.mark.django_db
def test_a_work_with_the_letter_of_its_year_and_authors_nobody_named() -> None:
    work = Work.objects.create(
        slug="rom-1980a", title="Rom", year="1980", suffix="a", type="chapter", container="Hus", pages="1–9",
        has_more_authors=True,
    )  # fmt: skip
    Authorship.objects.create(work=work, person=recipes.make_person("Aas", "Bo"))
    assert make_work_item(work) == {
        "id": "rom-1980a",
        "type": "chapter",
        "title": "Rom",
        "author": [{"family": "Aas", "given": "Bo"}, MORE_AUTHORS],
        "issued": {"date-parts": [[1980]]},
        "year-suffix": "a",
        "container-title": "Hus",
        "page": "1-9",
    }


@pytest.mark.django_db
def test_where_a_quotation_stands() -> None:
    chapter = recipes.make_chapter(recipes.make_thesis(), number="5.2")
    quotation = recipes.make_quotation(recipes.make_passage(chapter, "«Ja» sa hun.", page="42"), "Ja")
    assert find_locator(quotation) == Locator("page", "42")
    quotation.last_passage = recipes.make_passage(chapter, "Mer.", page="43")
    assert find_locator(quotation) == Locator("page", "42-43")
    quotation.passage.page = ""
    assert find_locator(quotation) == Locator("chapter", "5.2")
    quotation.passage.chapter.number = ""
    assert find_locator(quotation) == Locator()
    quotation.passage = None
    assert find_locator(quotation) == Locator()
