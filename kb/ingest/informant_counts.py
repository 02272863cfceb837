"""How many were interviewed, as the text says it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from kb.ingest.document import Document, Region, Section, SectionKind
from kb.ingest.roles import find_role_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = {
    word: value
    for value, words in enumerate(
        (
            "null",
            "en ett én éin ein",
            "to two",
            "tre three",
            "fire four",
            "fem five",
            "seks six",
            "syv sju seven",
            "åtte eight",
            "ni nine",
            "ti ten",
            "elleve eleven",
            "tolv twelve",
            "tretten",
            "fjorten",
            "femten",
            "seksten",
            "sytten",
            "atten",
            "nitten",
            "tjue",
        )
    )
    for word in words.split()
}
_NUMBER = r"\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_COUNTED = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+(?:(?!(?:og|and)\b)[\w-]+\s+){{0,2}}?(?P<what>[\w-]*(?:informant(?:er|ar|s)"
    r"|intervjupersoner|intervjuobjekt(?:er)?|respondent(?:er|ar|s)|deltakere|deltakarar|interviewees|participants)"
    r"|(?!pilot)[\w-]*intervju(?:er|a)?|interviews)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    rf"\b(?P<number>{_NUMBER})\s+(?P<words>[\w-]+(?:\s+(?!(?:og|and|samt)\b)[\w-]+){{0,2}})", re.IGNORECASE
)
_TOLD = re.compile(
    rf"\b(?:antall|talet på|number of)\s+(?:informant\w*|intervju\w*|deltak\w*|participants|interviews)\s+"
    rf"(?:var|er|ble|blei|vart|was|is)\s+(?P<number>{_NUMBER})\b|\b(?:informant\w*|deltak\w*)\s*\(n\s*=\s*(?P<n>\d{{1,2}})\)",
    re.IGNORECASE,
)
_INFORMANT = re.compile(
    r"informant|intervjuperson|intervjuobjekt|respondent|deltak|interviewee|participant", re.IGNORECASE
)
_LISTED = re.compile(r"\s*(?:,|(?:,\s*)?(?:og|and|samt))\s*")
_WITHOUT_ROLE = re.compile(r"^(?:person(?:er|ar)|kvinne\w*|menn)$", re.IGNORECASE)
# In such a sentence the people counted are those who were interviewed.
_ASKED = re.compile(
    r"intervju|interview|informant|respondent|utvalg|utval\b|deltok|deltek|deltak|snakke[dt]|snakka|rekruttert|sample|participant",
    re.IGNORECASE,
)
_METHOD = re.compile(r"metod|utvalg|utval\b|informant|intervju|design|method|sample", re.IGNORECASE)
# "Forespørselen gikk til tolv ledere, og åtte takket ja."
_AGREED = re.compile(
    rf"\b(?P<number>{_NUMBER})\s(?:av\s(?:dem|dei|disse|desse)\s|of\s(?:them|these)\s)?(?:som\s)?"
    r"(?:takk(?:et|a)\sja|sa\sja|svarte\sja|ønsk(?:et|te|a)\så\s(?:delta|være\smed|vere\smed)|ville\s(?:delta|være\smed|vere\smed)"
    r"|sam(?:tykket|tykte|tykka)|agreed|accepted)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


def count_informants(document: Document) -> int | None:
    """The number that the text gives most often for those it interviewed; the method chapter and abstract
    count most."""
    votes: Counter[int] = Counter()
    for block in document.blocks:
        section = document.sections[block.section]
        if block.region not in (Region.BODY, Region.FRONT) or section.kind is SectionKind.FOREWORD:
            continue
        weight = (
            3
            if section.kind is SectionKind.ABSTRACT or _METHOD.search(_titles_above(document, section))
            else 1
        )
        text = document.text_of(block.span)
        if not (_ASKED.search(text) or _AGREED.search(text)):
            continue
        for sentence in _SENTENCE.split(text):
            for value, strength in _counts_in(sentence):
                if 3 <= value <= 60:
                    votes[value] += weight * strength
    return votes.most_common(1)[0][0] if votes else None


def _counts_in(sentence: str) -> Iterator[tuple[int, int]]:
    """The numbers of people or interviews that a sentence counts, each with how plainly it counts informants."""
    for match in _TOLD.finditer(sentence):
        yield _value(match["number"] or match["n"]), 3
    agreed = [_value(match["number"]) for match in _AGREED.finditer(sentence)]
    if agreed:
        yield agreed[-1], 3
        return
    for match in _COUNTED.finditer(sentence):
        yield _value(match["number"]), 3 if _INFORMANT.search(match["what"]) else 1
    if _ASKED.search(sentence):
        groups = list(_groups_in(sentence))
        listed = all(_LISTED.fullmatch(sentence[a[2] : b[1]]) for a, b in itertools.pairwise(groups))
        if groups and listed:
            yield sum(value for value, _, _ in groups), 2


def _groups_in(sentence: str) -> Iterator[tuple[int, int, int]]:
    """Groups of people by their role, each with its size, where it is said and where that ends."""
    for match in _PEOPLE.finditer(sentence):
        at = match.start("words")
        for word in re.finditer(r"[\w-]+", match["words"]):
            if _WITHOUT_ROLE.match(word[0]) or any(True for _ in find_role_words(word[0])):
                yield _value(match["number"]), match.start(), at + word.end()
                break


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS.get(number.casefold(), 0)


def _titles_above(document: Document, section: Section) -> str:
    titles = [section.title]
    while section.parent is not None:
        section = document.sections[section.parent]
        titles.append(section.title)
    return " ".join(titles)
