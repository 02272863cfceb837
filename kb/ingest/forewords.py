"""What a foreword tells: whom it thanks for supervision, who signs it, where the study was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.cover_lines import MONTH
from kb.ingest.institutions import INSTITUTION
from kb.ingest.people import (
    FULL_NAME,
    drop_academic_titles,
    find_full_names,
    is_full_name,
    is_known_given_name,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_NOUN = re.compile(
    r"\b(?:hoved|bi|med|[Cc]o-)?(?P<noun>[Vv]eilede(?:rne|ren|re|r)|[Rr]ettleia(?:rane|rar|ren|r)|[Ss]upervisors?)\b(?:/\w+)?"
)
# "Fire veiledere i NAV" are people interviewed, "mine fire veiledere" supervise.
_OTHERS = re.compile(
    r"(?:\b(?:to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|flere|fleire|mange|alle|andre|de|dei)\s+)$",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:min|mine|mi|vår|våre|my|our)\b", re.IGNORECASE)
_DEED = re.compile(
    r"\b(?:veiledning(?:en)?|veiledet|rettleiing(?:a)?|rettleidde|rettleia|supervision|supervised|supervising)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«])")
_BETWEEN_NAMES = re.compile(
    r"\s*(?:,\s*|(?:,\s*)?(?:og|and|samt)\s+)(?:(?:hoved|bi|med)?veileder\s+|(?:til|to)\s+)?", re.IGNORECASE
)
_REACH = 90
_PLACE = r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)?\s*,?\s*"
_DATE = rf"(?:den\s+)?(?:\d{{1,2}}\.?\s*)?(?i:{MONTH})\s*,?\s*\d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
_PLACE_AND_DATE = re.compile(rf"(?:{_PLACE})?(?:{_DATE})")
_STUDY = re.compile(
    r"\b(?:master\w*|studi\w+|student\w*|utdanning\w*|utdanning\w*|degree|programme?)\b[^.!?]{0,80}?\b(?:ved|på|at)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def find_supervisors(text: str, authors: Collection[str]) -> tuple[str, ...]:
    """Those whom a foreword calls supervisors, else those it thanks for supervision; without the authors."""
    sentences = [drop_academic_titles(sentence) for sentence in _SENTENCE.split(drop_academic_titles(text))]
    found = [name for sentence in sentences for name in _called_supervisors(sentence)]
    if not found:
        found = [name for sentence in sentences for name in _thanked_for_supervision(sentence)]
    return tuple(dict.fromkeys(name for name in found if name not in authors))


def _called_supervisors(sentence: str) -> Iterator[str]:
    for match in _NOUN.finditer(sentence):
        before = sentence[: match.start()]
        if _OTHERS.search(before) and not _OWN.search(before[-20:]):
            continue
        after = re.split(r"[.!?\n]", sentence[match.end() : match.end() + _REACH])[0]
        several = match["noun"].endswith(("ne", "re", "ane", "rar", "s"))
        if names := find_full_names(after):
            # "Veilederne A og B" are two; after one supervisor other people may be named.
            yield from names if several else names[:1]
        elif _OWN.search(before[-25:]):
            yield from _names_ending(before, reach=45, several=several)


def _thanked_for_supervision(sentence: str) -> Iterator[str]:
    for match in _DEED.finditer(sentence):
        yield from _names_ending(sentence[: match.start()], reach=60, several=True)


def _names_ending(before: str, *, reach: int, several: bool) -> list[str]:
    """The last name of a text, when no more than ``reach`` characters follow it, with those that it is listed with."""
    places = [
        (match.start(), match.end(), names)
        for match in re.finditer(FULL_NAME, before)
        if (names := find_full_names(match[0]))
    ]
    if not places or len(before) - places[-1][1] > reach:
        return []
    chosen = list(places[-1][2])
    for (_, end, names), (start, _, _) in zip(reversed(places[:-1]), reversed(places[1:]), strict=True):
        if not several or not _BETWEEN_NAMES.fullmatch(before[end:start]):
            break
        chosen = [*names, *chosen]
    return chosen


def find_signatures(texts: Sequence[str]) -> tuple[str, ...]:
    """Who signs a foreword: the names that stand alone, or with place and date, at its end; ``texts`` are its
    paragraphs."""
    found: list[str] = []
    for text in texts[-4:]:
        if len(text) > 100:
            found = []
            continue
        rest = _PLACE_AND_DATE.sub(" ", text).strip(" ,.–-")
        parts = [part for part in re.split(r"\s*(?:,|&|/|\bog\b|\band\b|\s{3,})\s*", rest) if part.strip()]
        if parts and all(is_full_name(part) and is_known_given_name(part.split()[0]) for part in parts):
            found += parts
    return tuple(dict.fromkeys(found))


def find_place_of_study(text: str) -> str | None:
    """The institution at which a foreword says that its author has studied."""
    for match in _STUDY.finditer(text):
        if institution := INSTITUTION.match(text, match.end()):
            return institution[0]
    return None
