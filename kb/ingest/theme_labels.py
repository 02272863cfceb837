"""The words that point to themes, and where they stand in a text: inflected, inside compounds, apart."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kb.language.lemmas import lemma_of, read_word
from kb.language.words import is_joiner, split_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

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
        "a",
    ]
)
_PREFERRED, _ALTERNATIVE, _HIDDEN = 1.0, 0.65, 0.3
_WHOLE, _PART = 1.0, 0.6
_LEAST_SPELT = 6
# Compounds that mean something of their own: a "tillitsvalgt" tells nothing of trust, "dagpenger" nothing of budgets.
_OWN_MEANING_WORDS = """
    tillitsvalgt tillitsvald tillitsmann tillitskvinne tillitsverv selvtillit sjølvtillit tillitsvekkende
    tillitsvekkjande ekspertutvalg ekspertutval brukerutvalg brukarutval folkevalgt stortingsvalg kommunevalg
    arbeidsmetode dagpenger dagpengemottaker dagpengeperiode arbeidsavklaringspenger tiltakspenger forskrift
    rettferdighet urettferdighet kvartal validere valid veilede veileder hjelpemiddel virkemiddel verkemiddel
    legemiddel datatilsyn lovdata høyskole høgskole folkehøgskole kulturskole nytteverdi overføringsverdi
"""


_OWN_MEANING = frozenset(map(lemma_of, _OWN_MEANING_WORDS.split()))


@dataclass(frozen=True, slots=True, eq=False)
class ThemeLabel:
    """A label as it is looked for: the lemmas of its words without filler, in order.

    ``reach`` is how far from one word of it the next may stand: 1 for phrases with a small word in them, "lite på".
    """

    text: str
    theme: str
    weight: float
    lemmas: tuple[str, ...]
    reach: int = 3


@dataclass(frozen=True, slots=True)
class TextReading:
    """The lemma of each word of a text, and the parts of each that is a compound."""

    lemmas: list[str]
    parts: list[tuple[str, ...]]

    @property
    def all_lemmas(self) -> list[str]:
        return self.lemmas + [part for row in self.parts for part in row]


@lru_cache(maxsize=8)
def find_labels_of(vocabulary: tuple[Theme, ...]) -> LabelFinder:
    """The finder for a vocabulary, made once."""
    return LabelFinder(vocabulary)


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
        """The lemmas of ``text`` and of the parts of its words, and how much of each label is in it."""
        reading = read_text(text)
        return reading.all_lemmas, self.find_in(reading)

    def find_in(self, reading: TextReading, passed_over: Container[int] = ()) -> dict[ThemeLabel, float]:
        """How much of each label is in a text, inside a compound less; not at the places ``passed_over``."""
        lemmas, parts = reading.lemmas, reading.parts
        hits: dict[ThemeLabel, float] = defaultdict(float)
        for place, lemma in enumerate(lemmas):
            if place in passed_over:
                continue
            for label in self.by_first.get(lemma, ()):
                if len(label.lemmas) == 1 or _stands_at(label, lemmas, place):
                    hits[label] += _WHOLE
            for part in () if lemma in _OWN_MEANING else parts[place]:
                for label in self.by_first.get(part, ()):
                    if len(label.lemmas) == 1 and part != lemma:
                        hits[label] += _PART
        return dict(hits)


def _labels(vocabulary: Sequence[Theme]) -> Iterable[ThemeLabel]:
    for theme in vocabulary:
        named = _named_by(theme)
        shown = {_spelling(label) for label in theme.labels}
        for place, text in enumerate((*theme.labels, *theme.hints)):
            if not (lemmas := _telling_lemmas(text)):
                continue
            if place == 0 or lemmas in named:
                weight = _PREFERRED
            elif place < len(theme.labels) or (len(text) >= _LEAST_SPELT and _spelling(text) in shown):
                # A hidden label that is but a shown one misspelt says as much.
                weight = _ALTERNATIVE
            else:
                weight = _HIDDEN
            reach = 1 if any(lemma in _FILLER for lemma in lemmas) else 3
            yield ThemeLabel(text, theme.slug, weight, lemmas, reach)


def _named_by(theme: Theme) -> frozenset[tuple[str, ...]]:
    """What the theme's name names, where it names two: "Kompetanse og læring"."""
    pieces = re.split(r",| (?:og|and) ", theme.labels[0]) if theme.labels else []
    return frozenset(_telling_lemmas(piece) for piece in pieces)


def _spelling(text: str) -> str:
    """A label without the differences of everyday misspellings: doubled letters, spaces and hyphens."""
    return re.sub(r"(.)\1", r"\1", re.sub(r"[\W_]", "", text.casefold()))


def _telling_lemmas(text: str) -> tuple[str, ...]:
    """The lemmas of a label without its small words, but all of them where one alone would be left: "lite på"."""
    lemmas = tuple(read_text(text).lemmas)
    telling = tuple(lemma for lemma in lemmas if lemma not in _FILLER)
    return telling if len(telling) > 1 else lemmas


def read_text(text: str) -> TextReading:
    """The lemma of each word and its parts; "mål-" before "resultatstyring" has the part "styring" too."""
    words = split_words(text)
    readings = [read_word(word.form) for word in words]
    parts = [reading.parts for reading in readings]
    for place, word in enumerate(words[:-2]):
        if word.suspended and is_joiner(words[place + 1].form) and readings[place + 2].parts:
            parts[place] = (*parts[place], readings[place + 2].parts[-1])
    return TextReading([reading.lemma for reading in readings], parts)


def _stands_at(label: ThemeLabel, lemmas: list[str], place: int) -> bool:
    """Whether the words of a label stand at ``place``, in order, with few other words in each gap."""
    at = place
    for lemma in label.lemmas[1:]:
        window = lemmas[at + 1 : at + 1 + label.reach]
        if lemma not in window:
            return False
        at += 1 + window.index(lemma)
    return True
