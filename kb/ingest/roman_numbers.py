"""Chapters with Roman numbers: "II. Teori", "KAPITTEL IV"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kb.ingest.titles import plain_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.contents import Entry
    from kb.ingest.lines import Sheet

_ROMAN = r"(?:X{1,2}(?:IX|IV|V?I{0,3})|IX|IV|V?I{1,3}|V)"
_TITLED = re.compile(
    rf"^(?P<word>(?i:kapittel|kapitel|chapter)\s+)?(?P<number>{_ROMAN})(?P<dot>[.:)]|\s?[–-])?\s+(?P<title>[A-ZÆØÅ«“\"].*)$"
)
_ALONE = re.compile(rf"^(?P<word>(?i:kapittel|kapitel|chapter)\s+)?(?P<number>{_ROMAN})[.:]?$")
_VALUES = {"I": 1, "V": 5, "X": 10}
LEAST_CHAPTERS = 3
LONGEST_TITLE = 90  # characters


def read_roman(number: str) -> int:
    """The value of a Roman number."""
    digits = [_VALUES[char] for char in number]
    return sum(here if here >= after else -here for here, after in zip(digits, [*digits[1:], 0], strict=True))


def find_roman_chapters(sheet: Sheet, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """Chapters that count I, II, III: first and last line (indices), number and title of every line that may be one.

    Empty unless the numbers run on from I to III at least: "I" alone is a preposition, "V" an initial.
    """
    found: list[tuple[int, int, str, str]] = []
    for i in range(start, end):
        text = sheet.lines[i].text
        if len(text) > LONGEST_TITLE or not _stands_alone(sheet, i, end):
            continue
        if match := _TITLED.match(text):
            if not text.endswith((".", ",", ";", ":")):
                found.append((i, i, match["number"], plain_title(match["title"])))
        elif (match := _ALONE.match(text)) and i + 1 < end and _is_title(sheet.lines[i + 1].text):
            found.append((i, i + 1, match["number"], plain_title(sheet.lines[i + 1].text)))
    return found if _counts_on(sorted({read_roman(number) for _, _, number, _ in found})) else []


def read_roman_entries(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries of a contents list with their Roman numbers apart from their titles, where they count I, II, III."""
    matches = [_TITLED.match(entry.title) if entry.number is None else None for entry in entries]
    if not _counts_on([read_roman(match["number"]) for match in matches if match]):
        return tuple(entries)
    return tuple(
        replace(entry, number=match["number"], title=match["title"].strip()) if match else entry
        for entry, match in zip(entries, matches, strict=True)
    )


def _counts_on(values: Sequence[int]) -> bool:
    return len(values) >= LEAST_CHAPTERS and list(values) == list(range(1, len(values) + 1))


def _stands_alone(sheet: Sheet, i: int, end: int) -> bool:
    """Whether line ``i`` ends on purpose and begins something new."""
    before_ended = i == 0 or sheet.at_break(i) or sheet.wider_gap(i) or sheet.ended_early(i - 1)
    below = i + 1 >= end or sheet.flowing or sheet.wider_gap(i + 1) or sheet.ended_early(i)
    return before_ended and below


def _is_title(text: str) -> bool:
    return text[:1].isupper() and len(text) <= LONGEST_TITLE and not text.endswith((".", ",", ";", ":"))
