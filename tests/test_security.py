"""What keeps readers and curators safe: on every page, in every template, behind every address of the admin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from lxml import html

from kb.records.identifiers import make_voice_key
from kb.records.models import Chapter, Passage, Person, Quotation, Theme, Thesis, Work
from tests.web.across import fill

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# In a template, not only in what it renders to: a branch that no test takes is read too.
INLINE = {
    "a style of its own": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style sheet within": re.compile(r"<style\b", re.IGNORECASE),
    "a script within": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event's script": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "a script as address": re.compile(r"javascript:", re.IGNORECASE),
    "a file from elsewhere": re.compile(
        r"<(?:script|img|iframe|link)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE
    ),
}


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address under ``resolver`` with its namespace."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif pattern.name:
            yield namespace + pattern.name, pattern


# What curators send from a page, and nobody opens.
POSTED = {"recurring-theme", "recurring-aside", "recurring-back"}


def public_names() -> list[str]:
    names = {name for name, _ in addresses(get_resolver()) if not name.startswith("admin:")}
    return sorted(names - POSTED)


def admin_patterns() -> list[tuple[str, URLPattern]]:
    return sorted(
        (
            (name, pattern)
            for name, pattern in addresses(get_resolver())
            if name.startswith("admin:") and name not in {"admin:login", "admin:logout"}
        ),
        key=lambda pair: pair[0],
    )


@pytest.fixture
def one_address(db: None, search_index: None) -> dict[str, str]:
    return fill_every_page()


def fill_every_page() -> dict[str, str]:
    """Records for every public page; the address of one for each, by the name of the address."""
    fill(2)
    chapter = Chapter.objects.first()
    assert chapter is not None
    passage = Passage.objects.public().first()
    assert passage is not None
    arguments = {
        "thesis-detail": [Thesis.objects.first().slug],  # type: ignore[union-attr]
        "thesis-sources": [Thesis.objects.first().slug],  # type: ignore[union-attr]
        "chapter-detail": [chapter.thesis.slug, chapter.slug],
        "quotation-detail": [Quotation.objects.first().public_id],  # type: ignore[union-attr]
        **{
            name: [Theme.objects.get(name="Partnerskap").slug]
            for name in (
                "theme-detail",
                "theme-theses",
                "theme-passages",
                "theme-words",
                "theme-table",
                "theme-feed",
            )
        },
        "theme-vocabulary": ["ttl"],
        "voice-list-thesis": [chapter.thesis.slug],
        "voice-detail": [chapter.thesis.slug, make_voice_key("Leder A")],
        "voice-table": [chapter.thesis.slug, make_voice_key("Leder A")],
        "author-detail": [Person.objects.get(family="Skriversen").slug],
        "similar": [passage.thesis.slug, passage.anchor],
        "work-detail": [Work.objects.get(title="Sammen om kontoret").slug],
        "work-card": [Work.objects.get(title="Sammen om kontoret").slug],
        "thesis-citation": [Thesis.objects.first().slug, "ris"],  # type: ignore[union-attr]
        "quotation-citation": [Quotation.objects.first().public_id, "bib"],  # type: ignore[union-attr]
        "quotation-file": ["ris"],
        "work-citation": [Work.objects.get(title="Sammen om kontoret").slug, "csl.json"],
    }
    return {name: reverse(name, args=arguments.get(name)) for name in public_names()}


def assert_nothing_inline_is_allowed(response: HttpResponse) -> None:
    directives = dict(
        part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip()
    )
    assert directives["default-src"] == "'self'"
    assert directives["object-src"] == directives["base-uri"] == directives["frame-ancestors"] == "'none'"
    assert directives["form-action"] == "'self'"
    for name, sources in directives.items():
        assert not re.search(r"unsafe|https?:|\*", sources), f"{name} allows {sources}"


@pytest.mark.parametrize("name", public_names())
def test_every_page_forbids_what_is_inline_and_holds_nothing_of_the_kind(
    client: Client, one_address: dict[str, str], name: str
) -> None:
    response = client.get(one_address[name], follow=True)
    assert response.status_code == 200
    assert_nothing_inline_is_allowed(response)
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    if response["Content-Type"].startswith("text/html"):
        page = html.fromstring(response.content.decode())
        assert (
            page.xpath("//*[@style] | //style | //script[not(@src)] | //*[@*[starts-with(name(), 'on')]]")
            == []
        )


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/no-such-page/", "/theses/no-such-thesis/", "/admin/login/"])
def test_pages_beside_the_ordinary_ones_are_as_strict(client: Client, address: str) -> None:
    assert_nothing_inline_is_allowed(client.get(address))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_carries_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = {what: match[0] for what, pattern in INLINE.items() if (match := pattern.search(text))}
    assert found == {}


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ('<p style="color: red">', "a style of its own"),
        ("<style>p { color: red }</style>", "a style sheet within"),
        ("<script>start()</script>", "a script within"),
        ('<button type="button" onclick="go()">', "an event's script"),
        ('<a hx-on:click="go()" href="/">', "an event's script"),
        ('<a href="javascript:go()">', "a script as address"),
        ('<script src="//elsewhere.example/x.js"></script>', "a file from elsewhere"),
    ],
)
def test_the_search_for_inline_code_finds_it(markup: str, what: str) -> None:
    assert what in [name for name, pattern in INLINE.items() if pattern.search(markup)]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "pattern"), admin_patterns(), ids=[name for name, _ in admin_patterns()])
def test_no_page_of_the_admin_opens_without_login(client: Client, name: str, pattern: URLPattern) -> None:
    # A part of an address is a record's key; the one that is a regular expression takes an app's name.
    arguments = ["1"] * len(pattern.pattern.converters) or ["auth"] * getattr(
        pattern.pattern, "regex", re.compile("")
    ).groups
    address = reverse(name, args=arguments)
    for response in (client.get(address), client.post(address, {"action": "delete_selected"})):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))


@pytest.mark.django_db
def test_an_address_of_the_admin_that_is_none_tells_a_stranger_nothing(client: Client) -> None:
    assert client.get("/admin/records/nothing/")["Location"].startswith(reverse("admin:login"))


@pytest.mark.django_db
def test_logging_out_without_being_in_leads_to_the_door(client: Client) -> None:
    response = client.post(reverse("admin:logout"))
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_reader_with_a_login_but_no_staff_rights_is_kept_out(
    client: Client, django_user_model: type
) -> None:
    client.force_login(django_user_model.objects.create_user("leser"))  # type: ignore[attr-defined]
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert client.get(address)["Location"].startswith(reverse("admin:login"))


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused(django_user_model: type) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(django_user_model.objects.create_superuser("kari"))  # type: ignore[attr-defined]
    response = client.post(reverse("admin:records_theme_add"), {"name": "Innsmuglet"})
    assert response.status_code == 403
    assert not Theme.objects.exists()


@pytest.mark.django_db
def test_uploads_are_not_served_as_files(client: Client) -> None:
    for address in ("/uploads/theses/x.pdf", "/media/theses/x.pdf", "/static/../uploads/x.pdf"):
        assert client.get(address).status_code == 404
