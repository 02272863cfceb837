"""The text of a thesis among the records."""

from __future__ import annotations

import pytest

from kb.importing.chapters import PAGES_OF_A_THESIS
from kb.importing.store import ingest_file
from tests.importing.small_thesis import FIRST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def test_no_chapter_has_the_address_of_a_page_about_the_thesis(client) -> None:
    text = FIRST.replace("2 Teori\n", "Sources\n")
    thesis = ingest_file("kilder.txt", text.encode(), publish=True).thesis
    slugs = set(thesis.chapters.values_list("slug", flat=True))
    assert not slugs & PAGES_OF_A_THESIS
    assert "sources-2" in slugs
    assert client.get(f"{thesis.get_absolute_url()}sources/").context["page"].thesis_title == thesis.title
