"""Where a reference list ends that questions to the informants follow under no heading of an appendix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.ingest.lines import Sheet

_QUESTION = re.compile(r"(?:\(?\d{1,2}[.):]|[a-z]\)|[-–•*o])\s+[A-ZÆØÅ«]")
_ASKED = re.compile(
    r"\?\s*$|^\W*\d{0,2}\W*(?:fortell|fortel|beskriv|kan du|tell me|describe)\b", re.IGNORECASE
)
_CITED = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|https?://|www\.|doi\b|\bu\.\s?å|\bn\.\s?d")
_ENTRY_END = re.compile(r"[.>/)»”\"\d]$")
LEAST_QUESTIONS = 3
LONGEST_HEADING = 80


def find_list_end(sheet: Sheet, first: int, end: int) -> tuple[int, int] | None:
    """The line with which an interview guide begins and its first line below the heading (the same line where it has
    none); None where entries go on to line ``end``.

    Questions stand numbered or marked below each other, most of them ask, and no year or address comes after the first.
    """
    last_cited = next((i for i in range(end - 1, first, -1) if _CITED.search(sheet.lines[i].text)), None)
    if last_cited is None:
        return None
    questions = [i for i in range(last_cited + 1, end) if _QUESTION.match(sheet.lines[i].text)]
    asked = [i for i in range(last_cited + 1, end) if _ASKED.search(sheet.lines[i].text)]
    if len(questions) < LEAST_QUESTIONS or len(asked) * 2 < len(questions):
        return None
    at = questions[0]
    heading = at - 1
    if heading <= last_cited or not _is_heading(sheet, heading):
        return at, at
    return heading, at


def _is_heading(sheet: Sheet, i: int) -> bool:
    """Whether a line between entries and questions is a heading, and not the rest of the last entry."""
    text = sheet.lines[i].text
    ended = sheet.lines[i - 1].ends_sentence or _ENTRY_END.search(sheet.lines[i - 1].text) is not None
    return (
        ended
        and len(text) <= LONGEST_HEADING
        and not text.endswith((".", ",", ";"))
        and not text[:1].islower()
    )
