"""Dates and numbers as each language of the site writes them."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.template import engines
from django.utils import translation
from django.utils.formats import date_format, number_format

from kb.pages.counts import Count

DAY = datetime(2026, 3, 4, 15, 30)  # noqa: DTZ001 - as it stands on a wall


@pytest.mark.parametrize(
    ("language", "day", "moment", "number"),
    [
        ("nb", "4. mars 2026", "4. mars 2026 15:30", "12\xa0345,6"),
        ("nn", "4. mars 2026", "4. mars 2026 15:30", "12\xa0345,6"),
        ("en", "4 March 2026", "4 March 2026, 15:30", "12,345.6"),
    ],
)
def test_a_day_and_a_number_are_written_as_the_language_does(language, day, moment, number):
    with translation.override(language):
        assert date_format(DAY, "DATE_FORMAT") == day
        assert date_format(DAY, "DATETIME_FORMAT") == moment
        assert number_format(12345.6, 1, force_grouping=True) == number


def test_months_and_days_have_their_names_in_nynorsk():
    with translation.override("nn"):
        assert date_format(datetime(2026, 11, 21), "l j. F") == "laurdag 21. november"  # noqa: DTZ001


@pytest.mark.parametrize(("language", "number"), [("nb", "12\xa0345"), ("nn", "12\xa0345"), ("en", "12,345")])
def test_numbers_of_things_are_in_groups_and_years_pages_and_keys_are_not(language, number):
    said = """{% load i18n %}
        {% blocktranslate count n=n trimmed %}{{ n }} place{% plural %}{{ n }} places{% endblocktranslate %};
        {{ n|counted }}; {% blocktranslate with page=n trimmed %}p. {{ page }}{% endblocktranslate %};
        {{ n }}; {{ year|counted }}; <a href="?page={{ n }}">"""
    with translation.override(language):
        words = engines["django"].from_string(said).render({"n": 12345, "year": "2021"})
        sentence, alone, page, key, year, address = (part.strip() for part in words.split(";"))
        assert sentence.startswith(number)
        assert (alone, page[-5:], key, year, address) == (
            number,
            "12345",
            "12345",
            "2021",
            '<a href="?page=12345">',
        )
        assert f"{Count(12345)} {Count(7)}" == f"{number} 7"


def test_a_count_counts_as_other_numbers_do():
    assert Count(3) == 3
    assert Count(3) + 1 == 4
    assert sorted([Count(3), 2]) == [2, 3]
    assert str(int(Count(12345))) == "12345"
