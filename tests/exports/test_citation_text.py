from __future__ import annotations

import pytest
from django.utils.translation import override

from kb.exports.citation_text import write_authors, write_initials, write_thesis_reference
from kb.records.models import Institution, Person, Thesis


def person(family: str, given: str = "") -> Person:
    return Person(family=family, given=given)


def write(thesis: Thesis, *authors: Person) -> str:
    with override("en"):
        return write_thesis_reference(thesis, authors).plain


def test_a_whole_entry() -> None:
    thesis = Thesis(
        title="Rom for valg",
        subtitle="Fem ledere forteller",
        year=2021,
        degree="Masteroppgave",
        institution=Institution(name="Høgskolen i Eksempelvik"),
        handle="https://example.org/1",
    )
    assert write(thesis, person("Prøvesen", "Eli Marie")) == (
        "Prøvesen, E. M. (2021). Rom for valg: Fem ledere forteller "
        "[Masteroppgave, Høgskolen i Eksempelvik]. https://example.org/1"
    )


def test_what_is_not_known_is_left_out() -> None:
    thesis = Thesis(title="Rom for valg.")
    assert write(thesis, person("Prøvesen")) == "Prøvesen. (n.d.). Rom for valg [Master’s thesis]."


def test_without_authors_the_title_comes_first() -> None:
    thesis = Thesis(title="Rom for valg", year=2021, doi="10.1/x", degree="Ph.d.-avhandling")
    assert write(thesis) == "Rom for valg [Ph.d.-avhandling]. (2021). https://doi.org/10.1/x"


def test_only_the_title_is_apart() -> None:
    text = write_thesis_reference(Thesis(title="Rom", year=2021), [person("Aas", "B")])
    assert (text.before, text.title) == ("Aas, B. (2021). ", "Rom")


@pytest.mark.parametrize(
    ("given", "initials"),
    [("Eli", "E."), ("Eli Marie", "E. M."), ("Anne-Lise B.", "A.-L. B."), ("E.M.", "E. M."), ("", "")],
)
def test_initials(given: str, initials: str) -> None:
    assert write_initials(given) == initials


def test_two_authors_are_joined_by_an_ampersand_and_many_are_cut() -> None:
    assert write_authors([person("Aas", "B"), person("Dal", "E")]) == "Aas, B. & Dal, E."
    many = [person(f"Navn{n}") for n in range(1, 23)]
    assert write_authors(many).endswith("Navn19, … Navn22")
    organization = Person(kind="organization", organization="Eksempeldirektoratet")
    assert write_authors([organization]) == "Eksempeldirektoratet"
