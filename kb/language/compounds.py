"""What a compound is made of: "styringslinjene" of "styring" and "linje".

A word is cut where both sides are known words, with a linking -s- or -e- between them. Of several ways to
cut, the one with fewest parts wins, then the one whose parts are usual in theses
(:func:`kb.language.lexicon.counts`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from kb.language.lexicon import FORMS, TO_BOKMAAL, counts, find_lemma, read_table

_NO_HEAD = frozenset(read_table("no_last_part.txt"))
_NO_MODIFIER = frozenset(read_table("no_first_part.txt"))
_WHOLE = frozenset(read_table("whole_words.txt"))
_TRANSLATED = frozenset(TO_BOKMAAL.values())
_LINKING_S = (
    "het",
    "skap",
    "ing",
    "dom",
    "sjon",
    "tet",
    "tillit",
    "arbeid",
    "else",
    "ment",
    "rett",
    "liv",
    "råd",
    "rum",
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to take a compound apart: the dictionary forms of its parts, and where its last part begins."""

    parts: tuple[str, ...]
    head_start: int
    score: float


@lru_cache(maxsize=200_000)
def split_compound(form: str) -> Cut | None:
    """The best way to take ``form`` (lower case, inflected or not) apart; None for a word of one piece."""
    if len(form) < 7 or len(form) > _LONGEST or not form.isalpha():
        return None
    lemma = find_lemma(form)
    if form in _WHOLE or lemma in _WHOLE or form in FORMS:
        return None
    best = _best_cut(form, 0)
    if best is None:
        return None
    if lemma is not None and not _is_plain(best):
        return None
    return best


@lru_cache(maxsize=200_000)
def _best_cut(form: str, depth: int) -> Cut | None:
    best: Cut | None = None
    for end in range(3, len(form) - 2):
        modifier = _modifier(form[:end], form[end:])
        if modifier is None:
            continue
        for cut in _cuts_after(form, end, modifier, depth):
            if best is None or (len(cut.parts), -cut.score) < (len(best.parts), -best.score):
                best = cut
    return best


def _cuts_after(form: str, end: int, modifier: tuple[str, float], depth: int) -> list[Cut]:
    word, score = modifier
    rest = form[end:]
    cuts = []
    head = _head(rest)
    if head is not None:
        cuts.append(Cut((word, head), end, score + _usual(head) + 0.2 * len(rest)))
    elif depth < 2 and len(rest) >= 6:
        inner = _best_cut(rest, depth + 1)
        if inner is not None:
            cuts.append(Cut((word, *inner.parts), end + inner.head_start, score + inner.score))
    return cuts


def _modifier(text: str, rest: str) -> tuple[str, float] | None:
    """The word that ``text`` is as the first part of a compound, and how good that reading is."""
    found = []
    if text[-1] == "s" and len(text) >= 4 and (word := _base(text[:-1])) is not None:
        found.append((word, _usual(word) + (2.0 if text[:-1].endswith(_LINKING_S) else -1.0)))
    if (word := _base(text)) is not None:
        # "arbeid" takes a linking -s-, so "arbeidstaker" is not "arbeid" and "staker".
        lost_s = rest[0] == "s" and text.endswith(_LINKING_S)
        found.append((word, _usual(word) - (2.0 if lost_s else 0.0)))
    if text[-1] == "e" and len(text) >= 5 and (word := _base(text[:-1])) is not None:
        found.append((word, _usual(word) - 1.5))
    return max(found, key=lambda reading: reading[1], default=None)


@lru_cache(maxsize=100_000)
def _base(text: str) -> str | None:
    if len(text) < 3 or text in _NO_MODIFIER or text in _NO_HEAD:
        return None
    lemma = find_lemma(text)
    if lemma is None or lemma in _NO_MODIFIER:
        return None
    # A first part stands in its dictionary form or as a verb's stem ("utvikl"); a nynorsk one is translated.
    if lemma not in (text, text + "e") and lemma not in _TRANSLATED:
        return None
    if len(lemma) <= 3 and counts().get(lemma, 0) < 8:
        return None
    return lemma


@lru_cache(maxsize=100_000)
def _head(text: str) -> str | None:
    if len(text) < 3 or text in _NO_HEAD:
        return None
    lemma = find_lemma(text)
    if lemma is None and text.endswith("s"):
        lemma = find_lemma(text[:-1])
    if lemma is None or lemma in _NO_HEAD or len(lemma) < 2:
        return None
    if len(lemma) <= 3 and counts().get(lemma, 0) < 8:
        return None
    return lemma


@lru_cache(maxsize=100_000)
def _usual(word: str) -> float:
    return math.log1p(counts().get(word, 0)) + 0.15 * len(word)


def _is_plain(cut: Cut) -> bool:
    """Whether a word that the lexicon knows is a compound beyond doubt: its parts are usual or long."""
    usual = [counts().get(part, 0) >= 3 for part in cut.parts]
    return all(usual) or (any(usual) and all(len(part) >= 4 for part in cut.parts))
