"""A passage's text with what was found in it, as a tree that can be written out as HTML.

Findings may nest (a citation inside a quotation) and cross (a quotation that ends inside a citation). HTML can
only nest, so of two that cross, the one that starts later is cut where the earlier ends; its pieces know that
they are pieces. No Django here.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Item = TypeVar("Item")

# What parts one work from the next in a parenthesis, and what closes it.
_BETWEEN_WORKS = re.compile(r"[\s,;)]*(?:\b(?:og|and|samt|se også|see also|jf\.)\s*)?$")


@dataclass(frozen=True, slots=True)
class Finding(Generic[Item]):
    """``item`` stands at text[start:end]. Of two at the very same place, the lower ``rank`` is the outer one."""

    start: int
    end: int
    item: Item
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Marked(Generic[Item]):
    """A finding, or the piece of it between two cuts."""

    item: Item
    children: tuple[Words | Marked[Item], ...]
    is_first: bool = True
    is_last: bool = True

    @property
    def text(self) -> str:
        return "".join(child.text for child in self.children)


@dataclass(slots=True)
class _Open(Generic[Item]):
    end: int
    finding: Finding[Item] | None
    is_first: bool = True
    is_last: bool = True
    children: list[Words | Marked[Item]] = field(default_factory=list)


def split_segments(text: str, findings: Iterable[Finding[Item]]) -> tuple[Words | Marked[Item], ...]:
    """The text as a tree: joined again, its words are exactly ``text``.

    Findings that reach out of the text are cut to it; empty ones are left out.
    """
    tie = count()
    queue = [
        (start, -end, f.rank, next(tie), f, f.start == start, f.end == end)
        for f in findings
        if (start := max(f.start, 0)) < (end := min(f.end, len(text)))
    ]
    heapq.heapify(queue)
    stack: list[_Open[Item]] = [_Open(len(text), None)]
    at = 0

    def write_until(end: int) -> None:
        nonlocal at
        if at < end:
            stack[-1].children.append(Words(text[at:end]))
            at = end

    def close() -> None:
        done = stack.pop()
        assert done.finding is not None  # noqa: S101 - only the root has none, and it is never closed
        stack[-1].children.append(
            Marked(done.finding.item, tuple(done.children), is_first=done.is_first, is_last=done.is_last)
        )

    while queue:
        start, minus_end, rank, order, finding, is_first, is_last = heapq.heappop(queue)
        end = -minus_end
        while len(stack) > 1 and stack[-1].end <= start:
            write_until(stack[-1].end)
            close()
        write_until(start)
        if end > stack[-1].end:
            cut = stack[-1].end
            heapq.heappush(queue, (cut, -end, rank, order, finding, False, is_last))
            end, is_last = cut, False
        stack.append(_Open(end, finding, is_first=is_first, is_last=is_last))
    while len(stack) > 1:
        write_until(stack[-1].end)
        close()
    write_until(len(text))
    return tuple(stack[0].children)


def split_shared(raw: str, names: Sequence[str]) -> tuple[tuple[int, int], ...] | None:
    """The stretch of each work in an expression that cites several, "(Aas, 2010; Bø, 2012)", as offsets in it.

    ``names`` are the first names as cited, in order; each stretch begins with its name. None where one of them
    does not stand there, as for two works of one author, "(Aas, 2010, 2012)".
    """
    starts: list[int] = []
    at = 0
    for name in names:
        found = re.compile(re.escape(name), re.IGNORECASE).search(raw, at) if name else None
        if found is None:
            return None
        starts.append(found.start())
        at = found.end()
    stretches = []
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        between = _BETWEEN_WORKS.search(raw, start, end)
        last = between.start() if between else end
        # "Aas (2010)" closes the parenthesis that it opened.
        last += raw[last : last + 1] == ")" and raw.count("(", start, last) > raw.count(")", start, last)
        stretches.append((start, last))
    return tuple(stretches)
