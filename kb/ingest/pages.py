"""Which printed page a line stands on: read off the page, or worked out from page breaks and the table of
contents."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.document import Page
from kb.ingest.furniture import Furniture, page_value
from kb.ingest.outline import longest_rising

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


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
        first = min(f.number for f in furniture if f.page)
        at_foot = _stand_at_foot(numbers, first, known, line_weights)
        return _from_numbers(numbers, line_weights, at_foot=at_foot)
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
    """Anchors whose pages rise with the breaks, as many as there can be; a contents list that disagrees is
    overruled."""
    # Backwards, so that of two that contradict each other the first one stays.
    falling = [(-page, n) for n, (_, page) in enumerate(reversed(anchors))]
    return [anchors[len(anchors) - 1 - k] for k in reversed(longest_rising(falling))]


def _stand_at_foot(
    numbers: Sequence[Furniture], first: int, listed: Sequence[tuple[int, str]], line_weights: Sequence[int]
) -> bool | None:
    """Whether lone page numbers end their pages, False where they begin them, None where nothing tells.

    The headings that the contents list tell; else the file's end, when the last number has no text below it, or its
    beginning, when the ``first`` line with a number, roman ones too, has none above.
    """
    lines = [number.number for number in numbers]
    values = [page_value(number.page or "") for number in numbers]
    foot = head = 0
    for line, page in listed:
        at = bisect_right(lines, line)
        foot += at < len(values) and values[at] == int(page)
        head += at > 0 and values[at - 1] == int(page)
    if foot != head:
        return foot > head
    if not any(line_weights[lines[-1] :]):
        return True
    return None if any(line_weights[: first - 1]) else False


def _from_numbers(
    numbers: Sequence[Furniture], line_weights: Sequence[int], *, at_foot: bool | None
) -> PageMap:
    """The pages between lone numbers; where some pages have none, the text between is shared evenly among them."""
    values = [page_value(number.page or "") for number in numbers]
    marks: list[tuple[int, Page | None]] = []
    # Most numbers stand at the foot, but a page told by that alone is no more than likely.
    shift = 0 if at_foot is False else 1
    if shift and values[0] == 1:
        marks.append((1, Page("1", inferred=True)))
    for n, number in enumerate(numbers):
        begin, first = number.number + shift, values[n] + shift
        is_last = n + 1 == len(numbers)
        last = first if is_last else values[n + 1] - 1 + shift
        end = len(line_weights) if is_last else numbers[n + 1].number
        sure = at_foot is not None and not is_last and last == first
        marks.append((begin, Page(str(first), inferred=not sure)))
        for line, page in _shared(begin, end, last - first + 1, line_weights):
            marks.append((line, Page(str(first + page), inferred=True)))
    return PageMap(tuple(marks))


def _shared(begin: int, end: int, shares: float, line_weights: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The lines from ``begin`` on with which the second, third ... of so many even shares of the text begin."""
    total = sum(line_weights[begin - 1 : end - 1]) or 1
    done = turned = 0
    for line in range(begin, end):
        now = int(done * shares / total)
        if turned < now < shares:
            turned = now
            yield line, now
        done += line_weights[line - 1]


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
        if after is not None and after[1] == page:
            continue
        # Only the heading itself is sure to stand there.
        marks.append((line + 1, Page(str(page), inferred=True)))
        if after is not None:
            # The next heading stands somewhere on its page, so the last share is a part of a page.
            shares = after[1] - page + 0.5
            marks.extend(
                (at, Page(str(page + turned), inferred=True))
                for at, turned in _shared(line + 1, after[0], shares, line_weights)
            )
    if untold is not None:
        marks.append((untold, None))
    return PageMap(tuple(marks))
