"""The words of a quotation where they stand: the text around them, with its citations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kb.pages.reading.notes import present_citations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.pages.reading.notes import CitationMark
    from kb.records.models import Passage, Quotation
    from kb.synthesis.quotations.context import Surroundings

# So much of a passage is shown around the words; the whole is one click away.
LONGEST_AROUND = 700


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of running text: ``is_quoted`` where it is the quotation; ``url`` and ``card`` of a work cited there."""

    text: str
    is_quoted: bool = False
    url: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The words where they stand: paragraphs, each in stretches. Empty where the text is not open."""

    paragraphs: tuple[tuple[Stretch, ...], ...]
    language: str
    url: str


def present_context(quotation: Quotation, surroundings: Surroundings, url: str) -> Context:
    """What stands around a quotation; ``url`` is where the thesis goes on."""
    cited: dict[int, list[tuple[int, int, CitationMark]]] = {}
    for passage in surroundings.passages:
        here = [row for row in surroundings.citations if row.passage_id == passage.pk]
        cited[passage.pk] = list(present_citations(here, thesis=quotation.thesis))
    paragraphs = []
    if surroundings.within:
        for passage in surroundings.passages:
            start, end = _find_words(quotation, passage, surroundings)
            paragraphs.append(tuple(_split(passage.text, start, end, cited[passage.pk])))
    return Context(tuple(paragraphs), quotation.thesis.language, url)


def _find_words(quotation: Quotation, passage: Passage, surroundings: Surroundings) -> tuple[int, int]:
    """Where the quotation's words stand in the passage; an empty span at its end or start where none do."""
    length = len(passage.text)
    if passage == surroundings.before:
        return length, length
    if passage == surroundings.after:
        return 0, 0
    start = quotation.start if passage.pk == quotation.passage_id else 0
    is_last = passage.pk == (quotation.last_passage_id or quotation.passage_id)
    end = min(quotation.end, length) if is_last else length
    return start, max(start, end)


def _split(
    text: str, start: int, end: int, cited: Iterable[tuple[int, int, CitationMark]]
) -> Iterable[Stretch]:
    """The text in stretches, what stands far before ``start`` and far after ``end`` left out."""
    first = _cut_before(text, start)
    last = _cut_after(text, end)
    marks = [
        (max(a, first), min(b, last), mark) for a, b, mark in cited if mark.url and a < last and b > first
    ]
    bounds = sorted({first, last, start, end, *(at for a, b, _mark in marks for at in (a, b))})
    if first:
        yield Stretch("… ")
    for low, high in pairwise(bounds):
        mark = next((mark for a, b, mark in marks if a <= low and high <= b), None)
        yield Stretch(
            text[low:high],
            is_quoted=start <= low and high <= end,
            url=mark.url if mark else "",
            card=mark.card if mark else "",
        )
    if last < len(text):
        yield Stretch(" …")


def _cut_before(text: str, start: int) -> int:
    """Where to begin: at a whole word, since what stands right before the quotation is what matters."""
    if start <= LONGEST_AROUND:
        return 0
    space = text.find(" ", start - LONGEST_AROUND, start)
    return start - LONGEST_AROUND if space < 0 else space + 1


def _cut_after(text: str, end: int) -> int:
    if len(text) - end <= LONGEST_AROUND:
        return len(text)
    space = text.rfind(" ", end, end + LONGEST_AROUND)
    return end + LONGEST_AROUND if space < 0 else space
