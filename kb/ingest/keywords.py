"""The keywords that an abstract, title page or foreword ends with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.document import SectionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.document import Document

_LABEL = re.compile(
    r"(?:^\W*|[.!?»”]\s+)(?:nøkkelord|nykelord|nøkkelomgrep|emneord|stikkord|søkeord|subject words|keywords?|key words)"
    r"(?:\s?/\s?(?:nøkkelord|stikkord|emneord|keywords?|key words))?\W*?(?P<sign>[:–—-]|$)\s*(?P<words>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PLACES = (SectionKind.ABSTRACT, SectionKind.TITLE_PAGE, SectionKind.FOREWORD)
MOST_KEYWORDS = 15


def find_keywords(document: Document) -> tuple[str, ...]:
    """The keywords after their label; those of the first abstract where there are several."""
    for kind in _PLACES:
        texts = [
            document.text_of(block.span)
            for block in document.blocks
            if document.sections[block.section].kind is kind
        ]
        for n, text in enumerate(texts):
            if (match := _LABEL.search(text)) and (words := _words_after(match["words"], texts[n + 1 :])):
                return words
    return ()


def _words_after(own: str, below: Sequence[str]) -> tuple[str, ...]:
    """The keywords on the label's own line, or on the lines below it, all on one or one on each."""
    text = own.strip()
    lines = list(below)
    if not text and lines:
        if _is_word(lines[0]):
            return tuple(_without_stop(line) for line in _leading_words(lines))
        text = lines.pop(0)
    while text.endswith(",") and lines and len(lines[0]) < 200:
        text = f"{text} {lines.pop(0)}"
    return _split_words(text) if len(text) < 500 else ()


def _leading_words(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines[:MOST_KEYWORDS]:
        if not _is_word(line):
            break
        found.append(line)
    return found


def _is_word(line: str) -> bool:
    return (
        len(line.split()) <= 4 and "," not in line and ";" not in line and not line.endswith((".", ":", "?"))
    )


def _split_words(text: str) -> tuple[str, ...]:
    text = text.strip(" .")
    parts = re.split(r"\s*[,;•·|]\s*", text)
    if len(parts) == 1:
        parts = re.split(r"\s+[–—-]\s+|\s*/\s*", text)
    # "A, B og C" lists three; "mål- og resultatstyring" is one.
    if len(parts) > 1 and (last := re.fullmatch(r"([\w-]*\w) (?:og|and) ([\w-]+)", parts[-1])):
        parts[-1:] = [last[1], last[2]]
    return tuple(word for part in parts if (word := _without_stop(part)))


def _without_stop(word: str) -> str:
    return re.sub(r"^(?:og|and) |\s\d{1,3}$", "", word.strip(" .*_"))  # a page's number may stand below
