"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing takes time that grows with the square; longer texts are shown whole, one after the other.
MOST_WORDS = 1500
# Of words that stay, so many are shown beside those that do not.
AROUND = 8

_WORD = re.compile(r"\s*\S+|\s+$")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stay ("same"), went ("gone") or came ("new")."""

    kind: str
    text: str


def compare(before: str, after: str) -> tuple[Segment, ...]:
    """The texts as one, in order; the joined segments that are not new are ``before``, but for what is left out (…)."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return tuple(Segment(kind, text) for kind, text in (("gone", before), ("new", after)) if text)
    found: list[Segment] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (step, i1, i2, j1, j2) in enumerate(steps):
        if step == "equal":
            found.append(
                Segment("same", _shorten(old[i1:i2], is_first=not number, is_last=number == len(steps) - 1))
            )
            continue
        if i2 > i1:
            found.append(Segment("gone", "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Segment("new", "".join(new[j1:j2])))
    return tuple(found)


def _shorten(words: list[str], *, is_first: bool, is_last: bool) -> str:
    start = 0 if is_first else AROUND
    end = 0 if is_last else AROUND
    if len(words) <= start + end + AROUND:
        return "".join(words)
    return "".join([*words[:start], " … ", *words[len(words) - end :]])
