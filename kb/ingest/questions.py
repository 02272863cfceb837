"""The thesis' research question and its sub-questions, as the text sets them out."""

from __future__ import annotations

import re
from collections import Counter

from kb.ingest.document import BlockKind, Document, Region, Span
from kb.ingest.draft import Question
from kb.ingest.question_forms import (
    ASKS,
    LEAD,
    MAIN,
    PARTIAL,
    QUESTION,
    QUESTIONS_UNDER_MAIN,
    SENTENCE_END,
    STARTS,
    Candidate,
    announces_main,
    last_sentence,
    read_question,
)
from kb.ingest.sub_questions import find_sub_questions
from kb.ingest.titles import fold

_ANNOUNCED_HERE = re.compile(r"[:;]\W*$|(?:lyder|lyd|er|is|følgende|følgjande|som følger)\W*$")
_INDIRECT = re.compile(
    r"\b(?:undersøk(?:e|er|je|jer)|belyse|belyser|studere[r]?|svare på|finne ut|explore|examine|investigate)"
    r"\s(?:jeg |eg |vi |her )?((?:hvordan|korleis|hva|kva|hvilke[nt]?|kva for|i hvilken grad|i kva grad|how|what"
    r"|which|whether|om)\s[^.?!:]{20,300})\.",
    re.IGNORECASE,
)
_RUN_IN = re.compile(
    r"(?:problemstilling|research question|issue|problem)\w*[^.?:]{0,60}:\s*[«“\"]?\s*((?:[A-ZÆØÅ])[^?]{15,400}\?)",
    re.IGNORECASE,
)


def find_questions(document: Document) -> tuple[Question | None, tuple[Question, ...]]:
    """The research question (None when the text sets none out) and the sub-questions in order."""
    candidates = [*_whole_blocks(document), *_inside_paragraphs(document)]
    main = max((c for c in candidates if c.score >= 2.5), key=lambda c: (c.score, -c.block), default=None)
    if main is None:
        main = _run_in(document) or _indirect(document)
    subs = find_sub_questions(document, main)
    return (_as_question(document, main) if main else None), tuple(_as_question(document, c) for c in subs)


def _as_question(document: Document, candidate: Candidate) -> Question:
    return Question(candidate.text, document.lines_of(candidate.span))


def _whole_blocks(document: Document) -> list[Candidate]:
    asked = Counter(
        fold(found[1])
        for block in document.blocks
        if block.region in (Region.BODY, Region.FRONT) and (found := read_question(document, block))
    )
    candidates = []
    for n, block in enumerate(document.blocks):
        if block.region is not Region.BODY or block.kind in (
            BlockKind.HEADING,
            BlockKind.CAPTION,
            BlockKind.TABLE,
        ):
            continue
        if found := read_question(document, block):
            score = _score(document, n) + 0.5 * min(3, asked[fold(found[1])] - 1)
            candidates.append(Candidate(n, found[0], found[1], score))
        elif found := _read_announced(document, n):
            candidates.append(Candidate(n, found[0], found[1], _score(document, n)))
    return candidates


def _read_announced(document: Document, n: int) -> tuple[Span, str] | None:
    """What block ``n`` asks in several questions, or without a question mark, just below the words that announce
    the research question."""
    block, before = document.blocks[n], document.blocks[n - 1] if n else None
    if before is None or before.kind is BlockKind.HEADING or len(block.span) > 420:
        return None
    lead = last_sentence(document.text_of(before.span))
    if not (announces_main(lead) and LEAD.search(lead)):
        return None
    text = document.text_of(block.span)
    begin = match.end() if (match := STARTS.match(text)) else 0
    asked = text[begin:].rstrip(' »”"*_.')
    sentences = SENTENCE_END.split(asked)
    several = len(sentences) > 1 and all(sentence.endswith("?") for sentence in sentences)
    unmarked = (
        len(sentences) == 1 and "?" not in asked and ASKS.match(asked) is not None and len(asked.split()) > 4
    )
    if not (several or unmarked):
        return None
    return Span(block.span.start + begin, block.span.start + begin + len(asked)), asked


def _score(document: Document, n: int) -> float:
    """How much speaks for block ``n`` being the research question."""
    before = document.blocks[n - 1] if n else None
    section = document.sections[document.blocks[n].section]
    score = 1.0 if MAIN.search(section.title) else 0.0
    if before is not None and before.kind is BlockKind.HEADING and MAIN.search(section.title):
        score += 1.5
    elif before is not None and before.kind is not BlockKind.HEADING:
        lead = last_sentence(document.text_of(before.span))
        if announces_main(lead):
            score += 2.5 if LEAD.search(lead) else 1.5
        elif PARTIAL.search(lead) or QUESTIONS_UNDER_MAIN.search(lead):
            score -= 2
    after = document.blocks[n + 1] if n + 1 < len(document.blocks) else None
    if after is not None and re.match(
        r"(?:Dette|Det|This) (?:er|is) (?:også )?(?:min|oppgavens|the|my|vår)?\s*\w*\s*problemstilling",
        document.text_of(after.span),
    ):
        score += 2
    return score + (0.5 if n < len(document.blocks) / 3 else 0)


def _inside_paragraphs(document: Document) -> list[Candidate]:
    """Questions that a sentence of running text announces as the research question."""
    found = []
    for n, block in enumerate(document.blocks[: len(document.blocks) * 2 // 3 + 1]):
        if block.region is not Region.BODY or block.kind not in (BlockKind.PARAGRAPH, BlockKind.QUOTATION):
            continue
        text = document.text_of(block.span)
        for match in QUESTION.finditer(text):
            lead = last_sentence(text[: match.start(1)])
            if not lead.strip(' «“"*_') and n:
                lead = last_sentence(document.text_of(document.blocks[n - 1].span))
            named = MAIN.search(lead) or (
                MAIN.search(document.sections[block.section].title) and not PARTIAL.search(lead)
            )
            if named and _ANNOUNCED_HERE.search(lead):
                span = Span(block.span.start + match.start(1), block.span.start + match.end(1))
                early = 0.5 if n < len(document.blocks) / 3 else 0
                found.append(Candidate(n, span, match[1], 2.5 + early))
    return found


def _run_in(document: Document) -> Candidate | None:
    """The question after a label in an abstract ("Problemstilling: ...")."""
    for n, block in enumerate(document.blocks):
        if block.region is Region.FRONT and (match := _RUN_IN.search(document.text_of(block.span))):
            span = Span(block.span.start + match.start(1), block.span.start + match.end(1))
            return Candidate(n, span, match[1], 1.0)
    return None


def _indirect(document: Document) -> Candidate | None:
    """What a section on the research question says that is studied, where it asks no question."""
    for n, block in enumerate(document.blocks[: len(document.blocks) * 2 // 3 + 1]):
        if block.region is not Region.BODY or block.kind is not BlockKind.PARAGRAPH:
            continue
        if not MAIN.search(document.sections[block.section].title):
            continue
        if match := _INDIRECT.search(document.text_of(block.span)):
            span = Span(block.span.start + match.start(1), block.span.start + match.end(1))
            return Candidate(n, span, match[1], 1.0)
    return None
