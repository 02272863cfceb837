"""Persons and organisations that are likely one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.ingest.matching import is_misprint
from kb.ingest.names import fold_name
from kb.language.public_bodies import find_body, fold_body, is_expert_body
from kb.synthesis.duplicates.proposals import Pair, block_by, pair_of, pairs_in
from kb.synthesis.duplicates.spelling import fold, is_two_edits, near_keys

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

SAME_ORCID = "same_orcid"
SAME_BODY = "same_body"
SAME_FORM = "same_form"
SAME_PAPER = "same_paper"
EXPERTS = "experts"
SAME_NAME = "same_name"
INITIALS = "initials"
BARE_NAME = "bare_name"
MISPRINT = "misprint"
SAME_PLACE = "same_place"
OTHER_KIND = "other_kind"

_NAMES = 5
# The commonest family names of Norway (SSB): two persons of such a name are hardly one for that.
_COMMON_TEXT = """
hansen johansen olsen larsen andersen pedersen nilsen kristiansen jensen karlsen johnsen pettersen eriksen berg
haugen hagen johannessen andreassen jacobsen dahl jørgensen halvorsen henriksen lund sørensen jakobsen moen
gundersen iversen strand solberg svendsen eide martinsen knutsen bakken kristoffersen mathisen lie amundsen
smith jones brown johnson williams miller wilson taylor anderson
"""
COMMON = frozenset(_COMMON_TEXT.split())
_TITLES = re.compile(
    r"\b(?:professor|prof|dosent|førsteamanuensis|førstelektor|universitetslektor|høgskolelektor|høyskolelektor|dr"
    r"|ph\.?\s?d|cand\.?\s?\w+)\b\.?",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"^(?P<series>nou|meld\.?\s?st\.?|st\.?\s?meld\.?|stortingsmelding|st\.?\s?prp\.?|stortingsproposisjon|ot\.?\s?prp\.?"
    r"|prop\.?|innst\.?|innstilling)\s*(?:nr\.?\s*)?(?P<number>\d[\d\s:]*)\s*(?P<letter>[sljo]?)\b",
    re.IGNORECASE,
)
_SERIES = {"stortingsmelding": "stmeld", "stortingsproposisjon": "stprp", "innstilling": "innst"}


@dataclass(slots=True)
class PersonRow:
    """What tells a person from others. ``places`` are marks of the works: year and co-authors, or the title.

    ``partners`` are the persons beside whom they stand on a title page; ``wrote`` is false for one who only has a part
    in theses.
    """

    pk: int
    is_person: bool
    name: str
    given: str
    orcid: str = ""
    others: tuple[str, ...] = ()
    wrote: bool = False
    years: set[str] = field(default_factory=set)
    places: set[Hashable] = field(default_factory=set)
    partners: set[int] = field(default_factory=set)
    theses: set[int] = field(default_factory=set)


def find_pairs(rows: Mapping[int, PersonRow]) -> Iterator[Pair]:
    """Who is likely one with whom; a pair may come several times, by several rules."""
    for one, other in pairs_in(block_by(_keys(rows.values()))):
        pair = compare(rows[one], rows[other])
        if pair is not None:
            yield pair
    yield from _namesakes(rows)


def compare(a: PersonRow, b: PersonRow) -> Pair | None:
    """Why the two may be one, by the surest rule; None where they are hardly."""
    if b.pk in a.partners or (a.orcid and b.orcid and a.orcid != b.orcid):
        return None
    if a.orcid and a.orcid == b.orcid:
        return pair_of(a.pk, b.pk, SAME_ORCID, 0.99)
    if a.is_person != b.is_person:
        same = fold(a.name) == fold(b.name) and not a.given and not b.given
        return pair_of(a.pk, b.pk, OTHER_KIND, 0.85) if same else None
    compare_names = _compare_persons if a.is_person else _compare_bodies
    # Names that they had before a merge count as well.
    found = [
        compare_names(a, b, one, other)
        for one in (a.name, *a.others[:_NAMES])
        for other in (b.name, *b.others[:_NAMES])
    ]
    rule, sureness = max(found, key=lambda each: each[1])
    return pair_of(a.pk, b.pk, rule, sureness) if sureness else None


def _compare_bodies(a: PersonRow, b: PersonRow, name: str, other_name: str) -> tuple[str, float]:
    # A paper's number counts within a session, and a short name may have meant an older law.
    years = 0.0 if a.years & b.years else 0.15
    if (body := find_body(name)) is not None and body == find_body(other_name):
        return SAME_BODY, 0.97 if not body.startswith("Lov om") else 0.95 - years
    if (paper := _paper_of(name)) is not None and paper == _paper_of(other_name):
        return SAME_PAPER, 0.92
    one, other = fold_body(name), fold_body(other_name)
    if one == other:
        return SAME_FORM, 0.93 - years
    if is_expert_body(name) and is_expert_body(other_name):
        return EXPERTS, 0.65 if a.years & b.years else 0.0
    if (
        min(len(one), len(other)) >= 8
        and not _differs_in_number(name, other_name)
        and is_misprint(one, other)
    ):
        return MISPRINT, 0.85 if a.places & b.places else 0.6
    return "", 0.0


def _compare_persons(a: PersonRow, b: PersonRow, name: str, other_name: str) -> tuple[str, float]:
    shared = bool(a.places & b.places)
    if fold_name(name) == fold_name(other_name):
        return _compare_given(a, b, name, shared=shared)
    if not given_names_agree(a.given, b.given):
        return "", 0.0
    if is_misprint(fold_name(name), fold_name(other_name)):
        known = bool(a.given and b.given)
        if shared:
            return MISPRINT, 0.93 if known else 0.85
        return MISPRINT, 0.55 if known and len(a.given) > 4 and fold(a.given) == fold(b.given) else 0.0
    if shared and is_near(name, other_name):
        return SAME_PLACE, 0.65
    return "", 0.0


def _compare_given(a: PersonRow, b: PersonRow, name: str, *, shared: bool) -> tuple[str, float]:
    one, other = clean_given(a.given), clean_given(b.given)
    if not given_names_agree(one, other):
        return "", 0.0
    common = 0.25 if fold_name(name) in COMMON else 0.0
    if not one or not other:
        return BARE_NAME, 0.85 if shared else 0.0
    if fold(one) == fold(other):
        is_whole = max(map(len, re.findall(r"\w+", one)), default=0) > 2
        return SAME_NAME, 0.95 if shared else (0.9 if is_whole else 0.7) - common
    if shared:
        return INITIALS, 0.95
    # Students share family names and initials with scholars.
    return INITIALS, 0.7 - common if a.wrote and b.wrote else 0.4


def clean_given(given: str) -> str:
    """The given names without the titles that a title page puts before them."""
    return " ".join(_TITLES.sub(" ", given).split())


def given_names_agree(a: str, b: str) -> bool:
    """Whether two given names can be one person's: initials agree with names, nothing agrees with anything."""
    one, other = (re.findall(r"\w+", clean_given(given).casefold()) for given in (a, b))
    return all(
        x == y or (len(x) == 1 and y.startswith(x)) or (len(y) == 1 and x.startswith(y))
        for x, y in zip(one, other, strict=False)
    )


def is_near(a: str, b: str) -> bool:
    """Whether two family names that stand in the same place may be one: two letters apart, or a part of the other."""
    one, other = fold_name(a), fold_name(b)
    if one[:2] == other[:2] and min(len(one), len(other)) >= 5 and is_two_edits(one, other):
        return True
    words, more = sorted((re.findall(r"\w+", a.casefold()), re.findall(r"\w+", b.casefold())), key=len)
    return len(words) < len(more) and bool(words) and words[-1] == more[-1] and len(words[-1]) >= 4


def _keys(rows: Iterable[PersonRow]) -> Iterator[tuple[Hashable, int]]:
    for row in rows:
        if row.orcid:
            yield ("orcid", row.orcid), row.pk
        names = {row.name, *row.others}
        if not row.is_person or not row.given:
            yield from ((("letters", fold(name)), row.pk) for name in names)
        for place in row.places:
            yield ("place", place), row.pk
        if row.is_person:
            initial = clean_given(row.given)[:1].casefold()
            for name in names:
                for key in near_keys(fold_name(name)) if len(name) > 5 else (fold_name(name),):
                    yield ("person", key, initial), row.pk
        else:
            for name in names:
                yield ("body", find_body(name) or _paper_of(name) or ""), row.pk
                if is_expert_body(name):
                    yield ("experts",), row.pk
                for key in near_keys(fold_body(name)) if len(name) >= 8 else (fold_body(name),):
                    yield ("name", key), row.pk


def _namesakes(rows: Mapping[int, PersonRow]) -> Iterator[Pair]:
    """Each person with the next of exactly the same name: however many they are, they make up one row."""
    same: dict[Hashable, int] = {}
    for pk in sorted(rows):
        row = rows[pk]
        key = (row.is_person, fold_name(row.name), fold(clean_given(row.given)))
        if (before := same.get(key)) is not None and (pair := compare(rows[before], row)) is not None:
            yield pair
        same[key] = pk


def _paper_of(name: str) -> tuple[str, str] | None:
    paper = _PAPER.match(name.strip())
    if paper is None:
        return None
    series = fold(paper["series"])
    return _SERIES.get(series, series) + fold(paper["letter"]), fold(paper["number"])


def _differs_in_number(a: str, b: str) -> bool:
    return re.findall(r"\d+", a) != re.findall(r"\d+", b)
