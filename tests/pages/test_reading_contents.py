"""The contents beside a text: what is unfolded, and the strips of ticks."""

from __future__ import annotations

import pytest

from kb.pages.reading.contents import MOST_TICKS, present_side
from kb.synthesis.facts import load_facts
from kb.synthesis.theses.chapters import find_chapter_tree, find_kinds
from kb.web.templatetags.reading import tick_strip
from tests import recipes

pytestmark = pytest.mark.django_db


@pytest.fixture
def thesis():
    return recipes.make_thesis("Rom for valg", year=2021)


def present(thesis, current):
    return present_side(find_chapter_tree(thesis), find_kinds(load_facts(), thesis), current=current)


def test_only_the_chapter_that_is_read_is_unfolded(thesis):
    before = recipes.make_chapter(thesis, "Teori", slug="3")
    recipes.make_chapter(thesis, "Begreper", parent=before, slug="3-1")
    here = recipes.make_chapter(thesis, "Funn", slug="4")
    below = recipes.make_chapter(thesis, "Om tid", parent=here, slug="4-1")
    folded, unfolded = present(thesis, here)
    assert (folded.children, folded.anchor, folded.is_current) == ((), "", False)
    assert unfolded.is_current
    assert [(item.title, item.anchor) for item in unfolded.children] == [("Om tid", "sec-4-1")]
    assert unfolded.children[0].url == f"{here.get_absolute_url()}#sec-{below.slug}"


def test_a_folded_chapter_has_the_ticks_of_all_below_it_an_unfolded_one_its_own(thesis):
    before = recipes.make_chapter(thesis, "Teori", slug="3")
    here = recipes.make_chapter(thesis, "Funn", slug="4")
    for top, kind in ((before, "literature"), (here, "interview")):
        below = recipes.make_chapter(thesis, f"Under {top.title}", parent=top)
        recipes.make_quotation(recipes.make_passage(top), kind=kind)
        recipes.make_quotation(recipes.make_passage(below), kind="policy")
        recipes.make_quotation(recipes.make_passage(below), kind="term")
    folded, unfolded = present(thesis, here)
    assert folded.strip.kinds == ("literature", "policy")
    assert unfolded.strip.kinds == ("interview",)
    assert unfolded.children[0].strip.kinds == ("policy",)


def test_more_ticks_than_can_be_told_apart_are_counted_and_not_drawn(thesis):
    chapter = recipes.make_chapter(thesis, "Funn", slug="4")
    passage = recipes.make_passage(chapter, "Ja. " * 5)
    for _number in range(MOST_TICKS + 3):
        recipes.make_quotation(passage, "Ja.")
    (item,) = present(thesis, chapter)
    assert (len(item.strip.kinds), item.strip.n, item.strip.more) == (MOST_TICKS, MOST_TICKS + 3, 3)


def test_ticks_are_told_apart_by_shape_and_stand_closer_where_there_are_many(thesis):
    chapter = recipes.make_chapter(thesis, "Funn", slug="4")
    for kind in ("interview", "literature", "policy"):
        recipes.make_quotation(recipes.make_passage(chapter), kind=kind)
    (item,) = present(thesis, chapter)
    drawn = tick_strip(item.strip)
    shapes = {part.split('d="M')[1].split('"')[0].partition("v")[2] for part in drawn.split("<path")[1:]}
    assert len(shapes) == 3
    assert "strip--close" not in drawn
    for _number in range(40):
        recipes.make_quotation(recipes.make_passage(chapter))
    (item,) = present(thesis, chapter)
    assert "strip--close" in tick_strip(item.strip)
