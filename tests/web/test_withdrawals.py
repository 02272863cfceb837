"""What the addresses of a withdrawn thesis say, and that all else is silent about it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from lxml import html

from kb.records.actions import publish, rename_slug, withdraw
from kb.records.models import Thesis
from kb.search.updates import rebuild
from tests.web.test_leaks import OF_THE_THESIS, SECRET, addresses_of, make_whole_thesis

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]
# Who is cited, and what, are pages of their own: nothing tells that they were cited in it.
OF_OTHERS = {"author-detail", "work-detail", "work-card", "work-citation"}
# No browser shows them as a page: a program is told in a line.
FILES = {"thesis-citation", "quotation-citation", "voice-table"}


@pytest.fixture
def thesis() -> Thesis:
    return make_whole_thesis(SECRET, state=Thesis.State.PUBLISHED)


def take_away(thesis: Thesis, notice: str = "") -> None:
    withdraw(thesis=thesis, reason="Kari ba om det i en e-post.", notice=notice, by=None)


@pytest.mark.parametrize("name", [name for name in OF_THE_THESIS if name not in OF_OTHERS])
def test_each_of_its_addresses_says_that_it_was_withdrawn_and_nothing_of_it(
    client: Client, thesis: Thesis, name: str
) -> None:
    address = addresses_of(thesis)[name]
    take_away(thesis, "Forfatteren ønsket det.")
    response = client.get(address)
    assert response.status_code == 410
    assert response["X-Robots-Tag"] == "noindex"
    if name in FILES:
        assert response["Content-Type"].startswith("text/plain")
    else:
        assert html.fromstring(response.content.decode()).xpath("//*[@data-withdrawn]")
    told = response.content.decode()
    assert "Forfatteren ønsket det." in told
    assert "e-post" not in told, "the reason is for curators"
    assert SECRET not in told.replace(address, "")


def test_its_exports_are_gone_too(client: Client, thesis: Thesis) -> None:
    addresses = addresses_of(thesis)
    take_away(thesis)
    table = client.get(f"{addresses['thesis-sources']}?format=csv")
    assert (table.status_code, table["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert client.get(addresses["voice-table"]).status_code == 410


def test_the_day_is_said_and_without_a_notice_nothing_more(client: Client, thesis: Thesis) -> None:
    take_away(thesis)
    Thesis.objects.update(withdrawn_at=dt.datetime(2024, 3, 9, 12, tzinfo=dt.UTC))
    response = client.get(thesis.get_absolute_url())
    assert response.context["page"].day.year == 2024
    assert response.context["page"].notice == ()
    assert "2024" in response.content.decode()


def test_its_page_leads_on(client: Client, thesis: Thesis) -> None:
    take_away(thesis)
    page = html.fromstring(client.get(thesis.get_absolute_url()).content.decode())
    assert {"/theses/", "/quotations/", "/"} <= set(page.xpath("//main//a/@href"))
    assert page.xpath("//main//form[@role='search']")


def test_a_notice_is_shown_as_text_by_paragraphs(client: Client, thesis: Thesis) -> None:
    take_away(thesis, "Første <b>avsnitt</b>.\n\n  Andre\navsnitt.  ")
    response = client.get(thesis.get_absolute_url())
    assert response.context["page"].notice == ("Første <b>avsnitt</b>.", "Andre avsnitt.")
    assert "<b>avsnitt" not in response.content.decode()


def test_old_addresses_say_so_too(client: Client, thesis: Thesis) -> None:
    old = thesis.get_absolute_url()
    rename_slug(record=thesis, slug="et-nytt-navn", by=None)
    take_away(thesis)
    assert client.get(old).status_code == 410


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_what_is_only_worked_on_is_not_there_and_was_not(client: Client, thesis: Thesis, state: str) -> None:
    Thesis.objects.update(state=state)
    assert client.get(thesis.get_absolute_url()).status_code == 404


def test_what_the_public_never_saw_was_not_withdrawn_from_it(client: Client, thesis: Thesis) -> None:
    take_away(thesis)
    Thesis.objects.update(published_at=None)
    assert client.get(thesis.get_absolute_url()).status_code == 404


def test_lists_feeds_and_search_have_it_no_more(client: Client, thesis: Thesis) -> None:
    shown = make_whole_thesis("Synlig", state=Thesis.State.PUBLISHED)
    take_away(thesis)
    for when in ("before the index knows", "after"):
        for name in (
            "home",
            "search-feed",
            "search-table",
            "thesis-list",
            "quotation-feed",
            "theme-feed",
            "search",
        ):
            address = addresses_of(shown)[name]
            told = b"".join(client.get(address)).decode()
            assert SECRET not in told, (name, when)
        assert client.get(f"/search/?q={SECRET}").context["page"].total == 0, when
        rebuild()


def test_what_comes_back_is_all_there(client: Client, thesis: Thesis) -> None:
    take_away(thesis, "Midlertidig.")
    publish(thesis=thesis, by=None, unchecked=True)
    thesis.refresh_from_db()
    assert (thesis.takedown_note, thesis.withdrawal_reason, thesis.withdrawn_at) == ("", "", None)
    for name in OF_THE_THESIS:
        assert client.get(addresses_of(thesis)[name], follow=True).status_code == 200, name
