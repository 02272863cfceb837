"""What other theses have in common with the text of a chapter."""

from __future__ import annotations

import pytest

from kb.records.models import SetAside
from kb.synthesis.facts import load_facts
from kb.synthesis.recurring.finding import load_recurring
from kb.synthesis.recurring.renewal import renew
from kb.synthesis.theses.chapters import find_chapter_tree, find_text
from kb.synthesis.theses.elsewhere import find_elsewhere
from tests import recipes

pytestmark = pytest.mark.django_db

SHARED = (
    "Kontoret skal være en inngang til alle tjenester for den som trenger hjelp til arbeid, "
    "bolig eller penger, og ingen skal sendes videre uten å ha fått et svar på det de spurte om."
)


def make_theses(*titles):
    return [recipes.make_chapter(recipes.make_thesis(title), "Funn", slug="4") for title in titles]


def find(chapter, **choices):
    tree = find_chapter_tree(chapter.thesis)
    text = find_text(tree.chapters, **choices)
    return find_elsewhere(load_facts(), chapter.thesis, text, **choices)


def quote(chapter, *themes, suggested=False, **fields):
    quotation = recipes.make_quotation(recipes.make_passage(chapter), **fields)
    for theme in themes:
        recipes.tag(quotation, theme, suggested=suggested)
    return quotation


def test_a_thesis_alone_has_nothing_in_common():
    (only,) = make_theses("Alene")
    quote(only, recipes.make_theme("Tid"))
    assert not find(only).themes


def test_themes_are_counted_in_the_other_theses_only_and_each_thesis_once():
    here, one, two = make_theses("Her", "En", "To")
    time = recipes.make_theme("Tid")
    quotation = quote(here, time)
    for chapter in (here, one, one, two):
        quote(chapter, time)
    shared = find(here).themes[quotation.pk]
    assert (shared.themes, shared.n_theses, shared.is_interview) == ((time.pk,), 2, True)


def test_all_themes_together_count_before_the_first_alone():
    here, one, two = make_theses("Her", "En", "To")
    time, room = recipes.make_theme("Tid"), recipes.make_theme("Rom")
    both = quote(here, time, room)
    quote(one, time)
    quote(two, time)
    assert find(here).themes[both.pk].n_theses == 2
    assert len(find(here).themes[both.pk].themes) == 1
    quote(two, time, room)
    assert (len(find(here).themes[both.pk].themes), find(here).themes[both.pk].n_theses) == (2, 1)


def test_what_informants_say_is_met_by_informants():
    here, other = make_theses("Her", "En")
    time = recipes.make_theme("Tid")
    said, written = quote(here, time), quote(here, time, kind="literature")
    quote(other, time, kind="literature")
    themes = find(here).themes
    assert said.pk not in themes
    assert themes[written.pk].n_theses == 1


def test_only_what_is_confirmed_counts_where_only_that_is_shown():
    here, other = make_theses("Her", "En")
    time = recipes.make_theme("Tid")
    sure = quote(here, time, state="accepted")
    quote(other, time, state="accepted", suggested=True)
    assert find(here).themes[sure.pk].n_theses == 1
    assert not find(here, only_confirmed=True).themes


def test_a_draft_is_not_counted():
    here, other = make_theses("Her", "En")
    time = recipes.make_theme("Tid")
    quotation = quote(here, time)
    quote(other, time)
    other.thesis.state = "draft"
    other.thesis.save()
    assert quotation.pk not in find(here).themes


def test_works_that_others_cite_too():
    here, one, two = make_theses("Her", "En", "To")
    work, lonely = recipes.make_work(), recipes.make_work()
    passage = recipes.make_passage(here, "«Rom tas» (Aas, 2010).")
    citation = recipes.make_citation(passage, work, "(Aas, 2010)")
    recipes.make_quotation(passage, "Rom tas", kind="literature", citation=citation)
    other = recipes.make_passage(here, "«Tid går» (Bø, 2011).")
    alone = recipes.make_citation(other, lonely, "(Bø, 2011)")
    recipes.make_quotation(other, "Tid går", kind="literature", citation=alone)
    for chapter in (one, one, two):
        recipes.make_citation(recipes.make_passage(chapter, "Se Aas (2010)."), work, "Aas (2010)")
    assert find(here).works == {work.pk: 2}


def test_the_same_words_in_another_thesis_until_a_curator_sets_them_aside():
    here, other = make_theses("Her", "En")
    own = recipes.make_passage(here, f"Loven er klar. {SHARED}")
    twin = recipes.make_passage(other, f"Det står slik: {SHARED} Det er alt.")
    renew()
    assert {pk: [p.pk for p in found] for pk, found in find(here).same_words.items()} == {own.pk: [twin.pk]}
    assert {pk: [p.pk for p in found] for pk, found in find(other).same_words.items()} == {twin.pk: [own.pk]}
    (shared,) = load_recurring(load_facts()).between
    SetAside.objects.create(kind=SetAside.Kind.PASSAGE, key=shared.key)
    assert not find(here).same_words
