"""Running heads, running feet and page numbers of a PDF, told by where they stand on the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.ingest.readers.pdf_lines import PageLine

_EDGES = ("head", "foot")
_DEPTH = 2  # lines from the edge that may be furniture
_LEAST_PAGES = 3
_GAP = 1.2  # times the usual distance between lines
_NUMBER_ALONE = re.compile(
    r"^(?:[-–|]\s?)?(?:(?:side|page|s\.|p\.)\s*)?(\d{1,4}|[ivxlIVXL]{1,7})(?:\s?[-–|])?(?:\s*(?:av|of|/)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_NUMBER_BESIDE = re.compile(r"^(\d{1,4})(?=[\s|])|(?<=[\s|])(\d{1,4})$")


@dataclass(frozen=True, slots=True)
class Edges:
    """Which lines of each page are furniture, and the number printed on each page, where one was found."""

    lines: tuple[frozenset[int], ...]
    numbers: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    page: int
    line: int
    set_off: bool  # stands further from the text than its lines from one another


def find_edges(pages: Sequence[Sequence[PageLine]], leading: float, size: float) -> Edges:
    """The furniture of all pages: lines at the edge of many that are page numbers, come again, or stand outside
    the block that the text of all other pages keeps to."""
    found: list[set[int]] = [{n for n, line in enumerate(page) if line.furniture} for page in pages]
    texts = sum(bool(page) for page in pages)
    for _ in range(_DEPTH):
        for edge in _EDGES:
            outer = _outermost(pages, found, edge, leading)
            for height, places in _by_height(pages, outer).items():
                if len(places) < _LEAST_PAGES:
                    continue
                lines = [pages[place.page][place.line] for place in places]
                good = set(_rising_numbers(places, lines)) | set(_repeated(places, lines, size, texts))
                if _is_outside(pages, outer, places, height, leading, size):
                    good = set(range(len(places)))
                for n in good:
                    found[places[n].page].add(places[n].line)
    numbers = [_printed_number(pages[k], lines) for k, lines in enumerate(found)]
    return Edges(tuple(map(frozenset, found)), tuple(_consistent(numbers)))


def _outermost(
    pages: Sequence[Sequence[PageLine]], found: Sequence[set[int]], edge: str, leading: float
) -> list[_Place]:
    """Each page's first or last line that is not yet known to be furniture."""
    places = []
    for k, page in enumerate(pages):
        order = sorted(
            (n for n in range(len(page)) if n not in found[k]),
            key=lambda n: page[n].y if edge == "foot" else -page[n].y,
        )
        if order:
            step = abs(page[order[0]].y - page[order[1]].y) if len(order) > 1 else 10 * leading
            places.append(_Place(k, order[0], step > _GAP * leading))
    return places


def _by_height(pages: Sequence[Sequence[PageLine]], outer: Sequence[_Place]) -> dict[float, list[_Place]]:
    """The places grouped by the height they stand at, in points."""
    groups: dict[float, list[_Place]] = {}
    height = float("-inf")
    for place in sorted(outer, key=lambda place: pages[place.page][place.line].y):
        y = pages[place.page][place.line].y
        if y - height > 2:
            groups[y] = []
        groups[max(groups)].append(place)
        height = y
    return groups


def _is_outside(
    pages: Sequence[Sequence[PageLine]],
    outer: Sequence[_Place],
    places: Sequence[_Place],
    height: float,
    leading: float,
    size: float,
) -> bool:
    """Whether lines at one height stand off from the text, and no other page's text reaches as far."""
    lines = [pages[place.page][place.line] for place in places]
    if any(len(line.text) > 100 or line.size > 1.05 * size or line.bold for line in lines):
        return False
    if 5 * sum(place.set_off for place in places) < 4 * len(places):
        return False
    beyond = 0
    is_head = sum(pages[p.page][p.line].y >= max(line.y for line in pages[p.page]) for p in places) * 2 > len(
        places
    )
    inside = {place.page for place in places}
    for place in outer:
        y = pages[place.page][place.line].y
        nearer = height - y if is_head else y - height
        beyond += place.page not in inside and nearer < 0.8 * leading
    return beyond <= 1 + len(outer) // 50


def _repeated(places: Sequence[_Place], lines: Sequence[PageLine], size: float, texts: int) -> list[int]:
    """Lines whose text comes again, the page's number in it aside."""
    offsets = Counter[int]()
    beside = [_NUMBER_BESIDE.search(line.text.replace("\t", " ")) for line in lines]
    values = [int(match[1] or match[2]) if match else None for match in beside]
    for place, value in zip(places, values, strict=True):
        if value is not None:
            offsets[value - place.page] += 1
    shapes = []
    for place, line, value in zip(places, lines, values, strict=True):
        text = line.text.replace("\t", " ")
        counted = value is not None and offsets[value - place.page] >= 2
        shapes.append(_NUMBER_BESIDE.sub("", text).strip() if counted else text)
    counts = Counter(shapes)
    return [
        n
        for n, (place, line, shape) in enumerate(zip(places, lines, shapes, strict=True))
        if counts[shape] >= _LEAST_PAGES
        and len(shape) <= 100
        and line.size <= 1.12 * size
        and sum(char.isalpha() for char in shape) >= 4
        and (place.set_off or 2 * counts[shape] >= texts)
    ]


def _rising_numbers(places: Sequence[_Place], lines: Sequence[PageLine]) -> list[int]:
    """Lone numbers that rise with the pages."""
    offsets = Counter[int]()
    values: list[int | None] = []
    for place, line in zip(places, lines, strict=True):
        match = _NUMBER_ALONE.match(line.text)
        value = _value(match[1]) if match else None
        values.append(value)
        if value is not None:
            offsets[value - place.page] += 1
    good = {offset for offset, count in offsets.items() if count >= 2}
    return [
        n
        for n, (place, value) in enumerate(zip(places, values, strict=True))
        if value is not None and value - place.page in good
    ]


def _printed_number(page: Sequence[PageLine], furniture: Iterable[int]) -> str | None:
    """The number a page shows at its edge, alone or beside a running head."""
    beside = None
    for n in sorted(furniture, key=lambda n: page[n].y):
        text = page[n].text.replace("\t", " ").strip()
        if match := _NUMBER_ALONE.match(text):
            return match[1]
        if match := _NUMBER_BESIDE.search(text):
            beside = beside or match[1] or match[2]
    return beside


def _consistent(numbers: Sequence[str | None]) -> list[str | None]:
    """Numbers that go on from those of other pages; a number of anything else stands alone."""
    offsets = Counter[tuple[bool, int]]()
    for k, label in enumerate(numbers):
        if label is not None:
            offsets[label.isdigit(), _value(label) - k] += 1
    return [
        label if label is not None and offsets[label.isdigit(), _value(label) - k] >= 2 else None
        for k, label in enumerate(numbers)
    ]


def _value(label: str) -> int:
    if label.isdigit():
        return int(label)
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    digits = [values.get(char, 0) for char in label.casefold()]
    return sum(here if here >= after else -here for here, after in zip(digits, [*digits[1:], 0], strict=True))
