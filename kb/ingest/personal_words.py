"""Which words of a passage the personal data are that reading points out in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.people import find_full_names, is_known_given_name
from kb.ingest.personal_forms import (
    BIRTH,
    CANDIDATE,
    EMAIL,
    IDENTITY,
    LINK,
    PHONE,
    PROJECT_REFERENCE,
    STREET,
)
from kb.ingest.personal_traces import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a finding is called (kb.ingest.personal_data) and the form that its words have.
_FORMS: dict[str, re.Pattern[str]] = {
    "e-mail address": EMAIL,
    "candidate or student number": CANDIDATE,
    "national identity number": IDENTITY,
    "date of birth": BIRTH,
    "telephone number": PHONE,
    "link that holds a key": LINK,
    "reference number of a project": PROJECT_REFERENCE,
    "address": STREET,
    "workplace in a signature": PLACE,
    "the author's own workplace": PLACE,
    "named workplace of informants": PLACE,
}
_NAMES = {"name", "name of a person thanked", "name in a quotation"}
_CAPITAL = re.compile(r"\b[A-ZÆØÅ][a-zæøåéö]+(?:-[A-ZÆØÅ][a-zæøå]+)?\b")
_AFTER_A_STOP = re.compile(r"(?:^|[.!?:»«\"”“\n]\s*)$")


def find_personal_words(text: str, found: str) -> tuple[tuple[int, int], ...]:
    """Where in a passage stand what ``found`` ("name, e-mail address") says of it: half-open spans, in order.

    They are to be looked at, not to be relied on: a name that no list knows may be missing.
    """
    sorts = {sort.strip() for sort in found.split(",")}
    spans = [match.span() for sort in sorts if sort in _FORMS for match in _FORMS[sort].finditer(text)]
    if sorts & _NAMES:
        spans += _find_names(text)
    # Where an address or a name stands, whatever else has a form of its own is looked at, too.
    spans += [match.span() for match in EMAIL.finditer(text)]
    return _apart(spans)


def _find_names(text: str) -> Iterator[tuple[int, int]]:
    for name in dict.fromkeys(find_full_names(text)):
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            yield match.span()
    for match in _CAPITAL.finditer(text):
        if is_known_given_name(match[0]) and not _begins_a_sentence(text, match):
            yield match.span()


def _begins_a_sentence(text: str, word: re.Match[str]) -> bool:
    """Whether its capital tells nothing, unless the word is addressed ("Liv, du har …")."""
    return bool(_AFTER_A_STOP.search(text[: word.start()][-12:])) and text[word.end() : word.end() + 1] != ","


def _apart(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
