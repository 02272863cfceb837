"""The parts around the body: front matter, reference list, appendices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.appendices import find_appendices
from kb.ingest.appendix_lists import lists_appendices
from kb.ingest.contents import Contents, is_entry, is_entry_with_leader
from kb.ingest.document import SectionKind
from kb.ingest.list_ends import find_list_end
from kb.ingest.outline import join_lines
from kb.ingest.titles import (
    front_kind,
    is_references_title,
    numbered_front_kind,
    plain_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.lines import Sheet

_FIRST_CHAPTER = re.compile(
    r"^(?:(?:kapittel|kapitel|chapter)\s+)?(?:1(?:\.0)?[.:]?\s*[^\W\d]|1$|innledning\b|innleiing\b"
    r"|introduksjon\b|introduction\b|bakgrunn$)",
    re.IGNORECASE,
)
_REFERENCE_LIKE = re.compile(
    r"\((?:1[89]|20)\d\d[a-z]?\b|\((?:u\.?\s?å|n\.?\s?d)|https?://|doi\.org|\b[A-ZÆØÅ]\.,? (?:&|og|and) "
    r"|^[A-ZÆØÅ][\w'’-]+, [A-ZÆØÅ][^\n]{0,300}(?<!\d)(?:1[89]|20)\d\d(?!\d)"
    r"|^[A-ZÆØÅ]{4,}[^a-zæøå\n]{0,60}\s(?:19|20)\d\d\."
)
_BEGINS_ENTRY = re.compile(
    r"(?:[•●▪*–—-]\s+|\[?\d{1,3}[\].]\s+)?"
    r"(?:[A-ZÆØÅ][\w'’-]+(?: [A-ZÆØÅ][\w'’-]+)?(?:,? [A-ZÆØÅ]{1,3}\b\.?|, [A-ZÆØÅ][\w'’-]+)"
    r"|[A-ZÆØÅ][^()\n]{1,90}\((?:(?:1[89]|20)\d\d|u\.\s?å|n\.\s?d)[^()\n]{0,30}\)[.:,]?\s*[A-ZÆØÅ«\"“*_]"
    r"|(?:NOU|Meld\.|St\.|Ot\.|Prop\.|Innst\.|Lov )|[A-ZÆØÅ]{4,}[^a-zæøå\n]{0,60}\s(?:19|20)\d\d\.)"
)
_ENTRY = re.compile(
    r"[A-ZÆØÅ][\w'’-]+(?: [A-ZÆØÅ][\w'’-]+)?, (?:[A-ZÆØÅ]\.|[A-ZÆØÅ][a-zæøå]+)[^()\n]{0,120}"
    r"\((?:1[89]|20)\d\d[a-k]?\)\s?[.:,]?\s"
)
_OFFICE_ENTRY = re.compile(r"[A-ZÆØÅ][^()\n]{2,60}\((?:1[89]|20)\d\d[^()\n]{0,20}\)[.:]\s")
_LEAST_ENTRIES = 6  # so many entries close together are a reference list
_SHEET_WORDS = re.compile(
    r"predefinert|kandidatn|candidate n|startdato|sluttdato|vurderingsform|flowkode|flowcode|eksamensform"
    r"|emnekode|egenerklæring|gruppenavn|gruppenummer|antall ord"
    r"|deltaker|innleveringsskjema|jeg godkjenner|konfidensiell|embargo|termin:|internt sensor|sensor:|er "
    r"masteroppgaven",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part over the text lines ``first`` to ``end`` (exclusive); its heading ends before line ``text_from``."""

    kind: SectionKind
    title: str
    first: int
    text_from: int
    end: int


def find_back_matter(sheet: Sheet, contents: Contents | None) -> tuple[Part, ...]:
    """Reference list and appendices, in order."""
    start = _find_first_chapter(sheet, contents.end if contents else 0)
    appendices = find_appendices(sheet, start)
    references = _find_references(sheet, start, appendices)
    untitled = _find_untitled_list(sheet, start, appendices) if references is None else None
    if untitled is not None:
        references = untitled
    starts = sorted({first for first, _ in appendices} | ({references} if references is not None else set()))
    parts = []
    for n, first in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(sheet.lines)
        if first == references:
            title = "" if first == untitled else plain_title(sheet.lines[first].text)
            guide = find_list_end(sheet, first, end)
            if guide is None:
                parts.append(Part(SectionKind.REFERENCES, title, first, first + bool(title), end))
                continue
            at, below = guide
            parts.append(Part(SectionKind.REFERENCES, title, first, first + bool(title), at))
            heading = plain_title(sheet.lines[at].text).rstrip(":") if below > at else ""
            parts.append(Part(SectionKind.APPENDIX, heading, at, below, end))
        else:
            last = dict(appendices)[first]
            title = join_lines([plain_title(sheet.lines[k].text) for k in range(first, last + 1)])
            # A page that only lists them is none of the appendices.
            kind = SectionKind.OTHER if lists_appendices(sheet, first) else SectionKind.APPENDIX
            parts.append(Part(kind, title.rstrip(":"), first, last + 1, end))
    return tuple(parts)


def _find_first_chapter(sheet: Sheet, start: int) -> int:
    for i in range(start, len(sheet.lines)):
        line = sheet.lines[i]
        if (
            len(line.text) < 120
            and _FIRST_CHAPTER.match(line.text)
            and not is_entry_with_leader(line.text)
            and not line.text.endswith((".", "?"))
        ):
            return i
    return start


def _find_references(sheet: Sheet, start: int, appendices: Sequence[tuple[int, int]]) -> int | None:
    """The heading of the reference list: the last line so called that entries follow.

    Where a list is parted under headings that are so called themselves ("Litteratur", "Kilder"), the first of them.
    """
    best = None
    called: list[int] = []
    end = min((first for first, _ in appendices), default=len(sheet.lines))
    for i in range(start + 1, len(sheet.lines)):
        line = sheet.lines[i]
        if not is_references_title(line.text) or is_entry(line.text):
            continue
        after = next((first for first, _ in appendices if first > i), len(sheet.lines))
        below = sheet.lines[i + 1 : min(i + 25, after)]
        like = sum(bool(_REFERENCE_LIKE.search(other.text)) for other in below)
        inside = any(first < i for first, _ in appendices)
        # A chapter about sources cites much too, but its lines do not begin as entries do.
        begun = sum(bool(_BEGINS_ENTRY.match(other.text)) for other in below)
        least = 8 if i - start >= (end - start) // 2 else 3
        listed = like * 5 >= len(below) and begun * least >= len(below)
        if listed and below and (best is None or not inside):
            best = i
            called.append(i)
    for i in reversed([i for i in called if best is not None and best - 300 < i < best]):
        between = sheet.lines[i + 1 : best]
        if sum(bool(_REFERENCE_LIKE.search(line.text)) for line in between) * 3 >= len(between):
            best = i
    return best


def _find_untitled_list(sheet: Sheet, start: int, appendices: Sequence[tuple[int, int]]) -> int | None:
    """Where a reference list begins that has no heading: the first of many lines that can only be entries."""
    end = min((first for first, _ in appendices), default=len(sheet.lines))
    entries = [k for k in range(start + (end - start) // 2, end) if _ENTRY.match(sheet.lines[k].text)]
    for n, first in enumerate(entries[: -_LEAST_ENTRIES + 1]):
        if entries[n + _LEAST_ENTRIES - 1] - first <= 4 * _LEAST_ENTRIES:
            at = first
            while at > start and _OFFICE_ENTRY.match(sheet.lines[at - 1].text):
                at -= 1
            return at
    return None


def find_front_matter(sheet: Sheet, contents: Contents | None, body: int) -> tuple[Part, ...]:
    """The parts before text line ``body``, the first chapter's heading."""
    starts: list[tuple[int, SectionKind, int]] = []
    for i in range(body):
        if contents and contents.heading <= i < contents.end:
            if i == contents.heading:
                starts.append((i, SectionKind.TOC, i + 1))
            continue
        text = sheet.lines[i].text
        kind = front_kind(text) or numbered_front_kind(text)
        if kind is SectionKind.TOC and contents:
            continue
        if kind is not None and _stands_as_heading(sheet, i):
            starts.append((i, kind, i + 1))
    first = starts[0][0] if starts else body
    cover = _split_cover(sheet, first)
    starts = [*cover, *starts]
    parts = []
    for n, (at, kind, text_from) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else body
        title = plain_title(sheet.lines[at].text)
        parts.append(Part(kind, title, at, text_from, end))
    return tuple(parts)


def _stands_as_heading(sheet: Sheet, i: int) -> bool:
    sheet.lines[i]
    if i == 0 or sheet.flowing or sheet.at_break(i) or sheet.wider_gap(i):
        return True
    return sheet.lines[i - 1].ends_sentence or sheet.ended_early(i - 1)


def _split_cover(sheet: Sheet, end: int) -> list[tuple[int, SectionKind, int]]:
    """The title page, and before it the form that some examination systems put in front."""
    if end == 0:
        return []
    clues = [i for i in range(end) if _SHEET_WORDS.search(sheet.lines[i].text)]
    if len(clues) < 3:
        return [(0, SectionKind.TITLE_PAGE, 0)]
    after = next(
        (i for i in range(clues[-1] + 1, end) if sheet.lines[i].gap >= 2 or sheet.lines[i].page_top), None
    )
    if after is None:
        return [(0, SectionKind.TITLE_PAGE, 0)]
    return [(0, SectionKind.OTHER, 0), (after, SectionKind.TITLE_PAGE, after)]
