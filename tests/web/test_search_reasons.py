"""Why a hit is one, as the page says it."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from kb.records.models import ThemeLabel
from kb.search.updates import rebuild
from tests.recipes import make_chapter, make_passage, make_quotation, make_theme, make_thesis, tag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


@pytest.fixture
def _shared_house(search_index: None) -> None:
    theme = make_theme("Partnerskap")
    for text, kind, language in (
        ("Partnerskap", "preferred", "nb"),
        ("joint ownership", "alternative", "en"),
    ):
        ThemeLabel.objects.create(theme=theme, text=text, kind=kind, language=language)
    chapter = make_chapter(make_thesis(language="en"))
    for text in (
        "We had joint ownership of the house that winter.",
        "We shared the keys to the house that winter.",
        "In Norway they call it partnerskap, all of them.",
    ):
        tag(make_quotation(make_passage(chapter, text)), theme)
    for number in range(12):
        make_passage(chapter, f"The coffee was good all day {number}, and the bus came.")
    rebuild()


@pytest.mark.usefixtures("_shared_house")
def test_each_hit_without_the_word_says_why_it_is_one_and_leads_to_the_theme(client: Client) -> None:
    page = html.fromstring(client.get("/search/", {"q": "partnerskap"}).content)
    whys = {
        card.xpath("string(.//blockquote)").split()[1]: card.xpath(".//p[contains(@class, 'hitwhy')]")
        for card in page.xpath("//article[contains(@class, 'hit-quotation')]")
    }
    assert not whys.pop("Norway")
    (says,), (carries,) = whys.pop("had"), whys.pop("shared")
    assert not whys
    assert [link.get("href") for link in (*says.iter("a"), *carries.iter("a"))] == [
        "/themes/partnerskap/"
    ] * 2
    # What the text says is in the language of the text, and marked in it as a whole.
    assert [span.text for span in says.xpath(".//*[@lang='en']")] == ["«joint ownership»"]
    assert [mark.text for mark in page.iter("mark")].count("joint ownership") == 1


@pytest.mark.usefixtures("_shared_house")
@pytest.mark.parametrize("kind", ["passage", "thesis", "chapter", "theme", "author", "work"])
def test_hits_of_every_kind_can_say_why(client: Client, kind: str) -> None:
    assert client.get("/search/", {"q": "partnerskap", "in": kind}).status_code == 200
