"""People in the letters, forms and e-mails of the appendices: names, greetings, signatures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.document import Document, SectionKind
from kb.ingest.people import find_full_names, is_full_name, is_known_given_name
from kb.ingest.personal_forms import EMAIL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingest.personal_forms import Finding
    from kb.ingest.source import SourceText

_CONTACT = re.compile(
    r"kontaktperson|kontaktinformasjon|prosjektansvarlig|prosjektleder|daglig ansvarlig|personvernombud"
    r"|personvernombod|behandlingsansvarlig|vennlig hilsen|venleg helsing|\bmvh\b|\bhilsen\b|veileder|rettleiar"
    r"|masterstudent|direktør|rådgiver|rådgjevar|saksbehandler|sakshandsamar|underskrift|signatur"
    r"|^til\b|^fra\b|^frå\b|^kopi\b|student|data protection|supervisor|^hei\b|^kjære\b|ta kontakt|sincerely|regards",
    re.IGNORECASE,
)
# So near a word like "veileder" a name must stand where the name itself is not known to be one.
_NEAR = 80
_GREETING = re.compile(
    r"^(?:hei|kjære|hi|dear|hello|(?:vennlig |beste |venleg )?(?:hilsen|helsing),?)\s+([A-ZÆØÅ][a-zæøå]+)",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"^(?:\w+:?\s)?[A-ZÆØÅ][a-zæøå]+, ([A-ZÆØÅ][a-zæøå]+)(?: [A-ZÆØÅ][a-zæøå]+)*\b")
_ALONE = re.compile(r"[A-ZÆØÅ][a-zæøå]+")
# Somebody named only by given name and where they work: "spør Ingvil fra Økonomi".
_FROM = re.compile(r"(?<=[a-zæøå,] )([A-ZÆØÅ][a-zæøå]{2,})\s(?:fra|frå|på|i|hos|from)\s[A-ZÆØÅ]")
_WORD = re.compile(r"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøå]{2,}\b")
_NAMED_WORKPLACE = re.compile(
    r"\b[Nn](?:AV|av)\b.*\b[A-ZÆØÅ][a-zæøå]{2,}"
    r"|\b[A-ZÆØÅ][a-zæøå]{2,}(?:-[A-ZÆØÅ]\w+)? (?:kommune|skole|skule|barnehage|sykehus|sjukehus)\b"
    r"|\b(?:kommune|skole|skule|barnehage|sykehus|sjukehus|kontor)\b.* [A-ZÆØÅ][a-zæøå]{2,}"
)
_SIGNATURE_LINES = 5


def find_in_letters(document: Document, source: SourceText) -> Iterator[Finding]:
    """Names in the appendices, and the workplaces that stand under them."""
    letters = _letter_lines(document, source)
    given = {name.split()[0] for _, text in letters for name in _names_in(text)}
    given |= {match[1] for _, text in letters if (match := _INVERTED.match(text)) and "@" in text}
    given |= {
        match[1] for _, text in letters if (match := _GREETING.match(text)) and _is_addressed(text, given)
    }
    sure = {
        name.split()[0] for _, text in letters for name in _names_in(text) if _is_surely_named(text, name)
    }
    sure |= {name for name in given if is_known_given_name(name)}
    # Misspelt, a name may lack its last letter: "Ingvil".
    names = sure | {name[:-1] for name in sure if len(name) > 4}
    for place, (number, text) in enumerate(letters):
        if _names_in(text) or _is_addressed(text, given) or _is_mentioned(text, names):
            yield number, number, "name"
        if is_full_name(text):
            yield from _workplaces_under(letters[place + 1 : place + 1 + _SIGNATURE_LINES])


def _letter_lines(document: Document, source: SourceText) -> list[tuple[int, str]]:
    """The lines of the appendices with their numbers, without bullets; rows of tables are left out."""
    lines = [
        (number, re.sub(r"^[\s\-–•*]+", "", source.lines[number - 1]).strip())
        for section in document.sections
        if section.kind is SectionKind.APPENDIX
        for number in range(section.lines.last + 1, min(section.last_line, len(source.lines)) + 1)
    ]
    return [(number, text) for number, text in lines if text and "\t" not in text]


def _names_in(text: str) -> list[str]:
    """Full names in a line of a letter, where the line or the name itself tells that they are a person's."""
    if is_full_name(text):
        return [text]
    names = find_full_names(text)
    if EMAIL.search(text) and len(text) <= 2 * _NEAR:
        return names
    return [name for name in names if is_known_given_name(name.split()[0]) or _is_near_contact(text, name)]


def _is_surely_named(text: str, name: str) -> bool:
    """Whether more than capital letters tells that a name is a person's."""
    return bool(EMAIL.search(text)) or _is_near_contact(text, name)


def _is_near_contact(text: str, name: str) -> bool:
    at = text.find(name)
    return bool(_CONTACT.search(text[max(0, at - _NEAR) : at + len(name) + _NEAR // 2]))


def _is_addressed(text: str, given: set[str]) -> bool:
    """Whether a line greets, signs for or names by family name first one of the people in the letters."""
    if greeting := _GREETING.match(text):
        return greeting[1] in given or is_known_given_name(greeting[1])
    if match := _INVERTED.match(text):
        return (
            len(text) < 90
            and not re.search(r"\d", text)
            and (match[1] in given or is_known_given_name(match[1]))
        )
    return bool(_ALONE.fullmatch(text)) and (text in given or is_known_given_name(text))


def _is_mentioned(text: str, names: set[str]) -> bool:
    """Whether a line speaks of somebody by given name, one of the people in the letters or a colleague."""
    if any(word[0] in names or word[0][:-1] in names for word in _WORD.finditer(text)):
        return True
    return any(is_known_given_name(match[1]) for match in _FROM.finditer(text))


def _workplaces_under(lines: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """In the lines under a name: where the person works, if a telephone number or an e-mail address ends them."""
    rows: list[Finding] = []
    for number, text in lines:
        if EMAIL.search(text) or re.search(r"\d{2,3} \d{2} \d{2,3}|\d{8}|☎", text):
            yield from rows
            return
        if is_full_name(text):
            return
        if len(text) < _NEAR and _NAMED_WORKPLACE.search(text):
            rows.append((number, number, "workplace in a signature"))
