"""What comes up with a theme and when: against counts made by hand, one by one."""

from __future__ import annotations

import pytest

from kb.records.models import Thesis
from kb.synthesis.facts import load_facts
from kb.synthesis.themes.neighbours import count_years, find_brought_up, find_together
from kb.synthesis.themes.on_theme import load_on_theme
from kb.synthesis.themes.sources import find_shared_works, load_sources
from kb.synthesis.vocabulary import load_vocabulary
from tests import recipes
from tests.synthesis.themed import on_theme, say

pytestmark = pytest.mark.django_db


def test_together_is_counted_by_quotations_that_carry_both():
    theme = say(
        ("En", "leader", "Kari", "Ja, vi har tillit.", ("Tillit",)),
        ("En", "leader", "Kari", "Ja, og økonomi.", ("Tillit", "Økonomi")),
        ("To", "leader", "Ola", "Nei.", ()),
    )
    say(("To", "leader", "Ola", "Tillit alene.", ()), theme="Tillit")
    vocabulary = load_vocabulary()
    rows = {vocabulary.name(r.theme): r for r in find_together(on_theme(theme), vocabulary)}
    assert (rows["Tillit"].n_both, rows["Tillit"].n_other) == (2, 3)
    assert rows["Tillit"].strength == pytest.approx(2 / (3 + 3 - 2))
    assert rows["Økonomi"].strength == pytest.approx(1 / 3)


def test_a_theme_above_or_below_goes_along_by_itself_and_is_not_told():
    above = recipes.make_theme("Samarbeid")
    recipes.make_theme("Partnerskap", broader=above)
    theme = say(("En", "leader", "Kari", "Ja.", ("Samarbeid",)))
    assert find_together(on_theme(theme), load_vocabulary()) == ()
    facts, vocabulary = load_facts(), load_vocabulary()
    assert find_together(load_on_theme(facts, above.pk, vocabulary), vocabulary) == ()


def test_what_most_of_the_theses_bring_up_comes_first():
    theme = say(
        ("En", "leader", "Kari", "Ja.", ("Tillit",)),
        ("To", "leader", "Ola", "Nei.", ("Tillit",)),
        ("To", "leader", "Ola", "Kanskje.", ("Økonomi",)),
        ("To", "leader", "Ola", "Vet ikke.", ("Økonomi",)),
        ("To", "leader", "Ola", "Jo.", ("Økonomi",)),
    )
    on, vocabulary = on_theme(theme), load_vocabulary()
    rows = find_brought_up(on, on.theses, vocabulary)
    assert [(vocabulary.name(r.theme), sorted(r.n_by_thesis.values())) for r in rows] == [
        ("Tillit", [1, 1]),
        ("Økonomi", [3]),
    ]


def test_years_without_theses_stand_between_those_with_and_unknown_ones_last():
    theme = say(
        ("En", "leader", "Kari", "Ja.", ()),
        ("To", "leader", "Ola", "Nei.", ()),
        ("Tre", "leader", "Siv", "Jo.", ()),
    )
    for title, year in (("En", 2019), ("To", 2021), ("Tre", None)):
        thesis = Thesis.objects.get(title=title)
        thesis.year = year
        thesis.save()
    years = [(row.year, row.n_quotations, row.n_theses) for row in count_years(on_theme(theme))]
    assert years == [(2019, 1, 1), (2020, 0, 0), (2021, 1, 1), (None, 1, 1)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Arbeids- og velferdsdirektoratet", "policy"), ("Meld. St. 33", "policy"), ("Prøvedalen kommune", "policy"),
        ("Institutt for prøving", "literature"), ("Det norske akademis ordbok", "literature"), ("Fafo", "literature"),
    ],
)  # fmt: skip
def test_papers_of_organisations_that_do_research_are_research(name, kind):
    theme, work = recipes.make_theme(), recipes.make_work(recipes.make_organization(name))
    passage = recipes.make_passage(recipes.make_chapter(recipes.make_thesis()))
    recipes.tag(passage, theme, suggested=True)
    recipes.make_citation(passage, work)
    assert load_sources(on_theme(theme)).kind_of(work.pk) == kind


def test_sources_are_those_of_passages_about_the_theme_and_papers_stand_apart():
    theme = recipes.make_theme()
    book, law = recipes.make_work(), recipes.make_work(recipes.make_organization(), type="law")
    for title in ("En", "To"):
        chapter = recipes.make_chapter(recipes.make_thesis(title))
        about, other = recipes.make_passage(chapter), recipes.make_passage(chapter)
        recipes.tag(about, theme, suggested=True)
        recipes.make_citation(about, book)
        recipes.make_citation(other, book)
        if title == "En":
            recipes.make_citation(about, law)
    on = on_theme(theme)
    sources = load_sources(on)
    assert [(row.pk, row.n_places, row.n_theses) for row in sources.works] == [
        (book.pk, 2, 2),
        (law.pk, 1, 1),
    ]
    assert [row.pk for row in sources.of_kind("policy")] == [law.pk]
    assert [pk for pk, _of in find_shared_works(on, (0, 1))] == [book.pk]
    assert {row.slug for row in sources.authors} == {a.slug for w in (book, law) for a in w.authors.all()}
