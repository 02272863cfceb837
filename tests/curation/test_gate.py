"""The page on which one thesis is published by a checklist."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.records.models import Mask, Operation, Thesis
from kb.records.recording import fingerprint
from kb.search.updates import pending
from tests.recipes import (
    make_chapter,
    make_informant,
    make_passage,
    make_quotation,
    make_ready,
    make_theme,
    make_thesis,
    tag,
)

pytestmark = pytest.mark.django_db


def gate(thesis):
    return reverse("admin:records_thesis_publish", args=[thesis.pk])


def send(client, thesis, do, **given):
    data = {"do": do, "seen": fingerprint(thesis), **given}
    response = client.post(gate(thesis), data, follow=True)
    thesis.refresh_from_db()
    return response


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


@pytest.fixture
def draft():
    """A draft with every sort of doubt."""
    thesis = make_thesis(published=False, title_is_made_up=True)
    passage = make_passage(make_chapter(thesis), "Ring Eli på 00 00 00 00.", personal_data="telephone number")
    make_quotation(passage, "Ring Eli", confidence=0.2)
    make_informant(thesis, thesis.contributors.get().person.family)
    Mask.objects.create(thesis=thesis, start=0, words="Kari")
    return thesis


@pytest.fixture
def ready():
    return make_ready(make_thesis(published=False))


@pytest.fixture
def plain(client: Client):
    """A browser of somebody who may curate and not publish."""
    user = User.objects.create_user("per", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="records").exclude(codename="publish_thesis")
    )
    client.force_login(user)
    return client


def test_every_item_leads_to_where_it_is_seen_to(admin, draft):
    items = admin.get(gate(draft)).context["items"]
    assert {shown.item.code: shown.item.state for shown in items} == {
        "text": "done", "rights": "open", "particulars": "open", "findings": "open", "personal": "open",
    }  # fmt: skip
    doubts = [(doubt, url) for shown in items for doubt, url in shown.doubts]
    assert {"personal_data", "labels", "lost_masks", "unsure", "licence"} <= {
        doubt.code for doubt, _ in doubts
    }
    for doubt, url in doubts:
        response = admin.get(url)
        assert response.status_code == 200, doubt.code
        if "cl" in (response.context or {}):
            assert response.context["cl"].result_count == doubt.count, doubt.code
    for shown in items:
        assert admin.get(shown.url, follow=True).status_code == 200


def test_what_is_left_in_a_published_thesis_is_told_too(admin, draft):
    before = [(shown.item.code, shown.item.state) for shown in admin.get(gate(draft)).context["items"]]
    Thesis.objects.filter(pk=draft.pk).update(state="published", published_at=timezone.now())
    page = admin.get(gate(draft))
    assert [(shown.item.code, shown.item.state) for shown in page.context["items"]] == before
    assert page.content.decode().count("data-item=") == len(before)


def test_suggested_themes_are_seen_to_many_at_a_time(admin, draft):
    tag(draft.quotations.get(), make_theme(), suggested=True)
    items = admin.get(gate(draft)).context["items"]
    (url,) = [url for shown in items for doubt, url in shown.doubts if doubt.code == "themes"]
    assert url == f"{reverse('admin:records_themelink_decide')}?thesis={draft.pk}"
    assert admin.get(url).context["n"] == 1


@pytest.mark.parametrize(
    "do", ["publish", "review", "send_back", "withdraw", "draft", "tick", "untick", "x", ""]
)
def test_nothing_is_done_by_looking_at_the_page(admin, ready, do):
    admin.get(gate(ready), {"do": do, "item": "findings", "reason": "x", "comment": "x"})
    assert not Operation.objects.exists()


def test_a_thesis_with_something_open_is_not_published_whatever_is_sent(admin, draft):
    assert b"disabled" in admin.get(gate(draft)).content
    assert levels(send(admin, draft, "publish")) == ["error"]
    assert draft.state == "draft"


def test_a_ready_thesis_is_published_and_the_worker_finds_it(admin, ready):
    send(admin, ready, "publish")
    assert ready.state == "published"
    assert str(ready.pk) in pending(), "the worker writes the index, not the request"


def test_what_somebody_else_changed_meanwhile_is_not_published_unseen(admin, ready):
    seen = fingerprint(ready)
    Thesis.objects.filter(pk=ready.pk).update(title="Noe annet")
    response = admin.post(gate(ready), {"do": "publish", "seen": seen}, follow=True)
    assert levels(response) == ["error"]
    assert not Thesis.objects.public().exists()


def test_an_item_is_ticked_and_opened_again(admin, draft):
    send(admin, draft, "tick", item="findings")
    assert draft.ticks.get().by == User.objects.get(username="kari")
    states = {shown.item.code: shown.item.state for shown in admin.get(gate(draft)).context["items"]}
    assert states["findings"] == "left"
    send(admin, draft, "untick", item="findings")
    assert not draft.ticks.exists()


def test_the_way_through_review_is_told_to_who_sent_it(admin, draft):
    send(admin, draft, "review")
    assert (draft.state, draft.sent_by.username) == ("in_review", "kari")
    response = send(admin, draft, "send_back", comment=" ")
    assert levels(response) == ["error"]
    assert draft.state == "in_review"
    send(admin, draft, "send_back", comment="Se på <navnene>.")
    assert draft.state == "draft"
    for address in (gate(draft), reverse("admin:records_thesis_change", args=[draft.pk])):
        assert "Se på &lt;navnene&gt;." in admin.get(address).content.decode()
    names = [operation.name for operation in admin.get(gate(draft)).context["told"]]
    assert names == ["send_back", "send_to_review"]


def test_withdrawing_takes_a_reason_and_tells_the_public_only_the_notice(admin):
    thesis = make_thesis()
    response = send(admin, thesis, "withdraw", reason=" ", notice="Midlertidig.")
    assert "Midlertidig." in response.content.decode(), "what was written is not lost"
    assert thesis.state == "published"
    send(admin, thesis, "withdraw", reason="Klage fra informant", notice="Midlertidig.")
    assert (thesis.state, thesis.withdrawal_reason, thesis.takedown_note) == (
        "withdrawn", "Klage fra informant", "Midlertidig.",
    )  # fmt: skip
    told = admin.get(gate(thesis)).content.decode()
    assert "Klage fra informant" in told
    public = admin.get(thesis.get_absolute_url())
    assert public.status_code == 410
    assert "Klage" not in public.content.decode()


def test_a_withdrawn_thesis_is_published_again_by_the_same_checklist(admin, ready):
    send(admin, ready, "publish")
    send(admin, ready, "withdraw", reason="Feil fil")
    make_passage(ready.chapters.first(), "Ring 00 00 00 00.", personal_data="telephone number")
    send(admin, ready, "publish")
    assert ready.state == "withdrawn"
    ready.passages.exclude(personal_data="").delete()
    send(admin, ready, "publish")
    assert ready.state == "published"


@pytest.mark.parametrize("do", ["publish", "send_back", "withdraw", "draft"])
def test_who_may_only_curate_is_neither_offered_nor_let_to_publish(plain, ready, do):
    state = {"send_back": "in_review", "withdraw": "published", "draft": "in_review"}.get(do, "draft")
    Thesis.objects.update(state=state, published_at="2024-01-01T00:00Z")
    ready.refresh_from_db()
    assert f'value="{do}"' not in plain.get(gate(ready)).content.decode()
    response = send(plain, ready, do, reason="x", comment="x")
    assert response.status_code == 403
    assert ready.state == state


def test_who_may_only_curate_sends_to_review(plain, ready):
    send(plain, ready, "review")
    assert ready.state == "in_review"


def test_nobody_sees_the_page_without_the_right(onlooker, ready):
    assert onlooker.get(gate(ready)).status_code == 403
    assert onlooker.post(gate(ready), {"do": "publish"}).status_code == 403


def test_there_is_no_page_for_no_thesis(admin):
    assert admin.get(reverse("admin:records_thesis_publish", args=[99999])).status_code == 404


def test_a_published_thesis_tells_what_can_be_done_from_here(admin):
    thesis = make_thesis()
    passage = make_passage(make_chapter(thesis), "Vi eier dette sammen.")
    quotation = make_quotation(passage, "Vi eier dette sammen.")
    tag(quotation, make_theme(), suggested=True)
    ways = {way.code: way for way in admin.get(gate(thesis)).context["ways"]}
    assert set(ways) == {"review", "themes", "particulars", "personal", "version", "anew"}
    assert (ways["review"].n, ways["themes"].n) == (1, 1)
    for way in ways.values():
        assert admin.get(way.url, follow=True).status_code == 200, way.code


def test_a_thesis_that_nobody_reads_yet_has_its_checklist_alone(admin, draft):
    assert admin.get(gate(draft)).context["ways"] == []
