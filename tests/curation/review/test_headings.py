from __future__ import annotations

import pytest

from kb.curation.review.headings import find_heading_doubts
from kb.records.models import Chapter
from tests.recipes import make_chapter, make_thesis

pytestmark = pytest.mark.django_db


def doubts_of(*headings: tuple[str, str], empty: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """What is odd about headings given as (number, title); the number's depth is the level."""
    thesis = make_thesis()
    above: dict[int, Chapter] = {}
    made = []
    for number, title in headings:
        level = number.count(".") + 1 if number else 1
        chapter = make_chapter(thesis, title, number=number or "x", parent=above.get(level - 1), level=level)
        chapter.number = number
        above[level] = chapter
        made.append(chapter)
    filled = {chapter.pk for chapter in made if chapter.title not in empty}
    return {doubt.chapter.heading: doubt.codes for doubt in find_heading_doubts(made, filled)}


def test_ordinary_headings_are_not_asked_about():
    assert (
        doubts_of(("1", "Innledning"), ("2", "Teori"), ("2.1", "Makt"), ("2.2", "Tillit"), ("3", "Metode"))
        == {}
    )


def test_a_number_that_ends_in_nought_is_that_of_the_chapter():
    headings = [("1.0", "Innledning"), ("2.0", "Teori")]
    thesis = make_thesis()
    made = [make_chapter(thesis, title, number=number, level=1) for number, title in headings]
    assert find_heading_doubts(made, {chapter.pk for chapter in made}) == []


@pytest.mark.parametrize(
    ("headings", "odd", "codes"),
    [
        ([("1", "Innledning"), ("3", "Teori")], "3 Teori", ("odd_number",)),
        ([("1", "Innledning"), ("2", "som de sier")], "2 som de sier", ("sentence",)),
        ([("1", "Innledning"), ("2", "Da kom svaret.")], "2 Da kom svaret.", ("sentence",)),
        ([("1", "Innledning"), ("2", "A" * 111)], f"2 {'A' * 111}", ("long",)),
        ([("1", "Innledning"), ("2", "Teori"), ("", "Leder B")], "Leder B", ("no_number",)),
    ],
)
def test_odd_headings_are_asked_about(headings, odd, codes):
    assert doubts_of(*headings) == {odd: codes}


def test_two_headings_of_one_number_are_both_asked_about():
    assert doubts_of(("1", "Innledning"), ("1", "Teori")) == {
        "1 Innledning": ("same_number",),
        "1 Teori": ("same_number", "odd_number"),
    }


def test_a_heading_with_nothing_under_it_is_asked_about_unless_others_stand_there():
    found = doubts_of(("1", "Teori"), ("1.1", "Makt"), ("2", "Leder A"), empty=("Teori", "Leder A"))
    assert found == {"2 Leder A": ("empty",)}


def test_a_level_that_the_number_contradicts_is_asked_about():
    thesis = make_thesis()
    chapter = make_chapter(thesis, "Makt", number="2.1", level=1)
    (doubt,) = find_heading_doubts([chapter], {chapter.pk})
    assert doubt.codes == ("odd_level",)
    assert 0 < doubt.confidence < 1


def test_the_parts_around_the_chapters_are_not_asked_about():
    thesis = make_thesis()
    chapter = make_chapter(thesis, "kilder.", kind="references")
    assert find_heading_doubts([chapter], set()) == []
