"""Personal data that gives itself away by its form: addresses, numbers, keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.document import Document, Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.ingest.source import SourceText

# First line, last line and what was found there.
Finding = tuple[int, int, str]

EMAIL = re.compile(r"[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
PHONE = re.compile(
    r"(?<![\d.,/-])(?:\+47\s?|0047\s?)?(?:\d{2} \d{2} \d{2} \d{2}|\d{3} \d{2} \d{3}|\d{4} \d{4}|\d{8})(?![\d%])"
)
_DIGIT = re.compile(r"\d")
_PHONE_WORD = re.compile(r"tlf|telefon|mobil|\bmob\b|phone|kontaktopplysninger|☎|📞|\bnr\.", re.IGNORECASE)
CANDIDATE = re.compile(
    r"(?:kandidat|student|candidate)(?:[ -]?(?:nummer|nr|number|no|id))\.?:?\W*\d{2,}"
    r"|kandidat ?(?:nummer|nr)\.?:[ \w-]{1,40} \d{2,}\b|\bkandidat: ?\d{2,}\b",
    re.IGNORECASE,
)
PROJECT_REFERENCE = re.compile(
    r"(?:referansenummer|referansenr|prosjektnummer|prosjektnr|meldeskjema(?:nummer)?|saksnummer|saksnr"
    r"|reference number|project number)(?:\w*\W{1,3}(?:i|for|in) \w+)?\W*(\d{4,})?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[A-Za-z]")
LINK = re.compile(r"https?://\S+")
_WEB_WORD = re.compile(r"[\w%-]{24,}")
# What names a page in words, "ny-i-nav-del-3", or numbers a file for everybody, 710bc325b9fb4b85, is no key.
_WORDS_OR_ID = re.compile(r"(?i)(?:[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|[\w%]*(?:-{1,3}[\w%]*)+)")
BIRTH = re.compile(
    r"\b(?:født|fødd|fødselsdato|fødselsdag|born|date of birth)\W{0,3}(?:den )?"
    r"\d{1,2}[./]\s?\d{1,2}[./]\s?(?:19|20)?\d{2}\b",
    re.IGNORECASE,
)
STREET = re.compile(
    r"\b(?:[A-ZÆØÅ][\wæøå]{2,20}(?:gata|gaten|gate|veien|vegen|vei|veg|alléen|allé|bakken|svingen|stien|tunet|haugen)"
    r"|[A-ZÆØÅ][\wæøå]{2,20} (?:gate|vei|veg|plass|torg|allé))\s\d{1,3}\s?[A-Ha-h]?\b"
)
IDENTITY = re.compile(r"(?<![\d.,/-])(\d{6})[ ]?(\d{5})(?![\d])")
_FIRST_WEIGHTS, _SECOND_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def find_by_form(document: Document, source: SourceText) -> Iterator[Finding]:
    """What its form alone gives away, line by line; looser forms not in the body and the reference list."""
    regions = regions_by_line(document, len(source.lines))
    for number, text in enumerate(source.lines, start=1):
        if not text.strip():
            continue
        region = regions[number - 1]
        outside = region in (Region.APPENDIX, Region.FRONT)
        if ("@" in text or "%40" in text) and EMAIL.search(text):
            yield number, number, "e-mail address"
        if CANDIDATE.search(text):
            yield number, number, "candidate or student number"
        if has_identity_number(text):
            yield number, number, "national identity number"
        if BIRTH.search(text):
            yield number, number, "date of birth"
        if outside:
            yield from _in_forms(source.lines, number, text)
        if region is not Region.REFERENCES:
            if last := _find_phone(source.lines, number, text, outside):
                yield number, last, "telephone number"
            if "://" in text and any(_has_key(match[0]) for match in LINK.finditer(text)):
                yield number, number, "link that holds a key"


def regions_by_line(document: Document, total: int) -> list[Region]:
    """The region of each line of the file."""
    regions = [Region.BODY] * total
    for section in document.sections:
        for number in range(section.lines.first, min(section.last_line, total) + 1):
            regions[number - 1] = section.region
    return regions


def has_identity_number(text: str) -> bool:
    """Whether a Norwegian national identity number stands in a text, by its date and its two check digits."""
    return any(_is_identity_number(match[1] + match[2]) for match in IDENTITY.finditer(text))


def _is_identity_number(digits: str) -> bool:
    numbers = [int(digit) for digit in digits]
    # D-numbers have 40 added to the day, numbers made for tests 40 or 80 to the month.
    day, month = int(digits[:2]) % 40, int(digits[2:4]) % 40
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    first = -sum(map(_times, _FIRST_WEIGHTS, numbers)) % 11
    second = -sum(map(_times, _SECOND_WEIGHTS, numbers)) % 11
    return numbers[9] == first and numbers[10] == second


def _times(weight: int, number: int) -> int:
    return weight * number


def _in_forms(lines: list[str], number: int, text: str) -> Iterator[Finding]:
    """What letters and forms hold: numbers of projects, streets."""
    if match := PROJECT_REFERENCE.search(text):
        after = next_text(lines, number)
        if match[1]:
            yield number, number, "reference number of a project"
        elif after and lines[after - 1].strip().isdigit():
            yield number, after, "reference number of a project"
    if STREET.search(text):
        yield number, number, "address"


def _has_key(link: str) -> bool:
    """Whether a link holds a long word that opens something, not one that names a page or numbers a file."""
    if not any(_DIGIT.search(word) and _LETTER.search(word) for word in _WEB_WORD.findall(link)):
        return False
    path, _, query = link.partition("?")
    return any(_WEB_WORD.search(word) for word in query.split("&")) or any(
        not _WORDS_OR_ID.fullmatch(word[0]) for word in _WEB_WORD.finditer(path)
    )


def _find_phone(lines: list[str], number: int, text: str, outside: bool) -> int | None:
    """The last line of the telephone number that begins on a line, which may break in two."""
    if not _DIGIT.search(text):
        return None
    numbers = [match[0].removeprefix("+47").strip() for match in PHONE.finditer(text)]
    if numbers and outside and any(found.count(" ") > 1 for found in numbers):
        return number
    if numbers and _PHONE_WORD.search(" ".join(lines[max(0, number - 4) : number])):
        return number
    after = next_text(lines, number)
    if after and re.search(r"\d\s*$", text) and _PHONE_WORD.search(text):
        joined = PHONE.search(f"{text.rstrip()[-12:]} {lines[after - 1].strip()[:12]}")
        return after if joined else None
    return None


def next_text(lines: list[str], number: int) -> int | None:
    """The next line with text on it, if it is near."""
    return next((n for n in range(number + 1, min(number + 4, len(lines)) + 1) if lines[n - 1].strip()), None)
