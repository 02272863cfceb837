"""The table of contents: which headings it lists, on which pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.document import SectionKind
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
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|\t")
_NUMBER = re.compile(
    r"^(?:(?:kapittel|kapitel|chapter|del)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2})*)(?:\.(?=\D)|:"
    r"|\.$)?\s*(?P<title>\D.*)$",
    re.IGNORECASE | re.DOTALL,
)
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
    for i, line in enumerate(sheet.lines[: max(400, len(sheet.lines) // 3)]):
        hinted = line.hint is not None and line.hint.role is LineRole.CONTENTS
        if front_kind(line.text) is SectionKind.TOC or hinted:
            end = _find_end(sheet.lines, i + (0 if hinted else 1))
            entries = _read_entries(sheet.lines[i + (0 if hinted else 1) : end])
            if len(entries) >= 3:
                return Contents(i, end, entries)
    return None


def _find_page(text: str) -> re.Match[str] | None:
    """The page number that ends an entry; no entry is longer than a few lines."""
    return _PAGE_AT_END.search(text) if len(text) <= LONGEST_ENTRY else None


def is_entry(text: str) -> bool:
    """Whether a line looks like an entry of a list with page numbers."""
    return bool(_find_page(text)) and (
        bool(_LEADER.search(text)) or bool(_NUMBER.match(text)) or len(text) < 90
    )


def _find_end(lines: Sequence[Line], first: int) -> int:
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
        if (line.hint and line.hint.role is LineRole.HEADING) or (own in listed and not is_entry(line.text)):
            break
        kind = front_kind(line.text)
        if (
            kind is not None
            and i > first
            and not is_entry(line.text)
            and not _listed_without_page(lines, i, plain_list)
        ):
            break
        if (
            is_entry(line.text)
            or (line.hint and line.hint.role is LineRole.CONTENTS)
            or (plain_list and _NUMBER.match(line.text))
        ):
            end, without = i + 1, 0
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


def _read_entries(lines: Sequence[Line]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    pending: Line | None = None
    for line in lines:
        text = plain_title(_LINK.sub(r"\1", line.text))
        match = _find_page(text)
        starts_anew = bool(_NUMBER.match(text))
        if pending is not None and not starts_anew:
            text, number = f"{_text_of(pending)} {text}", pending.number
            match = _find_page(text)
        else:
            if pending is not None:
                entries.append(_entry(_text_of(pending), None, pending.number))
            number = line.number
        pending = None
        if match:
            if _continues_last(entries, text, match):
                last = entries.pop()
                joined = f"{last.title} {text[: match.start()].strip()}"
                entries.append(Entry(last.number, joined, match["page"], last.line))
                continue
            entries.append(_entry(text[: match.start()], match["page"], number))
        elif number == line.number:
            pending = line
        else:
            entries.append(_entry(text, None, number))
    if pending is not None:
        entries.append(_entry(_text_of(pending), None, pending.number))
    indents = {line.number: line.indent for line in lines}
    return tuple(replace(entry, indent=indents.get(entry.line, 0)) for entry in entries if entry.title)


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
