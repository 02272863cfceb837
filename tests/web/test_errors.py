"""What a reader meets where nothing is, or where something broke."""

from __future__ import annotations

import logging

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse
from lxml import html

from kb.records.models import SlugRedirect
from kb.search.folder import IndexMissingError
from kb.synthesis.addresses import measure_likeness
from kb.web.views import errors, home
from tests import recipes
from tests.web.conftest import Element, words

pytestmark = pytest.mark.django_db

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def reader() -> Client:
    """A browser that shows the page of a fault instead of handing the fault to the test."""
    return Client(raise_request_exception=False, headers={"accept": BROWSER})


def read_missing(client: Client, address: str) -> Element:
    """The page for an address that leads nowhere."""
    response = client.get(address)
    assert response.status_code == 404, address
    assert response["X-Robots-Tag"] == "noindex"
    return Element(html.fromstring(response.content.decode()))


def links(page: Element, within: str = "main") -> list[str]:
    return [link.get("href") or "" for link in page.find_all(f"{within} a")]


# Not found


def test_an_address_that_leads_nowhere_offers_a_search_for_its_words(reader):
    page = read_missing(reader, "/themes/tillit-og-styring/")
    (field,) = page.find_all("main form[role=search] input[name=q]")
    assert field.get("value") == "tillit og styring"
    assert "/themes/" in links(page)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/themes/h%C3%A5ndlings-rom/", "håndlings rom"),
        ("/noe/2019-tillit_i-tall/", "tillit i tall"),
        ("/wp-login.php", ""),
        ("/.env", ""),
        ("/ab/", ""),
        ("/%3Cscript%3E/", "script"),
    ],
)
def test_only_words_that_a_person_may_have_meant_are_searched_for(reader, address, asked):
    (field,) = read_missing(reader, address).find_all("main form[role=search] input[name=q]")
    assert field.get("value") == asked


def test_a_mistyped_address_is_shown_what_comes_nearest_its_own_kind_first(reader):
    theme = recipes.make_theme("Handlingsrom")
    thesis = recipes.make_thesis("Handlingsrom i små kontor")
    author = recipes.make_person("Handeland", "Hilde")
    work = recipes.make_work(author, title="Om rommet", slug="handeland-2010-om-rommet")
    recipes.make_citation(
        recipes.make_passage(recipes.make_chapter(thesis), "Handeland (2010) sier det."), work
    )
    near = links(read_missing(reader, "/themes/handlingsromm/"), "ul[data-near]")
    assert near[:2] == [theme.get_absolute_url(), thesis.get_absolute_url()]
    assert links(read_missing(reader, "/theses/handlingsrom-i-smaa-kontorer/"), "ul[data-near]")[0] == (
        thesis.get_absolute_url()
    )
    assert author.get_absolute_url() in links(read_missing(reader, "/authors/handelan/"), "ul[data-near]")
    assert work.get_absolute_url() in links(read_missing(reader, "/works/handeland-2010/"), "ul[data-near]")


def test_drafts_and_what_is_cited_nowhere_are_near_nothing(reader):
    recipes.make_thesis("Handlingsrom i det skjulte", published=False)
    recipes.make_work(title="Handlingsrom", slug="handlingsrom-2010")
    page = read_missing(reader, "/theses/handlingsrom-i-det-skjulte-1/")
    assert not page.find_all("ul[data-near]")
    assert "skjulte" not in words(page.find_all("h1")[0])


def test_a_chapter_that_moved_leads_to_its_thesis_and_to_chapters_of_that_name(reader):
    thesis = recipes.make_thesis("Et kontor")
    recipes.make_chapter(thesis, "Innledning", slug="10-innledning")
    theory = recipes.make_chapter(thesis, "Teori", slug="30-teori")
    hidden = recipes.make_chapter(thesis, "Teori i vedlegg", slug="90-teori", is_hidden=True)
    SlugRedirect.objects.create(kind="thesis", old_slug="kontor-foer", target_id=thesis.pk)
    page = read_missing(reader, f"/theses/{thesis.slug}/20-teori/")
    found = links(page, ".nearby")
    assert found[:2] == [thesis.get_absolute_url(), f"{thesis.get_absolute_url()}{theory.slug}/"]
    assert f"{thesis.get_absolute_url()}{hidden.slug}/" not in found
    # By the thesis' former address, too.
    assert reader.get("/theses/kontor-foer/20-teori/", follow=True).status_code == 404


def test_what_no_person_wrote_costs_the_database_nothing(reader, django_assert_num_queries):
    with django_assert_num_queries(0):
        reader.get("/wp-admin/setup-config.php")


def test_a_page_that_is_not_there_costs_few_questions(reader, django_assert_max_num_queries):
    for number in range(30):
        recipes.make_thesis(f"Handlingsrom {number}")
        recipes.make_theme(f"Handlingsrom {number}")
    reader.get("/themes/handlingsrom/")
    with django_assert_max_num_queries(10):
        reader.get("/themes/handlingsrom-x/")


def test_a_page_that_is_not_there_is_shown_though_the_database_is_away(reader, caplog):
    def refuse(*args):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        page = read_missing(reader, "/noe/tillit/")
    assert page.find_all("main form[role=search]")


@pytest.mark.parametrize(("one", "other"), [("handlingsrom", "handlingsromm"), ("aas-2010", "aas-2011")])
def test_likeness_is_the_same_either_way_and_whole_for_the_same(one, other):
    assert 0 < measure_likeness(one, other) == measure_likeness(other, one) < 1
    assert measure_likeness(one, one) == 1
    assert measure_likeness(one, "") == 0


# Forms of answers


@pytest.mark.parametrize("address", ["/themes/finnes-ikke/feed/", "/themes/finnes-ikke/table/"])
def test_feeds_and_tables_that_are_not_there_say_so_in_plain_text(reader, address):
    response = reader.get(address)
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/plain")
    assert len(response.content.splitlines()) == 1


def test_a_program_that_asks_for_json_gets_json(client):
    response = client.get("/finnes-ikke/", headers={"accept": "application/json"})
    assert response.json()["status"] == response.status_code == 404


@pytest.mark.parametrize("accept", ["*/*", "", BROWSER, "image/*"])
def test_everybody_else_gets_a_page(client, accept):
    assert client.get("/finnes-ikke/", headers={"accept": accept})["Content-Type"].startswith("text/html")


# Not allowed


def test_what_one_may_not_do_is_said_with_the_way_back(client):
    client.force_login(User.objects.create_user("ola", is_staff=True))
    response = client.get(reverse("admin:records_thesis_changelist"))
    assert response.status_code == 403
    page = response.content.decode()
    assert f'href="{reverse("admin:index")}"' in page
    assert "<h1>" in page


def test_who_is_not_logged_in_is_shown_where_to(client):
    response = client.post("/recurring/theme/", {"key": "x"})
    assert response.status_code == 403
    assert f'href="{reverse("admin:login")}"' in response.content.decode()


def test_a_form_that_was_open_too_long_is_refused_in_the_looks_of_the_site(caplog):
    caplog.set_level(logging.ERROR, "django.security.csrf")
    client = Client(enforce_csrf_checks=True, headers={"accept": BROWSER})
    response = client.post(reverse("admin:login"), {"username": "ola", "password": "x"})
    assert response.status_code == 403
    assert 'class="masthead"' in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"


# Faults


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Makes the front page fail with what is put into the list."""
    raised: list[BaseException] = []

    def fail(*args: object, **kwargs: object) -> object:
        raise raised[0]

    monkeypatch.setattr(home, "load_facts", fail)
    return raised


def test_a_fault_of_ours_offers_a_search_and_a_code_that_is_in_the_log(reader, fault, caplog):
    fault.append(ValueError("the password is hunter2"))
    response = reader.get("/")
    text = response.content.decode()
    assert response.status_code == 500
    assert 'action="/search/"' in text
    assert "hunter2" not in text
    code = text.partition("<strong>")[2].partition("</strong>")[0]
    assert len(code) == 6
    assert code in caplog.text


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/themes/?q=tillit", ["/themes/?q=tillit"]),
        ("http://testserver/language/", []),
        ("https://example.org/themes/", []),
        ("", []),
    ],
)
def test_who_sent_too_much_is_led_back_to_where_it_was_sent_from(came_from, back):
    request = RequestFactory().post("/language/", headers={"accept": BROWSER, "referer": came_from})
    request.META["HTTP_HOST"] = "testserver"
    page = Element(html.fromstring(errors.show_bad_request(request, RequestDataTooBig()).content.decode()))
    assert links(page) == [*back, "/"]


@pytest.mark.parametrize(("method", "again"), [("get", ["/themes/?q=tillit"]), ("post", [])])
def test_what_failed_may_be_asked_for_again_but_is_not_sent_again(method, again):
    request = getattr(RequestFactory(), method)("/themes/?q=tillit", headers={"accept": BROWSER})
    page = Element(html.fromstring(errors.show_failure(request).content.decode()))
    assert links(page) == [*again, "/"]


def test_the_page_of_a_fault_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.show_failure(RequestFactory().get("/"))
    assert response.status_code == 500


@pytest.mark.parametrize(("language", "shown"), [("nb", "nb"), ("nn", "nn"), ("en", "en")])
def test_a_fault_is_told_in_the_language_of_the_reader(reader, fault, language, shown):
    fault.append(ValueError("x"))
    reader.cookies["language"] = language
    assert f'<html lang="{shown}">' in reader.get("/").content.decode()


def test_a_fault_is_told_though_no_template_can_be_read(reader, fault, settings):
    fault.append(ValueError("x"))
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
    response = reader.get("/")
    assert response.status_code == 500
    assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_database_that_is_locked_is_no_fault_but_a_wait(reader, monkeypatch, method):
    def lock(*args: object, **kwargs: object) -> object:
        raise OperationalError("database is locked")

    monkeypatch.setattr(errors, "show_forbidden", lock)
    monkeypatch.setattr(home, "load_facts", lock)
    request = getattr(RequestFactory(), method)("/")
    try:
        lock()
    except OperationalError:
        response = errors.show_failure(request)
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert reader.get("/").status_code == 503


def test_an_index_that_is_away_is_a_wait_on_every_page(reader, fault):
    fault.append(IndexMissingError("no index in /secret/place"))
    response = reader.get("/")
    assert response.status_code == 503
    assert "/secret/place" not in response.content.decode()


def test_what_is_too_much_at_once_is_told_as_such(reader, fault):
    fault.append(RequestDataTooBig("more than 5 MB"))
    assert reader.get("/").status_code == 413
    fault[0] = BadRequest("x")
    assert reader.get("/").status_code == 400


def test_a_host_that_the_site_does_not_answer_to_gets_a_plain_page(reader):
    response = reader.get("/", headers={"host": "elsewhere.example.org"})
    assert response.status_code == 400
    assert "elsewhere" not in response.content.decode()


# All pages


@pytest.mark.parametrize("address", ["/", "/theses/", "/about/", "/finnes-ikke/"])
def test_pages_hold_no_inline_script_or_style(client, address):
    text = client.get(address).content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text
    assert "<script>" not in text


def test_the_page_of_a_fault_holds_no_inline_script_or_style(reader, fault):
    fault.append(ValueError("x"))
    response = reader.get("/")
    text = response.content.decode()
    assert " style=" not in text
    assert "<style" not in text
    assert "<script>" not in text
    assert "default-src" in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/", "/theses/", "/about/", "/healthz/"])
def test_pages_are_read_and_never_written_to(address):
    assert Client(enforce_csrf_checks=True).post(address).status_code in {403, 405}
