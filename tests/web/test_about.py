"""The pages about the site: each says what is so."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings

from kb.pages.about import accessibility
from kb.search.query import SearchQuery
from kb.search.terms import FIELD_NAMES, VALUES
from tests import recipes
from tests.web.conftest import words

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
PAGES = ("", "search/", "citing/", "keys/", "accessibility/", "privacy/")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_about_the_site_has_one_heading_and_leads_to_the_others(read, page):
    shown = read(f"/about/{page}")
    assert len(shown.find_all("h1")) == 1
    assert {f"/about/{other}" for other in PAGES} <= {a.get("href") for a in shown.find_all(".subnav a")}
    levels = [
        int(h.node.tag[1]) for h in shown.find_all("main *") if re.fullmatch(r"h[1-6]", str(h.node.tag))
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_on_them_leads_somewhere(client, read, page, search_index):
    for link in read(f"/about/{page}").find_all("main a"):
        address = link.get("href") or ""
        if address.startswith("/"):
            assert client.get(address.partition("#")[0]).status_code == 200, address
        else:
            assert address.startswith(("#", "https://"))


def test_the_footer_leads_to_them_from_every_page(read):
    links = {a.get("href") for a in read("/").find_all("footer a")}
    assert links == {f"/about/{page}" for page in PAGES if page != "keys/"}


def test_old_addresses_of_the_parts_still_lead_to_something_that_says_it(read):
    page = read("/about/")
    for old in ("what", "reading", "suggestions"):
        assert page.by_id(old)
    for old in ("search", "citing", "accessibility", "privacy"):
        assert page.by_id(old).find_all("a")[0].get("href") == f"/about/{old}/"


# Searching


def test_every_way_to_search_is_shown_by_a_search_one_can_try(read):
    links = read("/about/search/").find_all("dt > a")
    assert len(links) >= 10
    for link in links:
        assert unquote_plus(link.get("href") or "") == f"/search/?q={words(link)}"


def test_no_example_is_read_with_a_doubt(read):
    for link in read("/about/search/").find_all("dt > a"):
        assert not SearchQuery.from_text(words(link)).hints, words(link)


def test_examples_name_what_is_in_the_collection(read):
    thesis = recipes.make_thesis(year=2017)
    recipes.make_thesis(year=2020)
    passage = recipes.make_passage(
        recipes.make_chapter(thesis), "Lånekassen (1999) sier det. «Vi eier det sammen.»"
    )
    recipes.make_citation(
        passage, recipes.make_work(recipes.make_person("von Brekke", "Bo")), "Lånekassen (1999)"
    )
    recipes.tag(recipes.make_quotation(passage, "Vi eier det sammen."), recipes.make_theme("Felles eie"))
    shown = [words(link) for link in read("/about/search/").find_all("dt > a")]
    assert 'forfatter:"von Brekke"' in shown
    assert "tillit år:2017-2020" in shown
    assert "tema:felles-eie tillit" in shown


def test_every_field_and_value_that_the_search_knows_is_listed(read):
    shown = {words(code) for code in read("/about/search/").find_all("dt > code")}
    fields = {f"{name}:" for name in FIELD_NAMES if name != "aar"}
    assert fields <= shown
    assert {name for values in VALUES.values() for name in values} <= shown


# Who is behind it


def test_nobody_is_named_who_was_not_given(read):
    for page in ("", "accessibility/", "privacy/"):
        assert not [a for a in read(f"/about/{page}").find_all("main a") if "mailto" in (a.get("href") or "")]


@pytest.mark.parametrize(
    ("contact", "url"),
    [
        ("post@example.org", "mailto:post@example.org"),
        ("https://example.org/kontakt/", "https://example.org/kontakt/"),
        ("55 50 00 00", None),
    ],
)
def test_who_answers_for_the_site_is_named_with_the_way_to_them(read, settings, contact, url):
    settings.KB_OWNER, settings.KB_CONTACT = "Eksempelbiblioteket", contact
    for page in ("", "accessibility/", "privacy/"):
        shown = read(f"/about/{page}")
        assert "Eksempelbiblioteket" in words(shown.find_all("main")[0])
        assert url is None or [a for a in shown.find_all("main a") if a.get("href") == url]


@pytest.mark.parametrize("owner", ["", "Eksempelbiblioteket"])
def test_nobody_is_asked_to_write_where_no_address_is_given(read, settings, owner):
    settings.KB_OWNER, settings.KB_CONTACT = owner, "post@example.org"
    asked = {
        page: words(read(f"/about/{page}").find_all("main")[0]) for page in ("", "accessibility/", "privacy/")
    }
    settings.KB_CONTACT = ""
    for page, before in asked.items():
        shown = read(f"/about/{page}")
        told = words(shown.find_all("main")[0])
        assert told != before
        assert owner in told
        for word in ("Skriv til dem", "så si fra", "Send adressen"):
            assert word not in told
            assert any(word in said for said in asked.values())
        for link in shown.find_all("main nav a"):
            assert shown.by_id(link.get("href").removeprefix("#")) is not None


# The statement


def test_the_statement_has_the_parts_that_are_asked_of_it(read, settings):
    settings.KB_CONTACT = "post@example.org"
    page = read("/about/accessibility/")
    for part in ("about", "status", "missing", "outside", "tested", "tell", "complain"):
        assert page.by_id(part)
    assert [a for a in page.find_all("main a") if "uutilsynet.no" in (a.get("href") or "")]


def test_the_statement_names_the_days_and_the_tool_that_were(read):
    assert accessibility.MADE <= accessibility.LAST_TESTED <= date.today()  # noqa: DTZ011 - a day, not a moment
    assert f"axe v{accessibility.AXE}" in AXE_SCRIPT[:100]
    assert accessibility.AXE in words(read("/about/accessibility/"))


def test_what_the_statement_says_was_tried_has_its_test():
    for modules in accessibility.TRIED_IN.values():
        for module in modules:
            assert (ROOT / module).exists(), module


def test_every_shortcoming_has_its_criterion_and_a_way_round(read):
    shown = read("/about/accessibility/").find_all(".shortcomings > li")
    assert len(shown) >= 4
    for one in shown:
        assert re.search(r"\d\.\d\.\d", words(one.find_all("p.meta")[0]))


# Keys


def test_every_key_of_the_window_that_tells_them_is_told_here_too(read):
    told = {words(key) for key in read("/about/keys/").find_all("dt > kbd")}
    window = (ROOT / "templates/parts/_keys.html").read_text(encoding="utf-8")
    keys = set(re.findall(r"<kbd>([^<]+)</kbd>", window))
    assert keys
    assert keys <= told


# Privacy


def test_every_cookie_that_the_site_may_set_is_told(read):
    told = {words(code) for code in read("/about/privacy/").find_all("th > code")}
    assert {settings.LANGUAGE_COOKIE_NAME, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= told


def test_every_choice_that_scripts_keep_is_told(read):
    told = {words(code) for code in read("/about/privacy/").find_all("th > code")}
    kept = set()
    for script in (ROOT / "static/js").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        kept |= set(re.findall(r"""(?:get|set)Item\(\s*["']([\w-]+)["']""", text))
        # Those that are read before the page is drawn: each stands before the list of what it may be.
        kept |= set(re.findall(r"""^    "?([\w-]+)"?: \["\w""", text, re.MULTILINE))
    assert "text-size" in kept
    assert kept <= told


def test_a_reader_gets_no_cookie(client):
    for address in ("/", "/theses/", "/about/privacy/", "/finnes-ikke/"):
        assert not client.get(address).cookies
