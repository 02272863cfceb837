from __future__ import annotations

import pytest
from django.utils import translation

from kb.exports.quotation_text import write_quotation, write_sentence_form, write_words
from kb.records.models import Contributor, Quotation
from tests import recipes

pytestmark = pytest.mark.django_db


def written(quotation: Quotation) -> str:
    return write_quotation(Quotation.objects.for_cards().get(pk=quotation.pk)).plain


def sentence_form(quotation: Quotation) -> str:
    return write_sentence_form(Quotation.objects.for_cards().get(pk=quotation.pk)).plain


def make_said(text: str = "Vi står sammen", **fields: str) -> Quotation:
    passage = recipes.make_passage(
        recipes.make_chapter(recipes.make_thesis(year=2021), number="5.2"), f"«{text}»", **fields
    )
    return recipes.make_quotation(passage, text)


def test_a_quotation_is_cited_with_author_year_and_page() -> None:
    assert written(make_said(page="42")) == "«Vi står sammen» (Prøvesen, 2021, s. 42)"


def test_without_a_page_the_chapter_stands_for_it() -> None:
    assert written(make_said(page="")) == "«Vi står sammen» (Prøvesen, 2021, kap. 5.2)"


def test_words_that_run_over_a_page_break_have_both_pages() -> None:
    quotation = make_said(page="42")
    quotation.last_passage = recipes.make_passage(quotation.passage.chapter, "Mer.", page="43")
    quotation.save()
    assert "42–43)" in written(quotation)


def test_forty_words_and_more_stand_without_marks() -> None:
    assert written(make_said("ord " * 39 + "slutt", page="1")).startswith("ord ord")
    assert written(make_said("ord " * 38 + "slutt", page="1")).startswith("«ord ord")


@pytest.mark.parametrize(
    ("text", "language", "quoted"),
    [
        ("Vi står sammen", "nb", "«Vi står sammen»"),
        ("Vi står\nsammen", "en", "“Vi står sammen”"),
        ("«Vi står sammen»", "nb", "«Vi står sammen»"),
        ('"Vi står sammen"', "nn", "«Vi står sammen»"),
        ("„Vi står sammen“", "nb", "«Vi står sammen»"),
        # Marks within are single ones.
        ("Det «store» rommet", "nb", "«Det ‘store’ rommet»"),
        ("«Store» og «små»", "nb", "«‘Store’ og ‘små’»"),
        ('"Store" og "små"', "en", "“‘Store’ og ‘små’”"),
        ("Hun sa «ja»", "nb", "«Hun sa ‘ja’»"),
        # Half a pair is what reading left behind.
        ("Vi står sammen»", "nb", "«Vi står sammen»"),
        ("«Vi står sammen", "nb", "«Vi står sammen»"),
    ],
)
def test_the_marks_are_those_of_the_language(text: str, language: str, quoted: str) -> None:
    assert write_words(text, language) == quoted


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
    assert written(quotation) == "«lappeteppe» (Skriversen, 2010, gjengitt i Prøvesen, 2021, s. 9)"
    assert sentence_form(quotation) == "Skriversen (2010, gjengitt i Prøvesen, 2021, s. 9)"
    # The thesis is what was read, and what goes into the list.
    fetched = Quotation.objects.for_cards().get(pk=quotation.pk)
    assert write_quotation(fetched).reference.plain.startswith("Prøvesen, N. (2021).")


def test_a_source_that_is_only_named_is_cited_as_it_is_named() -> None:
    passage = recipes.make_passage(
        recipes.make_chapter(recipes.make_thesis(year=2021)),
        "«lappeteppe» (Skriversen & Aas, 2010)",
        page="9",
    )
    citation = recipes.make_citation(
        passage,
        recipes.make_work(recipes.make_person("Skriversen")),
        "Skriversen & Aas, 2010",
        cited_names=["Skriversen", "Aas"],
        cited_year="2010b",
    )
    citation.work = None
    citation.save()
    quotation = recipes.make_quotation(passage, "lappeteppe", kind="literature", citation=citation)
    assert written(quotation) == "«lappeteppe» (Skriversen & Aas, 2010, gjengitt i Prøvesen, 2021, s. 9)"
    citation.cited_names, citation.cited_year = [], ""
    citation.save()
    assert "(Skriversen & Aas, 2010, gjengitt i" in written(quotation)


def test_a_thesis_without_author_or_year_is_cited_by_its_title() -> None:
    quotation = make_said(page="3")
    quotation.thesis.contributors.all().delete()
    quotation.thesis.year = None
    quotation.thesis.save()
    assert f"({quotation.thesis.title}, u.å., s. 3)" in written(quotation)
