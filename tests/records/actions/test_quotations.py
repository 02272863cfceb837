from __future__ import annotations

import pytest
from django.db.models.signals import post_save

from kb.records.actions import (
    Refused,
    accept_quotation,
    correct_informant,
    correct_quotation,
    hide_chapter,
    hide_passage,
    mark_quotation,
    merge_informants,
    reject_quotation,
    set_citation,
    set_kind,
    set_speaker,
    show_chapter,
    show_passage,
)
from kb.records.models import Chapter, Informant, Operation, Quotation
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_quotation,
    make_thesis,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return make_passage(make_chapter(make_thesis()), "Hun sa «vi får det til», men la til «nesten».")


@pytest.fixture
def quotation(passage):
    return make_quotation(passage, "vi får det til")


@pytest.mark.parametrize(("act", "state"), [(accept_quotation, "accepted"), (reject_quotation, "rejected")])
def test_yes_and_no_are_kept(kari, quotation, act, state):
    act(quotation=quotation, by=kari)
    quotation.refresh_from_db()
    assert (quotation.state, quotation.is_edited) == (state, True)
    assert Operation.objects.get().changes.get().record == quotation


def test_kind_and_speaker_are_set_without_saying_yes(kari, quotation):
    informant = make_informant(quotation.thesis)
    set_kind(quotation=quotation, kind="policy", by=kari)
    set_speaker(quotation=quotation, informant=informant, by=kari)
    quotation.refresh_from_db()
    assert (quotation.kind, quotation.informant, quotation.state) == ("policy", informant, "suggested")
    assert quotation.is_edited
    set_speaker(quotation=quotation, informant=None, by=kari)
    assert Quotation.objects.get().informant is None


def test_there_are_only_the_kinds_there_are(kari, quotation):
    with pytest.raises(Refused):
        set_kind(quotation=quotation, kind="gossip", by=kari)


def test_nobody_speaks_in_another_thesis(kari, quotation):
    other = make_passage(make_chapter(make_thesis()), "Ord for ord")
    with pytest.raises(Refused):
        set_speaker(quotation=quotation, informant=make_informant(other.thesis), by=kari)
    with pytest.raises(Refused):
        set_citation(quotation=quotation, citation=make_citation(other, make_work()), by=kari)
    quotation.refresh_from_db()
    assert (quotation.informant, quotation.citation, quotation.is_edited) == (None, None, False)


def test_a_source_is_set(kari, quotation, passage):
    citation = make_citation(passage, make_work())
    set_citation(quotation=quotation, citation=citation, by=kari)
    assert Quotation.objects.get().citation == citation


def test_a_correction_saves_what_it_names(kari, quotation):
    quotation.note = "Sagt med ironi."
    quotation.text = "et annet ord"
    correct_quotation(quotation=quotation, fields=["note"], by=kari)
    quotation.refresh_from_db()
    assert (quotation.note, quotation.text, quotation.is_edited) == (
        "Sagt med ironi.",
        "vi får det til",
        True,
    )


def test_a_missed_quotation_is_marked_where_it_stands(kari, passage):
    made = mark_quotation(passage=passage, text=" nesten ", kind="interview", by=kari)
    assert passage.text[made.start : made.end] == made.text == "nesten"
    assert (made.state, made.form, made.is_edited, made.confidence) == ("accepted", "inline", True, 1.0)
    assert (made.first_line, made.last_line) == (passage.first_line, passage.last_line)
    whole = mark_quotation(passage=passage, text=passage.text, kind="interview", by=kari)
    assert whole.form == "block"


@pytest.mark.parametrize("text", ["aldri sagt", "", "vi får det til"])
def test_words_are_marked_only_where_they_stand_and_once(kari, passage, quotation, text):
    with pytest.raises(Refused):
        mark_quotation(passage=passage, text=text, kind="interview", by=kari)
    assert Quotation.objects.count() == 1


def test_whoever_listens_to_saves_hears_of_each(kari, quotation):
    heard = []

    def hear(sender, instance, **kwargs):
        heard.append(sender)

    post_save.connect(hear, sender=Quotation)
    try:
        accept_quotation(quotation=quotation, by=kari)
    finally:
        post_save.disconnect(hear, sender=Quotation)
    assert heard == [Quotation]


def test_an_informant_that_was_corrected_is_flagged(kari):
    informant = make_informant(make_thesis())
    informant.role = "enhetsleder"
    correct_informant(informant=informant, by=kari)
    assert Informant.objects.get(role="enhetsleder").is_edited


def test_two_labels_of_one_voice_become_one(kari, quotation):
    keep = make_informant(quotation.thesis, "Leder A", "other", role="")
    other = make_informant(quotation.thesis, "leder a", "leader", role="enhetsleder")
    set_speaker(quotation=quotation, informant=other, by=kari)
    merge_informants(keep=keep, others=[keep, other], by=kari)
    assert Informant.objects.get() == keep
    keep.refresh_from_db()
    assert (keep.role, keep.role_group, keep.is_edited) == ("enhetsleder", "leader", True)
    assert Quotation.objects.get().informant == keep


def test_voices_of_two_theses_stay_two(kari):
    keep, other = make_informant(make_thesis()), make_informant(make_thesis())
    with pytest.raises(Refused):
        merge_informants(keep=keep, others=[other], by=kari)
    with pytest.raises(Refused):
        merge_informants(keep=keep, others=[keep], by=kari)
    assert Informant.objects.count() == 2


def test_a_chapter_is_hidden_with_all_below_it(kari):
    thesis = make_thesis()
    top = make_chapter(thesis, "Vedlegg")
    below = make_chapter(thesis, "Brev", parent=top)
    make_chapter(thesis, "Telefonliste", parent=below)
    beside = make_chapter(thesis, "Funn")
    assert hide_chapter(chapter=top, by=kari) == 3
    assert list(Chapter.objects.public()) == [beside]
    assert hide_chapter(chapter=top, by=kari) == 0
    assert show_chapter(chapter=below, by=kari) == 2
    top.refresh_from_db()
    assert top.is_hidden


def test_a_passage_is_hidden_and_shown(kari, passage):
    hide_passage(passage=passage, by=kari)
    passage.refresh_from_db()
    assert passage.is_hidden
    show_passage(passage=passage, by=kari)
    passage.refresh_from_db()
    assert not passage.is_hidden
