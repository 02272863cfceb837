"""The reading text of a thesis and where each part of it stands in the file.

A file's lines are laid out for paper: wrapped, double-spaced, cut by pages. Layout turns them into
*blocks* (a heading, a paragraph, a list item ...) whose text is what a reader would read. The texts of
all blocks, joined by :data:`BLOCK_GAP`, are the *reading text*, :attr:`Document.text`. Every later stage
works on that text, and every finding is a :class:`Span` of it, so that
``document.text[span.start:span.end] == finding.text`` always holds. :meth:`Document.lines_of` leads
back to the lines of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

BLOCK_GAP = "\n\n"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Python code points in a reading text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must run forwards from 0: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Lines:
    """Lines of the file as it was given, 1-based and inclusive."""

    first: int
    last: int

    def as_list(self) -> list[int]:
        return [self.first, self.last]


class Region(StrEnum):
    """The four stretches of a thesis; each keeps to its own rules."""

    FRONT = "front"
    BODY = "body"
    REFERENCES = "references"
    APPENDIX = "appendix"


class SectionKind(StrEnum):
    CHAPTER = "chapter"
    TITLE_PAGE = "title_page"
    FOREWORD = "foreword"
    ABSTRACT = "abstract"
    TOC = "toc"
    FIGURE_LIST = "figure_list"
    TABLE_LIST = "table_list"
    REFERENCES = "references"
    APPENDIX = "appendix"
    OTHER = "other"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTATION = "quotation"  # a display quotation: a whole block of its own
    TABLE = "table"
    CAPTION = "caption"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page number, as a reader must cite it ("42", "iv"), and whether it was worked out
    from its neighbours (contents list, page numbers before and after) instead of read off the page."""

    label: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, sub-chapter, or one of the parts around them, with its heading.

    ``lines`` are the heading's own lines (for a part without a heading: its first line), ``last_line`` the
    last line before the next section starts, sub-sections not included. ``level`` is 1 for a
    chapter. ``parent`` is an index in :attr:`Document.sections`.
    """

    kind: SectionKind
    region: Region
    title: str
    lines: Lines
    last_line: int
    number: str | None = None
    level: int = 1
    page: Page | None = None
    parent: int | None = None
    language: str | None = None
    in_contents: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of the reading text: a heading, paragraph, list item, display quotation ..."""

    kind: BlockKind
    span: Span
    lines: Lines
    section: int
    region: Region = Region.BODY
    page: Page | None = None
    set_off: bool = False  # more space around it than between its neighbours, or a block-quote style


@dataclass(frozen=True)
class Document:
    """A laid-out thesis.

    ``line_starts`` are pairs (offset in ``text``, line of the file), rising in the offset: from that offset on, the
    text stands on that line. The lines rise too, but for a footnote or figure that cuts a paragraph in two: its text
    comes after the whole paragraph.
    """

    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    line_starts: tuple[tuple[int, int], ...]
    language: str = "nb"

    @cached_property
    def _line_offsets(self) -> list[int]:
        return [offset for offset, _ in self.line_starts]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def text_of(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def line_at(self, offset: int) -> int:
        """The line of the file on which the character at ``offset`` of the reading text stands."""
        if not self.line_starts:
            return 1
        return self.line_starts[max(0, bisect_right(self._line_offsets, offset) - 1)][1]

    def lines_of(self, span: Span) -> Lines:
        first, last = self.line_at(span.start), self.line_at(max(span.start, span.end - 1))
        return Lines(min(first, last), max(first, last))

    def block_index_at(self, offset: int) -> int:
        """The index of the block that holds ``offset`` (in a gap: of the block before it)."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def block_at(self, offset: int) -> Block:
        return self.blocks[self.block_index_at(offset)]

    def blocks_of(self, span: Span) -> tuple[Block, ...]:
        """The consecutive blocks that ``span`` touches."""
        first, last = self.block_index_at(span.start), self.block_index_at(max(span.start, span.end - 1))
        return self.blocks[first : last + 1]
