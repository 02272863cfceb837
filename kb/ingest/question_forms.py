"""The forms of a research question, and of the sentences that announce one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.ingest.document import Block, Document, Span

MAIN = re.compile(
    r"problemstilling|research question|problem statement|thesis question|hovedspørsmål|overordne[dt]\w* spørsmål",
    re.IGNORECASE,
)
PARTIAL = re.compile(
    r"forskningsspørsmål|forskingsspørsmål|underspørsmål|delspørsmål|delproblemstilling|underproblemstilling"
    r"|sub-?\s?questions?|research questions|underordne[dt]\w* spørsmål",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"(?:følgende|følgjande|lyder|er|slik|lik|stiller|formulert|svare? på|belyse|as follows|following|is"
    r"|are)\W*$|:\W*$",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"\b((?:Hv|Kva|Kvif|Kor|Korleis|I hv|I kv|På hv|På kv|Til hv|Med hv|Kan|Er|Har|Vil|Bør|How|What"
    r"|Which|Why|To what|In what|When|Do|Does|Is|Are|Can)[^?]{15,400}\?)"
)
STARTS = re.compile(
    r"^(?:\(?[a-zA-Z0-9]{1,2}[.):]\s*|\d\s+|[-–•]\s*)?"
    r"(?:(?:F\.?S\.?|R\.?Q\.?|S\.?Q\.?|(?:for?sk(?:n)?ings|del|under|hoved)?spørsmål|(?:del|under|hoved)?problemstilling"
    r"|(?:sub-?|research )?question)\s*(?:nr\.?\s*)?\d{0,2}\s*[:.)–-]\s*)?[«“”„\"*_\s]*",
    re.IGNORECASE,
)
# A question that begins in mid-sentence: "... svare på problemstillingen Hvordan ...?"
_BEGINS_INSIDE = re.compile(
    r"(?<=[a-zæøå] )(?=(?:(?:I|På|Til|Med) (?:hv|kv)|Hvordan|Hva|Hvilke|Hvorfor|Hvor|Korleis|Kva|Kvifor"
    r"|How|What|Which|Why)\w*\b)"
)
SENTENCE_END = re.compile(r"(?<=[.!?])[»”\"*_)]*\s+(?=[A-ZÆØÅ])")
QUESTIONS_UNDER_MAIN = re.compile(
    r"(?:problemstilling|research question|problem statement)\w*\b.*\b(?:spørsmål(?:a|ene)?|questions)\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"(?:(?:I|På|Til|Med) )?(?:[Hh]v|[Kk]va|[Kk]vi|[Kk]or)\w*\b|How\b|What\b|Which\b|Why\b|To what\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    block: int
    span: Span
    text: str
    score: float


def read_question(document: Document, block: Block) -> tuple[Span, str] | None:
    """The question that a block consists of, without its number, bullet and quotation marks."""
    text = document.text_of(block.span)
    if len(text) > 420 or text.count("?") != 1 or not text.rstrip(' »”"*_.)').endswith("?"):
        return None
    start = STARTS.match(text)
    begin = start.end() if start else 0
    end = text.rindex("?") + 1
    if inside := _BEGINS_INSIDE.search(text, begin, end):
        begin = inside.start()
    question = text[begin:end]
    if len(question.split()) < 4 or re.search(r"[.!;]\s+[A-ZÆØÅ]", question) or _is_announcement(question):
        return None
    return Span(block.span.start + begin, block.span.start + end), question


def _is_announcement(question: str) -> bool:
    """Whether a colon parts the question from words about it; a short heading of its own may stand before one."""
    before, colon, _ = question.partition(": ")
    return bool(colon) and (
        len(before.split()) > 6
        or re.search(
            r"spør|spur|problemstilling|question|ask|lyd|følg|\b(?:er|is|are)$", before, re.IGNORECASE
        )
        is not None
    )


def announces_main(lead: str) -> bool:
    """Whether a sentence speaks of the research question itself, not of the questions it is divided into."""
    return (
        MAIN.search(lead) is not None and not PARTIAL.search(lead) and not QUESTIONS_UNDER_MAIN.search(lead)
    )


def last_sentence(text: str) -> str:
    return SENTENCE_END.split(text)[-1]
