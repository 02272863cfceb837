"""Where a thesis quotes: every stretch in quotation marks, whatever the marks.

Here it is only settled what is quoted and whether it stands as a block of its own; who speaks and what kind
of quotation it is comes later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.document import Block, BlockKind, Document, Region, SectionKind, Span
from kb.ingest.draft import Citation, QuotationForm
from kb.ingest.faulty_marks import FLOWING, FaultyMarks, Marked
from kb.ingest.marks import Pairing, pair_marks
from kb.ingest.tails import Tail, read_tail

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTABLE = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM, BlockKind.TABLE, BlockKind.FOOTNOTE)
)
SPEAKER_HEAD = re.compile(r"(?P<label>[A-ZÆØÅ0-9(][\w()., -]{0,40}?)(?:\s?:\s*|\s?[–—-]\s(?=[«“„”\"]))")
_WORD = re.compile(r"\w+")
LEAST_DISPLAY_WORDS = 4
# Shorter ones begin and end with a line of running text too easily by chance.
LEAST_SET_OFF_WORDS = 12


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """Something quoted: ``span`` the words alone, ``outer`` with their marks, ``first`` and ``last`` its blocks.

    ``head`` is a label before it in its block ("Kari:"), ``fault`` what is wrong with its marks.
    """

    span: Span
    outer: Span
    form: QuotationForm
    first: int
    last: int
    tail: Tail
    head: Span | None = None
    fault: str | None = None  # unclosed, mixed, unopened or unmarked
    confirmed: bool = False  # unmarked, and its speaker or source shows that it is quoted


def is_quotable(document: Document, block: Block) -> bool:
    """Whether quotations are looked for in ``block``: the body and the abstracts, not their headings."""
    if block.kind not in _QUOTABLE:
        return False
    if block.region is Region.BODY:
        return True
    return block.region is Region.FRONT and document.sections[block.section].kind is SectionKind.ABSTRACT


def find_quoted_spans(document: Document, citations: Sequence[Citation]) -> tuple[QuotedSpan, ...]:
    """Everything quoted in ``document``, in order, whatever its length."""
    return _Reader(document, citations).read()


class _Reader:
    """Reads one document's blocks; the pairing of each block's marks is kept, as its neighbours ask for it."""

    def __init__(self, document: Document, citations: Sequence[Citation]) -> None:
        self.document = document
        self.text = document.text
        self.blocks = document.blocks
        self.pairings = [self._pair(block) for block in self.blocks]
        self.faulty = FaultyMarks(document, self.pairings, citations)

    def read(self) -> tuple[QuotedSpan, ...]:
        found: list[QuotedSpan] = []
        taken = 0  # quotations before this offset are part of one already read
        for index, block in enumerate(self.blocks):
            pairing = self.pairings[index]
            if pairing is None:
                continue
            marked = [one for one in self._marked(index, block, pairing) if one.start >= taken]
            row = self._is_row_of_quotations(block, marked)
            for one in marked:
                taken = one.end
                found.append(self._with_form(one, index, row=row))
        return tuple(found)

    def _pair(self, block: Block) -> Pairing | None:
        if not is_quotable(self.document, block):
            return None
        return pair_marks(self.text[block.span.start : block.span.end])

    def _marked(self, index: int, block: Block, pairing: Pairing) -> list[Marked]:
        """The quotations that begin in a block, in order."""
        base = block.span.start
        found = [
            Marked(
                base + pair.start,
                base + pair.opening.end,
                base + pair.closing.start,
                base + pair.end,
                "mixed" if pair.mixed else None,
            )
            for pair in pairing.pairs
        ]
        found += self.faulty.close(index)
        opened = self.faulty.open(index)
        found += [opened] if opened is not None else []
        return [one for one in _outermost(found) if self.text[one.inner_start : one.inner_end].strip()]

    def _with_form(self, one: Marked, index: int, *, row: bool) -> QuotedSpan:
        block = self.blocks[index]
        last = self.document.block_index_at(max(one.start, one.end - 1))
        tail = self._tail(one, last)
        head, alone = self._stands_alone(one, block, self.blocks[last], tail, row=row)
        text = self.text[one.inner_start : one.inner_end]
        inner_start = one.inner_start + len(text) - len(text.lstrip())
        inner_end = one.inner_end - (len(text) - len(text.rstrip()))
        return QuotedSpan(
            span=Span(inner_start, max(inner_start, inner_end)),
            outer=Span(one.start, one.end),
            form=QuotationForm.BLOCK if alone else QuotationForm.INLINE,
            first=index,
            last=last,
            tail=tail,
            head=head,
            fault=one.fault,
        )

    def _tail(self, one: Marked, last: int) -> Tail:
        block = self.blocks[last]
        tail = read_tail(self.text, one.end, block.span.end)
        if tail.end < block.span.end or tail.brackets or tail.bare or last + 1 >= len(self.blocks):
            return tail
        # The label may stand in a paragraph of its own below.
        below = self.blocks[last + 1]
        if below.kind in FLOWING and len(below.span) <= 60:
            label = read_tail(self.text, below.span.start, below.span.end)
            if label.end >= below.span.end and (label.brackets or label.bare):
                return Tail(tail.end, label.brackets, label.bare)
        return tail

    def _stands_alone(
        self, one: Marked, block: Block, last: Block, tail: Tail, *, row: bool
    ) -> tuple[Span | None, bool]:
        """The label before a quotation in its block, and whether the two and its tail are all there is."""
        if block.kind not in FLOWING and not (block.kind is BlockKind.LIST_ITEM and tail.brackets):
            return None, False
        words = len(_WORD.findall(self.text, one.inner_start, one.inner_end))
        least = LEAST_DISPLAY_WORDS if tail.brackets else LEAST_SET_OFF_WORDS
        own_lines = words >= least and self._has_own_lines(one, block, last, tail)
        # Longer words before it than a label has are the author's.
        near = one.start - block.span.start <= 80
        if own_lines and self.text[max(block.span.start, one.start - 80) : one.start].strip():
            return None, True
        head: Span | None = None
        start = block.span.start
        match = SPEAKER_HEAD.match(self.text, start, one.start + 1) if near else None
        if match is not None and match.end() == one.start:
            head, start = Span(*match.span("label")), one.start
        if words < LEAST_DISPLAY_WORDS and not tail.brackets and head is None:
            return head, False
        if near and not self.text[start : one.start].strip(" *_-–—•\t") and tail.end >= last.span.end:
            return head, block.kind is not BlockKind.LIST_ITEM
        return head, row or own_lines

    def _is_row_of_quotations(self, block: Block, marked: list[Marked]) -> bool:
        """Whether a block holds nothing but several quotations, each with its tail: they lost their gaps."""
        if len(marked) < 2 or marked[-1].end > block.span.end:
            return False
        at = block.span.start
        for one in marked:
            if self.text[at : one.start].strip():
                return False
            at = read_tail(self.text, one.end, block.span.end).end
        return at >= block.span.end

    def _has_own_lines(self, one: Marked, block: Block, last: Block, tail: Tail) -> bool:
        """Whether a quotation begins and ends with a line of the file, so that it was set off there."""
        line_at = self.document.line_at
        base = max(block.span.start, one.start - 200)
        before = self.text[base : one.start].rstrip()
        first_line = line_at(one.start)
        begins = not before or (line_at(base + len(before) - 1) < first_line and before[-1] in ".:;!?»”)")
        # The tail runs up to the next word; the line it ends on is that of its last sign.
        end = max(one.end, one.end + len(self.text[one.end : tail.end].rstrip()))
        ends = tail.end >= last.span.end or line_at(tail.end) > line_at(end - 1)
        several = line_at(max(one.start, one.end - 1)) > first_line
        set_off = not before or before[-1] == ":" or bool(tail.brackets)
        # One line alone is set off where a colon or another quotation announces it and a label ends it.
        announced = before[-1:] in (":", "»", "”") and bool(tail.brackets)
        return begins and ends and set_off and (several or announced)


def _outermost(found: list[Marked]) -> list[Marked]:
    """Quotations in order without those that lie inside another one."""
    kept: list[Marked] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
