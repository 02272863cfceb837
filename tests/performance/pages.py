"""What the pages cost the server: every address of the site, on the base at hand.

``python -m tests.performance.pages KB_DATA [PART…]`` measures the base in a folder (only addresses with a PART in
them), ``python -m tests.performance.many_theses 1000 FOLDER`` makes one of a thousand theses.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.performance.figures import row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REPEATS = 5
# Milliseconds and queries that a page may take with a handful of theses, and milliseconds with a thousand.
FEW_LIMIT, MANY_LIMIT, QUERY_LIMIT = 150, 400, 20
# Of more theses than this, the wider limit holds.
FEW = 20
# Asked with POST by curators, or never left without an answer by whoever keeps the server.
NOT_PAGES = frozenset({"recurring-theme", "recurring-aside", "recurring-back"})


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds (the least of several times), queries and bytes of one address.

    ``cpu`` are the milliseconds that the process itself worked, whatever else the machine was busy with.
    """

    address: str
    ms: float
    cpu: float
    n_queries: int
    n_bytes: int
    status: int
    is_page: bool


def measure_pages(parts: Iterable[str] = ()) -> list[Cost]:
    """The costs of all addresses, printed as they are taken, with what is over the limits at the end."""
    from kb.records.models import Thesis

    n_theses = Thesis.objects.public().count()
    limit = FEW_LIMIT if n_theses <= FEW else MANY_LIMIT
    addresses = find_addresses()
    row(f"PAGES, {n_theses} theses, server time", "ms (at work)", "queries / kB")
    costs = []
    for address in dict.fromkeys(a for each in addresses.values() for a in each):
        if not parts or any(part in address for part in parts):
            cost = measure(address)
            costs.append(cost)
            what = f"{cost.n_queries} / {cost.n_bytes // 1024}" + (
                "" if cost.status == 200 else f" !{cost.status}"
            )
            row(f"  {address[:55]}", f"{cost.ms:.0f} ({cost.cpu:.0f})", what)
    _sum_up(costs, limit, missing=sorted(find_names() - set(addresses) - NOT_PAGES))
    return costs


def measure(address: str) -> Cost:
    """What the address costs; a first request, which fills what the process keeps, does not count."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, times, worked = Client(), [], []
    _read(client.get(address))
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        body = _read(response)
        n_queries = len(queries)
    is_page = response.get("Content-Type", "").startswith("text/html")
    for _ in range(REPEATS if is_page else 1):
        start, cpu = time.perf_counter(), time.process_time()
        _read(client.get(address))
        times.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - cpu))
    return Cost(address, min(times), min(worked), n_queries, len(body), response.status_code, is_page)


def _read(response: Any) -> bytes:
    return b"".join(response)


def _sum_up(costs: list[Cost], limit: int, missing: list[str]) -> None:
    pages = [cost for cost in costs if cost.is_page]
    slow = [cost for cost in pages if cost.ms > limit]
    row(f"  {len(pages)} pages, over {limit} ms", str(len(slow)), "")
    for cost in slow:
        row(f"    {cost.address[:52]}", f"{cost.ms:.0f} ({cost.cpu:.0f})")
    for cost in pages:
        if cost.n_queries > QUERY_LIMIT:
            row(f"  more than {QUERY_LIMIT} queries: {cost.address[:34]}", "", str(cost.n_queries))
    for cost in costs:
        if cost.status != 200:
            row(f"  answers {cost.status}: {cost.address[:40]}", "")
    row("  names not measured", str(len(missing)), ", ".join(missing))


def find_names() -> set[str]:
    """The names of all public addresses."""
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                if pattern.app_name != "admin":
                    yield from walk(pattern.url_patterns)
            elif pattern.name:
                yield pattern.name

    return set(walk(get_resolver().url_patterns))


def find_addresses() -> dict[str, list[str]]:
    """Addresses for each name: plain ones, and those that ask most; records are the heaviest of their sort."""
    from django.db.models import Count
    from django.urls import NoReverseMatch, reverse

    from kb.records.identifiers import make_voice_key
    from kb.records.models import Chapter, Informant, Quotation, Theme, Thesis, Work

    theses = list(Thesis.objects.public().order_by("-n_words", "pk")[:4])
    quotation = Quotation.objects.public().order_by("pk").first()
    work = Work.objects.public().annotate(n=Count("citations")).order_by("-n", "pk").first()
    voice = Informant.objects.public().annotate(n=Count("quotations")).order_by("-n", "pk").first()
    assert theses
    assert quotation
    assert work
    assert voice
    thesis = theses[0]
    chapter = (
        Chapter.objects.public()
        .filter(thesis=thesis)
        .annotate(n=Count("passages"))
        .order_by("-n", "pk")
        .first()
    )
    passage = thesis.passages.filter(chapter__is_hidden=False, is_hidden=False).order_by("pk").first()
    author, theme = work.authors.first(), Theme.objects.get(slug="partnerskap")
    assert chapter
    assert passage
    assert author
    slugs = "&".join(f"t={each.slug}" for each in theses)
    arguments: dict[str, list[str]] = {
        "thesis-detail": [thesis.slug],
        "thesis-sources": [thesis.slug],
        "chapter-detail": [thesis.slug, chapter.slug],
        "quotation-detail": [quotation.public_id],
        "author-detail": [author.slug],
        "work-detail": [work.slug],
        "voice-list-thesis": [thesis.slug],
        "voice-detail": [voice.thesis.slug, make_voice_key(voice.label)],
        "voice-table": [voice.thesis.slug, make_voice_key(voice.label)],
        "similar": [thesis.slug, passage.anchor],
        **{name: [theme.slug] for name in find_names() if name.startswith("theme-")},
    }
    asked: dict[str, list[str]] = {
        "thesis-list": ["", "?view=table&sort=voices", "?theme=partnerskap&sort=author", "?year=2001&sort=title"],
        "quotation-list": [
            "", "?theme=partnerskap", "?theme=partnerskap&role=leader&sort=confidence&group=none", "?q=kommune",
            "?confirmed=1", "?page=30", f"?author={author.slug}&terms=1",
        ],
        "theme-detail": ["", "?confirmed=1"],
        "theme-matrix": ["", "?by=role", "?show=share&open=all&part=0", "?confirmed=1"],
        "theme-together": ["", "?in=passage", "?in=section&sort=strength", "?confirmed=1"],
        "voice-list": ["", "?group=none&sort=name", "?group=thesis", "?role=leader", "?theme=partnerskap"],
        "author-list": ["", "?sort=cited", "?q=berg", "?theme=partnerskap", "?format=csv"],
        "work-list": ["", "?sort=cited", "?shared=1", "?theme=partnerskap", "?format=csv"],
        "compare": ["", f"?{slugs}", f"?{slugs}&theme=partnerskap"],
        "recurring": ["", *(f"?show={what}" for what in ("terms", "passages", "sources"))],
        "search": ["?q=partnerskap", "?q=tillit+kontroll&in=passage", "?q=%22felles+kontor%22"],
        "search-suggestions": ["?q=part"],
        "search-feed": ["?q=partnerskap"],
        "search-table": ["?q=partnerskap"],
        "compare-table": [f"?{slugs}&what=theses"],
    }  # fmt: skip
    found: dict[str, list[str]] = {}
    for name in sorted(find_names() - NOT_PAGES):
        for given in ([], arguments.get(name, [])):
            try:
                address = reverse(name, args=given)
            except NoReverseMatch:
                continue
            found[name] = [address + query for query in asked.get(name, [""])]
            break
    return found


def main(arguments: list[str]) -> None:
    if not arguments or not os.path.isdir(arguments[0]):  # noqa: PTH112
        sys.exit("Say which folder holds the base: python -m tests.performance.pages /tmp/many")
    os.environ.update(KB_MODE="test", KB_DATA=arguments[0], DJANGO_SETTINGS_MODULE="kb.config.settings")
    import django

    django.setup()
    # Where there is no index, search says so on each of its pages: one line here is enough.
    logging.disable(logging.ERROR)
    measure_pages(arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
