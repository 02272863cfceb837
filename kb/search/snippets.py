"""The stretch of a text that answers a question best, with the words that answer it marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.search.analysis import ReadWord, read_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

USUAL_LENGTH = 280
_SENTENCE_END = re.compile(r"[.!?…:»”\"]\s+(?=[\W]*[A-ZÆØÅ0-9])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a snippet; ``marked`` where it is a word that was asked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark: words by dictionary form (also inside compounds), exact forms, beginnings, and exact phrases."""

    lemmas: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lemmas or self.forms or self.prefixes or self.phrases)


def make_snippet(text: str, wanted: Wanted, *, length: int = USUAL_LENGTH) -> tuple[Segment, ...]:
    """The best stretch of ``text``, about ``length`` characters, whole words; ellipses where something is left out.

    The segments' texts joined give the stretch. Without a word to mark, the text's beginning.
    """
    words = read_words(text)
    marked = find_marked(words, wanted)
    start, end = _best_stretch(text, words, marked, length)
    spans = [
        (words[place].word.start, words[place].word.end)
        for place in sorted(marked)
        if start <= words[place].word.start and words[place].word.end <= end
    ]
    segments = _cut(text, spans, start, end)
    before = (Segment("… "),) if text[:start].strip() else ()
    after = (Segment(" …"),) if text[end:].strip() else ()
    return (*before, *segments, *after)


def mark_text(text: str, wanted: Wanted) -> tuple[Segment, ...]:
    """The whole of ``text`` with the words marked."""
    words = read_words(text)
    spans = [(words[place].word.start, words[place].word.end) for place in sorted(find_marked(words, wanted))]
    return tuple(_cut(text, spans, 0, len(text)))


def find_marked(words: Sequence[ReadWord], wanted: Wanted) -> set[int]:
    """The places of the words that are wanted."""
    lemmas, asked = wanted.lemmas, wanted.forms
    marked = {
        place
        for place, (_, reading, parts) in enumerate(words)
        if reading.lemma in lemmas
        or reading.form in asked
        or (parts and not lemmas.isdisjoint(parts))
        or (wanted.prefixes and reading.form.startswith(wanted.prefixes))
    }
    forms = [row.reading.form for row in words] if wanted.phrases else []
    for phrase in wanted.phrases:
        for place in range(len(forms) - len(phrase) + 1):
            if tuple(forms[place : place + len(phrase)]) == phrase:
                marked.update(range(place, place + len(phrase)))
    return marked


def _best_stretch(
    text: str, words: Sequence[ReadWord], marked: Collection[int], length: int
) -> tuple[int, int]:
    """The stretch with most different wanted words, then most, then first; widened to sentences where they fit."""
    if len(text) <= length * 1.25:
        return 0, len(text)
    if not marked:
        return 0, _word_end(words, length, len(text))
    places = sorted(marked)
    best, best_score = places[0], (-1, -1)
    last = 0
    for first, place in enumerate(places):
        start = words[place].word.start
        while last < len(places) and words[places[last]].word.end - start <= length * 0.8:
            last += 1
        inside = places[first:last] or [place]
        score = (len({words[p].reading.lemma for p in inside}), len(inside))
        if score > best_score:
            best, best_score = place, score
    return _widen(text, words, words[best].word.start, length)


def _widen(text: str, words: Sequence[ReadWord], at: int, length: int) -> tuple[int, int]:
    sentence = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, at - length), at + 1) if m.end() <= at),
        default=0,
    )
    if at - length <= 0 and sentence == 0:
        start = 0
    elif sentence and at - sentence <= length * 0.5:
        start = sentence
    else:
        start = next((row.word.start for row in words if row.word.start >= at - length // 4), at)
    end = _word_end(words, start + length, len(text))
    return start, end


def _word_end(words: Sequence[ReadWord], at: int, whole: int) -> int:
    if at >= whole:
        return whole
    return max((row.word.end for row in words if row.word.end <= at), default=min(at, whole))


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
