"""Page furniture: page numbers, running heads and feet, link targets dumped at the end of a page.

None of it is text of the thesis, and much of it falls in the middle of a sentence.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.counted_heads import find_counted_heads, find_crowded_numbers
from kb.ingest.labelled_lines import begins_with_label
from kb.ingest.outline import longest_rising

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LINK_ALONE = re.compile(r"^<?(?:https?://|www\.)\S+>?$")
_PAGE_NUMBER = re.compile(
    r"^(?:[-–]\s?)?(?:(?i:side|s\s?i\s?d\s?e|page|p\s?a\s?g\s?e|s\.)\s*\|?\s*)?(?P<page>\d{1,3}|[ivxl]{1,6})"
    r"(?:\s?[-–])?(?:\s*(?:/|(?i:av|of))\s*\d{1,3})?(?:\s*\|\s*(?i:side|s\s?i\s?d\s?e|page|p\s?a\s?g\s?e))?$"
)
_NESTED_ITEM = re.compile(r"^ (?:[-–•*]|o) ")
_CHAPTER_TITLE = re.compile(
    r"^(?:(?:kapittel|kapitel|chapter)\s+)?\d{1,2}(?:\.\d{1,2})*[.:]?\s+[^\W\d]|^(?:kapittel|kapitel|chapter)\s+(?:\d{1,2}|[ivx]{1,5})\W?$",
    re.IGNORECASE,
)
LEAST_LINES_A_PAGE = 15
MOST_SIGNS_A_PAGE = 6_000  # characters; a full page of print in small type holds fewer
LEAST_SIGNS_A_PAGE = 150
LONGEST_TITLE = 90  # characters
MOST_SIGNS_ON_COVER = 900
_LONGEST_CELL_RUN = 3  # lone numbers as close together as the rows of a table or list
_DIGITS = re.compile(r"\d+")
_NEVER_RUNNING = (
    "figur",
    "tabell",
    "table",
    "figure",
    "vedlegg",
    "appendix",
    "http",
    "-",
    "•",
    "#",
    "«",
    "*",
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that belongs to the page, not the text: what is ``page_number``, ``running_head`` or ``link``."""

    number: int
    what: str
    text: str
    page: str | None = None
    page_top: bool = False


def find_page_tops(raw: Sequence[str]) -> set[int]:
    """Numbers of the lines that begin a page: after a form feed, or, as some converters have it, those with
    one leading space."""
    feeds = {number for number, line in enumerate(raw, start=1) if "\f" in line}
    text = sum(bool(line.strip()) for line in raw)
    single = [number for number, line in enumerate(raw, start=1) if _one_space(line)]
    apart = sorted(b - a for a, b in itertools.pairwise(single))
    if 3 <= len(single) <= text * 0.08 and apart[len(apart) // 2] >= LEAST_LINES_A_PAGE:
        return feeds | set(single)
    return feeds


def _one_space(line: str) -> bool:
    return len(line) > 1 and line[0] == " " and not line[1].isspace() and not _NESTED_ITEM.match(line)


def find_furniture(
    raw: Sequence[str], tops: set[int], known: Mapping[int, str | None] | None = None
) -> dict[int, Furniture]:
    """The file's furniture by line number; ``known`` is what the format itself shows, with the page it tells."""
    if known:
        return {
            number: Furniture(number, _what(raw[number - 1]), raw[number - 1].strip(), page, number in tops)
            for number, page in known.items()
        }
    pages = _find_page_numbers(raw, tops)
    found = dict(pages)
    if pages:
        found |= _find_strays(raw, tops)
    counted = find_counted_heads(raw)
    for number, counted_page in counted.items():
        text = raw[number - 1].strip()
        found[number] = pages[number] = Furniture(number, "running_head", text, counted_page, number in tops)
    cover = _end_of_cover(raw, tops, pages)
    for heads in _recurring_lines(raw, tops, pages).values():
        for number, page in _with_pages(raw, heads):
            if number not in found and (page is not None or number > cover):
                found[number] = Furniture(
                    number, "running_head", raw[number - 1].strip(), page, number in tops
                )
    for number in range(len(raw), 0, -1):
        stripped = raw[number - 1].strip()
        if number not in found and _LINK_ALONE.match(stripped) and _ends_page(raw, number, tops, found):
            found[number] = Furniture(number, "link", stripped, None, number in tops)
    return found


def _what(line: str) -> str:
    return "page_number" if _PAGE_NUMBER.match(line.strip()) else "running_head"


def _find_page_numbers(raw: Sequence[str], tops: set[int]) -> dict[int, Furniture]:
    found = []
    for number, text in enumerate(raw, start=1):
        stripped = text.strip()
        if (
            stripped
            and len(stripped) <= 20
            and (match := _PAGE_NUMBER.match(stripped))
            and _stands_alone(raw, number, tops)
        ):
            found.append(Furniture(number, "page_number", stripped, match["page"], number in tops))
    found = _without_columns(raw, found)
    arabic = _keep_rising(raw, [f for f in found if (f.page or "").isdigit()])
    first = arabic[0].number if arabic else 0
    roman = _keep_rising(raw, [f for f in found if not (f.page or "").isdigit() and f.number < first])
    if not arabic:
        crowded = find_crowded_numbers(raw).items()
        arabic = [Furniture(n, "page_number", raw[n - 1].strip(), page, n in tops) for n, page in crowded]
    return {f.number: f for f in (*arabic, *roman)}


def _find_strays(raw: Sequence[str], tops: set[int]) -> dict[int, Furniture]:
    """Lone numbers between a colon and the quotation it announces: pages whose numbers do not rise."""
    found = {}
    for number, line in enumerate(raw, start=1):
        stripped = line.strip()
        if not (stripped.isdigit() and len(stripped) <= 3 and _stands_alone(raw, number, tops)):
            continue
        above = next(
            (text.strip() for text in reversed(raw[max(0, number - 5) : number - 1]) if text.strip()), ""
        )
        below = next((text.strip() for text in raw[number : number + 4] if text.strip()), "")
        if above.endswith(":") and (below[:1] in "«“„" or begins_with_label(below)):
            found[number] = Furniture(number, "page_number", stripped, None, number in tops)
    return found


def _without_columns(raw: Sequence[str], numbers: list[Furniture]) -> list[Furniture]:
    """The lone numbers that are no column of a table or of a contents list: there only a line or two of text stands
    between one and the next, on a page more."""
    texts = [0]
    for line in raw:
        texts.append(texts[-1] + bool(line.strip()))
    runs: list[list[Furniture]] = []
    for f in numbers:
        # The lines between two numbers, the later number itself among them.
        if runs and texts[f.number] - texts[runs[-1][-1].number] <= 3:
            runs[-1].append(f)
        else:
            runs.append([f])
    return [f for run in runs if len(run) <= _LONGEST_CELL_RUN for f in run]


def _keep_rising(raw: Sequence[str], numbers: list[Furniture]) -> list[Furniture]:
    """Lone numbers are page numbers only when they rise with the lines, some lines to each page and no more than a
    page holds; others are cells of tables or the numbers of chapters."""
    kept = [numbers[i] for i in longest_rising([page_value(f.page or "") for f in numbers])]
    good: list[Furniture] = []
    for f in kept:
        if good and f.number - good[-1].number < 3 * (
            page_value(f.page or "") - page_value(good[-1].page or "")
        ):
            continue
        good.append(f)
    places = [(f.number, page_value(f.page or "")) for f in good]
    return good if len(good) >= 2 and not _oddly_apart(raw, places) and not _over_titles(raw, places) else []


def _oddly_apart(raw: Sequence[str], places: Sequence[tuple[int, int]]) -> bool:
    """Whether there is usually more text from one number to the next than a page holds, or next to none; ``places``
    are pairs (line, number)."""
    sizes = sorted(
        sum(len(line.strip()) for line in raw[a : b - 1]) / max(1, after - value)
        for (a, value), (b, after) in itertools.pairwise(places)
    )
    return not LEAST_SIGNS_A_PAGE <= sizes[len(sizes) // 2] <= MOST_SIGNS_A_PAGE


def _over_titles(raw: Sequence[str], places: Sequence[tuple[int, int]]) -> bool:
    """Whether nearly every number stands over a title: the numbers of chapters, set on lines of their own."""
    below = [
        next((line.strip() for line in raw[number : number + 4] if line.strip()), "") for number, _ in places
    ]
    titles = {
        line
        for line in below
        if len(line) < LONGEST_TITLE and line[:1].isupper() and line[-1:] not in ".,:;»”"
    }
    return len(titles) * 5 >= 4 * len(places)


def page_value(label: str) -> int:
    """The number a page label counts to, arabic or roman; 0 when it is neither."""
    if label.isdigit():
        return int(label)
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    digits = [values.get(char, 0) for char in label.lower()]
    for here, after in zip(digits, [*digits[1:], 0], strict=True):
        total += here if here >= after else -here
    return max(0, total)


def _recurring_lines(raw: Sequence[str], tops: set[int], pages: dict[int, Furniture]) -> dict[str, list[int]]:
    """Short lines that come again, far apart, next to page breaks or page numbers: running heads and feet, by
    their shape."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(raw, start=1):
        stripped = line.strip()
        if 4 < len(stripped) <= 100:
            places.setdefault(_shape(stripped), []).append(number)
    return {
        shape: at
        for shape, at in places.items()
        if len(at) >= 3
        and sum(char.isalpha() for char in shape) >= 4
        and not shape.startswith(_NEVER_RUNNING)
        and _usual_distance(at) >= 10
        and 4 * sum(_at_page_edge(raw, number, tops, pages) for number in at) >= 3 * len(at)
    }


def _with_pages(raw: Sequence[str], heads: Sequence[int]) -> list[tuple[int, str | None]]:
    """Lines of a running head with the page number they hold, if they hold one.

    A head that repeats a chapter's title begins with the chapter's own heading, which is no furniture.
    """
    texts = [raw[number - 1].strip() for number in heads]
    numbers = [_DIGITS.findall(text) for text in texts]
    values = [
        int(found[-1] if text[-1:].isdigit() else found[0]) if found else 0
        for text, found in zip(texts, numbers, strict=True)
    ]
    if len(set(values)) * 2 > len(values) and len(longest_rising(values)) * 5 >= 4 * len(values):
        places = list(zip(heads, values, strict=True))
        if not _oddly_apart(raw, places):
            return [(number, str(value)) for number, value in places]
    seen: set[str] = set()
    kept: list[tuple[int, str | None]] = []
    for number, text in zip(heads, texts, strict=True):
        if _CHAPTER_TITLE.match(text) and text not in seen:
            seen.add(text)
        else:
            kept.append((number, None))
    return kept


def _end_of_cover(raw: Sequence[str], tops: set[int], pages: Mapping[int, Furniture]) -> int:
    """The last line of a first page that holds little text: the title there is none of the heads that repeat it. 0 if
    the file begins otherwise."""
    ends = [number - 1 for number in tops if number > 1] + list(pages)
    end = min(ends, default=0)
    return end if sum(len(line.strip()) for line in raw[:end]) <= MOST_SIGNS_ON_COVER else 0


def _usual_distance(at: Sequence[int]) -> int:
    steps = sorted(b - a for a, b in itertools.pairwise(at))
    return steps[len(steps) // 2]


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())


def _at_page_edge(raw: Sequence[str], number: int, tops: set[int], pages: dict[int, Furniture]) -> bool:
    if number in tops:
        return True
    for step in (1, -1):
        at = number + step
        while 1 <= at <= len(raw) and abs(at - number) <= 6:
            if at in pages or (step == 1 and at in tops):
                return True
            if raw[at - 1].strip():
                break
            at += step
    return False


def _stands_alone(raw: Sequence[str], number: int, tops: set[int]) -> bool:
    above = raw[number - 2] if number >= 2 else ""
    below = raw[number] if number < len(raw) else ""
    at_edge = number in tops or number + 1 in tops
    return (not above.strip() or at_edge) and (not below.strip() or at_edge)


def _ends_page(raw: Sequence[str], number: int, tops: set[int], found: dict[int, Furniture]) -> bool:
    """Whether nothing but furniture stands between the line and the next page."""
    for at in range(number + 1, min(len(raw), number + 12) + 1):
        if at in tops or at in found:
            return True
        if raw[at - 1].strip():
            return False
    return False
