"""One thesis, read for what may recur elsewhere: its terms, where each stands, and its fingerprints."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kb.ingest.language import detect_language
from kb.language.word_classes import ENGLISH, NORWEGIAN
from kb.synthesis.recurring.shingles import Fingerprints, find_fingerprints, words_of
from kb.synthesis.recurring.terms import find_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

# Another number whenever the same text gives another reading.
METHOD = 2
# A section shorter than that is counted with the next, or three words in a lead-in would be a theme of it.
_SECTION = 500
_FORMS = 5


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage to read. ``masked`` are spans that are not the thesis' own words: citations.

    ``counts``: whether its words are counted as terms (those of method chapters are not); its fingerprints are taken
    anyhow.
    """

    pk: int
    section: int
    text: str
    masked: tuple[tuple[int, int], ...] = ()
    counts: bool = True


COLUMNS = ("count", "densest", "densest_words", "inside", "names", "nouns", "verbs")


@dataclass(frozen=True)
class ThesisReading:
    """All that one thesis gives.

    ``keys`` are its terms, ``numbers`` a row each with COLUMNS: how often it stands in the thesis and in its densest
    section, of so many words; how often inside a sentence, and with a capital there; how often the words around tell
    that it is a noun or a verb. ``forms`` are the commonest ways it is written. ``once`` are the terms that stand in
    the thesis a single time. ``term``, ``passage`` and ``times`` are rows too: a term's place among ``keys``, the
    primary key of a passage that has it, and how often. ``marks`` are the fingerprints, ``text`` of each the primary
    key of its passage.
    """

    language: str
    n_words: int
    keys: tuple[str, ...]
    numbers: NDArray[np.int64]
    forms: tuple[dict[str, int], ...]
    once: tuple[str, ...]
    term: NDArray[np.int64]
    passage: NDArray[np.int64]
    times: NDArray[np.int64]
    marks: Fingerprints


@dataclass
class _Tally:
    count: int = 0
    inside: int = 0
    names: int = 0
    nouns: int = 0
    verbs: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    sections: Counter[int] = field(default_factory=Counter)
    passages: Counter[int] = field(default_factory=Counter)


def language_group(language: str) -> str:
    """Bokmål and nynorsk are counted together, by their common dictionary forms; English apart."""
    return ENGLISH if language == "en" else NORWEGIAN


def read_thesis(passages: Sequence[PassageText], language: str) -> ThesisReading:
    """The reading of a thesis in ``language`` (nb, nn or en). Passages in another language give no terms."""
    group = language_group(language)
    words = [words_of(passage.text) for passage in passages]
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    counted = [
        (passage, len(own))
        for passage, own in zip(passages, words, strict=True)
        if passage.counts and language_group(detect_language(passage.text, language)) == group
    ]
    sections, sizes = _join_sections(counted)
    for passage, _n_words in counted:
        _tally(passage, sections[passage.section], group, tallies)
    several = sorted(key for key, tally in tallies.items() if tally.count > 1)
    rows = [
        (place, pk, times) for place, key in enumerate(several) for pk, times in tallies[key].passages.items()
    ]
    places = np.array(rows, dtype=np.int64).reshape(-1, 3)
    numbers = np.array([_count(tallies[key], sizes) for key in several], dtype=np.int64)
    marks = find_fingerprints(words)
    pks = np.array([passage.pk for passage in passages], dtype=np.int64)
    return ThesisReading(
        language=group,
        n_words=sum(n_words for _passage, n_words in counted),
        keys=tuple(several),
        numbers=numbers.reshape(-1, len(COLUMNS)),
        forms=tuple(dict(tallies[key].forms.most_common(_FORMS)) for key in several),
        once=tuple(sorted(key for key, tally in tallies.items() if tally.count == 1)),
        term=places[:, 0],
        passage=places[:, 1],
        times=places[:, 2],
        marks=marks._replace(text=pks[marks.text]),
    )


def _join_sections(counted: Iterable[tuple[PassageText, int]]) -> tuple[dict[int, int], dict[int, int]]:
    """For each section the one it is counted with, and how many words that has."""
    joined: dict[int, int] = {}
    sizes: Counter[int] = Counter()
    current = 0
    for passage, n_words in counted:
        if passage.section not in joined:
            if not sizes[current] or sizes[current] >= _SECTION:
                current += 1
            joined[passage.section] = current
        sizes[joined[passage.section]] += n_words
    return joined, dict(sizes)


def _tally(passage: PassageText, section: int, group: str, tallies: dict[str, _Tally]) -> None:
    for place in find_terms(passage.text, group, masked=passage.masked):
        tally = tallies[place.key]
        tally.count += 1
        tally.sections[section] += 1
        tally.passages[passage.pk] += 1
        tally.forms[" ".join(passage.text[place.start : place.end].split())] += 1
        tally.nouns += place.sort > 0
        tally.verbs += place.sort < 0
        if place.is_name is not None:
            tally.inside += 1
            tally.names += place.is_name


def _count(tally: _Tally, sizes: dict[int, int]) -> tuple[int, ...]:
    section = max(tally.sections, key=lambda number: (tally.sections[number] ** 2 / sizes[number], -number))
    return (
        tally.count,
        tally.sections[section],
        sizes[section],
        tally.inside,
        tally.names,
        tally.nouns,
        tally.verbs,
    )
