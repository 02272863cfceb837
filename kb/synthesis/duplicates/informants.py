"""Labels of one thesis that are likely one voice."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kb.ingest.matching import is_misprint
from kb.language.number_words import NUMBER_WORDS
from kb.synthesis.duplicates.proposals import Pair, pair_of, pairs_in
from kb.synthesis.duplicates.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAME_LETTERS = "same_letters"
SAME_NUMBER = "same_number"
GENITIVE = "genitive"
DEFINITE = "definite"
WITH_ROLE = "with_role"
MISSPELT = "misspelt_label"

_NUMBERED = re.compile(
    r"^(?P<head>[^\W\d_]+)\.?\s*(?:nr\.?|nummer|no\.?|number|#)?\s*(?P<number>\d{1,3})$", re.IGNORECASE
)
_FIRST = re.compile(r"^(?P<name>[^\W\d_]{2,}(?:\s+[A-ZÆØÅ\d]{1,2})?)\s*(?:,|\(|–|-\s)\s*\S")


class InformantRow(NamedTuple):
    pk: int
    thesis: int
    label: str


def find_pairs(rows: Iterable[InformantRow]) -> Iterator[Pair]:
    """Which labels are likely one voice, each thesis by itself."""
    theses: defaultdict[int, dict[int, InformantRow]] = defaultdict(dict)
    for row in rows:
        theses[row.thesis][row.pk] = row
    for voices in theses.values():
        for one, other in pairs_in([list(voices)]):
            rule, sureness = compare(voices[one].label, voices[other].label)
            if sureness:
                yield pair_of(one, other, rule, sureness)


def compare(a: str, b: str) -> tuple[str, float]:
    """Why two labels may be one voice, and how sure that is; ("", 0) where they are hardly."""
    if fold(a) == fold(b) and fold(a):
        return SAME_LETTERS, 0.95
    one, other = _numbered(a), _numbered(b)
    if one and other:
        heads = sorted((one[0], other[0]), key=len)
        if one[1] == other[1] and heads[1].startswith(heads[0]):
            return SAME_NUMBER, 0.95 if heads[0] == heads[1] else 0.8
        return "", 0.0
    shorter, longer = sorted((a.strip(), b.strip()), key=len)
    if (first := _FIRST.match(longer)) and fold(first["name"]) == fold(shorter):
        return WITH_ROLE, 0.85
    return _compare_words(shorter, longer)


def _compare_words(shorter: str, longer: str) -> tuple[str, float]:
    if " " in shorter or " " in longer:
        return "", 0.0
    low, high = shorter.casefold(), longer.casefold()
    is_name = (
        shorter[:1].isupper() and shorter[1:].islower() and longer[:1].isupper() and longer[1:].islower()
    )
    if is_name and high in {f"{low}s", f"{low}'s", f"{low}’s"}:
        return GENITIVE, 0.8
    # "leder" and "lederen", "informant" and "informanten"; of one name another is made so: Karl and Karlen are two.
    if high in {f"{low}en", f"{low}n", f"{low}et"} and re.search(
        r"(?:leder|leiar|ant|giver|gjevar|er|ar)$", low
    ):
        return DEFINITE, 0.75
    if is_name and min(len(low), len(high)) >= 7 and is_misprint(low, high):
        return MISSPELT, 0.6
    return "", 0.0


def _numbered(label: str) -> tuple[str, str] | None:
    words = label.casefold().split()
    spelled = (
        " ".join([*words[:-1], NUMBER_WORDS.get(words[-1], words[-1])])
        if len(words) > 1
        else label.casefold()
    )
    match = _NUMBERED.match(spelled.strip())
    return (match["head"], str(int(match["number"]))) if match else None
