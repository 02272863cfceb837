"""The words and phrases of a text that may be terms: nouns that are not of every subject, and nouns with an adjective.

After Justeson & Katz (1995), *Technical terminology: some linguistic properties and an algorithm for identification in
text*: terms are noun phrases of few words that come back. What kind of word each is, is told without a tagger
(:mod:`kb.language.word_classes`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.language.word_classes import (
    BEFORE_NOUNS,
    BEFORE_VERBS,
    ENGLISH,
    SMALL_ENGLISH,
    find_lemma_in,
    is_adjective,
    is_inflected_noun,
    is_noun,
    is_ordinary,
    is_ordinary_adjective,
)
from kb.language.words import Word, is_joiner, split_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHORTEST = 4
LONGEST_ABBREVIATION = 5
_APART = re.compile(r"[^\s-]")
_BEGINS = re.compile(r"(?:^|[.!?:;«“\"”»\n–•])[\s«“\"(]*$")
_PLAIN = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class TermPlace:
    """A term at one place: ``text[start:end]``. ``key`` is its dictionary forms, the same for all its forms.

    ``is_name`` where it is written with a capital inside a sentence, None at the beginning of one. ``sort`` is 1 where
    the words around it or its ending tell that it is a noun, -1 where they tell that it is a verb, else 0.
    """

    key: str
    start: int
    end: int
    is_name: bool | None
    sort: int


Run = list[tuple[Word, str]]


def find_terms(text: str, language: str, *, masked: Sequence[tuple[int, int]] = ()) -> Iterator[TermPlace]:
    """The terms in ``text``, nested ones too, in order; none that touches a ``masked`` span (a citation, say)."""
    find = _find_english if language == ENGLISH else _find_norwegian
    for run in _split_runs(text, language, masked):
        yield from find(text, run)


def key_of(label: str, language: str) -> str:
    """The key of a label of the vocabulary, to compare with those of terms."""
    return " ".join(find_lemma_in(word.form, language) for word in split_words(label))


def _split_runs(text: str, language: str, masked: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """Words with nothing but blanks between them, each with its dictionary form."""
    run: Run = []
    end = 0
    for word in split_words(text):
        is_masked = any(start < word.end and word.start < stop for start, stop in masked)
        if run and (is_masked or _APART.search(text, end, word.start)):
            yield run
            run = []
        end = word.end
        if not is_masked:
            run.append((word, find_lemma_in(word.form, language)))
    if run:
        yield run


def _find_norwegian(text: str, run: Run) -> Iterator[TermPlace]:
    for place, (word, lemma) in enumerate(run):
        if (
            not _PLAIN.fullmatch(word.form)
            or len(lemma) < SHORTEST
            or word.suspended
            or not is_noun(word.form)
        ):
            continue
        if place >= 2 and run[place - 2][0].suspended and is_joiner(run[place - 1][0].form):
            # "mål- og disponeringsbrev" is one term, and "disponeringsbrev" none.
            first = run[place - 2][0]
            yield _place(text, run, place - 2, place, f"{first.form}- {run[place - 1][1]} {lemma}")
            continue
        if is_adjective(word.form) and not is_inflected_noun(word.form, lemma):
            continue
        if not is_ordinary(lemma, "no"):
            yield _place(text, run, place, place, lemma)
        if place and _describes(run[place - 1]):
            yield _place(text, run, place - 1, place, f"{run[place - 1][1]} {lemma}")


def _describes(before: tuple[Word, str]) -> bool:
    word, lemma = before
    return (
        len(lemma) >= SHORTEST
        and _PLAIN.fullmatch(word.form) is not None
        and is_adjective(word.form)
        and not is_ordinary_adjective(lemma)
    )


def _find_english(text: str, run: Run) -> Iterator[TermPlace]:
    for place, (word, lemma) in enumerate(run):
        if not _is_english_content(word.form) or word.form.endswith("ly"):
            continue
        ordinary = is_ordinary(lemma, ENGLISH) or is_ordinary(word.form, ENGLISH)
        if not ordinary and len(lemma) > SHORTEST:
            yield _place(text, run, place, place, lemma)
        for length in (1, 2):
            first = place - length
            if first < 0 or not all(_is_english_content(each.form) for each, _ in run[first:place]):
                break
            lemmas = [each for _, each in run[first : place + 1]]
            if any(is_ordinary(each, ENGLISH) for each in lemmas[: 1 if length == 1 else 2]) and ordinary:
                continue
            yield _place(text, run, first, place, " ".join(lemmas))


def _is_english_content(form: str) -> bool:
    return len(form) > 2 and _PLAIN.fullmatch(form) is not None and form not in SMALL_ENGLISH


def _place(text: str, run: Run, first: int, last: int, key: str) -> TermPlace:
    start, end = run[first][0].start, run[last][0].end
    head, lemma = run[last]
    # The capital of a phrase is that of its head, but of "Arbeids- og velferdsetaten", which is a name.
    is_name: bool | None = _has_name_capital(run[first][0] if run[first][0].suspended else head)
    if (
        (first == last or run[first][0].suspended)
        and first == 0
        and _BEGINS.search(text, max(0, start - 6), start)
    ):
        is_name = None
    before = run[first - 1][0].form if first else ""
    if first < last:
        sort = -1 if before == "å" else 1  # "å løse problemene" has no adjective
    elif before in BEFORE_NOUNS or is_inflected_noun(head.form, lemma):
        sort = 1
    else:
        sort = -1 if before in BEFORE_VERBS else 0
    return TermPlace(key, start, end, is_name, sort)


def _has_name_capital(word: Word) -> bool:
    """Whether a word has the capital of a name; that of an abbreviation in a compound ("NAV-kontor") is none."""
    first, hyphen, rest = word.text.partition("-")
    return first[0].isupper() and not (hyphen and len(first) <= LONGEST_ABBREVIATION and rest.islower())
