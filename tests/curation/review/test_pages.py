"""The queue as a person walks it, by what is sent and what comes back."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from kb.curation.review.findings import find_findings
from kb.records import actions
from kb.records.models import Chapter, Citation, Operation, Person, Quotation, ThemeLink, Thesis
from kb.records.recording import fingerprint
from tests import recipes
from tests.curation.review.conftest import FRAGMENT, address, make_findings, read_seen, send
from tests.records.snapshots import take_snapshots

pytestmark = pytest.mark.django_db

MOST_QUERIES = 40


def particulars(base, suffix="particulars"):
    return reverse(f"admin:records_thesis_review_{suffix}", args=[base.thesis.pk])


def see_to_particulars(base):
    from kb.curation.review.particulars import FIELDS

    Thesis.objects.filter(pk=base.thesis.pk).update(curated_fields=list(FIELDS))


def keys_of(base):
    return [finding.key for finding in find_findings(base.thesis).all if finding.is_open]


def key_at(response):
    return response["Location"].partition("/review/")[2].partition("/")[0]


def fields_of(page: bytes) -> dict[str, str]:
    """What the form of particulars would send as it stands."""
    (form,) = html.fromstring(page.decode()).xpath("//form[contains(@class, 'review-particulars')]")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


# -- what comes first, and what next


def test_particulars_come_first_then_the_least_sure(admin, base):
    assert admin.get(address(base))["Location"] == particulars(base)
    see_to_particulars(base)
    assert key_at(admin.get(address(base))) == keys_of(base)[0]


def test_after_each_decision_the_next_least_sure_comes_until_none_is_left(admin, base):
    see_to_particulars(base)
    walked = []
    response = admin.get(address(base))
    while response.status_code == 302:
        key = key_at(response)
        walked.append(key)
        response = send(admin, base, key, "accept")
        assert response.status_code == 302
        if not key_at(response):
            response = admin.get(response["Location"])
    assert len(walked) == len(set(walked)) == 6
    assert keys_of(base) == []
    assert response.status_code == 200
    assert 'data-finding="done"' in response.content.decode()


def test_what_is_left_for_later_stays_and_the_line_goes_round(admin, base):
    keys = keys_of(base)
    page = html.fromstring(admin.get(address(base, keys[-1])).content.decode())
    assert page.xpath("//a[@data-key='n']/@href") == [address(base, keys[0])]
    assert page.xpath("//a[@data-key='p']/@href") == [address(base, keys[-2])]


def test_a_filter_is_kept_from_finding_to_finding(admin, base):
    query = f"?sort=kind&chapter={base.found.pk}"
    more = recipes.make_quotation(base.passage, "klager", kind="term", confidence=0.88)
    assert admin.get(address(base, query=query))["Location"] == address(base, f"q{base.kind.pk}", query)
    response = send(admin, base, f"q{base.kind.pk}", "accept", query)
    assert response["Location"] == address(base, f"q{more.pk}", query)
    response = send(admin, base, f"q{more.pk}", "accept", query)
    assert response["Location"] == address(base, query=query)
    assert 'data-finding="done"' in admin.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    "query", ["?sort=nothing", "?chapter=x", "?chapter=-1", "?chapter=999999999999999999999"]
)
def test_a_filter_that_is_none_is_passed_over(admin, base, query):
    assert admin.get(address(base, keys_of(base)[0], query)).status_code == 200


@pytest.mark.parametrize("key", ["q0", "q", "qx", "tp999", "tt999", "c0", "h0", "z1", f"q{'9' * 40}"])
def test_an_address_that_leads_nowhere(admin, base, key):
    assert admin.get(f"{address(base)}{key}/").status_code == 404


def test_a_finding_of_another_thesis_is_not_shown_here(admin, base):
    other = make_findings()
    assert admin.get(address(base, f"q{other.kind.pk}")).status_code == 404


# -- the page


def test_the_words_are_marked_in_their_context_with_the_rule_and_how_sure_it_is(admin, base):
    page = html.fromstring(admin.get(address(base, f"q{base.speaker.pk}")).content.decode())
    (mark,) = page.xpath("//mark[@class='review-own']")
    assert mark.text == "vi venter lenge på svar"
    assert page.xpath("//mark[@class='review-other']/text()") == ["ro", base.block.text]
    assert "50" in page.xpath("//*[contains(@class, 'review-percent')]")[0].text_content()
    assert page.xpath("//*[@class='review-reason']")[0].text_content()
    passages = page.xpath("//p[@data-passage]")
    assert next(p.text_content() for p in passages) == base.passage.text
    assert passages[0].get("data-passage") == str(base.passage.pk)


@pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", "«a & b» <b>fet</b>"])
def test_what_the_file_says_is_shown_and_not_done(admin, base, nasty):
    chapter = recipes.make_chapter(base.thesis, f"Om {nasty}.")
    passage = recipes.make_passage(chapter, f"Slik: {nasty} sa de.", order=20)
    quotation = recipes.make_quotation(passage, nasty, informant=recipes.make_informant(base.thesis, nasty))
    for key in (f"q{quotation.pk}", f"h{chapter.pk}"):
        text = admin.get(address(base, key)).content.decode()
        assert "<script>alert" not in text
        assert "<b>fet" not in text
        assert html.fromstring(text).xpath("//*[@data-text]")[0].text_content().count(nasty)


def test_a_script_gets_the_part_that_changes_and_nothing_around_it(admin, base):
    key = keys_of(base)[0]
    whole = admin.get(address(base, key))
    part = admin.get(address(base, key), headers=FRAGMENT)
    assert "<html" in whole.content.decode()
    assert part.content.decode().strip().startswith("<div data-part")
    assert "<html" not in part.content.decode()
    assert "X-Review-Fragment" in part["Vary"]
    assert read_seen(part.content) == read_seen(whole.content)


def test_each_sort_has_its_page_and_everything_on_it_has_a_name(admin, base):
    recipes.tag(base.thesis, base.trust, suggested=True)
    for key in keys_of(base):
        page = html.fromstring(admin.get(address(base, key)).content.decode())
        (form,) = page.xpath("//form[@data-decide]")
        for field in form.xpath(
            ".//input[not(@type='hidden') and not(@type='radio')] | .//select | .//textarea"
        ):
            assert page.xpath(f"//label[@for='{field.get('id')}']"), field.get("name")
        for button in page.xpath("//div[@id='review']//button"):
            assert button.text_content().strip() or button.get("aria-label")
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_keys_of_the_page_are_each_given_once(admin, base):
    recipes.tag(base.speaker, base.trust, suggested=True)
    for number in range(12):
        recipes.make_theme(f"Tema {number}")
    page = html.fromstring(admin.get(address(base, f"q{base.speaker.pk}")).content.decode())
    keys = page.xpath("//@data-key")
    assert len(keys) == len(set(keys))
    assert {"a", "x", "n", "Backspace", *"123456789"} <= set(keys)
    first = page.xpath("//button[@data-key='1']")[0]
    assert first.get("value") == f"theme:{base.trust.pk}"


def test_a_page_asks_the_base_as_often_for_many_findings_as_for_few(admin, base):
    key = f"q{base.speaker.pk}"
    admin.get(address(base, key))
    with CaptureQueriesContext(connection) as few:
        admin.get(address(base, key), headers=FRAGMENT)
    for number in range(20):
        passage = recipes.make_passage(base.found, f"De sa «nummer {number}» den dagen.", order=30 + number)
        recipes.tag(recipes.make_quotation(passage, f"nummer {number}"), base.trust, suggested=True)
    with CaptureQueriesContext(connection) as many:
        admin.get(address(base, key), headers=FRAGMENT)
    assert len(many) <= len(few) <= MOST_QUERIES


def test_how_far_one_has_come_is_told_in_all_and_by_sort(admin, base):
    send(admin, base, f"q{base.kind.pk}", "accept")
    page = html.fromstring(admin.get(address(base, f"q{base.sure.pk}")).content.decode())
    (bar,) = page.xpath("//progress")
    assert (bar.get("value"), bar.get("max")) == ("1", "6")
    sorts = {
        link.get("href").partition("sort=")[2].partition("&")[0]: link for link in page.xpath("//nav//a")
    }
    assert sorts["kind"].xpath("small/text()") == ["1/1"]
    assert sorts["speaker"].xpath("small/text()") == ["0/1"]


# -- quotations


def test_accepting_stores_what_the_fields_say_in_one_operation(admin, base):
    send(
        admin, base, f"q{base.speaker.pk}", "accept", kind="literature", informant=str(base.leader.pk),
        citation=str(base.citation.pk), note="Se her.",
    )  # fmt: skip
    quotation = Quotation.objects.get(pk=base.speaker.pk)
    assert quotation.state == "accepted"
    assert (quotation.kind, quotation.informant, quotation.citation) == (
        "literature",
        base.leader,
        base.citation,
    )
    assert quotation.note == "Se her."
    assert Operation.objects.count() == 1


def test_rejecting_leaves_the_fields_alone(admin, base):
    send(admin, base, f"q{base.speaker.pk}", "reject", kind="literature")
    quotation = Quotation.objects.get(pk=base.speaker.pk)
    assert (quotation.state, quotation.kind) == ("rejected", "interview")


def test_saving_judges_nothing_and_stays(admin, base):
    key = f"q{base.speaker.pk}"
    response = send(admin, base, key, "save", new_speaker="Leder B")
    assert response["Location"] == address(base, key)
    quotation = Quotation.objects.get(pk=base.speaker.pk)
    assert (quotation.state, quotation.informant.label) == ("suggested", "Leder B")


def test_voices_and_sources_of_another_thesis_are_not_taken(admin, base):
    other = make_findings()
    for given in ({"informant": other.leader.pk}, {"citation": other.citation.pk}, {"kind": "gossip"}):
        send(admin, base, f"q{base.speaker.pk}", "accept", **given)
    quotation = Quotation.objects.get(pk=base.speaker.pk)
    assert (quotation.state, quotation.informant, quotation.citation) == ("suggested", None, None)
    assert not Operation.objects.exists()


def test_an_edge_is_moved_by_a_word_without_script(admin, base):
    key = f"q{base.speaker.pk}"
    assert send(admin, base, key, "move:end:-1")["Location"] == address(base, key)
    send(admin, base, key, "move:start:1")
    quotation = Quotation.objects.get(pk=base.speaker.pk)
    assert quotation.text == "venter lenge på" == base.passage.text[quotation.start : quotation.end]


def test_edges_are_moved_to_places_that_a_script_sends(admin, base):
    start = base.passage.text.index("lenge")
    given = {"first": base.passage.pk, "start": start, "last": base.passage.pk, "end": start + 12}
    send(admin, base, f"q{base.speaker.pk}", "move", **given)
    assert Quotation.objects.get(pk=base.speaker.pk).text == "lenge på sva"


@pytest.mark.parametrize(
    ("do", "given"),
    [
        ("move", {}),
        ("move", {"first": "1", "start": "0", "last": "x", "end": "4"}),
        ("move", {"first": "999999", "start": "0", "last": "999999", "end": "4"}),
        ("move:end:7", {}),
        ("move:middle:1", {}),
        ("split", {"first2": "1"}),
        ("merge:0", {}),
        ("merge:x", {}),
        ("theme:0", {}),
        ("theme", {}),
        ("dance", {}),
        ("", {}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_changes_nothing(admin, base, do, given):
    before = take_snapshots()
    response = send(admin, base, f"q{base.speaker.pk}", do, **given)
    assert response["Location"] == address(base, f"q{base.speaker.pk}")
    page = html.fromstring(admin.get(response["Location"]).content.decode())
    assert page.xpath("//ul[@data-said]/li[contains(@class, 'error')]")
    assert take_snapshots() == before


def test_a_quotation_is_split_after_a_word_and_both_parts_come_up(admin, base):
    response = send(admin, base, f"q{base.speaker.pk}", "split", word="2")
    assert key_at(response) == f"q{base.speaker.pk}"
    texts = set(base.thesis.quotations.filter(reason=base.speaker.reason).values_list("text", flat=True))
    assert texts == {"vi venter", "lenge på svar"}
    assert len(keys_of(base)) == 7


def test_a_quotation_is_split_at_places_that_a_script_sends(admin, base):
    pk, text = base.passage.pk, base.passage.text
    a, b, c, d = (text.index(word) for word in ("vi", " lenge", "på", "». "))
    given = {"first": pk, "start": a, "last": pk, "end": b, "first2": pk, "start2": c, "last2": pk, "end2": d}
    send(admin, base, f"q{base.speaker.pk}", "split", **given)
    texts = set(base.thesis.quotations.filter(reason=base.speaker.reason).values_list("text", flat=True))
    assert texts == {"vi venter", "på svar, men klager ikke"}


def test_neighbours_are_merged_and_the_one_that_stays_is_shown(admin, base):
    response = send(admin, base, f"q{base.kind.pk}", f"merge:{base.speaker.pk}")
    assert key_at(response) == f"q{base.speaker.pk}"
    quotation = Quotation.objects.get(pk=base.speaker.pk)
    assert quotation.text == base.passage.text[quotation.start : quotation.end]
    assert quotation.text.endswith("«ro")
    assert Quotation.objects.get(pk=base.kind.pk).state == "rejected"


def test_quotations_of_another_chapter_are_no_neighbours(admin, base):
    page = admin.get(address(base, f"q{base.kind.pk}")).content.decode()
    assert f"merge:{base.sure.pk}" not in page
    send(admin, base, f"q{base.kind.pk}", f"merge:{base.sure.pk}")
    assert not Operation.objects.exists()


def test_words_that_left_the_file_can_be_judged_and_not_moved(admin, base):
    Quotation.objects.filter(pk=base.kind.pk).update(passage=None, last_passage=None)
    key = f"q{base.kind.pk}"
    assert "data-span" not in admin.get(address(base, key)).content.decode()
    send(admin, base, key, "move:end:1")
    assert not Operation.objects.exists()
    send(admin, base, key, "reject")
    assert Quotation.objects.get(pk=base.kind.pk).state == "rejected"


@pytest.fixture
def alike(base):
    """Twice the words of ``kind`` again, once as what somebody said."""
    base.alike = []
    for number, kind in enumerate(("term", "term", "interview")):
        passage = recipes.make_passage(base.found, f"Igjen «ro» nummer {number}.", order=30 + number)
        base.alike.append(recipes.make_quotation(passage, "ro", kind=kind))
    return base


@pytest.mark.parametrize(("do", "state"), [("accept_alike", "accepted"), ("reject_alike", "rejected")])
def test_words_that_come_again_are_judged_together(admin, alike, do, state):
    key = f"q{alike.kind.pk}"
    seen = html.fromstring(admin.get(address(alike, key)).content.decode()).xpath(
        "//input[@name='seen_alike']/@value"
    )
    response = send(admin, alike, key, do, seen_alike=seen[0])
    states = [Quotation.objects.get(pk=each.pk).state for each in (alike.kind, *alike.alike)]
    assert states == [state, state, state, "suggested"]
    assert key_at(response) not in {f"q{each.pk}" for each in (alike.kind, *alike.alike[:2])}
    assert Operation.objects.count() == 1


def test_words_that_come_again_get_the_kind_that_was_set(admin, alike):
    key = f"q{alike.kind.pk}"
    seen = html.fromstring(admin.get(address(alike, key)).content.decode()).xpath(
        "//input[@name='seen_alike']/@value"
    )
    send(admin, alike, key, "accept_alike", seen_alike=seen[0], kind="other")
    assert {Quotation.objects.get(pk=each.pk).kind for each in (alike.kind, *alike.alike[:2])} == {"other"}


def test_words_that_come_again_are_left_where_one_was_changed(admin, alike):
    key = f"q{alike.kind.pk}"
    seen = html.fromstring(admin.get(address(alike, key)).content.decode()).xpath(
        "//input[@name='seen_alike']/@value"
    )
    Quotation.objects.filter(pk=alike.alike[0].pk).update(note="av en annen")
    send(admin, alike, key, "accept_alike", seen_alike=seen[0])
    assert not Operation.objects.exists()


# -- themes


def test_a_digit_puts_a_theme_on_and_takes_it_off(admin, curator, base):
    key = f"q{base.speaker.pk}"
    assert send(admin, base, key, f"theme:{base.trust.pk}")["Location"] == address(base, key)
    link = base.speaker.theme_links.get()
    assert (link.tag, link.state, link.by) == (base.trust, "accepted", curator)
    send(admin, base, key, f"theme:{base.trust.pk}")
    assert not base.speaker.theme_links.exists()


def test_a_theme_of_a_display_quotation_settles_its_passage_too(admin, base):
    links = [recipes.tag(record, base.trust, suggested=True) for record in (base.sure, base.block)]
    send(admin, base, f"q{base.sure.pk}", f"theme:{base.trust.pk}")
    assert {ThemeLink.objects.get(pk=link.pk).state for link in links} == {"accepted"}


def test_themes_of_a_passage_are_settled_one_by_one_and_the_rest_together(admin, base):
    key = f"tp{base.citing.pk}"
    response = send(admin, base, key, f"theme:{base.trust.pk}")
    assert key_at(response) == key
    response = send(admin, base, key, "reject")
    assert key_at(response) != key
    states = dict(base.citing.theme_links.values_list("tag__name", "state"))
    assert states == {"Tillit": "accepted", "Ro": "rejected"}


def test_the_last_theme_that_is_settled_leads_on(admin, base):
    base.other_link.delete()
    assert key_at(send(admin, base, f"tp{base.citing.pk}", f"theme:{base.trust.pk}")) != f"tp{base.citing.pk}"


def test_suggestions_for_the_thesis_are_all_accepted_at_once(admin, base):
    for theme in (base.trust, base.quiet):
        recipes.tag(base.thesis, theme, suggested=True)
    send(admin, base, f"tt{base.thesis.pk}", "accept")
    assert set(base.thesis.theme_links.values_list("state", flat=True)) == {"accepted"}
    assert Operation.objects.count() == 1


def test_a_theme_on_a_passage_and_on_its_quotation_is_one_question(admin, base):
    inner = recipes.make_quotation(base.citing, "Slik er det")
    recipes.tag(inner, base.trust, suggested=True)
    send(admin, base, f"tp{base.citing.pk}", f"theme:{base.trust.pk}")
    assert set(ThemeLink.objects.filter(tag=base.trust).values_list("state", flat=True)) == {"accepted"}
    assert ThemeLink.objects.filter(tag=base.trust).count() == 2


# -- sources


def test_a_work_is_chosen_for_every_place_that_cites_so(admin, base):
    page = html.fromstring(admin.get(address(base, f"c{base.citation.pk}")).content.decode())
    offered = page.xpath("//input[@name='work']/@value")
    assert offered == [str(work.pk) for work in base.works]
    send(admin, base, f"c{base.citation.pk}", "accept", work=str(base.works[1].pk))
    for citation in Citation.objects.all():
        assert (citation.work, citation.state, citation.is_edited) == (base.works[1], "matched", True)
    assert keys_of(base).count(f"c{base.citation.pk}") == 0


def test_none_of_the_works_may_be_the_one(admin, base):
    send(admin, base, f"c{base.citation.pk}", "reject")
    assert set(Citation.objects.values_list("work", "state", "is_edited")) == {(None, "missing", True)}


def test_a_work_that_is_not_offered_is_not_taken(admin, base):
    stranger = recipes.make_work()
    send(admin, base, f"c{base.citation.pk}", "accept", work=str(stranger.pk))
    assert not Operation.objects.exists()


# -- headings


def test_a_heading_is_corrected_and_accepted_in_one(admin, base):
    send(admin, base, f"h{base.odd.pk}", "accept", title="Og det sier de", number="1.1", level="2")
    chapter = Chapter.objects.get(pk=base.odd.pk)
    assert (chapter.title, chapter.is_edited) == ("Og det sier de", True)
    assert f"h{base.odd.pk}" not in keys_of(base)


def test_what_is_no_heading_becomes_text(admin, base):
    response = send(admin, base, f"h{base.odd.pk}", "reject")
    assert not Chapter.objects.filter(pk=base.odd.pk).exists()
    assert base.found.passages.filter(text="1.1 og det sier de.").exists()
    assert admin.get(response["Location"]).status_code == 200
    # Reading the file anew knows it by this name.
    assert Operation.objects.get().name == "dissolve_heading"


# -- undo


@pytest.mark.parametrize(
    ("key", "do", "given"),
    [
        ("speaker", "accept", {"new_speaker": "Leder B"}),
        ("speaker", "reject", {}),
        ("speaker", "move:end:1", {}),
        ("speaker", "split", {"word": "2"}),
        ("speaker", "theme", {}),
        ("citation", "accept", {}),
        ("citation", "reject", {}),
        ("odd", "accept", {"title": "Det"}),
        ("odd", "reject", {}),
        ("citing", "accept", {}),
        ("citing", "reject", {}),
    ],
)
def test_undo_brings_all_of_it_back_and_leads_to_it(admin, base, key, do, given):
    prefix = {"speaker": "q", "citation": "c", "odd": "h", "citing": "tp"}[key]
    address_key = f"{prefix}{getattr(base, key).pk}"
    before = take_snapshots()
    send(admin, base, address_key, do if do != "theme" else f"theme:{base.trust.pk}", **given)
    assert take_snapshots() != before
    response = admin.post(particulars(base, "undo"))
    assert take_snapshots() == before
    assert key_at(response) == address_key
    assert admin.get(response["Location"]).status_code == 200


def test_undo_goes_further_back_each_time_and_says_when_there_is_nothing(admin, base):
    before = take_snapshots()
    send(admin, base, f"q{base.kind.pk}", "accept")
    send(admin, base, f"q{base.sure.pk}", "reject")
    assert key_at(admin.post(particulars(base, "undo"))) == f"q{base.sure.pk}"
    assert key_at(admin.post(particulars(base, "undo"))) == f"q{base.kind.pk}"
    assert take_snapshots() == before
    admin.post(particulars(base, "undo"))
    assert take_snapshots() == before
    page = html.fromstring(admin.get(address(base, f"q{base.kind.pk}")).content.decode())
    assert page.get_element_by_id("review-undo").get("disabled") is not None


def test_undo_is_of_ones_own_doings_here_alone(admin, base):
    other = User.objects.create_superuser("ola")
    browser = Client()
    browser.force_login(other)
    send(browser, base, f"q{base.kind.pk}", "accept")
    actions.set_kind(quotation=base.sure, kind="other", by=User.objects.get(username="kari"))
    admin.post(particulars(base, "undo"))
    assert Quotation.objects.get(pk=base.kind.pk).state == "accepted"
    assert Quotation.objects.get(pk=base.sure.pk).kind == "other"


def test_undo_is_refused_in_words_where_somebody_built_on_it(admin, base):
    send(admin, base, f"q{base.kind.pk}", "accept")
    actions.reject_quotation(quotation=Quotation.objects.get(pk=base.kind.pk), by=None)
    response = admin.post(particulars(base, "undo"), follow=True)
    assert "error" in response.content.decode()
    assert Quotation.objects.get(pk=base.kind.pk).state == "rejected"


# -- two at once


@pytest.mark.parametrize("key", ["speaker", "citation", "odd", "citing"])
def test_what_somebody_changed_meanwhile_is_not_overwritten(admin, base, key):
    prefix = {"speaker": "q", "citation": "c", "odd": "h", "citing": "tp"}[key]
    address_key = f"{prefix}{getattr(base, key).pk}"
    seen = read_seen(admin.get(address(base, address_key)).content)
    record = base.link if key == "citing" else getattr(base, key)
    name = {"speaker": "note", "citation": "locator", "odd": "title", "citing": "reason"}[key]
    setattr(record, name, "av en annen")
    record.save()
    response = send(admin, base, address_key, "accept", seen=seen)
    assert response["Location"] == address(base, address_key)
    assert not Operation.objects.exists()
    said = html.fromstring(admin.get(response["Location"]).content.decode()).xpath("//ul[@data-said]/li")
    assert said
    assert "error" in said[0].get("class")


def test_a_decision_without_what_was_seen_is_refused(admin, base):
    send(admin, base, f"q{base.kind.pk}", "accept", seen="")
    assert Quotation.objects.get(pk=base.kind.pk).state == "suggested"


# -- all that are sure


@pytest.fixture
def many(base):
    base.many = []
    for number in range(8):
        passage = recipes.make_passage(base.found, f"Sikkert sitat nummer {number}.", order=40 + number)
        base.many.append(recipes.make_quotation(passage, confidence=0.96, informant=base.leader))
    return base


def sure_page(base):
    return reverse("admin:records_thesis_review_sure", args=[base.thesis.pk, base.found.pk])


def send_sure(client, base, seen=None):
    rows = [f"{q.pk}:{fingerprint(q)}" for q in Quotation.objects.filter(confidence__gte=0.95)]
    return client.post(sure_page(base), {"seen": rows if seen is None else seen})


def test_all_that_are_sure_are_accepted_only_after_five_were_shown(admin, many):
    send_sure(admin, many)
    assert not Quotation.objects.filter(state="accepted").exists()
    page = html.fromstring(admin.get(sure_page(many)).content.decode())
    assert len(page.xpath("//ol[@class='review-sample']/li")) == 5
    assert len(page.xpath("//input[@name='seen']")) == 9
    send_sure(admin, many)
    assert Quotation.objects.filter(state="accepted").count() == 9
    assert set(Quotation.objects.filter(state="accepted").values_list("confidence", flat=True)) == {
        0.96,
        0.98,
    }
    assert Operation.objects.count() == 1
    admin.post(particulars(many, "undo"))
    assert not Quotation.objects.filter(state="accepted").exists()


def test_five_seen_one_by_one_count_as_shown(admin, many):
    for quotation in many.many[:4]:
        admin.get(address(many, f"q{quotation.pk}"))
    send_sure(admin, many)
    assert not Quotation.objects.filter(state="accepted").exists()
    admin.get(address(many, f"q{many.many[4].pk}"))
    send_sure(admin, many)
    assert Quotation.objects.filter(state="accepted").count() == 9


def test_what_was_shown_to_another_counts_for_nobody_else(admin, many):
    browser = Client()
    browser.force_login(User.objects.create_superuser("ola"))
    browser.get(sure_page(many))
    send_sure(admin, many)
    assert not Quotation.objects.filter(state="accepted").exists()


def test_what_was_changed_meanwhile_is_left(admin, many):
    page = html.fromstring(admin.get(sure_page(many)).content.decode())
    seen = page.xpath("//input[@name='seen']/@value")
    changed = many.many[0]
    changed.note = "av en annen"
    changed.save()
    send_sure(admin, many, seen)
    assert Quotation.objects.get(pk=changed.pk).state == "suggested"
    assert Quotation.objects.filter(state="accepted").count() == 8
    send_sure(admin, many, ["x", "1:2", ":"])
    assert Quotation.objects.filter(state="accepted").count() == 8


def test_a_chapter_of_another_thesis_has_no_such_page(admin, many):
    other = make_findings()
    assert (
        admin.get(
            reverse("admin:records_thesis_review_sure", args=[many.thesis.pk, other.found.pk])
        ).status_code
        == 404
    )


# -- particulars


def test_particulars_are_shown_beside_the_lines_that_say_them(admin, base):
    page = html.fromstring(admin.get(particulars(base)).content.decode())
    rows = {
        row.xpath(".//*[@name]/@name")[0]: row.xpath(".//*[@class='review-source']")[0].text_content()
        for row in page.xpath("//div[contains(@class, 'review-row')]")
    }
    assert "2 Hverdager på kontoret" in " ".join(rows["title"].split())
    assert "9 Våren 2021" in " ".join(rows["year"].split())
    assert "13 tillit i hverdagen?" in " ".join(rows["research_question"].split())
    assert "Høgskolen i Eksempelvik" in rows["institution_name"]


def test_particulars_stored_as_they_are_count_as_looked_at(admin, base):
    before = {f.attname: getattr(base.thesis, f.attname) for f in Thesis._meta.concrete_fields}
    people = list(base.thesis.contributors.values_list("person", "role", "order"))
    response = admin.post(particulars(base), fields_of(admin.get(particulars(base)).content))
    assert response["Location"] == address(base)
    base.thesis.refresh_from_db()
    after = {f.attname: getattr(base.thesis, f.attname) for f in Thesis._meta.concrete_fields}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"curated_fields", "modified"}
    assert list(base.thesis.contributors.values_list("person", "role", "order")) == people
    assert key_at(admin.get(address(base))) == keys_of(base)[0]


def test_particulars_are_corrected(admin, base):
    given = fields_of(admin.get(particulars(base)).content)
    given.update(
        title="En bedre tittel", authors="Berg, Kari\nPer Dal", year="2022", institution_name="Universitetet i Vik",
        licence="CC BY 4.0", access="quotations", sub_questions="Hva?\n\nHvordan?",
    )  # fmt: skip
    admin.post(particulars(base), given)
    thesis = Thesis.objects.get(pk=base.thesis.pk)
    assert (thesis.title, thesis.year, thesis.licence, thesis.access) == (
        "En bedre tittel", 2022, "CC BY 4.0", "quotations",
    )  # fmt: skip
    assert str(thesis.institution) == "Universitetet i Vik"
    assert thesis.sub_questions == ["Hva?", "Hvordan?"]
    names = [str(part.person) for part in thesis.contributors.order_by("order")]
    assert names == ["Berg, Kari", "Dal, Per"]
    assert Operation.objects.count() == 1


def test_corrected_particulars_come_back_with_the_persons_that_were_made(admin, base):
    before = take_snapshots()
    given = fields_of(admin.get(particulars(base)).content)
    admin.post(particulars(base), {**given, "title": "Annen", "authors": "Helt, Ny"})
    assert Person.objects.filter(family="Helt").exists()
    response = admin.post(particulars(base, "undo"))
    assert response["Location"] == particulars(base)
    assert take_snapshots() == before


@pytest.mark.parametrize(
    ("name", "value"), [("title", ""), ("year", "-3"), ("year", "soon"), ("access", "all")]
)
def test_particulars_that_cannot_be_stored_are_said_to_be_so_at_the_field(admin, base, name, value):
    given = fields_of(admin.get(particulars(base)).content)
    response = admin.post(particulars(base), {**given, name: value})
    assert response.status_code == 200
    assert html.fromstring(response.content.decode()).xpath("//ul[contains(@class, 'errorlist')]")
    assert Thesis.objects.get(pk=base.thesis.pk).curated_fields == []


def test_particulars_that_somebody_changed_meanwhile_are_not_overwritten(admin, base):
    given = fields_of(admin.get(particulars(base)).content)
    Thesis.objects.filter(pk=base.thesis.pk).update(title="Av en annen")
    response = admin.post(particulars(base), {**given, "title": "Min"})
    assert response["Location"] == particulars(base)
    assert Thesis.objects.get(pk=base.thesis.pk).title == "Av en annen"


def test_a_thesis_without_a_file_has_particulars_too(admin, base):
    base.thesis.files.all().delete()
    assert admin.get(particulars(base)).status_code == 200


# -- who may


PAGES = ["", "particulars/", "undo/", "sure/{chapter}/", "q{quotation}/"]


def addresses(base):
    given = {"chapter": base.found.pk, "quotation": base.kind.pk}
    return [address(base) + page.format(**given) for page in PAGES]


def test_the_queue_is_for_curators(onlooker, base):
    for page in addresses(base):
        assert onlooker.get(page).status_code == 403, page
        assert onlooker.post(page, {"do": "accept"}).status_code == 403, page
    assert not Operation.objects.exists()


def test_who_may_judge_quotations_alone_judges_nothing_else(client, base):
    user = User.objects.create_user("ola", is_staff=True)
    content_type = ContentType.objects.get_for_model(Quotation)
    user.user_permissions.add(Permission.objects.get(content_type=content_type, codename="change_quotation"))
    client.force_login(user)
    assert send(client, base, f"q{base.kind.pk}", "accept").status_code == 302
    assert Quotation.objects.get(pk=base.kind.pk).state == "accepted"
    for key in (f"c{base.citation.pk}", f"h{base.odd.pk}", f"tp{base.citing.pk}"):
        assert send(client, base, key, "accept").status_code == 403
    given = fields_of(client.get(particulars(base)).content)
    assert client.post(particulars(base), {**given, "title": "Min"}).status_code == 403
    assert Operation.objects.count() == 1


def test_looking_changes_nothing(admin, many):
    before = take_snapshots()
    for page in addresses(many):
        assert admin.get(page).status_code == (
            405 if "undo" in page else 302 if page == address(many) else 200
        )
    assert admin.get(address(many, f"q{many.kind.pk}"), {"do": "accept"}).status_code == 200
    assert take_snapshots() == before


def test_a_thesis_that_is_not_there(admin):
    assert admin.get(reverse("admin:records_thesis_review", args=[1])).status_code == 404


def test_no_page_carries_anything_inline(admin, base):
    page = admin.get(address(base, f"q{base.kind.pk}")).content.decode()
    part = page[page.index('id="review"') :]
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*src=)", part)


def test_the_chapter_whose_sure_ones_are_looked_at_is_the_chosen_one(admin, base):
    chapter = recipes.make_chapter(base.thesis, "Uten funn")
    address = reverse("admin:records_thesis_review_sure", args=[base.thesis.pk, chapter.pk])
    page = html.fromstring(admin.get(address).content.decode())
    assert page.xpath("//select[@name='chapter']/option[@selected]/@value") == [str(chapter.pk)]


def test_the_particulars_are_what_is_shown_where_they_are_shown(admin, base):
    page = html.fromstring(admin.get(particulars(base)).content.decode())
    (chosen,) = page.xpath("//nav[@class='review-sorts']//a[@aria-current]")
    assert chosen.get("href") == particulars(base)
