"""The list of quotations as a table to download and as a feed to follow."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from kb.records.models import Quotation
from tests import recipes
from tests.web.across import fill

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def rows_of(client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"/quotations/table/{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="tverrsnitt-quotations')
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize(
    "query",
    ["", "?theme=samarbeid&role=leader", "?q=lappeteppe&terms=1&sort=year", "?confirmed=1", "?kind=term"],
)
def test_the_table_holds_what_the_list_shows_on_all_its_pages_in_its_order(client, query):
    fill(11)
    listed, page = [], 1
    while True:
        shown = client.get(f"/quotations/{query}{'&' if query else '?'}page={page}").context["page"]
        listed += [f"http://testserver{card.url}" for group in shown.groups for card in group.cards]
        if page >= shown.pager.last:
            break
        page += 1
    assert [row["Adresse"] for row in rows_of(client, query)] == listed
    assert len(listed) == shown.total


def test_a_row_says_who_where_about_what_and_how_to_cite(client):
    fill(1)
    row = next(row for row in rows_of(client) if row["Stemme"] == "Leder A")
    assert row["Oppgave"] == "Oppgave 00"
    assert row["År"] == "2000"
    assert row["Side"] == "10"
    assert row["Tekst"].startswith("Vi eier kontoret sammen")
    assert "(Prøvesen, 2000, s. 10)" in row.values()
    suggested = [value for value in row.values() if "Partnerskap; Tillit" in value]
    assert len(suggested) == 1
    quoted = next(row for row in rows_of(client) if row["Tekst"] == "et lappeteppe")
    assert "Partnerskap" in quoted.values()


def test_words_that_begin_as_a_formula_stay_words(client):
    passage = recipes.make_passage(
        recipes.make_chapter(recipes.make_thesis("=HYPERLINK(1)")), "=1+1 er ofte to, sa hun."
    )
    recipes.make_quotation(passage)
    (row,) = rows_of(client)
    assert row["Tekst"] == "'=1+1 er ofte to, sa hun."
    assert "'=HYPERLINK(1)" in row.values()


def test_nothing_that_the_public_may_not_see_is_in_the_table_or_the_feed(client):
    chapter = recipes.make_chapter(recipes.make_thesis("Utkast", published=False))
    recipes.make_quotation(recipes.make_passage(chapter, "Ikke ferdig."))
    assert rows_of(client) == []
    assert b"Ikke ferdig" not in client.get("/quotations/feed/").content


def test_a_longer_table_costs_no_more_queries_a_row(client):
    fill(2)
    client.get("/quotations/table/")
    with CaptureQueriesContext(connection) as few:
        assert len(rows_of(client)) == 10
    fill(10)
    with CaptureQueriesContext(connection) as many:
        assert len(rows_of(client)) == 60
    assert len(many) <= len(few) + 5  # the facts of the new theses


def test_the_feed_tells_of_the_theses_that_came_last(client):
    fill(12)
    root = etree.fromstring(client.get("/quotations/feed/?theme=tillit").content)
    entries = root.findall(f"{ATOM}entry")
    last = Quotation.objects.order_by("-thesis__published_at", "-thesis").first()
    assert len(entries) == 48
    assert "Prøvesen" in entries[0].findtext(f"{ATOM}title")
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    own = {f"http://testserver{q.get_absolute_url()}" for q in Quotation.objects.filter(thesis=last.thesis)}
    assert set(links[:4]) <= own
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "alternate": "http://testserver/quotations/?theme=tillit",
        "self": "http://testserver/quotations/feed/?theme=tillit",
    }
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 48


def test_the_list_leads_to_both_with_all_that_was_chosen(read):
    fill(1)
    page = read("/quotations/?theme=tillit&sort=year&page=1")
    links = [link.get("href") for link in page.find_all(".results a")]
    assert "/quotations/table/?theme=tillit&sort=year" in links
    assert "/quotations/feed/?theme=tillit&sort=year" in links
    assert page.find_all("link[rel=alternate]")
