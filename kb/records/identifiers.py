"""Names for addresses: slugs that are readable and unique, short ids that can be read aloud."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.utils.text import slugify

if TYPE_CHECKING:
    from collections.abc import Callable

# Crockford's base 32 in lower case: no i, l, o, u, so nothing looks like 1 or 0 or makes a word.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SHORT_ID_LENGTH = 6

_NORWEGIAN = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a", "ß": "ss", "ð": "d", "þ": "th"}
)


def make_short_id() -> str:
    """A random id of six characters, one of about a thousand million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SHORT_ID_LENGTH))


def make_anchor(text: str) -> str:
    """A passage's anchor: made from its letters alone, so the same words keep it when the file changes."""
    folded = "".join(character for character in text.casefold() if character.isalnum())
    return f"p{_digest(folded)}"


def _digest(text: str) -> str:
    """Six characters that are always the same for the same text."""
    number = int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(0, 30, 5))


def make_slug(text: str, *, taken: Callable[[str], bool], fallback: str = "x", longest: int = 60) -> str:
    """A slug of ``text`` that is not ``taken``: cut at a word, æøå spelled out, numbered where it must be."""
    base = slugify(text.translate(_NORWEGIAN)) or fallback
    if len(base) > longest:
        base = base[: longest + 1].rsplit("-", 1)[0][:longest] or base[:longest]
    slug, number = base, 2
    while taken(slug):
        slug, number = f"{base}-{number}", number + 1
    return slug


@lru_cache(maxsize=1 << 16)
def make_voice_key(label: str, longest: int = 60) -> str:
    """What a voice is called in an address, made from its label alone, so that no save can change it.

    Labels that differ only in capitals, blanks and marks have the same key and are one voice. Where letters or signs
    would be lost ("Informant α", "Leder *"), six characters of their own follow.
    """
    parted = re.sub(r"(?<=\d)[.,:/](?=\d)", "-", unicodedata.normalize("NFC", label))
    spelled = unicodedata.normalize("NFKD", parted.translate(_NORWEGIAN))
    slug = slugify(spelled)
    is_lossy = any(
        (c.isalnum() and not c.isascii()) or c in "*#" or unicodedata.category(c).startswith("S")
        for c in spelled
    )
    if slug and not is_lossy and len(slug) <= longest:
        return slug
    cut = slug[:longest].rstrip("-") or "voice"
    return f"{cut}-{_digest(' '.join(label.casefold().split()))}"
