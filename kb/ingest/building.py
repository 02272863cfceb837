"""Blocks and the reading text, built line by line so that every character knows its line."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.ingest.document import BLOCK_GAP, Block, BlockKind, Lines, Region, SectionKind, Span
from kb.ingest.joining import Words, clean_piece, clean_row, join_pieces
from kb.ingest.paragraphs import Paragraph, assemble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.lines import Sheet
    from kb.ingest.pages import PageMap
    from kb.ingest.stretches import Stretch

_ONE_A_LINE = frozenset((SectionKind.TOC, SectionKind.FIGURE_LIST, SectionKind.TABLE_LIST))


@dataclass(frozen=True, slots=True)
class Built:
    text: str
    blocks: tuple[Block, ...]
    line_starts: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Draft:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    line_starts: list[tuple[int, int]] = field(default_factory=list)


def build_text(sheet: Sheet, stretches: Sequence[Stretch], words: Words, pages: PageMap) -> Built:
    """The reading text with its blocks: for each stretch its heading, then its paragraphs."""
    draft = _Draft()
    for section, stretch in enumerate(stretches):
        paragraphs: list[Paragraph] = []
        if stretch.text_from > stretch.first:
            paragraphs.append(Paragraph(BlockKind.HEADING, list(range(stretch.first, stretch.text_from))))
        one_a_line = stretch.kind in _ONE_A_LINE
        body = stretch.region is Region.BODY
        paragraphs += assemble(sheet, stretch.text_from, stretch.end, words, one_a_line=one_a_line, body=body)
        for n, paragraph in enumerate(paragraphs):
            set_off = _is_set_off(sheet, paragraphs, n)
            _add(draft, sheet, paragraph, section, stretch.region, words, pages, set_off)
    blocks = _spread_over_furniture(sheet, draft.blocks)
    return Built("".join(draft.parts), tuple(blocks), tuple(draft.line_starts))


def _add(
    draft: _Draft,
    sheet: Sheet,
    paragraph: Paragraph,
    section: int,
    region: Region,
    words: Words,
    pages: PageMap,
    set_off: bool,
) -> None:
    lines = [sheet.lines[i] for i in paragraph.indices]
    bullet = paragraph.kind is BlockKind.LIST_ITEM
    if paragraph.kind is BlockKind.TABLE:
        text, starts = _join_rows([clean_row(line.text) for line in lines])
    else:
        text, starts = join_pieces(
            [clean_piece(line.text, bullet=bullet and n == 0) for n, line in enumerate(lines)], words
        )
    if not text:
        # Nothing but marks (a rule of hyphens, an empty bullet): kept as it stands.
        text, starts = lines[0].text, (0,)
    gap = BLOCK_GAP if draft.parts else ""
    start = draft.length + len(gap)
    draft.parts += [gap, text]
    draft.length = start + len(text)
    for line, offset in zip(lines, starts, strict=False):
        draft.line_starts.append((start + offset, line.number))
    span = Span(start, draft.length)
    # A paragraph that a figure or footnote cuts in two reaches over it.
    reach = Lines(lines[0].number, lines[-1].number)
    draft.blocks.append(
        Block(paragraph.kind, span, reach, section, region, pages.page_at(lines[0].number), set_off)
    )


def _join_rows(rows: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """The rows of a table, a line each."""
    starts = []
    at = 0
    for row in rows:
        starts.append(at)
        at += len(row) + 1
    return "\n".join(rows), tuple(starts)


def _is_set_off(sheet: Sheet, paragraphs: Sequence[Paragraph], n: int) -> bool:
    """Whether a block has more space above and below than the lines around it, or its style is that of a
    quotation."""
    paragraph = paragraphs[n]
    first, last = paragraph.indices[0], paragraph.indices[-1]
    if paragraph.kind is BlockKind.QUOTATION and sheet.lines[first].hint:
        return True
    if paragraph.kind is BlockKind.HEADING or sheet.flowing:
        return False
    below = last + 1 >= len(sheet.lines) or sheet.wider_gap(last + 1) or sheet.lines[last + 1].page_top
    line = sheet.lines[first]
    return (sheet.wider_gap(first) or line.page_top) and below


def _spread_over_furniture(sheet: Sheet, blocks: list[Block]) -> list[Block]:
    """Furniture between two blocks of a section lies in the block before it, or, after a heading or quotation,
    in the next."""
    spread = list(blocks)
    firsts = [block.lines.first for block in blocks]
    for furniture in sheet.furniture:
        at = bisect_left(firsts, furniture.number) - 1
        if at < 0 or not firsts:
            continue
        covered = any(
            b.lines.first <= furniture.number <= b.lines.last for b in spread[max(0, at - 3) : at + 1]
        )
        if covered:
            continue
        before, after = spread[at], spread[at + 1] if at + 1 < len(spread) else None
        if after is not None and _gives_way(before) and not _gives_way(after):
            spread[at + 1] = replace(after, lines=Lines(furniture.number, after.lines.last))
            firsts[at + 1] = furniture.number
        else:
            spread[at] = replace(before, lines=Lines(before.lines.first, furniture.number))
    return spread


def _gives_way(block: Block) -> bool:
    return block.kind in (BlockKind.HEADING, BlockKind.QUOTATION)
