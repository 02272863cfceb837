"""What browsers may keep, and how they learn that it is as it was: never too long, never for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kb.records.models import Informant, Institution, Person, Quotation, Theme, ThemeLink, Thesis, Work
from kb.web.caching import RENDERED
from tests import recipes
from tests.test_security import fill_every_page, public_names

pytestmark = pytest.mark.django_db
# What is written is seen by a request of its own, as readers send it, and not within the transaction of the write.
apart = pytest.mark.django_db(transaction=True)
# They answer each question anew, lead on, or are for development.
OTHERWISE = {"health", "language", "voice-list-thesis", "search-suggestions", "styleguide"}
MATRIX, HOME = "/themes/matrix/", "/"


@pytest.fixture
def addresses(search_index: None) -> dict[str, str]:
    found = fill_every_page()
    return found | {"work-card": f"{found['work-card']}?fragment"}


def ask(client: Client, address: str, tag: str = "", **more: Any) -> HttpResponse:
    headers = {"if-none-match": tag} if tag else {}
    return client.get(address, headers=headers | more)  # type: ignore[return-value]


def body(response: HttpResponse) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("name", [name for name in public_names() if name not in OTHERWISE])
def test_a_page_that_did_not_change_is_not_sent_again(
    client: Client,
    addresses: dict[str, str],
    name: str,
) -> None:
    first = ask(client, addresses[name])
    assert first.status_code == 200
    assert set(first["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert {"Cookie", "Accept-Language", "Accept-Encoding"} <= set(first["Vary"].replace(" ", "").split(","))
    assert first.cookies == {}  # nothing is put into the browser of who only reads
    if first.streaming and name in RENDERED:
        return  # it is made while it is sent: nobody knows beforehand what it will be
    again = ask(client, addresses[name], first["ETag"])
    assert (again.status_code, body(again)) == (304, b"")
    for header in ("ETag", "Vary", "Cache-Control"):
        assert again[header] == first[header]


@pytest.mark.parametrize(
    "name",
    ["home", "theme-detail", "theme-matrix", "theme-together", "compare", "thesis-detail", "chapter-detail"],
)
def test_that_it_did_not_change_costs_one_question(
    client: Client,
    addresses: dict[str, str],
    name: str,
    django_assert_num_queries: Any,
) -> None:
    tag = ask(client, addresses[name])["ETag"]
    with django_assert_num_queries(1):
        assert ask(client, addresses[name], tag).status_code == 304


def change_title() -> None:
    thesis = Thesis.objects.public().first()
    assert thesis is not None
    thesis.title = "En annen tittel"
    thesis.save()


CHANGES: dict[str, Callable[[], object]] = {
    "a title": change_title,
    "a thesis withdrawn": lambda: Thesis.objects.filter(pk=Thesis.objects.public()[:1]).update(
        state="withdrawn"
    ),
    "a thesis more": lambda: recipes.make_thesis("En oppgave til"),
    "many quotations at once": lambda: Quotation.objects.update(state="rejected"),
    "themes at once": lambda: ThemeLink.objects.all().delete(),
    "how two themes are related": lambda: Theme.objects.all()[0].related.add(Theme.objects.all()[1]),
    "a theme's name": lambda: Theme.objects.filter(name="Tillit").update(name="Tiltro"),
    "an author": lambda: Person.objects.update(family="Andresen"),
    "a work": lambda: Work.objects.update(year="1955"),
    "an institution": lambda: Institution.objects.update(name="Et annet sted"),
    "a voice": lambda: Informant.objects.bulk_update(
        [Informant(pk=pk, role="other") for pk in Informant.objects.values_list("pk", flat=True)], ["role"]
    ),
}


@apart
@pytest.mark.parametrize("what", CHANGES)
def test_what_the_public_sees_has_another_tag_when_it_changed(
    client: Client,
    addresses: dict[str, str],
    what: str,
) -> None:
    tags = {address: ask(client, address)["ETag"] for address in (HOME, MATRIX)}
    CHANGES[what]()
    for address, tag in tags.items():
        again = ask(client, address, tag)
        assert again.status_code == 200
        assert again["ETag"] != tag


@apart
def test_a_statement_of_ones_own_counts_too(client: Client) -> None:
    recipes.make_thesis("Før")
    tag = ask(client, HOME)["ETag"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_thesis SET title = 'Etter'")
    assert b"Etter" in ask(client, HOME, tag).content


@apart
def test_what_was_withdrawn_is_gone_for_who_has_it_still(client: Client) -> None:
    thesis = recipes.make_thesis()
    address = reverse("thesis-detail", args=[thesis.slug])
    tag = ask(client, address)["ETag"]
    Thesis.objects.update(state="withdrawn")
    gone = ask(client, address, tag)
    assert gone.status_code == 410
    assert gone.headers.get("ETag") != tag


@apart
def test_a_draft_shows_in_nothing_that_is_kept(client: Client, addresses: dict[str, str]) -> None:
    before = ask(client, HOME)
    draft = recipes.make_thesis("Hemmelig utkast", published=False)
    recipes.make_quotation(recipes.make_passage(recipes.make_chapter(draft, "Funn"), "Dette er hemmelig."))
    after = ask(client, HOME, before["ETag"])
    assert after.status_code in {200, 304}
    assert after.status_code == 304 or after.content == before.content


def test_each_language_has_a_tag_of_its_own(client: Client, addresses: dict[str, str]) -> None:
    def read(language: str, tag: str = "") -> HttpResponse:
        client.cookies["language"] = language
        return ask(client, MATRIX, tag)

    tags = {language: read(language)["ETag"] for language in ("nb", "nn", "en")}
    assert len(set(tags.values())) == 3
    assert read("en", tags["nb"]).status_code == 200
    assert read("nn", tags["nn"]).status_code == 304
    del client.cookies["language"]
    assert ask(client, MATRIX, tags["nb"], **{"accept-language": "en"}).status_code == 200


def test_each_address_has_a_tag_of_its_own(client: Client) -> None:
    tag = ask(client, MATRIX)["ETag"]
    assert ask(client, f"{MATRIX}?by=role", tag).status_code == 200


def test_who_is_signed_in_never_gets_the_visitors_page_nor_the_other_way(
    client: Client,
    addresses: dict[str, str],
) -> None:
    address = f"{reverse('recurring')}?show=terms"
    curator = Client()
    curator.force_login(User.objects.create_superuser("kari"))
    theirs, visitors = ask(curator, address), ask(client, address)
    assert theirs.content != visitors.content  # they have buttons there
    assert ask(curator, address, visitors["ETag"]).status_code == 200
    assert ask(client, address, theirs["ETag"]).content == visitors.content
    assert "Cookie" in theirs["Vary"]
    assert "private" in theirs["Cache-Control"]


def test_a_compressed_page_is_known_again(client: Client, addresses: dict[str, str]) -> None:
    for address in (HOME, reverse("quotation-list")):
        first = ask(client, address, **{"accept-encoding": "gzip"})
        assert first["Content-Encoding"] == "gzip"
        assert first["ETag"].startswith("W/")  # the words are the same, the bytes need not be
        assert ask(client, address, first["ETag"]).status_code == 304


@pytest.mark.parametrize("address", ["/finnes-ikke/", "/theses/finnes-ikke/"])
def test_what_is_not_there_has_no_tag_of_a_page(client: Client, address: str) -> None:
    tag = ask(client, HOME)["ETag"]
    assert ask(client, address, tag).status_code == 404


def test_a_form_that_is_sent_is_never_answered_from_what_is_kept(client: Client) -> None:
    assert client.post(MATRIX, headers={"if-none-match": "*"}).status_code != 304


def test_the_icon_is_where_programs_guess_it(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"
