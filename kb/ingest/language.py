"""Which language a stretch of text is in."""

from __future__ import annotations

import re
from collections import Counter

_WORDS = {
    "nb": "og det ikke jeg en av å som på er for med at har til de hvordan hva var fra kan men noe bare "
    "også blir dette hvor være mellom gjennom",
    "nn": "og det ikkje eg ein av å som på er for med at har til dei korleis kva var frå kan men noko berre "
    "også blir dette kor vere mellom gjennom ei sjølv meir",
    "en": "the of and to in is that for was with as are on by this be which how from have has not between "
    "an their at it",
}
_ENGLISH_TITLE_WORDS_TEXT = """
    a one two three what who when where why their you your we our my within among toward
"""
_ENGLISH_TITLE_WORDS = frozenset(_ENGLISH_TITLE_WORDS_TEXT.split())
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}


def detect_language(text: str, default: str = "nb") -> str:
    """``nb``, ``nn`` or ``en``: the language most of whose small words occur; ``default`` for next to no text."""
    counts = Counter(re.findall(r"[a-zæøå]+", text[:60_000].casefold()))
    if sum(counts.values()) < 8:
        return default
    scores = {code: sum(counts[word] for word in words) for code, words in _SETS.items()}
    best = max(scores.values())
    if best == 0:
        return default
    return next(code for code in ("nb", "nn", "en") if scores[code] == best)


def is_english_title(text: str) -> bool:
    """Whether a title, too short for counting, has English small words and no Norwegian ones."""
    words = set(re.findall(r"[a-zæøå]+", text.casefold()))
    if re.search(r"[æøåÆØÅ]", text):
        return False
    return bool(words & (_SETS["en"] | _ENGLISH_TITLE_WORDS)) and not words & (
        _SETS["nb"] | _SETS["nn"]
    ) - _SETS["en"] - {"for"}


def share_of_small_words(text: str) -> float:
    """How much of a text, 0 to 1, is small words of Norwegian or English: a third of prose, little of code and
    figures."""
    words = re.findall(r"[a-zæøå]+", text[:400_000].casefold())
    known = frozenset().union(*_SETS.values())
    return sum(word in known for word in words) / len(words) if words else 0.0
