"""RIS, the tagged lines of Reference Manager that nearly every program and library catalogue writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from rispy import RisParser
from rispy.config import LIST_TYPE_TAGS, TAG_KEY_MAPPING

from kb.importing.libraries.entries import MOST_ENTRIES, Entry, Problem, UnreadableLibrary
from kb.importing.libraries.fields import (
    clean_text,
    join_title,
    make_entry,
    read_doi,
    read_pages,
    read_url,
    read_year,
)
from kb.importing.libraries.names import read_names

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"\s{0,4}([A-Z][A-Z0-9]) {1,3}- ?(.*)")
_TYPES = {
    "article": ("JOUR", "EJOUR", "MGZN", "NEWS", "JFULL", "ABST", "INPR"),
    "book": ("BOOK", "EBOOK", "EDBOOK", "SER", "CLSWK", "MANSCPT", "PAMP"),
    "chapter": ("CHAP", "ECHAP", "CONF", "CPAPER", "ENCYC", "DICT"),
    "report": ("RPRT", "GOVDOC", "UNPB", "STAND"),
    "thesis": ("THES",),
    "law": ("BILL", "LEGAL", "STAT", "CASE", "HEAR"),
    "web": ("ELEC", "WEB", "BLOG", "ICOMM", "MULTI"),
}
_TYPE_OF = {tag: name for name, tags in _TYPES.items() for tag in tags}
# In these the second title names the whole that the work stands in.
_STANDS_IN = {"article", "chapter", "other", "web"}


class _Parser(RisParser):
    """The parser, with the tags that Zotero, EndNote and Oria write and rispy does not name."""

    DEFAULT_MAPPING: ClassVar[dict[str, str]] = {**TAG_KEY_MAPPING, "ED": "editors", "BT": "book_title"}
    DEFAULT_LIST_TAGS: ClassVar[list[str]] = [*LIST_TYPE_TAGS, "ED"]

    def parse_line(self, line: str) -> tuple[str, str] | tuple[None, str]:
        """The tag and what it says, with fewer blanks than the standard asks for, too."""
        match = _TAG.match(line)
        return (match[1], match[2].strip()) if match else (None, line.strip())


def read_ris(text: str) -> tuple[list[Entry], list[Problem]]:
    """The entries and what is wrong with others; a record without its end ends where the next begins."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for line, lines, doubt in _split_records(text):
        if doubt is not None:
            problems.append(doubt)
        if not lines:
            continue
        if len(entries) >= MOST_ENTRIES:
            raise UnreadableLibrary("too_many", line, str(MOST_ENTRIES))
        found = _Parser().parse("\n".join([*lines, "ER  - "]))
        entry, problem = _make(found[0], line) if found else (None, Problem("broken", line, lines[0][:80]))
        if problem is not None:
            problems.append(problem)
        if entry is not None and entry.title:
            entries.append(entry)
    return entries, problems


def _split_records(text: str) -> Iterator[tuple[int, list[str], Problem | None]]:
    """Each record's first line (from 1), its lines without the last, and what is odd about it."""
    record: list[str] = []
    start = 0
    stray: tuple[int, str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAG.match(line)
        tag = match[1] if match else ""
        if tag == "TY":
            if record:
                yield start, record, Problem("no_end", start, record[0][:80], is_lost=False)
            if stray:
                yield stray[0], [], Problem("between", *stray)
            record, start, stray = [line], number, None
        elif tag == "ER" and record:
            yield start, record, None
            record = []
        elif record:
            record.append(line)
        elif line.strip() and stray is None and not re.fullmatch(r"\s*\d+[.:]?\s*", line) and start:
            stray = (number, line.strip()[:80])
    if record:
        yield start, record, Problem("no_end", start, record[0][:80], is_lost=False)
    if stray:
        yield stray[0], [], Problem("between", *stray)


def _make(record: dict[str, Any], line: int) -> tuple[Entry, Problem | None]:
    type_ = _TYPE_OF.get(clean_text(record.get("type_of_reference")).upper(), "other")
    names = [*record.get("authors", ()), *record.get("first_authors", ())]
    authors, has_more = read_names(_split_people(names))
    editors, _ = read_names(_split_people([*record.get("editors", ()), *record.get("secondary_authors", ())]))
    year, suffix = read_year(record.get("year"), record.get("publication_year"), record.get("date"))
    first = clean_text(record.get("title")) or clean_text(record.get("primary_title"))
    if not first and type_ == "book":
        first = clean_text(record.get("book_title")) or clean_text(record.get("secondary_title"))
    whole = next(filter(None, (clean_text(record.get(name)) for name in _WHOLES)), "")
    urls = [text for text in record.get("urls", ()) if isinstance(text, str)]
    pages = clean_text(record.get("start_page"))
    last = clean_text(record.get("end_page"))
    return make_entry(
        line=line,
        key=clean_text(record.get("id"))[:80],
        authors=authors,
        editors=editors,
        has_more=has_more,
        year=year,
        suffix=suffix,
        title=join_title(first),
        container=whole if type_ in _STANDS_IN and whole != first else "",
        publisher=clean_text(record.get("publisher")),
        volume=clean_text(record.get("volume")),
        issue=clean_text(record.get("number")) if type_ != "book" else "",
        pages=""
        if type_ == "book"
        else read_pages(f"{pages}-{last}" if last and "-" not in pages else pages),
        type=type_,
        doi=read_doi(record.get("doi"), *urls, record.get("type_of_work")),
        url=read_url(*urls),
    )


_WHOLES = (
    "secondary_title",
    "book_title",
    "alternate_title3",
    "journal_name",
    "alternate_title2",
    "alternate_title1",
)


def _split_people(names: list[str]) -> list[str]:
    """Names one by one: some programs put all of them on one line."""
    return [part for name in names for part in re.split(r"\s*;\s*|\s+and\s+(?=[A-ZÆØÅ][^,]+,)", name) if part]
