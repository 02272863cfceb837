"""Dates and numbers as each language of the site writes them."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, number_format

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
