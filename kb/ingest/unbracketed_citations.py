"""Citations that have no author and year in brackets: source lines, footnotes, "Dahl, 2004, viser", "(s. 12)"."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from kb.ingest.author_lists import read_authors
from kb.ingest.citation_grammar import Part, read_brackets
from kb.ingest.citation_resolution import Found
from kb.ingest.citation_years import Y
from kb.ingest.distant_names import find_known_name
from kb.ingest.document import Block, BlockKind, Span
from kb.ingest.given_names import GIVEN_NAMES
from kb.ingest.names import UPPER, fold_name
from kb.ingest.ordinary_words import is_ordinary_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingest.citation_brackets import Bracket
    from kb.ingest.narrative_names import Acquaintance

_SOURCE_LINE = re.compile(
    r"(?<!\w)(?:Kilder?|Kjelder?|Sources?)\s*:\s*(?=\S)(?P<source>[^()\n]{4,160})$", re.IGNORECASE
)
_CAPTION = re.compile(r"(?:Figur|Figure|Tabell|Table|Modell|Bilde|Illustrasjon)\s*\d", re.IGNORECASE)
_AT_END = re.compile(
    rf"(?:(?<!\w)(?:etter|frå|fra|av|basert på|hentet fra|inspirert av|from|by|adapted from)|[,–-])\s+"
    rf"(?P<source>[{UPPER}][^().\n]{{1,80}}?,?\s{Y}[a-k]?(?:[,:]\s?[^()\n]{{1,20}})?)$"
)
_NOTE_MARK = re.compile(r"^\s*(?:\[?\d{1,3}\]?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)[.)]?\s*")
_IBID_IN_TEXT = re.compile(r"(?<![\w(])(?:Ibid|ibid)(?:\.|(?!\w))(?:,?\s?(?:s|p)\.\s?\d+(?:[-–]\d+)?)?")
_REPORT_IN_TEXT = re.compile(r"(?<![\w(])NOU\s(?:1[89]|20)\d\d\s?:\s?(?:nr\.\s?)?\d{1,3}(?!\d)")
_NAME = rf"[{UPPER}][\w'’-]+(?:\s[{UPPER}][\w'’-]+){{0,2}}"
_SAYING = (
    r"(?:skriv|hevd|mene?r\b|mente\b|påpek|peik|pek|vis|forklar|beskriv|omtal|sier\b|seier\b|sa\b|trekk|argumenter"
    r"|defin|fant\b|fann\b|understrek|fremhev|framhev|kall|legg|lanser|presenter|stat|show|suggest|argu|found)"
)
_PLAIN = re.compile(
    rf"(?<![\w(\[«\"“-])(?P<names>{_NAME}(?:(?:,\s{_NAME}){{0,3}}\s(?:og|&|and)\s{_NAME})?(?:,?\s(?:et\.?\sal\.?|m\.?\s?fl\.?))?)"
    rf",?\s(?P<year>{Y}[a-k]?)(?P<place>(?:,\s|\s|:\s?)(?:s\.|p\.|ss\.)?\s?\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?(?!\d))?,?\s(?P<verb>{_SAYING})?"
)
_PAGE_ALONE = re.compile(
    r"(?:(?:jfr?|se|sjå)\.?\s)?(?!(?-i:[PS])\d)(?:s|p|pp|ss|sd|side|sidene|page)\.?"
    r"\s?[ei]?\d{1,4}(?:\s?(?:[-–−,]|og)\s?[ei]?\d{1,4})*\s?f{0,2}\.?",
    re.IGNORECASE,
)
_QUOTED_BEFORE = re.compile(r"[»”\"](?:,?\s[^\W\d_]+){0,4}\s*$")
_OWN_PAGES = re.compile(
    r"^\s*(?:se|sjå|jf|see)\b"
    r"|(?<!\w)(?:figur|tabell|kapit\w+|kap|vedlegg|avsnitt|punkt|bilde|modellen over|figure|table|appendix|chapter)"
    r"(?!\w)",
    re.IGNORECASE,
)
_PAGE_REACH = 1200  # characters back to the work that "(s. 14)" is a page of


def find_unbracketed(text: str, block: Block, found: Sequence[Found], known: Acquaintance) -> Iterator[Found]:
    """Sources without brackets: under figures ("Kilde: Dahl, 2015"), in footnotes, "NOU 2004: 9", a bare *ibid.*

    "Dahl, 2004, viser" is one too, where Dahl is cited elsewhere or plainly speaks. What ``found`` covers is left out.
    """
    taken = sorted((work.span.start, work.span.end) for work in found)
    longest = max((end - start for start, end in taken), default=0)
    for first, last, narrative in _candidates(text, block, known):
        near = taken[bisect_left(taken, (first - longest, 0)) : bisect_left(taken, (last, 0))]
        if first >= last or any(end > first for _, end in near):
            continue
        for part in read_brackets(text[first:last], known.names):
            if part.repeats or (part.authors is not None and part.year):
                insort(taken, (first, last))
                longest = max(longest, last - first)
                yield Found(Span(first, last), narrative, part)


def _candidates(text: str, block: Block, known: Acquaintance) -> Iterator[tuple[int, int, bool]]:
    start, end = block.span.start, block.span.end
    body = text[start:end]
    whole = start + len(body.rstrip(" ."))
    source = _SOURCE_LINE.search(body, max(0, len(body) - 200))
    if source:
        yield start + source.start("source"), whole, False
    elif block.kind is BlockKind.FOOTNOTE and len(body) <= 160:
        mark = _NOTE_MARK.match(body)
        yield start + (mark.end() if mark else 0), whole, False
    elif len(body) <= 240 and (block.kind is BlockKind.CAPTION or _CAPTION.match(body)):
        ending = _AT_END.search(body.rstrip(" ."), max(0, len(body) - 130))
        if ending:
            yield start + ending.start("source"), start + ending.end("source"), True
    for match in _IBID_IN_TEXT.finditer(body):
        yield start + match.start(), start + match.end(), False
    for match in _REPORT_IN_TEXT.finditer(body):
        yield start + match.start(), start + match.end(), True
    for match in _PLAIN.finditer(body):
        if _is_plain_citation(match, known):
            yield start + match.start("names"), start + match.end("place" if match["place"] else "year"), True


def _is_plain_citation(match: re.Match[str], known: Acquaintance) -> bool:
    """Whether names and a year that stand without brackets cite a work: by what is known of them or by a verb."""
    words = re.findall(r"[^\W\d_][\w'’-]*", match["names"])
    if is_ordinary_word(words[0]) or words[0].casefold() in GIVEN_NAMES | known.words:
        return False
    authors = read_authors(match["names"], known.names)
    if authors is None or authors.organization:
        return False
    cited = match["year"] in known.years.get(fold_name(authors.names[0]), ())
    return cited or (match["verb"] is not None and (len(authors.names) > 1 or "," in match[0]))


def read_page(
    text: str, bracket: Bracket, before: Sequence[Found], floor: int, known: Acquaintance
) -> list[Found]:
    """ "(s. 14)", a page of the work that was cited last, or of the author whom the sentence names.

    ``before`` are the citations so far in the paragraph, or the last of an earlier one. A page of the thesis itself
    ("se kapittel 4 (s. 44)") is none.
    """
    inner = text[bracket.inner_start : bracket.inner_end].strip()
    if not before or _PAGE_ALONE.fullmatch(inner) is None:
        return []
    if bracket.start - before[-1].span.end > _PAGE_REACH:
        return []
    leading = text[max(floor, bracket.start - 300) : bracket.start]
    quoted = _QUOTED_BEFORE.search(leading)
    sentence = re.split(r"[.!?]\s+(?=[^a-zæøå])", leading)[-1]
    if not quoted and _OWN_PAGES.search(sentence):
        return []
    named = find_known_name(text, bracket.start, max(floor, before[-1].span.end), known)
    part = Part(named.authors if named else None, None, inner, repeats=True)
    return [Found(Span(bracket.start, bracket.end), named is not None, part)]
