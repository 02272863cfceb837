"""The entries of a thesis' reference list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kb.ingest.document import BlockKind, Document, Lines, Region
from kb.ingest.names import UPPER, is_particle
from kb.ingest.reference_authors import starts_with_person
from kb.ingest.reference_parsing import parse_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.ingest.draft import Reference

_Y = r"(?:1[5-9]|20)\d\d"
_YEAR_IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?:(?:\d{{1,2}}\.\s?[\wæøå.]+\s)?(?:{_Y}|u\.?\s?å|n\.?\s?d\b|i trykk|in press)"
    rf"|\d{{1,2}}[./]\s?\d{{1,2}}[./]\s?(?:{_Y}|\d\d)\s*[)\]])",
    re.IGNORECASE,
)
# A paper or a law is sorted under its number, and has no year in brackets of its own.
_PAPER_FIRST = re.compile(
    r"(?:NOU|Meld\.?\s?St\.?|St\.?\s?meld\.?|St\.?\s?prp\.?|Ot\.?\s?prp\.?|Prop\.?|Innst\.?"
    r"|Stortingsmelding|[^\W\d_][\w-]*-(?:rapport|notat))\s?(?:[SLO]\.?\s?)?(?:nr\.?\s?)?\d"
    r"|LOV-\d|Lov (?:av )?\d{1,2}\.\s?\w+ \d{4}|Lov om [a-zæøå]"
)
_SAME_AUTHOR = re.compile(r"^\s*(?:[—–_-]\s?){2,}\s*[.,]?\s*(?=\(?\s?\d|\(?u\.\s?å)|^\s*[—–]\s*(?=\(\d{4})")
_SUB_HEADING = re.compile(
    r"(?:\d(?:\.\d+)*\.?\s)?"
    r"(?:(?:trykte|skriftlige|skriftlege|elektroniske|digitale|muntlige|munnlege|andre|øvrige|faglige"
    r"|offentlige|offentlege|public|internet|other|journal)\s)?"
    r"(?:(?:internett|nett|primær|sekundær|fag|tidsskrift|avis|stortings|master|lov)?-?"
    r"(?:bøker|bok|artikler|artiklar|sider|steder|stader|kilder|kjelder|ressurser|ressursar|dokumenter|dokument"
    r"|litteratur|meldinger|meldingar|oppgaver|oppgåver|tekster|verk)"
    r"|internett|publikasjoner|publikasjonar|rapporter|rapportar|lover|lovar|forskrifter|utredninger|utgreiingar"
    r"|aviser|tidsskrifter|avhandlinger|avhandlingar|books|articles|websites|web pages|sources|reports"
    r"|documents|legislation)"
    r"(?:(?:,\s[a-zæøå]+)?\s(?:og|and)\s[a-zæøå]+){0,2}\s*:?",
    re.IGNORECASE,
)
_HARVARD_YEAR = re.compile(rf"[.,]\s+{_Y}[a-k]?[.,:]\s")
_PAGE_NUMBER = re.compile(r"\d{1,3}|[-–]\s?\d{1,3}\s?[-–]|(?:Side|Page)\s\d{1,3}(?:\s(?:av|of)\s\d{1,3})?")
_CAPITALS_FIRST = re.compile(
    rf"[{UPPER}]{{3,}}[{UPPER}&.,\s-]{{0,90}}\s\(?{_Y}[a-k]?\)?[.,:]"
)  # "DAHL, A. 2010. Rom"
_BULLET = re.compile(r"^\s*(?:[•●▪◦·]\s*|[*–—-]\s+|\[\d{1,3}\]\s*)")
_GOES_ON_BEFORE = re.compile(
    r"(?:[,;:&(–-]|(?<!\w)(?:I|In|i|in|og|and|fra|frå|from|av|for|til|på|red\.?\)?,))\s*$"
)
_CONTINUES = re.compile(
    r"<?(?i:https?:|www\.)|(?i:doi)\b|[a-zæøå]|[)\]}&,.;:]|\d+\s?[-–(]|(?:Hentet|Henta|Retrieved|Lastet"
    r"|Tilgjengelig|Available|URL)\b|I:\s|\("
)
_ENDS = re.compile(r"(?:[.!?>/)»”\"\d]|https?://\S+|www\.\S+|forlaget?|forlag)\s*$")
_RUN_ON = re.compile(
    rf"(?<=[.\d/])\s+(?=[{UPPER}][\w'’-]+(?: [{UPPER}][\w'’-]+)?, [{UPPER}]\.[^()]{{0,120}}\((?:{_Y}|u\.?\s?å))"
)
LONGEST_PUBLISHER = 5  # words
_SPLIT_WORD = re.compile(r"(?<![\w/.-])[^\W\d_]{3,}-$")
_OPEN_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]*[/\-_=%?&.]?$|<https?://[^\s>]*$", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    text: str
    number: int
    opens_block: bool
    listed: bool


@dataclass(slots=True)
class _Entry:
    lines: list[_Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _join([line.text for line in self.lines])


def find_references(document: Document) -> tuple[Reference, ...]:
    """The entries of the reference list in order, each with its lines and its fields; empty without a list.

    An entry may be a list item, a paragraph, some lines with a hanging indent, or cut by a blank line; its
    address may stand on the next line. What begins like an author and a year begins an entry, unless the
    line before it is unfinished.
    """
    found: list[Reference] = []
    for entry in _split_entries(_read_lines(document)):
        raw = entry.text
        if sum(c.isalpha() for c in raw) < 6:
            continue
        read = parse_reference(
            _SAME_AUTHOR.sub("", raw), Lines(entry.lines[0].number, entry.lines[-1].number)
        )
        if found and _SAME_AUTHOR.match(raw):
            read = replace(read, raw=raw, authors=found[-1].authors)
        found.append(read)
    return tuple(found)


def _read_lines(document: Document) -> Iterator[_Line]:
    """The lines of the list as they stand in the file: blocks can hold several entries that layout took for one."""
    offsets = document.line_starts
    position = 0
    for block in document.blocks:
        if block.region is not Region.REFERENCES or block.kind is BlockKind.HEADING:
            continue
        while position + 1 < len(offsets) and offsets[position + 1][0] <= block.span.start:
            position += 1
        start, opens = block.span.start, True
        index = position
        while start < block.span.end:
            following = offsets[index + 1][0] if index + 1 < len(offsets) else block.span.end
            end = min(max(following, start), block.span.end)
            number = offsets[index][1] if offsets else 1
            text = document.text[start:end].strip()
            if text and not _SUB_HEADING.fullmatch(text) and not _PAGE_NUMBER.fullmatch(text):
                for piece in _part_run_on(text):
                    yield _Line(piece, number, opens, opens and block.kind is BlockKind.LIST_ITEM)
                opens = False
            start, index = end, min(index + 1, max(0, len(offsets) - 1))
            if index + 1 >= len(offsets) and start < block.span.end and end == following:
                following = block.span.end


def _part_run_on(text: str) -> list[str]:
    """The entries of a list that was set as one paragraph; mostly the line itself."""
    if len(text) < 200 or len(_YEAR_IN_BRACKETS.findall(text)) < 3:
        return [text]
    return _RUN_ON.split(text)


def _split_entries(lines: Iterator[_Line]) -> Iterator[_Entry]:
    current = _Entry()
    pending = list(lines)
    one_a_line = _stand_one_a_line(pending)
    for index, line in enumerate(pending):
        ahead = " ".join(_own_lines(pending[index : index + 3]))[:420]
        before = _join([before.text for before in current.lines[-3:]])
        after = pending[index + 1].text if index + 1 < len(pending) else ""
        if (
            current.lines
            and not (_is_publisher_alone(line.text, after) and not line.listed)
            and _begins_entry(line, ahead, before, one_a_line=one_a_line)
        ):
            yield current
            current = _Entry()
        current.lines.append(line)
    if current.lines:
        yield current


def _own_lines(lines: list[_Line]) -> Iterator[str]:
    """The first line and those after it; a line that begins with no person ends where one does begin another entry."""
    person = starts_with_person(lines[0].text)
    for n, line in enumerate(lines):
        if n and not person and line.opens_block and starts_with_person(line.text):
            return
        yield line.text


def _stand_one_a_line(lines: list[_Line]) -> bool:
    """Whether nearly every line of the list holds an author and a year near its front, so that none is wrapped."""
    dated = sum(bool(_YEAR_IN_BRACKETS.search(line.text[:100])) for line in lines)
    return len(lines) >= 5 and dated >= 0.75 * len(lines)


def _is_publisher_alone(text: str, after: str) -> bool:
    """Whether a line is only what an entry ended with, wrapped: a few words with a full stop, and the next line begins
    an entry of its own."""
    return (
        len(text.split()) <= LONGEST_PUBLISHER
        and re.fullmatch(r"[^\d()\[\],:]+[a-zæøåA-ZÆØÅ]\.", text) is not None
        and not (starts_with_person(text) or _BULLET.match(text) or _PAPER_FIRST.match(text))
        and (starts_with_person(after) or _PAPER_FIRST.match(after) is not None)
    )


def _begins_entry(line: _Line, ahead: str, before: str, *, one_a_line: bool) -> bool:
    if line.listed:
        return not _CONTINUES.match(line.text) or bool(_YEAR_IN_BRACKETS.search(line.text[:200]))
    if _BULLET.match(line.text) or _SAME_AUTHOR.match(line.text):
        return True
    unfinished = bool(_GOES_ON_BEFORE.search(before)) and not before.endswith("–")
    person = starts_with_person(line.text)
    dated = _YEAR_IN_BRACKETS.search(ahead[:260])
    particle = person and is_particle(line.text.split()[0])
    if unfinished or (_CONTINUES.match(line.text) and not particle):
        return False
    ended = one_a_line or bool(_ENDS.search(before))
    if (_PAPER_FIRST.match(line.text) or _CAPITALS_FIRST.match(line.text)) and (line.opens_block or ended):
        return True
    leads = dated is not None and not re.search(r"[.?!]\s+[^\W\d_]{4,}.*[.?!]\s", ahead[: dated.start()])
    near = dated is not None and dated.start() < 120
    harvard = _HARVARD_YEAR.search(ahead[:160])
    if line.opens_block:
        return (person and bool(dated or harvard or ended)) or (leads and near)
    if person and (leads or harvard):
        return True
    return leads and near and ended


def _join(lines: list[str]) -> str:
    """The lines as one; an address that was broken by the edge of the page is put together again."""
    text = ""
    for line in lines:
        last = text.rsplit(None, 1)[-1] if text else ""
        broken = (
            _OPEN_LINK.search(last)
            and not last.endswith((".", ">", ","))
            and re.match(r"[\w%?&=/#.~-]+[>.]?$", line.split()[0])
        )
        whole = (
            broken
            and (last[-1] in "/-_=%?&" or re.match(r"[a-z0-9%?&=/#_-]", line))
            and not re.match(r"(?:og|fra|hentet)\b", line)
        )
        if _SPLIT_WORD.search(text) and re.match(r"(?!og\b|and\b|eller\b)[a-zæøå]", line):
            text = text[:-1] + line
        else:
            text = text + line if whole else f"{text} {line}".strip()
    return text
