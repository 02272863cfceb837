"""On the example theses: every number on the page of a theme is as long as the list behind it."""

from __future__ import annotations

import pytest
from django.db.models import Q

from kb.pages.themes.quotes import ThemeQuote
from kb.records.models import Quotation, ThemeLink
from kb.records.stamps import renew_stamps
from tests.web.theme_numbers import find_parts, walk_numbers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("examples")]


@pytest.mark.parametrize("slug", ["partnerskap", "samarbeid"])
def test_every_number_on_the_page_is_its_list(client, slug):
    links = walk_numbers(client, f"/themes/{slug}/")
    kinds = {link.partition("?")[0].strip("/").split("/")[0] for link in links}
    assert {"quotations", "informants", "themes", "works", "authors"} <= kinds
    assert len(links) > 60


@pytest.mark.parametrize("page", ["theses", "passages"])
def test_every_number_on_the_lists_is_its_list(client, page):
    walk_numbers(client, f"/themes/samarbeid/{page}/")


def test_confirmed_numbers_keep_the_switch(client):
    said = Quotation.objects.public().filter(theme_links__tag__slug="partnerskap").values("pk")
    Quotation.objects.filter(pk__in=list(said[:9].values_list("pk", flat=True))).update(state="accepted")
    ThemeLink.objects.filter(Q(tag__slug="partnerskap") | Q(tag__slug="likeverd")).update(state="accepted")
    renew_stamps(ThemeLink.objects.values_list("thesis", flat=True).exclude(thesis=None))
    links = walk_numbers(client, "/themes/partnerskap/?confirmed=1")
    assert links
    assert all("confirmed=1" in link for link in links)


def test_policy_papers_stand_apart_from_research_and_from_voices(client):
    page = client.get("/themes/partnerskap/?t=en-dor-to-oppdragsgivere-2021&t=the-last-counter-2022").context[
        "page"
    ]
    assert [column.name for column in page.columns] == ["Nordlys (2021)", "Northwood (2022)"]
    for column in page.columns:
        cells = {cell.group: cell for cell in column.cells}
        assert {quote.kind for quote in cells["leader"].quotes} == {"interview"}
        assert {quote.kind for quote in cells["policy"].quotes} == {"policy"}
        assert not cells["literature"].quotes
        assert cells["literature"].citing
        assert cells["policy"].is_read
        assert not cells["leader"].is_read


def test_each_column_has_the_same_groups(client):
    columns = client.get("/themes/samarbeid/").context["page"].columns
    assert len(columns) == 3
    assert len({tuple(cell.group for cell in column.cells) for column in columns}) == 1
    for group in range(len(columns[0].cells)):
        cells = [column.cells[group] for column in columns]
        assert any(cell.quotes or cell.n_citing.count for cell in cells)


def test_passages_that_stand_for_the_rest_are_of_different_theses(client):
    passages = client.get("/themes/partnerskap/").context["page"].passages
    assert len({row.thesis for row in passages}) == len(passages) == 2


def test_side_by_side_begins_with_what_is_not_said_above_while_there_is_more(client):
    page = client.get("/themes/samarbeid/").context["page"]
    above = {quote.url for quote in page.telling}
    cells = [cell for column in page.columns for cell in column.cells if cell.n.count > 1]
    assert cells
    assert not above & {cell.quotes[0].url for cell in cells}


def test_what_the_others_do_not_say_opens_when_roles_are_asked_for(client):
    assert not client.get("/themes/samarbeid/").context["page"].contrast.is_asked
    assert client.get("/themes/samarbeid/?a=leader&b=employee").context["page"].contrast.is_asked


@pytest.mark.parametrize("slug", ["partnerskap", "samarbeid", "likeverd", "handlingsrom"])
def test_a_quotation_stands_on_the_page_once_and_is_linked_to_from_then_on(client, read, slug):
    address = f"/themes/{slug}/?a=employee&b=leader"
    quotes = list(find_parts(client.get(address).context["page"], ThemeQuote))
    whole = [quote.url for quote in quotes if not quote.is_repeated]
    assert whole
    assert len(set(whole)) == len(whole)
    assert {quote.url for quote in quotes} == set(whole)
    page = read(address)
    assert len(page.find_all("main blockquote")) == len(whole)
    links = [link.get("href") for link in page.find_all(".again > a")]
    assert links == [quote.url for quote in quotes if quote.is_repeated]
