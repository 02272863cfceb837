"""Voices of one role told apart by where they work: "enhetslederen i Fagervik", "lederen ved kontor 2"."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kb.ingest.roles import find_role_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingest.document import Document
    from kb.ingest.draft import Informant

_PREPOSITION = r"(?:i|ved|på|fra|frå|hos|for|in|at|from|of)"
_UNIT = (
    r"(?:kontor|enhet|eining|kommune|skole|skule|avdeling|bydel|barnehage|sykehjem|sjukeheim|case|office|unit|school|"
    r"department|municipality|municipality of)"
)
# A town, or a unit with its letter or number.
PLACE = (
    r"(?:(?:NAV|Nav)[ -])?(?:(?i:the\s)?(?i:" + _UNIT + r")\s(?:[A-HJ-ZÆØÅ]|\d{1,2})(?!\w)"
    r"|[A-ZÆØÅ][a-zæøåéöä]{2,20}(?:\s(?i:kommune|skole|skule|bydel|sykehjem|sjukeheim|barnehage|school)\b)?(?!-))"
)
AT_PLACE = rf",?\s{_PREPOSITION}\s(?P<place>{PLACE})"
_SOMETHING_AT_PLACE = re.compile(AT_PLACE)
_LAST_WORD = re.compile(r"[^\W\d_]{4,40}$")
_AT_THE_START = re.compile(rf"(?:^|[.!?:]\s|\n)(?:I|Ved|På|Hos|In|At)\s(?P<place>{PLACE})\s[^.!?]{{0,60}}$")
_SAME_PLACE = re.compile(
    r"\s(?:i|ved|på|frå|fra|in|at|from)\s(?:den\s|det\s|the\s)?(?:samme|same)\s[^\W\d_]+|\s(?:der|there)\b",
    re.IGNORECASE,
)
_IN_TOWN = re.compile(r"\s(?:[Ii]|[Vv]ed|på|frå|fra|in|at|from|of)\s(?P<place>[A-ZÆØÅ][a-zæøåéöä]{2,20})\b")
_NO_PLACE_WORDS = (
    "nav norge noreg norway stortinget staten kommunen kapittel figur tabell intervju intervjuet januar februar mars "
    "april mai juni juli august september oktober november desember skandinavia europa danmark sverige norden"
)
_NO_PLACES = frozenset(_NO_PLACE_WORDS.split())
_ENDINGS_OF_ONE = frozenset(("en", "et", "n", "a", "", "an"))
_LONGEST_ROW = 400
_LEAST = 2  # places there must be, and mentions of each role and place on average


def learn_places(text: str) -> frozenset[str]:
    """The places that tell voices of one role apart, in lower case; empty where each role is of one place only."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for match in _SOMETHING_AT_PLACE.finditer(text):
        before = _LAST_WORD.search(text, max(0, match.start() - 40), match.start())
        word = next(find_role_words(before.group()), None) if before is not None else None
        place = fold_place(match["place"])
        if word is None or word.ending not in _ENDINGS_OF_ONE or place in _NO_PLACES:
            continue
        seen[word.base.casefold()[-8:]][place] += 1
    told = [places for places in seen.values() if len(places) >= _LEAST and places.total() > len(places)]
    return frozenset(place for places in told for place in places)


def learn_placed(document: Document, informants: Sequence[Informant]) -> tuple[tuple[str, str, str], ...]:
    """Voices that a table tells with their place, as (role, place, label), role and place in lower case, where the
    two together are only one informant's."""
    if len(informants) < _LEAST:
        return ()
    towns = {match["place"] for match in _IN_TOWN.finditer(document.text)}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for informant, row in zip(informants, _find_rows(document, informants), strict=True):
        places = {cell.strip() for cell in re.split(r"[\t\n|,]", row)} & towns
        for word in find_role_words(f"{informant.label} {informant.role or ''}"):
            for place in places:
                found[(word.base.casefold(), fold_place(place))].add(informant.label)
    return tuple((role, place, min(labels)) for (role, place), labels in found.items() if len(labels) == 1)


def _find_rows(document: Document, informants: Sequence[Informant]) -> Iterator[str]:
    """The text of each informant's row: from its label's line to the next one's, as cells may be lines."""
    offsets: dict[int, int] = {}
    for offset, line in document.line_starts:
        offsets.setdefault(line, offset)
    starts = [offsets.get(informant.lines.first, -1) for informant in informants]
    for start, following in itertools.pairwise([*starts, -1]):
        if start < 0:
            yield ""
            continue
        end = document.block_at(start).span.end
        yield document.text[start : min(end, following) if following > start else end][:_LONGEST_ROW]


def fold_place(place: str) -> str:
    """A place in lower case, without "NAV" before and "kommune" after it."""
    folded = re.sub(r"^nav[ -]|^the\s", "", place.casefold())
    return re.sub(r"(?<=\w)\s(?:kommune|skole|skule|bydel|sykehjem|sjukeheim|barnehage|school)$", "", folded)


def find_same_place(text: str, start: int, end: int, places: frozenset[str]) -> tuple[str, int] | None:
    """The place last named before ``start`` and the end of the words at ``end`` that take it up: "i samme kommune"."""
    match = _SAME_PLACE.match(text, end)
    if match is None:
        return None
    named = [one["place"] for one in _IN_TOWN.finditer(text, max(0, start - 400), start)]
    last = next((one for one in reversed(named) if fold_place(one) in places), None)
    return (last, match.end()) if last else None


def find_place_before(text: str, at: int) -> str | None:
    """The place with which the sentence before offset ``at`` begins: "I Fagervik er det rådgiveren"."""
    begin = max(0, at - 100)
    match = _AT_THE_START.search(text[begin:at])
    return match["place"] if match else None
