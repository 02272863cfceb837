from __future__ import annotations

import csv
import io

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.records.actions import correct_informant, rename_slug
from kb.records.models import Informant, Person, Quotation, Theme, Thesis, Work
from tests import recipes
from tests.web.across import fill
from tests.web.conftest import words

pytestmark = pytest.mark.django_db

LEADER = "/informants/oppgave-00-2000/leder-a/"
ODD = ["abc", "-1", "99999999999999999999", "9" * 6000, "\x00", "'; --", "🙂", "<script>", ""]


def test_the_list_leads_to_everything_that_each_voice_says(client, read):
    fill(2)
    page = read("/informants/?theme=partnerskap")
    rows = page.find_all("ul.speakers > li")
    assert len(rows) == 4
    for row in rows:
        link = row.find_all("p.speakers__n > a")[0]
        n = int(words(link).split()[0])
        behind = client.get(link.get("href")).context["page"]
        assert behind.total == n == sum(len(section.cards) for section in behind.sections)


def test_facets_and_groups_lead_to_as_many_voices_as_they_say(client):
    fill(3)
    page = client.get("/informants/").context["page"]
    for facet in page.facets:
        for option in facet.options:
            assert client.get(f"/informants/{option.url}").context["page"].total == option.count, option
    for grouping in ("role", "thesis"):
        for section in client.get(f"/informants/?group={grouping}").context["page"].sections:
            assert client.get(f"/informants/{section.url}").context["page"].total == section.n
    assert client.get(f"/informants/{page.confirmed.url}").context["page"].total == page.confirmed.count


def test_a_voice_says_the_same_in_the_list_of_quotations(client):
    fill(1)
    page = client.get(f"{LEADER}?theme=tillit").context["page"]
    assert page.total == 3
    assert client.get(page.list_url).context["page"].total == page.total
    for theme in page.themes:
        assert client.get(f"{LEADER}{theme.url}").context["page"].total == theme.count
    for section in client.get(LEADER).context["page"].others:
        assert client.get(section.url).context["page"].total == section.n


def test_by_theme_a_quotation_may_stand_twice_and_no_id_does(read):
    fill(2)
    page = read(f"{LEADER}?by=theme")
    assert [words(h) for h in page.find_all(".saidgroup__head > h3")] == ["Partnerskap", "Tillit"]
    ids = [element.get("id") for element in page.find_all("*[id]")]
    assert len(ids) == len(set(ids))


def test_nothing_is_told_of_a_voice_but_what_the_thesis_calls_it(read):
    fill(1)
    Informant.objects.filter(label="Leder A").update(read_as=["Kari Nordmann"])
    page = read(LEADER)
    assert words(page.find_all("h1")[0]) == "Leder A"
    assert "Kari Nordmann" not in words(page)


def test_old_addresses_of_voice_and_thesis_lead_on(client):
    fill(1)
    leader = Informant.objects.get(label="Leder A")
    leader.label = "Sjefen"
    correct_informant(informant=leader, by=None)
    moved = client.get(f"{LEADER}?by=theme")
    assert (moved.status_code, moved["Location"]) == (301, "/informants/oppgave-00-2000/sjefen/?by=theme")
    rename_slug(record=leader.thesis, slug="ny", by=None)
    assert client.get(LEADER)["Location"] == "/informants/ny/sjefen/"
    assert client.get(f"{LEADER}table/")["Location"] == "/informants/ny/sjefen/table/"
    assert client.get("/informants/ny/")["Location"] == "/informants/?thesis=ny"
    assert client.get("/informants/ny/finnes-ikke/").status_code == 404
    assert client.get("/informants/finnes-ikke/leder-a/").status_code == 404


def test_a_voice_without_words_to_read_says_so(client, read):
    fill(1)
    Quotation.objects.filter(informant__label="Leder A").delete()
    assert "Leder A" in words(read(LEADER))
    assert client.get(LEADER).context["page"].total == 0
    assert client.get("/informants/?q=leder+a").context["page"].total == 0


@pytest.mark.parametrize("access", ["quotations", "restricted"])
def test_only_as_much_is_open_as_the_thesis_is(client, access):
    fill(1)
    for thesis in Thesis.objects.all():
        thesis.access = access
        thesis.save()
    assert client.get("/informants/").context["page"].total == (2 if access == "quotations" else 0)
    response = client.get(LEADER)
    assert response.status_code == (200 if access == "quotations" else 404)
    if access == "quotations":
        assert "/oppgave-00-2000/kapittel-1/" not in response.content.decode()


def test_where_nobody_speaks_the_page_says_what_to_do(read):
    recipes.make_thesis()
    assert "/quotations/" in [a.get("href") for a in read("/informants/").find_all(".empty a")]


def test_tables_hold_what_the_pages_show(client):
    fill(2)

    def rows(address: str) -> list[list[str]]:
        response = client.get(address)
        assert response["Content-Type"].startswith("text/csv")
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))

    voices = rows("/informants/table/?role=leader")
    assert [row[0] for row in voices[1:]] == ["Leder A", "Leder A"]
    for row in voices[1:]:
        assert client.get(row[-1]).context["page"].total == int(row[3]) == 3
    said = rows(f"{LEADER}table/?theme=tillit")
    assert len(said) == 4
    assert {len(row) for row in said} == {len(said[0])}
    assert rows("/informants/table/?q=finnes-ikke")[1:] == []


@pytest.mark.parametrize("odd", ODD)
def test_odd_parameters_never_give_an_error_page(client, odd):
    fill(1)
    names = ("page", "role", "thesis", "institution", "theme", "q", "confirmed", "sort", "group", "by")
    for address in ("/informants/", LEADER, "/informants/table/", f"{LEADER}table/"):
        assert client.get(address, dict.fromkeys(names, odd)).status_code == 200
        assert client.get(address, {"theme": [odd, odd], "page": odd}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/informants/", "/informants/?group=thesis&theme=tillit", LEADER, f"{LEADER}?by=theme"]
)
def test_thirty_theses_cost_as_many_questions_as_three(client, address):
    def count() -> int:
        ContentType.objects.get_for_models(Quotation, Thesis)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    fill(3)
    few = count()
    for model in (Thesis, Theme, Work, Person):
        model.objects.all().delete()
    fill(30)
    assert count() == few <= 15
