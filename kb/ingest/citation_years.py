"""Years and dates as citations write them: "2015a, b", "1959/1992", "u.å.", "3. mars 2020"."""

from __future__ import annotations

import re

Y = r"(?:1[5-9]|20)\d\d"
UNDATED = (
    r"u\.\s?å(?:\.|(?!\w))|uå(?!\w)|udatert|n\.\s?d\.?(?!\w)|u\.\s?d\.?(?!\w)|i trykk(?!\w)"
    r"|in press(?!\w)|under utgivelse|forthcoming"
)
YEAR = re.compile(
    rf"(?<![\w.–-])(?:(?P<date>\d{{1,2}}\.\s?\d{{1,2}}\.\s?)?(?<!\d\d\d)(?P<year>{Y})(?P<span>\s?[-–/]\s?{Y})?"
    rf"(?P<letters>(?:[a-k]|\s[a-e](?=\s?(?:[,;:]|$)))(?:\s?[,&/]\s?[b-k](?!\w))*)?(?!\w)"
    rf"|(?P<undated>{UNDATED}))",
    re.IGNORECASE,
)
_MONTHS = "januar|februar|mars|mai|juni|juli|september|oktober|november|desember|january|february|july|october|december"
_MONTHS_OR_NAMES = (
    "april|august|march|may|june"  # months only with a day beside them: March and May are authors too
)
DATE = re.compile(
    rf"[\s,]*(?:(?:\d{{1,2}}\.?\s?)?(?<!\w)(?:{_MONTHS})(?!\w)[\s.,]*(?:\d{{1,2}}(?!\d))?"
    rf"|\d{{1,2}}\.?\s?(?:{_MONTHS_OR_NAMES})(?!\w)|(?<!\w)(?:{_MONTHS_OR_NAMES})\s\d{{1,2}}(?!\d))[\s.,]*",
    re.IGNORECASE,
)
DATE_AT_END = re.compile(DATE.pattern + "$", re.IGNORECASE)
# The year of the first edition beside that of the one that was read: "1971 [1922]", "[1922] 1971".
_FIRST_EDITION = re.compile(
    rf"(?:(?<=1[5-9]\d\d)|(?<=20\d\d))\s*(?:\[\s*(?:orig\.?\s*)?{Y}\s*\]|\(\s*{Y}\s*\))"
    rf"|[\[(]\s*{Y}\s*[\])]\s*(?={Y})"
)
_GLUED = re.compile(rf"(?:(?<=[a-zæøå])|(?<=[a-zæøå]\.))(?={Y}(?!\d))|(?<=NOU)(?={Y})")


def plain_years(text: str) -> str:
    """The text with only the year of the edition that was read, and a space before each year."""
    return _GLUED.sub(" ", _FIRST_EDITION.sub("", text))


def years_of(match: re.Match[str]) -> tuple[str, ...]:
    """The year or years that a match of :data:`YEAR` stands for: "2016a, b" are two."""
    if match["undated"]:
        return (normal_undated(match["undated"]),)
    year = match["year"]
    if match["span"]:
        return (year + re.sub(r"\s", "", match["span"]).replace("–", "-"),)
    letters = re.findall(r"[a-k]", (match["letters"] or "").lower())
    return tuple(year + letter for letter in letters) if letters else (year,)


def normal_undated(text: str) -> str:
    """*u.å.*, *n.d.* or *i trykk* in one spelling each."""
    folded = re.sub(r"[\s.]", "", text.casefold())
    if folded in {"uå", "udatert", "ud"}:
        return "u.å."
    if folded == "nd":
        return "n.d."
    return "i trykk" if folded in {"itrykk", "underutgivelse"} else "in press"


def is_period(year: str) -> bool:
    """Whether two years mark off a life or a time ("1864-1920", "2005-2013") and no work.

    A session of a parliament runs from one year to the next, a reprint has a slash.
    """
    ends = re.findall(r"\d{4}", year)
    return len(ends) == 2 and "-" in year and int(ends[1]) - int(ends[0]) > 1
