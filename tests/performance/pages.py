"""What the pages cost the server."""

from __future__ import annotations

from tests.performance.figures import row, seconds


def measure_pages() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kb.records.models import Chapter, Quotation, Theme, Thesis, Work

    thesis = Thesis.objects.public().order_by("-n_words").first()
    chapter = Chapter.objects.public().filter(thesis=thesis, kind="chapter", level=1).first()
    quotation = Quotation.objects.public().first()
    work = Work.objects.public().first()
    theme = Theme.objects.get(slug="partnerskap")
    assert thesis
    assert chapter
    assert quotation
    assert work
    author = work.authors.first()
    addresses = [
        "/", "/theses/", "/quotations/", "/themes/", "/authors/", "/works/", "/search/?q=partnerskap", "/about/",
        *(record.get_absolute_url() for record in (thesis, chapter, quotation, theme, work, author) if record),
    ]  # fmt: skip
    client = Client()
    row("PAGES, server time", "ms", "queries")
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        n_queries = len(queries)
        assert response.status_code == 200, (address, response.status_code)
        took = seconds(lambda address=address: client.get(address))
        row(f"  {address[:55]}", f"{took * 1000:.0f}", str(n_queries))
