"""The authors and editors of an entry in a reference list: "Dahl, A. B., Moe, C. & Lie, D. (red.)"."""

from __future__ import annotations

import re

from kb.ingest.author_lists import split_names, strip_et_al
from kb.ingest.draft import Author
from kb.ingest.given_names import GIVEN_NAMES
from kb.ingest.names import APOSTROPHES, PARTICLES, UPPER, is_initials, is_name_word, is_particle
from kb.ingest.organizations import looks_like_organization

_PARTICLE = "(?:" + "|".join(sorted((re.escape(p) for p in PARTICLES), key=len, reverse=True)) + ")"
_CAP = rf"(?:[dDlLO][{APOSTROPHES}])?[{UPPER}][^\W\d_]+(?:[-{APOSTROPHES}][^\W\d_]+)*"
_FAMILY = rf"(?:(?i:{_PARTICLE})\s+){{0,3}}{_CAP}(?:\s+(?:(?i:{_PARTICLE})\s+){{0,2}}{_CAP}){{0,2}}"
_INITIAL = (
    rf"[{UPPER}][a-zæøå]?\.(?:\s?-?\s?[{UPPER}][a-zæøå]?\.?(?![a-zæøå]))*"
    rf"|[{UPPER}]{{1,3}}(?![\w{APOSTROPHES}])(?:\.)?(?:\s[{UPPER}](?!\w)\.?)*"
)
_GIVEN = rf"{_CAP}(?:\s+(?:{_CAP}|[{UPPER}]\.?(?!\w)))*\s*(?:(?<=[a-zæøå])\s[{UPPER}]\.)?"
_INVERTED = re.compile(
    rf"(?P<family>{_FAMILY}),?\s+(?P<given>{_INITIAL})|(?P<family2>{_FAMILY}),\s*(?P<given2>{_INITIAL}|{_GIVEN})"
)
_STRAIGHT = re.compile(
    rf"(?P<given>(?:{_INITIAL}|{_CAP})(?:\s+(?:{_INITIAL}"
    rf"|{_CAP}))*?)\s+(?P<family>(?:{_PARTICLE}\s+){{0,2}}{_CAP})(?=\s*(?:[,;&.]|$|\s(?:og|and)\s))"
)
_BETWEEN = re.compile(r"\s*(?:[.,;]\s*)*(?:(?:&|og|and|samt|\.\.\.|…)(?!\w)\s*)?")
_LAW = re.compile(r"(?:lov|forskrift)\s+(?:om|av|til)\b", re.IGNORECASE)
EDITOR_MARK = re.compile(
    r"\s*[(\[]\s*(?:ansv\.?\s*)?(?:red|reds|redaktør(?:er)?|redigert|eds?|editors?|hrsg|utg)\s*\.?\s*[)\]]\s*\.?,?",
    re.IGNORECASE,
)


def read_reference_authors(text: str) -> tuple[Author, ...]:
    """The persons and organisations that an entry begins with, in order; empty where there are none.

    Family names come first in most lists ("Dahl, A. B."), given names in some ("Anne Dahl"); names after the first may
    stand either way round. What reads as no person is one organisation.
    """
    text = EDITOR_MARK.sub("", " ".join(text.split())).strip(" ,;:–-")
    text, _ = strip_et_al(text)
    if not text.strip(" ."):
        return ()
    persons = _read_persons(text)
    if persons:
        return persons
    name = text.strip(' .,;:*_«»"“”')
    parts = split_names(name)
    if len(parts) > 1 and all(
        looks_like_organization(part) or (len(part) > 1 and part.isupper()) for part in parts
    ):
        return tuple(Author(organization=part.strip(" .")) for part in parts)
    return (Author(organization=name),) if name else ()


def starts_with_person(text: str) -> bool:
    """Whether a line begins as an entry sorted by family name does: "Dahl, A." or "Dahl, Anne"."""
    match = re.match(rf"(?:{_FAMILY}),?\s+(?:{_INITIAL})|(?:{_FAMILY}),\s+(?:{_CAP})", text)
    return match is not None


def read_leading_persons(text: str) -> tuple[tuple[Author, ...], int]:
    """The persons at the head of an entry without a year, and where they end."""
    authors: list[Author] = []
    position = end = 0
    while not _LAW.match(text) and (match := _INVERTED.match(text, position)):
        if (
            match["family2"]
            and not is_initials(match["given2"].split()[0])
            and match["given2"].split()[0].casefold() not in GIVEN_NAMES
            and not re.match(r"\s*:|\s(?:og|&|and)\s", text[match.end() :])
        ):
            break
        authors.append(_person(match))
        end = match.end()
        position = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]  # it matches the empty string too
    return tuple(authors), end


def reads_as_persons(text: str) -> bool:
    """Whether a text is nothing but persons: "Aas, A. J., K. L. Berg & T. F. Dahl"."""
    text, _ = strip_et_al(EDITOR_MARK.sub("", " ".join(text.split())).strip(" .,;:–-"))
    return bool(_read_persons(text))


def _read_persons(text: str) -> tuple[Author, ...]:
    if _LAW.match(text):
        return ()
    if looks_like_organization(re.split(r"[,.]", text)[0]) and not starts_with_person(text):
        return ()
    authors: list[Author] = []
    position = 0
    while position < len(text):
        match = _INVERTED.match(text, position)
        if match is None or (authors and _is_straight(match)):
            match = _STRAIGHT.match(text, position) if authors or _begins_straight(text, position) else None
        if match is None:
            last = text[position:].strip(" .")
            if authors and last and len(last.split()) <= 2 and all(is_name_word(w) for w in last.split()):
                authors.append(Author(family=last))
                return tuple(authors)
            if not authors:
                return ()
            return (*authors, Author(organization=last)) if last and looks_like_organization(last) else ()
        authors.append(_person(match))
        step = _BETWEEN.match(text, match.end())
        position = step.end() if step and step.end() > position else len(text)
    return tuple(authors)


def _person(match: re.Match[str]) -> Author:
    groups = match.groupdict()
    family = groups.get("family") or groups.get("family2") or ""
    given = groups.get("given") or groups.get("given2") or ""
    return Author(family=" ".join(family.split()), given=" ".join(given.split()).strip(" ,") or None)


def _is_straight(match: re.Match[str]) -> bool:
    """Whether what looks like "Family, Given" in mid-list is "Given Family, ..." or "Given I. Family" instead."""
    if "," not in match[0] and re.match(rf"\s+[{UPPER}][^\W\d_]", match.string[match.end() :]):
        return True
    family = (match["family"] or match["family2"] or "").split()
    return len(family) > 1 and family[0].casefold() in GIVEN_NAMES


def _begins_straight(text: str, position: int) -> bool:
    words = text[position:].split()
    if len(words) < 2 or is_particle(words[0]):
        return False
    first = words[0]
    return first.casefold() in GIVEN_NAMES or (is_initials(first) and "." in first)
