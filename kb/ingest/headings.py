"""Chapter headings in the body: numbered ones, and those that only their form or the contents list give away."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.chapter_starts import find_chapter_starts
from kb.ingest.contents import Contents, Entry, is_entry_with_leader
from kb.ingest.outline import Heading, join_lines, longest_rising, number_parts, with_levels, with_retitled
from kb.ingest.roman_numbers import find_roman_chapters
from kb.ingest.source import LineRole
from kb.ingest.titles import alike, fold, front_kind, is_core_chapter, is_part_title, plain_title
from kb.ingest.unnumbered import find_by_form, find_by_names, find_listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.lines import Sheet

NUMBERED = re.compile(
    r"^(?P<word>(?:kapittel|kapitel|chapter"
    r"|del)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,6})(?P<dot>\.?)(?P<space>[:\s–-]*)(?P<title>[^\W\d].*"
    r"|[«“\"”'(*<~].*|\d{1,4}[\s-]\D.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_ALONE = re.compile(
    r"^(?P<word>(?:kapittel|kapitel|chapter|del)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\s*[.:]?$",
    re.IGNORECASE,
)
_FUNCTION_WORDS_TEXT = """
    og eller i av på for med til fra om ved mot som en et ei den det de der sin sitt sine mellom over
    under etter innen innenfor uten hos hvordan hva ikkje ikke å at the of and in on to a an for with
    between from by gjennom ut sett basert
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_TEXT.split())
_SENTENCE_INSIDE = re.compile(r"[a-zæøåé)»]{3}[.;]\s+[A-ZÆØÅ«]")
_ASKS = re.compile(r"(?:Hv\w+|Kva|Kvifor|Korleis|Kor|Kan|Har|Er|Vil|How|What|Which|Why)\b")
# The number of the page on the same line, before that of a sub-chapter: "19 2.1.4 Ledelse".
_PAGE_BEFORE = re.compile(r"^\d{1,3}\s+(?=\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d])")
MAX_HEADING_LINES = 4
LONGEST_ITEM = 6  # lines


def find_headings(sheet: Sheet, start: int, end: int, contents: Contents | None) -> tuple[Heading, ...]:
    """All headings among the text lines ``start`` to ``end`` (exclusive), in order, with their levels."""
    entries = contents.entries if contents else ()
    hinted = _find_hinted(sheet, start, end, entries)
    if len(hinted) >= 3:
        return hinted
    candidates = [h for i in range(start, end) if (h := _read_numbered(sheet, i, end, entries))]
    if roman := _read_roman(sheet, start, end, entries):
        candidates = sorted([h for h in candidates if h.level > 1] + roman, key=lambda h: h.first)
    numbered = _keep_chain(sheet, _without_parts(sheet, candidates))
    listed = find_listed(sheet, start, end, entries, numbered)
    known = sorted([*numbered, *listed], key=lambda h: h.first)
    if not known:
        return find_by_names(sheet, start, end)
    known = list(with_retitled(known, entries))
    unnumbered = find_by_form(sheet, known, end)
    return with_levels(
        sorted([*_with_chapters(sheet, known, entries), *unnumbered], key=lambda h: h.first), entries
    )


def _read_roman(sheet: Sheet, start: int, end: int, entries: Sequence[Entry]) -> list[Heading]:
    """The chapters that count in Roman numbers, unless the contents number theirs otherwise."""
    if any(entry.number and entry.number.isdigit() for entry in entries):
        return []
    return [
        Heading(first, last, number, title, 1, _entry_for(entries, number, title))
        for first, last, number, title in find_roman_chapters(sheet, start, end)
    ]


def _without_parts(sheet: Sheet, candidates: list[Heading]) -> list[Heading]:
    """The candidates without the parts, "Del 1", of a thesis whose chapters are numbered throughout."""
    parts = {h.first for h in candidates if is_part_title(sheet.lines[h.first].text)}
    chapters = {_chapter_of(h) for h in candidates if h.level == 1 and h.first not in parts}
    return [h for h in candidates if h.first not in parts or _chapter_of(h) not in chapters]


def _with_chapters(sheet: Sheet, known: Sequence[Heading], entries: Sequence[Entry]) -> Sequence[Heading]:
    """Listed headings with the levels that pages and capitals tell, where the contents tell none."""
    if any(h.number for h in known) or len({entry.indent for entry in entries}) > 1:
        return known
    starts = find_chapter_starts(sheet, known)
    return known if starts is None else [replace(h, level=1 if h.first in starts else 2) for h in known]


def _find_hinted(sheet: Sheet, start: int, end: int, entries: Sequence[Entry]) -> tuple[Heading, ...]:
    found: list[Heading] = []
    for i in range(start, end):
        hint = sheet.lines[i].hint
        if hint is None or hint.role is not LineRole.HEADING:
            continue
        match = NUMBERED.match(sheet.lines[i].text)
        number = match["number"] if match else None
        title = plain_title(match["title"] if match else sheet.lines[i].text)
        if not found and number is None and front_kind(title):
            continue
        if title:
            found.append(Heading(i, i, number, title, hint.level or 1, _entry_for(entries, number, title)))
    if not found:
        return ()
    found = _without_front(sheet, found)
    # The smallest level of the body may not be 1: the thesis' own title often is.
    low = min(h.level for h in found)
    return tuple(
        replace(h, level=len(number_parts(h.number)) if h.number else h.level - low + 1) for h in found
    )


def _without_front(sheet: Sheet, found: list[Heading]) -> list[Heading]:
    """The headings from the first chapter on: without the thesis' title, the foreword and the abstracts."""
    first = next((n for n, h in enumerate(found) if h.number or is_core_chapter(h.title)), 0)
    before = found[:first]
    fronts = [n for n, h in enumerate(before) if front_kind(h.title)]
    if fronts:
        return found[fronts[-1] + 1 :]
    # A title has nothing but the short lines of a title page below it.
    if before and found[first].number and not before[0].number:
        below = sheet.lines[before[0].last + 1 : found[1].first]
        if all(len(line.text) < 120 for line in below):
            return found[1:]
    return found


def _read_numbered(sheet: Sheet, i: int, end: int, entries: Sequence[Entry]) -> Heading | None:
    """The numbered heading that begins on line ``i``, if its form is that of a heading."""
    line = sheet.lines[i]
    if (line.hint and line.hint.role is not LineRole.HEADING) or len(line.text) > 250:
        return None
    if match := _NUMBER_ALONE.match(line.text):
        return _read_title_below(sheet, i, end, match, entries)
    match = NUMBERED.match(_PAGE_BEFORE.sub("", line.text))
    if not match or is_entry_with_leader(line.text) or not _stands_free(sheet, i):
        return None
    # A tab may part the number from the title; more of them part the cells of a table.
    if "\t" in match["title"]:
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


def _read_title_below(
    sheet: Sheet, i: int, end: int, match: re.Match[str], entries: Sequence[Entry]
) -> Heading | None:
    """The heading whose number stands alone on line ``i``, its title on the next."""
    if i + 1 >= end or len(sheet.lines[i + 1].text) > 120 or not (match["word"] or _stands_free(sheet, i)):
        return None
    number = match["number"]
    last = _last_line_of(sheet, i + 1, end, entries, number)
    title = plain_title(join_lines([sheet.lines[k].text for k in range(i + 1, last + 1)]))
    entry = _entry_for(entries, number, title)
    depth = len(number_parts(number))
    if (
        not match["word"]
        and entry is None
        and not (title[:1].isupper() and _is_title_like(title, depth, named=False))
    ):
        return None
    return Heading(i, last, number, title, depth, entry)


def _stands_free(sheet: Sheet, i: int) -> bool:
    """Whether line ``i`` can begin something new: a heading never stands in the midst of a sentence."""
    if i == 0 or sheet.flowing or sheet.at_break(i) or sheet.wider_gap(i):
        return True
    before = sheet.lines[i - 1]
    return before.ends_sentence or sheet.ended_early(i - 1) or is_entry_with_leader(before.text)


def _last_line_of(sheet: Sheet, i: int, end: int, entries: Sequence[Entry], number: str) -> int:
    """The last line of the heading that begins on line ``i``."""
    listed = [
        entry for entry in entries if entry.number and number_parts(entry.number) == number_parts(number)
    ]
    last = i
    while last + 1 < min(end, i + MAX_HEADING_LINES) and not sheet.flowing:
        text = join_lines([sheet.lines[k].text for k in range(i, last + 1)])
        if any(fold(text).endswith(fold(entry.title)) for entry in listed) or not _heading_goes_on(
            sheet, last, end
        ):
            break
        last += 1
    return last


def _heading_goes_on(sheet: Sheet, i: int, end: int) -> bool:
    """Whether the heading's line ``i`` wraps to the next: it fills its line, and what follows is no sentence
    of its own."""
    line, after = sheet.lines[i], sheet.lines[i + 1]
    if after.page_top or after.after_furniture or sheet.wider_gap(i + 1) or NUMBERED.match(after.text):
        return False
    if line.text.endswith((".", "?", "!")):
        return False
    if after.text[:1].islower() or (line.text.isupper() and after.text.isupper()):
        return True
    # A heading in large type wraps before the line is full, so its rest counts only when it is a short line by
    # itself.
    rest_stops = i + 2 >= end or sheet.wider_gap(i + 2) or sheet.ended_early(i + 1, slack=0.6)
    wraps = line.text.split()[-1].casefold() in _FUNCTION_WORDS or len(line.text) >= 0.6 * sheet.widths[i]
    return (
        wraps
        and rest_stops
        and not after.text.endswith((".", ":", "?"))
        and len(after.text) < 0.6 * sheet.widths[i]
    )


def _is_title_like(title: str, depth: int, named: bool) -> bool:
    if len(title) > 250 or len(title.split()) > 45 or _SENTENCE_INSIDE.search(title):
        return False
    if title.endswith((",", ";", ":")) or re.match(
        r"(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|prosent|år"
        r"|timer?|kr|kroner|mill\w*|årsverk|ganger|poeng|studiepoeng|stillinger|percent|years|hours)\b",
        title,
    ):
        return False
    if depth == 1:
        if _ASKS.match(title) and not named:
            return False
        return (
            not title[:1].islower()
            and (named or not title.endswith((".", "?", "!")))
            and len(title.split()) <= 20
        )
    return not (title[:1].islower() and title.endswith("."))


def _entry_for(entries: Sequence[Entry], number: str | None, title: str) -> int | None:
    """The index of the contents entry with this title (and this number, where both have one)."""
    for k, entry in enumerate(entries):
        if number and entry.number and number_parts(number) != number_parts(entry.number):
            continue
        if alike(entry.title, title):
            return k
    return None


def _keep_chain(sheet: Sheet, candidates: list[Heading]) -> list[Heading]:
    """The candidates that make up the thesis: sub-chapters by their form, chapters where their sub-chapters
    leave room."""
    deep = [h for h in candidates if h.level > 1]
    rising = {deep[k].first for k in longest_rising([number_parts(h.number or "0") for h in deep])}
    trunk = [h for h in deep if h.first in rising]
    chapters = _choose_chapters(sheet, [h for h in candidates if h.level == 1], trunk)
    # Without sub-chapters or contents list to vouch for them, a few lone numbers are a list, not chapters, and so are
    # those that begin only late in the text.
    vouched = trunk or any(h.entry is not None for h in chapters)
    if not vouched and (len(chapters) < 3 or chapters[0].first > len(sheet.lines) // 2):
        return []
    numbers = {_chapter_of(h) for h in (*chapters, *trunk)}
    strays = [h for h in deep if h.first not in rising and (h.entry is not None or _chapter_of(h) in numbers)]
    return sorted([*chapters, *trunk, *strays], key=lambda h: h.first)


def _choose_chapters(sheet: Sheet, candidates: list[Heading], trunk: list[Heading]) -> list[Heading]:
    """One heading for each chapter number, between the last sub-chapter of the chapter before and its own first."""
    chosen: list[Heading] = []
    known = {_chapter_of(h) for h in trunk}
    top = max([_chapter_of(h) for h in (*candidates, *trunk)], default=0)
    for k in range(1, top + 1):
        after = max([h.first for h in trunk if _chapter_of(h) < k] + [h.first for h in chosen], default=-1)
        before = min([h.first for h in trunk if _chapter_of(h) >= k], default=len(sheet.lines))
        # A number that follows none is no chapter's, unless the contents list it.
        follows_none = k > 2 and not known & {k, k - 1, k - 2}
        fitting = [
            h
            for h in candidates
            if _chapter_of(h) == k
            and after < h.first < before
            and (h.entry is not None or not (follows_none or _in_list(sheet, h, candidates, trunk)))
        ]
        if fitting:
            chosen.append(max(fitting, key=lambda h: (h.entry is not None, _prominence(sheet, h), -h.first)))
            known.add(k)
    return chosen


def _chapter_of(heading: Heading) -> int:
    return number_parts(heading.number or "0")[0]


def _in_list(sheet: Sheet, heading: Heading, candidates: list[Heading], trunk: list[Heading]) -> bool:
    """Whether the heading is one of several numbers in a row with nothing but their own text between: a
    numbered list."""
    number = number_parts(heading.number or "0")[0]
    for other in candidates:
        low, high = sorted((other.first, heading.first))
        if abs(number_parts(other.number or "0")[0] - number) != 1 or high - low > LONGEST_ITEM:
            continue
        # Below a heading prose begins on a line of its own; an item runs on from the line of its number.
        runs_on = not sheet.flowing and not sheet.ended_early(low)
        if (high - low == 1 or runs_on) and not any(low < h.first < high for h in trunk):
            return True
    return False


def _prominence(sheet: Sheet, heading: Heading) -> int:
    line = sheet.lines[heading.first]
    return 2 * line.page_top + sheet.wider_gap(heading.first) + (len(heading.title) < 60)
