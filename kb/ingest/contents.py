"""The table of contents: which headings it lists, on which pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.document import SectionKind
from kb.ingest.roman_numbers import read_roman_entries
from kb.ingest.source import LineRole
from kb.ingest.titles import fold, front_kind, plain_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.lines import Line, Sheet

_PAGE_AT_END = re.compile(
    r"(?P<leader>\s*(?:\.\s?){2,}|\s*…+\.*|\s*\t+|\s*_{3,}|\s{2,}|\s)\s*(?P<page>\d{1,3}|[ivxl]{1,6})$",
    re.IGNORECASE,
)
LONGEST_ENTRY = 400
MOST_TITLES = 200
MOST_LISTS = 20  # so many headings of a contents list are looked at
MOST_ENTRY_LINES = 4
_LONE_PAGE = re.compile(r"^(?:\d{1,3}|[ivxl]{1,6})$", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|\t")
_NUMBER = re.compile(
    r"^(?:(?:kapittel|kapitel|chapter|del)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2})*)(?:\.(?=\D)|:"
    r"|\.$)?\s*(?P<title>\D.*)$",
    re.IGNORECASE | re.DOTALL,
)
# Over its title: the number is the chapter's, not a page.
_CHAPTER_ALONE = re.compile(r"^(?:kapittel|kapitel|chapter)\s+(?:\d{1,2}|[ivx]{1,5})\s*[.:]?$", re.IGNORECASE)
_LINK = re.compile(r"^\[(.*)\]\(#?[^)]*\)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents; ``page`` as printed there."""

    number: str | None
    title: str
    page: str | None
    line: int
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the contents stand (indices of text lines: heading, first, one past the last) and what they list."""

    heading: int
    end: int
    entries: tuple[Entry, ...]

    def titles(self) -> list[str]:
        return [entry.title for entry in self.entries]


def find_contents(sheet: Sheet) -> Contents | None:
    """The table of contents, or None."""
    tried = 0
    for i, line in enumerate(sheet.lines[: max(400, len(sheet.lines) // 3)]):
        hinted = line.hint is not None and line.hint.role is LineRole.CONTENTS
        if front_kind(line.text) is SectionKind.TOC or hinted:
            tried += 1
            if tried > MOST_LISTS:
                return None
            first = i + (0 if hinted else 1)
            below = sum(bool(_LONE_PAGE.match(other.text)) for other in sheet.lines[first : first + 12]) >= 3
            plain = None if below else _find_end_of_titles(sheet.lines, first)
            end = plain or _find_end(sheet.lines, first, below=below)
            listed = sheet.lines[first:end]
            entries = _read_titles(listed) if plain else _read_entries(listed, below=below)
            entries = read_roman_entries(entries)
            if len(entries) >= 3:
                return Contents(i, end, entries)
    return None


def _find_end_of_titles(lines: Sequence[Line], first: int) -> int | None:
    """One past the last line of a contents list that gives no pages, None where it does: it ends where the first
    title that it lists comes again, as a heading, and most of its titles come again after it."""
    if any(is_entry(line.text) for line in lines[first : first + 12]) or any(
        line.hint and line.hint.role is LineRole.CONTENTS for line in lines[first : first + 3]
    ):
        return None
    opening: set[str] = set()
    listed: list[str] = []
    chapters = 0
    for i in range(first, min(len(lines), first + MOST_TITLES)):
        own = fold(lines[i].text)
        if own in opening and len(listed) >= 3:
            later = {fold(line.text) for line in lines[i:]}
            return i if sum(title in later for title in listed) * 5 >= 3 * len(listed) else None
        if len(lines[i].text) > 140 or (lines[i].ends_sentence and len(lines[i].text) > 90):
            return None
        # A foreword may stand before the contents or after them; the first chapter comes after in any case.
        front = front_kind(lines[i].text) is not None
        if front or not chapters:
            opening.add(own)
        chapters += not front
        listed.append(own)
    return None


def _read_titles(lines: Sequence[Line]) -> tuple[Entry, ...]:
    """A title a line; one that begins in lower case is the rest of the one above."""
    entries: list[Entry] = []
    for line in lines:
        text = _text_of(line)
        if entries and text[:1].islower():
            entries[-1] = replace(entries[-1], title=f"{entries[-1].title} {text}")
        else:
            entries.append(replace(_entry(text, None, line.number), indent=line.indent))
    return tuple(entry for entry in entries if entry.title)


def _find_page(text: str) -> re.Match[str] | None:
    """The page number that ends an entry; no entry is longer than a few lines."""
    if len(text) > LONGEST_ENTRY or _CHAPTER_ALONE.match(text):
        return None
    return _PAGE_AT_END.search(text)


def is_entry(text: str) -> bool:
    """Whether a line looks like an entry of a list with page numbers."""
    return bool(_find_page(text)) and (
        bool(_LEADER.search(text)) or bool(_NUMBER.match(text)) or len(text) < 90
    )


def is_entry_with_leader(text: str) -> bool:
    return is_entry(text) and bool(re.search(r"\.{4,}|…{2,}|\t\s*\d+$", text))


def _find_end(lines: Sequence[Line], first: int, *, below: bool) -> int:
    """One past the last line that belongs to the contents.

    They go on while entries come; a line without a page number may be the first half of an entry that wraps. A title
    that the contents have listed already, now without its page, is the heading itself.
    """
    end, i, without = first, first, 0
    plain_list = not any(is_entry(line.text) for line in lines[first : first + 8])
    listed: set[str] = set()
    while i < len(lines) and without <= 3:
        line = lines[i]
        own = fold(_without_page(line.text))
        number = below and _LONE_PAGE.match(line.text) is not None
        over_number = below and i + 1 < len(lines) and _LONE_PAGE.match(lines[i + 1].text) is not None
        entry = number or over_number or is_entry(line.text)
        if (line.hint and line.hint.role is LineRole.HEADING) or (own in listed and not entry):
            break
        kind = front_kind(line.text)
        if kind is not None and i > first and not entry and not _listed_without_page(lines, i, plain_list):
            break
        if (
            entry
            or (line.hint and line.hint.role is LineRole.CONTENTS)
            or (plain_list and _NUMBER.match(line.text))
        ):
            end, without = i + 1, 0
            if not number:
                listed.add(own)
        else:
            without += 1
            if len(line.text) > 140:
                break
        i += 1
    return end


def _without_page(text: str) -> str:
    match = _find_page(text)
    return text[: match.start()] if match else text


def _listed_without_page(lines: Sequence[Line], i: int, plain_list: bool) -> bool:
    return plain_list and lines[i].gap <= 1 and i + 1 < len(lines) and len(lines[i + 1].text) < 90


def _read_entries(lines: Sequence[Line], *, below: bool) -> tuple[Entry, ...]:
    """The entries, each of one line or several; ``below`` tells that the pages stand on lines of their own."""
    entries: list[Entry] = []
    pending: list[Line] = []
    for line in lines:
        text = _text_of(line)
        if pending and (_NUMBER.match(text) or not (below or _may_wrap(pending, text))):
            entries.append(_entry(_joined(pending), None, pending[0].number))
            pending = []
        text = _joined([*pending, line])
        first = pending[0] if pending else line
        match = _find_page(text)
        if match is None:
            pending.append(line)
        elif _continues_last(entries, text, match):
            last = entries.pop()
            joined = f"{last.title} {text[: match.start()].strip()}"
            entries.append(Entry(last.number, joined, match["page"], last.line))
            pending = []
        else:
            entries.append(_entry(text[: match.start()], match["page"], first.number))
            pending = []
    if pending:
        entries.append(_entry(_joined(pending), None, pending[0].number))
    indents = {line.number: line.indent for line in lines}
    return tuple(replace(entry, indent=indents.get(entry.line, 0)) for entry in entries if entry.title)


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(_text_of(line) for line in lines)


def _may_wrap(pending: Sequence[Line], text: str) -> bool:
    """Whether a line can be the rest of an entry that began above: of a second line, or a third that goes on."""
    return len(pending) == 1 or (len(pending) < MOST_ENTRY_LINES and text[:1].islower())


def _text_of(line: Line) -> str:
    return plain_title(_LINK.sub(r"\1", line.text))


def _continues_last(entries: list[Entry], text: str, match: re.Match[str]) -> bool:
    """Whether an entry without a number of its own is the wrapped rest of a numbered one on the same page."""
    if not entries or entries[-1].number is None or _NUMBER.match(text) or entries[-1].page != match["page"]:
        return False
    return len(entries[-1].title) >= 50


def _entry(text: str, page: str | None, line: int) -> Entry:
    text = re.sub(r"(?:\s*\.){2,}\s*$|…+\s*$", "", text.strip()).strip()
    match = _NUMBER.match(text)
    if match:
        return Entry(match["number"], plain_title(match["title"]).strip(), page, line)
    return Entry(None, plain_title(text), page, line)
