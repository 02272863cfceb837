"""The works that a thesis cites, each with the place that cites it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.author_lists import AuthorList
from kb.ingest.citation_brackets import Bracket, find_brackets
from kb.ingest.citation_grammar import EDITOR, Part, read_brackets
from kb.ingest.citation_links import link_references
from kb.ingest.citation_resolution import Found, resolve_repeats
from kb.ingest.citation_years import is_period
from kb.ingest.distant_names import find_name_in_sentence
from kb.ingest.document import Block, BlockKind, Document, Region, SectionKind, Span
from kb.ingest.names import fold_name
from kb.ingest.narrative_names import (
    Acquaintance,
    NamedBefore,
    find_name_before,
    get_acquainted,
)
from kb.ingest.second_hand import host_after_in, tells_of_reading
from kb.ingest.unbracketed_citations import find_unbracketed, read_page

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
_DISTANT_YEAR = re.compile(r"(?:1[5-9]|20)\d\d[a-k]?")
_VERB_AFTER = re.compile(
    r"\s*(?:skriv|hevd|mene?r|mente|påpek|pek|vis|forklar|beskriv|omtal|sier|trekk|sine?\b|sitt\b|argu"
    r"|stat|show|sug)"
)
_ABBREVIATION = re.compile(r"[A-ZÆØÅ][\w-]{1,10}|(?:red|eds?)\.?", re.IGNORECASE)
_YEAR_ALONE = re.compile(r"\(((?:1[5-9]|20)\d\d[a-k]?)\)")
_TOLD_OF = 600  # characters after a citation in which a sentence can go on to tell of its author
_SPOKEN_OF = re.compile(
    r"(?<!\w)(?:han|hun|ho|hen|de|dei|forfatter\w*|forfattar\w*|bok[ae]n?|boken|artikkelen|studien|studia"
    r"|rapporten|he|she|they|authors?)(?!\w)",
    re.IGNORECASE,
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
    section = -1
    for reading in readings:
        before = found[-1:] if reading.block.section == section else []
        found.extend(_find_in_block(document.text, reading, known, before))
        section = reading.block.section
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
            if parts and named is not None and not is_period(parts[0].year or ""):
                yield named.authors, parts[0].year


def _find_in_block(
    text: str, reading: _Reading, known: Acquaintance, before: Sequence[Found]
) -> Iterator[Found]:
    block = reading.block
    found: list[Found] = []
    taken_until = block.span.start
    for bracket in reading.brackets:
        if bracket.start < taken_until:
            continue
        works = _read_bracket(text, bracket, taken_until, known, found)
        works = works or read_page(text, bracket, found or before, block.span.start, known)
        if works:
            found.extend(works)
            taken_until = bracket.end
        elif not bracket.nested and not _ABBREVIATION.fullmatch(text, bracket.inner_start, bracket.inner_end):
            taken_until = bracket.end
    found.extend(find_unbracketed(text, block, found, known))
    yield from _join_second_hand(text, sorted(found, key=lambda work: work.span.start))


def _join_second_hand(text: str, found: Sequence[Found]) -> list[Found]:
    """ "Dahl (1980), sitert i Moe (2009, s. 3)" is one citation, as in brackets: Dahl, read in Moe."""
    joined: list[Found] = []
    for work in found:
        first = joined[-1] if joined else None
        if first is None or not tells_of_reading(text[first.span.end : work.span.start]):
            joined.append(work)
            continue
        host = re.sub(r"[()]", "", text[work.span.start : work.span.end])
        part = replace(first.part, via=host, locator=first.part.locator or work.part.locator)
        joined[-1] = replace(first, span=Span(first.span.start, work.span.end), part=part)
    return joined


def _read_bracket(
    text: str, bracket: Bracket, floor: int, known: Acquaintance, found: Sequence[Found]
) -> list[Found]:
    inner = text[bracket.inner_start : bracket.inner_end]
    if bracket.nested:
        flat = _flatten(inner)
        if flat:
            inner = flat
        elif not any(p.paper for p in read_brackets(inner, known.names)) and EDITOR.search(inner) is None:
            return []  # the brackets inside are read on their own: "(se også Dahl (2015) ...)"
    parts = read_brackets(inner, known.names)
    if not parts:
        return []
    hosted = _read_named_before_host(text, bracket, inner, floor, known)
    if hosted:
        return hosted
    first, rest = parts[0], parts[1:]
    named = _find_named(text, bracket, floor, first, known, found) if first.authors is None else None
    if first.authors is None and named is None and not first.repeats:
        if first.via is not None:
            return _read_host(text, bracket, known)
        parts = tuple(part for part in rest if part.authors is not None)
        return [Found(Span(bracket.start, bracket.end), False, part) for part in parts]
    span = Span(named.start if named else bracket.start, bracket.end)
    authors = named.authors if named else first.authors
    works = [Found(span, named is not None, replace(first, authors=authors))]
    for part in rest:
        same = part.authors is None and named is not None
        works.append(Found(span, same, replace(part, authors=authors) if same else part))
    return [work for work in works if work.part.authors is not None or work.part.repeats]


def _flatten(inner: str) -> str | None:
    """ "Dahl (1980), gjengitt i Moe (2009)" without its inner brackets, where all of it is one citation."""
    flat = _YEAR_ALONE.sub(r", \1", inner)
    if "(" in flat or flat == inner:
        return None
    parts = read_brackets(flat)
    if not parts or parts[0].authors is None or re.match(r"\s*[a-zæøå]", inner):
        return None
    return flat if parts[0].via or len(parts) == 1 else None


def _read_named_before_host(
    text: str, bracket: Bracket, inner: str, floor: int, known: Acquaintance
) -> list[Found]:
    """ "Moe (i Lie & Dahl, 2009)": what Moe wrote was read in the book of Lie and Dahl."""
    via = host_after_in(EDITOR.sub("", inner))
    parts = read_brackets(via, known.names) if via else ()
    if not via or not parts or parts[0].authors is None:
        return []
    named = find_name_before(text, bracket.start, floor, bracket.end, known)
    if named is None or named.authors.organization:
        return []
    host = via.split(",")[0] if parts[0].year is None else via[: via.index(parts[0].year) + 4]
    part = Part(named.authors, None, parts[0].locator, " ".join(host.split()))
    return [Found(Span(named.start, bracket.end), True, part)]


def _read_host(text: str, bracket: Bracket, known: Acquaintance) -> list[Found]:
    """ "(sitert i Moe, 2010)" after words that name nobody: Moe is the work that is cited."""
    inner = text[bracket.inner_start : bracket.inner_end]
    match = re.search(r"(?<!\w)(?:i|hos|hjå|av|in|by|etter|fra|frå)\s", inner)
    parts = read_brackets(inner[match.end() :], known.names) if match else ()
    span = Span(bracket.start, bracket.end)
    return [Found(span, False, part) for part in parts if part.authors is not None]


def _find_named(
    text: str, bracket: Bracket, floor: int, part: Part, known: Acquaintance, found: Sequence[Found]
) -> NamedBefore | None:
    named = find_name_before(text, bracket.start, floor, bracket.end, known)
    if part.repeats:
        if named is None:
            return None
        cited = fold_name(named.authors.names[0]) in known.names and not named.authors.organization
        return named if cited or _VERB_AFTER.match(text, bracket.end) else None
    if named is not None:
        if part.year and is_period(part.year):
            return None
        return named
    if part.year is None or not _DISTANT_YEAR.fullmatch(part.year):
        return None
    named = find_name_in_sentence(text, bracket.start, floor, part.year, known)
    return named or _find_spoken_of(text, bracket, part, known, found)


def _find_spoken_of(
    text: str, bracket: Bracket, part: Part, known: Acquaintance, found: Sequence[Found]
) -> NamedBefore | None:
    """The author cited last in the paragraph, of whom the sentence goes on to tell: "Hun skriver ... (2004, s. 3)"."""
    last = found[-1].part if found else None
    if last is None or last.authors is None or last.paper or part.year is None:
        return None
    if bracket.start - found[-1].span.end >= _TOLD_OF:
        return None
    of_theirs = part.year in known.years.get(fold_name(last.authors.names[0]), ())
    between = text[found[-1].span.end : bracket.start]
    spoken = _SPOKEN_OF.search(between) is not None
    told = (of_theirs and (spoken or part.locator)) or (spoken and part.locator)
    return NamedBefore(bracket.start, last.authors) if told else None
