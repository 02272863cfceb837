"""Laws, parliamentary papers and official reports, which are cited by series and number instead of an author."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ingest.citation_years import YEAR, Y
from kb.ingest.organizations import looks_like_organization

_SERIES = (
    r"St\.?\s?prp\.?|St\.?\s?meld\.?|Ot\.?\s?prp\.?|Innst\.?(?:\s?(?:S|O|L)\.?)?|Meld\.?\s?St\.?|Prop\.?"
    r"|Dok(?:ument)?\.?|NOU|Rundskriv|Besl\.?(?:\s?O\.?)?"
    r"|Stortingsproposisjon|Stortingsmelding|Odelstingsproposisjon|Innstilling|Inst\.?(?:\s?S\.?)?"
    r"|Lovvedtak|Budsjett-innst\.?(?:\s?S\.?)?"
)
_PAPER = re.compile(
    rf"(?<![\w-])(?P<series>{_SERIES})\s*(?:,\s*)?(?P<no>(?:nr\.?|no\.?"
    rf"|nummer)?\s*\d{{1,3}}(?!\d)(?:\s?:\s?\d+)?(?:\s?[SLOJ](?!\w))*)?[\s,:;]*\(?\s*"
    rf"(?P<year>{Y}(?:\s?[-–/]\s?(?:{Y}|\d\d(?!\d)))?)\)?(?P<nou>\s*[:,]?\s*(?:nr\.?\s*)?\d{{1,3}}(?!\d))?",
)
# A series of an institute's own, with year and number: "Difi-rapport 2014:07".
_REPORT = re.compile(
    rf"(?<![\w-])(?P<name>[^\W\d_][\w-]*-(?:rapport|notat)\s*(?:nr\.?\s*)?(?:(?P<year>{Y})\s?[:/-]\s?\d{{1,3}}"
    rf"|\d{{1,3}}\s?[:/-]\s?(?P<year2>{Y})))(?!\d)"
)
_LAW = re.compile(
    rf"(?P<title>.{{3,160}}?)[\s,]*\(\s*(?:lov|LOV"
    rf"|Lov)[\s-]*(?:av\s*)?(?:\d{{1,2}}\.\s?\w+\s)?(?P<year>{Y})[^()]*\)"
)
_BEFORE_YEAR = re.compile(
    r"(?P<nou>NOU,?\s?\d{4}\s?:\s?(?:nr\.\s?)?\d{1,3}$)|(?:St\.?\s?prp\.?|St\.?\s?meld\.?|Ot\.?\s?prp\.?"
    r"|Innst\.?(?:\s?[SLO]\.?)?|Meld\.?\s?St\.?|Prop\.?|Dok(?:ument)?\.?|Stortingsproposisjon(?:en)?"
    r"|Stortingsmelding(?:en|a)?|Odelstingsproposisjon|Innstilling)\s*(?:nr\.?\s*)?\d{1,3}(?::\d+)?"
    r"(?:\s?[SLOJ]\b)*$"
    r"|(?<!\w)[Ll]ov om (?:[^\s.,;:!?()«»\"]+\s){0,12}(?:[a-zæøå][\w-]*|NAV|Nav)$"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper's name ("Meld. St. 33", "NOU", a law's title), its year, and where they begin and end."""

    name: str
    year: str
    start: int
    end: int


def read_paper(segment: str) -> Paper | None:
    """The paper that a segment of a citation names first, if any.

    Where a ministry stands before the number ("Kunnskapsdepartementet, Meld. St. 20 (2012-2013)") it is the author.
    """
    law = _LAW.match(segment)
    if law:
        return Paper(law["title"].strip(" ,."), law["year"], 0, law.end())
    report = _REPORT.search(segment)
    if report:
        year = report["year"] or report["year2"]
        return Paper(" ".join(report["name"].split()), year, report.start(), report.end())
    match = _PAPER.search(segment)
    if match is None:
        return None
    office = segment[: match.start()].strip(" ,:")
    of_office = looks_like_organization(office) and YEAR.search(office) is None
    year = re.sub(r"\s", "", match["year"]).replace("–", "-")
    name = office if of_office else _name_of(match)
    end = match.end() if match["series"] == "NOU" or not match["nou"] else match.start("nou")
    return Paper(name, year, 0 if of_office else match.start(), end)


def _name_of(match: re.Match[str]) -> str:
    series = " ".join(match["series"].split())
    if series == "NOU":
        return series  # its number holds the year; `identifying_names` tells two of a year apart
    return f"{series} {' '.join((match['no'] or '').split())}".strip()


def find_paper_before(window: str) -> tuple[int, str] | None:
    """Where the paper or law whose name ends ``window``, right before brackets with a year, begins; and its name."""
    paper = _BEFORE_YEAR.search(window)
    if paper is None:
        return None
    return paper.start(), "NOU" if paper["nou"] else " ".join(paper[0].split())
