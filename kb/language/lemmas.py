"""The dictionary form of any word, known or not: what its inflected forms have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from kb.language.compounds import split_compound
from kb.language.lexicon import TO_BOKMAAL, find_english_lemma, find_lemma
from kb.language.words import fold


@dataclass(frozen=True, slots=True)
class Reading:
    """How a word is read: ``lemma`` its dictionary form, ``parts`` those of its parts, for a compound.

    All three are folded (:func:`kb.language.words.fold`), so that a missing å, ø or æ makes no difference.
    """

    form: str
    lemma: str
    parts: tuple[str, ...] = ()


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("norwegian")


@lru_cache(maxsize=200_000)
def read_word(form: str) -> Reading:
    """The reading of a word in lower case, as :func:`kb.language.words.split_words` gives it."""
    if not any(letter.isalpha() for letter in form):
        return Reading(form, form)
    if "-" in form or "'" in form:
        return _read_hyphenated(form)
    lemma, parts = _read_plain(form)
    return Reading(fold(form), fold(lemma), tuple(map(fold, parts)))


def lemma_of(form: str) -> str:
    """The dictionary form of a lower-case word, folded."""
    return read_word(form).lemma


def _read_plain(form: str) -> tuple[str, tuple[str, ...]]:
    spelt = fold(form)
    for candidate in (form, spelt) if spelt != form else (form,):
        lemma = _find_with_genitive(candidate)
        cut = split_compound(candidate) or (
            split_compound(candidate[:-1]) if candidate.endswith("s") else None
        )
        if lemma is not None:
            return lemma, cut.parts if cut else ()
        if cut is not None:
            # Inflection stands at the end: "lærings" + "arena" from "læringsarenaer".
            return _in_bokmaal(candidate[: cut.head_start]) + cut.parts[-1], cut.parts
    return _find_by_ending(spelt) or find_english_lemma(form) or _stem(spelt), ()


_NYNORSK_ENDINGS = ("arane", "ane", "ene", "ar", "er", "en", "et", "a")


def _find_by_ending(form: str) -> str | None:
    """The bokmål word for an inflected nynorsk one that only our own list has: "partnarskapen"."""
    for ending in _NYNORSK_ENDINGS:
        if form.endswith(ending) and (found := TO_BOKMAAL.get(form[: -len(ending)])):
            return found
    return None


def _in_bokmaal(beginning: str) -> str:
    """The beginning of a compound with its nynorsk first part in bokmål: "leiar" as "leder"."""
    for end in range(len(beginning), 3, -1):
        if beginning[:end] in TO_BOKMAAL:
            return TO_BOKMAAL[beginning[:end]] + beginning[end:]
    return beginning


def _find_with_genitive(form: str) -> str | None:
    lemma = find_lemma(form)
    if lemma is None and form.endswith("s") and len(form) > 3:
        lemma = find_lemma(form[:-1])
    return lemma


def _stem(form: str) -> str:
    bare = form[:-1] if form.endswith("s") and len(form) > 4 else form
    return str(_stemmer().stemWord(bare)) if bare.isalpha() else bare


def _read_hyphenated(form: str) -> Reading:
    """Read "nav-kontorene" as "navkontor", made of "nav" and "kontor"; "nav's" as "nav"."""
    if "'" in form:
        first, _, ending = form.partition("'")
        if ending in {"s", ""} and first:
            return read_word(first)
    pieces = [piece for piece in form.replace("'", "-").split("-") if piece]
    if len(pieces) < 2:
        return read_word(pieces[0]) if pieces else Reading(form, form)
    readings = [read_word(piece) for piece in pieces]
    inner = [part for reading in readings for part in (reading.lemma, *reading.parts)]
    lemma = "".join([reading.form for reading in readings[:-1]] + [readings[-1].lemma])
    parts = tuple(part for part in dict.fromkeys(inner) if len(part) > 1)
    return Reading("".join(reading.form for reading in readings), lemma, parts)
