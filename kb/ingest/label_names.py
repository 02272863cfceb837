"""Labels of voices that may be the names of real people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from kb.ingest.people import find_full_names, is_full_name, is_known_given_name

if TYPE_CHECKING:
    from collections.abc import Iterable

# Of the thesis' own people; of somebody named in it; or only of the form of a name.
Reason = Literal["contributor", "named", "form"]

_NAME_WORD = re.compile(r"\b[A-ZÆØÅÉÖÄÜ][a-zæøåéöäüø'’]{2,}(?:-[A-ZÆØÅ][a-zæøå]+)?\b")
_INVENTED = r"fiktiv\w*|oppdikt\w*|pseudonym\w*|dekkna[vm]n\w*|fictiti\w*|fictional|made[- ]up|invented"
_NAMES = r"(?:\w*navn\w*|\w*namn\w*|names?|pseudonym\w*|dekkna[vm]n\w*)"
_SAYS_INVENTED = re.compile(
    rf"\b(?:{_INVENTED})\b[^.!?]{{0,120}}\b{_NAMES}\b|\b{_NAMES}\b[^.!?]{{0,120}}\b(?:{_INVENTED})\b"
    rf"|\b(?:pseudonym\w*|dekkna[vm]n\w*)\b"
    rf"|\b{_NAMES}\b[^.!?]{{0,40}}\b(?:endret|endra|byttet|bytta|skiftet|skifta|changed|altered)\b",
    re.IGNORECASE,
)


def says_names_are_invented(text: str) -> bool:
    """Whether a passage says that the names of informants are made up: "Alle navn er fiktive"."""
    return bool(_SAYS_INVENTED.search(text))


def find_names_in_labels(
    labels: Iterable[str], *, contributors: Iterable[str], named: Iterable[str], are_invented: bool
) -> dict[str, Reason]:
    """The labels that may be real people's names, each with the strongest reason to think so.

    ``contributors`` are the names of authors and supervisors, ``named`` texts in which real people are named (title
    page, foreword, letters). Where the thesis says that names ``are_invented``, the form of one tells nothing.
    """
    own = {word for name in contributors for word in _NAME_WORD.findall(name)}
    others = {word for text in named for word in _name_words(text)}
    found: dict[str, Reason] = {}
    for label in labels:
        words = set(_NAME_WORD.findall(label))
        if words & own:
            found[label] = "contributor"
        elif words & others:
            found[label] = "named"
        elif not are_invented and (is_full_name(label) or any(is_known_given_name(word) for word in words)):
            found[label] = "form"
    return found


def _name_words(text: str) -> set[str]:
    """The words of full names and the known given names in a text."""
    words = {
        word
        for name in find_full_names(text)
        if is_known_given_name(name.split()[0])
        for word in _NAME_WORD.findall(name)
    }
    return words | {word for word in _NAME_WORD.findall(text) if is_known_given_name(word)}
