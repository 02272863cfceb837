"""What stands inside the brackets of a citation, read into one part for each work.

Pure string grammar: no positions in the thesis, no look at other citations. It reads author-year forms in Norwegian and
English with their misprints, second-hand citations, laws and parliamentary papers, and *ibid.* with its kin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.names import UPPER, AuthorList, is_ordinary_word, read_authors, split_names

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST = 600  # characters; a bracket longer than this is prose

_Y = r"(?:1[5-9]|20)\d\d"
_NUMBER = rf"(?!{_Y}\b\s*[,;)])(?:\d{{1,5}}[a-z]?(?:\.\d+)*(?!\w)|[ivxlc]{{2,6}}(?!\w))"
_NUMBERS = (
    rf"{_NUMBER}(?:\s?[-–—‑]\s?{_NUMBER}|\s*(?:,|&|og|and|til)\s*(?!{_Y}\b){_NUMBER})*(?:\s?(?:ff|f"
    rf"|flg)\.?(?!\w))?"
)
LOCATOR = re.compile(
    rf"(?<!\w)(?:(?:sidetall|sidene|sider|siden|side|sid|sd|ss|s|pages|page|pp|p|kapitlene|kapittel|kap"
    rf"|chapters?|chap|ch|avsnitt|avs|punkt|pkt"
    rf"|paragraf|para|ledd|artikkel|tabell|table|figur|figure|fig|vedlegg|fotnote|note|bind|lokasjon|loc"
    rf"|del|part)(?!\w)\.?|§§?)"
    rf"\s*:?\s*({_NUMBERS})",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(rf"\s*:\s*({_NUMBERS})")
_AFTER_COMMA = re.compile(
    rf"\s*,\s*(?!{_Y}\b)(\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?)(?=\s*(?:[,;.]|$|\s(?:og|and|&)\s))"
)
_UNDATED = (
    r"u\.\s?å(?:\.|(?!\w))|uå(?!\w)|udatert|n\.\s?d\.?(?!\w)|u\.\s?d\.?(?!\w)|i trykk(?!\w)"
    r"|in press(?!\w)|under utgivelse|forthcoming"
)
YEAR = re.compile(
    rf"(?<![\w.–-])(?:(?P<date>\d{{1,2}}\.\s?\d{{1,2}}\.\s?)?(?<!\d\d\d)(?P<year>{_Y})(?P<span>\s?[-–/]\s?{_Y})?(?P<letters>[a-k](?:\s?"
    rf"[,&/]\s?[b-k](?!\w))*)?(?!\w)"
    rf"|(?P<undated>{_UNDATED}))",
    re.IGNORECASE,
)
_MONTHS = "januar|februar|mars|mai|juni|juli|september|oktober|november|desember|january|february|july|october|december"
_MONTHS_OR_NAMES = (
    "april|august|march|may|june"  # months only with a day beside them: March and May are authors too
)
_DATE = re.compile(
    rf"[\s,]*(?:(?:\d{{1,2}}\.?\s?)?(?<!\w)(?:{_MONTHS})(?!\w)[\s.,]*(?:\d{{1,2}}(?!\d))?"
    rf"|\d{{1,2}}\.?\s?(?:{_MONTHS_OR_NAMES})(?!\w)|(?<!\w)(?:{_MONTHS_OR_NAMES})\s\d{{1,2}}(?!\d))[\s.,]*",
    re.IGNORECASE,
)
_DATE_AT_END = re.compile(_DATE.pattern + "$", re.IGNORECASE)
_EDITION = re.compile(r"\s*\d{1,2}\.?\s?(?:utg(?:ave|åve)?|ed|opplag)(?!\w)\.?,?", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:sjå|se|jmfr|jmf|jfr|jf|cf|cfr|sml|confer|see|also|også|òg|igjen|f\.\s?eks|for eksempel"
    r"|eksempelvis|til dømes|t\.d|e\.\s?g|i\.\s?e|for example"
    r"|blant annet|blant anna|bl\.\s?a|bl\.\s?annet|mellom anna|m\.a|inter alia|særlig|spesielt"
    r"|hovedsakelig|primært|i henhold til|ifølge|iflg|kilde[rn]?|sources?"
    r"|hentet fra|henta frå|basert på|based on|fra|frå|etter|from|adapted from|her etter|mer om dette i"
    r"|nærmere i|gjengitt av|i)(?:\.|:|,)*\s+|[-–—•*_]\s*)",
    re.IGNORECASE,
)
_VIA = re.compile(
    r"[\s,;:(]*(?<!\w)(?:(?:som|slik|as|er)\s+)*(?:sitert|sitat|siteret|gjengitt|gjengitte|gjengjeve"
    r"|attgjeve|attgitt|referert(?: til)?|omtalt|beskrevet|presentert"
    r"|nevnt|nemnt|oversatt|lest|vist til|henvist til|cited|quoted|referred to|referenced|reported"
    r"|mentioned|described)\s*[,:]?\s*(?:i|hos|av|in|by)(?!\w)[\s:,]*",
    re.IGNORECASE,
)
_VIA_IN = re.compile(rf"[\s,]+(?:i|in)\s*:?\s+(?=[{UPPER}«])|[\s,]+etter\s+(?=[{UPPER}])")
EDITOR = re.compile(r",?\s\(?(?:red|reds|eds?)\b\.?\)?(?=,?\s(?:1[89]|20)\d\d)", re.IGNORECASE)
_IBID = re.compile(
    r"(?<!\w)(?:ibidem|ibid|ibd|ib|samme sted|same stad|samme verk|sst|s\.\s?st|op\.?\s?cit|loc\.?\s?cit"
    r"|a\.\s?a|anført verk)(?!\w)\.?",
    re.IGNORECASE,
)
_PAPER_NAME = (
    r"St\.?\s?prp\.?|St\.?\s?meld\.?|Ot\.?\s?prp\.?|Innst\.?(?:\s?(?:S|O|L)\.?)?|Meld\.?\s?St\.?|Prop\.?"
    r"|Dok(?:ument)?\.?|NOU|Rundskriv|Besl\.?(?:\s?O\.?)?"
    r"|Stortingsproposisjon|Stortingsmelding|Odelstingsproposisjon|Innstilling|Inst\.?(?:\s?S\.?)?"
    r"|Lovvedtak|Budsjett-innst\.?(?:\s?S\.?)?"
)
_PAPER = re.compile(
    rf"(?P<series>{_PAPER_NAME})\s*(?:,\s*)?(?P<no>(?:nr\.?|no\.?"
    rf"|nummer)?\s*\d{{1,3}}(?!\d)(?:\s?:\s?\d+)?(?:\s?[SLOJ](?!\w))*)?[\s,:;]*\(?\s*"
    rf"(?P<year>{_Y}(?:\s?[-–/]\s?(?:{_Y}|\d\d(?!\d)))?)\)?(?P<nou>\s*[:,]?\s*(?:nr\.?\s*)?\d{{1,3}}(?!\d))?",
)
_LAW = re.compile(
    rf"(?P<title>.{{3,160}}?)[\s,]*\(\s*(?:lov|LOV"
    rf"|Lov)[\s-]*(?:av\s*)?(?:\d{{1,2}}\.\s?\w+\s)?(?P<year>{_Y})[^()]*\)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One work in a citing expression, as written there.

    ``authors`` is None where the brackets give none: the year belongs to a name in the running text before them.
    ``via`` is the work in which it was read. ``repeats`` is true for *ibid.*; then year and authors may be missing.
    """

    authors: AuthorList | None
    year: str | None
    locator: str | None = None
    via: str | None = None
    repeats: bool = False
    paper: bool = False  # a law or a parliamentary paper


def read_brackets(inner: str, known: Container[str] = frozenset()) -> tuple[Part, ...]:
    """The works that the inside of a pair of brackets cites, in order; empty where it is no citation.

    ``known`` holds folded names that are cited elsewhere in the thesis. A first part without authors is the year (or
    *ibid.*, or "sitert i ...") of a narrative citation.
    """
    text = " ".join(inner.split())
    if not text or len(text) > LONGEST:
        return ()
    text = EDITOR.sub("", _strip_lead(text))
    second_hand = _read_second_hand(text, known)
    if second_hand:
        return second_hand
    parts: list[Part] = []
    for segment in re.split(r"\s*;\s*", text):
        if not segment.strip(" .,"):
            continue
        found = _read_segment(_strip_lead(segment), known, parts[-1] if parts else None)
        if found:
            parts.extend(found)
        elif not parts and not _is_remark(segment):
            return ()
    if parts and parts[0].authors is None and not parts[0].repeats and not _is_bare_year(inner):
        return ()
    return tuple(parts)


def _is_bare_year(inner: str) -> bool:
    """ "1982, s. 7", but not "i 1982" and "fra 1982 til 1985", which tell of time."""
    text = inner.strip()
    year = YEAR.match(text)
    if year is None:
        return LOCATOR.match(text) is not None
    return not re.match(r"\s+[^\W\d_]{3,}", text[year.end() :])


def _is_remark(segment: str) -> bool:
    """Words before the first semicolon that merely lead to the works after it."""
    return len(segment) < 80


def _strip_lead(text: str) -> str:
    text = text.strip(" ,;")
    while (match := _LEAD.match(text)) and match.end() < len(text):
        text = text[match.end() :]
    return text


# --- second hand ---------------------------------------------------------------------------------------------


def _read_second_hand(text: str, known: Container[str]) -> tuple[Part, ...]:
    marked = _VIA.search(text)
    if marked:
        return _split_second_hand(text[: marked.start()], text[marked.end() :], known)
    for match in _VIA_IN.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        # "(Weber, 1922, i Hansen, 2015)": both sides must be whole citations, or "i" is only a word.
        if YEAR.search(left) and YEAR.search(right) and _read_direct(left, known):
            return _split_second_hand(left, right, known)
    return ()


def _split_second_hand(left: str, right: str, known: Container[str]) -> tuple[Part, ...]:
    read_in, *others = re.split(r"\s*;\s*", right)
    host = _read_segment(read_in, known, None)
    if not host:
        return ()
    rest = [part for other in others for part in _read_segment(_strip_lead(other), known, None)]
    via = _name_of_work(read_in)
    locator = host[0].locator
    originals: list[Part] = []
    for segment in re.split(r"\s*;\s*", left):
        originals.extend(_read_original(_strip_lead(segment), known))
    if not originals:
        # "Stewart (sitert i Filstad, 2020)": the original is named in the running text.
        originals = [Part(None, None)]
        if left.strip(" .,;"):
            return (*host, *rest)
    done = [replace(part, via=via, locator=part.locator or locator) for part in originals]
    return (*done, *host[1:], *rest)


def _read_original(segment: str, known: Container[str]) -> list[Part]:
    found = _read_segment(segment, known, None)
    if found:
        return list(found)
    authors = read_authors(segment, known, sure=True)
    return [Part(authors, None)] if authors else []


def _name_of_work(text: str) -> str:
    """The work as written, without the place in it: "Espedal, 2008"."""
    return " ".join(LOCATOR.sub("", text).split()).replace(" ,", ",").strip(" ,.;:")


# --- one segment between semicolons -----------------------------------------------------------------------------


def _read_direct(text: str, known: Container[str]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for segment in re.split(r"\s*;\s*", text):
        parts.extend(_read_segment(_strip_lead(segment), known, parts[-1] if parts else None))
    return tuple(parts)


def _read_segment(segment: str, known: Container[str], previous: Part | None) -> tuple[Part, ...]:
    paper = _read_paper(segment)
    if paper:
        return (paper,)
    ibid = _IBID.search(segment)
    if ibid:
        repeated = _read_repeated(segment, ibid, known)
        return (repeated,) if repeated else ()
    return _read_author_years(segment, known, previous)


def _read_paper(segment: str) -> Part | None:
    law = _LAW.match(segment)
    if law:
        return Part(
            AuthorList((law["title"].strip(" ,."),), organization=True),
            law["year"],
            _locator_in(segment[law.end() :]),
            paper=True,
        )
    match = _PAPER.match(segment)
    if not match:
        return None
    series = " ".join(match["series"].split())
    number = " ".join((match["no"] or "").split())
    name = f"{series} {number}".strip()
    if series == "NOU" and match["nou"] and "," not in segment[match.start() : match.start("year")]:
        name = " ".join(segment[: match.end()].split())  # the year is part of the name
    year = re.sub(r"\s", "", match["year"]).replace("–", "-")
    return Part(AuthorList((name,), organization=True), year, _locator_in(segment[match.end() :]), paper=True)


def _read_repeated(segment: str, ibid: re.Match[str], known: Container[str]) -> Part | None:
    before, after = segment[: ibid.start()].strip(" ,.:"), segment[ibid.end() :]
    authors = read_authors(before, known) if before else None
    if before and authors is None:
        return None
    year = YEAR.search(after)
    locator = _locator_in(after)
    if locator is None:
        number = re.match(r"[\s.,:]*(\d{1,4}(?:\s?[-–]\s?\d{1,4})?)\s*$", after)
        locator = number[1] if number and not YEAR.fullmatch(number[1]) else None
    # An *ibid.* with a sentence after it is not a citation of its own.
    if len(after) > 60 and not locator:
        return None
    return Part(authors, _year_of(year)[0] if year else None, locator, repeats=True)


def _read_author_years(segment: str, known: Container[str], previous: Part | None) -> tuple[Part, ...]:
    parts: list[Part] = []
    position = 0
    for match in _find_years(segment):
        if match.start() < position:
            continue
        between = segment[position : match.start()]
        part = _read_before_year(between, known, parts[-1] if parts else previous, match)
        if part is None:
            break
        position, locator = _read_tail(segment, match.end())
        years = _year_of(match)
        located = [replace(part, year=year) for year in years]
        located[-1] = replace(located[-1], locator=locator or part.locator)
        parts.extend(located)
    return tuple(parts)


def _find_years(segment: str) -> list[re.Match[str]]:
    """The years of works in a segment: not those inside a quoted title or a page number."""
    taken = [m.span() for m in re.finditer(r"«[^»]{1,160}»|[\"“”][^\"“”]{1,160}[\"“”]", segment)]
    taken += [m.span(1) for m in LOCATOR.finditer(segment)]
    return [m for m in YEAR.finditer(segment) if not any(a <= m.start() < b for a, b in taken)]


def _read_before_year(
    text: str, known: Container[str], previous: Part | None, year: re.Match[str]
) -> Part | None:
    """The part whose year comes next, from the text since the part before it."""
    locator = None
    placed = LOCATOR.search(text)
    if placed:
        locator = placed[0]
        text = text[: placed.start()] + text[placed.end() :]
    named = _EDITION.sub("", text).strip(" ,;:()")
    bare = re.sub(r"^(?:og|and|&|samt)(?!\w)\s*|\s*(?<!\w)(?:og|and|&)$", "", named).strip(" ,;:(")
    dated = _DATE_AT_END.sub("", bare).strip(" ,;:(")
    if not dated:
        if previous is not None:
            return None if year["date"] else replace(previous, year=None, locator=locator)
        only_year = not bare and not year["date"]
        return Part(None, None, locator) if only_year else None
    dated = _strip_lead(dated)
    sure = (
        bool(re.search(r"[,:(.]\s*$", text))
        or text.rstrip().endswith("(")
        or bool(year["undated"])
        or dated != bare
    )
    authors = read_authors(dated, known, sure=sure)
    return Part(authors, None, locator) if authors else None


def _read_tail(segment: str, position: int) -> tuple[int, str | None]:
    """The locator right after a year, and where it ends."""
    lead = re.compile(r"[\s,.:)]*(?:jf\.|se|særlig|spesielt|især|her)?\s*").match(segment, position)
    start = lead.end() if lead else position
    match = LOCATOR.match(segment, start)
    if match:
        locator, end = match[0], match.end()
        more = LOCATOR.match(segment, _skip(segment, end))
        while more:
            locator = segment[start : more.end()]
            end = more.end()
            more = LOCATOR.match(segment, _skip(segment, end))
        return end, locator
    date = _DATE.match(segment, position)
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


def _skip(text: str, position: int) -> int:
    match = re.compile(r"\s*(?:,|og|and|&)\s*").match(text, position)
    return match.end() if match else position


def _locator_in(text: str) -> str | None:
    match = LOCATOR.search(text) or _AFTER_COLON.match(text)
    if not match:
        return None
    return match[0] if match.re is LOCATOR else match[1]


def _year_of(match: re.Match[str]) -> tuple[str, ...]:
    """The year or years that a match stands for: "2016a, b" are two."""
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


def reads_as_source(text: str, known: Container[str] = frozenset()) -> bool:
    """Whether a text is nothing but a list of names."""
    return (
        bool(text)
        and not is_ordinary_word(text.split(maxsplit=1)[0])
        and bool(split_names(text))
        and read_authors(text, known) is not None
    )
