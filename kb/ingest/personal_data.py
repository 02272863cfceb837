"""Things in the text that identify living people and that a curator should look at before anything is published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.document import Document, Lines, Region, SectionKind
from kb.ingest.draft import PersonalData
from kb.ingest.people import find_full_names, is_full_name, is_known_given_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.ingest.source import SourceText

_EMAIL = re.compile(r"[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(
    r"(?<![\d.,/-])(?:\+47\s?|0047\s?)?(?:\d{2} \d{2} \d{2} \d{2}|\d{3} \d{2} \d{3}|\d{8})(?![\d%])"
)
_PHONE_WORD = re.compile(r"tlf|telefon|mobil|\bmob\b|phone|kontaktopplysninger|☎|📞|\bnr\.", re.IGNORECASE)
_CANDIDATE = re.compile(
    r"(?:kandidat|student|candidate)\s*(?:nummer|nr|number|no)\.?:?\W*\d{2,}", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"(?:referansenummer|referansenr|prosjektnummer|prosjektnr|meldeskjema(?:nummer)?|reference number"
    r"|project number)(?:\w*\W{1,3}(?:i|for|in) \w+)?\W*(\d{4,})?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"https?://\S*?(?=[\w%-]*\d)(?=[\w%-]*[A-Za-z])[\w%-]{24,}\S*")
_CONTACT = re.compile(
    r"kontaktperson|kontaktinformasjon|prosjektansvarlig|daglig ansvarlig|personvernombud"
    r"|behandlingsansvarlig|vennlig hilsen|venleg helsing|\bmvh\b|\bhilsen\b|veileder|rettleiar"
    r"|masterstudent|direktør|rådgiver"
    r"|^til\b|^fra\b|^kopi\b|student|data protection|supervisor|^hei\b|^kjære\b|ta kontakt",
    re.IGNORECASE,
)
_GREETING = re.compile(r"^(?:hei|kjære|hi|dear|hello)\s+([A-ZÆØÅ][a-zæøå]+)", re.IGNORECASE)
_INVERTED = re.compile(r"^(?:\w+:?\s)?[A-ZÆØÅ][a-zæøå]+, ([A-ZÆØÅ][a-zæøå]+)(?: [A-ZÆØÅ][a-zæøå]+)*\b")
_EMPLOYMENT = re.compile(
    r"\bjeg(?:\s\w+){0,4}\s(?:jobbet|jobber|arbeidet|arbeider|ansatt|tilsatt|vært)\b[^.]{0,80}\b(?:siden|fra"
    r"|since)\s(?:19|20)\d\d|\bfast ansatt (?:i|ved|hos)\b[^.]{0,60}\b(?:siden|fra) (?:19|20)\d\d",
    re.IGNORECASE,
)
_THANKS = re.compile(r"takk|thank|grateful|takknemlig", re.IGNORECASE)


def find_personal_data(document: Document, source: SourceText) -> tuple[PersonalData, ...]:
    """Where the file holds personal data, line by line; each line once for each sort."""
    found: dict[tuple[int, int, str], PersonalData] = {}
    for first, last, what in (
        *_in_lines(document, source),
        *_in_letters(document, source),
        *_in_foreword(document, source),
        *_own_work(document),
    ):
        found.setdefault((first, last, what), PersonalData(Lines(first, last), what))
    return tuple(found[key] for key in sorted(found))


Finding = tuple[int, int, str]


def _in_lines(document: Document, source: SourceText) -> Iterator[Finding]:
    """What its form alone gives away, anywhere in the file but in the reference list."""
    regions = _regions_by_line(document, len(source.lines))
    for number, text in enumerate(source.lines, start=1):
        if not text.strip():
            continue
        outside = regions[number - 1] in (Region.APPENDIX, Region.FRONT)
        if _EMAIL.search(text):
            yield number, number, "e-mail address"
        if regions[number - 1] is not Region.REFERENCES and (
            last := _find_phone(source.lines, number, text, outside)
        ):
            yield number, last, "telephone number"
        if _CANDIDATE.search(text):
            yield number, number, "candidate or student number"
        if outside and (match := _REFERENCE.search(text)):
            after = _next_text(source.lines, number)
            if match[1]:
                yield number, number, "reference number of a project"
            elif after and source.lines[after - 1].strip().isdigit():
                yield number, after, "reference number of a project"
        if regions[number - 1] is not Region.REFERENCES and _TOKEN.search(text):
            yield number, number, "link that holds a key"


def _regions_by_line(document: Document, total: int) -> list[Region]:
    regions = [Region.BODY] * total
    for section in document.sections:
        for number in range(section.lines.first, min(section.last_line, total) + 1):
            regions[number - 1] = section.region
    return regions


def _find_phone(lines: list[str], number: int, text: str, outside: bool) -> int | None:
    """The last line of the telephone number that begins on a line, which may break in two."""
    numbers = [match[0].removeprefix("+47").strip() for match in _PHONE.finditer(text)]
    if numbers and outside and any(" " in found for found in numbers):
        return number
    if numbers and _PHONE_WORD.search(" ".join(lines[max(0, number - 4) : number])):
        return number
    after = _next_text(lines, number)
    if after and re.search(r"\d\s*$", text) and _PHONE_WORD.search(text):
        joined = _PHONE.search(f"{text.rstrip()[-12:]} {lines[after - 1].strip()[:12]}")
        return after if joined else None
    return None


def _next_text(lines: list[str], number: int) -> int | None:
    return next((n for n in range(number + 1, min(number + 4, len(lines)) + 1) if lines[n - 1].strip()), None)


def _in_letters(document: Document, source: SourceText) -> Iterator[Finding]:
    """Names in the letters, forms and e-mails of the appendices."""
    letters = [
        (number, re.sub(r"^[\s\-–•*]+", "", source.lines[number - 1]).strip())
        for section in document.sections
        if section.kind is SectionKind.APPENDIX
        for number in range(section.lines.last + 1, min(section.last_line, len(source.lines)) + 1)
    ]
    letters = [(number, text) for number, text in letters if text and "\t" not in text]
    given = {name.split()[0] for _, text in letters for name in _names_in(text)}
    given |= {match[1] for _, text in letters if (match := _INVERTED.match(text)) and "@" in text}
    for number, text in letters:
        if _names_in(text) or _is_addressed(text, given):
            yield number, number, "name"


def _names_in(text: str) -> list[str]:
    """Full names in a line of a letter, where the line or the name itself tells that they are a person's."""
    if is_full_name(text):
        return [text]
    names = find_full_names(text)
    if _CONTACT.search(text) or _EMAIL.search(text):
        return names
    return [name for name in names if is_known_given_name(name.split()[0])]


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
    alone = re.fullmatch(r"[A-ZÆØÅ][a-zæøå]+", text)
    return bool(alone) and (text in given or is_known_given_name(text))


def _in_foreword(document: Document, source: SourceText) -> Iterator[Finding]:
    """Private people thanked: given names in a foreword."""
    for section in document.sections:
        if section.kind is not SectionKind.FOREWORD:
            continue
        for number in range(section.lines.last + 1, min(section.last_line, len(source.lines)) + 1):
            text = source.lines[number - 1]
            words = re.findall(
                r"(?<![.!?]\s)(?<!^)\b[A-ZÆØÅ][a-zæøå]+\b(?!\s\d)"
                r"|\b[A-ZÆØÅ][a-zæøå]+(?=,? (?:du|dere|takk|og [A-ZÆØÅ]))",
                text,
            )
            known = [word for word in words if is_known_given_name(word)]
            addressed = re.search(
                r"(?:^|[.!?]\s)[A-ZÆØÅ][a-zæøå]+, (?:du|dere|takk|tusen)\b|\b(?:til|min venninne|min mann"
                r"|min kone|min samboer) [A-ZÆØÅ][a-zæøå]+\b",
                text,
            )
            if known or addressed or (_THANKS.search(text) and find_full_names(text)):
                yield number, number, "name of a person thanked"


def _own_work(document: Document) -> Iterator[Finding]:
    """Where the author tells the workplace and the years there."""
    for block in document.blocks:
        if block.region is Region.BODY and (match := _EMPLOYMENT.search(document.text_of(block.span))):
            line = document.line_at(block.span.start + match.start())
            yield line, line, "the author's own workplace"
