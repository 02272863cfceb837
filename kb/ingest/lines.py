"""The lines that hold the thesis' own text, and the page furniture taken out from between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kb.ingest.furniture import Furniture, find_furniture, find_page_tops
from kb.ingest.labelled_lines import find_label_words, find_labelled_lines
from kb.ingest.margins import Margins, find_margins
from kb.ingest.plain_notes import find_plain_notes
from kb.ingest.source import LineHint, LineRole

if TYPE_CHECKING:
    from kb.ingest.source import SourceText

TERMINAL = re.compile(r"[.!?:;…»”\")\]](?:\*+|</i>)?[¹²³⁴-⁹]*$")
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_BOLD_LINE = re.compile(r"^(\*\*\*?|__|<b>|<strong>)\s*((?:(?!\*\*|__|<).){2,200}?)\s*(?:\1|</b>|</strong>)$")
_QUOTE_SIGN = re.compile(r"^(?:>\s?)+")
_WORD = re.compile(r"\S+")
FLOWING_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the thesis' own text. ``gap`` is the number of empty lines above it, ``page_top`` whether a
    page begins
    with it, ``after_furniture`` whether furniture was taken out just above it, which makes ``gap`` say nothing."""

    number: int
    text: str
    indent: int
    gap: int
    page_top: bool = False
    after_furniture: bool = False
    hint: LineHint | None = None
    display: bool = False  # set larger or bolder than the text

    @property
    def ends_sentence(self) -> bool:
        return bool(TERMINAL.search(self.text))

    @property
    def first_word(self) -> str:
        match = _WORD.match(self.text)
        return match[0] if match else ""


@dataclass(frozen=True)
class Sheet:
    """All lines of a thesis that hold text, and its furniture."""

    lines: tuple[Line, ...]
    furniture: tuple[Furniture, ...]
    page_starts: tuple[int, ...]  # line numbers that begin a page, as far as the file shows it
    flowing: bool  # a line is a whole paragraph
    last_number: int

    @cached_property
    def numbers(self) -> list[int]:
        return [line.number for line in self.lines]

    @cached_property
    def widths(self) -> list[int]:
        """For each line, how many characters a full line holds around it."""
        lengths = [len(line.text) for line in self.lines]
        step, reach = 10, 30
        marks = []
        for start in range(0, len(lengths), step):
            near = sorted(lengths[max(0, start - reach) : start + step + reach])
            marks.append(max(40, near[int(len(near) * 0.9)]))
        return [marks[i // step] for i in range(len(lengths))]

    @cached_property
    def full_width(self) -> int:
        """The usual length of a full line of running text."""
        return sorted(self.widths)[len(self.widths) // 2] if self.widths else 0

    @cached_property
    def base_gaps(self) -> list[int]:
        """For each line, how many empty lines stand between the lines of one paragraph around it."""
        sure: list[tuple[int, int]] = []
        for i in range(1, len(self.lines)):
            before, line = self.lines[i - 1], self.lines[i]
            if line.page_top or line.after_furniture or before.ends_sentence or line.gap > 2:
                continue
            if line.text[:1].islower() and len(before.text) >= 0.75 * self.widths[i - 1]:
                sure.append((i, line.gap))
        if not sure or self.flowing:
            return [0] * len(self.lines)
        places = [i for i, _ in sure]
        gaps = []
        for i in range(len(self.lines)):
            at = bisect_left(places, i)
            near = sorted(gap for _, gap in sure[max(0, at - 5) : at + 5])
            gaps.append(near[len(near) // 2])
        return gaps

    @cached_property
    def labelled(self) -> frozenset[int]:
        """The lines that begin with the label of a voice ("Leder 3: ...")."""
        return find_labelled_lines([line.text for line in self.lines])

    @cached_property
    def label_words(self) -> re.Pattern[str] | None:
        """Matches what only the researcher calls the voices that have such labels."""
        return find_label_words([line.text for line in self.lines], self.labelled)

    @cached_property
    def margins(self) -> Margins:
        return find_margins(self)

    def ended_early(self, i: int, slack: float = 0.88) -> bool:
        """Whether the first word of the next line would have fitted on line ``i``: somebody ended the line on
        purpose."""
        if i + 1 >= len(self.lines):
            return True
        needed = len(self.lines[i].text) + 1 + len(self.lines[i + 1].first_word)
        return needed <= slack * self.widths[i]

    def wider_gap(self, i: int) -> bool:
        """Whether line ``i`` stands further from the line above it than the lines of a paragraph do."""
        return self.lines[i].gap > self.base_gaps[i]

    def at_break(self, i: int) -> bool:
        """Whether a page begins with line ``i``, or must: in double-spaced text nothing else brings two lines
        together."""
        line = self.lines[i]
        return line.page_top or line.after_furniture or line.gap < self.base_gaps[i]

    def index_from(self, number: int) -> int:
        """The index of the first text line at or after line ``number`` of the file."""
        return bisect_left(self.numbers, number)

    def index_until(self, number: int) -> int:
        return bisect_right(self.numbers, number)


def read_lines(source: SourceText) -> Sheet:
    """The file's text lines and its furniture."""
    raw = source.lines
    page_firsts = {first for first, _ in source.pages}
    tops = find_page_tops(raw) | page_firsts
    furniture = find_furniture(raw, tops, source.furniture)
    lines: list[Line] = []
    gap, after_furniture, new_page = 0, False, False
    for number, text in enumerate(raw, start=1):
        new_page = new_page or number in tops
        if number in furniture:
            after_furniture, gap = True, gap + 1
            continue
        stripped = text.replace("\f", " ").strip()
        hint = source.hints.get(number)
        if hint and hint.role is LineRole.QUOTATION:
            stripped = _QUOTE_SIGN.sub("", stripped)
        if not stripped or (stripped == ">" and source.hints):
            gap += 1
            continue
        emphasised = _BOLD_LINE.match(stripped)
        if emphasised:
            stripped = emphasised[2]
        if hint and (heading := _MARKDOWN_HEADING.match(stripped)):
            stripped = heading[1]
        indent = len(text) - len(text.lstrip())
        lines.append(
            Line(
                number,
                stripped,
                indent,
                gap,
                new_page,
                after_furniture,
                hint,
                bool(emphasised) or number in source.display,
            )
        )
        gap, after_furniture, new_page = 0, False, False
    if not source.hints:
        for i in find_plain_notes(lines):
            lines[i] = replace(lines[i], hint=LineHint(LineRole.FOOTNOTE))
    flowing = source.flowing or _is_flowing(lines)
    return Sheet(
        tuple(lines), tuple(furniture[n] for n in sorted(furniture)), tuple(sorted(tops)), flowing, len(raw)
    )


def _is_flowing(lines: list[Line]) -> bool:
    letters = sum(len(line.text) for line in lines)
    return sum(len(line.text) for line in lines if len(line.text) > FLOWING_LENGTH) > letters / 2
