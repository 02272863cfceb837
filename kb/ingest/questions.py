"""The thesis' research question and its sub-questions, as the text sets them out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kb.ingest.document import Block, BlockKind, Document, Region, Span
from kb.ingest.draft import Question
from kb.ingest.titles import fold

_MAIN = re.compile(
    r"problemstilling|research question|problem statement|thesis question|hovedspørsmål|overordne[dt]\w* spørsmål",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    r"forskningsspørsmål|forskingsspørsmål|underspørsmål|delspørsmål|delproblemstilling|underproblemstilling"
    r"|sub-?\s?questions?|research questions|underordne[dt]\w* spørsmål",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:følgende|følgjande|lyder|er|slik|lik|stiller|formulert|svare? på|belyse|as follows|following|is"
    r"|are)\W*$|:\W*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\b((?:Hv|Kva|Kvif|Kor|Korleis|I hv|I kv|På hv|På kv|Til hv|Med hv|Kan|Er|Har|Vil|Bør|How|What"
    r"|Which|Why|To what|In what|When|Do|Does|Is|Are|Can)[^?]{15,400}\?)"
)
_STARTS = re.compile(r"^(?:\(?[a-zA-Z0-9]{1,2}[.):]\s*|\d\s+|[-–•]\s*)?[«“\"*_\s]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[»”\"*_)]*\s+(?=[A-ZÆØÅ])")
_ANNOUNCED_HERE = re.compile(r"[:;]\W*$|(?:lyder|lyd|er|is|følgende|følgjande|som følger)\W*$")
_SEVERAL = re.compile(r"(?:spørsmål\w*|questions?)\b[^.?:]{0,80}:", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    block: int
    span: Span
    text: str
    score: float


def find_questions(document: Document) -> tuple[Question | None, tuple[Question, ...]]:
    """The research question (None when the text sets none out) and the sub-questions in order."""
    candidates = [*_whole_blocks(document), *_inside_paragraphs(document)]
    main = max((c for c in candidates if c.score >= 2.5), key=lambda c: (c.score, -c.block), default=None)
    if main is None:
        main = _run_in(document) or _indirect(document)
    subs = _find_sub_questions(document, main)
    return (_as_question(document, main) if main else None), tuple(_as_question(document, c) for c in subs)


def _as_question(document: Document, candidate: _Candidate) -> Question:
    return Question(candidate.text, document.lines_of(candidate.span))


def read_question(document: Document, block: Block) -> tuple[Span, str] | None:
    """The question that a block consists of, without its number, bullet and quotation marks."""
    text = document.text_of(block.span)
    if len(text) > 420 or text.count("?") != 1 or not text.rstrip(' »”"*_.)').endswith("?"):
        return None
    start = _STARTS.match(text)
    begin = start.end() if start else 0
    end = text.rindex("?") + 1
    question = text[begin:end]
    if len(question.split()) < 4 or re.search(r"[.!;]\s+[A-ZÆØÅ]|:\s", question):
        return None
    return Span(block.span.start + begin, block.span.start + end), question


def _whole_blocks(document: Document) -> list[_Candidate]:
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
            candidates.append(_Candidate(n, found[0], found[1], score))
    return candidates


def _score(document: Document, n: int) -> float:
    """How much speaks for block ``n`` being the research question."""
    before = document.blocks[n - 1] if n else None
    section = document.sections[document.blocks[n].section]
    score = 1.0 if _MAIN.search(section.title) else 0.0
    if before is not None and before.kind is BlockKind.HEADING and _MAIN.search(section.title):
        score += 1.5
    elif before is not None and before.kind is not BlockKind.HEADING:
        lead = _last_sentence(document.text_of(before.span))
        if _MAIN.search(lead) and not _PARTIAL.search(lead):
            score += 2.5 if _LEAD.search(lead) else 1.5
        elif _PARTIAL.search(lead):
            score -= 2
    after = document.blocks[n + 1] if n + 1 < len(document.blocks) else None
    if after is not None and re.match(
        r"(?:Dette|Det|This) (?:er|is) (?:også )?(?:min|oppgavens|the|my|vår)?\s*\w*\s*problemstilling",
        document.text_of(after.span),
    ):
        score += 2
    return score + (0.5 if n < len(document.blocks) / 3 else 0)


def _last_sentence(text: str) -> str:
    return _SENTENCE_END.split(text)[-1]


def _inside_paragraphs(document: Document) -> list[_Candidate]:
    """Questions that a sentence of running text announces as the research question."""
    found = []
    for n, block in enumerate(document.blocks[: len(document.blocks) * 2 // 3 + 1]):
        if block.region is not Region.BODY or block.kind is not BlockKind.PARAGRAPH:
            continue
        text = document.text_of(block.span)
        for match in _QUESTION.finditer(text):
            lead = _last_sentence(text[: match.start(1)])
            if not lead.strip(' «“"*_') and n:
                lead = _last_sentence(document.text_of(document.blocks[n - 1].span))
            named = _MAIN.search(lead) or (
                _MAIN.search(document.sections[block.section].title) and not _PARTIAL.search(lead)
            )
            if named and _ANNOUNCED_HERE.search(lead):
                span = Span(block.span.start + match.start(1), block.span.start + match.end(1))
                early = 0.5 if n < len(document.blocks) / 3 else 0
                found.append(_Candidate(n, span, match[1], 2.5 + early))
    return found


def _run_in(document: Document) -> _Candidate | None:
    """The question after a label in an abstract ("Problemstilling: ...")."""
    for n, block in enumerate(document.blocks):
        if block.region is Region.FRONT and (match := _RUN_IN.search(document.text_of(block.span))):
            span = Span(block.span.start + match.start(1), block.span.start + match.end(1))
            return _Candidate(n, span, match[1], 1.0)
    return None


def _find_sub_questions(document: Document, main: _Candidate | None) -> list[_Candidate]:
    """The questions under a lead-in that names them; of several places the first in the body."""
    runs: list[list[_Candidate]] = []
    main_text = fold(main.text) if main else ""
    chapter = None
    for n, block in enumerate(document.blocks):
        if block.region is not Region.BODY or block.kind is BlockKind.HEADING:
            continue
        found = read_question(document, block)
        if not found or fold(found[1]) == main_text:
            continue
        candidate = _Candidate(n, found[0], found[1], 0)
        top = _chapter_of(document, block.section)
        if runs and n - runs[-1][-1].block == 1 and _same_kind(document, n):
            runs[-1].append(candidate)
        elif _announced(document, n, main):
            if runs and chapter == top and n - runs[-1][-1].block <= 12:
                runs[-1].append(candidate)
            else:
                runs.append([candidate])
            chapter = top
    return runs[0] if runs else _sub_questions_in_text(document, main)


def _sub_questions_in_text(document: Document, main: _Candidate | None) -> list[_Candidate]:
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
        return [
            _Candidate(
                n, Span(block.span.start + match.start(1), block.span.start + match.end(1)), match[1], 0
            )
            for match in _QUESTION.finditer(text, lead.end())
        ]
    return []


def _indirect(document: Document) -> _Candidate | None:
    """What a section on the research question says that is studied, where it asks no question."""
    for n, block in enumerate(document.blocks[: len(document.blocks) * 2 // 3 + 1]):
        if block.region is not Region.BODY or block.kind is not BlockKind.PARAGRAPH:
            continue
        if not _MAIN.search(document.sections[block.section].title):
            continue
        if match := _INDIRECT.search(document.text_of(block.span)):
            span = Span(block.span.start + match.start(1), block.span.start + match.end(1))
            return _Candidate(n, span, match[1], 1.0)
    return None


def _same_kind(document: Document, n: int) -> bool:
    return document.blocks[n].kind is document.blocks[n - 1].kind


def _announced(document: Document, n: int, main: _Candidate | None) -> bool:
    before = document.blocks[n - 1] if n else None
    if before is None:
        return False
    if before.kind is BlockKind.HEADING:
        return bool(_PARTIAL.search(document.sections[document.blocks[n].section].title))
    lead = _last_sentence(document.text_of(before.span))
    if not _LEAD.search(lead):
        return False
    if _PARTIAL.search(lead):
        return True
    # "... these questions:" will do in a section that is named for them, and just below the research question.
    named = _PARTIAL.search(document.sections[document.blocks[n].section].title)
    below = main is not None and 0 < n - main.block <= 3
    return bool((named or below) and re.search(r"spørsmål|questions?\b", lead, re.IGNORECASE))


def _chapter_of(document: Document, section: int) -> int:
    parent = document.sections[section].parent
    while parent is not None:
        section, parent = parent, document.sections[parent].parent
    return section
