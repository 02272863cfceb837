"""Numbers of pages known by their counting: in running heads ("14    Ventetid", "Metode    15"), or alone on a line
where no space parts one page from the next."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from kb.ingest.outline import longest_rising
from kb.ingest.titles import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNTED = re.compile(
    r"(?:[Ss]ide\s)?(?P<first>\d{1,3})(?P<gap>\s*\|\s*|\s+[–-]\s+|\s+)(?P<after>[^\W\d_].*)"
    r"|(?P<before>[^\W\d_].*?)(?P<space>\s*\|\s*|\s+[–-]\s+|\s+)(?:[Ss]ide\s)?(?P<last>\d{1,3})"
)
_NEVER = (
    "figur",
    "tabell",
    "table",
    "figure",
    "vedlegg",
    "appendix",
    "kapittel",
    "kapitel",
    "chapter",
    "del",
)
LONGEST = 100  # characters
LONGEST_NUMBER = 3  # digits
LEAST_HEADS = 6
_LEAST_ALIKE = 3
LEAST_SIGNS_A_PAGE = 600
MOST_SIGNS_A_PAGE = 6_000


class _Head(NamedTuple):
    number: int  # of the line
    page: int
    title: str
    apart: bool  # more than a space stands between the two


def find_counted_heads(raw: Sequence[str]) -> dict[int, str]:
    """The page that each running head with a number in it tells, by line number.

    They are titles that come again and again with numbers that rise by a page's length, through most of the file; a
    chapter's title beside the number that is missing between two of them is one as well.
    """
    heads = [head for number, line in enumerate(raw, start=1) if (head := _read(number, line)) is not None]
    alike: dict[str, list[_Head]] = {}
    for head in heads:
        alike.setdefault(head.title, []).append(head)
    sure = [
        head
        for group in alike.values()
        if len(group) >= _LEAST_ALIKE
        and len(longest_rising([one.page for one in group])) * 5 >= 4 * len(group)
        for head in group
    ]
    sure.sort()
    chain = [sure[n] for n in longest_rising([head.page for head in sure])]
    if len(chain) < LEAST_HEADS or not _are_pages(raw, chain):
        return {}
    titles = {fold(line) for line in raw if len(line) <= LONGEST}
    found = {head.number: str(head.page) for head in chain}
    for before, after in itertools.pairwise(chain):
        between = [head for head in heads if before.number < head.number < after.number]
        missing = [
            head
            for head in between
            if before.page < head.page < after.page
            and (head.apart or head.title in titles or len(alike[head.title]) > 1)
        ]
        found |= {
            missing[n].number: str(missing[n].page) for n in longest_rising([head.page for head in missing])
        }
    return found


def find_crowded_numbers(raw: Sequence[str]) -> dict[int, str]:
    """The page that each lone number tells, by line number, where nearly every one is the next page's."""
    lone = [
        _Head(number, int(text), "", apart=False)
        for number, line in enumerate(raw, start=1)
        if len(text := line.strip().strip("-– ")) <= LONGEST_NUMBER and text.isdecimal()
    ]
    chain = [lone[n] for n in longest_rising([head.page for head in lone])]
    steps = [after.page - before.page for before, after in itertools.pairwise(chain)]
    if len(chain) < LEAST_HEADS or sum(step == 1 for step in steps) * 5 < 4 * len(steps):
        return {}
    return {head.number: str(head.page) for head in chain} if _are_pages(raw, chain) else {}


def _read(number: int, line: str) -> _Head | None:
    text = line.strip()
    if (
        len(text) > LONGEST
        or not (text[:1].isdigit() or text[-1:].isdigit())
        or text.casefold().startswith(_NEVER)
    ):
        return None
    match = _COUNTED.fullmatch(text)
    if match is None:
        return None
    title, page, gap = (
        (match["after"], match["first"], match["gap"])
        if match["first"]
        else (match["before"], match["last"], match["space"])
    )
    apart = len(gap) > 1
    # "Informant 3", "Kategori 2": one word and its number are a label.
    if not apart and len(title.split()) < 2:
        return None
    return _Head(number, int(page), fold(title), apart)


def _are_pages(raw: Sequence[str], chain: Sequence[_Head]) -> bool:
    """Whether so much text as a page holds stands between the numbers, and they run through most of the file."""
    sizes = sorted(
        sum(len(line.strip()) for line in raw[before.number : after.number - 1]) / (after.page - before.page)
        for before, after in itertools.pairwise(chain)
    )
    through = chain[-1].number - chain[0].number > len(raw) / 2
    return through and LEAST_SIGNS_A_PAGE <= sizes[len(sizes) // 2] <= MOST_SIGNS_A_PAGE
