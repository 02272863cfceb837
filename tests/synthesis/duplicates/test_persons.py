"""Who is likely one with whom, and who is not."""

from __future__ import annotations

import pytest

from kb.records.actions import tell_apart
from kb.records.models import Person
from kb.synthesis.duplicates.persons import given_names_agree, is_near
from kb.synthesis.duplicates.reading import find_proposals
from tests.recipes import make_organization, make_person, make_thesis, make_work

pytestmark = pytest.mark.django_db


def make(name):
    """A person of the name "Vik, O.", an organisation for one that begins with an equals sign."""
    if name.startswith("="):
        return make_organization(name[1:])
    family, _, given = name.partition(", ")
    return make_person(family, given)


def propose(model=Person):
    return [(set(proposal.records), proposal.rules[0]) for proposal in find_proposals(model)]


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("=NAV", "=Arbeids- og velferdsetaten", "same_body"),
        ("=Statistisk sentralbyrå", "=SSB", "same_body"),
        ("=Klagenemnda for fisk", "=Klagenemnda for Fisk", "same_form"),
        ("=Fiskeutvalg", "=Fiskeutvalget", "same_form"),
        ("=St.prp. nr. 46", "=St. prp. 46", "same_paper"),
        ("=Meld. St. 33", "=Meld.St. nr 33", "same_paper"),
        ("=Arbeidsforsikringsinstituttet", "=Arbeidsforsikringinstituttet", "misprint"),
        ("Vikholm, Ola", "Vikholm, O.", "initials"),
        ("Vikholm, Ola Per", "Vikholm, O. P.", "initials"),
        ("Tenkeli, Mine", "Tenkeli, Professor Mine", "same_name"),
        ("=Fafo", "Fafo", "other_kind"),
    ],
)
def test_names_of_one_are_proposed_with_why(one, other, rule):
    pair = [make(one), make(other)]
    for person in pair:
        make_work(person)
    assert propose() == [({person.pk for person in pair}, rule)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=NAV", "=NAV-loven"),
        ("=Meld. St. 33", "=Meld. St. 30"),
        ("=Meld. St. 33", "=St.meld. 33"),
        ("=Prop. 73 L", "=Prop. 73 S"),
        ("=Fjellbygd kommune", "=Fjordbygd kommune"),
        ("=NOU 2003: 6", "=NOU 2003: 7"),
        ("Vabo, S. I.", "Vabø, M."),
        ("Vabo", "Vabø"),
        ("Vikholm, O.", "Vikholm, P."),
        ("Vikholm, Ola", "Vikholm, Odd"),
        ("Hansen, O.", "Hansen, Ola"),  # too many are called so
        ("Vikholm, O.", "Vikholmen, P."),
        ("Vikholm", "Vikholm, Ola"),  # without a work that speaks for it
        ("=Ekspertgruppen", "=Klagegruppen"),
    ],
)
def test_names_of_two_are_not(one, other):
    for number, name in enumerate((one, other)):
        make_work(make(name), title=f"Bok nummer {number} om samarbeid")
    assert propose() == []


def test_a_student_is_no_scholar_for_an_initial():
    make_work(make_person("Vikholm", "O."))
    make_thesis().contributors.create(person=make_person("Vikholm", "Ola"), role="author")
    assert propose() == []


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Brinkholm, S.", "Brinkholmm, S.", "misprint"),
        ("Brinkholm", "Brinkhlom", "misprint"),
        ("Kildøy", "Kildøye", "misprint"),
        ("Kildall", "Kilanl", "same_place"),
        ("Heimonsen", "Malberg-Heimonsen", "same_place"),
        ("Vikholm", "Vikholm, Ola", "bare_name"),
    ],
)
def test_the_same_place_beside_the_same_authors_and_year_speaks_for_one(one, other, rule):
    first = make_person("Kvalheim", "S.")
    pair = [make(one), make(other)]
    for person in pair:
        make_work(first, person, year="2015", title="")
    assert propose() == [({person.pk for person in pair}, rule)]


def test_two_who_wrote_one_work_together_are_two():
    make_work(make_person("Vikholm", "O."), make_person("Vikholm", "Ola"))
    assert propose() == []


def test_an_orcid_decides():
    one, other = make_person("Vikholm", "Ola"), make_person("Nygift", "O.")
    third = make_person("Vikholm", "O.")
    Person.objects.filter(pk__in=[one.pk, other.pk]).update(orcid="0000-0002-1825-0097")
    Person.objects.filter(pk=third.pk).update(orcid="0000-0001-5109-3700")
    for person in (one, third):
        make_work(person)
    assert propose() == [({one.pk, other.pk}, "same_orcid")]


def test_names_known_already_count():
    keep, other = make_person("Lindqvist", "S."), make_person("Lindkvistad", "Siv")
    keep.variants.create(name="Lindkvistad, S.")
    assert propose() == []
    for person in (keep, other):
        make_work(person, title="En lang tittel om tillit")
    assert propose() == [({keep.pk, other.pk}, "initials")]


def test_many_of_one_name_are_one_proposal():
    persons = [make_person("Vikholm", "Ola") for _ in range(5)]
    assert [proposal.records for proposal in find_proposals(Person)] == [
        tuple(person.pk for person in persons)
    ]


def test_whom_a_person_told_apart_is_never_proposed_again():
    one, two, three = (make_person("Vikholm", "Ola") for _ in range(3))
    tell_apart(records=[one, two], by=None)
    found = [proposal.records for proposal in find_proposals(Person)]
    assert found
    assert all(not {one.pk, two.pk} <= set(records) for records in found)
    tell_apart(records=[one, two, three], by=None)
    assert find_proposals(Person) == []


def test_the_surest_come_first():
    for name in ("Vikholm, Ola", "Vikholm, O.", "=NAV", "=Arbeids- og velferdsetaten"):
        make_work(make(name))
    sureness = [proposal.sureness for proposal in find_proposals(Person)]
    assert sureness == sorted(sureness, reverse=True)
    assert len(sureness) == 2


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("Ola", "O.", True),
        ("O. P.", "Ola", True),
        ("Dr. Ola", "Ola", True),
        ("Ola", "Olav", False),
        ("", "O.", True),
    ],
)
def test_initials_fit_the_names_they_begin(a, b, agree):
    assert given_names_agree(a, b) is agree


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("Kildal", "Kilan", True),
        ("Ry Nilsen", "Nilsen", True),
        ("Berg", "Borg", False),
        ("Hagen", "Lægreid", False),
    ],
)
def test_near_names_are_two_letters_apart_or_a_part_of_each_other(a, b, near):
    assert is_near(a, b) is is_near(b, a) is near
