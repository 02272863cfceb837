from __future__ import annotations

import csv
import io
import shutil
from typing import Any

import pytest
from django.test import Client
from lxml import etree, html

from kb.records.models import Chapter, Passage, Quotation, ThemeLabel
from kb.search.run import KINDS, backend
from kb.search.updates import index_thesis, rebuild
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_person,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def make_searchable(n_quotations: int = 1, **fields: object) -> None:
    thesis = make_thesis("Samarbeid i Eksempelvik", **fields)  # type: ignore[arg-type]
    chapter = make_chapter(thesis)
    theme = make_theme()
    for number in range(n_quotations):
        passage = make_passage(chapter, f"Brukeren vår nummer {number} kjenner partnerskapet fra innsiden.")
        quotation = make_quotation(passage, informant=make_informant(thesis))
        tag(quotation, theme, suggested=True)
    index_thesis(thesis)


def test_an_inflected_form_finds_the_word_and_marks_it(client: Client) -> None:
    make_searchable()
    response = client.get("/search/", {"q": "brukerne"})
    assert response.context["page"].total == 1
    assert '<mark class="hit">Brukeren</mark>' in response.content.decode()
    assert "Leder A" in response.content.decode()


def test_counts_of_kinds_and_facets_are_those_of_the_lists(client: Client) -> None:
    make_searchable(23)
    page = client.get("/search/", {"q": "partnerskap"}).context["page"]
    assert {tab.label: tab.count for tab in page.tabs}["Sitater"] == page.total == 23
    for facet in page.facets:
        for option in facet.options:
            narrowed = client.get(f"/search/{option.url}").context["page"]
            assert narrowed.total == option.count, (facet.name, option.value)


def test_pages_are_right_to_the_last(client: Client) -> None:
    make_searchable(23)
    seen = [
        hit.url
        for number in (1, 2)
        for hit in client.get("/search/", {"q": "partnerskap", "page": number}).context["page"].hits
    ]
    assert len(seen) == len(set(seen)) == 23
    beyond = client.get("/search/", {"q": "partnerskap", "page": "999"}).context["page"]
    assert (beyond.first, beyond.last) == (21, 23)


def test_a_reader_who_chose_no_kind_sees_the_first_kind_that_has_hits(client: Client) -> None:
    make_theme("Tillit")
    rebuild()
    page = client.get("/search/", {"q": "tillit"}).context["page"]
    assert page.kind == "theme"
    assert [hit.title for hit in page.hits] == ["Tillit"]


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_what_is_not_published_is_not_found(client: Client, state: str) -> None:
    make_searchable(published=False, state=state)
    page = client.get("/search/", {"q": "partnerskap"}).context["page"]
    assert page.total == 0
    assert not any(tab.count for tab in page.tabs)


@pytest.mark.parametrize(
    "typed",
    [
        '"uten slutt', "OR", "-", "*", "🙂", "a" * 10_000, "'; DROP TABLE records_thesis; --", "theme:", "year:x",
        "kind:intervju role:leder", "\x00", "((((", "mål- og resultatstyring", "§ 14a", "NOT AND OR",
    ],
)  # fmt: skip
def test_nothing_a_person_types_gives_an_error_page(client: Client, typed: str) -> None:
    make_searchable()
    for parameters in (
        {"q": typed},
        {"q": "bruker", "theme": typed, "page": typed, "in": typed, "year": typed},
    ):
        assert client.get("/search/", parameters).status_code == 200


def test_without_words_the_page_helps(client: Client) -> None:
    response = client.get("/search/")
    assert response.status_code == 200
    assert response.context["page"].is_empty


def test_as_many_queries_for_thirty_hits_as_for_one(
    client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    make_searchable(30)
    client.get("/search/", {"q": "partnerskap"})
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get("/search/", {"q": "partnerskap"})


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("quotation", "Leder A"),
        ("passage", "Funn"),
        ("chapter", "Funn om lappeteppet"),
        ("thesis", "Lappeteppet"),
        ("author", "Lappeteppe, Lise"),
        ("work", "Lappeteppe (2010)"),
        ("theme", "Lappeteppe"),
    ],
)
def test_a_hit_of_each_kind_has_a_name_and_leads_to_a_page(client: Client, kind: str, title: str) -> None:
    thesis = make_thesis("Lappeteppet", abstract="Om lappeteppet.")
    passage = make_passage(make_chapter(thesis, "Funn"), "Lappeteppe (2010) skriver at lappeteppet holder.")
    make_passage(make_chapter(thesis, "Funn om lappeteppet"), "Mer.")
    work = make_work(make_person("Lappeteppe", "Lise"), title="Et lappeteppe")
    make_citation(passage, work, "Lappeteppe (2010)")
    make_quotation(passage, "lappeteppet holder", informant=make_informant(thesis))
    make_theme("Lappeteppe", description="Mange biter.")
    rebuild()
    hits = client.get("/search/", {"q": "lappeteppe", "in": kind}).context["page"].hits
    found = {hit.title.removeprefix("1 ").removeprefix("2 "): hit for hit in hits}
    assert title in found
    assert client.get(found[title].url).status_code == 200


def test_where_this_kind_has_nothing_the_others_are_offered(client: Client) -> None:
    make_searchable()
    page = client.get("/search/", {"q": "brukerne", "in": "author"}).context["page"]
    assert page.total == 0
    assert "quotation" in "".join(tab.url for tab in page.elsewhere)


def test_years_that_narrow_the_hits_are_shown_and_can_be_taken_off(client: Client) -> None:
    make_searchable(year=2021)
    response = client.get("/search/", {"q": "partnerskap", "year_from": "2020", "year_to": "2022"})
    page = response.context["page"]
    assert page.total == 1
    chosen = {option.label: option.url for option in page.chosen}
    assert set(chosen) == {"fra 2020", "til og med 2022"}
    assert "year_from" not in chosen["fra 2020"]
    assert client.get("/search/", {"q": "partnerskap", "year_from": "2022"}).context["page"].total == 0


def test_a_search_can_be_followed_and_downloaded(client: Client) -> None:
    make_searchable(3)
    page = client.get("/search/", {"q": "partnerskap", "theme": "partnerskap"}).context["page"]
    feed = etree.fromstring(client.get(page.feed_url).content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == page.total == 3
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == 3
    for entry in entries:
        link = entry.find(f"{atom}link")
        assert link is not None
        assert client.get(link.attrib["href"]).status_code == 200
    assert all(entry.findtext(f"{atom}updated") for entry in [feed, *entries])
    assert str(entries[0].findtext(f"{atom}title")).startswith("Leder A – Prøvesen")

    response = client.get(page.table_url)
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 3
    assert rows[0]["Stemme"] == "Leder A"
    assert rows[0]["Temaer"] == "Partnerskap"
    assert client.get(rows[0]["Adresse"]).status_code == 200


def test_a_feed_that_did_not_change_is_not_sent_again(client: Client) -> None:
    make_searchable()
    first = client.get("/search/feed/", {"q": "partnerskap"})
    again = client.get("/search/feed/", {"q": "partnerskap"}, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_downloaded(client: Client, kind: str) -> None:
    thesis = make_thesis("Lappeteppet", abstract="Om lappeteppet.")
    passage = make_passage(make_chapter(thesis, "Lappeteppet"), "Lappeteppe (2010) skriver at det holder.")
    make_citation(passage, make_work(make_person("Lappeteppe"), title="Et lappeteppe"), "Lappeteppe (2010)")
    make_quotation(passage, informant=make_informant(thesis))
    make_theme("Lappeteppe")
    rebuild()
    response = client.get("/search/table/", {"q": "lappeteppe", "in": kind})
    assert len(list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))) >= 2
    assert client.get("/search/feed/", {"q": "lappeteppe", "in": kind}).status_code == 200


def test_suggestions_lead_on(client: Client) -> None:
    make_searchable(3)
    theme = make_theme()
    for text, kind in (("Partnerskap", "preferred"), ("partssamarbeid", "alternative")):
        ThemeLabel.objects.create(theme=theme, language="nb", kind=kind, text=text)
    rows = client.get("/search/suggestions/", {"q": "partn"}).json()["suggestions"]
    assert [(row["kind"], row["label"]) for row in rows] == [("Tema", "Partnerskap"), ("Søk", "partnerskap")]
    assert all(client.get(row["url"]).status_code == 200 for row in rows)
    rows = client.get("/search/suggestions/", {"q": "partss"}).json()["suggestions"]
    assert [(row["kind"], row["label"]) for row in rows] == [("Tema: Partnerskap", "partssamarbeid")]
    assert client.get("/search/suggestions/").json() == {"suggestions": []}


def test_a_passage_leads_to_passages_like_it(client: Client) -> None:
    thesis = make_thesis()
    chapter = make_chapter(thesis)
    asked = make_passage(chapter, "Hjemmekontor krevde tillit mellom kolleger gjennom hele vinteren.")
    make_passage(chapter, "Tilliten vokste da kolleger fikk hjemmekontor.")
    for number in range(20):
        make_passage(chapter, f"Bussen kom klokken {number} og kaffen var god.")
    quotation = make_quotation(asked)
    rebuild()
    hit = client.get("/search/", {"q": "hjemmekontor", "in": "passage"}).context["page"].hits[0]
    page = client.get(hit.similar_url).context["page"]
    assert len(page.hits) == 1
    assert client.get("/search/similar/ingen/p000001/").status_code == 404
    beside = client.get(quotation.get_absolute_url()).context["page"].similar_passages
    assert [each.url.partition("#")[2] for each in beside] == ["p000002"]


def test_the_order_can_be_chosen_and_is_kept(client: Client) -> None:
    make_searchable(2)
    page = client.get("/search/", {"q": "partnerskap", "sort": "newest"}).context["page"]
    assert [choice.label for choice in page.sortings if choice.is_chosen] == ["nyeste oppgave først"]
    assert all("sort=newest" in tab.url for tab in page.tabs)


def test_a_slip_is_mended_and_said(client: Client) -> None:
    make_searchable()
    response = client.get("/search/", {"q": "partnersakp"})
    assert response.context["page"].total == 1
    assert "Ingenting har ordene slik du skrev dem" in response.content.decode()


def test_without_an_index_the_site_says_so_and_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_searchable()
    quotation = Quotation.objects.get()
    passage = Passage.objects.get()
    shutil.rmtree(backend().path)
    for address in ("/search/?q=bruker", "/search/feed/?q=bruker", "/search/table/?q=bruker"):
        response = client.get(address)
        assert response.status_code == 503, address
        assert "nede akkurat nå" in response.content.decode()
    assert client.get(f"/search/similar/{passage.thesis.slug}/{passage.anchor}/").status_code == 503
    assert client.get("/search/suggestions/", {"q": "bruk"}).json() == {"suggestions": []}
    assert client.get(quotation.get_absolute_url()).status_code == 200


def read_tags(client: Client, address: str) -> tuple[int, int]:
    """How many badges of suggestions stand above the hits, and how many in them."""
    page = html.fromstring(client.get(address).content.decode())
    above = page.xpath("//*[contains(@class, 'listhead')]//*[contains(@class, 'tag--suggested')]")
    within = page.xpath("//article//*[contains(@class, 'tag--suggested')]")
    return len(above), len(within)


def test_what_is_suggested_throughout_is_said_once(client: Client) -> None:
    make_searchable(3)
    Quotation.objects.update(state=Quotation.State.SUGGESTED)
    rebuild()
    assert read_tags(client, "/search/?q=partnerskap") == (1, 0)


def test_among_suggestions_the_confirmed_are_marked(client: Client) -> None:
    make_searchable(3)
    Quotation.objects.update(state=Quotation.State.SUGGESTED)
    Quotation.objects.filter(pk=Quotation.objects.first().pk).update(state=Quotation.State.ACCEPTED)  # type: ignore[union-attr]
    rebuild()
    assert read_tags(client, "/search/?q=partnerskap") == (1, 0)
    page = html.fromstring(client.get("/search/?q=partnerskap").content.decode())
    assert len(page.xpath("//article//*[@class='tag']")) == 1


def test_among_confirmed_quotations_the_suggested_are_marked(client: Client) -> None:
    make_searchable(3)
    Quotation.objects.update(state=Quotation.State.ACCEPTED)
    Quotation.objects.filter(pk=Quotation.objects.first().pk).update(state=Quotation.State.SUGGESTED)  # type: ignore[union-attr]
    rebuild()
    assert read_tags(client, "/search/?q=partnerskap") == (0, 1)


@pytest.mark.parametrize("kind", ["quotation", "passage", "chapter", "thesis"])
def test_what_is_invented_throughout_is_said_once(client: Client, kind: str) -> None:
    make_searchable(2, is_example=True)
    words = Chapter.objects.get().title
    page = html.fromstring(client.get(f"/search/?q=samarbeid+partnerskap+{words}&in={kind}").content.decode())
    assert page.xpath("//article")
    assert len(page.xpath("//main//*[contains(@class, 'tag--example')]")) == 1


@pytest.mark.parametrize("kind", ["author", "work", "theme"])
def test_what_narrows_is_shown_for_kinds_without_such_a_facet_too(client: Client, kind: str) -> None:
    make_searchable()
    theme = make_theme()
    page = client.get(
        "/search/", {"q": "partnerskap", "in": kind, "theme": [theme.slug, "annet"], "role": "user"}
    )
    chosen = {option.label: option.url for option in page.context["page"].chosen}
    assert list(chosen) == [theme.display_name, "annet", "bruker av tjenester"]
    assert "theme=annet" in chosen[theme.display_name]
    assert f"theme={theme.slug}" not in chosen[theme.display_name]


@pytest.mark.parametrize("kind", ["work", "author"])
def test_works_and_authors_tell_how_often_they_are_cited(client: Client, kind: str) -> None:
    thesis = make_thesis()
    work = make_work(make_person("Lidsky", "M."), title="Gatas byråkrati")
    for text in ("Lidsky (2010) sier det.", "Lidsky (2010) sier det igjen."):
        make_citation(make_passage(make_chapter(thesis), text), work)
    rebuild()
    (hit,) = client.get("/search/", {"q": "Lidsky", "in": kind}).context["page"].hits
    assert hit.place == "i 1 oppgave, 2 steder"


def test_a_page_that_was_worked_out_is_said_to_be(client: Client) -> None:
    make_searchable()
    Passage.objects.update(page="12", page_is_inferred=True)
    (hit,) = client.get("/search/", {"q": "partnerskapet", "in": "passage"}).context["page"].hits
    assert hit.place == "s. 12"
    assert hit.is_place_inferred


def test_a_phrase_that_nothing_has_can_be_taken_apart(client: Client) -> None:
    make_searchable()
    page = client.get("/search/", {"q": '"partnerskapet brukeren -noe OR"'}).context["page"]
    (apart,) = [option for option in page.ways_out if "%22" not in option.url]
    assert apart.count
    found = client.get(f"/search/{apart.url}").context["page"]
    assert sum(tab.count for tab in found.tabs) == apart.count


@pytest.mark.parametrize("asked", [{}, {"q": "kvantefysikk"}])
def test_where_nothing_was_asked_or_found_themes_lead_on(client: Client, asked: dict[str, str]) -> None:
    make_searchable()
    page = html.fromstring(client.get("/search/", asked).content.decode())
    assert page.xpath("//main//a[contains(@class, 'chip')]/@href") == [make_theme().get_absolute_url()]
    assert not page.xpath("//main//a[contains(@href, 'exact=1')]")


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=%22noe+rart+her%22+romskip&theme=tillit&theme=annet&role=user&year=1999&thesis=finnes-ikke",
        "/search/?q=forfatter:Aas+institusjon:Fjellet+tema:tillit+rart&role=user&year=1999",
        "/search/?q=kvantefysikk",
    ],
)
def test_a_search_that_finds_nothing_costs_few_questions(
    client: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    make_searchable()
    make_theme("Tillit")
    client.get(address)
    with django_assert_max_num_queries(15):
        client.get(address)
