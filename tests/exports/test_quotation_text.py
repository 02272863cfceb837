from __future__ import annotations

import pytest
from django.utils import translation

from kb.exports.quotation_text import write_quotation
from kb.records.models import Contributor, Quotation
from tests import recipes

pytestmark = pytest.mark.django_db


def written(quotation: Quotation) -> str:
    return write_quotation(Quotation.objects.for_cards().get(pk=quotation.pk)).plain


def make_said(text: str = "Vi står sammen", **fields: str) -> Quotation:
    passage = recipes.make_passage(
        recipes.make_chapter(recipes.make_thesis(year=2021), number="5.2"), f"«{text}»", **fields
    )
    return recipes.make_quotation(passage, text)


def test_a_quotation_is_cited_with_author_year_and_page() -> None:
    assert written(make_said(page="42")) == "«Vi står sammen» (Prøvesen, 2021, s. 42)"


def test_without_a_page_the_chapter_stands_for_it() -> None:
    assert "5.2)" in written(make_said(page=""))


def test_words_that_run_over_a_page_break_have_both_pages() -> None:
    quotation = make_said(page="42")
    quotation.last_passage = recipes.make_passage(quotation.passage.chapter, "Mer.", page="43")
    quotation.save()
    assert "42–43)" in written(quotation)


def test_forty_words_and_more_stand_without_marks() -> None:
    assert written(make_said("ord " * 39 + "slutt", page="1")).startswith("ord ord")


@pytest.mark.parametrize(("n", "named"), [(2, "Prøvesen & Andre1"), (3, "Prøvesen et al.")])
def test_two_authors_are_named_and_of_more_the_first(n: int, named: str) -> None:
    quotation = make_said(page="1")
    for order in range(1, n):
        person = recipes.make_person(f"Andre{order}")
        Contributor.objects.create(thesis=quotation.thesis, person=person, order=order)
    with translation.override("en"):
        assert f"({named}, 2021" in written(quotation)


def test_what_literature_says_is_cited_through_the_thesis() -> None:
    chapter = recipes.make_chapter(recipes.make_thesis(year=2021))
    passage = recipes.make_passage(chapter, "Skriversen (2010) sier lappeteppe.", page="9")
    citation = recipes.make_citation(
        passage, recipes.make_work(recipes.make_person("Skriversen")), "Skriversen (2010)"
    )
    quotation = recipes.make_quotation(passage, "lappeteppe", kind="literature", citation=citation)
    text = written(quotation)
    assert text.startswith("«lappeteppe» (Skriversen, 2010, ")
    assert text.endswith("Prøvesen, 2021, s. 9)")


def test_a_thesis_without_author_or_year_is_cited_by_its_title() -> None:
    quotation = make_said(page="3")
    quotation.thesis.contributors.all().delete()
    quotation.thesis.year = None
    quotation.thesis.save()
    assert f"({quotation.thesis.title}, u.å., s. 3)" in written(quotation)
