"""The numbers of a comparison, on the example theses: each is that of the list that it leads to."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from django.utils import translation

from kb.pages.compare.themes import write_value
from kb.records.models import Thesis
from kb.synthesis.compare.compare import Measure
from tests.web.conftest import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("examples")]


def count_behind(client, url: str) -> int:
    """How many of what it counts a link leads to."""
    response = client.get(url.partition("#")[0])
    assert response.status_code == 200, url
    page = response.context["page"]
    if url.startswith("/works/"):
        return page.places.total
    if "/sources/" in url:
        return page.total if "only=" in url else page.n_places
    if url.startswith("/theses/"):
        return sum(1 for item in page.contents if item.number)
    return page.total


@pytest.mark.parametrize(
    "choices", ["", "&confirmed=1", "&per=n&in=all", "&per=words&theme=samarbeid&sources=all"]
)
def test_every_number_is_that_of_the_list_it_leads_to(client, choices):
    slugs = Thesis.objects.order_by("year", "pk").values_list("slug", flat=True)[:3]
    address = "/compare/?" + "&".join(f"t={slug}" for slug in slugs) + choices
    compared = client.get(address).context["page"].comparison
    links: list[tuple[int, str]] = []
    for finding in compared.findings:
        links += [(figure.n, figure.url) for item in finding.items for figure in item.figures]
    for row in compared.sizes[1:]:
        links += [(int(cell.n), cell.url) for cell in row.cells]
    for aspect in compared.aspects:
        links += [(role.n, role.url) for cell in aspect.cells for role in cell.roles]
        links += [(int(v.n), v.url) for cell in aspect.cells for role in cell.roles for v in role.voices]
    links += [(bar.n, bar.url) for row in compared.themes.rows for bar in row.bars]
    for group in compared.sources.shared:
        links += [(number.n, number.url) for row in group.rows for number in row.numbers]
    for own in compared.sources.own:
        links += [(number.n, number.url) for row in own.rows for number in row.numbers]
    for column in compared.theme.columns if compared.theme else ():
        for counted in (column.n, column.n_interviews, column.n_literature, *column.roles):
            links.append((counted.n, counted.url))
    assert len(links) > 30 or "confirmed" in choices
    for n, url in dict.fromkeys(links):
        assert bool(n) == bool(url), (n, url)
        if url:
            assert count_behind(client, url) == n, url


def test_the_drawing_and_the_table_tell_the_same(client, read):
    slugs = Thesis.objects.order_by("pk").values_list("slug", flat=True)[:2]
    page = read("/compare/?per=n&" + "&".join(f"t={slug}" for slug in slugs))
    themes = (
        client.get("/compare/?per=n&" + "&".join(f"t={slug}" for slug in slugs))
        .context["page"]
        .comparison.themes
    )
    assert words(page.by_id("chart-title"))
    drawn = words(page.by_id("chart-desc"))
    longest = max(bar.n for row in themes.rows for bar in row.bars)
    for row in themes.drawn:
        assert f"{row.name}: A {row.bars[0].n}, B {row.bars[1].n}." in drawn
        for bar in row.bars:
            assert bar.width == round(100 * bar.n / longest, 1)
    table = page.find_all("table.cmptable")[1]
    assert len(table.find_all("tbody > tr")) == len(themes.rows)


def test_proposals_tell_what_the_comparison_then_shows(client):
    chooser = client.get("/compare/").context["page"].chooser
    assert chooser.pairs
    one = client.get(f"/compare/?t={chooser.found[0].slug}").context["page"].chooser
    assert one.found
    proposals = [(pair.url, pair.n_themes, pair.n_works) for pair in chooser.pairs]
    proposals += [(urljoin("/compare/", option.url), option.n_themes, option.n_works) for option in one.found]
    for url, n_themes, n_works in proposals:
        compared = client.get(f"{url}&in=all").context["page"].comparison
        assert len(compared.themes.rows) == n_themes
        assert compared.sources.shared[0].n == n_works


@pytest.mark.parametrize(
    ("value", "measure", "written"),
    [(30.77, Measure.SHARE, "31\u00a0%"), (7.69, Measure.SHARE, "7.7\u00a0%"), (0.08, Measure.WORDS, "0.1")],
)
def test_what_is_not_written_of_a_number_is_rounded(value, measure, written):
    with translation.override("en"):
        assert write_value(value, measure) == written
