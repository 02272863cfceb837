"""The front page."""

from __future__ import annotations

import pytest

from kb.records.models import ThemeLink
from kb.records.stamps import renew_stamps
from tests import recipes
from tests.web.conftest import words

pytestmark = pytest.mark.django_db

TELLING = "Vi bruker lang tid på å bli enige, men når vi først er det, går arbeidet nesten alene."


def make_evidence(thesis, theme, text=TELLING, **fields):
    passage = recipes.make_passage(recipes.make_chapter(thesis), text)
    quotation = recipes.make_quotation(passage, informant=recipes.make_informant(thesis), **fields)
    recipes.tag(quotation, theme)
    return quotation


def test_an_empty_collection_has_a_front_page(read):
    page = read("/")
    assert page.find_all("form[role=search] input[name=q]")
    assert not page.find_all(".numbers")
    assert not page.find_all(".widetheme")


def test_themes_come_with_a_sentence_of_evidence_that_leads_to_the_quotation(read):
    thesis = recipes.make_thesis(year=2021)
    quotation = make_evidence(thesis, recipes.make_theme("Enighet"))
    (theme,) = read("/").find_all(".widetheme")
    assert words(theme.find_all("h3")[0]) == "Enighet"
    assert words(theme.find_all("blockquote")[0]) == f"«{TELLING}»"
    assert f"/q/{quotation.public_id}/" in [a.get("href") for a in theme.find_all("a")]
    assert "Leder A" in words(theme)
    assert "Prøvesen (2021)" in words(theme)


def test_the_theme_of_most_theses_comes_first(read):
    narrow, wide = recipes.make_theme("Smalt"), recipes.make_theme("Bredt")
    first, second = recipes.make_thesis(), recipes.make_thesis()
    for n in range(3):
        make_evidence(first, narrow, f"{TELLING} Nummer {n}.")
    make_evidence(first, wide)
    make_evidence(second, wide)
    names = [words(h) for h in read("/").find_all(".widetheme h3")]
    assert names == ["Bredt", "Smalt"]


def test_a_broad_theme_stands_for_those_under_it_and_names_them(read):
    broad = recipes.make_theme("Bredt")
    narrow = recipes.make_theme("Smalt", broader=broad)
    make_evidence(recipes.make_thesis(), narrow)
    make_evidence(recipes.make_thesis(), broad, f"{TELLING} Nummer to.")
    (theme,) = read("/").find_all(".widetheme")
    assert words(theme.find_all("h3")[0]) == "Bredt"
    assert [words(a) for a in theme.find_all(".chips a")] == ["Smalt 1"]


def test_a_theme_is_not_shown_by_what_is_hardly_about_it(read):
    theme = recipes.make_theme("Enighet")
    quotation = make_evidence(recipes.make_thesis(), theme)
    ThemeLink.objects.filter(object_id=quotation.pk).update(state="suggested", confidence=0.1)
    renew_stamps([quotation.thesis_id])
    (shown,) = read("/").find_all(".widetheme")
    assert not shown.find_all("blockquote")
    # Of themes in as many theses, those with something to show come first.
    other = recipes.make_theme("Uenighet")
    make_evidence(recipes.make_thesis(), other, f"{TELLING} Nummer to.")
    assert len(read("/").find_all(".widetheme blockquote")) == 1


def test_two_theses_side_by_side_are_those_that_the_page_for_comparing_proposes_first(read):
    theme = recipes.make_theme("Enighet")
    for number in range(3):
        make_evidence(recipes.make_thesis(author=f"Forfatter{number}"), theme, f"{TELLING} Nummer {number}.")
    proposed = read("/compare/").find_all(".cmppairs a.button")[0].get("href")
    assert proposed in [a.get("href") for a in read("/").find_all(".starts a")]


def test_no_way_in_is_shown_twice(read):
    for number in range(2):
        thesis = recipes.make_thesis(author=f"Forfatter{number}")
        make_evidence(thesis, recipes.make_theme("Enighet"), f"{TELLING} Nummer {number}.")
    page = read("/")
    links = [a.get("href") for a in [*page.find_all(".starts a"), *page.find_all(".wayin h3 a")]]
    assert len(links) > 4
    assert len(set(links)) == len(links)


def test_evidence_comes_from_as_many_theses_as_can_be_and_is_not_repeated(read):
    theses = [recipes.make_thesis(author=name) for name in ("Aas", "Bø")]
    themes = [recipes.make_theme("Ett"), recipes.make_theme("To")]
    for thesis in theses:
        quotation = make_evidence(thesis, themes[0])
        recipes.tag(quotation, themes[1])
    page = read("/")
    sources = [words(a) for a in page.find_all(".widetheme .evidence__source a")]
    assert sorted(sources) == ["Aas (2021)", "Bø (2021)"]


def test_a_theme_without_a_telling_quotation_stands_without_one(read):
    make_evidence(recipes.make_thesis(), recipes.make_theme("Kort"), "Ja.")
    (theme,) = read("/").find_all(".widetheme")
    assert not theme.find_all("blockquote")


@pytest.mark.parametrize("fields", [{"state": "rejected"}, {"kind": "term"}])
def test_rejected_quotations_and_terms_are_evidence_of_nothing(read, fields):
    make_evidence(recipes.make_thesis(), recipes.make_theme("Tomt"), **fields)
    assert not read("/").find_all(".widetheme")


def test_drafts_count_for_nothing_and_speak_nowhere(read):
    draft = recipes.make_thesis("Utkast", published=False)
    make_evidence(draft, recipes.make_theme("Hemmelig"))
    page = read("/")
    assert "Utkast" not in words(page)
    assert not page.find_all(".widetheme")
    assert [a.get("href") for a in page.find_all(".numbers a")] == ["/themes/"]


def test_every_number_is_a_link_to_what_it_counts(read):
    thesis = recipes.make_thesis()
    passage = recipes.make_passage(recipes.make_chapter(thesis), "Vi vil. Det heter «lag», sier Aas (2010).")
    recipes.make_quotation(passage, "Vi vil.")
    recipes.make_quotation(passage, "lag", kind="term")
    recipes.make_citation(passage, recipes.make_work(), "Aas (2010)")
    numbers = {a.get("href"): words(a.find_all("b")[0]) for a in read("/").find_all(".numbers a")}
    assert numbers == {
        "/theses/": "1", "/quotations/": "1", "/quotations/?kind=interview": "1", "/authors/": "1", "/works/": "1",
    }  # fmt: skip


def test_what_is_invented_throughout_is_said_once_and_explained(read):
    thesis = recipes.make_thesis(is_example=True)
    make_evidence(thesis, recipes.make_theme("Enighet"))
    page = read("/")
    assert len(page.find_all("main .tag--example")) == 1
    assert page.find_all(".homenotice .tag--example")


def test_invented_examples_among_others_are_each_marked_and_explained(read):
    make_evidence(recipes.make_thesis(is_example=True), recipes.make_theme("Enighet"))
    recipes.make_thesis("En virkelig oppgave", is_example=False)
    page = read("/")
    assert len(page.find_all(".card .tag--example")) == 1
    assert page.find_all(".evidence__source .tag--example")
    assert not page.find_all(".homenotice")
    assert page.find_all("p.notice")


@pytest.mark.parametrize("n", [1, 30])
def test_the_front_page_asks_the_database_as_often_for_thirty_theses_as_for_one(
    client, django_assert_max_num_queries, n
):
    for number in range(n):
        thesis = recipes.make_thesis()
        recipes.tag(thesis, recipes.make_theme(f"Tema {number}"))
        make_evidence(thesis, recipes.make_theme(f"Tema {number}"), f"{TELLING} Nummer {number}.")
    client.get("/")
    with django_assert_max_num_queries(15):
        client.get("/")


def test_the_two_role_groups_that_meet_on_a_theme_are_heard_side_by_side(read):
    theme = recipes.make_theme("Enighet")
    for number, group in enumerate(("leader", "employee")):
        thesis = recipes.make_thesis(author=f"Forfatter {number}")
        passage = recipes.make_passage(recipes.make_chapter(thesis), f"{TELLING} Nummer {number}.")
        voice = recipes.make_informant(thesis, f"Stemme {number}", group)
        recipes.tag(recipes.make_quotation(passage, informant=voice), theme)
        recipes.tag(recipes.make_quotation(passage, TELLING, informant=voice), theme)
    sides = read("/").find_all(".twosides__side")
    assert ["Stemme 0" in words(side) for side in sides] == [True, False]
    links = [side.find_all("a.more")[0].get("href") for side in sides]
    assert [len(read(link).find_all("article.quotecard")) for link in links] == [2, 2]


def test_a_theme_that_one_side_alone_speaks_of_is_no_contrast(read):
    make_evidence(recipes.make_thesis(), recipes.make_theme("Enighet"))
    assert not read("/").find_all(".twosides")
