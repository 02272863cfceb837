"""The place in a work that a citation gives: "s. 14-15", "kap. 3", "§ 14", a number after a colon."""

from __future__ import annotations

import re

from kb.ingest.citation_years import DATE, YEAR, Y
from kb.ingest.names import UPPER

# Journals that come out on the web first count their pages "i259" or "e12".
_NUMBER = rf"(?!{Y}\b\s*[,;)])(?:[ei]?\d{{1,5}}[a-z]?(?:\.\d+)*(?!\w)|[ivxlc]{{2,6}}(?!\w))"
_NUMBERS = (
    rf"{_NUMBER}(?:\s?[-–—‑−]\s?{_NUMBER}|\s*(?:,|&|og|and|til)\s*(?!{Y}\b){_NUMBER})*(?:\s?(?:ff|f"
    rf"|flg)\.?(?!\w))?"
)
LOCATOR = re.compile(
    rf"(?<!\w)(?!(?-i:[SP])\.\s*{Y}(?!\d))(?:(?:sidetall|sidene|sider|siden|side|sid|sd|ss|s|pages|page|pp|p|kapitlene|kapittel|kap"
    rf"|chapters?|chap|ch|avsnitt|avsn|avs|punkt|pkt"
    rf"|paragraf|para|ledd|artikkel|tabell|table|figur|figure|fig|vedlegg|fotnote|note|bind|lokasjon|loc"
    rf"|del|part)(?!\w)\.?|§§?)"
    rf"\s*:?\s*({_NUMBERS})",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(rf"\s*:\s*({_NUMBERS})")
_AFTER_COMMA = re.compile(
    rf"\s*,\s*(?!{Y}\b)(\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?)(?=\s*(?:[,;.]|$|\s(?:og|and|&)\s))"
)
_LEAD = re.compile(r"[\s,.:)]*(?:jf\.|se|særlig|spesielt|især|her)?\s*")
_BETWEEN = re.compile(r"\s*(?:,|og|and|&)\s*")


def read_locator_after(segment: str, position: int) -> tuple[int, str | None]:
    """Where the place right after a year ends, and the place; ``position`` and None where there is none."""
    lead = _LEAD.match(segment, position)
    start = lead.end() if lead else position
    match = LOCATOR.match(segment, start)
    if match:
        end = match.end()
        while more := LOCATOR.match(segment, _skip(segment, end)):
            end = more.end()
        return end, segment[start:end]
    date = DATE.match(segment, position)
    if date:  # "(Nav, 2023, 20. februar)"
        return date.end(), None
    for pattern in (_AFTER_COLON, _AFTER_COMMA):
        match = pattern.match(segment, position)
        if match:
            return match.end(), match[1]
    # Words may stand between: "Dahl, 2015, siste avsnitt s. 4".
    later = LOCATOR.search(segment, position)
    if (
        later
        and not YEAR.search(segment, position, later.start())
        and not re.search(rf"[{UPPER}]", segment[position : later.start()])
    ):
        return later.end(), later[0]
    return position, None


def find_locator(text: str) -> str | None:
    """The first place that a text names."""
    match = LOCATOR.search(text) or _AFTER_COLON.match(text)
    if not match:
        return None
    return match[0] if match.re is LOCATOR else match[1]


def _skip(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position
