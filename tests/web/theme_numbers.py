"""The numbers on the pages of themes, and how long the lists are that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar
from urllib.parse import urljoin

from django.test import Client

from kb.pages.themes.links import Number

Part = TypeVar("Part")


def find_parts(page: object, sort: type[Part]) -> Iterator[Part]:
    """All parts of that sort in a page, wherever they stand in it, in its order."""
    if isinstance(page, sort):
        yield page
    elif is_dataclass(page) and not isinstance(page, type):
        for field in fields(page):
            yield from find_parts(getattr(page, field.name), sort)
    elif isinstance(page, tuple):
        for each in page:
            yield from find_parts(each, sort)


def count_listed(client: Client, page: str, link: str) -> int:
    """How many the list at a link has, as it says."""
    address = urljoin(page, link).partition("#")[0]
    response = client.get(address)
    assert response.status_code == 200, address
    shown = response.context["page"]
    is_source = address.startswith(("/works/", "/authors/")) and address.split("/")[2][:1] != "?"
    return int(shown.places.total if is_source else shown.total)


def walk_numbers(client: Client, address: str) -> dict[str, int]:
    """Every number of a page against its list; the links that were followed, with their numbers."""
    page = client.get(address).context["page"]
    links: dict[str, int] = {}
    for number in find_parts(page, Number):
        assert bool(number.url) == bool(number.count), number
        if number.url:
            assert links.setdefault(number.url, number.count) == number.count, number
    for link, count in links.items():
        assert count_listed(client, address, link) == count, link
    return links
