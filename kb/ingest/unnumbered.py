"""Headings without a number: those that the contents list names, and those that their form gives away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.contents import Entry, is_entry
from kb.ingest.outline import Heading, join_lines, longest_rising, number_parts
from kb.ingest.titles import APPENDIX, alike, fold, front_kind, is_references_title, plain_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.lines import Line, Sheet

_CAPTION = re.compile(r"^(?:figur|tabell|bilde|diagram|modell|figure|table|boks)\s*\d", re.IGNORECASE)
_LIST_MARK = re.compile(r"^(?:[-–—•●▪◦·*]\s|[a-zA-Z]\)|\(?\d{1,2}\)|o\s|\d{1,2}\.\s)")
_USUAL_CHAPTER = re.compile(
    r"^(?:innledning|innleiing|introduksjon|introduction|bakgrunn\b.*|teori\b.*|teoretisk\w*\b.*"
    r"|theor\w+\b.*|tidligere forskning.*|litteraturgjennomgang|metod\w*\b.*|method\w*\b.*|forskningsdesign.*"
    r"|design og metode|resultat\w*(?: og .*)?|results(?: and .*)?|funn\b.*|findings\b.*|empiri\b.*|analyse\b.*"
    r"|analysis\b.*"
    r"|presentasjon av .*|drøfting\b.*|diskusjon\b.*|discussion\b.*|konklusjon\b.*|conclusions?\b.*"
    r"|avslutning\b.*|avslutting\b.*|oppsummering og .*|kontekst\b.*)$",
    re.IGNORECASE,
)


def find_listed(
    sheet: Sheet, start: int, end: int, entries: Sequence[Entry], numbered: Sequence[Heading]
) -> list[Heading]:
    """Lines that the contents list names and that carry no number themselves, as far as they come in its order."""
    anchors = {h.entry: h for h in numbered if h.entry is not None}
    taken = {i for h in numbered for i in range(h.first, h.last + 1)}
    free = [
        (i, fold(sheet.lines[i].text))
        for i in range(start, end)
        if i not in taken and len(sheet.lines[i].text) <= 160
    ]
    exact: dict[str, list[tuple[int, str]]] = {}
    for i, folded in free:
        exact.setdefault(folded, []).append((i, folded))
    titles = {fold(entry.title) for entry in entries}
    # Only lines that no entry names exactly may be a misspelt or wrapped form of one.
    loose = [(i, folded) for i, folded in free if folded not in titles]
    pairs: list[tuple[int, Heading]] = []
    for k, entry in enumerate(entries):
        if k in anchors:
            pairs.append((k, anchors[k]))
        elif _is_chapter_entry(entry):
            near = exact.get(fold(entry.title)) or loose
            places = [h for i, folded in near if (h := _match(sheet, i, folded, end, k, entry))]
            pairs.extend((k, h) for h in reversed(places))
    chain = longest_rising([h.first for _, h in pairs])
    # The places of one entry stand in falling order, so that a rising chain takes at most one of them.
    return [pairs[n][1] for n in chain if pairs[n][0] not in anchors]


def _is_chapter_entry(entry: Entry) -> bool:
    title = entry.title
    return len(fold(title)) >= 4 and not (
        is_references_title(title) or APPENDIX.match(title) or front_kind(title)
    )


def _match(sheet: Sheet, i: int, folded: str, end: int, k: int, entry: Entry) -> Heading | None:
    """The heading that begins on line ``i``, if the entry says the same, over up to three lines."""
    wanted = fold(entry.title)
    if len(folded) < 4 or folded[:3] != wanted[:3]:
        return None
    last = i
    if folded != wanted:
        while len(folded) < len(wanted) - 3 and wanted.startswith(folded) and last + 1 < min(end, i + 3):
            last += 1
            folded += fold(sheet.lines[last].text)
        if not alike(folded, wanted, 0.9):
            return None
    if not sheet.flowing and not _stands_apart(sheet, i):
        return None
    title = plain_title(join_lines([sheet.lines[n].text for n in range(i, last + 1)]))
    return Heading(
        i, last, entry.number, title, len(number_parts(entry.number)) if entry.number else 0, k, printed=False
    )


def _stands_apart(sheet: Sheet, i: int) -> bool:
    if i == 0:
        return True
    before = sheet.lines[i - 1]
    return sheet.at_break(i) or sheet.wider_gap(i) or before.ends_sentence or sheet.ended_early(i - 1)


def find_by_form(sheet: Sheet, known: Sequence[Heading], end: int) -> list[Heading]:
    """Headings that neither number nor contents list tells, after the first known one."""
    taken = {i for h in known for i in range(h.first, h.last + 1)}
    return [
        Heading(i, i, None, plain_title(sheet.lines[i].text), 0)
        for i in range(known[0].first + 1, end - 1)
        if i not in taken
        and i + 1 not in taken
        and _has_heading_form(sheet, i)
        and _has_prose_around(sheet, i, below_heading=i - 1 in taken)
    ]


def find_by_names(sheet: Sheet, start: int, end: int) -> tuple[Heading, ...]:
    """Headings of a thesis without numbers and contents list: its chapters by their usual names, the others by
    their form."""
    formed = [
        i
        for i in range(max(start, 0), end - 1)
        if _has_heading_form(sheet, i) or (sheet.flowing and _is_quoted_title(sheet, i))
    ]
    usual = [
        i
        for i in formed
        if _USUAL_CHAPTER.match(plain_title(sheet.lines[i].text)) and len(sheet.lines[i].text) < 70
    ]
    if len(usual) < 2:
        return ()
    chosen: list[int] = []
    for i in formed:
        below = bool(chosen) and chosen[-1] == i - 1
        if i in usual or (
            i > usual[0] and (_has_prose_around(sheet, i, below_heading=below) or sheet.lines[i].display)
        ):
            chosen.append(i)
    return tuple(
        Heading(i, i, None, plain_title(sheet.lines[i].text), 1 if i in usual else 2) for i in chosen
    )


def _is_quoted_title(sheet: Sheet, i: int) -> bool:
    """A few words in marks on a line of their own that neither end a sentence nor are announced by a colon."""
    text = sheet.lines[i].text
    announced = i > 0 and sheet.lines[i - 1].text.endswith(":")
    quoted = re.fullmatch(r"«[^«».!?…]{5,70}»|“[^“”.!?…]{5,70}”", text) is not None
    return quoted and not announced and text[1].isupper() and len(text.split()) <= 10


def _has_heading_form(sheet: Sheet, i: int) -> bool:
    """A short line of its own that is no sentence, item or caption."""
    line = sheet.lines[i]
    text = plain_title(line.text)
    if line.hint is not None or not 3 <= len(text) <= 90 or len(text.split()) > 12 or not text[:1].isupper():
        return False
    if text.endswith((".", ":", ";", "!", "»", "”", ")", ",", "-", "–", "]")) or (
        text.endswith("?") and not line.display
    ):
        return False
    if (
        re.search(r"[\t=|@]|\.{4,}", line.text)
        or _CAPTION.match(text)
        or _LIST_MARK.match(text)
        or is_entry(text)
    ):
        return False
    return front_kind(text) is None and not APPENDIX.match(text)


def _has_prose_around(sheet: Sheet, i: int, *, below_heading: bool = False) -> bool:
    """Whether a whole sentence or a heading ends above the line and prose begins below it."""
    line, after = sheet.lines[i], sheet.lines[i + 1]
    before = sheet.lines[i - 1] if i else None
    if (
        before is not None
        and not below_heading
        and not before.text.rstrip().endswith((".", "!", "?", "»", ")", "”", '"'))
        and not before.display
    ):
        return False
    if not _begins_prose(after):
        return False
    if sheet.flowing:
        return len(after.text) > 120 and line.gap >= 1
    full = sheet.full_width
    set_apart = i == 0 or sheet.at_break(i) or sheet.wider_gap(i) or sheet.ended_early(i - 1)
    return (
        set_apart
        and len(line.text) < 0.75 * full
        and len(after.text) > 0.75 * full
        and not sheet.ended_early(i + 1)
    )


def _begins_prose(line: Line) -> bool:
    first = line.text[:1]
    return (
        (first.isalpha() or first in "«“\"'")
        and not first.islower()
        and not _LIST_MARK.match(line.text)
        and not _CAPTION.match(line.text)
    )
