"""The sentences around a quotation, in which its speaker and its sort are told."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.document import BlockKind, Document, Span
from kb.ingest.draft import Citation, QuotationForm
from kb.ingest.faulty_marks import lead_block
from kb.ingest.sentences import sentence_end, sentence_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.quoted_spans import QuotedSpan

# How far back a voice may have been named that is now "hun" or "informanten".
BACK = 1200
# Display quotations that may share one lead-in.
MOST_IN_A_ROW = 12


@dataclass(frozen=True, slots=True)
class QuotationContext:
    """Spans around one quotation.

    ``lead`` is the sentence that brings it in (for a display quotation the last one of the paragraph before),
    ``before`` the text before that sentence, ``after`` what follows to the end of the sentence (for a display
    quotation the next paragraph's first sentence). ``follows`` tells that another display quotation stands
    between it and its lead-in.
    """

    quoted: QuotedSpan
    lead: Span
    before: Span
    after: Span
    follows: bool = False
    announced: bool = False  # the lead-in ends in a colon


def read_contexts(document: Document, quoted: Sequence[QuotedSpan]) -> tuple[QuotationContext, ...]:
    """The surroundings of every quotation, in the same order."""
    # A block in which the writer goes on below the quotation leads in what comes next.
    displays = {
        index
        for one in quoted
        if one.form is QuotationForm.BLOCK and (one.fault != "unmarked" or one.confirmed)
        for index in range(one.first, one.last + 1)
        if not document.text[one.tail.end : document.blocks[index].span.end].rstrip(" *_").endswith(":")
    }
    return tuple(
        _read_display(document, one, displays)
        if one.form is QuotationForm.BLOCK
        else _read_inline(document, one)
        for one in quoted
    )


def _read_inline(document: Document, one: QuotedSpan) -> QuotationContext:
    block, last = document.blocks[one.first], document.blocks[one.last]
    start = sentence_start(document.text, one.outer.start, block.span.start)
    end = sentence_end(document.text, one.outer.end, last.span.end)
    lead = Span(start, one.outer.start)
    text = document.text_of(lead)
    return QuotationContext(
        one,
        lead,
        Span(max(_floor(document, one.first), start - BACK), start),
        Span(one.outer.end, end),
        announced=text.rstrip().endswith((":", ";")),
    )


def _read_display(document: Document, one: QuotedSpan, displays: set[int]) -> QuotationContext:
    text, blocks = document.text, document.blocks
    block = blocks[one.first]
    follows = False
    lead_end = one.outer.start
    floor = block.span.start
    if not text[floor : one.outer.start].strip(" *_–-") or one.head is not None:
        index = lead_block(blocks, one.first)
        for _ in range(MOST_IN_A_ROW):
            if index is None or index not in displays:
                break
            follows = True
            index = lead_block(blocks, index)
        if index is None:
            lead_end = floor
        else:
            lead_end, floor = blocks[index].span.end, blocks[index].span.start
    start = sentence_start(text, max(floor, lead_end - 1), floor) if lead_end > floor else lead_end
    lead = Span(start, lead_end)
    return QuotationContext(
        one,
        lead,
        Span(min(start, max(_floor(document, one.first), start - BACK)), start),
        _following(document, one),
        follows,
        text[max(start, lead_end - 5) : lead_end].rstrip(" *_").endswith(":"),
    )


def _following(document: Document, one: QuotedSpan) -> Span:
    """The first sentence after a display quotation, in its block or the next paragraph."""
    block = document.blocks[one.last]
    if document.text[one.tail.end : block.span.end].strip():
        return Span(one.tail.end, sentence_end(document.text, one.tail.end, block.span.end))
    for after in document.blocks[one.last + 1 : one.last + 4]:
        if after.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            return Span(after.span.start, sentence_end(document.text, after.span.start, after.span.end))
        if after.kind in (BlockKind.HEADING, BlockKind.QUOTATION):
            break
    end = block.span.end
    return Span(end, end)


def _floor(document: Document, index: int) -> int:
    """The start of the section's text before block ``index``: voices are not carried over a heading."""
    for before in range(index, max(-1, index - 12), -1):
        if document.blocks[before].kind is BlockKind.HEADING:
            return document.blocks[before].span.end
    return document.blocks[max(0, index - 11)].span.start


class CitationsAround:
    """The citations of a thesis, asked by place."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self.citations = citations
        self._order = sorted(range(len(citations)), key=lambda index: citations[index].span.start)
        self._starts = [citations[index].span.start for index in self._order]

    def within(self, start: int, end: int) -> list[int]:
        """The indices of the citations that begin in ``start`` to ``end``, in order of place."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._order[first:last]
