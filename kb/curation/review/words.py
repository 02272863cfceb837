"""A finding's text: cut into marked and unmarked stretches, and into the words that an edge can move by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.records.actions.spans import Span, find_span, read_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.records.models import Passage, Quotation, Thesis

# White space and quotation marks end a word; punctuation goes with the word before it.
_WORD = re.compile(r"[^\s«»“”„\"]*\w[^\s«»“”„\"]*")
AROUND = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text, and what it is: "" or "own" (the finding), "other" (another quotation), "word" (what tells a theme)."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """One passage; ``is_around`` is one that the finding does not run through."""

    pk: int
    kind: str
    stretches: tuple[Stretch, ...]
    is_around: bool


def find_words(text: str) -> list[tuple[int, int]]:
    """Where each word of the text begins and ends."""
    return [match.span() for match in _WORD.finditer(text)]


def cut(text: str, marks: Iterable[tuple[int, int, str]]) -> tuple[Stretch, ...]:
    """The text in stretches; where marks overlap, the one named later is seen."""
    kinds = [""] * (len(text) + 1)
    for start, end, mark in marks:
        kinds[start:end] = [mark] * (min(end, len(text)) - start)
    stretches: list[Stretch] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or kinds[at] != kinds[begin]:
            stretches.append(Stretch(text[begin:at], kinds[begin]))
            begin = at
    return tuple(stretches)


def find_around(thesis: Thesis, first: int, last: int) -> list[Passage]:
    """The passages from ``first`` to ``last`` in the order of the thesis, and those beside them."""
    before = thesis.passages.filter(order__lt=first).order_by("-order")[:AROUND]
    after = thesis.passages.filter(order__gt=last).order_by("order")[:AROUND]
    within = thesis.passages.filter(order__gte=first, order__lte=last).order_by("order")
    return [*reversed(before), *within, *after]


def show_quotation(quotation: Quotation, others: Sequence[Quotation]) -> tuple[ShownPassage, ...]:
    """The passages around the quotation, its words marked as its own, and those of the others as others'."""
    first, last = quotation.passage, quotation.last_passage or quotation.passage
    if first is None or last is None:
        return ()
    shown = []
    for passage in find_around(quotation.thesis, first.order, last.order):
        marks = [span for other in others if (span := _span_in(other, passage, "other"))]
        own = _span_in(quotation, passage, "own")
        marks += [own] if own else []
        shown.append(ShownPassage(passage.pk, passage.kind, cut(passage.text, marks), own is None))
    return tuple(shown)


def _span_in(quotation: Quotation, passage: Passage, mark: str) -> tuple[int, int, str] | None:
    first, last = quotation.passage, quotation.last_passage or quotation.passage
    if first is None or last is None or not first.order <= passage.order <= last.order:
        return None
    start = quotation.start if passage.pk == first.pk else 0
    return start, quotation.end if passage.pk == last.pk else len(passage.text), mark


def show_words(passages: Sequence[Passage], pk: int, words: Iterable[str]) -> tuple[ShownPassage, ...]:
    """The passages, of which the one with the key is meant, and what in it begins with one of the words is marked."""
    shown = []
    pattern = "|".join(rf"\b{re.escape(word)}\w*" for word in words)
    for passage in passages:
        found = re.finditer(pattern, passage.text, re.IGNORECASE) if pattern and passage.pk == pk else ()
        marks = [(*match.span(), "word") for match in found]
        shown.append(ShownPassage(passage.pk, passage.kind, cut(passage.text, marks), passage.pk != pk))
    return tuple(shown)


def step(quotation: Quotation, edge: str, by: int) -> Span:
    """The quotation's span with its start or end so many words further; refused where there is no word."""
    span = find_span(quotation)
    around = find_around(quotation.thesis, span.passages[0].order, span.passages[-1].order)
    places = [
        (passage, *word)
        for passage in around
        if passage.chapter_id == quotation.passage.chapter_id  # type: ignore[union-attr]
        for word in find_words(passage.text)
    ]
    if edge == "start":
        at = [(passage.order, start) for passage, start, _end in places]
        here = (span.passages[0].order, span.start)
        index = _shift(at, here, by)
        first, start, _ = places[index]
        return read_span(first=first, start=start, last=span.passages[-1], end=span.end)
    at = [(passage.order, end) for passage, _start, end in places]
    here = (span.passages[-1].order, span.end)
    index = _shift(at, here, by)
    last, _, end = places[index]
    return read_span(first=span.passages[0], start=span.start, last=last, end=end)


def _shift(at: Sequence[tuple[int, int]], here: tuple[int, int], by: int) -> int:
    """The index of the place that lies so many places beyond ``here``, which may lie between two; the rims hold."""
    if by > 0:
        beyond = [index for index, place in enumerate(at) if place > here]
        return beyond[min(by, len(beyond)) - 1] if beyond else len(at) - 1
    before = [index for index, place in enumerate(at) if place < here]
    return before[max(by, -len(before))] if before else 0


def split_after(quotation: Quotation, word: int) -> tuple[Span, Span]:
    """The quotation's span in two: its first ``word`` words, and the rest; refused where one would be empty."""
    span = find_span(quotation)
    words = []
    for passage in span.passages:
        low = span.start if passage.pk == span.passages[0].pk else 0
        high = span.end if passage.pk == span.passages[-1].pk else len(passage.text)
        words += [(passage, low + a, low + b) for a, b in find_words(passage.text[low:high])]
    here = max(1, min(word, len(words) - 1))
    before, after = words[here - 1], words[here] if here < len(words) else words[-1]
    return (
        read_span(first=span.passages[0], start=span.start, last=before[0], end=before[2]),
        read_span(first=after[0], start=after[1], last=span.passages[-1], end=span.end),
    )
