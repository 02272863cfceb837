from __future__ import annotations

import pytest

from kb.records.actions import (
    Refused,
    correct_thesis,
    find_doubts,
    publish,
    return_to_draft,
    send_to_review,
    withdraw,
)
from kb.records.models import Operation, Thesis
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

pytestmark = pytest.mark.django_db


def test_a_draft_is_published_with_its_day(kari):
    thesis = make_thesis(published=False)
    publish(thesis=thesis, by=kari)
    assert Thesis.objects.public().get().published_at is not None
    assert Operation.objects.get().by == kari


def test_a_thesis_that_comes_back_keeps_its_first_day(kari):
    thesis = make_thesis()
    day = thesis.published_at
    withdraw(thesis=thesis, reason="Etter ønske fra forfatteren", by=kari)
    assert not Thesis.objects.public().exists()
    assert thesis.takedown_note == "Etter ønske fra forfatteren"
    publish(thesis=thesis, by=kari)
    thesis.refresh_from_db()
    assert thesis.published_at == day
    assert thesis.takedown_note == ""
    assert any("Etter ønske" in operation.what for operation in Operation.objects.all())


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_withdrawn_without_a_reason(kari, reason):
    with pytest.raises(Refused):
        withdraw(thesis=make_thesis(), reason=reason, by=kari)
    assert Thesis.objects.public().exists()


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (publish, "published"),
        (send_to_review, "in_review"),
        (send_to_review, "published"),
        (send_to_review, "withdrawn"),
        (return_to_draft, "draft"),
    ],
)
def test_steps_that_lead_nowhere_are_refused(kari, act, state):
    thesis = make_thesis()
    Thesis.objects.update(state=state)
    with pytest.raises(Refused):
        act(thesis=thesis, by=kari)
    assert Thesis.objects.get().state == state


def test_only_what_is_public_can_be_withdrawn(kari):
    with pytest.raises(Refused):
        withdraw(thesis=make_thesis(published=False), reason="x", by=kari)


def test_two_who_publish_at_once_do_it_once(kari):
    one = make_thesis(published=False)
    other = Thesis.objects.get(pk=one.pk)
    publish(thesis=one, by=kari)
    with pytest.raises(Refused):
        publish(thesis=other, by=kari)


def test_the_way_through_review(kari):
    thesis = make_thesis(published=False)
    send_to_review(thesis=thesis, by=kari)
    return_to_draft(thesis=thesis, by=kari)
    send_to_review(thesis=thesis, by=kari)
    publish(thesis=thesis, by=None)
    return_to_draft(thesis=thesis, by=kari)
    assert Thesis.objects.get().state == "draft"
    assert Operation.objects.filter(by=kari).count() == 4
    assert Operation.objects.filter(by=None).count() == 1, "a command"


def test_corrected_fields_are_remembered_once(kari):
    thesis = make_thesis(title_is_made_up=True)
    thesis.title = "Riktig tittel"
    correct_thesis(thesis=thesis, fields=["title"], by=kari)
    correct_thesis(thesis=thesis, fields=["year", "title"], by=kari)
    thesis.refresh_from_db()
    assert thesis.curated_fields == ["title", "year"]
    assert thesis.title == "Riktig tittel"
    assert not thesis.title_is_made_up


def codes(thesis):
    return {doubt.code: doubt.count for doubt in find_doubts(thesis)}


def test_a_whole_thesis_leaves_no_doubt():
    thesis = make_thesis(research_question="Hvordan?", licence="CC BY 4.0")
    make_passage(make_chapter(thesis))
    assert find_doubts(thesis) == ()


def test_an_empty_thesis_lacks_everything():
    thesis = Thesis.objects.create(title="X", title_is_made_up=True)
    assert set(codes(thesis)) == {
        "title",
        "author",
        "institution",
        "year",
        "research_question",
        "licence",
        "text",
    }


def test_what_is_unsure_is_counted():
    thesis = make_thesis(research_question="Hvordan?", licence="CC BY 4.0")
    chapter = make_chapter(thesis)
    passage = make_passage(chapter, "Ring meg på 00 00 00 00.", personal_data="phone")
    make_quotation(passage, "Ring meg", confidence=0.3)
    make_quotation(passage, "på", confidence=0.3, state="rejected")
    make_citation(passage, make_work(), state="ambiguous")
    make_chapter(thesis, kind="appendix", is_hidden=True)
    tag(passage, make_theme(), suggested=True)
    assert codes(thesis) == {
        "personal_data": 1, "unsure": 1, "without_speaker": 1, "themes": 1, "ambiguous": 1, "appendices": 1,
    }  # fmt: skip
    assert find_doubts(thesis)[0].code == "personal_data", "what could harm somebody comes first"


def test_hidden_personal_data_is_no_worry():
    thesis = make_thesis()
    make_passage(make_chapter(thesis), personal_data="phone", is_hidden=True)
    make_passage(make_chapter(thesis, is_hidden=True), "Et annet avsnitt.", personal_data="phone")
    assert "personal_data" not in codes(thesis)
