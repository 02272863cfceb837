"""The works that a thesis cites, each with the place that cites it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.citation_brackets import Bracket, find_brackets
from kb.ingest.citation_grammar import EDITOR, Part, read_brackets
from kb.ingest.citation_links import link_references
from kb.ingest.citation_resolution import Found, resolve_repeats
from kb.ingest.document import Block, BlockKind, Document, Region, SectionKind, Span
from kb.ingest.names import AuthorList, fold_name
from kb.ingest.narrative_names import (
    Acquaintance,
    NamedBefore,
    find_name_before,
    find_name_in_sentence,
    get_acquainted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingest.draft import Citation, Notice, Reference

_READ_FRONT = {SectionKind.ABSTRACT, SectionKind.FOREWORD, SectionKind.CHAPTER}
_SKIPPED = {
    SectionKind.TOC,
    SectionKind.FIGURE_LIST,
    SectionKind.TABLE_LIST,
    SectionKind.TITLE_PAGE,
    SectionKind.REFERENCES,
}
_SOURCE_LINE = re.compile(
    r"(?<!\w)(?:Kilder?|Kjelder?|Sources?)\s*:\s*(?=\S)(?P<source>[^()\n]{4,160})$", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"^\s*(?:\[?\d{1,3}\]?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)[.)]?\s*")
_IBID_IN_TEXT = re.compile(r"(?<![\w(])(?:Ibid|ibid)(?:\.|(?!\w))(?:,?\s?(?:s|p)\.\s?\d+(?:[-–]\d+)?)?")
_PAGE_ALONE = re.compile(r"(?:s|p|pp|side)\.?\s?\d{1,4}(?:\s?[-–]\s?\d{1,4})?")
_QUOTED_BEFORE = re.compile(r"[»”\"](?:,?\s[^\W\d_]+){0,4}\s*$")
_PAGE_REACH = 500  # characters back to the work that "(s. 14)" is a page of
_DISTANT_YEAR = re.compile(r"(?:1[5-9]|20)\d\d[a-k]?")
_REPORT_IN_TEXT = re.compile(r"(?<![\w(])NOU\s(?:1[89]|20)\d\d\s?:\s?(?:nr\.\s?)?\d{1,3}(?!\d)")
_VERB_AFTER = re.compile(
    r"\s*(?:skriv|hevd|mene?r|mente|påpek|pek|vis|forklar|beskriv|omtal|sier|trekk|sine?\b|sitt\b|argu"
    r"|stat|show|sug)"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A block's brackets read for the first time, without knowledge of the rest of the thesis."""

    block: Block
    brackets: tuple[Bracket, ...]


def find_citations(
    document: Document, references: Sequence[Reference] = ()
) -> tuple[tuple[Citation, ...], tuple[Notice, ...]]:
    """Every work cited at every place of the running text, in order, with the doubts about them.

    Works that one pair of brackets cites together share ``span`` and ``raw``. Of a second-hand citation the
    original is returned, with ``secondary_via`` naming what was read. *Ibid.* carries the authors and the
    year of what it repeats.
    """
    readings = [
        _Reading(block, find_brackets(document.text, block.span)) for block in _cited_blocks(document)
    ]
    plain = list(_plainly_cited(document.text, readings, references))
    known = get_acquainted(plain, document.text)
    known = get_acquainted([*plain, *_cited_by_name(document.text, readings, known)], document.text)
    found: list[Found] = []
    for reading in readings:
        found.extend(_find_in_block(document.text, reading, known))
    resolved, notices = resolve_repeats(document, found)
    citations, reference_notices = link_references(document, resolved, references)
    return citations, (*notices, *reference_notices)


def _cited_blocks(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        if block.kind is BlockKind.HEADING or block.region in {Region.REFERENCES, Region.APPENDIX}:
            continue
        kind = document.sections[block.section].kind if 0 <= block.section < len(document.sections) else None
        if kind in _SKIPPED or (
            block.region is Region.FRONT and kind is not None and kind not in _READ_FRONT
        ):
            continue
        yield block


def _plainly_cited(
    text: str, readings: Sequence[_Reading], references: Sequence[Reference]
) -> Iterator[tuple[AuthorList, str | None]]:
    for reference in references:
        if reference.authors:
            names = tuple(author.name for author in reference.authors if author.name)
            if names:
                yield AuthorList(names, organization=bool(reference.authors[0].organization)), reference.year
    for reading in readings:
        for bracket in reading.brackets:
            for part in read_brackets(text[bracket.inner_start : bracket.inner_end]):
                if part.authors is not None and (part.year or part.via) and not part.paper:
                    yield part.authors, part.year


def _cited_by_name(
    text: str, readings: Sequence[_Reading], known: Acquaintance
) -> Iterator[tuple[AuthorList, str | None]]:
    """The authors right before a bare year: "Dahl (2015)" makes Dahl known where a later "(2015)" stands alone."""
    for reading in readings:
        for bracket in reading.brackets:
            if _DISTANT_YEAR.match(text, bracket.inner_start, bracket.inner_end) is None:
                continue
            parts = read_brackets(text[bracket.inner_start : bracket.inner_end], known.names)
            named = find_name_before(text, bracket.start, reading.block.span.start, bracket.end, known)
            if parts and named is not None and not _is_lifetime(parts[0].year or ""):
                yield named.authors, parts[0].year


def _find_in_block(text: str, reading: _Reading, known: Acquaintance) -> Iterator[Found]:
    block = reading.block
    found: list[Found] = []
    taken_until = block.span.start
    for bracket in reading.brackets:
        if bracket.start < taken_until:
            continue
        works = _read_bracket(text, bracket, taken_until, known) or _read_page(text, bracket, found)
        if works:
            found.extend(works)
            taken_until = bracket.end
        elif not bracket.nested:
            taken_until = bracket.end
    found.extend(_find_unbracketed(text, block, found))
    yield from sorted(found, key=lambda work: work.span.start)


def _read_bracket(text: str, bracket: Bracket, floor: int, known: Acquaintance) -> list[Found]:
    parts = read_brackets(text[bracket.inner_start : bracket.inner_end], known.names)
    if not parts:
        return []
    inner = text[bracket.inner_start : bracket.inner_end]
    if bracket.nested and not any(part.paper for part in parts) and EDITOR.search(inner) is None:
        return []  # the brackets inside are read on their own: "(se også Dahl (2015) ...)"
    first, rest = parts[0], parts[1:]
    named = _find_named(text, bracket, floor, first, known) if first.authors is None else None
    if first.authors is None and named is None and not first.repeats:
        if first.via is not None:
            return _read_host(text, bracket, known)
        parts = tuple(part for part in rest if part.authors is not None)
        return [Found(Span(bracket.start, bracket.end), False, part) for part in parts]
    span = Span(named.start if named else bracket.start, bracket.end)
    authors = named.authors if named else first.authors
    found = [Found(span, named is not None, _with_authors(first, authors))]
    for part in rest:
        same = part.authors is None and named is not None
        found.append(Found(span, same, _with_authors(part, authors) if same else part))
    return [work for work in found if work.part.authors is not None or work.part.repeats]


def _read_page(text: str, bracket: Bracket, found: Sequence[Found]) -> list[Found]:
    """ "(s. 14)" right after a quotation, of the work that the paragraph cited last."""
    inner = text[bracket.inner_start : bracket.inner_end].strip()
    if not found or _PAGE_ALONE.fullmatch(inner) is None:
        return []
    before = text[max(0, bracket.start - _PAGE_REACH) : bracket.start]
    if _QUOTED_BEFORE.search(before) is None or bracket.start - found[-1].span.end > _PAGE_REACH:
        return []
    return [Found(Span(bracket.start, bracket.end), False, Part(None, None, inner, repeats=True))]


def _read_host(text: str, bracket: Bracket, known: Acquaintance) -> list[Found]:
    """ "(sitert i Moe, 2010)" after words that name nobody: Moe is the work that is cited."""
    inner = text[bracket.inner_start : bracket.inner_end]
    match = re.search(r"(?<!\w)(?:i|hos|av|in|by)\s", inner)
    parts = read_brackets(inner[match.end() :], known.names) if match else ()
    span = Span(bracket.start, bracket.end)
    return [Found(span, False, part) for part in parts if part.authors is not None]


def _with_authors(part: Part, authors: AuthorList | None) -> Part:
    return Part(authors, part.year, part.locator, part.via, part.repeats, part.paper)


def _find_named(
    text: str, bracket: Bracket, floor: int, part: Part, known: Acquaintance
) -> NamedBefore | None:
    named = find_name_before(text, bracket.start, floor, bracket.end, known)
    if part.repeats:
        if named is None:
            return None
        cited = fold_name(named.authors.names[0]) in known.names
        return named if cited or _VERB_AFTER.match(text, bracket.end) else None
    if named is not None:
        if part.year and _is_lifetime(part.year) and not named.authors.organization:
            return None
        return named
    if part.year is None or not _DISTANT_YEAR.fullmatch(part.year):
        return None
    return find_name_in_sentence(text, bracket.start, floor, part.year, known)


def _is_lifetime(year: str) -> bool:
    """ "Max Weber (1864-1920)" tells when he lived."""
    ends = re.findall(r"\d{4}", year)
    return len(ends) == 2 and "-" in year and int(ends[1]) - int(ends[0]) > 8


def _find_unbracketed(text: str, block: Block, found: Sequence[Found]) -> Iterator[Found]:
    """Sources without brackets: under figures ("Kilde: Dahl, 2015"), in footnotes, "NOU 2004: 9", a bare *ibid.*"""
    start, end = block.span.start, block.span.end
    body = text[start:end]
    taken = [work.span for work in found]
    source = _SOURCE_LINE.search(body, max(0, len(body) - 200))
    candidates: list[tuple[int, int]] = []
    if source:
        candidates.append((start + source.start("source"), start + len(body.rstrip(" ."))))
    elif block.kind is BlockKind.FOOTNOTE and len(body) <= 160:
        mark = _NOTE_MARK.match(body)
        candidates.append((start + (mark.end() if mark else 0), start + len(body.rstrip(" ."))))
    candidates += [(start + m.start(), start + m.end()) for m in _IBID_IN_TEXT.finditer(body)]
    reports = [(start + m.start(), start + m.end()) for m in _REPORT_IN_TEXT.finditer(body)]
    candidates += reports
    for first, last in candidates:
        if first >= last or any(span.start < last and first < span.end for span in taken):
            continue
        for part in read_brackets(text[first:last]):
            if part.repeats or (part.authors is not None and part.year):
                yield Found(Span(first, last), (first, last) in reports, part)
