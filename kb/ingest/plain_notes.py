"""Footnotes of a text file that raises no numbers: a mark glued to a word, a numbered line at the foot of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingest.lines import Line

_FIGURE = re.compile(r"(?<!\d)\d{1,2}(?=$|[\s.,;:)»])")
_BEFORE_MARK = re.compile(r"(?:[^\W\d_]{3}[.,;:!?]?[»”\")\]]?[.,;:!?]?|\d[)»”]\.?)$")
_NOTE = re.compile(r"(?P<number>\d{1,2})\s+(?=[A-ZÆØÅ«“\"(]|https?:)(?!.*\.{4})")
LEAST_NOTES = 2
MOST_NOTE_LINES = 12  # at the foot of one page
MOST_LINES_BETWEEN = 60  # a mark and its note, where the file shows no pages
MOST_LINES_ON = 4  # of a note that wraps


def find_plain_notes(lines: Sequence[Line]) -> frozenset[int]:
    """The indices of the lines of footnotes, or of notes gathered at the end.

    Only where they surely are: the numbers rise from one through the thesis, each stands as a mark in the text before
    its note, on the same page, and below the note nothing else comes on that page.
    """
    marks: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        for figure in _FIGURE.finditer(line.text):
            if _BEFORE_MARK.search(line.text[max(0, figure.start() - 6) : figure.start()]):
                marks.setdefault(int(figure[0]), []).append(i)
    notes: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        if note := _NOTE.match(line.text):
            notes.setdefault(int(note["number"]), []).append(i)
    if not (marks.get(1) and marks.get(2) and notes.get(1) and notes.get(2)):
        return frozenset()
    found = _at_feet(lines, marks, notes)
    return frozenset(found) if found else frozenset(_at_end(lines, marks, notes))


def _at_feet(lines: Sequence[Line], marks: dict[int, list[int]], notes: dict[int, list[int]]) -> list[int]:
    found: list[int] = []
    marked = noted = -1
    number = 0
    while True:
        pair = _next_pair(lines, marks.get(number + 1, []), notes.get(number + 1, []), marked, noted)
        if pair is None:
            return found if number >= LEAST_NOTES else []
        marked, noted = pair
        number += 1
        found.extend(k for k in _lines_of_note(lines, noted))


def _next_pair(
    lines: Sequence[Line], marks: Sequence[int], notes: Sequence[int], marked: int, noted: int
) -> tuple[int, int] | None:
    """The next mark and its note on the same page."""
    for mark in marks:
        if mark < marked:
            continue
        for note in notes:
            if note > max(mark, noted) and note - mark <= MOST_LINES_BETWEEN:
                between = lines[mark + 1 : note + 1]
                if not any(_begins_page(line) for line in between) and list(_lines_of_note(lines, note)):
                    return mark, note
    return None


def _lines_of_note(lines: Sequence[Line], first: int) -> Iterator[int]:
    """The lines of the note down to the next one or to the foot of the page; none where more text comes below it."""
    foot = next(
        (k for k in range(first + 1, min(len(lines), first + MOST_NOTE_LINES)) if _begins_page(lines[k])),
        len(lines) if first + MOST_NOTE_LINES >= len(lines) else None,
    )
    if foot is None:
        return
    yield first
    for k in range(first + 1, foot):
        if _NOTE.match(lines[k].text):
            return
        yield k


def _at_end(lines: Sequence[Line], marks: dict[int, list[int]], notes: dict[int, list[int]]) -> list[int]:
    """The notes that stand one below the other after the whole text."""
    first = notes[1][-1]
    found: list[int] = []
    number, at, mark = 1, first, -1
    while at < len(lines):
        match = _NOTE.match(lines[at].text)
        if match is not None and int(match["number"]) == number:
            mark = next((k for k in marks.get(number, ()) if mark <= k < first), -1)
            if mark < 0:
                break
            found.append(at)
            number += 1
        elif found and lines[at].gap == 0 and at - found[-1] <= MOST_LINES_ON:
            found.append(at)
        else:
            break
        at += 1
    return found if number - 1 >= LEAST_NOTES else []


def _begins_page(line: Line) -> bool:
    return line.page_top or line.after_furniture
