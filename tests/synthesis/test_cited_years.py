"""A work that a text cites by another year than it has."""

from __future__ import annotations

import pytest

from kb.synthesis.sources.cited_years import find_other_year


@pytest.mark.parametrize(
    ("cited", "year", "other"),
    [
        ("1980", "2010", "1980"),
        ("2014a", "2010", "2014a"),
        ("2015-2016", "2018-2019", "2015-2016"),
        ("2010", "2010", ""),
        ("2010b", "2010", ""),
        ("1969/2010", "2010", ""),
        ("2016", "2015-2016", ""),
        ("u.å.", "2010", ""),
        ("2010", "u.å.", ""),
        ("", "2010", ""),
    ],
)
def test_another_year_is_told_where_no_year_is_the_same(cited: str, year: str, other: str) -> None:
    assert find_other_year(cited, year) == other
