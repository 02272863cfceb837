"""Informants that running text presents: "omtalt som Leder A, B og C", "de fiktive navnene Anne og Berit"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.chapter_roles import ChapterRole, read_chapter_roles
from kb.ingest.document import BlockKind, Document, Region, Span
from kb.ingest.draft import Informant, RoleGroup
from kb.ingest.people import is_known_given_name
from kb.ingest.roles import find_role_words, read_role_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PRESENTS = re.compile(
    r"informant|respondent|intervju|omtal|kalt|kalla|kalle|betegn|nemn|referer|pseudonym|anonym|fiktiv|navn|interview|"
    r"participant|referred|call|named|label",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\s(?P<first>[A-ZÆØÅ]|\d{1,2})(?:\s?[-–—]\s?|\s(?:til|to)\s)(?P<last>[A-ZÆØÅ]|\d{1,2})(?![\w–-])(?!\s(?:år|ansatte|timer|minutter|%))"
)
_ENUMERATION = re.compile(
    r"\s(?P<labels>(?:[A-ZÆØÅ]|\d{1,2})(?:,\s(?:[A-ZÆØÅ]|\d{1,2}))*\s?(?:,\s)?(?:og|and|&)\s(?:[A-ZÆØÅ]|\d{1,2}))(?![\w.,]\w)(?!\s(?:år|ansatte|%))"
)
# "de fiktive navnene Anne, Berit og Cato"
_NAMED = re.compile(
    r"\b(?:fiktive|fiktivt|oppdiktede|oppdikta|pseudonym\w*|fictitious|fictional|anonymiserte)\b[^.«»]{0,60}?"
    r"(?P<names>[A-ZÆØÅ][a-zæøåéöä]{1,14}(?:, [A-ZÆØÅ][a-zæøåéöä]{1,14}){0,12},? (?:og|and) [A-ZÆØÅ][a-zæøåéöä]{1,14})"
)
# "De har fått navnene Emil, Nora og Tuva": three given names in a row that no family name follows.
_ROW_OF_NAMES = re.compile(
    r"(?<![\w.-])(?:[A-ZÆØÅ][a-zæøåéöä]{1,14}, ){1,12}[A-ZÆØÅ][a-zæøåéöä]{1,14},? (?:og|and)"
    r" [A-ZÆØÅ][a-zæøåéöä]{1,14}\b(?!,?\s\(?\d|\s[A-ZÆØÅ(&])"
)
# "Alle navn er oppdiktet." in a section that then tells who they are.
_INVENTED = re.compile(
    r"\b(?:fiktiv\w*|oppdikt\w*|fingert\w*|pseudonym\w*|dekknavn\w*|fictitious|fictional|invented)\b",
    re.IGNORECASE,
)
_ABOUT_NAMES = re.compile(r"\b(?:navn|namn|name)\w*|pseudonym", re.IGNORECASE)
_GIVEN_NAME = re.compile(
    r"(?<![\w.-])[A-ZÆØÅ][a-zæøåéöä]{1,14}\b(?!\s[A-ZÆØÅ(&]|\s(?:og|and|m\.?fl)\s[A-ZÆØÅ]\w+\s\()"
)
_LABEL = re.compile(r"\s([A-ZÆØÅ]|\d{1,2})(?![\w–-])(?!\s(?:år|ansatte|timer|minutter|%))")
_JOINED = re.compile(r"\s?(?:,\s?)?(?:(?:og|and|&)\s)?")
# Codes in a row or a range: N1 og N2; L1, L2 og L3; I1-I5.
_CODE_TEXT = r"[A-ZÆØÅ]{1,2}\d{1,2}"
_CODES = re.compile(rf"\b{_CODE_TEXT}(?:(?:,\s|,?\s(?:og|and|til|to|&)\s|\s?[-–—]\s?){_CODE_TEXT})+\b")


def find_in_sentences(document: Document) -> Iterator[Informant]:
    """Labels told in running text outside the findings: "omtalt som Leder A, B og C", "informant 1 til 6"."""
    roles = read_chapter_roles(document)
    for block in document.blocks:
        if (
            block.kind is not BlockKind.PARAGRAPH
            or block.region is not Region.BODY
            or block.section >= len(roles)
        ):
            continue
        if roles[block.section] not in (ChapterRole.METHOD, ChapterRole.INTRODUCTION, ChapterRole.OTHER):
            continue
        text = document.text_of(block.span)
        if _PRESENTS.search(text) is None:
            continue
        for match in _CODES.finditer(text):
            found = block.span.start + match.start()
            for code in _codes_in(match.group()):
                yield Informant(code, None, RoleGroup.OTHER, document.lines_of(Span(found, found + 1)))
        for match in _NAMED.finditer(text):
            for name in re.findall(r"[A-ZÆØÅ][a-zæøåéöä]+", match.group("names")):
                found = block.span.start + match.start()
                yield Informant(name, None, RoleGroup.OTHER, document.lines_of(Span(found, found + 1)))
        for match in _ROW_OF_NAMES.finditer(text):
            names = re.findall(r"[A-ZÆØÅ][a-zæøåéöä]+", match.group())
            if sum(map(is_known_given_name, names)) > 0.5 * len(names):
                found = block.span.start + match.start()
                for name in names:
                    yield Informant(name, None, RoleGroup.OTHER, document.lines_of(Span(found, found + 1)))
        for word in find_role_words(text):
            for label in _labels_after(text, word.end):
                span = Span(block.span.start + word.start, block.span.start + word.end)
                name = f"{word.base} {label}"
                yield Informant(name, None, read_role_group(name), document.lines_of(span))
        for name, start, end in _find_row(text):
            span = Span(block.span.start + start, block.span.start + end)
            yield Informant(name, None, read_role_group(name), document.lines_of(span))


def find_invented_names(document: Document) -> Iterator[Informant]:
    """Given names in a section that says its names are invented: "Alle navn er fiktive. Anna og Britt er ..."."""
    roles = read_chapter_roles(document)
    telling: set[int] = set()
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH or block.region is not Region.BODY:
            continue
        if block.section >= len(roles) or roles[block.section] in (ChapterRole.FINDINGS, ChapterRole.THEORY):
            continue
        text = document.text_of(block.span)
        if _INVENTED.search(text) and _ABOUT_NAMES.search(text):
            telling.add(block.section)
        if block.section not in telling:
            continue
        for match in _GIVEN_NAME.finditer(text):
            if is_known_given_name(match.group()):
                found = block.span.start + match.start()
                yield Informant(
                    match.group(), None, RoleGroup.OTHER, document.lines_of(Span(found, found + 1))
                )


def _codes_in(text: str) -> Iterable[str]:
    """The codes of a row ("N1 og N2") or range ("I1-I5")."""
    codes = re.findall(_CODE_TEXT, text)
    letters = codes[0].rstrip("0123456789")
    if len(codes) == 2 and re.search(r"[-–—]|\b(?:til|to)\b", text) and codes[1].startswith(letters):
        return [
            f"{letters}{number}" for number in _spread(codes[0][len(letters) :], codes[1][len(letters) :])
        ]
    return codes


def _find_row(text: str) -> Iterator[tuple[str, int, int]]:
    """Labels in a row, each with its role word: "leder A, leder B og leder C"; where each of them stands."""
    row: list[tuple[str, int, int]] = []
    for word in find_role_words(text):
        label = _LABEL.match(text, word.end)
        if label is None:
            continue
        if row and not _JOINED.fullmatch(text, row[-1][2], word.start):
            yield from row if len(row) > 1 else ()
            row = []
        row.append((f"{word.base} {label.group(1)}", word.start, label.end()))
    yield from row if len(row) > 1 else ()


def _labels_after(text: str, at: int) -> Iterable[str]:
    match = _RANGE.match(text, at)
    if match is not None:
        return _spread(match.group("first"), match.group("last"))
    match = _ENUMERATION.match(text, at)
    if match is not None:
        return re.findall(r"[A-ZÆØÅ]\b|\d{1,2}", match.group("labels"))
    return ()


def _spread(first: str, last: str) -> Iterable[str]:
    """All labels from ``first`` to ``last``; none where the two do not make a short row."""
    if first.isdigit() and last.isdigit():
        row = [str(number) for number in range(int(first), int(last) + 1)]
    elif first.isalpha() and last.isalpha():
        row = [chr(code) for code in range(ord(first), ord(last) + 1)]
    else:
        row = []
    return row if 1 < len(row) <= 30 else ()
