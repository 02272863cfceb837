"""Hypotheses and research questions called by a letter and number ("H1", "F2"), which are no voices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.document import BlockKind, Region
from kb.ingest.informant_roles import ABOUT_VOICES

if TYPE_CHECKING:
    from kb.ingest.document import Document

_NUMBERED = re.compile(r"(?P<letter>[A-Z]|RQ|FS|Hypotese\s|Hypothesis\s)\d{1,2}[a-z]?\s?[.:)–-]?\s+(?=\S)")
_ANNOUNCED = re.compile(
    r"hypotes|hypothes|proposi[st]|forsk(?:n)?ingsspørsmål|delspørsmål|research question|påstand(?:er|ar)?\b",
    re.IGNORECASE,
)
# "Jo større ..., desto ...": nobody is presented so.
_STATES = re.compile(r"\?\W*$|^jo\s|\bhypotes", re.IGNORECASE)
LEAST = 2


def find_hypothesis_letters(document: Document) -> frozenset[str]:
    """The letters that this thesis numbers hypotheses or questions by: two paragraphs or more begin so, and what comes
    before the first announces them, or most are questions or comparisons."""
    stated: dict[str, list[bool]] = {}
    announced: set[str] = set()
    before = ""
    for block in document.blocks:
        if block.region is not Region.BODY:
            continue
        text = document.text[block.span.start : min(block.span.end, block.span.start + 400)]
        match = _NUMBERED.match(text) if block.kind is not BlockKind.HEADING else None
        if match is not None:
            word = match["letter"].strip()
            letter = word[0] if len(word) > 2 else word
            rows = stated.setdefault(letter, [])
            rows.append(len(word) > 2 or _STATES.search(text[match.end() :].strip()) is not None)
            if len(rows) == 1 and _ANNOUNCED.search(before) and not ABOUT_VOICES.search(before):
                announced.add(letter)
        before = document.text[max(block.span.start, block.span.end - 300) : block.span.end]
    return frozenset(
        letter
        for letter, rows in stated.items()
        if len(rows) >= LEAST and (letter in announced or sum(rows) * 2 >= len(rows))
    )


def is_hypothesis(label: str, letters: frozenset[str]) -> bool:
    """Whether a label is a hypothesis of the thesis and not a voice."""
    match = re.fullmatch(r"([A-Z]{1,2})\d{1,2}[a-z]?", label)
    return match is not None and match[1] in letters
