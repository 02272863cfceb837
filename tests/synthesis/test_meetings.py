"""Which quotations are shown to be read against each other, and which are not."""

from __future__ import annotations

import pytest

from kb.synthesis.themes.meetings import Sort, find_meetings
from kb.synthesis.vocabulary import load_vocabulary
from tests.synthesis.themed import Line, on_theme, say, texts_of

pytestmark = pytest.mark.django_db

FILLER: list[Line] = [
    ("En", "leader", "Fyll", "Hunden sover ved peisen.", ()),
    ("To", "leader", "Fyll", "Båten ligger i fjæra.", ()),
    ("To", "leader", "Fyll", "Sauene beiter på øya.", ()),
]


def meet(*lines: Line, limit: int = 2):
    on = on_theme(say(*lines, *FILLER))
    found = find_meetings(on, on.theses, load_vocabulary(), limit=limit)
    return on, found


def test_one_role_in_two_theses_meets_by_what_both_speak_of():
    on, found = meet(
        ("En", "leader", "Kari", "Kommunen har ansvar for boligen.", ()),
        ("To", "leader", "Ola", "Boligen er ikke vårt ansvar alene.", ()),
    )
    (meeting,) = found
    assert meeting.sort is Sort.SAME_ROLE
    assert set(meeting.words) == {"bolig", "ansvar"}
    assert min(texts_of(on, [meeting.first, meeting.second])).startswith("Boligen")


def test_two_roles_meet_only_within_one_thesis():
    lines: tuple[Line, ...] = (
        ("En", "leader", "Kari", "Boligen er kommunens ansvar.", ()),
        ("To", "employee", "Per", "Boligen er vårt ansvar.", ()),
    )
    assert meet(*lines)[1] == ()


def test_a_leader_and_an_employee_of_one_thesis_meet():
    _on, found = meet(
        ("En", "leader", "Kari", "Boligen er kommunens ansvar.", ()),
        ("En", "employee", "Per", "Vi venter på en bolig.", ()),
    )
    assert [(row.sort, row.words) for row in found] == [(Sort.OTHER_ROLE, ("bolig",))]


def test_what_a_paper_says_meets_what_an_informant_of_the_thesis_says():
    _on, found = meet(
        ("En", "policy", "", "Partene deler ansvar for boligen.", ()),
        ("En", "employee", "Per", "Vi venter på en bolig.", ()),
    )
    assert [row.sort for row in found] == [Sort.PAPER]


def test_a_word_that_most_quotations_have_brings_nobody_together():
    lines = [
        ("En" if i % 2 else "To", "leader", f"V{i}", f"Kontoret og møtet er {i}.", ()) for i in range(12)
    ]
    assert meet(*lines)[1] == ()


def test_what_is_shared_by_theme_alone_is_not_enough():
    _on, found = meet(
        ("En", "leader", "Kari", "Hesten er trøtt.", ("Tillit", "Økonomi")),
        ("To", "leader", "Ola", "Fuglene trekker sørover.", ("Tillit", "Økonomi")),
    )
    assert found == ()


def test_no_quotation_stands_in_two_pairs_and_there_are_no_more_than_asked_for():
    lines = [
        (title, "leader", f"V{i}", f"Boligen og skolen {i} har ansvar.", ())
        for i, title in enumerate(["En", "To"] * 4)
    ]
    filler = [("En", "leader", f"F{i}", f"Noe annet om {word}.", ()) for i, word in enumerate(["hest"] * 12)]
    _on, found = meet(*lines, *filler)
    assert len(found) == 2
    assert len({place for row in found for place in (row.first, row.second)}) == 4
