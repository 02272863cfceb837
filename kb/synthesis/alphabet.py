"""Names in Norwegian order: A to Z, Æ, Ø, Å, with aa as å, ä as æ and ö as ø."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LETTERS = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "Æ", "Ø", "Å")
# What does not start with a letter.
OTHER = "#"
_LAST = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}


# Registers sort the same few thousand names at every request.
@lru_cache(maxsize=50_000)
def make_sort_key(name: str) -> str:
    """A string that sorts as the name does in a Norwegian register; accents weigh nothing."""
    lowered = unicodedata.normalize("NFC", name).casefold().replace("aa", "å")
    return "".join(
        _LAST.get(c) or unicodedata.normalize("NFD", c)[0] for c in lowered if c.isalnum() or c == " "
    )


@lru_cache(maxsize=50_000)
def find_letter(name: str) -> str:
    """The letter that the name stands under in a register, or "#"."""
    key = make_sort_key(name).strip()[:1]
    letter = {"{": "Æ", "|": "Ø", "}": "Å"}.get(key, key.upper())
    return letter if letter in LETTERS else OTHER
