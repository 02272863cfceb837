"""What holds for every page across theses: what it costs, what it hides, what it bears."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.records.models import Citation, Person, Quotation, Theme, Thesis, Work
from tests.web.across import fill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def addresses() -> dict[str, str]:
    return {
        "quotations": "/quotations/?theme=partnerskap&thesis=oppgave-00-2000&author=siri-skriversen",
        "quotation": Quotation.objects.filter(informant__isnull=False).order_by("pk")[0].get_absolute_url(),
        "themes": "/themes/",
        "theme": "/themes/samarbeid/",
        "authors": "/authors/?q=a",
        "author": "/authors/siri-skriversen/?theme=partnerskap",
        "works": "/works/?q=a",
        "work": Work.objects.exclude(title="").get().get_absolute_url() + "?theme=partnerskap",
    }


def count_queries(client, address: str) -> int:
    """Those that make the page; not the one before them that asks whether the reader has it already."""
    ContentType.objects.get_for_models(Quotation, Thesis)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return sum("records_writemark" not in query["sql"] for query in queries)


@pytest.mark.parametrize(
    "page", ["quotations", "quotation", "themes", "theme", "authors", "author", "works", "work"]
)
def test_thirty_theses_cost_as_many_questions_to_the_database_as_three(client, page):
    fill(3)
    few = count_queries(client, addresses()[page])
    Thesis.objects.all().delete()
    Theme.objects.all().delete()
    Work.objects.all().delete()
    Person.objects.all().delete()
    fill(30)
    assert count_queries(client, addresses()[page]) == few <= 15


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn"])
def test_nothing_of_a_thesis_that_is_not_published_shows(client, state):
    fill(1)
    asked = addresses()
    Thesis.objects.update(state=state)
    assert client.get(asked["quotation"]).status_code == (410 if state == "withdrawn" else 404)
    assert client.get(asked["author"]).status_code == 404
    assert client.get(asked["work"]).status_code == 404
    for page in ("quotations", "themes", "theme", "authors", "works"):
        text = client.get(asked[page]).content.decode()
        for hidden in ("Oppgave 00", "lappeteppe", "Vi eier kontoret", "Sammen om kontoret"):
            assert hidden not in text, (page, hidden)


def test_a_hidden_chapter_hides_what_it_quotes_and_cites(client):
    fill(1)
    asked = addresses()
    Quotation.objects.first().passage.chapter.__class__.objects.update(is_hidden=True)
    assert client.get(asked["quotation"]).status_code == 404
    assert client.get("/quotations/").context["page"].total == 0
    assert Citation.objects.public().count() == 0
    assert client.get(asked["work"]).status_code == 404


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
    names = (
        "page", "theme", "kind", "role", "thesis", "year", "author", "form", "voice", "q", "confirmed", "terms",
        "group", "sort", "letter", "type", "known", "shared", "with", "work", "in", "exact",
    )  # fmt: skip
    for page, address in addresses().items():
        bare = address.partition("?")[0]
        assert client.get(bare, dict.fromkeys(names, odd)).status_code == 200, page
        assert client.get(bare, {"page": odd}).status_code == 200, page


def test_what_stands_in_texts_is_never_markup(client):
    fill(1)
    Quotation.objects.update(text="<script>alert(1)</script> og mer enn det")
    for address in ("/quotations/", addresses()["quotation"], "/themes/partnerskap/"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_no_page_carries_style_or_script_of_its_own(client):
    fill(2)
    for address in addresses().values():
        text = client.get(address).content.decode()
        assert " style=" not in text
        assert "<style" not in text
        assert "<script>" not in text


def test_every_id_stands_once_on_a_page(client, read):
    fill(2)
    for address in (*addresses().values(), "/quotations/?group=none"):
        ids = [element.get("id") for element in read(address).find_all("*[id]")]
        assert len(ids) == len(set(ids)), address
