"""Quotations whose marks are at fault: never closed, closed only in a later paragraph, or never opened."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.document import Block, BlockKind, Document
from kb.ingest.sentences import sentence_end
from kb.ingest.tails import read_tail

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingest.draft import Citation
    from kb.ingest.marks import Mark, Pairing

FLOWING = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTATION))
ASIDE = frozenset((BlockKind.CAPTION, BlockKind.FOOTNOTE))
# A quotation running over more blocks than this is a forgotten closing mark.
_BLOCKS = 6
# No source is looked for farther from an opening mark than this many characters.
_REACH = 2500
# Where more marks than this stay open in one paragraph, they are bullets or arrows.
_MOST_UNCLOSED = 20
_ENDS_OPEN = re.compile(r"[^.!?:»”\"\s)]\s*$")
_LABEL_IN_BRACKETS = re.compile(
    r"\((?:\d{1,2}|[A-ZÆØÅ][\w -]{0,30}|[\w-]*(?:leder|leiar|sjef|rektor|lærer|lærar|rådgiver|rådgivar|"
    r"veileder|rettleiar|informant|respondent)(?:[ ,][\w ,-]{1,40})?)\)"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation from its opening to its closing mark, before its form is known."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    fault: str | None = None


def lead_block(blocks: Sequence[Block], index: int) -> int | None:
    """The index of the paragraph before block ``index``, past captions and footnotes; None across a heading."""
    for before in range(index - 1, max(-1, index - 5), -1):
        if blocks[before].kind not in ASIDE:
            return None if blocks[before].kind is BlockKind.HEADING else before
    return None


def ends_with_colon(document: Document, index: int | None) -> bool:
    """Whether block ``index`` announces what follows."""
    if index is None:
        return False
    span = document.blocks[index].span
    return document.text[max(span.start, span.end - 5) : span.end].rstrip(" *_").endswith(":")


class FaultyMarks:
    """Finds where quotations end or begin whose second mark is not in their block."""

    def __init__(
        self, document: Document, pairings: Sequence[Pairing | None], citations: Sequence[Citation]
    ) -> None:
        self.document = document
        self.text = document.text
        self.blocks = document.blocks
        self.pairings = pairings
        self.brackets = sorted(citation.span.start for citation in citations if not citation.narrative)

    def close(self, index: int) -> Iterator[Marked]:
        """The quotations that block ``index`` opens and does not close."""
        pairing, block = self.pairings[index], self.blocks[index]
        if pairing is None:
            return
        if len(pairing.unclosed) > _MOST_UNCLOSED:
            return
        for place, mark in enumerate(pairing.unclosed):
            last = place + 1 == len(pairing.unclosed)
            ceiling = block.span.end if last else block.span.start + pairing.unclosed[place + 1].start
            yield self._close(index, mark, ceiling, last=last)

    def _close(self, index: int, mark: Mark, ceiling: int, *, last: bool) -> Marked:
        block = self.blocks[index]
        start, inner_start = block.span.start + mark.start, block.span.start + mark.end
        # Where something else is opened after it, the closing mark was simply forgotten.
        further = self._closed_further_on(index, mark) if last else None
        if further is not None:
            return Marked(start, inner_start, further[0], further[1])
        end = self._first_source(index, inner_start, block.span.end)
        if end is None:
            end = ceiling if mark.start == 0 else sentence_end(self.text, inner_start, ceiling)
        end = inner_start + len(self.text[inner_start:end].rstrip())
        return Marked(start, inner_start, end, end, "unclosed")

    def _closed_further_on(self, index: int, mark: Mark) -> tuple[int, int] | None:
        """The closing mark in one of the next blocks: a page break or several paragraphs lie between."""
        block = self.blocks[index]
        tail = self.text[max(block.span.start, block.span.end - 60) : block.span.end]
        cut = _ENDS_OPEN.search(tail) is not None
        labelled = _LABEL_IN_BRACKETS.search(tail, max(0, len(tail) - 12)) is not None
        if not cut and (mark.start > 0 or labelled):
            return None
        for later in range(index + 1, min(index + 1 + _BLOCKS, len(self.blocks))):
            following, other = self.blocks[later], self.pairings[later]
            if following.kind in ASIDE:
                continue
            if other is None or following.kind not in (*FLOWING, BlockKind.LIST_ITEM):
                return None
            base = following.span.start
            if other.unopened:
                closing = other.unopened[0]
                enclosed = other.pairs and other.pairs[0].start < closing.start
                return None if enclosed and not cut else (base + closing.start, base + closing.end)
            if self._goes_on_anew(index, later):
                return base + other.pairs[0].closing.start, base + other.pairs[0].end
            reopened = bool(other.unclosed) and other.unclosed[0].start == 0
            if (other.pairs or other.unclosed) and not reopened:
                return None
        return None

    def _goes_on_anew(self, index: int, later: int) -> bool:
        """Whether every paragraph of a long quotation opens anew and block ``later``, the last one, closes."""
        first, last = self.blocks[index], self.blocks[later]
        opening, closing = self.pairings[index], self.pairings[later]
        if opening is None or closing is None or last.section != first.section:
            return False
        alike = bool(opening.unclosed) and opening.unclosed[0].start == 0
        if not alike or len(closing.pairs) != 1 or closing.pairs[0].start != 0:
            return False
        tail = read_tail(self.text, last.span.start + closing.pairs[0].end, last.span.end)
        return (
            tail.end >= last.span.end and self._first_source(index, first.span.start, first.span.end) is None
        )

    def _first_source(self, index: int, start: int, end: int) -> int | None:
        """Where the first citation or label in brackets after ``start`` begins, outside of other quotations."""
        end = min(end, start + _REACH)
        pairing, base = self.pairings[index], self.blocks[index].span.start
        places = self.brackets[bisect_right(self.brackets, start) : bisect_right(self.brackets, end - 1)]
        places += (match.start() for match in _LABEL_IN_BRACKETS.finditer(self.text, start, end))
        starts = [base + pair.start for pair in pairing.pairs] if pairing and places else []
        for place in sorted(places):
            before = bisect_right(starts, place) - 1
            if pairing is None or before < 0 or place >= base + pairing.pairs[before].end:
                return place
        return None

    def open(self, index: int) -> Marked | None:
        """A block that ends a quotation it never began is one from its start, when a lead-in announces it."""
        pairing, block = self.pairings[index], self.blocks[index]
        if pairing is None or not pairing.unopened or pairing.unclosed or pairing.pairs:
            return None
        base, closing = block.span.start, pairing.unopened[-1]
        tail = read_tail(self.text, base + closing.end, block.span.end)
        announced = ends_with_colon(self.document, lead_block(self.blocks, index))
        if tail.end < block.span.end or not announced:
            return None
        return Marked(base, base, base + closing.start, base + closing.end, "unopened")
