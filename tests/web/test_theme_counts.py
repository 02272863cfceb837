"""One rule for the numbers beside themes, on every page: the same number for the same thing.

Beside a theme stands how many quotations are about it or about a theme under it; a thesis counts for a theme when at
least one of its quotations is about it. Other numbers say what they count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import parse_qsl, urlsplit

import pytest

from kb.records.models import Theme, Thesis
from tests.web.conftest import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("examples")]

# What narrows a list; all else in an address arranges it.
CHOICES = {"theme", "thesis", "role", "kind", "confirmed", "year", "q"}
LISTS = ("/quotations/", "/theses/", "/informants/")


def find_meaning(address: str) -> str:
    """The list that an address leads to, written one way; "" where it is no list of quotations, theses or voices."""
    parts = urlsplit(address)
    theses = re.fullmatch(r"/themes/([\w-]+)/theses/", parts.path)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name in CHOICES]
    if theses:
        return f"/theses/?{sorted([*query, ('theme', theses[1])])}"
    if parts.path in LISTS and ("theme" in dict(query)):
        return f"{parts.path}?{sorted(query)}"
    return ""


def find_number(text: str) -> int | None:
    found = re.search(r"(?<![\w-])\d+(?: \d{3})*(?![\w-])", text)
    return int(found[0].replace(" ", "")) if found else None


@pytest.fixture
def addresses() -> list[str]:
    theses = list(Thesis.objects.public().order_by("pk").values_list("slug", flat=True))
    themes = list(Theme.objects.order_by("pk").values_list("slug", flat=True))
    return [
        "/",
        "/themes/",
        "/themes/?sort=spread",
        "/themes/matrix/",
        "/themes/matrix/?by=role",
        "/themes/together/",
        "/compare/?" + "&".join(f"t={slug}" for slug in theses[:3]) + "&per=n",
        *(f"/themes/{slug}/" for slug in themes),
        *(f"/theses/{slug}/" for slug in theses),
    ]


def test_a_number_beside_a_theme_is_the_same_on_every_page_and_that_of_its_list(read, addresses):
    seen: dict[str, dict[int, str]] = defaultdict(dict)
    for address in addresses:
        for link in read(address).find_all("main a[href]"):
            meaning, number = find_meaning(link.get("href") or ""), find_number(words(link))
            if meaning and number is not None:
                seen[meaning].setdefault(number, f"{address} {link.get('href')}")
    assert len(seen) > 200
    assert {meaning: numbers for meaning, numbers in seen.items() if len(numbers) > 1} == {}


def test_every_list_of_a_theme_has_as_many_as_the_page_of_themes_says(client, read):
    rows = client.get("/themes/").context["page"].themes
    assert len(rows) > 10
    of_theses = {
        option.value: option.count
        for facet in client.get("/theses/").context["page"].facets
        if facet.name == "theme"
        for option in facet.options
    }
    of_quotations = {
        option.value: option.count
        for facet in client.get("/quotations/").context["page"].facets
        if facet.name == "theme"
        for option in facet.options
    }
    for row in rows:
        slug = row.url.strip("/").split("/")[1]
        assert of_theses.get(slug, 0) == row.n_theses, slug
        assert of_quotations.get(slug, 0) == row.n_quotations, slug
        if row.n_theses:
            assert client.get(f"/theses/?theme={slug}").context["page"].n_theses == row.n_theses
            assert client.get(row.theses_url).context["page"].total == row.n_theses
            assert client.get(row.quotations_url).context["page"].total == row.n_quotations


def test_the_front_page_counts_themes_as_the_page_of_themes_does(client):
    listed = {
        row.name: (row.n_quotations, row.n_theses) for row in client.get("/themes/").context["page"].themes
    }
    shown = client.get("/").context["page"].themes
    assert shown
    for theme in shown:
        assert (theme.counts[0].count, theme.theses.count) == listed[theme.name]
        for chip in theme.narrower:
            assert chip.count == listed[chip.name][0]


def test_what_the_numbers_count_is_said_where_they_stand(read):
    assert read("/themes/").by_id("counted")
    two = "&".join(f"t={slug}" for slug in Thesis.objects.values_list("slug", flat=True)[:2])
    for address in ("/", "/themes/partnerskap/", "/themes/matrix/", f"/compare/?{two}"):
        links = [a.get("href") for a in read(address).find_all("main a")]
        assert "/themes/#counted" in links, address
