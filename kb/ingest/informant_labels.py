"""When two labels of voices mean the same one: "I4" and "Informant 4", "Leder A" and "leder (A)"."""

from __future__ import annotations

import re

from kb.ingest.roles import find_role_words, is_general

_SMALL_WORDS = frozenset(["i", "ved", "på", "fra", "frå", "hos", "for", "in", "at", "from", "of", "the"])


def label_key(label: str) -> str:
    """What two spellings of one label have in common: its letter or number with the role, else the words."""
    words = re.findall(r"\w+", label.casefold())
    if not words:
        return label.casefold()
    last = words[-1]
    if len(words) > 1 and (last.isdigit() or len(last) == 1):
        role = "" if is_general(label) else " ".join(words[:-1])
        return f"{role} {last}".strip()
    if len(words) > 1:
        # "enhetslederen i Moen" and "enhetsleder, Moen" are one.
        words = [next((word.base for word in find_role_words(one)), one) for one in words]
        words = [one for one in words if one not in _SMALL_WORDS]
    return " ".join(words)


def is_short_for(code: str, label: str) -> bool:
    """Whether a code is another label's initial and number: "I4" for "Informant 4"."""
    role, _, number = label.rpartition(" ")
    return bool(role) and code.replace(" ", "") == f"{role[0].upper()}{number}"
