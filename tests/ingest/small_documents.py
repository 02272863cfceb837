"""Documents of a few invented paragraphs, laid out as a thesis is."""

from __future__ import annotations

import re

from kb.ingest.document import (
    BLOCK_GAP,
    Block,
    BlockKind,
    Document,
    Lines,
    Region,
    Section,
    SectionKind,
    Span,
)
from kb.ingest.draft import Citation, Quotation
from kb.ingest.informants import find_informants
from kb.ingest.quotations import find_quotations

_IN_BRACKETS = re.compile(
    r"\((?P<author>[A-ZÆØÅ][\w .&-]*?),? (?P<year>\d{4})(?:, (?P<locator>(?:s|p)\. ?[\d–-]+))?\)"
)
_NARRATIVE = re.compile(
    r"(?P<author>[A-ZÆØÅ][a-zæøå]+(?: og [A-ZÆØÅ][a-zæøå]+)?) \((?P<year>\d{4})(?:, (?P<locator>s\. ?\d+))?\)"
)
_KINDS = {
    "# ": BlockKind.HEADING,
    "- ": BlockKind.LIST_ITEM,
    "> ": BlockKind.QUOTATION,
    "| ": BlockKind.TABLE,
}


def make_document(*paragraphs: str, language: str = "nb") -> Document:
    """A document of one block a string; "# " begins a chapter, "- " an item, "> " a block quotation, "| " a table.

    Line breaks inside a string are lines of the file, which the reading text joins with a space.
    """
    sections = [Section(SectionKind.CHAPTER, Region.BODY, "Funn", Lines(1, 1), 10_000)]
    blocks: list[Block] = []
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    offset, line = 0, 1
    for paragraph in paragraphs:
        kind = _KINDS.get(paragraph[:2], BlockKind.PARAGRAPH)
        own = paragraph if kind is BlockKind.PARAGRAPH else paragraph[2:]
        if kind is BlockKind.HEADING:
            sections.append(Section(SectionKind.CHAPTER, Region.BODY, own, Lines(line, line), 10_000))
        at, first = offset, line
        for row in own.split("\n"):
            starts.append((at, line))
            at += len(row) + 1
            line += 1
        text = own if kind is BlockKind.TABLE else own.replace("\n", " ")
        span = Span(offset, offset + len(text))
        blocks.append(Block(kind, span, Lines(first, line - 1), len(sections) - 1))
        pieces.append(text)
        offset = span.end + len(BLOCK_GAP)
        line += 1
    return Document(BLOCK_GAP.join(pieces), tuple(blocks), tuple(sections), tuple(starts), language)


def cite(document: Document) -> tuple[Citation, ...]:
    """The author-year citations of a small document."""
    found = [
        Citation(
            span=Span(*match.span()),
            raw=match.group(),
            narrative=narrative,
            authors=tuple(match["author"].split(" og ")),
            et_al=False,
            year=match["year"],
            locator=match["locator"],
        )
        for narrative, pattern in ((False, _IN_BRACKETS), (True, _NARRATIVE))
        for match in pattern.finditer(document.text)
    ]
    return tuple(sorted(found, key=lambda citation: citation.span))


def read_quotations(*paragraphs: str) -> tuple[Quotation, ...]:
    """The quotations of a document of ``paragraphs``."""
    document = make_document(*paragraphs)
    return find_quotations(document, cite(document), find_informants(document))[0]
