from __future__ import annotations

import pytest

from kb.records.actions import Refused, accept_theme, merge_themes, reject_theme, tag, untag
from kb.records.models import SlugRedirect, Theme, ThemeLink
from tests import recipes
from tests.recipes import make_chapter, make_passage, make_person, make_theme, make_thesis

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return make_passage(make_chapter(make_thesis()))


def test_a_theme_that_a_person_adds_is_accepted_and_theirs(kari, passage):
    link = tag(record=passage, theme=make_theme(), by=kari)
    assert (link.origin, link.state, link.by, link.thesis) == ("curator", "accepted", kari, passage.thesis)
    assert tag(record=passage, theme=make_theme(), by=kari) == link


def test_a_person_has_themes_too(kari):
    assert tag(record=make_person(), theme=make_theme(), by=kari).thesis is None


@pytest.mark.parametrize("state", ["suggested", "rejected"])
def test_adding_what_was_suggested_accepts_it(kari, passage, state):
    link = recipes.tag(passage, make_theme(), suggested=True)
    ThemeLink.objects.update(state=state)
    tag(record=passage, theme=make_theme(), by=kari)
    link.refresh_from_db()
    assert (link.origin, link.state, link.by) == ("suggested", "accepted", kari)


def test_a_theme_of_ones_own_is_taken_off_for_good(kari, passage):
    tag(record=passage, theme=make_theme(), by=kari)
    untag(record=passage, theme=make_theme(), by=kari)
    untag(record=passage, theme=make_theme(), by=kari)
    assert not ThemeLink.objects.exists()


def test_a_suggestion_that_is_taken_off_does_not_come_back(kari, passage):
    recipes.tag(passage, make_theme(), suggested=True)
    untag(record=passage, theme=make_theme(), by=kari)
    link = ThemeLink.objects.get()
    assert (link.origin, link.state, link.by) == ("suggested", "rejected", kari)


def test_suggestions_get_a_yes_or_a_no(kari, passage):
    link = recipes.tag(passage, make_theme(), suggested=True)
    accept_theme(link=link, by=kari)
    assert ThemeLink.objects.confirmed().get().by == kari
    reject_theme(link=link, by=kari)
    assert not ThemeLink.objects.not_rejected().exists()


def test_merged_themes_leave_links_labels_and_addresses(kari, passage):
    keep, other = make_theme("Tillit"), make_theme("Tiltro", description="Det samme.")
    below = make_theme("Tillitsbrudd", broader=other)
    friend = make_theme("Makt")
    other.related.add(friend)
    other.labels.create(language="en", text="trust", kind="preferred")
    other.labels.create(language="nb", text="tilllit", kind="hidden")
    recipes.tag(passage, keep, suggested=True)
    recipes.tag(passage, other)
    recipes.tag(passage.thesis, other)
    merge_themes(keep=keep, others=[other], by=kari)
    assert set(Theme.objects.all()) == {keep, below, friend}
    assert {(link.content_object, link.state) for link in keep.links.all()} == {
        (passage, "accepted"),
        (passage.thesis, "accepted"),
    }
    assert {(label.text, label.kind) for label in keep.labels.all()} == {
        ("trust", "alternative"),
        ("tilllit", "hidden"),
        ("Tiltro", "alternative"),
    }
    below.refresh_from_db()
    assert below.broader == keep
    assert list(keep.related.all()) == [friend]
    assert SlugRedirect.objects.get(kind="theme", old_slug="tiltro").target_id == keep.pk
    assert Theme.objects.get(pk=keep.pk).description == "Det samme."


def test_a_weaker_link_gives_way_to_the_one_that_is_there(kari, passage):
    keep, other = make_theme("Tillit"), make_theme("Tiltro")
    recipes.tag(passage, keep)
    recipes.tag(passage, other, suggested=True)
    merge_themes(keep=keep, others=[other], by=kari)
    assert ThemeLink.objects.get().state == "accepted"


def test_a_theme_takes_the_place_of_the_one_right_above_it(kari):
    top = make_theme("Styring")
    middle = make_theme("Tillit", broader=top)
    low = make_theme("Tiltro", broader=middle)
    merge_themes(keep=low, others=[middle], by=kari)
    low.refresh_from_db()
    assert low.broader == top


def test_a_theme_does_not_swallow_what_stands_further_up(kari):
    top = make_theme("Styring")
    low = make_theme("Tiltro", broader=make_theme("Tillit", broader=top))
    with pytest.raises(Refused):
        merge_themes(keep=low, others=[top], by=kari)
    with pytest.raises(Refused):
        merge_themes(keep=low, others=[low], by=kari)
    assert Theme.objects.count() == 3
