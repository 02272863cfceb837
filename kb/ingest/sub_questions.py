"""The questions that a thesis divides its research question into."""

from __future__ import annotations

import re

from kb.ingest.document import BlockKind, Document, Region, Span
from kb.ingest.question_forms import (
    ASKS,
    LEAD,
    PARTIAL,
    QUESTION,
    Candidate,
    last_sentence,
    read_question,
)
from kb.ingest.titles import fold

_ENUMERATED = re.compile(r"\s*\(?\b(?:\d|[a-e])\)\s*")
_SEVERAL = re.compile(r"(?:spørsmål\w*|questions?)\b[^.?:;]{0,80}[:;]", re.IGNORECASE)


def find_sub_questions(document: Document, main: Candidate | None) -> list[Candidate]:
    """The questions under a lead-in that names them; of several places the first in the body."""
    runs: list[list[Candidate]] = []
    main_text = fold(main.text) if main else ""
    chapter = None
    for n, block in enumerate(document.blocks):
        if block.region is not Region.BODY or block.kind is BlockKind.HEADING:
            continue
        found = read_question(document, block)
        if not found or fold(found[1]) == main_text:
            continue
        candidate = Candidate(n, found[0], found[1], 0)
        top = _chapter_of(document, block.section)
        if runs and n - runs[-1][-1].block == 1 and _same_kind(document, n):
            runs[-1].append(candidate)
        elif main and n - main.block == 1 and block.kind is BlockKind.LIST_ITEM and _same_kind(document, n):
            # Two research questions: the first is the thesis' own, the others go with it.
            runs.append([candidate])
            chapter = top
        elif _announced(document, n, main):
            if runs and chapter == top and n - runs[-1][-1].block <= 12:
                runs[-1].append(candidate)
            else:
                runs.append([candidate])
            chapter = top
    return runs[0] if runs else _sub_questions_in_text(document, main)


def _sub_questions_in_text(document: Document, main: Candidate | None) -> list[Candidate]:
    """The questions that a sentence announces just after the research question: "... (1) ...? (2) ...?"."""
    if main is None:
        return []
    for n, block in enumerate(document.blocks[main.block : main.block + 3], start=main.block):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        text = document.text_of(block.span)
        after = main.span.end - block.span.start if n == main.block else 0
        lead = _SEVERAL.search(text, after)
        if lead is None:
            continue
        if listed := _split_enumerated(document, n, lead.end()):
            return listed
        return [
            Candidate(
                n, Span(block.span.start + match.start(1), block.span.start + match.end(1)), match[1], 0
            )
            for match in QUESTION.finditer(text, lead.end())
        ]
    return []


def _split_enumerated(document: Document, n: int, begin: int) -> list[Candidate]:
    """The parts of a sentence that numbers or letters part: "1) hvilke ..., 2) hva ... og 3) hvordan ...?"."""
    block = document.blocks[n]
    text = document.text_of(block.span)
    marks = list(_ENUMERATED.finditer(text, begin))
    found = []
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        end = after.start() if after else text.find("?", mark.end()) + 1 or len(text)
        part = re.sub(r"(?:\s*[,;]?\s*(?:og|and))?\s*[,;.]?$", "", text[mark.end() : end].rstrip())
        if len(part.split()) >= 4 and ASKS.match(part[:1].upper() + part[1:]):
            span = Span(block.span.start + mark.end(), block.span.start + mark.end() + len(part))
            found.append(Candidate(n, span, part, 0))
    return found if len(found) >= 2 else []


def _same_kind(document: Document, n: int) -> bool:
    return document.blocks[n].kind is document.blocks[n - 1].kind


def _announced(document: Document, n: int, main: Candidate | None) -> bool:
    before = document.blocks[n - 1] if n else None
    if before is None:
        return False
    if before.kind is BlockKind.HEADING:
        return bool(PARTIAL.search(document.sections[document.blocks[n].section].title))
    lead = last_sentence(document.text_of(before.span))
    if not LEAD.search(lead):
        return False
    if PARTIAL.search(lead):
        return True
    # "... these questions:" will do in a section that is named for them, and just below the research question.
    named = PARTIAL.search(document.sections[document.blocks[n].section].title)
    below = main is not None and 0 < n - main.block <= 3
    return bool((named or below) and re.search(r"spørsmål|questions?\b", lead, re.IGNORECASE))


def _chapter_of(document: Document, section: int) -> int:
    parent = document.sections[section].parent
    while parent is not None:
        section, parent = parent, document.sections[parent].parent
    return section
