"""When two labels of voices mean the same one: "I4" and "Informant 4", "Leder A" and "leder (A)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.roles import find_role_words, is_general

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORT = re.compile(r"(?P<letters>[^\W\d_]{1,5})\.?[ -]?(?:nr\.?\s?)?(?P<number>\d{1,2})", re.IGNORECASE)
_SMALL_WORDS = frozenset(["i", "ved", "på", "fra", "frå", "hos", "for", "in", "at", "from", "of", "the"])


def label_key(label: str) -> str:
    """What two spellings of one label have in common: its letter or number with the role, else the words."""
    words = re.findall(r"\w+", label.casefold())
    if not words:
        return label.casefold()
    last = words[-1]
    if len(words) > 1 and (last.isdigit() or len(last) == 1):
        role = "" if is_general(label) else " ".join(_bare(words[:-1]))
        return f"{role} {last}".strip()
    if len(words) > 1:
        words = _bare(words)
    return " ".join(words)


def _bare(words: Sequence[str]) -> list[str]:
    """Words without prepositions, roles without endings: "enhetslederen i Moen" is "enhetsleder, Moen"."""
    bases = (next((word.base for word in find_role_words(one)), one) for one in words)
    return [one for one in bases if one not in _SMALL_WORDS]


def is_short_for(code: str, label: str) -> bool:
    """Whether a code is another label's number with its role cut short: "I4", "Inf. 4" or "IO4" for "Informant 4"."""
    role, _, number = label.rpartition(" ")
    match = _SHORT.fullmatch(code)
    if not role or match is None or match["number"] != number.casefold():
        return False
    letters, word = match["letters"].casefold(), role.casefold()
    if letters == "nr":
        return True
    remaining = iter(word)
    return len(letters) < len(word) and letters[:1] == word[:1] and all(one in remaining for one in letters)
