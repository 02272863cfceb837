from __future__ import annotations

import pytest

from kb.records.actions import Refused, accept_heading, correct_heading, dissolve_heading, raise_heading, undo
from kb.records.models import Chapter, Mask, Operation, Passage, Quotation, ThemeLink
from tests.recipes import (
    make_chapter,
    make_citation,
    make_passage,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)
from tests.records.snapshots import take_snapshots

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapters() -> dict[str, Chapter]:
    """1 Funn with 1.1 Møter and 1.1.1 Korte møter, 1.2 Vedtak, then 2 Slutt."""
    thesis = make_thesis()
    found = make_chapter(thesis, "Funn", number="1")
    meetings = make_chapter(thesis, "Møter", number="1.1", parent=found)
    short = make_chapter(thesis, "Korte møter", number="1.1.1", parent=meetings)
    orders = make_chapter(thesis, "Vedtak", number="1.2", parent=found)
    end = make_chapter(thesis, "Slutt", number="2")
    for place, chapter in enumerate((found, meetings, short, orders, end), start=1):
        # Reading counts headings too: between two passages a number is free.
        make_passage(chapter, f"Her står noe om {chapter.title}.", order=place * 2)
    return {"found": found, "meetings": meetings, "short": short, "orders": orders, "end": end}


def parents() -> dict[str, str]:
    return {c.title: c.parent.title if c.parent else "" for c in Chapter.objects.select_related("parent")}


def test_an_accepted_heading_is_flagged_and_stays_as_it_is(chapters, kari):
    accept_heading(chapter=chapters["meetings"], by=kari)
    chapter = Chapter.objects.get(pk=chapters["meetings"].pk)
    assert chapter.is_edited
    assert (chapter.heading, chapter.read_as) == ("1.1 Møter", "")


def test_a_corrected_heading_keeps_its_address_and_what_the_file_says(chapters, kari):
    chapter = chapters["meetings"]
    slug = chapter.slug
    correct_heading(chapter=chapter, title=" Møter  og samtaler ", number="1.1", level=2, by=kari)
    correct_heading(chapter=chapter, title="Samtaler", number="1.1", level=2, by=kari)
    chapter.refresh_from_db()
    assert (chapter.heading, chapter.slug, chapter.read_as) == ("1.1 Samtaler", slug, "1.1 Møter")


def test_a_heading_of_another_level_takes_its_place_in_the_tree(chapters, kari):
    correct_heading(chapter=chapters["meetings"], title="Møter", number="1.1", level=1, by=kari)
    assert parents() == {"Funn": "", "Møter": "", "Korte møter": "Møter", "Vedtak": "Møter", "Slutt": ""}
    correct_heading(chapter=chapters["meetings"], title="Møter", number="1.1", level=2, by=kari)
    assert parents() == {"Funn": "", "Møter": "Funn", "Korte møter": "Møter", "Vedtak": "Funn", "Slutt": ""}


@pytest.mark.parametrize(("title", "level"), [("  ", 1), ("Møter", 0), ("Møter", 9)])
def test_a_heading_without_words_or_of_no_level_is_refused(chapters, kari, title, level):
    with pytest.raises(Refused):
        correct_heading(chapter=chapters["meetings"], title=title, number="", level=level, by=kari)


def test_what_is_no_heading_is_text_of_the_chapter_before(chapters, kari):
    quotation = make_quotation(chapters["meetings"].passages.get(), "noe om Møter")
    made = dissolve_heading(chapter=chapters["meetings"], by=kari)
    texts = list(chapters["found"].passages.order_by("order").values_list("text", flat=True))
    assert texts == ["Her står noe om Funn.", "1.1 Møter", "Her står noe om Møter."]
    assert made.text == "1.1 Møter"
    assert parents() == {"Funn": "", "Korte møter": "Funn", "Vedtak": "Funn", "Slutt": ""}
    quotation = Quotation.objects.select_related("passage").get(pk=quotation.pk)
    assert quotation.passage is not None
    assert quotation.passage.chapter == chapters["found"]


def test_nothing_hidden_comes_to_light(chapters, kari):
    Chapter.objects.filter(pk=chapters["meetings"].pk).update(is_hidden=True)
    dissolve_heading(chapter=Chapter.objects.get(pk=chapters["meetings"].pk), by=kari)
    hidden = dict(chapters["found"].passages.values_list("text", "is_hidden"))
    assert hidden == {"Her står noe om Funn.": False, "1.1 Møter": True, "Her står noe om Møter.": True}


def test_the_first_heading_has_nowhere_to_go(chapters, kari):
    with pytest.raises(Refused):
        dissolve_heading(chapter=chapters["found"], by=kari)


@pytest.mark.parametrize("name", ["meetings", "end"])
def test_all_of_it_comes_back(chapters, kari, name):
    tag(chapters[name], make_theme())
    before = take_snapshots()
    dissolve_heading(chapter=chapters[name], by=kari)
    assert not ThemeLink.objects.exists()
    undo(operation=Operation.objects.get(name="dissolve_heading"), by=kari)
    assert take_snapshots() == before


def test_a_correction_of_the_level_comes_back_with_the_tree(chapters, kari):
    before = take_snapshots()
    correct_heading(chapter=chapters["meetings"], title="Moter", number="3", level=1, by=kari)
    undo(operation=Operation.objects.get(), by=kari)
    assert take_snapshots() == before


@pytest.fixture
def missed(chapters):
    """In 1.1 Møter, what reading took for a paragraph, and two paragraphs after it."""
    meetings = chapters["meetings"]
    Chapter.objects.filter(pk=meetings.pk).update(first_line=10, last_line=30)
    passage = make_passage(meetings, "Lange møter", order=50, first_line=20, last_line=20)
    make_passage(meetings, "De varte hele dagen.", order=51, first_line=21, last_line=22)
    make_passage(meetings, "Ingen gikk før kaffen.", order=52, first_line=23, last_line=24)
    return Passage.objects.get(pk=passage.pk)


def outline() -> list[tuple[str, str]]:
    found = Chapter.objects.select_related("parent").order_by("order")
    return [(c.title, c.parent.title if c.parent else "") for c in found]


def test_a_heading_that_was_missed_takes_what_follows_it(chapters, missed, kari):
    quotation = make_quotation(missed.chapter.passages.get(order=51), "De varte")
    made = raise_heading(passage=missed, title="Lange  møter ", number="1.1.0", level=3, by=kari)
    assert outline() == [
        ("Funn", ""),
        ("Møter", "Funn"),
        ("Lange møter", "Møter"),
        ("Korte møter", "Møter"),
        ("Vedtak", "Funn"),
        ("Slutt", ""),
    ]
    assert [p.text for p in made.passages.all()] == ["De varte hele dagen.", "Ingen gikk før kaffen."]
    assert [p.text for p in chapters["meetings"].passages.all()] == ["Her står noe om Møter."]
    assert (made.heading, made.read_as, made.is_edited) == ("1.1.0 Lange møter", "Lange møter", True)
    chapters["meetings"].refresh_from_db()
    assert (made.first_line, made.last_line, chapters["meetings"].last_line) == (20, 30, 19)
    quotation = Quotation.objects.select_related("passage__chapter").get(pk=quotation.pk)
    assert (quotation.passage.text, quotation.passage.chapter) == ("De varte hele dagen.", made)


def test_a_heading_of_a_higher_level_takes_the_chapters_that_follow_too(missed, kari):
    raise_heading(passage=missed, title="Lange møter", number="", level=2, by=kari)
    assert outline()[2:5] == [("Lange møter", "Funn"), ("Korte møter", "Lange møter"), ("Vedtak", "Funn")]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_heading_that_was_pointed_out_is_taken_back_whole(missed, kari, level):
    make_quotation(missed.chapter.passages.get(order=52), "kaffen")
    tag(missed, make_theme(), suggested=True)
    before = take_snapshots()
    raise_heading(passage=missed, title="Lange møter", number="", level=level, by=kari)
    assert take_snapshots() != before
    undo(operation=Operation.objects.get(name="raise_heading"), by=kari)
    assert take_snapshots() == before


def test_nothing_hidden_comes_to_light_under_a_new_heading(chapters, missed, kari):
    Chapter.objects.filter(pk=chapters["meetings"].pk).update(is_hidden=True)
    missed.chapter.refresh_from_db()
    assert raise_heading(passage=missed, title="Lange møter", number="", level=3, by=kari).is_hidden


@pytest.mark.parametrize("what", ["quotation", "citation", "theme", "mask"])
def test_what_people_worked_on_is_no_heading(missed, kari, what):
    if what == "quotation":
        make_quotation(missed, "Lange")
    elif what == "citation":
        make_citation(missed, make_work(), "Lange")
    elif what == "theme":
        tag(missed, make_theme())
    else:
        Mask.objects.create(thesis=missed.thesis, record_id=missed.pk, start=0, words="Lange")
    before = take_snapshots()
    with pytest.raises(Refused):
        raise_heading(passage=missed, title="Lange møter", number="", level=3, by=kari)
    assert take_snapshots() == before


@pytest.mark.parametrize(("title", "level"), [("  ", 1), ("Møter", 0), ("Møter", 9)])
def test_a_missed_heading_without_words_or_of_no_level_is_refused(missed, kari, title, level):
    with pytest.raises(Refused):
        raise_heading(passage=missed, title=title, number="", level=level, by=kari)


def test_a_whole_paragraph_is_no_heading(missed, kari):
    missed.text = "ord " * 200
    with pytest.raises(Refused):
        raise_heading(passage=missed, title="Ord", number="", level=3, by=kari)
