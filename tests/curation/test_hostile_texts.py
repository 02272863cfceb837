"""Whatever a file or a person wrote is shown as text: markup in every field of every record, on every page."""

from __future__ import annotations

import pytest
from django.db import models
from django.urls import reverse

from kb.records import actions
from kb.records.models import Change, Import, Operation, Person, Thesis
from kb.records.recording import TRACKED
from tests.curation.addresses import find_addresses

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
# Kept apart: what is part of an address, and what has to be one of a few.
_KEPT = {"slug", "public_id", "anchor", "sha256", "key", "old_slug", "language", "format", "organization"}


def make_hostile(model: type[models.Model]) -> None:
    """Write markup into every text of every record, also into those that no form lets through."""
    texts = {
        field.name: HOSTILE[: field.max_length or None]
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not field.choices
        and not field.unique
        and field.name not in _KEPT
        and (field.max_length or 99) > len("<script>alert(1)</script>")
    }
    records = model._default_manager.all()
    if model is Person:
        # An organisation has no family name.
        records = records.filter(kind="person")
    if texts:
        records.update(**texts)


@pytest.fixture
def hostile(everything, curator):
    quotation = everything.quotations.get()
    actions.set_kind(quotation=quotation, kind="policy", by=curator)
    quotation.note = HOSTILE
    actions.correct_quotation(quotation=quotation, fields=["note"], by=curator)
    for model in (
        *(each for each in TRACKED if each._meta.app_label == "records"),
        Operation,
        Change,
        Import,
    ):
        make_hostile(model)
    curator.first_name = HOSTILE
    curator.save()


def find_markup(content: str) -> bool:
    return "<script>alert(" in content or "<img src=x" in content


def test_no_page_of_the_admin_lets_markup_through(admin, hostile):
    pages = find_addresses()
    found = {
        name: where
        for name, where in pages.items()
        if (response := admin.get(where))["Content-Type"].startswith("text/html")
        and find_markup(response.content.decode())
    }
    assert found == {}


def test_no_public_page_lets_markup_through(client, hostile):
    thesis = Thesis.objects.get()
    chapter, quotation = thesis.chapters.get(), thesis.quotations.get()
    citation = thesis.citations.get()
    pages = [
        "/",
        reverse("thesis-list"),
        thesis.get_absolute_url(),
        chapter.get_absolute_url(),
        quotation.get_absolute_url(),
        citation.work.get_absolute_url(),
        citation.work.authors.get().get_absolute_url(),
        *(link.tag.get_absolute_url() for link in thesis.theme_links.all()),
        reverse("quotation-list"),
        reverse("theme-list"),
        reverse("author-list"),
    ]
    for address in pages:
        response = client.get(address)
        assert response.status_code == 200, address
        assert not find_markup(response.content.decode()), address


def test_the_search_for_markup_finds_it():
    assert find_markup(f"<p>{HOSTILE}</p>")
