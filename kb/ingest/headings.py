"""Chapter headings in the body: numbered ones, and those that only their form or the contents list give away."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.ingest.contents import Contents, Entry, is_entry
from kb.ingest.lines import Sheet
from kb.ingest.source import LineRole
from kb.ingest.titles import APPENDIX, alike, fold, front_kind, is_references_title, plain_title

NUMBERED = re.compile(
    r"^(?P<word>(?:kapittel|kapitel|chapter|del)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,6})(?P<dot>\.?)(?P<space>[:\s–-]*)(?P<title>[^\W\d].*|[«“\"”'(*<~].*|\d{1,4}[\s-]\D.*)$",
    re.I | re.S,
)
_CHAPTER_WORD = re.compile(r"^(?:kapittel|kapitel|chapter)\s+(\d{1,2})\s*[.:]?$", re.I)
_FUNCTION_WORDS = frozenset(
    "og eller i av på for med til fra om ved mot som en et ei den det de der sin sitt sine mellom over under etter innen innenfor uten hos hvordan hva "
    "ikkje ikke å at the of and in on to a an for with between from by gjennom ut sett basert".split()
)
_SENTENCE_INSIDE = re.compile(r"[a-zæøåé)»]{3}[.;]\s+[A-ZÆØÅ«]")
_CAPTION = re.compile(r"^(?:figur|tabell|bilde|diagram|modell|figure|table|boks)\s*\d", re.I)
_LIST_MARK = re.compile(r"^(?:[-–—•●▪◦·*]\s|[a-zA-Z]\)|\(?\d{1,2}\)|o\s)")
MAX_HEADING_LINES = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over the text lines ``first`` to ``last`` (indices); ``level`` from 1."""

    first: int
    last: int
    number: str | None
    title: str
    level: int
    entry: int | None = None  # its entry in the contents


def number_parts(number: str) -> tuple[int, ...]:
    """"2.1.3" as (2, 1, 3); the ".0" of "2.0" counts for nothing."""
    parts = tuple(int(part) for part in number.split("."))
    while len(parts) > 1 and parts[-1] == 0:
        parts = parts[:-1]
    return parts


def find_headings(sheet: Sheet, start: int, end: int, contents: Contents | None) -> tuple[Heading, ...]:
    """All headings among the text lines ``start`` to ``end`` (exclusive), in order, with their levels."""
    entries = contents.entries if contents else ()
    hinted = _find_hinted(sheet, start, end, entries)
    if len(hinted) >= 3:
        return hinted
    candidates = [h for i in range(start, end) if (h := _read_numbered(sheet, i, end, entries))]
    numbered = _keep_chain(sheet, candidates)
    listed = _find_listed(sheet, start, end, entries, numbered)
    known = sorted([*numbered, *listed], key=lambda h: h.first)
    if not known:
        return ()
    unnumbered = _find_by_form(sheet, known, end)
    return _with_levels(sorted([*known, *unnumbered], key=lambda h: h.first))


def _find_hinted(sheet: Sheet, start: int, end: int, entries: Sequence[Entry]) -> tuple[Heading, ...]:
    found = []
    for i in range(start, end):
        hint = sheet.lines[i].hint
        if hint is None or hint.role is not LineRole.HEADING:
            continue
        match = NUMBERED.match(sheet.lines[i].text)
        number = match["number"] if match else None
        title = plain_title(match["title"] if match else sheet.lines[i].text)
        if title:
            found.append(Heading(i, i, number, title, hint.level or 1, _entry_for(entries, number, title)))
    if not found:
        return ()
    # The smallest level of the body may not be 1: the thesis' own title often is.
    low = min(h.level for h in found)
    return tuple(replace(h, level=len(number_parts(h.number)) if h.number else h.level - low + 1) for h in found)


def _read_numbered(sheet: Sheet, i: int, end: int, entries: Sequence[Entry]) -> Heading | None:
    """The numbered heading that begins on line ``i``, if its form is that of a heading."""
    line = sheet.lines[i]
    if (line.hint and line.hint.role is not LineRole.HEADING) or len(line.text) > 250:
        return None
    if match := _CHAPTER_WORD.match(line.text):
        return _chapter_with_title_below(sheet, i, end, match[1], entries)
    match = NUMBERED.match(line.text)
    if not match or is_entry_with_leader(line.text) or "\t" in line.text or not _stands_free(sheet, i):
        return None
    depth = len(number_parts(match["number"]))
    if not match["dot"] and not match["space"] and not match["word"]:
        return None
    last = _last_line_of(sheet, i, end, entries, match["number"])
    title = plain_title(join_lines([match["title"], *(sheet.lines[k].text for k in range(i + 1, last + 1))]))
    entry = _entry_for(entries, match["number"], title)
    if entry is None and not _is_title_like(title, depth, bool(match["word"])):
        return None
    return Heading(i, last, match["number"], title, depth, entry)


def is_entry_with_leader(text: str) -> bool:
    return is_entry(text) and bool(re.search(r"\.{4,}|…{2,}|\t\s*\d+$", text))


def _chapter_with_title_below(sheet: Sheet, i: int, end: int, number: str, entries: Sequence[Entry]) -> Heading | None:
    if i + 1 >= end or len(sheet.lines[i + 1].text) > 120:
        return None
    title = plain_title(sheet.lines[i + 1].text)
    return Heading(i, i + 1, number, title, 1, _entry_for(entries, number, title))


def _stands_free(sheet: Sheet, i: int) -> bool:
    """Whether line ``i`` can begin something new: a heading never stands in the midst of a sentence."""
    line = sheet.lines[i]
    if i == 0 or sheet.flowing or line.after_furniture or sheet.wider_gap(i):
        return True
    before = sheet.lines[i - 1]
    return before.ends_sentence or sheet.ended_early(i - 1)


def _last_line_of(sheet: Sheet, i: int, end: int, entries: Sequence[Entry], number: str) -> int:
    """The last line of the heading that begins on line ``i``."""
    listed = [entry for entry in entries if entry.number and number_parts(entry.number) == number_parts(number)]
    last = i
    while last + 1 < min(end, i + MAX_HEADING_LINES) and not sheet.flowing:
        text = join_lines([sheet.lines[k].text for k in range(i, last + 1)])
        if any(fold(text).endswith(fold(entry.title)) for entry in listed) or not _heading_goes_on(sheet, last, end):
            break
        last += 1
    return last


def _heading_goes_on(sheet: Sheet, i: int, end: int) -> bool:
    """Whether the heading's line ``i`` wraps to the next: it fills its line, and what follows is no sentence of its own."""
    line, after = sheet.lines[i], sheet.lines[i + 1]
    if after.page_top or after.after_furniture or sheet.wider_gap(i + 1) or NUMBERED.match(after.text):
        return False
    if line.text.endswith((".", "?", "!")):
        return False
    if after.text[:1].islower() or (line.text.isupper() and after.text.isupper()):
        return True
    # A heading in large type wraps before the line is full, so its rest counts only when it is a short line by itself.
    rest_stops = i + 2 >= end or sheet.wider_gap(i + 2) or sheet.ended_early(i + 1, slack=0.6)
    wraps = line.text.split()[-1].casefold() in _FUNCTION_WORDS or len(line.text) >= 0.6 * sheet.widths[i]
    return wraps and rest_stops and not after.text.endswith((".", ":", "?")) and len(after.text) < 0.6 * sheet.widths[i]


def _is_title_like(title: str, depth: int, named: bool) -> bool:
    if len(title) > 220 or len(title.split()) > 35 or _SENTENCE_INSIDE.search(title):
        return False
    if title.endswith((",", ";", ":")) or re.match(r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|prosent|år|timer?|kr)\b", title):
        return False
    if depth == 1:
        return not title[:1].islower() and (named or not title.endswith((".", "?", "!"))) and len(title.split()) <= 20
    return True


def _entry_for(entries: Sequence[Entry], number: str | None, title: str) -> int | None:
    """The index of the contents entry with this title (and this number, where both have one)."""
    for k, entry in enumerate(entries):
        if number and entry.number and number_parts(number) != number_parts(entry.number):
            continue
        if alike(entry.title, title):
            return k
    return None


def _keep_chain(sheet: Sheet, candidates: list[Heading]) -> list[Heading]:
    """The candidates that make up the thesis: sub-chapters by their form, chapters where their sub-chapters leave room."""
    deep = [h for h in candidates if h.level > 1]
    rising = {deep[k].first for k in _longest_rising([number_parts(h.number or "0") for h in deep])}
    trunk = [h for h in deep if h.first in rising]
    chapters = _choose_chapters(sheet, [h for h in candidates if h.level == 1], trunk)
    if not chapters and not trunk:
        return []
    numbers = {number_parts(h.number or "0")[0] for h in (*chapters, *trunk)}
    strays = [h for h in deep if h.first not in rising and (h.entry is not None or number_parts(h.number or "0")[0] in numbers)]
    return sorted([*chapters, *trunk, *strays], key=lambda h: h.first)


def _longest_rising(values: Sequence[tuple[int, ...]]) -> list[int]:
    tails: list[tuple[int, ...]] = []
    ends: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [i]
        before.append(ends[at - 1] if at else -1)
    chain: list[int] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        chain.append(i)
        i = before[i]
    return chain[::-1]


def _choose_chapters(sheet: Sheet, candidates: list[Heading], trunk: list[Heading]) -> list[Heading]:
    """One heading for each chapter number, between the last sub-chapter of the chapter before and its own first."""
    chosen: list[Heading] = []
    top = max([number_parts(h.number or "0")[0] for h in (*candidates, *trunk)], default=0)
    for k in range(1, top + 1):
        after = max([h.first for h in trunk if number_parts(h.number or "0")[0] < k] + [h.first for h in chosen], default=-1)
        before = min([h.first for h in trunk if number_parts(h.number or "0")[0] == k], default=len(sheet.lines))
        later = min([h.first for h in trunk if number_parts(h.number or "0")[0] > k], default=len(sheet.lines))
        fitting = [
            h
            for h in candidates
            if number_parts(h.number or "0")[0] == k and after < h.first < min(before, later) and (h.entry is not None or not _in_list(h, candidates, trunk))
        ]
        if fitting:
            chosen.append(max(fitting, key=lambda h: (h.entry is not None, _prominence(sheet, h), -h.first)))
    return chosen


def _in_list(heading: Heading, candidates: list[Heading], trunk: list[Heading]) -> bool:
    """Whether the heading is one of several numbers in a row with nothing but a few lines between: a numbered list."""
    number = number_parts(heading.number or "0")[0]
    for other in candidates:
        if abs(number_parts(other.number or "0")[0] - number) != 1 or abs(other.first - heading.first) > 6:
            continue
        low, high = sorted((other.first, heading.first))
        if not any(low < h.first < high for h in trunk):
            return True
    return False


def _prominence(sheet: Sheet, heading: Heading) -> int:
    line = sheet.lines[heading.first]
    return 2 * line.page_top + sheet.wider_gap(heading.first) + (len(heading.title) < 60)


def _find_listed(sheet: Sheet, start: int, end: int, entries: Sequence[Entry], numbered: list[Heading]) -> list[Heading]:
    """Unnumbered lines that the contents list names, in the order it names them."""
    taken = {h.entry for h in numbered}
    lines_of = {i for h in numbered for i in range(h.first, h.last + 1)}
    wanted = [(k, entry) for k, entry in enumerate(entries) if k not in taken and _is_chapter_entry(entry)]
    found: list[Heading] = []
    at = start
    for k, entry in wanted:
        for i in range(at, end):
            text = sheet.lines[i].text
            if i in lines_of or abs(len(text) - len(entry.title)) > 12 or not alike(text, entry.title, 0.9) or not _stands_free(sheet, i):
                continue
            found.append(Heading(i, i, None, plain_title(text), 0, k))
            at = i + 1
            break
    return found


def _is_chapter_entry(entry: Entry) -> bool:
    title = entry.title
    return entry.number is None and len(fold(title)) >= 4 and not (is_references_title(title) or APPENDIX.match(title) or front_kind(title))


def _find_by_form(sheet: Sheet, known: list[Heading], end: int) -> list[Heading]:
    taken = {i for h in known for i in range(h.first, h.last + 1)}
    return [
        Heading(i, i, None, plain_title(sheet.lines[i].text), 0)
        for i in range(known[0].first + 1, end - 1)
        if i not in taken and i + 1 not in taken and _has_heading_form(sheet, i)
    ]


def _has_heading_form(sheet: Sheet, i: int) -> bool:
    """A short line of its own, set apart above, no sentence, with prose below."""
    line, before, after = sheet.lines[i], sheet.lines[i - 1], sheet.lines[i + 1]
    text = plain_title(line.text)
    if line.hint is not None or not 3 <= len(text) <= 90 or len(text.split()) > 12 or not text[:1].isupper():
        return False
    if line.ends_sentence or text.endswith((",", "-", "–")) or re.search(r"[\t=|@]|\.{4,}", line.text) or _CAPTION.match(text) or _LIST_MARK.match(text):
        return False
    if not before.text.rstrip().endswith((".", "!", "?", "»", ")", "”", '"')):
        return False
    if after.text[:1].islower() or _LIST_MARK.match(after.text) or _CAPTION.match(after.text) or not after.text[:1].isalpha() and after.text[:1] not in "«“\"'":
        return False
    if sheet.flowing:
        return len(after.text) > 120 and line.gap >= 1
    set_apart = line.page_top or sheet.wider_gap(i) or sheet.ended_early(i - 1)
    full = sheet.full_width
    return set_apart and len(text) < 0.75 * full and len(after.text) > 0.75 * full and not sheet.ended_early(i + 1)


def _with_levels(headings: list[Heading]) -> tuple[Heading, ...]:
    """Headings with the level their place gives them; a number that breaks the order does not decide."""
    numbered = [h for h in headings if h.number]
    kept = {numbered[k].first for k in _trunk([number_parts(h.number or "0") for h in numbered])}
    done: list[Heading] = []
    for n, heading in enumerate(headings):
        if heading.number and heading.first in kept:
            level = len(number_parts(heading.number))
        elif heading.number:
            below = next((h for h in headings[n + 1 :] if h.number and h.first in kept), None)
            above = next((h for h in reversed(headings[:n]) if h.number and h.first in kept), None)
            level = _level_between(above, heading, below)
        else:
            governing = next((h for h in reversed(done) if h.number), None)
            level = governing.level + 1 if governing else 1
        done.append(replace(heading, level=level))
    return tuple(done)


def _trunk(values: Sequence[tuple[int, ...]]) -> list[int]:
    """Indices of the longest rising chain, preferring steps that are proper successions (child, next sibling)."""
    best: list[float] = []
    back: list[int] = []
    for i, value in enumerate(values):
        options = [(best[j] + (1.0 if _follows(values[j], value) else 0.4), j) for j in range(max(0, i - 60), i) if values[j] < value]
        score, j = max(options, default=(1.0, -1))
        best.append(score)
        back.append(j)
    i = max(range(len(best)), key=best.__getitem__, default=-1)
    chain = []
    while i >= 0:
        chain.append(i)
        i = back[i]
    return chain[::-1]


def _follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    if after == (*before, 1):
        return True
    depth = len(after)
    return depth <= len(before) and after[:-1] == before[: depth - 1] and after[-1] == before[depth - 1] + 1


def _level_between(above: Heading | None, heading: Heading, below: Heading | None) -> int:
    """The level of a misnumbered heading: that of the number missing between its neighbours, if just one is missing."""
    own = len(number_parts(heading.number or "0"))
    if above is None or below is None:
        return own
    a, b = number_parts(above.number or "0"), number_parts(below.number or "0")
    if not _follows(a, b) and b[-1] > 1 and _follows(a, (*b[:-1], b[-1] - 1)):
        return len(b)
    return min(own, len(a) + 1)


def join_lines(parts: Sequence[str]) -> str:
    """Lines of a heading as one text; a hyphen at a line's end belongs to its compound."""
    text = parts[0].strip() if parts else ""
    for part in parts[1:]:
        glue = "" if re.search(r"\w-$", text) and not re.match(r"(?:og|eller|and|or)\b", part.strip()) else " "
        text = f"{text}{glue}{part.strip()}"
    return text
