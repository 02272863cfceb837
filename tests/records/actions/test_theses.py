from __future__ import annotations

import pytest

from kb.records.actions import (
    Refused,
    correct_thesis,
    find_checklist,
    find_doubts,
    publish,
    return_to_draft,
    send_back,
    send_to_review,
    settle_passage,
    tick,
    untick,
    withdraw,
)
from kb.records.models import Mask, Operation, Thesis
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_quotation,
    make_ready,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

pytestmark = pytest.mark.django_db


def test_a_draft_is_published_with_its_day(kari):
    thesis = make_ready(make_thesis(published=False))
    publish(thesis=thesis, by=kari)
    assert Thesis.objects.public().get().published_at is not None
    assert Operation.objects.get().by == kari


def test_a_thesis_that_comes_back_keeps_its_first_day(kari):
    thesis = make_ready(make_thesis())
    day = thesis.published_at
    withdraw(thesis=thesis, reason="Etter ønske fra forfatteren", notice=" Trukket. ", by=kari)
    assert not Thesis.objects.public().exists()
    assert (thesis.withdrawal_reason, thesis.takedown_note) == ("Etter ønske fra forfatteren", "Trukket.")
    assert thesis.withdrawn_at is not None
    publish(thesis=thesis, by=kari)
    thesis.refresh_from_db()
    assert thesis.published_at == day
    assert (thesis.takedown_note, thesis.withdrawal_reason, thesis.withdrawn_at) == ("", "", None)
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
    one = make_ready(make_thesis(published=False))
    other = Thesis.objects.get(pk=one.pk)
    publish(thesis=one, by=kari)
    with pytest.raises(Refused):
        publish(thesis=other, by=kari)


def test_the_way_through_review(kari):
    thesis = make_ready(make_thesis(published=False))
    send_to_review(thesis=thesis, by=kari)
    return_to_draft(thesis=thesis, by=kari)
    send_to_review(thesis=thesis, by=kari)
    publish(thesis=thesis, by=None)
    return_to_draft(thesis=thesis, by=kari)
    assert Thesis.objects.get().state == "draft"
    assert Operation.objects.filter(by=kari).count() == 4
    assert Operation.objects.filter(by=None).count() == 1, "a command"


def test_what_is_sent_back_tells_who_sent_it_why(kari):
    thesis = make_ready(make_thesis(published=False))
    with pytest.raises(Refused):
        send_back(thesis=thesis, comment="Se på navnene.", by=kari)
    send_to_review(thesis=thesis, by=kari)
    with pytest.raises(Refused):
        send_back(thesis=thesis, comment="  ", by=kari)
    send_back(thesis=thesis, comment=" Se på navnene. ", by=None)
    thesis.refresh_from_db()
    assert (thesis.state, thesis.sent_by, thesis.review_comment) == ("draft", kari, "Se på navnene.")
    assert "Se på navnene." in Operation.objects.first().what
    send_to_review(thesis=thesis, by=kari)
    assert thesis.review_comment == ""


# -- the checklist


def states(thesis):
    return {item.code: item.state for item in find_checklist(thesis)}


def test_a_thesis_with_all_that_is_asked_for_is_published(kari):
    thesis = make_ready(make_thesis(published=False))
    assert set(states(thesis).values()) == {"done"}
    publish(thesis=thesis, by=kari)


def open_text(thesis):
    thesis.passages.all().delete()


def open_rights(thesis):
    Thesis.objects.filter(pk=thesis.pk).update(licence="")


def open_particulars(thesis):
    thesis.ticks.filter(item="particulars").delete()
    Thesis.objects.filter(pk=thesis.pk).update(year=None)


def open_findings(thesis):
    thesis.ticks.filter(item="findings").delete()
    make_quotation(thesis.passages.first(), confidence=0.2)


def open_personal(thesis):
    make_passage(thesis.chapters.first(), "Ring 00 00 00 00.", personal_data="telephone number")


def open_ticked_personal(thesis):
    thesis.ticks.filter(item="personal").delete()


def open_label(thesis):
    make_informant(thesis, thesis.contributors.get().person.family)


def open_lost_mask(thesis):
    Mask.objects.create(thesis=thesis, words="Kari", start=0)


@pytest.mark.parametrize(
    ("opened", "code"),
    [
        (open_text, "text"),
        (open_rights, "rights"),
        (open_particulars, "particulars"),
        (open_findings, "findings"),
        (open_personal, "personal"),
        (open_ticked_personal, "personal"),
        (open_label, "personal"),
        (open_lost_mask, "personal"),
    ],
)
def test_nothing_is_published_while_an_item_is_open(kari, opened, code):
    thesis = make_ready(make_thesis(published=False))
    opened(thesis)
    thesis.refresh_from_db()
    assert {name for name, state in states(thesis).items() if state == "open"} == {code}
    with pytest.raises(Refused):
        publish(thesis=thesis, by=kari)
    thesis.refresh_from_db()
    assert thesis.state == "draft"


def test_a_command_publishes_all_the_same_and_says_what_was_open():
    thesis = make_thesis(published=False)
    publish(thesis=thesis, by=None, unchecked=True)
    assert Thesis.objects.public().get() == thesis
    ready = make_ready(make_thesis(published=False))
    publish(thesis=ready, by=None, unchecked=True)
    of_ready, of_thesis = Operation.objects.filter(name="publish")
    assert len(of_thesis.what) > len(of_ready.what)


def test_what_is_only_a_card_needs_no_text():
    thesis = make_thesis(published=False, access="restricted")
    assert states(thesis)["text"] == "done"


def test_what_is_left_knowingly_stays_so_until_there_is_more(kari):
    thesis = make_thesis(published=False, research_question="")
    passage = make_passage(make_chapter(thesis))
    make_quotation(passage, confidence=0.2, informant=make_informant(thesis))
    tick(thesis=thesis, item="findings", by=kari)
    assert states(thesis)["findings"] == "left"
    assert thesis.ticks.get().by == kari
    make_quotation(passage, "Kontoret", confidence=0.2, informant=make_informant(thesis))
    assert states(thesis)["findings"] == "open"
    tick(thesis=thesis, item="findings", by=kari)
    assert states(thesis)["findings"] == "left"
    untick(thesis=thesis, item="findings", by=kari)
    assert states(thesis)["findings"] == "open"
    thesis.quotations.all().delete()
    assert states(thesis)["findings"] == "done"


@pytest.mark.parametrize("item", ["rights", "text", "findings", "nothing"])
def test_only_what_can_be_left_is_ticked(kari, item):
    thesis = make_thesis(published=False)
    with pytest.raises(Refused):
        tick(thesis=thesis, item=item, by=kari)
    assert not thesis.ticks.exists()


def test_personal_data_is_looked_through_once_nothing_is_open(kari):
    thesis = make_thesis(published=False)
    passage = make_passage(make_chapter(thesis), personal_data="name")
    with pytest.raises(Refused):
        tick(thesis=thesis, item="personal", by=kari)
    settle_passage(passage=passage, by=kari)
    assert states(thesis)["personal"] == "open"
    tick(thesis=thesis, item="personal", by=kari)
    assert states(thesis)["personal"] == "done"
    make_passage(passage.chapter, "Et nytt avsnitt.", personal_data="name")
    assert states(thesis)["personal"] == "open"


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
