"""What stands inside the brackets of a citation, read into one part for each work.

Pure string grammar: no positions in the thesis, no look at other citations. It reads author-year forms in Norwegian and
English with their misprints, second-hand citations, laws and parliamentary papers, and *ibid.* with its kin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.author_lists import AuthorList, read_authors
from kb.ingest.citation_years import DATE_AT_END, YEAR, Y, plain_years, years_of
from kb.ingest.locators import LOCATOR, find_locator, read_locator_after
from kb.ingest.names import UPPER, fold_name
from kb.ingest.official_papers import read_paper
from kb.ingest.second_hand import split_at_in, split_marked

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST = 600  # characters; a bracket longer than this is prose

_EDITION = re.compile(r"\s*\d{1,2}\.?\s?(?:utg(?:ave|åve)?|ed|opplag)(?!\w)\.?,?", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:sjå|se|ref|som|jmfr|jmf|jfr|jf|jamfør|cf|cfr|sml|confer|see|also|også|òg|igjen|f\.\s?eks|for eksempel"
    r"|eksempelvis|til dømes|t\.d|e\.\s?g|i\.\s?e|for example"
    r"|blant annet|blant anna|bl\.\s?a|bl\.\s?annet|mellom anna|m\.a|inter alia|særlig|spesielt"
    r"|hovedsakelig|primært|i henhold til|ifølge|iflg|kilde[rn]?|sources?"
    r"|(?:egen|eigen|eiga|min|mi|vår|forfatterens) (?:oversettelse|omsetjing|uthev\w+|kursivering)"
    r"|(?:rapport|artikkel|notat|tall|statistikk|brev) (?:fra|frå|av)"
    r"|hentet fra|henta frå|basert på|based on|fra|frå|etter|from|adapted from|her etter|mer om dette i"
    r"|nærmere i|gjengitt av|i)(?:\.|:|,)*\s+|[-–—•*_]\s*)",
    re.IGNORECASE,
)
EDITOR = re.compile(
    rf",?\s\(?(?:red|reds|eds?)\b\.?\)?(?=,?\s{Y})",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(r"\s*\[[^\[\]]*[^\W\d_][^\[\]]*\]")  # "Kunnskapsdepartementet [KD]"
_IBID = re.compile(
    r"(?<!\w)(?:ibidem|ibid|ibd|ib|samme (?:sted|verk|kilde|forfatter)|same (?:stad|verk|kjelde)|sst|s\.\s?st"
    r"|op\.?\s?cit|loc\.?\s?cit|a\.\s?a|anført verk)(?!\w)\.?",
    re.IGNORECASE,
)
_REPEATED_YEAR = re.compile(rf"[\s.,:]*(?P<year>{Y}[a-k]?)(?!\w)")
_SEGMENTS = re.compile(rf"\s*;\s*|(?<=\d)\s*/\s*(?=[{UPPER}])")
_JOINED = re.compile(r"\s*(?:[,;.]|(?:og|and|&|samt)(?!\w))\s*(?:(?:og|and|&|samt)\s)?")
_STILL_ALIVE = re.compile(rf"(?:f\.|født|fødd)?\s*{Y}\s?[-–]")  # "Bass (1925-)"
_NAME_CUT_OFF = re.compile(rf"(?<=[^\W\d_]{{2}})(?:\.?)\s*;\s*(?={Y}(?!\d))")  # "Moe; 2015"
_COMMON_NOUN = re.compile(r"(?:et|ene|ane|tjenesten|tenesta|ordningen|ordninga|avdelingen|avdelinga)$")
_NUMBER_ONLY = re.compile(r"[\s.,:]*(\d{1,4}(?:\s?[-–]\s?\d{1,4})?)\s*$")
_YEAR_LEAD = re.compile(
    r"\A\s*(?:jfr?\.?|se|sjå|cf\.?|ref\.?|red\.?|et\.? al\.?|m\.?\s?fl\.?)\s*,?\s+(?=\d)", re.IGNORECASE
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
    text = _EXPLAINED.sub("", plain_years(" ".join(inner.split()).replace("−", "-")))
    if not text or len(text) > LONGEST or _STILL_ALIVE.fullmatch(text):
        return ()
    text = _NAME_CUT_OFF.sub(", ", text)
    text = _YEAR_LEAD.sub("", EDITOR.sub("", _strip_lead(text)), count=1)
    second_hand = _read_second_hand(text, known)
    if second_hand:
        return second_hand
    parts: list[Part] = []
    for segment in _SEGMENTS.split(text):
        if not segment.strip(" .,"):
            continue
        found = _read_segment(_strip_lead(segment), known, parts[-1] if parts else None)
        if found:
            parts.extend(found)
        elif parts and LOCATOR.fullmatch(segment.strip(" .,")):  # "Dahl, 2015, s. 22; s. 44"
            place = "; ".join(filter(None, (parts[-1].locator, segment.strip(" .,"))))
            parts[-1] = replace(parts[-1], locator=place)
        elif not parts and not _is_remark(segment):
            return ()
    if parts and parts[0].authors is None and not parts[0].repeats and not _is_bare_year(inner):
        return ()
    return tuple(parts)


def _is_bare_year(inner: str) -> bool:
    """ "1982, s. 7", but not "i 1982" and "fra 1982 til 1985", which tell of time."""
    text = _YEAR_LEAD.sub("", inner.strip())
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
    marked = split_marked(text)
    if marked:
        return _split_second_hand(*marked, known)
    for left, right in split_at_in(text):
        # "(Weber, 1922, i Hansen, 2015)", "(Weber i Hansen, 2015)": both sides must name works, or "i" is only a word.
        if (YEAR.search(left) and _read_direct(left, known)) or _wrote_in(left, right, known):
            found = _split_second_hand(left, right, known)
            if found:
                return found
    return ()


def _wrote_in(left: str, right: str, known: Container[str]) -> bool:
    """Whether persons are said to have written in the book of others: "Moe i Lie, 2008", not "Rådet i Moe, 2008"."""
    writer = read_authors(left, known) if len(left) <= 60 else None
    if writer is None or writer.organization or _COMMON_NOUN.search(left):
        return False
    host = _read_segment(right, known, None)
    if not host or host[0].authors is None or host[0].authors.organization:
        return False
    return fold_name(f"{left}i{host[0].authors.names[0]}") not in known


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
    paper = read_paper(segment)
    if paper:
        before = _read_author_years(segment[: paper.start], known, previous)
        end, locator = read_locator_after(segment, paper.end)
        rest = _read_rest(segment[end:], known)
        locator = locator or (None if rest else find_locator(segment[paper.end :]))
        authors = AuthorList((paper.name,), organization=True)
        return (*before, Part(authors, paper.year, locator, paper=True), *rest)
    ibid = _IBID.search(segment)
    if ibid:
        return _read_repeated(segment, ibid, known)
    return _read_author_years(segment, known, previous)


def _read_rest(text: str, known: Container[str]) -> tuple[Part, ...]:
    """The works that follow in one segment: ", jf. Moe 1977", "og Meld. St. 33 (2015-2016)"."""
    joined = _JOINED.match(text)
    return _read_segment(_strip_lead(text[joined.end() :]), known, None) if joined else ()


def _read_repeated(segment: str, ibid: re.Match[str], known: Container[str]) -> tuple[Part, ...]:
    before, after = segment[: ibid.start()].strip(" ,.:"), segment[ibid.end() :]
    authors = read_authors(before, known) if before else None
    if before and authors is None:
        return ()
    year = _REPEATED_YEAR.match(after)
    end, locator = read_locator_after(after, year.end() if year else 0)
    rest = _read_rest(after[end:], known)
    if locator is None and not rest:
        locator = find_locator(after)
        number = _NUMBER_ONLY.match(after)
        if locator is None and number and not YEAR.fullmatch(number[1]):
            locator = number[1]
    # An *ibid.* with a sentence after it is not a citation of its own.
    if len(after) > 60 and not locator and not rest:
        return ()
    return (Part(authors, year["year"] if year else None, locator, repeats=True), *rest)


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
        position, locator = read_locator_after(segment, match.end())
        years = years_of(match)
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
        # "Dahl, s. 67, 2020", but "figur 2 i Dahl, 2020" is of no use as a place.
        locator = placed[0] if text[: placed.start()].strip(" ,;:(") else None
        text = text[: placed.start()] + text[placed.end() :]
    named = _EDITION.sub("", text).strip(" ,;:()")
    bare = re.sub(r"^(?:og|and|&|samt)(?!\w)\s*|\s*(?<!\w)(?:og|and|&)$", "", named).strip(" ,;:(")
    dated = DATE_AT_END.sub("", bare).strip(" ,;:(")
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
