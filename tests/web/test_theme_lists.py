"""The lists behind the page of a theme, its feed and its table; and what odd addresses do to them."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.records.models import Passage, Person, Quotation, SlugRedirect, Theme, ThemeLink, Thesis, Work
from tests import recipes
from tests.web.across import fill
from tests.web.conftest import words

pytestmark = pytest.mark.django_db

LISTS = ("theses", "passages", "words", "table", "feed")
ATOM = "{http://www.w3.org/2005/Atom}"


def page_of(client, address: str):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.context["page"]


def read_table(client, address: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig")), delimiter=";"))


def test_passages_are_listed_with_links_into_the_text(client):
    fill(2)
    page = page_of(client, "/themes/partnerskap/passages/")
    assert page.total == len(page.passages) == 2
    for row in page.passages:
        assert "lappeteppe" in row.text
        assert client.get(row.url.partition("#")[0]).status_code == 200
        assert Passage.objects.filter(anchor=row.url.partition("#")[2]).exists()


def test_passages_that_cite_papers_stand_apart_from_those_that_cite_research(client):
    thesis, theme = recipes.make_thesis("Papirer"), recipes.make_theme()
    chapter = recipes.make_chapter(thesis)
    law = recipes.make_work(recipes.make_organization("Stortinget"), title="Lov om kontorer", type="law")
    plan = recipes.make_work(recipes.make_organization("Prøvedalen kommune"), title="Plan for samarbeid")
    book = recipes.make_work()
    for work in (law, plan, book):
        passage = recipes.make_passage(chapter)
        recipes.tag(passage, theme, suggested=True)
        recipes.make_citation(passage, work)
    uncited = recipes.make_passage(chapter, "Ingen er nevnt her.")
    recipes.tag(uncited, theme, suggested=True)
    address = "/themes/partnerskap/passages/"
    assert page_of(client, address).total == 4
    assert page_of(client, f"{address}?cites=policy").total == 2
    assert page_of(client, f"{address}?cites=literature").total == 1
    sources = {group.heading: group.total for group in page_of(client, "/themes/partnerskap/").sources}
    assert sorted(sources.values())[:2] == [1, 2]


def test_theses_are_listed_with_those_that_have_most_first(client):
    fill(3)
    recipes.tag(
        recipes.make_quotation(recipes.make_passage(Thesis.objects.first().chapters.first())),
        Theme.objects.get(slug="tillit"),
    )
    page = page_of(client, "/themes/tillit/theses/")
    assert [row.n.count for row in page.theses] == [5, 4, 4]
    assert page_of(client, "/themes/tillit/theses/?year=2001").total == 1
    assert page_of(client, "/themes/tillit/theses/?year=none").total == 0


def test_the_quotations_that_hold_a_word_are_listed_in_any_of_its_forms(client, read):
    thesis, theme = recipes.make_thesis("Ord"), recipes.make_theme()
    chapter, leader = recipes.make_chapter(thesis), recipes.make_informant(thesis)
    worker = recipes.make_informant(thesis, "Veileder B", "employee")
    for voice, text in (
        (leader, "Budsjettet er vårt alene."), (leader, "Vi har to budsjetter her."),
        (worker, "Ingen ser et budsjett."), (worker, "Vi har det travelt."),
    ):  # fmt: skip
        recipes.tag(recipes.make_quotation(recipes.make_passage(chapter, text), informant=voice), theme)
    address = "/themes/partnerskap/words/?word=budsjett"
    assert page_of(client, address).total == 3
    assert page_of(client, f"{address}&role=employee").total == 1
    marked = [words(mark) for mark in read(f"{address}&role=leader").find_all("mark.met")]
    assert sorted(marked) == ["Budsjettet", "budsjetter"]
    assert page_of(client, "/themes/partnerskap/words/").total == 0


def test_the_table_has_every_quotation_with_its_voice_and_its_state(client):
    fill(2)
    rows = read_table(client, "/themes/partnerskap/table/")
    assert len(rows) == 1 + 10
    assert {row[0] for row in rows[1:]} == set(
        Quotation.objects.exclude(kind="term").values_list("public_id", flat=True)
    )
    assert {row[3] for row in rows[1:]} == {"Leder A", "Veileder B", "Skriversen (2010"}
    assert all(row[-1] == f"http://testserver/q/{row[0]}/" for row in rows[1:])
    assert len(read_table(client, "/themes/partnerskap/table/?confirmed=1")) == 1


def test_the_feed_tells_of_the_thesis_that_came_last_first(client):
    fill(3)
    last = Thesis.objects.get(title="Oppgave 01")
    last.published_at = last.published_at.replace(year=2031)
    last.save()
    response = client.get("/themes/partnerskap/feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(response.content)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3
    assert "2031" in (feed.findtext(f"{ATOM}updated") or "")
    assert "«Vi eier kontoret sammen" in (entries[0].findtext(f"{ATOM}summary") or "")
    assert "by 1." in (entries[0].findtext(f"{ATOM}summary") or "")
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    assert all(link.startswith("http://testserver/quotations/") for link in links)


def test_the_list_of_themes_is_a_table_too_and_answers_as_it_does(client):
    fill(2)
    rows = read_table(client, "/themes/table/?sort=quotations")
    assert [row[0] for row in rows[1:]] == ["Partnerskap", "Samarbeid", "Tillit"]
    assert rows[1][1:4] == ["Samarbeid", "10", "2"]
    assert [row[0] for row in read_table(client, "/themes/table/?q=till")[1:]] == ["Tillit"]


@pytest.mark.parametrize("page", LISTS)
def test_an_old_address_leads_to_the_same_list_of_the_new_one(client, page):
    theme = recipes.make_theme("Tillit")
    SlugRedirect.objects.create(kind="theme", old_slug="tiltro", target_id=theme.pk)
    response = client.get(f"/themes/tiltro/{page}/?confirmed=1")
    assert (response.status_code, response["Location"]) == (301, f"/themes/tillit/{page}/?confirmed=1")
    assert client.get(f"/themes/finnes-ikke/{page}/").status_code == 404


@pytest.mark.parametrize("page", ["", *(f"{name}/" for name in LISTS)])
def test_a_theme_that_nothing_carries_has_its_pages_all_the_same(client, page):
    recipes.make_theme("Tillit")
    assert client.get(f"/themes/tillit/{page}").status_code == 200
    recipes.make_thesis()
    assert client.get(f"/themes/tillit/{page}?confirmed=1").status_code == 200


ODD = [
    "abc",
    "-1",
    "0",
    "99999999999999999999",
    "9" * 6000,
    "\x00",
    "'; --",
    "🙂",
    "<script>",
    "finnes-ikke",
    "",
]


@pytest.mark.parametrize("odd", ODD)
def test_odd_parameters_never_give_an_error_page(client, odd):
    fill(1)
    names = ("page", "t", "a", "b", "confirmed", "thesis", "cites", "year", "word", "role", "sort", "q")
    for page in ("", *(f"{name}/" for name in LISTS)):
        address = f"/themes/partnerskap/{page}"
        assert client.get(address, dict.fromkeys(names, odd)).status_code == 200, page
        assert client.get(address, {name: [odd, odd, "leader"] for name in names}).status_code == 200, page
    assert client.get("/themes/", dict.fromkeys(names, odd)).status_code == 200
    assert client.get("/themes/table/", dict.fromkeys(names, odd)).status_code == 200


@pytest.mark.parametrize("page", ["", "theses/", "passages/", "words/?word=kontor", "table/", "feed/"])
def test_thirty_theses_cost_as_many_questions_as_three(client, page):
    def count() -> int:
        ContentType.objects.get_for_models(Quotation, Passage)
        client.get(f"/themes/partnerskap/{page}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/themes/partnerskap/{page}").status_code == 200
        return len(queries)

    fill(3)
    few = count()
    for model in (Thesis, Theme, Work, Person):
        model.objects.all().delete()
    fill(30)
    assert count() == few <= 16


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_nothing_of_a_thesis_that_is_not_published_shows(client, state):
    fill(1)
    for thesis in Thesis.objects.all():
        thesis.state = state
        thesis.save()
    for page in ("", *(f"{name}/" for name in LISTS)):
        text = client.get(f"/themes/partnerskap/{page}").content.decode()
        assert "lappeteppe" not in text
        assert "Vi eier kontoret" not in text


def test_no_page_of_a_theme_says_an_id_twice_or_carries_style(read, client):
    fill(4)
    assert ThemeLink.objects.exists()
    for page in ("", "theses/", "passages/", "words/?word=kontor"):
        ids = [element.get("id") for element in read(f"/themes/partnerskap/{page}").find_all("*[id]")]
        assert len(ids) == len(set(ids))
        assert " style=" not in client.get(f"/themes/partnerskap/{page}").content.decode()
