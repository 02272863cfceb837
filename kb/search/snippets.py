"""The stretch of a text that answers a question best, with the words that answer it marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from kb.search.marking import Wanted, read_marked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Span = tuple[int, int]

USUAL_LENGTH = 280
_SENTENCE_END = re.compile(r"[.!?…:»”\"]\s+(?=[\W]*[A-ZÆØÅ0-9])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a snippet; ``marked`` where it is a word that was asked for."""

    text: str
    marked: bool = False


def make_snippet(text: str, wanted: Wanted, *, length: int = USUAL_LENGTH) -> tuple[Segment, ...]:
    """The best stretch of ``text``, about ``length`` characters, whole words; ellipses where something is left out.

    The segments' texts joined give the stretch. Without a word to mark, the text's beginning.
    """
    surfaces, marked = read_marked(text, wanted)
    is_whole = len(text) <= length * 1.25
    if is_whole and not marked:
        return (Segment(text),) if text else ()
    words = _find_places(text, surfaces)
    start, end = (0, len(text)) if is_whole else _best_stretch(text, words, marked, length)
    spans = [words[place] for place in sorted(marked)]
    segments = _cut(text, [span for span in spans if start <= span[0] and span[1] <= end], start, end)
    before = (Segment("… "),) if text[:start].strip() else ()
    after = (Segment(" …"),) if text[end:].strip() else ()
    return (*before, *segments, *after)


def mark_text(text: str, wanted: Wanted) -> tuple[Segment, ...]:
    """The whole of ``text`` with the words marked."""
    surfaces, marked = read_marked(text, wanted)
    words = _find_places(text, surfaces)
    return tuple(_cut(text, [words[place] for place in sorted(marked)], 0, len(text)))


def _find_places(text: str, surfaces: Sequence[str]) -> list[Span]:
    places, at = [], 0
    for surface in surfaces:
        start = text.index(surface, at)
        at = start + len(surface)
        places.append((start, at))
    return places


def _best_stretch(
    text: str, words: Sequence[Span], marked: Mapping[int, str], length: int
) -> tuple[int, int]:
    """The stretch with most different wanted words, then most, then first; widened to sentences where they fit."""
    if not marked:
        return 0, _word_end(words, length, len(text))
    places = sorted(marked)
    best, best_score = places[0], (-1, -1)
    last = 0
    for first, place in enumerate(places):
        start = words[place][0]
        while last < len(places) and words[places[last]][1] - start <= length * 0.8:
            last += 1
        inside = places[first:last] or [place]
        score = (len({marked[p] for p in inside}), len(inside))
        if score > best_score:
            best, best_score = place, score
    return _widen(text, words, words[best][0], length)


def _widen(text: str, words: Sequence[Span], at: int, length: int) -> tuple[int, int]:
    sentence = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, at - length), at + 1) if m.end() <= at),
        default=0,
    )
    if at - length <= 0 and sentence == 0:
        start = 0
    elif sentence and at - sentence <= length * 0.5:
        start = sentence
    else:
        start = words[bisect_left(words, (at - length // 4, 0))][0]
    return start, _word_end(words, start + length, len(text))


def _word_end(words: Sequence[Span], at: int, whole: int) -> int:
    """The end of the last word that ends at ``at`` or before."""
    if at >= whole:
        return whole
    place = bisect_right(words, at, key=itemgetter(1))
    return words[place - 1][1] if place else at


def _cut(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Segment]:
    segments, at = [], start
    for first, last in spans:
        if first > at:
            segments.append(Segment(text[at:first]))
        segments.append(Segment(text[first:last], marked=True))
        at = last
    if at < end:
        segments.append(Segment(text[at:end]))
    return segments
