"""Whether a text cites a work by another year than the work has: "(Lipsky, 1980)" of a book listed from 2010."""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def find_other_year(cited: str, year: str) -> str:
    """The year as cited, where no year of it is one of the work's; "" where one of them tells none.

    "1969/2010" of a work from 2010 is no other year, nor is "2015a" of one from 2015.
    """
    said, known = set(_YEAR.findall(cited)), set(_YEAR.findall(year))
    return cited if said and known and not said & known else ""
