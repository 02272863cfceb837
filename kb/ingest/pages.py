"""Which printed page a line stands on: read off the page, or worked out from page breaks and the table of
contents."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.document import Page
from kb.ingest.furniture import Furniture, page_value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class PageMap:
    """Pairs (first line, page or None) rising in the line; before the first of them no page is known."""

    marks: tuple[tuple[int, Page | None], ...]

    def page_at(self, line: int) -> Page | None:
        at = bisect_right(self.marks, line, key=lambda mark: mark[0]) - 1
        return self.marks[at][1] if at >= 0 else None


def map_pages(
    starts: Sequence[int],
    furniture: Sequence[Furniture],
    listed: Sequence[tuple[int, str | None]],
    given: Sequence[tuple[int, str]],
    line_weights: Sequence[int],
    *,
    labelled: bool = False,
) -> PageMap:
    """The pages of a file; where ``labelled``, the format's labels are those printed.

    ``starts`` are the lines that begin a page, ``listed`` pairs (line of a heading, page the contents list
    gives or None), in
    order, ``given`` pairs (first line, label) from a paged format, ``line_weights`` the length of each line.
    """
    if labelled and given:
        return PageMap(tuple((line, Page(label)) for line, label in given))
    numbers = [f for f in furniture if f.page and f.page.isdigit()]
    known = [(line, page) for line, page in listed if page and page.isdigit()]
    if starts and (numbers or known):
        return _from_breaks(starts, numbers, known)
    if given:
        return PageMap(tuple((line, Page(label)) for line, label in given))
    if numbers:
        return _from_numbers(numbers)
    last = known[-1][0] if known else 0
    untold = next((line for line, page in listed if page is None and line > last), None)
    return _from_contents(known, line_weights, untold)


def _from_breaks(
    starts: Sequence[int], numbers: Sequence[Furniture], listed: Sequence[tuple[int, str]]
) -> PageMap:
    """Counts the pages between those whose number is known."""
    known: dict[int, tuple[int, bool]] = {}
    for line, told in listed:
        known.setdefault(bisect_right(starts, line) - 1, (int(told), True))
    for number in numbers:
        index = bisect_right(starts, number.number) - 1
        known[index] = (page_value(number.page or ""), False)
    anchors = _consistent(sorted((index, page) for index, (page, _) in known.items()))
    marks = []
    for index in range(-1, len(starts)):
        # The nearest anchor that is not later, else the first one.
        at = bisect_right(anchors, index, key=lambda anchor: anchor[0]) - 1
        anchor, page = anchors[max(at, 0)]
        label = page + index - anchor
        ahead = anchors[at + 1][1] if at + 1 < len(anchors) else None
        if ahead is not None and at >= 0:
            label = min(label, ahead)
        if label >= 1:
            read = index in known and known[index] == (label, False)
            marks.append((starts[index] if index >= 0 else 1, Page(str(label), inferred=not read)))
    return PageMap(tuple(marks))


def _consistent(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Anchors whose pages rise with the breaks; a contents list that disagrees is overruled."""
    kept: list[tuple[int, int]] = []
    for index, page in anchors:
        if not kept or page >= kept[-1][1]:
            kept.append((index, page))
    return kept


def _from_numbers(numbers: Sequence[Furniture]) -> PageMap:
    """Page numbers at the foot of their page: what follows one stands on the next."""
    first = page_value(numbers[0].page or "")
    marks = [(1, Page(str(first), inferred=True))] if first == 1 else []
    for here, after in zip(numbers, [*numbers[1:], None], strict=True):
        value = page_value(here.page or "")
        sure = after is not None and page_value(after.page or "") == value + 1
        marks.append((here.number + 1, Page(str(value + 1), inferred=not sure)))
    return PageMap(tuple(marks))


def _from_contents(
    listed: Sequence[tuple[int, str]], line_weights: Sequence[int], untold: int | None
) -> PageMap:
    """Shares the text between two listed headings evenly among the pages between them; from line ``untold``
    on, nothing is known."""
    marks: list[tuple[int, Page | None]] = []
    rising = _consistent([(line, int(page)) for line, page in listed])
    for n, (line, page) in enumerate(rising):
        marks.append((line, Page(str(page))))
        after = next(((at, p) for at, p in rising[n + 1 :] if at > line), None)
        if after is None or after[1] - page < 1:
            continue
        total = sum(line_weights[line - 1 : after[0] - 1]) or 1
        # The next heading stands somewhere on its page, so the last share is a part of a page.
        shares, done, turned = after[1] - page + 0.5, 0, 0
        for at in range(line, after[0]):
            now = int(done * shares / total)
            if now > turned:
                turned = now
                marks.append((at, Page(str(page + now), inferred=True)))
            done += line_weights[at - 1]
    if untold is not None:
        marks.append((untold, None))
    return PageMap(tuple(marks))
