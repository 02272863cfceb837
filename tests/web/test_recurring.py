from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kb.records.models import Passage, SetAside, Theme, Thesis, Work
from kb.synthesis.recurring.renewal import renew
from tests import recipes
from tests.synthesis.recurring.collection import CAKE, fill
from tests.web.conftest import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

PARTS = ["", "?show=passages", "?show=within", "?show=sources"]
TERM = "/recurring/?term=kringlelogikk&language=no"


@pytest.fixture
def theses() -> list[Thesis]:
    made = fill()
    renew()
    return made


@pytest.fixture
def curator() -> Client:
    user = User.objects.create_user("kari", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="records"))
    client = Client()
    client.force_login(user)
    return client


def test_every_number_of_a_term_leads_to_what_it_counts(read, theses):
    page = read("/recurring/")
    (row,) = page.find_all("ul.recurring > li")
    passages, of_theses = (
        next(a for a in row.find_all("p.meta a") if words(a).startswith(text))
        for text in ("8 avsnitt", "2 oppgaver")
    )
    listed = read(passages.get("href"))
    assert len(listed.find_all("ul.recurring__places > li")) == 8
    assert len(read(of_theses.get("href").split("#")[0]).find_all("nav.filters li")) == 2
    counts = [int(words(count)) for count in listed.find_all("nav.filters li span.count")]
    assert sum(counts) == 8
    for link, count in zip(listed.find_all("nav.filters li a"), counts, strict=True):
        assert (
            len(read(TERM + "&" + link.get("href").split("&")[-1]).find_all("ul.recurring__places > li"))
            == count
        )
    for place in listed.find_all("ul.recurring__places > li"):
        assert "kringlelogikk" in words(place.find_all("mark")[0]).casefold()


def test_a_place_of_a_term_leads_to_its_passage(read, theses):
    link = read(TERM).find_all("ul.recurring__places > li a")[0].get("href")
    address, _, anchor = link.partition("#")
    assert "kringlelogikk" in words(read(address).by_id(anchor)).casefold()


def test_shared_passages_stand_side_by_side_with_what_is_the_same_marked(read, theses):
    page = read("/recurring/?show=passages")
    (article,) = page.find_all("article.sharedtext")
    marked = [words(mark) for mark in article.find_all("mark")]
    assert marked == [f"{CAKE}» (Bakerdirektoratet, 2019"] * 2
    assert f"{len(CAKE.split()) + 2} ord på rad" in words(article)
    first, second = (side.find_all("a")[0] for side in article.find_all("div.sharedtext__sides > div"))
    assert first.get("href") != second.get("href")


def test_two_that_cite_the_same_work_are_said_to_and_it_is_linked(read, theses):
    (head,) = read("/recurring/?show=passages").find_all("header.sharedtext__head")
    assert "Begge siterer Bakerdirektoratet (2019)." in words(head)
    assert head.find_all("a")[0].get("href") == Work.objects.get().get_absolute_url()


def test_one_that_cites_alone_is_told_apart(read, theses):
    (head,) = read("/recurring/?show=within").find_all("header.sharedtext__head")
    assert "viser til Bakerdirektoratet (2019)." in words(head)
    assert "Both" not in words(head)


def test_a_law_that_both_name_is_said(read):

    for number in range(2):
        thesis = recipes.make_thesis(f"Lov {number}", language="nb")
        recipes.make_passage(recipes.make_chapter(thesis), f"{number} Av § 14 a og Meld. St. 33: {CAKE}.")
    renew()
    assert "Begge nevner § 14a, Meld. St. 33." in words(read("/recurring/?show=passages"))


def test_a_text_that_changed_since_is_said_and_not_marked_wrongly(read, theses):
    passage = theses[1].passages.get(text__contains=CAKE)
    passage.text = "Helt andre ord."
    passage.save()
    page = read("/recurring/?show=passages")
    assert not page.find_all("article mark")
    assert "er endret siden" in words(page.find_all("article")[0])


def test_a_thesis_that_waits_is_told(read, theses):
    assert "changed since this was counted" not in words(read("/recurring/"))
    theses[0].passages.first().save()
    assert "1 oppgave er endret siden dette ble talt" in words(read("/recurring/"))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_nothing_of_a_thesis_that_is_not_published_shows(client, theses, part, state):
    for thesis in theses:
        thesis.state = state
        thesis.save()
    text = client.get(f"/recurring/{part}").content.decode()
    for hidden in ("kringlelogikk", "Oppgave 0", CAKE[:20], "Bakerdirektoratet"):
        assert hidden not in text
    assert client.get(TERM).status_code == 404


@pytest.mark.parametrize("part", [*PARTS, "?term=kringlelogikk"])
def test_thirty_theses_cost_as_many_questions_to_the_database_as_three(client, part):
    def count() -> int:
        renew()
        client.get(f"/recurring/{part}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/recurring/{part}").status_code == 200
        return len(queries)

    fill(3)
    few = count()
    Thesis.objects.all().delete()
    Work.objects.all().delete()
    fill(30)
    assert count() == few <= 12


def test_the_table_has_the_terms_of_the_list(client, theses):
    response = client.get("/recurring/table/")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["kringlelogikk"]
    assert rows[1][2] == "2"
    assert rows[1][4] == "8"
    assert (
        len(
            list(
                csv.reader(
                    io.StringIO(client.get("/recurring/table/?least=3").content.decode()), delimiter=";"
                )
            )
        )
        == 1
    )


def test_a_site_with_one_thesis_says_what_to_wait_for(read):
    recipes.make_thesis()
    assert "Ikke talt ennå" in words(read("/recurring/"))
    renew()
    for part in PARTS:
        assert "Det trengs to oppgaver" in words(read(f"/recurring/{part}"))


ODD = [
    "show=nothing",
    "least=-1",
    "least=9" + "9" * 40,
    "sort=%00",
    "language=xx",
    "page=abc",
    "term=%00",
    "term=" + "x" * 900,
    "show=terms&show=within",
    "thesis=%00&term=kringlelogikk",
]


@pytest.mark.parametrize("query", ODD)
def test_an_odd_address_is_no_error(client, theses, query):
    assert client.get(f"/recurring/?{query}").status_code in {200, 404}
    assert client.get(f"/recurring/table/?{query}").status_code == 200


# For curators

FORMS = {
    "/recurring/theme/": {"term": "kringlelogikk", "language": "no"},
    "/recurring/aside/": {"term": "kringlelogikk", "language": "no", "label": "kringlelogikk"},
    "/recurring/back/": {"row": "1"},
}


@pytest.mark.parametrize("part", [*PARTS, "?term=kringlelogikk"])
def test_readers_see_no_buttons(read, theses, part):
    assert not read(f"/recurring/{part}").find_all("main form")


@pytest.mark.parametrize("address", FORMS)
def test_readers_may_not_and_nobody_may_by_a_link(client, curator, theses, address):
    assert client.post(address, FORMS[address]).status_code == 403
    assert curator.get(address).status_code == 405
    assert not Theme.objects.exists()
    assert not SetAside.objects.exists()


def test_a_reader_with_an_account_may_not_either(client, theses):
    client.force_login(User.objects.create_user("leser"))
    assert client.post("/recurring/theme/", FORMS["/recurring/theme/"]).status_code == 403
    assert client.get("/recurring/?show=aside").status_code == 404


def test_the_click_needs_the_token_of_the_page(theses):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.create_superuser("sjef"))
    assert strict.post("/recurring/theme/", FORMS["/recurring/theme/"]).status_code == 403


def test_one_click_makes_a_theme_of_a_term_and_lands_in_its_form(curator, theses):
    response = curator.post("/recurring/theme/", FORMS["/recurring/theme/"], follow=True)
    theme = Theme.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/records/theme/{theme.pk}/change/"
    assert "8 avsnitt har det" in response.content.decode()
    assert (theme.name, theme.labels.get().text) == ("Kringlelogikk", "Kringlelogikk")
    carrying = set(theme.links.values_list("object_id", flat=True))
    assert carrying == {p.pk for p in Passage.objects.all() if "ringlelogikk" in p.text}
    assert "kringlelogikk" not in curator.get("/recurring/").content.decode()
    assert "Et tema har dette begrepet nå" in curator.get(TERM).content.decode()


def test_a_second_click_is_refused_in_words(curator, theses):
    for _ in range(2):
        response = curator.post("/recurring/theme/", FORMS["/recurring/theme/"], follow=True)
    assert "alt et tema som heter" in response.content.decode()
    assert Theme.objects.count() == 1


def test_a_shared_passage_becomes_a_theme_by_the_name_that_the_curator_gives(curator, theses):
    page = curator.get("/recurring/?show=passages").context["page"]
    posted = {"passage": page.passages[0].key, "name": "Bakevakt"}
    curator.post("/recurring/theme/", posted)
    theme = Theme.objects.get()
    assert theme.name == "Bakevakt"
    assert {link.state for link in theme.links.all()} == {"accepted"}
    assert theme.links.count() == 2


def test_what_no_longer_recurs_makes_no_theme(curator, theses):
    response = curator.post("/recurring/theme/", {"term": "vaffel", "language": "no"}, follow=True)
    assert "går ikke igjen lenger" in response.content.decode()
    assert not Theme.objects.exists()


def test_what_is_set_aside_is_gone_for_all_and_can_be_brought_back(curator, client, theses):
    response = curator.post("/recurring/aside/", {**FORMS["/recurring/aside/"], "kept": "?least=2"})
    assert response["Location"] == "/recurring/?least=2"
    assert "kringlelogikk" not in client.get("/recurring/").content.decode()
    renew(everything=True)
    assert "kringlelogikk" not in client.get("/recurring/").content.decode()
    assert "kringlelogikk" in curator.get("/recurring/?show=aside").content.decode()
    curator.post("/recurring/back/", {"row": SetAside.objects.get().pk})
    assert "kringlelogikk" in client.get("/recurring/").content.decode()


def test_a_shared_passage_can_be_set_aside(curator, theses):
    key = curator.get("/recurring/?show=passages").context["page"].passages[0].key
    curator.post("/recurring/aside/", {"passage": key, "label": "kake"})
    assert curator.get("/recurring/?show=passages").context["page"].total == 0


@pytest.mark.parametrize(
    "kept", ["https://example.org/", "//example.org", "?term=x", "\x00", "?least=2&next=//x"]
)
def test_no_form_leads_away_from_the_site(curator, theses, kept):
    for address in ("/recurring/aside/", "/recurring/back/"):
        response = curator.post(
            address, {"term": "kringle", "language": "no", "label": "x", "row": "x", "kept": kept}
        )
        assert response["Location"].startswith("/recurring/")


def test_only_numbers_are_offered_that_leave_something_and_each_part_has_a_lead_of_its_own(client, theses):
    leads = set()
    for part in PARTS:
        page = client.get(f"/recurring/{part}").context["page"]
        leads.add(page.lead)
        offered = [option for facet in page.facets if facet.name == "least" for option in facet.options]
        for option in offered:
            assert client.get(f"/recurring/{option.url}").context["page"].total
    assert len(leads) == len(PARTS)
    page = client.get("/recurring/?least=10").context["page"]
    assert [option.value for option in page.facets[0].options if option.is_chosen] == ["10"]
