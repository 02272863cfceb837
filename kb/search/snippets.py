"""The stretch of a text that answers a question best, with the words that answer it marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from kb.search.marking import Marked, Wanted, read_marked

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
    return cut_snippet(text, read_marked(text, wanted), length=length)


def cut_snippet(text: str, words: Marked, *, length: int = USUAL_LENGTH) -> tuple[Segment, ...]:
    """The same of a text that was read before."""
    is_whole = len(text) <= length * 1.25
    start, end = (0, len(text)) if is_whole else _best_stretch(text, words, length)
    segments = _cut(text, words, start, end)
    before = (Segment("… "),) if text[:start].strip() else ()
    after = (Segment(" …"),) if text[end:].strip() else ()
    return (*before, *segments, *after)


def mark_text(text: str, wanted: Wanted) -> tuple[Segment, ...]:
    """The whole of ``text`` with the words marked."""
    return tuple(_cut(text, read_marked(text, wanted), 0, len(text)))


def _best_stretch(text: str, words: Marked, length: int) -> tuple[int, int]:
    """The stretch with most different words asked for, then wanted, then most; widened to sentences where they fit."""
    finds = words.finds
    if not finds:
        return 0, _word_end(words, length, len(text))
    best, best_score = finds[0], (-1, -1, -1)
    last = 0
    for first, find in enumerate(finds):
        start = words.starts[find.first]
        while last < len(finds) and words.ends[finds[last].last] - start <= length * 0.8:
            last += 1
        inside = finds[first:last] or (find,)
        asked = {each.key for each in inside if each.other is None}
        score = (len(asked), len({each.key for each in inside}), len(inside))
        if score > best_score:
            best, best_score = find, score
    return _widen(text, words, words.starts[best.first], length)


def _widen(text: str, words: Marked, at: int, length: int) -> tuple[int, int]:
    sentence = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, at - length), at + 1) if m.end() <= at),
        default=0,
    )
    if at - length <= 0 and sentence == 0:
        start = 0
    elif sentence and at - sentence <= length * 0.5:
        start = sentence
    else:
        start = words.starts[bisect_left(words.starts, at - length // 4)]
    if len(text) - start < length * 0.6:
        # Little is left after it: what comes before is shown as well.
        start = words.starts[bisect_left(words.starts, max(0, len(text) - length))]
    return start, _word_end(words, start + length, len(text))


def _word_end(words: Marked, at: int, whole: int) -> int:
    """The end of the last word that ends at ``at`` or before."""
    if at >= whole:
        return whole
    place = bisect_right(words.ends, at)
    return words.ends[place - 1] if place else at


def _cut(text: str, words: Marked, start: int, end: int) -> list[Segment]:
    segments, at = [], start
    for find in words.finds:
        first, last = words.starts[find.first], words.ends[find.last]
        if first < start or last > end:
            continue
        if first > at:
            segments.append(Segment(text[at:first]))
        segments.append(Segment(text[first:last], marked=True))
        at = last
    if at < end:
        segments.append(Segment(text[at:end]))
    return segments
