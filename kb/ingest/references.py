"""The entries of a thesis' reference list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.ingest.document import BlockKind, Document, Lines, Region
from kb.ingest.reference_authors import starts_with_person
from kb.ingest.reference_parsing import parse_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.ingest.draft import Reference

_Y = r"(?:1[5-9]|20)\d\d"
_YEAR_IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?:\d{{1,2}}\.\s?[\wæøå.]+\s)?(?:{_Y}|u\.?\s?å|n\.?\s?d\b|i trykk|in press)", re.IGNORECASE
)
_HARVARD_YEAR = re.compile(rf"[.,]\s+{_Y}[a-k]?[.,:]\s")
_BULLET = re.compile(r"^\s*(?:[•●▪◦·]\s*|[*–—-]\s+|\[\d{1,3}\]\s*)")
_GOES_ON_BEFORE = re.compile(
    r"(?:[,;:&(–-]|(?<!\w)(?:I|In|i|in|og|and|fra|frå|from|av|for|til|på|red\.?\)?,))\s*$"
)
_CONTINUES = re.compile(
    r"<?(?i:https?:|www\.)|(?i:doi)\b|[a-zæøå]|[)\]}&,.;:]|\d+\s?[-–(]|(?:Hentet|Henta|Retrieved|Lastet"
    r"|Tilgjengelig|Available|URL)\b|I:\s|\("
)
_ENDS = re.compile(r"(?:[.!?>/)»”\"\d]|https?://\S+|www\.\S+|forlaget?|forlag)\s*$")
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
    found = []
    for entry in _split_entries(_read_lines(document)):
        raw = entry.text
        if sum(c.isalpha() for c in raw) < 6:
            continue
        found.append(parse_reference(raw, Lines(entry.lines[0].number, entry.lines[-1].number)))
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
            if text:
                yield _Line(text, number, opens, opens and block.kind is BlockKind.LIST_ITEM)
                opens = False
            start, index = end, min(index + 1, max(0, len(offsets) - 1))
            if index + 1 >= len(offsets) and start < block.span.end and end == following:
                following = block.span.end


def _split_entries(lines: Iterator[_Line]) -> Iterator[_Entry]:
    current = _Entry()
    pending = list(lines)
    for index, line in enumerate(pending):
        ahead = " ".join(later.text for later in pending[index : index + 3])[:420]
        if current.lines and _begins_entry(
            line, ahead, _join([before.text for before in current.lines[-3:]])
        ):
            yield current
            current = _Entry()
        current.lines.append(line)
    if current.lines:
        yield current


def _begins_entry(line: _Line, ahead: str, before: str) -> bool:
    if line.listed:
        return not _CONTINUES.match(line.text) or bool(_YEAR_IN_BRACKETS.search(line.text[:200]))
    if _BULLET.match(line.text):
        return True
    unfinished = bool(_GOES_ON_BEFORE.search(before)) and not before.endswith("–")
    if unfinished or (_CONTINUES.match(line.text) and not line.text[:1].isupper()):
        return False
    person = starts_with_person(line.text)
    dated = _YEAR_IN_BRACKETS.search(ahead[:260])
    leads = dated is not None and not re.search(r"[.?!]\s+[^\W\d_]{4,}.*[.?!]\s", ahead[: dated.start()])
    near = dated is not None and dated.start() < 120
    harvard = _HARVARD_YEAR.search(ahead[:160])
    if line.opens_block:
        return (person and bool(dated or harvard or _ENDS.search(before))) or (leads and near)
    if person and (leads or harvard):
        return True
    return leads and near and bool(_ENDS.search(before))


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
        text = text + line if whole else f"{text} {line}".strip()
    return text
