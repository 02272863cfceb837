"""Finding words again in another version of a text: surely, or as places that a person chooses from.

Words are anchored as the Web Annotation Data Model of the W3C does it (Recommendation of 2017-02-23, §4.2.4 and
§4.2.5): a TextQuoteSelector, which is the words with those before and behind them, and a TextPositionSelector. All
comparing is done on letters and digits alone, in lower case, so that other line breaks, hyphens and quotation marks
are no other words. Only a match that is exact and the only one, then and now, is sure; the rest are candidates.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kb.importing.reconcile import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Letters of context on either side that must agree, and how far to look where they stand more than once.
CONTEXT = 64
FARTHEST = 1024
# On one side only, so much of it; and words of this length need none, if they stood once and stand once.
ONE_SIDE = 32
TELLING = 32

# Below this, a place is not worth a person's look.
ALIKE_AT_ALL = 0.5
MOST_CANDIDATES = 6
_GRAM = 10
_BUCKET = 48
_MOST_HITS = 30


class Place(NamedTuple):
    """From an offset in one text to an offset in the same or a later one; texts by their index."""

    first: int
    start: int
    last: int
    end: int


class Letters:
    """The letters and digits of a row of texts, one after the other, and where each stands."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        folded = [fold(text) for text in texts]
        self.text = "".join(folded)
        self.starts: list[int] = []
        at = 0
        for letters in folded:
            self.starts.append(at)
            at += len(letters)

    def span_of(self, place: Place) -> tuple[int, int]:
        """The letters of a place."""
        start = self.starts[place.first] + len(fold(self.texts[place.first][: place.start]))
        return start, self.starts[place.last] + len(fold(self.texts[place.last][: place.end]))

    def words_at(self, place: Place) -> str:
        """What is written there; texts are parted by an empty line."""
        if place.first == place.last:
            return self.texts[place.first][place.start : place.end]
        between = self.texts[place.first + 1 : place.last]
        return "\n\n".join(
            [self.texts[place.first][place.start :], *between, self.texts[place.last][: place.end]]
        )

    def texts_at(self, start: int, end: int) -> tuple[int, int]:
        """The first and the last text that have letters from ``start`` to ``end``."""
        return bisect_right(self.starts, start) - 1, bisect_right(self.starts, max(start, end - 1)) - 1

    def place_of(self, start: int, end: int, *, like: str = "") -> Place:
        """Where the letters are written, with such marks at the edges as ``like`` has there, if they stand there."""
        first, last = self.texts_at(start, end)
        begins = _offset(self.texts[first], start - self.starts[first])
        ends = _offset(self.texts[last], max(start, end - 1) - self.starts[last]) + 1
        lead, trail = _marks_around(like)
        text = self.texts[first]
        while lead and begins and text[begins - 1] == lead[-1]:
            lead, begins = lead[:-1], begins - 1
        text = self.texts[last]
        while trail and ends < len(text) and text[ends] == trail[0]:
            trail, ends = trail[1:], ends + 1
        return Place(first, begins, last, ends)

    def round_to_words(self, start: int, end: int) -> tuple[int, int]:
        """The span without halves of words at its edges; a word cut in the middle is taken in."""
        place = self.place_of(start, end)
        text, begins = self.texts[place.first], place.start
        while begins and text[begins - 1].isalnum():
            begins -= 1
        text, ends = self.texts[place.last], place.end
        while ends < len(text) and text[ends].isalnum():
            ends += 1
        return self.span_of(Place(place.first, begins, place.last, ends))


def _offset(text: str, count: int) -> int:
    """Where the letter stands that has ``count`` letters before it."""
    seen = 0
    for offset, character in enumerate(text):
        seen += len(fold(character))
        if seen > count:
            return offset
    return max(0, len(text) - 1)


def _marks_around(text: str) -> tuple[str, str]:
    """What stands before the first letter and behind the last."""
    places = [offset for offset, character in enumerate(text) if character.isalnum()]
    return (text[: places[0]], text[places[-1] + 1 :]) if places else ("", "")


@dataclass(frozen=True, slots=True)
class Selector:
    """Words in letters, their context, their place; and whether they were the only such then.

    ``alone``: the words by themselves; ``alone_before`` and ``alone_behind``: with ``ONE_SIDE`` letters of their own
    paragraph on that side; ``alone_within``: with all of ``prefix`` and ``suffix``.
    """

    quote: str
    prefix: str
    suffix: str
    start: int
    alone: bool
    alone_before: bool
    alone_behind: bool
    alone_within: bool


def select(letters: Letters, start: int, end: int) -> Selector:
    """The selector of the letters from ``start`` to ``end``, with as much context as tells them from all others."""
    text, quote = letters.text, letters.text[start:end]
    alone = is_alone(text, quote)
    width = CONTEXT
    prefix, suffix = text[max(0, start - width) : start], text[end : end + width]
    within = alone or is_alone(text, prefix + quote + suffix)
    while not within and width < FARTHEST:
        width *= 2
        prefix, suffix = text[max(0, start - width) : start], text[end : end + width]
        within = is_alone(text, prefix + quote + suffix)
    # What stands in another paragraph says little alone: paragraphs are moved and put in.
    first, last = letters.texts_at(start, end)
    begins, ends = letters.starts[first], letters.starts[last] + len(fold(letters.texts[last]))
    return Selector(
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        start=start,
        alone=alone,
        alone_before=start - begins >= ONE_SIDE and is_alone(text, prefix[-ONE_SIDE:] + quote),
        alone_behind=ends - end >= ONE_SIDE and is_alone(text, quote + suffix[:ONE_SIDE]),
        alone_within=within,
    )


class Candidate(NamedTuple):
    """Letters from ``start`` to ``end``, and how much they are like what is looked for, 0 to 1."""

    start: int
    end: int
    likeness: float


class Located(NamedTuple):
    """Where words are. ``sure`` is None where a person must say; then ``candidates`` are the places, best first.

    ``is_unmoved``: they stand between the same words as before. ``reason``, where not sure: several (the very words
    stand more than once, or stood), rewritten, or lost.
    """

    sure: tuple[int, int] | None
    is_unmoved: bool = False
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""


def locate(selector: Selector, new: Letters) -> Located:
    """Where the words of ``selector`` are in the text ``new``."""
    quote, text = selector.quote, new.text
    if not quote:
        return Located(None, reason="lost")
    within = find_all(text, selector.prefix + quote + selector.suffix)
    if len(within) == 1 and selector.alone_within:
        start = within[0] + len(selector.prefix)
        return Located((start, start + len(quote)), is_unmoved=True)
    if not within and (sure := _find_moved(selector, text)) is not None:
        return Located((sure, sure + len(quote)))
    exact = find_all(text, quote, most=MOST_CANDIDATES + 1)
    if exact:
        ordered = sorted(exact, key=lambda at: -_context_likeness(selector, text, at))
        found = tuple(Candidate(at, at + len(quote), 1.0) for at in ordered[:MOST_CANDIDATES])
        return Located(None, candidates=found, reason="several")
    found = find_alike(quote, new, prefix=selector.prefix, suffix=selector.suffix)
    return Located(None, candidates=found, reason="rewritten" if found else "lost")


def _find_moved(selector: Selector, text: str) -> int | None:
    """Where the very words stand for sure though not all around them is the same."""
    quote = selector.quote
    before, behind = selector.prefix[-ONE_SIDE:], selector.suffix[:ONE_SIDE]
    places: set[int] = set()
    if len(before) == ONE_SIDE and selector.alone_before:
        places.update(at + len(before) for at in find_all(text, before + quote))
    if len(behind) == ONE_SIDE and selector.alone_behind:
        places.update(find_all(text, quote + behind))
    if not places and selector.alone and len(quote) >= TELLING:
        places.update(find_all(text, quote))
    return places.pop() if len(places) == 1 else None


def _context_likeness(selector: Selector, text: str, at: int) -> float:
    end = at + len(selector.quote)
    before = text[max(0, at - CONTEXT) : at]
    behind = text[end : end + CONTEXT]
    return likeness(selector.prefix[-CONTEXT:], before) + likeness(selector.suffix[:CONTEXT], behind)


def find_all(text: str, words: str, *, most: int = 2) -> list[int]:
    """Where ``words`` begin in ``text``, overlapping ones too; no more than ``most`` are looked for."""
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def is_alone(text: str, words: str) -> bool:
    """Whether the words stand once in the text."""
    return len(find_all(text, words)) == 1


def likeness(a: str, b: str) -> float:
    """How many of their runs of three letters two texts share, 0 to 1 (Dice 1945)."""
    if a == b:
        return 1.0
    one, other = Counter(_grams(a)), Counter(_grams(b))
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def _grams(text: str) -> Iterator[str]:
    padded = f"  {text} "
    return (padded[at : at + 3] for at in range(len(padded) - 2))


def find_alike(quote: str, new: Letters, *, prefix: str = "", suffix: str = "") -> tuple[Candidate, ...]:
    """Places whose words are like ``quote``, or that stand where it stood, best first.

    Runs of letters of the words and of what was around them are looked up; those that lie as far from each other
    as they did vote for one place.
    """
    before, behind = prefix[-CONTEXT:], suffix[:CONTEXT]
    sought = before + quote + behind
    size = min(_GRAM, max(4, len(quote) // 2))
    step = max(1, len(sought) // 120)
    votes: Counter[int] = Counter()
    hits: dict[int, list[tuple[int, int]]] = {}
    for offset in range(0, max(1, len(sought) - size + 1), step):
        for at in find_all(new.text, sought[offset : offset + size], most=_MOST_HITS):
            bucket = (at - offset + len(before)) // _BUCKET
            votes[bucket] += 1
            hits.setdefault(bucket, []).append((at, offset - len(before)))
    found: list[Candidate] = []
    for bucket, _ in votes.most_common(4 * MOST_CANDIDATES):
        near = [*hits[bucket], *hits.get(bucket - 1, ()), *hits.get(bucket + 1, ())]
        start, end = _edges(near, len(quote), size, len(new.text))
        if start < end:
            start, end = new.round_to_words(start, end)
            found.append(Candidate(start, end, likeness(quote, new.text[start:end])))
    found.sort(key=lambda candidate: -candidate.likeness)
    return _without_overlaps(found)


def _edges(hits: list[tuple[int, int]], length: int, size: int, longest: int) -> tuple[int, int]:
    """Where the words begin and end, told from the runs found nearest to their two edges."""
    inside = [hit for hit in hits if -size < hit[1] < length] or hits
    at, offset = min(inside, key=lambda hit: abs(hit[1]))
    start = max(0, at - offset)
    at, offset = min(inside, key=lambda hit: abs(length - size - hit[1]))
    end = min(longest, at + length - offset)
    return start, end


def _without_overlaps(found: list[Candidate]) -> tuple[Candidate, ...]:
    chosen: list[Candidate] = []
    for candidate in found:
        if candidate.likeness < ALIKE_AT_ALL or len(chosen) == MOST_CANDIDATES:
            break
        if not any(candidate.start < other.end and other.start < candidate.end for other in chosen):
            chosen.append(candidate)
    return tuple(chosen)
