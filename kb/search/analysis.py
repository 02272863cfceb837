"""Text as the index keeps it: analysed here, so that an engine takes it word by word as it is.

Three parallel fields of the same text: ``forms`` (the words as written, folded), ``lemmas`` (their dictionary forms,
in the same places, so that phrases and nearness can be told) and ``parts`` (what compounds are made of). Every
field is words with a space between: an engine needs nothing but a whitespace analyser.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kb.language.lemmas import Reading, read_word
from kb.language.words import Word, fold, is_joiner, split_words

# Words that hold a sentence together and say little by themselves; "ikke" is none of them.
_SMALL_TEXT = """
og i på av for til med om en et ei å som at er de den det eller hva hvem hvordan hvorfor hvilken hvilke kva kven korleis
kvifor si være ha bli kunne skulle ville må jeg eg vi du man seg sin der her når hos mellom fra frå ved mot under over
etter the of and to in a is are what how do
"""
SMALL_WORDS = frozenset(_SMALL_TEXT.split())


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text analysed: three texts of words with a space between, and the number of words."""

    forms: str
    lemmas: str
    parts: str
    length: int


class ReadWord(NamedTuple):
    """A word of a text with its reading; ``parts`` include the end that a suspended word borrows."""

    word: Word
    reading: Reading
    parts: tuple[str, ...]


@lru_cache(maxsize=2_000)  # texts that answer one question answer the next, and its snippets
def read_words(text: str) -> tuple[ReadWord, ...]:
    """The words of ``text`` with their readings; "mål-" before "resultatstyring" has the part "styring"."""
    words = split_words(text)
    readings = [read_word(word.form) for word in words]
    if not any(word.suspended for word in words):
        return tuple(map(ReadWord, words, readings, [reading.parts for reading in readings]))
    rows = []
    for place, (word, reading) in enumerate(zip(words, readings, strict=True)):
        parts = reading.parts
        if word.suspended and place + 2 < len(words) and is_joiner(words[place + 1].form):
            borrowed = readings[place + 2].parts[-1:]
            parts = (reading.lemma, *parts, *borrowed, *(fold(word.form) + end for end in borrowed))
        rows.append(ReadWord(word, reading, parts))
    return tuple(rows)


def analyse(text: str) -> Analysis:
    """``text`` as the index keeps it."""
    rows = read_words(text)
    return Analysis(
        forms=" ".join(row.reading.form for row in rows),
        lemmas=" ".join(row.reading.lemma for row in rows),
        parts=" ".join(part for row in rows for part in row.parts),
        length=len(rows),
    )
