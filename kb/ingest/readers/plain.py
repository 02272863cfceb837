"""Plain text and Markdown: the lines are those of the file."""

from __future__ import annotations

import re

from kb.ingest.source import LineHint, LineRole, SourceText
from kb.ingest.text import MAX_CHARACTERS, read_text

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+\S")
_BLOCK_QUOTE = re.compile(r"^ {0,3}>\s?\S")


def read_plain(name: str, data: bytes, sha256: str, *, max_characters: int = MAX_CHARACTERS) -> SourceText:
    """The file's text; lines that Markdown marks as headings (#) and block quotes (>) carry a hint."""
    text, notices = read_text(data, max_characters=max_characters)
    hints: dict[int, LineHint] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _HEADING.match(line):
            hints[number] = LineHint(LineRole.HEADING, len(match[1]))
        elif _BLOCK_QUOTE.match(line):
            hints[number] = LineHint(LineRole.QUOTATION)
    is_markdown = name.lower().endswith((".md", ".markdown")) or _has_headings(hints)
    return SourceText(
        name, sha256, "md" if is_markdown else "txt", text, hints if is_markdown else {}, notices=notices
    )


def _has_headings(hints: dict[int, LineHint]) -> bool:
    return sum(hint.role is LineRole.HEADING for hint in hints.values()) >= 3
