"""Which terms are characteristic of several theses, out of the readings of all theses in one language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.language.lemmas import lemma_of
from kb.synthesis.recurring.keyness import CRITICAL, NOTICEABLE, log_likelihood
from kb.synthesis.recurring.reading import COLUMNS
from kb.synthesis.recurring.terms import LONGEST_ABBREVIATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from kb.synthesis.recurring.reading import ThesisReading

# Of more terms than can be looked through, so many a language are kept, the strongest.
MOST_TERMS = 1_500
LEAST_THESES = 2
# Where fewer of a word's places than that tell of a noun, it is none; where more have a capital, it is a name.
_NOUN_SHARE = 0.2
_NAME_SHARE = 0.5


@dataclass(frozen=True)
class TermUses:
    """Terms in theses, a row for each term that a thesis uses twice or more.

    ``term`` is a place in ``keys``; ``thesis`` a place in the readings; ``strength`` G² of the term there.
    ``dispersion`` has one value a term: Gries' DP over the theses that use it.
    """

    keys: tuple[str, ...]
    term: NDArray[np.int64]
    thesis: NDArray[np.int64]
    strength: NDArray[np.float64]
    dispersion: NDArray[np.float64]
    score: NDArray[np.float64]


def select_terms(readings: Sequence[ThesisReading]) -> TermUses:
    """The terms that are characteristic of LEAST_THESES or more, the most telling first. One language at a time."""
    keys, term, thesis, alone = _join(readings)
    numbers = np.concatenate([r.numbers for r in readings]) if readings else np.zeros((0, len(COLUMNS)), int)
    words = np.array([reading.n_words for reading in readings], dtype=float)
    count, densest, densest_words, inside, names, nouns, verbs = numbers.astype(float).T

    def total(values: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = np.bincount(term, weights=values, minlength=len(keys)).astype(float)
        return found

    everywhere = total(count)
    is_noun = (total(nouns) >= _NOUN_SHARE * everywhere) & (total(verbs) <= total(nouns))
    is_name = total(names) > _NAME_SHARE * total(inside)
    rest = (everywhere + alone)[term]
    whole = log_likelihood(count, words[thesis], rest - count, words.sum() - words[thesis])
    part = log_likelihood(densest, densest_words, rest - densest, words.sum() - densest_words)
    strength = np.maximum(whole, part)
    telling = strength >= NOTICEABLE
    chosen = (
        is_noun
        & ~is_name
        & (total(telling.astype(float)) >= LEAST_THESES)
        & (total(np.where(telling, strength, 0)) >= CRITICAL)
    )
    dispersion = _deviate(term, count, words[thesis], len(keys))
    score = total(np.where(telling, np.log1p(np.maximum(strength, 0)), 0)) * (1 - dispersion / 2)
    order = sorted(np.flatnonzero(chosen).tolist(), key=lambda place: (-score[place], keys[place]))[
        :MOST_TERMS
    ]
    new_place = np.full(len(keys), -1)
    new_place[order] = np.arange(len(order))
    kept = new_place[term] >= 0
    return TermUses(
        keys=tuple(keys[place] for place in order),
        term=new_place[term[kept]],
        thesis=thesis[kept],
        strength=strength[kept],
        dispersion=dispersion[order],
        score=score[order],
    )


def _join(
    readings: Sequence[ThesisReading],
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """All keys; for each row of all numbers its key and its thesis; for each key how many have it a single time."""
    place: dict[str, int] = {}
    term = [place.setdefault(key, len(place)) for reading in readings for key in reading.keys]
    thesis = np.repeat(np.arange(len(readings)), [len(reading.keys) for reading in readings])
    alone = np.zeros(len(place))
    for reading in readings:
        alone[[place[key] for key in reading.once if key in place]] += 1
    return list(place), np.array(term, dtype=np.int64), thesis, alone


def _deviate(
    term: NDArray[np.int64], count: NDArray[np.float64], words: NDArray[np.float64], n_terms: int
) -> NDArray[np.float64]:
    """Gries' DP (:func:`kb.synthesis.recurring.keyness.deviation`) of each term over the theses that use it."""
    shares = count / np.bincount(term, weights=count, minlength=n_terms)[term]
    sizes = words / np.bincount(term, weights=words, minlength=n_terms)[term]
    return np.bincount(term, weights=np.abs(shares - sizes), minlength=n_terms) / 2


def choose_label(key: str, written: Iterable[Mapping[str, int]]) -> str:
    """How the term is written: in its dictionary form where there is one, else as it mostly is."""
    forms: Counter[str] = Counter()
    for each in written:
        for form, count in each.items():
            forms[_lower(form)] += count
    most = forms.most_common(1)[0][1]
    usual = [form for form, count in forms.items() if 5 * count >= most]
    if key in usual or (lemma_of(key) == key and any(form.startswith(key) for form in usual)):
        return key
    indefinite = [form for form in usual if not form.endswith(("en", "et", "ene", "ens", "a", "s"))]
    if " " not in key and indefinite:
        return min(indefinite, key=lambda form: (len(form), -forms[form], form))
    return max(indefinite or usual, key=lambda form: (forms[form], form))


def _lower(form: str) -> str:
    """Without the capital of a sentence's beginning; abbreviations keep theirs ("NAV-kontor", "Nav-kontor")."""
    first, hyphen, _rest = form.split(maxsplit=1)[0].partition("-")
    is_short = bool(hyphen) and len(first) <= LONGEST_ABBREVIATION
    return form if is_short or (len(first) > 1 and first[1].isupper()) else form[0].lower() + form[1:]
