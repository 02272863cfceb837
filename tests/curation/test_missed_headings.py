"""A paragraph that is a heading: asked for on its page, and led to from the review."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from kb.records.models import Chapter, Passage, Thesis
from tests.recipes import make_chapter, make_passage, make_quotation, make_thesis

pytestmark = pytest.mark.django_db


@pytest.fixture
def thesis() -> Thesis:
    thesis = make_thesis()
    chapter = make_chapter(thesis, "Funn", number="4")
    for text in ("Først dette.", "4.2 Møtene", "De varte hele dagen."):
        make_passage(chapter, text)
    return thesis


def page(passage: Passage) -> str:
    return reverse("admin:records_passage_heading", args=[passage.pk])


def test_number_title_and_level_are_read_off_the_words(admin: Any, thesis: Thesis):
    form = admin.get(page(thesis.passages.get(text="4.2 Møtene"))).context["form"]
    assert form.initial == {"number": "4.2", "title": "Møtene", "level": 2}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Møtene", ("", "Møtene", 2)),
        ("5. Drøfting", ("5", "Drøfting", 1)),
        ("6.0 Drøfting", ("6.0", "Drøfting", 1)),
        ("2019", ("", "2019", 2)),
        ("2019 var et år", ("", "2019 var et år", 2)),
    ],
)
def test_without_a_number_it_stands_below_its_chapter(admin: Any, thesis: Thesis, words: str, expected: Any):
    passage = make_passage(thesis.chapters.get(), words)
    assert tuple(admin.get(page(passage)).context["form"].initial.values()) == expected


def test_the_chapter_is_made_and_led_to_with_a_way_back(admin: Any, thesis: Thesis):
    passage = thesis.passages.get(text="4.2 Møtene")
    response = admin.post(page(passage), {"number": "4.2", "title": "Møtene", "level": "2"}, follow=True)
    made = Chapter.objects.get(title="Møtene")
    assert response.redirect_chain[0][0] == reverse("admin:records_chapter_change", args=[made.pk])
    assert [each.text for each in made.passages.all()] == ["De varte hele dagen."]
    assert b"/undo/" in response.content


def test_one_is_led_back_to_where_one_was_and_nowhere_else(admin: Any, thesis: Thesis):
    passage, other = thesis.passages.get(text="4.2 Møtene"), make_passage(thesis.chapters.get(), "Enda en")
    review = reverse("admin:records_thesis_review", args=[thesis.pk])
    sent = {"number": "", "title": "Møtene", "level": "2", "next": review}
    assert admin.post(page(passage), sent).url == review
    assert "evil" not in admin.post(page(other), {**sent, "title": "Enda en", "next": "//evil.example"}).url


@pytest.mark.parametrize(
    "sent", [{}, {"title": "Møtene"}, {"title": "Møtene", "level": "9"}, {"title": " ", "level": "2"}]
)
def test_what_is_missing_is_asked_for(admin: Any, thesis: Thesis, sent: dict[str, str]):
    response = admin.post(page(thesis.passages.get(text="4.2 Møtene")), sent)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Chapter.objects.count() == 1


def test_a_quoted_paragraph_is_refused_in_words(admin: Any, thesis: Thesis):
    passage = thesis.passages.get(text="4.2 Møtene")
    make_quotation(passage, "Møtene")
    response = admin.post(page(passage), {"number": "", "title": "Møtene", "level": "2"})
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Chapter.objects.count() == 1


def test_who_may_only_look_does_not_point_out(onlooker: Any, thesis: Thesis):
    assert onlooker.get(page(thesis.passages.first())).status_code == 403
    assert onlooker.post(page(thesis.passages.first()), {"title": "x", "level": "1"}).status_code == 403


def test_a_passage_that_is_gone_is_not_found(admin: Any):
    assert admin.get(reverse("admin:records_passage_heading", args=[99999])).status_code == 404


def test_the_page_of_a_short_passage_leads_there_and_that_of_a_long_one_does_not(admin: Any, thesis: Thesis):
    short = thesis.passages.get(text="4.2 Møtene")
    long = make_passage(thesis.chapters.get(), "Et langt avsnitt om møtene. " * 20)
    for passage, leads in ((short, True), (long, False)):
        shown = admin.get(reverse("admin:records_passage_change", args=[passage.pk])).content.decode()
        assert (page(passage) in shown) is leads


def test_the_card_of_a_heading_leads_there(admin: Any):
    thesis = make_thesis()
    make_passage(make_chapter(thesis, "Funn", number="4"), "Møtene")
    make_passage(make_chapter(thesis, "men så gikk det ikke.", number="4"), "Og dette.")
    shown = admin.get(
        reverse("admin:records_thesis_review", args=[thesis.pk]), {"sort": "heading"}, follow=True
    )
    assert "/heading/?next=%2Fadmin%2Frecords%2Fthesis" in shown.content.decode()
