"""The style guide shows all there is, and only to those who build the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from kb.pages.styleguide.styleguide import present_styleguide, write_token_sheet
from kb.web.urls.styleguide import list_addresses
from kb.web.views.styleguide import find_tokens
from tests.web.sheets import ROOT, split_rules

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def test_every_shared_part_is_shown(client: Client):
    shown = {template.name for template in client.get(reverse("styleguide")).templates}
    parts = {f"parts/{path.name}" for path in (ROOT / "templates" / "parts").glob("*.html")}
    assert len(parts) > 10
    assert sorted(parts - shown) == []


def test_every_token_is_shown(client: Client):
    page = client.get(reverse("styleguide")).content.decode()
    assert not [name for name in find_tokens().plain if f"--{name}</code>" not in page]


def test_every_class_that_shows_a_token_is_written():
    tokens = find_tokens()
    page = present_styleguide(tokens)
    written = {rule.selector for rule in split_rules(write_token_sheet(tokens), "tokens.css")}
    rows = (*page.sizes, *page.rooms, *page.drawn)
    assert not [row.name for row in rows if f".sg-{row.shown_as}--{row.name}" not in written]
    assert not [swatch.name for swatch in page.swatches if f".sg-colour--{swatch.name}" not in written]


def test_more_contrast_on_a_part_of_the_page_reaches_what_is_made_of_colours():
    (more,) = [
        rule
        for rule in split_rules(write_token_sheet(find_tokens()), "tokens.css")
        if rule.selector == ".sg-more"
    ]
    declared = dict(more.declarations)
    assert declared["--ink"] == "light-dark(#000000, #ffffff)"
    assert declared["--voice-said"] == "var(--stroke-3) solid var(--accent)"
    assert "--gap-1" not in declared


def test_all_contrasts_are_enough(client: Client):
    assert b"too low" not in client.get(reverse("styleguide")).content


def test_in_production_it_has_no_address():
    assert list_addresses("production") == []
    assert [address.name for address in list_addresses("development")] == ["styleguide", "styleguide-tokens"]


def test_search_engines_are_told_to_leave_it(client: Client):
    response = client.get(reverse("styleguide"))
    assert response["X-Robots-Tag"] == "noindex"
    sitemap = client.get("/sitemap.xml")
    assert b"styleguide" not in sitemap.content
