"""Where a thesis quotes: every stretch in quotation marks, and display quotations without them.

Here it is only settled what is quoted and whether it stands as a block of its own; who speaks and what kind
of quotation it is comes later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.ingest.document import Block, BlockKind, Document, Region, SectionKind, Span
from kb.ingest.draft import Citation, QuotationForm
from kb.ingest.marks import Mark, Pairing, pair_marks
from kb.ingest.sentences import sentence_end
from kb.ingest.tails import Tail, read_tail

_QUOTABLE = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM, BlockKind.TABLE, BlockKind.FOOTNOTE)
)
_FLOWING = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTATION))
# A quotation running over more blocks than this is a forgotten closing mark.
_REACH = 6
_SPEAKER_HEAD = re.compile(r"(?P<label>[A-ZÆØÅ0-9(][\w()., -]{0,40}?)\s?:\s*")
_ENDS_OPEN = re.compile(r"[^.!?:»”\"\s)]\s*$")
_LABEL_IN_BRACKETS = re.compile(r"\((?:\d{1,2}|[A-ZÆØÅ][\w -]{0,30})\)")
_WORD = re.compile(r"\w+")
_DASH = re.compile(r"[-–—]\s*(?=\S)")
_BRACKETS_AT_END = re.compile(r"\s*\([^()]{1,120}\)[\s.]*$")
LEAST_DISPLAY_WORDS = 4


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


@dataclass(frozen=True, slots=True)
class _Marked:
    """A quotation from its opening to its closing mark, before its form is known."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    fault: str | None = None


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
        self.brackets = sorted(
            (citation.span for citation in citations if not citation.narrative), key=lambda span: span.start
        )
        self._in_row = -2  # the last block of a row of dashes or items that a colon announced
        self.pairings = [self._pair(block) for block in self.blocks]

    def read(self) -> tuple[QuotedSpan, ...]:
        found: list[QuotedSpan] = []
        taken = 0  # quotations before this offset are part of one already read
        for index, block in enumerate(self.blocks):
            pairing = self.pairings[index]
            if pairing is None:
                continue
            marked = [one for one in self._marked(index, block, pairing) if one.start >= taken]
            for one in marked:
                if one.start < taken:
                    continue
                taken = one.end
                found.append(self._with_form(one, index, marked))
            if not marked and block.span.start >= taken:
                found += self._unmarked(index, block)
        return tuple(found)

    def _pair(self, block: Block) -> Pairing | None:
        if not is_quotable(self.document, block):
            return None
        return pair_marks(self.text[block.span.start : block.span.end])

    def _marked(self, index: int, block: Block, pairing: Pairing) -> list[_Marked]:
        """The quotations that begin in a block, in order."""
        base = block.span.start
        found = [
            _Marked(
                base + pair.start,
                base + pair.opening.end,
                base + pair.closing.start,
                base + pair.end,
                "mixed" if pair.mixed else None,
            )
            for pair in pairing.pairs
        ]
        found += (self._close(index, block, pairing, mark) for mark in pairing.unclosed)
        if pairing.unopened and not pairing.unclosed:
            opened = self._open(index, block, pairing)
            found += [opened] if opened else []
        return [one for one in _outermost(found) if self.text[one.inner_start : one.inner_end].strip()]

    def _close(self, index: int, block: Block, pairing: Pairing, mark: Mark) -> _Marked:
        """Where a quotation without a closing mark in its own block ends."""
        start, inner_start = block.span.start + mark.start, block.span.start + mark.end
        further = self._closed_further_on(index, block, mark, pairing)
        if further is not None:
            return _Marked(start, inner_start, further[0], further[1])
        pairs = [(block.span.start + pair.start, block.span.start + pair.end) for pair in pairing.pairs]
        end = self._first_source(inner_start, block.span.end, pairs)
        if end is None:
            after = [block.span.start + other.start for other in pairing.unclosed if other.start > mark.start]
            ceiling = min([block.span.end, *after[:1]])
            whole = mark.start == 0
            end = ceiling if whole else sentence_end(self.text, inner_start, ceiling)
        end = inner_start + len(self.text[inner_start:end].rstrip())
        return _Marked(start, inner_start, end, end, "unclosed")

    def _closed_further_on(self, index: int, block: Block, mark: Mark, pairing: Pairing) -> tuple[int, int] | None:
        """The closing mark in one of the next blocks: a page break or several paragraphs lie between."""
        if pairing.unclosed[-1] is not mark or any(pair.start > mark.start for pair in pairing.pairs[-1:]):
            # Something else is quoted after it: that closing mark was simply forgotten.
            if pairing.unclosed[-1] is not mark:
                return None
        text = self.text[block.span.start : block.span.end]
        cut = bool(_ENDS_OPEN.search(text))
        if mark.start > 0 and not cut:
            return None
        tail = text[-60:]
        if _LABEL_IN_BRACKETS.search(tail, len(tail) - 12) and not cut:
            return None
        for later in range(index + 1, min(index + 1 + _REACH, len(self.blocks))):
            following, other = self.blocks[later], self.pairings[later]
            if following.kind in (BlockKind.CAPTION, BlockKind.FOOTNOTE):
                continue
            if other is None or following.kind not in (*_FLOWING, BlockKind.LIST_ITEM):
                return None
            reopened = bool(other.unclosed) and other.unclosed[0].start == 0
            if other.unopened:
                closing = other.unopened[0]
                if any(pair.start < closing.start for pair in other.pairs) and not cut:
                    return None
                return following.span.start + closing.start, following.span.start + closing.end
            opened_first = other.pairs and other.pairs[0].start == 0
            # Every paragraph of a long quotation may open anew, only the last one closes.
            if opened_first and reopened is False and self._is_anew(index, later):
                pair = other.pairs[0]
                return following.span.start + pair.closing.start, following.span.start + pair.end
            if (other.pairs or other.unclosed) and not reopened:
                return None
        return None

    def _is_anew(self, index: int, later: int) -> bool:
        """Whether block ``later`` goes on with the quotation of block ``index``: both open alike, no source between."""
        first, last = self.blocks[index], self.blocks[later]
        if self._first_source(first.span.start, first.span.end, []) is not None:
            return False
        if last.section != first.section or not self._fills(later):
            return False
        return later > index and self.pairings[index] is not None and self._opens_block(index)

    def _opens_block(self, index: int) -> bool:
        pairing = self.pairings[index]
        return bool(pairing and pairing.unclosed and pairing.unclosed[0].start == 0)

    def _fills(self, index: int) -> bool:
        block, pairing = self.blocks[index], self.pairings[index]
        if pairing is None or len(pairing.pairs) != 1:
            return False
        tail = read_tail(self.text, block.span.start + pairing.pairs[0].end, block.span.end)
        return tail.end >= block.span.end

    def _first_source(self, start: int, end: int, pairs: list[tuple[int, int]]) -> int | None:
        """Where the first citation or label in brackets after ``start`` begins, outside of other quotations."""
        places = [span.start for span in self.brackets if start < span.start < end]
        places += (match.start() for match in _LABEL_IN_BRACKETS.finditer(self.text, start, end))
        outside = [place for place in places if not any(a <= place < b for a, b in pairs)]
        return min(outside, default=None)

    def _open(self, index: int, block: Block, pairing: Pairing) -> _Marked | None:
        """A block that ends a quotation it never began is one from its start, when a lead-in announces it."""
        closing = pairing.unopened[-1]
        base = block.span.start
        tail = read_tail(self.text, base + closing.end, block.span.end)
        lead = self.lead_block(index)
        announced = lead is not None and self._ends_with_colon(lead)
        if tail.end < block.span.end or pairing.pairs or not announced:
            return None
        return _Marked(base, base, base + closing.start, base + closing.end, "unopened")

    def lead_block(self, index: int) -> Block | None:
        """The paragraph before block ``index``, None where a heading stands between."""
        for before in range(index - 1, max(-1, index - 4), -1):
            block = self.blocks[before]
            if block.kind in (BlockKind.CAPTION, BlockKind.FOOTNOTE):
                continue
            return None if block.kind is BlockKind.HEADING else block
        return None

    def _ends_with_colon(self, block: Block) -> bool:
        return self.text[max(block.span.start, block.span.end - 5) : block.span.end].rstrip(" *_").endswith(":")

    def _with_form(self, one: _Marked, index: int, marked: list[_Marked]) -> QuotedSpan:
        block = self.blocks[index]
        last = self.document.block_index_at(max(one.start, one.end - 1))
        tail = self._tail(one, last)
        head, alone = self._stands_alone(one, block, self.blocks[last], tail, marked)
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

    def _tail(self, one: _Marked, last: int) -> Tail:
        block = self.blocks[last]
        tail = read_tail(self.text, one.end, block.span.end)
        if tail.end < block.span.end or tail.brackets or tail.bare or last + 1 >= len(self.blocks):
            return tail
        # The label may stand in a paragraph of its own below.
        below = self.blocks[last + 1]
        if below.kind in _FLOWING and len(below.span) <= 60:
            label = read_tail(self.text, below.span.start, below.span.end)
            if label.end >= below.span.end and (label.brackets or label.bare):
                return Tail(tail.end, label.brackets, label.bare)
        return tail

    def _stands_alone(
        self, one: _Marked, block: Block, last: Block, tail: Tail, marked: list[_Marked]
    ) -> tuple[Span | None, bool]:
        """The label before a quotation in its block, and whether the two and its tail are all there is."""
        if block.kind not in _FLOWING and not (block.kind is BlockKind.LIST_ITEM and tail.brackets):
            return None, False
        words = len(_WORD.findall(self.text, one.inner_start, one.inner_end))
        own_lines = words >= 12 and self._has_own_lines(one, block, last, tail)
        if own_lines and self.text[block.span.start : one.start].strip():
            return None, True
        head: Span | None = None
        start = block.span.start
        match = _SPEAKER_HEAD.match(self.text, start, one.start)
        if match is not None and match.end() == one.start:
            head, start = Span(*match.span("label")), one.start
        if words < LEAST_DISPLAY_WORDS and not tail.brackets and head is None:
            return head, False
        before = self.text[start : one.start]
        if not before.strip(" *_-–—•\t") and tail.end >= last.span.end:
            return head, block.kind is not BlockKind.LIST_ITEM
        if self._is_row_of_quotations(block, last, marked):
            return head, True
        return head, own_lines

    def _is_row_of_quotations(self, block: Block, last: Block, marked: list[_Marked]) -> bool:
        """Whether a block holds nothing but several quotations, each with its tail: they lost their gaps."""
        at = block.span.start
        for one in marked:
            if self.text[at : one.start].strip():
                return False
            at = read_tail(self.text, one.end, last.span.end).end
        return at >= last.span.end and len(marked) > 1

    def _has_own_lines(self, one: _Marked, block: Block, last: Block, tail: Tail) -> bool:
        """Whether a quotation begins and ends with a line of the file, so that it was set off there."""
        line_at = self.document.line_at
        before = self.text[block.span.start : one.start].rstrip()
        first_line = line_at(one.start)
        begins = not before or (
            line_at(block.span.start + len(before) - 1) < first_line and before[-1] in ".:;!?»”)"
        )
        # The tail runs up to the next word; the line it ends on is that of its last sign.
        end = max(one.end, one.end + len(self.text[one.end : tail.end].rstrip()))
        ends = tail.end >= last.span.end or line_at(tail.end) > line_at(end - 1)
        several = line_at(max(one.start, one.end - 1)) > first_line
        set_off = not before or before[-1] == ":" or bool(tail.brackets)
        return begins and ends and several and set_off

    def _unmarked(self, index: int, block: Block) -> Iterator[QuotedSpan]:
        """A paragraph without marks that may be quoted all the same; its speaker or source must confirm it.

        Such are those that layout took for quotations, that begin with a dash or a label and a colon, and that end with a
        label or a citation.
        """
        if block.region is not Region.BODY or block.kind not in (*_FLOWING, BlockKind.LIST_ITEM):
            return
        base = block.span.start
        text = self.text[base : block.span.end]
        dash = _DASH.match(text)
        if len(text.split()) < LEAST_DISPLAY_WORDS:
            return
        head = _SPEAKER_HEAD.match(text)
        label = Span(base + head.start("label"), base + head.end("label")) if head else None
        end, tail = self._source_at_end(block)
        # A row of things said may be laid out as a list; its dashes are gone then.
        item = block.kind is BlockKind.LIST_ITEM
        styled = block.kind is BlockKind.QUOTATION or block.set_off
        if not (styled or dash or label or tail.brackets or item):
            return
        lead = self.lead_block(index)
        announced = lead is not None and self._ends_with_colon(lead)
        if (dash or item) and (announced or self._in_row == index - 1):
            self._in_row, announced = index, True
        if not announced and not tail.brackets and label is None:
            return
        start = base + (head.end() if head else dash.end() if dash else 0)
        if not self.text[start:end].strip():
            return
        span = Span(start, end)
        yield QuotedSpan(span, span, QuotationForm.BLOCK, index, index, tail, label, "unmarked")

    def _source_at_end(self, block: Block) -> tuple[int, Tail]:
        """Where the words of an unmarked quotation end, and the citation or label after them."""
        end = block.span.end
        begin = max(block.span.start, end - 160)
        match = _BRACKETS_AT_END.search(self.text[begin:end])
        if match is None:
            return end, Tail(end)
        # A full stop before the brackets belongs to the words.
        start = begin + match.start()
        return start, read_tail(self.text, start, end)


def _outermost(found: list[_Marked]) -> list[_Marked]:
    """Quotations in order without those that lie inside another one."""
    kept: list[_Marked] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
