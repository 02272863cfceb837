from __future__ import annotations

import pytest

from kb.importing.people import People, names_agree
from kb.ingest.draft import Author
from kb.records.models import NameVariant, Person, SlugRedirect

pytestmark = pytest.mark.django_db


def cite(family: str, given: str | None = None) -> Person:
    return People().find_or_create_cited(Author(family=family, given=given))


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("", "Dag Ingvar", True),
        ("D. I.", "Dag Ingvar", True),
        ("D.", "Dag Ingvar", True),
        ("Dag", "D. I.", True),
        ("K. D.", "D. I.", False),
        ("Dag", "Dagny", False),
    ],
)
def test_initials_agree_with_names_they_begin(one: str, other: str, agree: bool) -> None:
    assert names_agree(one, other) is agree
    assert names_agree(other, one) is agree


def test_a_family_name_alone_means_the_one_person_of_that_name() -> None:
    known = cite("Eksempelsen", "A. B.")
    assert cite("Eksempelsen") == known


def test_a_reference_list_completes_whom_citations_named() -> None:
    stub = cite("Eksempelsen")
    full = cite("Eksempelsen", "Anne Berit")
    assert full == stub
    stub.refresh_from_db()
    assert stub.sort_name == "Eksempelsen, Anne Berit"


def test_two_persons_of_one_family_stay_two_and_a_bare_name_is_neither() -> None:
    one, other = cite("Eksempelsen", "A. B."), cite("Eksempelsen", "K. D.")
    bare = cite("Eksempelsen")
    assert len({one, other, bare}) == 3
    assert cite("Eksempelsen") == bare
    assert cite("Eksempelsen", "K. D.") == other


def test_an_organisation_is_found_by_its_letters_and_keeps_how_else_it_was_written() -> None:
    people = People()
    first = people.find_or_create_cited(Author(organization="Arbeids- og eksempeldirektoratet"))
    again = people.find_or_create_cited(Author(organization="Arbeids- og Eksempeldirektoratet"))
    assert first == again
    assert [variant.name for variant in first.variants.all()] == ["Arbeids- og Eksempeldirektoratet"]


def test_a_student_is_not_taken_for_a_scholar_with_the_same_initial() -> None:
    scholar = cite("Eksempelsen", "K.")
    student = People().find_or_create_contributor("Kari Eksempelsen")
    assert student != scholar
    assert People().find_or_create_contributor("Kari Eksempelsen") == student


def test_a_person_merged_into_another_is_found_under_the_old_name() -> None:
    kept = cite("Eksempelqvist", "S.")
    NameVariant.objects.create(person=kept, name="Eksempelkvist, S.")
    assert cite("Eksempelkvist", "S.") == kept
    assert cite("Eksempelkvist") == kept


def test_a_new_person_never_takes_an_old_address() -> None:
    SlugRedirect.objects.create(kind="person", old_slug="eksempelsen", target_id=cite("Annen").pk)
    assert cite("Eksempelsen").slug == "eksempelsen-2"
