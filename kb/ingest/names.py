"""Names of persons as theses write them: families, given names, initials, particles.

Everything here works on plain strings; where the strings stand is the callers' affair.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from kb.ingest.given_names import GIVEN_NAMES

if TYPE_CHECKING:
    from collections.abc import Container

UPPER = "A-ZÆØÅÄÖÜÉÈÁÀÓÒÍÚÑÇŠŽČŁÐÞ"
_PARTICLES_TEXT = """
van von der den de di da dos du del della la le lo ten ter zu zur af av al el bin ibn d' st. saint mac
"""
PARTICLES = frozenset(_PARTICLES_TEXT.split())
APOSTROPHES = "'’´`‘"

_INITIALS = re.compile(
    rf"(?:[{UPPER}][a-zæøå]?\.[-\s]?)+[{UPPER}]?|[{UPPER}]\.?|(?:[{UPPER}]\.?-[{UPPER}]\.?)"
)
_NAME_WORD = re.compile(rf"(?:[dDlLO][{APOSTROPHES}])?[{UPPER}][^\W\d_]*(?:[-{APOSTROPHES}][^\W\d_]+)*(?:-)?")

_FAMILY_SHAPED = re.compile(
    r"(?:sen|son|sson|stad|vik|land|berg|dal|dahl|heim|haug|rud|nes|gård|gaard|moen|lien|bakken|eide"
    r"|hagen|lund|strand|bø|mo|ås|øy)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """The letters of a name that two spellings of it share: lower case, no accents, ö and ä as ø and æ.

    ø, æ and å stay apart from o, ae and a: Vabø and Vabo are two people.
    """
    text = name.casefold().replace("ö", "ø").replace("ä", "æ").replace("ü", "y").replace("aa", "å")
    return "".join(
        letter
        if letter in "åøæ"
        else "".join(c for c in unicodedata.normalize("NFKD", letter) if c.isalnum())
        for letter in unicodedata.normalize("NFC", text)
    )


def is_particle(word: str) -> bool:
    return word.lower() in PARTICLES and (
        word.islower() or word in {"De", "Van", "Von", "Di", "Da", "Du", "Le", "La"}
    )


def is_name_word(word: str) -> bool:
    """Whether a word is written as a part of a person's or a firm's name."""
    return bool(_NAME_WORD.fullmatch(word.rstrip(".")))


def is_initials(text: str) -> bool:
    return bool(_INITIALS.fullmatch(text.strip()))


def strip_genitive(name: str, known: Container[str] = frozenset(), *, possessive: bool = False) -> str:
    """The name without the s of possession.

    ``known`` holds folded names that are cited: "Stewarts" is Stewart where Stewart is known, and Claes stays where
    Claes is. An unknown name loses a bare s only where ``possessive`` says that a possession follows.
    """
    bare = re.sub(rf"[{APOSTROPHES}]s?$", "", name)
    if bare != name:
        return bare
    if not name.endswith("s") or len(name) < 4 or fold_name(name) in known:
        return name
    base = name[:-1]
    return base if fold_name(base) in known or (possessive and not base.endswith("s")) else name


def family_of(words: list[str], known: Container[str] = frozenset(), *, cited_form: bool = False) -> str:
    """The family name in a person's full name, as a reference list would sort it.

    ``words`` are the words of one name without initials. ``cited_form`` says that they stand in a parenthesis, where
    given names are rare and two words are a double family name. ``known`` holds folded family names that are cited
    in the same thesis; they decide doubtful cases.
    """
    if len(words) == 1 or is_particle(words[0]):
        return " ".join(words)
    for index, word in enumerate(words):
        if is_particle(word):
            return " ".join(words[index:])
    whole = " ".join(words)
    if fold_name(whole) in known:
        return whole
    rest = list(words)
    while len(rest) > 1 and rest[0].casefold() in GIVEN_NAMES:
        rest.pop(0)
    if len(rest) == 1:
        return rest[0]
    tail = " ".join(rest)
    if fold_name(tail) in known:
        return tail
    if len(rest) < len(words):
        return rest[-1]
    return tail if cited_form or len(rest[0]) <= 3 or _FAMILY_SHAPED.search(rest[0]) else rest[-1]
