"""On the example theses: every number on the pages of sources is as long as the list behind it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from django.test import Client

from kb.records.models import Citation, Person, Reference, Thesis, Work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("examples")]


@pytest.fixture
def total_of(client: Client) -> Iterator:  # type: ignore[type-arg]
    """The number of places that the list at an address tells; each address is asked once."""
    known: dict[str, int] = {}

    def ask(page: str, link: str) -> int:
        address = urljoin(page, link).partition("#")[0]
        if address not in known:
            response = client.get(address)
            assert response.status_code == 200, address
            places = response.context["page"].places
            known[address] = places.total
            # The list itself is as long as it says.
            if places.pager.last == 1 and not any(group.n_left for group in places.groups):
                assert (
                    sum(sentence.n for group in places.groups for sentence in group.sentences) == places.total
                )
        return known[address]

    return ask  # type: ignore[return-value]


def page_of(client: Client, address: str):  # type: ignore[no-untyped-def]
    response = client.get(address)
    assert response.status_code == 200, address
    return response.context["page"]


def shared_works() -> list[Work]:
    return [work for work in Work.objects.public() if work.citations.values("thesis").distinct().count() > 1]


def test_every_number_on_the_pages_of_shared_works_is_its_list(client: Client, total_of) -> None:  # type: ignore[no-untyped-def]
    works = sorted(shared_works(), key=lambda work: (-work.citations.count(), work.pk))[:10]
    n_links = 0
    for work in works:
        url = work.get_absolute_url()
        page = page_of(client, url)
        assert page.n_places == Citation.objects.public().filter(work=work).count()
        table = page.uses
        cells = [cell for row in table.rows for cell in (*row.cells, row.total) if cell.n]
        counted = [(cell.n, cell.url) for cell in (*cells, *table.totals, table.total)]
        counted += [(row.n, row.places_url) for row in (*page.pages, *page.via, *page.read_in, *page.beside)]
        counted += [(row.n, row.places_url) for row in (page.quoted, page.second_hand) if row.n]
        counted += [(theme.n, theme.url) for theme in page.about]
        for group in page.places.groups:
            counted.append((group.n, group.places_url))
            counted += [(part.count, part.url) for part in group.parts]
            counted += [(theme.n, theme.url) for theme in group.themes]
        counted += [(choice.count, choice.url) for choice in page.places.theses]
        for n, link in counted:
            assert total_of(url, link) == n, (url, link)
        n_links += len(counted)
    assert n_links > 200


def test_every_number_on_the_pages_of_shared_authors_is_its_list(client: Client, total_of) -> None:  # type: ignore[no-untyped-def]
    people = Person.objects.filter(works__in=shared_works()).distinct()
    for person in people.order_by("pk")[:6]:
        url = person.get_absolute_url()
        page = page_of(client, url)
        assert page.n_places == Citation.objects.public().filter(work__authorships__person=person).count()
        table = page.uses
        counted = [(cell.n, cell.url) for row in table.rows for cell in (*row.cells, row.total) if cell.n]
        counted += [(cell.n, cell.url) for cell in (*table.totals, table.total)]
        counted += [(work.n_places, work.places_url) for work in page.works]
        counted += [(row.n, row.places_url) for row in (*page.co_cited, *page.via)]
        for n, link in counted:
            assert total_of(url, link) == n, (url, link)


@pytest.mark.parametrize("register", ["/authors/", "/works/", "/works/?theses=2", "/authors/?part=method"])
def test_every_choice_of_a_register_leaves_as_many_as_it_says(client: Client, register: str) -> None:
    page = page_of(client, register)
    links = [option for facet in page.facets for option in facet.options if not option.is_chosen]
    links += [letter for letter in page.letters if letter.count and not letter.is_chosen]
    assert len(links) > 20
    for option in links:
        left = page_of(client, urljoin(register, option.url))
        assert left.total == option.count, (register, option.url)


def test_numbers_of_a_register_are_the_lists_of_its_pages(client: Client, total_of) -> None:  # type: ignore[no-untyped-def]
    for register in ("/works/", "/works/?part=theory", "/works/?theme=partnerskap"):
        for card in page_of(client, register).works[:12]:
            assert total_of(register, card.places_url) == card.n_places, card.name
    for author in page_of(client, "/authors/?sort=theses").authors[:12]:
        assert total_of("/authors/", author.places_url) == author.n_citations, author.name


def test_works_that_two_theses_share_are_those_that_two_theses_cite(client: Client) -> None:
    page = page_of(client, "/works/?theses=2")
    assert page.total == len(shared_works())
    assert all(card.n_theses > 1 and card.use for card in page.works)
    assert page_of(client, "/works/?shared=1").total == page.total


def test_the_sources_of_a_thesis_are_all_that_it_cites_and_lists(client: Client, total_of) -> None:  # type: ignore[no-untyped-def]
    for thesis in Thesis.objects.public():
        url = f"{thesis.get_absolute_url()}sources/"
        page = page_of(client, url)
        cited = Citation.objects.public().filter(thesis=thesis, work__isnull=False)
        assert sum(row.places.n for row in page.rows) == page.n_places == cited.count()
        assert page.n_entries == Reference.objects.filter(thesis=thesis).count()
        listed = set(Reference.objects.filter(thesis=thesis).values_list("work", flat=True))
        named = {
            *cited.values_list("work", flat=True),
            *cited.exclude(via=None).values_list("via", flat=True),
        }
        tabs = {tab.label: tab for tab in page.tabs}
        assert page.tabs[0].count == len(page.rows) == len(listed | named)
        for tab in tabs.values():
            assert page_of(client, urljoin(url, tab.url)).total == tab.count
        assert sum(not row.is_listed for row in page.rows) == len(named - listed)
        assert sum(not row.is_cited for row in page.rows) == len(listed - named)
        for row in page.rows[:6]:
            cells = [cell for cell in (row.places, row.quoted, row.second_hand) if cell.n]
            for n, link in [(cell.n, cell.url) for cell in cells]:
                assert total_of(url, link) == n, (url, link)
            assert all(total_of(url, cited_page.url) for cited_page in row.pages)


def test_what_is_read_at_second_hand_shows_on_both_pages(client: Client, total_of) -> None:  # type: ignore[no-untyped-def]
    citation = Citation.objects.public().filter(via__isnull=False, work__isnull=False).first()
    assert citation is not None
    assert citation.work is not None
    assert citation.via is not None
    cited = page_of(client, citation.work.get_absolute_url())
    assert cited.second_hand.n >= 1
    assert [row.url for row in cited.via] == [citation.via.get_absolute_url()]
    if Citation.objects.public().filter(work=citation.via).exists():
        read = page_of(client, citation.via.get_absolute_url())
        row = next(row for row in read.read_in if row.url == citation.work.get_absolute_url())
        assert total_of("/", row.places_url) == row.n


@pytest.mark.parametrize("register", ["/authors/", "/works/?theses=2&sort=name"])
def test_a_register_is_a_table_to_download(client: Client, register: str) -> None:
    page = page_of(client, register)
    response = client.get(urljoin(register, page.table_url))
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == page.total + 1
    assert all(len(row) == len(rows[0]) for row in rows)


@pytest.mark.parametrize(
    "odd",
    [
        "thesis=%00", "thesis=nei&thesis=ja", "theme=' OR 1=1", "part=poem", "cited=%F0%9F%92%A9", "cited=" + "9" * 90,
        "via=ukjent", "with=ukjent", "beside=ukjent", "how=never", "page=99999999999", "page=-1", "confirmed=maybe",
        "theses=1e9", "theses=99999999", "year=9999-1", "letter=%3Cb%3E", "only=all", "sort=%00", "format=xml",
        "work=ukjent",
    ],
)  # fmt: skip
def test_odd_addresses_are_borne(client: Client, odd: str) -> None:
    work = shared_works()[0]
    thesis = Thesis.objects.public()[0]
    for address in (
        work.get_absolute_url(),
        work.authors.all()[0].get_absolute_url(),
        "/works/",
        "/authors/",
        f"{thesis.get_absolute_url()}sources/",
    ):
        assert client.get(f"{address}?{odd}").status_code == 200, address
