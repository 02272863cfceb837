"""Themes that go together as a reader meets them: the pairs, the drawing, and where two of them meet."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest

from kb.records.models import Quotation
from tests import recipes
from tests.web.across import fill
from tests.web.conftest import words

pytestmark = pytest.mark.django_db
TOGETHER = "/themes/together/"


def open_page(client, address: str = ""):
    return client.get(TOGETHER + address).context["page"]


def test_pairs_say_how_often_and_how_strongly_two_themes_meet(client, read):
    fill(2)
    rows = {(row.first.name, row.second.name): row for row in open_page(client).rows}
    assert set(rows) == {("Partnerskap", "Tillit"), ("Samarbeid", "Tillit")}
    row = rows["Partnerskap", "Tillit"]
    assert (row.n, row.first.n, row.second.n, row.strength_text) == (8, 10, 8, "0,80")
    assert row.url == "?pair=partnerskap,tillit"
    assert row.n_url == "/quotations/?theme=partnerskap&theme=tillit"
    assert "2 par av temaer" in words(read(TOGETHER).by_id("pairs-caption"))


def test_one_theme_stands_first_in_its_pairs(client, read):
    fill(2)
    assert {row.first.name for row in open_page(client, "?theme=tillit").rows} == {"Tillit"}
    assert "2 temaer står sammen med Tillit" in words(read(f"{TOGETHER}?theme=tillit"))


def test_where_two_themes_meet_is_read_thesis_by_thesis_with_who_says_it(client, read):
    fill(2)
    page = read(f"{TOGETHER}?theme=tillit&with=partnerskap")
    assert words(page.by_id("pair-title")) == "Tillit + Partnerskap"
    assert [words(head) for head in page.find_all("div.quotegroup__head h3")] == ["Oppgave 01", "Oppgave 00"]
    assert "Leder A" in words(page.find_all("article")[1])
    assert open_page(client, "?pair=tillit,partnerskap").panel.n == 8
    chosen = [words(option) for option in page.find_all("option[selected]")]
    assert chosen == ["Tillit", "Partnerskap"]


def test_passages_come_with_who_is_quoted_in_them_and_lead_into_the_text(client, read):
    fill(1)
    page = read(f"{TOGETHER}?in=passage&pair=tillit,partnerskap")
    passages = page.find_all("article.meetpassage")
    assert len(passages) == 4
    assert "Veileder B, leder" in words(passages[0])
    assert "/theses/oppgave-00-2000/" in " ".join(a.get("href") or "" for a in passages[0].find_all("a"))


def test_sections_show_a_passage_with_each_theme(client):
    fill(1)
    panel = open_page(client, "?in=section&pair=tillit,partnerskap").panel
    (group,) = panel.groups
    assert [section.heading for section in group.sections] == ["1 Funn"]
    assert [line.theme for line in group.sections[0].lines] == ["Tillit · Partnerskap"]


def test_two_that_never_meet_in_a_quotation_may_meet_in_a_passage(client, read):
    chapter = recipes.make_chapter(recipes.make_thesis())
    passage = recipes.make_passage(chapter, "Tillit og kontroll i ett avsnitt.")
    for name in ("Tillit", "Kontroll"):
        recipes.tag(passage, recipes.make_theme(name))
    recipes.tag(recipes.make_quotation(passage, "Tillit"), recipes.make_theme("Annet"))
    page = read(f"{TOGETHER}?pair=tillit,kontroll")
    (empty,) = page.find_all("div.empty")
    assert "Ingen sitater har alle" in words(empty)
    assert "I samme avsnitt: 1" in words(empty)
    assert "Ingen temaer møtes på denne måten" in words(read(TOGETHER))


def test_a_theme_and_one_under_it_are_said_to_go_together_by_themselves(client, read):
    fill(1)
    assert open_page(client, "?pair=samarbeid,partnerskap").panel.is_akin
    assert "Det ene av de to ligger under det andre" in words(read(f"{TOGETHER}?pair=samarbeid,partnerskap"))


@pytest.mark.parametrize(
    "query", ["theme=borte", "pair=tillit,borte", "pair=borte", "theme=tillit&with=borte"]
)
def test_a_theme_that_is_not_there_is_named(client, read, query):
    fill(1)
    assert "Det er ikke noe tema med adressen «borte» her." in words(read(f"{TOGETHER}?{query}"))
    assert open_page(client, f"?{query}").panel is None


def test_the_drawing_has_a_title_a_description_and_links(client, read):
    fill(2)
    (svg,) = read(TOGETHER).find_all("svg.graph")
    assert svg.get("aria-labelledby") == "graph-title graph-desc"
    assert words(svg.by_id("graph-desc")).startswith("3 temaer bundet sammen av 2 linjer.")
    assert {a.get("href") for a in svg.find_all("a.node")} == {
        "/themes/samarbeid/", "/themes/partnerskap/", "/themes/tillit/",
    }  # fmt: skip
    assert "?pair=partnerskap,tillit" in {a.get("href") for a in svg.find_all("a")}
    numbers = [value for circle in svg.find_all("circle") for value in map(circle.get, ("cx", "cy", "r"))]
    assert all("," not in (number or ",") for number in numbers)


def test_on_a_narrow_page_the_same_themes_stand_below_each_other_with_an_arc_for_each_tie(client, read):
    fill(2)
    graph = open_page(client).graph
    arcs = read(TOGETHER).find_all("svg.arcs")[0]
    links = [a.get("href") for a in arcs.find_all("a.node")]
    assert sorted(links) == sorted(node.url for node in graph.nodes)
    assert len(arcs.find_all("path.edge")) == len(graph.edges) > 0
    tops = [row.top for row in graph.arcs.rows]
    assert all(below - above == graph.arcs.row >= 24 for above, below in pairwise(tops))


def test_a_least_number_and_the_switch_narrow_the_pairs(client, read):
    fill(2)
    assert open_page(client, "?min=8").n_pairs == 2
    assert open_page(client, "?min=9").n_pairs == 0
    assert "færre treff" in words(read(f"{TOGETHER}?min=9"))
    assert open_page(client, "?confirmed=1").n_pairs == 0
    assert "Tell forslagene også" in words(read(f"{TOGETHER}?confirmed=1"))
    said = Quotation.objects.filter(kind="interview").order_by("pk")[0]
    said.state = "accepted"
    said.save()
    for link in said.theme_links.all():
        link.state = "accepted"
        link.save()
    assert [row.n for row in open_page(client, "?confirmed=1").rows] == [1, 1]
    assert all("confirmed=1" in row.n_url for row in open_page(client, "?confirmed=1").rows)


def test_all_pairs_can_be_downloaded_with_the_theme_asked_for_first(client):
    fill(2)
    response = client.get(f"{TOGETHER}table/?theme=tillit")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Tema", "Står sammen med", "Sammen", "Det første", "Det andre", "Styrke"]
    assert sorted(rows[1:]) == [
        ["Tillit", "Partnerskap", "8", "8", "10", "0,8"],
        ["Tillit", "Samarbeid", "8", "8", "10", "0,8"],
    ]


def test_a_base_without_themes_says_where_to_go(client, read):
    recipes.make_thesis()
    page = read(TOGETHER)
    assert "Ingen temaer møtes på denne måten" in words(page)
    assert not page.find_all("form.askpair")


def test_only_numbers_are_offered_that_leave_a_pair_and_the_one_asked_for(client):
    fill(2)
    page = open_page(client)
    assert [choice.label for choice in page.leasts] == ["1", "2", "3", "5"]
    for choice in page.leasts:
        assert open_page(client, choice.url).n_pairs > 0
    assert [choice.label for choice in open_page(client, "?min=9").leasts] == ["1", "2", "3", "5", "9"]
    assert [choice.label for choice in open_page(client, "?theme=tillit").leasts][-1] == "5"


def test_themes_to_choose_stand_by_name_without_marks_before_them(client):
    fill(2)
    names = [option.label for option in open_page(client).options]
    assert names == sorted(names)
    assert all(name[0].isalpha() for name in names)
