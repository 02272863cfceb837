"""What else to look for: the other words that the vocabulary has for what a question names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.search.analysis import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FILLER = frozenset(
    ["og", "eller", "i", "på", "av", "for", "til", "med", "om", "the", "of", "and", "in", "to", "a"]
)
# Who asks for the name of a scholar or a product that points to a theme does not ask for the theme's other words.
NAME = 0.2
_NAME = re.compile(r"[A-ZÆØÅ][a-zæøåäöéü]+(?: [A-ZÆØÅ][a-zæøåäöéü]+)*")


@dataclass(frozen=True, slots=True)
class Label:
    """A word or phrase for a theme: ``weight`` tells how good a stand-in for the theme it is (preferred: 1)."""

    theme: str
    text: str
    weight: float
    lemmas: tuple[str, ...]
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """Other words to look for, because the question named a theme.

    ``share`` is how much of the question the theme's label made up (1: all of it), ``lemmas`` the words that named it
    and ``weight`` how good a stand-in the label is.
    """

    theme: str
    named: str
    labels: tuple[Label, ...]
    share: float
    lemmas: tuple[str, ...] = ()
    weight: float = 1.0


def make_label(theme: str, text: str, *, kind: str) -> Label | None:
    """A label of ``kind`` (preferred, alternative, hidden), read; None for one without a word to look for."""
    lemmas = tuple(row.reading.lemma for row in read_words(text) if row.reading.lemma not in _FILLER)
    if not lemmas:
        return None
    weight = {"preferred": 1.0, "alternative": 0.7}.get(kind, NAME if _NAME.fullmatch(text) else 0.4)
    return Label(theme, text, weight, lemmas, kind == "preferred")


class Vocabulary:
    """The labels of all themes, by their words."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._by_lemmas: dict[tuple[str, ...], list[Label]] = defaultdict(list)
        self._by_theme: dict[str, list[Label]] = defaultdict(list)
        for label in labels:
            self._by_lemmas[label.lemmas].append(label)
            self._by_theme[label.theme].append(label)
        self._longest = max((len(lemmas) for lemmas in self._by_lemmas), default=0)

    def expand(self, lemmas: Sequence[str]) -> tuple[Expansion, ...]:
        """The expansions of a question whose words have the dictionary forms ``lemmas``; longest labels first.

        A word is used once: "tillitsbasert ledelse" is not also "ledelse".
        """
        asked = [lemma for lemma in lemmas if lemma not in _FILLER]
        used: set[int] = set()
        found: list[Expansion] = []
        for size in range(min(max(self._longest, 2), len(asked)), 0, -1):
            for place in range(len(asked) - size + 1):
                places = set(range(place, place + size))
                words = tuple(asked[place : place + size])
                named = self._find_named(words)
                if named is None or places & used:
                    continue
                used |= places
                found += [self._expansion(label, words, size / len(asked)) for label in _one_a_theme(named)]
        return tuple(found)

    def _find_named(self, words: tuple[str, ...]) -> list[Label] | None:
        """The labels of these words, or of two of them written as one: "bruker medvirkning" names a theme, too."""
        named = self._by_lemmas.get(words)
        if named is None and len(words) == 2:
            joined = (self._by_lemmas.get((words[0] + link + words[1],)) for link in ("", "s", "e"))
            named = next(filter(None, joined), None)
        return named

    def _expansion(self, named: Label, words: tuple[str, ...], share: float) -> Expansion:
        seen, others = {named.lemmas}, []
        for label in sorted(self._by_theme[named.theme], key=lambda label: -label.weight):
            if label.lemmas not in seen:
                seen.add(label.lemmas)
                others.append(label)
        return Expansion(named.theme, named.text, tuple(others), share * named.weight, words, named.weight)


def _one_a_theme(labels: Iterable[Label]) -> list[Label]:
    best: dict[str, Label] = {}
    for label in labels:
        if label.theme not in best or best[label.theme].weight < label.weight:
            best[label.theme] = label
    return list(best.values())
