"""What narrows a search says nothing of some kinds of hits; these are counted and shown without it."""

from __future__ import annotations

import pytest
from django.test import Client

from kb.pages.search.search import SearchPage
from kb.search.updates import rebuild
from tests.recipes import make_chapter, make_informant, make_passage, make_quotation, make_thesis

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


@pytest.fixture
def _two_voices(search_index: None) -> None:
    for year, role in ((2019, "leader"), (2022, "employee")):
        thesis = make_thesis(f"Om tillit {year}", year=year)
        chapter = make_chapter(thesis, title="Tillit")
        for number in range(3):
            passage = make_passage(chapter, f"Tilliten var stor hos alle på kontor {number}.")
            make_quotation(passage, informant=make_informant(thesis, f"Nr {role}", role))
    rebuild()


def ask(client: Client, **query: str) -> SearchPage:
    page: SearchPage = client.get("/search/", query).context["page"]
    return page


@pytest.mark.usefixtures("_two_voices")
@pytest.mark.parametrize("query", [{"q": "tillit", "role": "leader"}, {"q": "tillit role:leader"}])
def test_a_role_narrows_quotations_and_leaves_the_other_kinds_as_they_are(
    client: Client, query: dict[str, str]
) -> None:
    page = ask(client, **query)
    assert page.total == 3
    quotations, text, chapters, theses, *_ = page.tabs
    assert (quotations.count, quotations.without) == (3, "")
    assert [(tab.count, bool(tab.without)) for tab in (text, chapters, theses)] == [
        (6, True),
        (2, True),
        (2, True),
    ]
    assert len(page.left_out) == 1
    led = client.get(f"/search/{text.url}").context["page"]
    assert (led.kind, led.total, led.chosen, led.left_out) == ("passage", 6, (), ())


@pytest.mark.usefixtures("_two_voices")
def test_only_what_says_nothing_of_a_kind_is_left_out_for_it(client: Client) -> None:
    page = ask(client, q="tillit", role="leader", year="2019")
    text = page.tabs[1]
    assert text.count == 3
    assert client.get(f"/search/{text.url}").context["page"].total == 3
    assert ask(client, q="tillit", year="2019").left_out == ()


@pytest.mark.usefixtures("_two_voices")
def test_what_does_narrow_a_kind_to_nothing_leaves_it_at_nothing(client: Client) -> None:
    page = ask(client, q="tillit", year="2001")
    assert [(tab.count, tab.without) for tab in page.tabs[:4]] == [(0, "")] * 4


@pytest.mark.usefixtures("_two_voices")
def test_a_role_alone_lists_quotations_and_nothing_else(client: Client) -> None:
    page = ask(client, role="leader")
    assert page.total == 3
    assert [tab.count for tab in page.tabs[1:]] == [0] * 6


@pytest.mark.usefixtures("_two_voices")
def test_a_kind_that_the_role_says_nothing_of_is_not_what_is_shown_first(client: Client) -> None:
    page = ask(client, q="tillit", role="user")
    assert (page.kind, page.total, page.elsewhere) == ("quotation", 0, ())
    assert page.ways_out
