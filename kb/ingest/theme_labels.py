"""The words that point to themes, and where they stand in a text: inflected, inside compounds, apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.language.lemmas import read_word
from kb.language.words import is_joiner, split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.ingest.draft import Theme

_FILLER = frozenset(
    [
        "og",
        "eller",
        "i",
        "på",
        "av",
        "for",
        "til",
        "med",
        "mellom",
        "om",
        "en",
        "et",
        "den",
        "det",
        "de",
        "å",
        "the",
        "of",
        "and",
        "in",
        "to",
        "a",
    ]
)
_PREFERRED, _ALTERNATIVE, _HIDDEN = 1.0, 0.65, 0.4
# A passage begins with what it is about.
_TOPIC, _TOPIC_WORDS = 1.5, 25
_WHOLE, _PART = 1.0, 0.6


@dataclass(frozen=True, slots=True)
class ThemeLabel:
    """A label as it is looked for: the lemmas of its words without filler, in order."""

    text: str
    theme: str
    weight: float
    lemmas: tuple[str, ...]


class LabelFinder:
    """Finds the labels of all themes in a text in one pass over its words."""

    def __init__(self, vocabulary: Sequence[Theme]) -> None:
        self.by_first: dict[str, list[ThemeLabel]] = defaultdict(list)
        seen: dict[tuple[str, tuple[str, ...]], ThemeLabel] = {}
        for label in _labels(vocabulary):
            key = (label.theme, label.lemmas)
            if key not in seen or seen[key].weight < label.weight:
                seen[key] = label
        for label in seen.values():
            self.by_first[label.lemmas[0]].append(label)

    def find(self, text: str) -> tuple[list[str], dict[ThemeLabel, float]]:
        """The lemmas of ``text``, and how much of each label is in it: inside a compound less, at the start more."""
        lemmas, parts = _read(text)
        hits: dict[ThemeLabel, float] = defaultdict(float)
        for place, lemma in enumerate(lemmas):
            told = _TOPIC if place < _TOPIC_WORDS else 1.0
            for label in self.by_first.get(lemma, ()):
                if len(label.lemmas) == 1 or _stands_at(label.lemmas, lemmas, place):
                    hits[label] += _WHOLE * told
            for part in parts[place]:
                for label in self.by_first.get(part, ()):
                    if len(label.lemmas) == 1 and part != lemma:
                        hits[label] += _PART * told
        return lemmas + [part for row in parts for part in row], dict(hits)


def _labels(vocabulary: Sequence[Theme]) -> Iterable[ThemeLabel]:
    for theme in vocabulary:
        for place, text in enumerate((*theme.labels, *theme.hints)):
            weight = _PREFERRED if place == 0 else _ALTERNATIVE if place < len(theme.labels) else _HIDDEN
            lemmas = tuple(lemma for lemma in _read(text)[0] if lemma not in _FILLER)
            if lemmas:
                yield ThemeLabel(text, theme.slug, weight, lemmas)


def _read(text: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """The lemma of each word and its parts; "mål-" before "resultatstyring" has the part "styring" too."""
    words = split_words(text)
    readings = [read_word(word.form) for word in words]
    parts = [reading.parts for reading in readings]
    for place, word in enumerate(words[:-2]):
        if word.suspended and is_joiner(words[place + 1].form) and readings[place + 2].parts:
            parts[place] = (*parts[place], readings[place + 2].parts[-1])
    return [reading.lemma for reading in readings], parts


def _stands_at(wanted: tuple[str, ...], lemmas: list[str], place: int) -> bool:
    """Whether the words of a label stand at ``place``, in order, with at most two other words in each gap."""
    at = place
    for lemma in wanted[1:]:
        window = lemmas[at + 1 : at + 4]
        if lemma not in window:
            return False
        at += 1 + window.index(lemma)
    return True
