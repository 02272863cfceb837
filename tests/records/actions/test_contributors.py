from __future__ import annotations

import pytest

from kb.records.actions import Refused, name_speaker, set_contributors
from kb.records.actions.contributors import read_name
from kb.records.models import Informant, Person
from tests.recipes import make_chapter, make_passage, make_person, make_quotation, make_thesis

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Berg, Kari", ("Berg", "Kari")),
        ("Kari Berg", ("Berg", "Kari")),
        (" Kari  Anne Berg ", ("Berg", "Kari Anne")),
        ("van der Berg, Kari", ("van der Berg", "Kari")),
        ("Berg", ("Berg", "")),
    ],
)
def test_names_are_read_either_way_round(written, name):
    assert read_name(written) == name


def test_authors_are_set_in_their_order_and_those_known_are_not_made_anew(kari):
    thesis = make_thesis(author="Berg")
    known = make_person("Dal", "Per")
    same = thesis.contributors.get().person
    set_contributors(thesis=thesis, role="author", names=["Per Dal", str(same), "Ny, Ane", ""], by=kari)
    parts = thesis.contributors.order_by("order")
    assert [part.person for part in parts] == [known, same, Person.objects.get(family="Ny")]
    assert "contributors" in thesis.curated_fields


def test_of_two_namesakes_neither_is_taken_for_the_one_meant(kari):
    thesis = make_thesis()
    namesakes = [make_person("Dal", "Per"), make_person("Dal", "Per")]
    set_contributors(thesis=thesis, role="author", names=["Dal, Per"], by=kari)
    assert thesis.contributors.get().person not in namesakes


def test_supervisors_stay_when_authors_are_set(kari):
    thesis = make_thesis()
    set_contributors(thesis=thesis, role="supervisor", names=["Eik, Siv"], by=kari)
    set_contributors(thesis=thesis, role="author", names=[], by=kari)
    assert [str(part.person) for part in thesis.contributors.all()] == ["Eik, Siv"]
    with pytest.raises(Refused):
        set_contributors(thesis=thesis, role="friend", names=["Eik, Siv"], by=kari)


def test_a_voice_that_reading_missed_is_named(kari):
    quotation = make_quotation(make_passage(make_chapter(make_thesis())))
    informant = name_speaker(quotation=quotation, label="  Leder   C ", by=kari)
    assert quotation.informant == informant
    assert (informant.label, informant.thesis) == ("Leder C", quotation.thesis)
    assert name_speaker(quotation=quotation, label="Leder C", by=kari) == informant
    assert Informant.objects.count() == 1
    for label in (" ", "x" * 121):
        with pytest.raises(Refused):
            name_speaker(quotation=quotation, label=label, by=kari)
