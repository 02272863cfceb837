"""The numbers of the front page, on the example theses: each equals the list behind it."""

from __future__ import annotations

import pytest

from tests.web.conftest import words

pytestmark = pytest.mark.django_db


def test_every_number_of_the_themes_and_voices_equals_the_list_behind_it(examples, read):
    page = read("/")
    links = [a for a in page.find_all(".widetheme .meta a") if words(a)[0].isdigit()]
    assert len(links) > 6
    for link in links:
        count = int(words(link).split()[0])
        assert int(words(read(link.get("href")).find_all(".listhead__count")[0]).split()[0]) == count
    rows = page.find_all(".wayin__rows li")
    voices = [row for row in rows if "informants" in (row.find_all("a")[0].get("href") or "")]
    assert voices
    for row in voices:
        count = int(words(row.find_all(".meta")[0]).split()[0])
        listed = read(row.find_all("a")[0].get("href"))
        assert int(words(listed.find_all(".listhead__count")[0]).split()[0]) == count
