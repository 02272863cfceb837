"""Which words of a text a question asks for, or were looked for in their place, so that they can be marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kb.language.lemmas import Reading, read_word
from kb.language.words import split_surfaces, split_words
from kb.search.analysis import SMALL_WORDS, read_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MOST_BETWEEN = (
    3  # small words between two of an expression, left out of it where the vocabulary writes it without
)
_BREAK = re.compile(r"[.;:!?\n]")


@dataclass(frozen=True, slots=True)
class StandIn:
    """An expression that was looked for in the place of what was asked, by its dictionary forms in their order.

    ``sort`` says how it stands for that: "label" (``of`` is the theme's slug, ``text`` the label as it is written),
    "kin" or "part" (``of`` is the word asked for). A ``weak`` one is marked only where a text has nothing better.
    """

    lemmas: tuple[str, ...]
    sort: str
    of: str
    text: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark: words by dictionary form (also inside compounds), exact forms, beginnings, and exact phrases.

    ``others`` were looked for in their place. ``themes`` are the slugs of those that answer a question without any of
    its words, ``headings`` the words by which the headings above a text answer.
    """

    lemmas: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    others: tuple[StandIn, ...] = ()
    themes: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lemmas or self.forms or self.prefixes or self.phrases)


class Find(NamedTuple):
    """The words from the place ``first`` to ``last`` of a text; ``other`` where they stand for what was asked.

    ``key`` is the same for words that say the same.
    """

    first: int
    last: int
    key: str
    other: StandIn | None = None


class Marked(NamedTuple):
    """Where the words of a text stand, and those that are wanted, in their order; none overlap."""

    starts: list[int]
    ends: list[int]
    finds: tuple[Find, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether a word is there that was itself asked for."""
        return any(find.other is None for find in self.finds)


def read_marked(text: str, wanted: Wanted) -> Marked:
    """The words of ``text``, and which of them are wanted; a weak stand-in only where nothing else is."""
    surfaces, bounds = split_surfaces(text)
    words = Marked(bounds[::2], bounds[1::2])
    if not wanted:
        return words
    marker = _marker_of(wanted)
    roles = {place: role for place, surface in enumerate(surfaces) if (role := marker[surface]) is not None}
    if any(role.is_suspended for role in roles.values()):
        roles = _read_in_context(text, marker)
    reader = _Reader(text, surfaces, words, roles)
    return words._replace(finds=reader.find(weak=False) or reader.find(weak=True))


class _Role(NamedTuple):
    """What a word may be: asked for, a stand-in by itself, or the first of expressions (the longest first)."""

    key: str
    is_asked: bool
    other: StandIn | None
    opens: tuple[tuple[tuple[str, ...], StandIn | None], ...] = ()
    is_suspended: bool = False


class _Marker(dict[str, "_Role | None"]):
    """The role of each word by how it is written; None for one that is not wanted.

    What is read once need not be read for the next text.
    """

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self._wanted = wanted
        self._single: dict[str, StandIn] = {}
        self._opening: dict[str, list[tuple[tuple[str, ...], StandIn | None]]] = {}
        for phrase in wanted.phrases:
            self._opening.setdefault(phrase[0], []).append((phrase, None))
        for other in sorted(wanted.others, key=lambda other: other.weak):
            if len(other.lemmas) == 1:
                self._single.setdefault(other.lemmas[0], other)
            else:
                self._opening.setdefault(other.lemmas[0], []).append((other.lemmas, other))

    def __missing__(self, surface: str) -> _Role | None:
        reading, is_suspended = _read_surface(surface)
        found = (
            _Role("", False, None, is_suspended=True) if is_suspended else self.read(reading, reading.parts)
        )
        self[surface] = found
        return found

    def read(self, reading: Reading, parts: Collection[str]) -> _Role | None:
        wanted, lemma = self._wanted, reading.lemma
        is_asked = bool(
            lemma in wanted.lemmas
            or reading.form in wanted.forms
            or (parts and not wanted.lemmas.isdisjoint(parts))
            or (wanted.prefixes and reading.form.startswith(wanted.prefixes))
        )
        other = next((self._single[part] for part in (lemma, *parts) if part in self._single), None)
        opens = [row for first in {lemma, reading.form} for row in self._opening.get(first, ())]
        if not (is_asked or other or opens):
            return None
        opens.sort(key=lambda row: (-len(row[0]), row[0]))
        return _Role(lemma, is_asked, other, tuple(opens))


@lru_cache(maxsize=50_000)
def _read_surface(surface: str) -> tuple[Reading, bool]:
    """A word as written, read, and whether it lends the end of another."""
    word = split_words(surface)[0]
    return read_word(word.form), word.suspended


@lru_cache(maxsize=8)
def _marker_of(wanted: Wanted) -> _Marker:
    return _Marker(wanted)


def _read_in_context(text: str, marker: _Marker) -> dict[int, _Role]:
    """The roles of words some of which borrow the end of another."""
    roles = {}
    for place, (_word, reading, parts) in enumerate(read_words(text)):
        if (role := marker.read(reading, parts)) is not None:
            roles[place] = role
    return roles


class _Reader:
    """Finds what is wanted in one text."""

    def __init__(self, text: str, surfaces: Sequence[str], words: Marked, roles: dict[int, _Role]) -> None:
        self._text, self._surfaces, self._words, self._roles = text, surfaces, words, roles

    def find(self, *, weak: bool) -> tuple[Find, ...]:
        """All that is wanted, without (or, where ``weak``, with) the weak stand-ins."""
        found, free = [], 0
        for place, role in self._roles.items():
            if place < free:
                continue
            find = self._find_expression(place, role, weak=weak)
            if find is None and role.is_asked:
                find = Find(place, place, role.key)
            elif find is None and role.other is not None and (weak or not role.other.weak):
                find = Find(place, place, role.other.lemmas[0], role.other)
            if find is not None:
                found.append(find)
                free = find.last + 1
        return tuple(found)

    def _find_expression(self, place: int, role: _Role, *, weak: bool) -> Find | None:
        for words, other in role.opens:
            if other is not None and other.weak and not weak:
                continue
            last = self._follow(place, words, by_form=other is None)
            if last is not None:
                return Find(place, last, " ".join(words), other)
        return None

    def _follow(self, place: int, words: Sequence[str], *, by_form: bool) -> int | None:
        """Where the expression that may begin at ``place`` ends; None where it does not stand there as a whole."""
        met = between = 0
        for at in range(place, min(len(self._surfaces), place + len(words) * (1 + MOST_BETWEEN))):
            if at > place and not by_form and self._is_broken(at):
                return None
            reading = _read_surface(self._surfaces[at])[0]
            if (reading.form if by_form else reading.lemma) == words[met]:
                met, between = met + 1, 0
                if met == len(words):
                    return at
            elif by_form or reading.lemma not in SMALL_WORDS or between == MOST_BETWEEN:
                return None
            else:
                between += 1
        return None

    def _is_broken(self, at: int) -> bool:
        """Whether a sentence ends right before a word."""
        return _BREAK.search(self._text, self._words.ends[at - 1], self._words.starts[at]) is not None
