"""The vocabulary to take along."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kb.exports.vocabulary import find_rows
from kb.ingest.vocabulary_files import read_vocabulary_file
from kb.records.models import ThemeLabel
from tests.recipes import make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes():
    theme, other = make_theme("Ærlighet", description="Om *det*."), make_theme("Tillit")
    other.broader = theme
    other.save()
    other.related.add(make_theme("Makt"))
    ThemeLabel.objects.create(theme=theme, language="nn", kind="hidden", text="ærleg")
    return theme


@pytest.mark.parametrize(
    ("form", "kind"), [("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("csv", "text/csv")]
)
def test_it_is_given_whole_in_each_format(client, themes, form, kind):
    response = client.get(reverse("theme-vocabulary", args=[form]))
    assert response["Content-Type"].startswith(kind)
    assert read_vocabulary_file(response.content).rows == find_rows()
    assert 'rel="license"' in response["Link"]


def test_a_theme_is_named_by_its_address_and_the_licence_stands_within(client, themes, settings):
    settings.KB_VOCABULARY_LICENCE = "https://lisens.example/"
    text = client.get(reverse("theme-vocabulary", args=["ttl"])).content.decode()
    assert "<http://testserver/themes/aerlighet/> a skos:Concept" in text
    assert "dct:license <https://lisens.example/>" in text
    settings.KB_VOCABULARY_LICENCE = ""
    response = client.get(reverse("theme-vocabulary", args=["ttl"]))
    assert "license" not in response.content.decode()
    assert "Link" not in response


def test_another_format_is_not_there(client):
    assert client.get("/themes/vocabulary.exe").status_code == 404


def test_the_list_of_themes_leads_to_it(client, themes):
    page = client.get(reverse("theme-list")).content.decode()
    for form in ("ttl", "jsonld", "csv"):
        assert reverse("theme-vocabulary", args=[form]) in page
