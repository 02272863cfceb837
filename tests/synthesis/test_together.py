"""Which themes go together, on small bases."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from kb.records.models import Passage, Theme
from kb.synthesis.cross_section.together import (
    Pair,
    TogetherQuestion,
    Unit,
    choose_pairs,
    find_pairs,
    find_units,
)
from kb.synthesis.cross_section.together_lists import find_passages, find_sections
from kb.synthesis.facts import load_facts
from kb.synthesis.vocabulary import load_vocabulary
from tests import recipes

pytestmark = pytest.mark.django_db


def tell(unit: Unit, *, confirmed: bool = False) -> dict[tuple[str, str], tuple[int, int, int]]:
    vocabulary = load_vocabulary()
    slug = {pk: theme.slug for pk, theme in vocabulary.themes.items()}
    return {
        (slug[pair.first], slug[pair.second]): (pair.n, pair.n_first, pair.n_second)
        for pair in find_pairs(load_facts(), vocabulary, unit, confirmed=confirmed)
    }


@pytest.fixture
def themes() -> dict[str, Theme]:
    """Trust over faith, and control; one quotation with trust and control, one passage with faith and control."""
    trust = recipes.make_theme("Tillit")
    themes = {
        "trust": trust,
        "faith": recipes.make_theme("Tro", broader=trust),
        "control": recipes.make_theme("Kontroll"),
    }
    chapter = recipes.make_chapter(recipes.make_thesis())
    said = recipes.make_quotation(recipes.make_passage(chapter, "Vi stoler på tallene."))
    recipes.tag(said, trust)
    recipes.tag(said, themes["control"], suggested=True)
    passage = recipes.make_passage(chapter, "Tro og kontroll.")
    recipes.tag(passage, themes["faith"])
    recipes.tag(passage, themes["control"])
    recipes.tag(recipes.make_passage(recipes.make_chapter(chapter.thesis), "Kontroll."), themes["control"])
    return themes


def test_a_theme_and_what_lies_under_it_are_no_pair(themes: dict[str, Theme]) -> None:
    assert tell(Unit.QUOTATION) == {("kontroll", "tillit"): (1, 1, 1)}
    assert tell(Unit.PASSAGE) == {("kontroll", "tillit"): (2, 3, 2), ("kontroll", "tro"): (1, 3, 1)}
    assert tell(Unit.SECTION) == {("kontroll", "tillit"): (1, 2, 1), ("kontroll", "tro"): (1, 2, 1)}
    # Two units fewer when the suggestion does not count, nor the quotation, which nobody accepted.
    assert tell(Unit.PASSAGE, confirmed=True) == {
        ("kontroll", "tillit"): (1, 2, 1), ("kontroll", "tro"): (1, 2, 1),
    }  # fmt: skip


def test_strength_is_0_for_what_never_meets_and_1_for_what_is_never_apart() -> None:
    assert Pair(1, 2, 0, 4, 5).strength == 0
    assert Pair(1, 2, 5, 5, 5).strength == 1
    assert Pair(1, 2, 2, 4, 6).strength == pytest.approx(2 / 8)


def test_pairs_are_chosen_by_a_theme_and_by_how_often_they_meet() -> None:
    pairs = (Pair(1, 2, 9, 90, 90), Pair(2, 3, 4, 4, 4), Pair(1, 3, 2, 9, 9))
    assert choose_pairs(pairs, None, TogetherQuestion()) == pairs
    assert choose_pairs(pairs, 3, TogetherQuestion()) == pairs[1:]
    assert choose_pairs(pairs, None, TogetherQuestion.from_params(QueryDict("min=3"))) == pairs[:2]
    strongest = choose_pairs(pairs, None, TogetherQuestion.from_params(QueryDict("sort=strength")))
    assert [pair.n for pair in strongest] == [4, 2, 9]


def test_a_section_shows_the_passage_that_carries_all_before_the_first_of_each(
    themes: dict[str, Theme],
) -> None:
    facts, vocabulary = load_facts(), load_vocabulary()
    sections = find_units(facts, vocabulary, Unit.SECTION)
    keys = sections.keys[sections.with_all([themes["faith"].pk, themes["control"].pk])].tolist()
    (section,) = find_sections(keys, [themes["faith"].pk, themes["control"].pk], facts, vocabulary)
    assert [passage.text for passage in section.passages] == ["Tro og kontroll."] * 2
    (alone,) = find_sections(keys, [themes["trust"].pk], facts, vocabulary)
    assert [passage.text for passage in alone.passages] == ["Vi stoler på tallene."]


def test_a_passage_comes_with_what_is_quoted_in_it(themes: dict[str, Theme]) -> None:
    passages = list(Passage.objects.order_by("-pk"))
    found = find_passages([passage.pk for passage in passages])
    assert [row.passage for row in found] == passages
    assert [len(row.quotations) for row in found] == [0, 0, 1]


@pytest.mark.parametrize(
    ("address", "pair"),
    [
        ("pair=tillit,kontroll", ("tillit", "kontroll")),
        ("pair=tillit", ("tillit",)),
        ("pair=tillit,tillit", ("tillit",)),
        ("theme=tillit&with=kontroll", ("tillit", "kontroll")),
        ("theme=tillit", ()),
        ("with=tillit", ()),
        ("pair=a,b,c", ()),
        ("pair=,", ()),
        ("pair=%00", ()),
        ("pair=" + "x" * 300, ()),
    ],
)
def test_a_pair_is_two_themes_or_one(address: str, pair: tuple[str, ...]) -> None:
    assert TogetherQuestion.from_params(QueryDict(address)).pair == pair
