"""What the file says of the thesis, and what a curator said of it before."""

from __future__ import annotations

import pytest

from kb.importing.store import ingest_file
from kb.records.models import Institution, Thesis
from tests.importing.small_thesis import FIRST, PROSE
from tests.recipes import make_institution, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

COVER = FIRST[: FIRST.index("Sammendrag")]
CHANGED = FIRST.replace("Et kontor som dette", "Et slikt kontor", 1)


def ingest(text: str, name: str = "min_oppgave-2021.txt") -> Thesis:
    return ingest_file(name, text.encode()).thesis


def test_a_thesis_without_a_title_page_goes_by_its_question() -> None:
    thesis = ingest(FIRST.removeprefix(COVER))
    assert thesis.title == "Hvordan opplever ledere partnerskapet mellom stat og kommune i Eksempelvik?"
    assert thesis.title_is_made_up


def test_a_thesis_without_title_or_question_goes_by_its_file() -> None:
    text = (
        FIRST.removeprefix(COVER)
        .replace("Problemstillingen er som følger:\n\nHvordan", "Slik")
        .replace("?", ".")
    )
    thesis = ingest(text)
    assert thesis.title == "min oppgave 2021"
    assert thesis.title_is_made_up
    assert thesis.institution is None
    assert thesis.year is None


def test_the_abstract_is_the_one_in_the_language_of_the_thesis() -> None:
    english = "Abstract\n\nThis thesis is about an invented office and how its two owners share it with each other.\n\n"
    thesis = ingest(FIRST.replace("Sammendrag\n", f"{english}Sammendrag\n", 1))
    assert (
        thesis.abstract
        == f"Oppgaven handler om et oppdiktet kontor og om hvordan to eiere deler ansvaret for det. {PROSE}"
    )


def test_a_thesis_without_an_abstract_has_none() -> None:
    start = FIRST.index("Sammendrag")
    assert ingest(FIRST[:start] + FIRST[FIRST.index("1 Innledning") :]).abstract == ""


def test_what_a_curator_said_of_a_thesis_is_not_read_over() -> None:
    thesis = ingest(FIRST)
    thesis.institution = make_institution("Et annet sted")
    thesis.year = 2019
    thesis.curated_fields = ["institution", "year", "contributors"]
    thesis.save()
    author = thesis.contributors.get(role="author")
    author.person = make_person("Rettesen", "Rita")
    author.save()
    assert ingest(CHANGED) == thesis
    thesis.refresh_from_db()
    assert (str(thesis.institution), thesis.year) == ("Et annet sted", 2019)
    assert thesis.contributors.get(role="author").person.family == "Rettesen"
    assert thesis.research_question.startswith("Hvordan opplever")


def test_two_theses_from_one_place_share_it() -> None:
    ingest(FIRST)
    ingest(FIRST.replace("Samarbeid på prøve", "Tillit på avstand"), "andre.txt")
    assert Institution.objects.get().name == "Høgskolen i Eksempelvik"
