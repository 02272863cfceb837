"""Which words of a text a question asks for, so that they can be marked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kb.language.lemmas import Reading, read_word
from kb.language.words import split_surfaces, split_words
from kb.search.analysis import read_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark: words by dictionary form (also inside compounds), exact forms, beginnings, and exact phrases."""

    lemmas: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lemmas or self.forms or self.prefixes or self.phrases)


class Marked(NamedTuple):
    """Where the words of a text stand, and the places of those that are wanted, each with its dictionary form."""

    starts: list[int]
    ends: list[int]
    wanted: dict[int, str]


def read_marked(text: str, wanted: Wanted) -> Marked:
    """The words of ``text``, and which of them are wanted."""
    surfaces, bounds = split_surfaces(text)
    found: dict[int, str] = {}
    if wanted:
        known = _marker_of(wanted)
        found = {
            place: lemma for place, surface in enumerate(surfaces) if (lemma := known[surface]) is not None
        }
        if wanted.phrases or _SUSPENDED in found.values():
            # What is marked hangs on other words.
            found = _read_in_context(text, wanted)
    return Marked(bounds[::2], bounds[1::2], found)


_SUSPENDED = "-"


class _Marker(dict[str, "str | None"]):
    """The dictionary form of each word that is wanted, by how it is written; None for one that is not.

    What is read once need not be read for the next text.
    """

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, surface: str) -> str | None:
        reading, is_suspended = _read_surface(surface)
        found = reading.lemma if _is_wanted(reading, reading.parts, self._wanted) else None
        self[surface] = found = _SUSPENDED if is_suspended else found
        return found


@lru_cache(maxsize=50_000)
def _read_surface(surface: str) -> tuple[Reading, bool]:
    """A word as written, read, and whether it lends the end of another."""
    word = split_words(surface)[0]
    return read_word(word.form), word.suspended


@lru_cache(maxsize=8)
def _marker_of(wanted: Wanted) -> _Marker:
    return _Marker(wanted)


def _is_wanted(reading: Reading, parts: Collection[str], wanted: Wanted) -> bool:
    return bool(
        reading.lemma in wanted.lemmas
        or reading.form in wanted.forms
        or (parts and not wanted.lemmas.isdisjoint(parts))
        or (wanted.prefixes and reading.form.startswith(wanted.prefixes))
    )


def _read_in_context(text: str, wanted: Wanted) -> dict[int, str]:
    words = read_words(text)
    marked = {
        place: reading.lemma
        for place, (_, reading, parts) in enumerate(words)
        if _is_wanted(reading, parts, wanted)
    }
    for phrase in wanted.phrases:
        for place in _find_phrase([row.reading.form for row in words], phrase):
            marked.update((at, words[at].reading.lemma) for at in range(place, place + len(phrase)))
    return marked


def _find_phrase(forms: Sequence[str], phrase: Sequence[str]) -> list[int]:
    return [
        place
        for place in range(len(forms) - len(phrase) + 1)
        if tuple(forms[place : place + len(phrase)]) == phrase
    ]
