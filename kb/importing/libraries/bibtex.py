"""BibTeX and biblatex, as reference managers and catalogues write them."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ParsingFailedBlock, String
from bibtexparser.model import Entry as Block
from bibtexparser.splitter import Splitter

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
from kb.importing.libraries.latex import plain_text
from kb.importing.libraries.names import is_more, make_organization, read_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.ingest.draft import Author

# It tells of each block that it cannot read, which is told beside the file instead.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_BEGINS = re.compile(r"@\s{0,5}[A-Za-z]{2,40}\s{0,10}[{(]")
_TYPES = {
    "article": ("article", "periodical", "suppperiodical", "review"),
    "book": ("book", "mvbook", "collection", "mvcollection", "booklet", "proceedings", "reference", "manual"),
    "chapter": (
        "incollection", "inbook", "bookinbook", "suppbook", "inproceedings", "conference", "inreference",
    ),
    "report": ("techreport", "report", "unpublished"),
    "thesis": ("thesis", "phdthesis", "mastersthesis", "mathesis"),
    "law": ("legislation", "jurisdiction", "legal", "legmaterial"),
    "web": ("online", "electronic", "www", "webpage"),
}  # fmt: skip
_TYPE_OF = {name: type_ for type_, names in _TYPES.items() for name in names}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What a part takes from the whole that it names (biblatex, appendix B), by what the part calls it.
_INHERITED = {
    "booktitle": "title", "booksubtitle": "subtitle", "publisher": "publisher", "year": "year", "date": "date",
    "editor": "editor", "journaltitle": "title",
}  # fmt: skip


def read_bibtex(text: str) -> tuple[list[Entry], list[Problem]]:
    """The entries and what is wrong with others; one that is broken ends where the next begins."""
    if sum(1 for _ in _BEGINS.finditer(text)) > MOST_ENTRIES:
        raise UnreadableLibrary("too_many", what=str(MOST_ENTRIES))
    # The parser looks for blocks at the start of lines; some programs write several on one.
    blocks = Splitter(text).split().blocks
    strings = {block.key.casefold(): block.value for block in blocks if isinstance(block, String)}
    problems: list[Problem] = []
    found: list[tuple[Block, int]] = []
    for block in blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, DuplicateBlockKeyBlock) and isinstance(block.ignore_error_block, Block):
            found.append((block.ignore_error_block, line))
            problems.append(Problem("same_key", line, block.key[:80], is_lost=False))
        elif isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Block):
            found.append((block.ignore_error_block, line))
            what = ", ".join(sorted(block.duplicate_keys))
            problems.append(Problem("same_field", line, what[:80], is_lost=False))
        elif isinstance(block, ParsingFailedBlock):
            raw = clean_text((block.raw or "").strip()[:80])
            if raw and not raw.casefold().startswith(("@comment", "@string", "@preamble")):
                problems.append(Problem("broken", line, raw))
        elif isinstance(block, Block):
            found.append((block, line))
    return _make_all(found, strings, problems)


def _make_all(
    found: list[tuple[Block, int]], strings: Mapping[str, str], problems: list[Problem]
) -> tuple[list[Entry], list[Problem]]:
    fields: dict[str, dict[str, str]] = {}
    for block, _line in found:
        fields.setdefault(
            block.key, {each.key.casefold(): str(each.value) for each in reversed(block.fields)}
        )
    entries: list[Entry] = []
    for block, line in found:
        kind = block.entry_type.casefold()
        if kind in {"set", "xdata", "comment"}:
            continue
        own = {each.key.casefold(): str(each.value) for each in reversed(block.fields)}
        entry, problem = _make(kind, block.key, _inherit(own, fields), strings, line)
        if problem is not None:
            problems.append(problem)
        if entry.title:
            entries.append(entry)
    return entries, sorted(problems, key=lambda problem: problem.line)


def _inherit(own: dict[str, str], fields: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """The fields with what the entry takes from the one it stands in, or that holds what several share."""
    complete = dict(own)
    for key in _unquote(own.get("xdata", "")).split(",")[:5]:
        for name, value in fields.get(key.strip(), {}).items():
            complete.setdefault(name, value)
    parent = fields.get(_unquote(own.get("crossref", "") or own.get("xref", "")).strip())
    if parent and parent is not own:
        for name, theirs in _INHERITED.items():
            if theirs in parent:
                complete.setdefault(name, parent[theirs])
    return complete


def _make(
    kind: str, key: str, fields: Mapping[str, str], strings: Mapping[str, str], line: int
) -> tuple[Entry, Problem | None]:
    raw = {name: _resolve(value, strings) for name, value in fields.items() if name in _READ}
    said = {name: plain_text(value) for name, value in raw.items() if name not in _PEOPLE}
    type_ = _TYPE_OF.get(kind, "other")
    authors, has_more = _read_people(raw.get("author", ""))
    editors, _ = _read_people(raw.get("editor", "") or raw.get("editora", ""))
    if not authors and not editors:
        authors, _ = _read_people("{" + raw["organization"] + "}" if raw.get("organization") else "")
    get = said.get
    year, suffix = read_year(get("date"), get("year"), get("issued"), get("pubstate"), get("note"))
    whole = get("journaltitle") or get("journal") or get("booktitle") or get("maintitle") or get("eventtitle")
    if type_ == "other" and whole:
        type_ = "article" if get("journaltitle") or get("journal") else "chapter"
    elif type_ == "other" and get("url") and kind == "misc" and not get("publisher"):
        type_ = "web"
    house = get("publisher") or get("institution") or get("school") or get("organization") or ""
    return make_entry(
        line=line,
        key=clean_text(key)[:80],
        authors=authors,
        editors=editors,
        has_more=has_more,
        year=year,
        suffix=suffix,
        title=join_title(get("title"), get("subtitle")),
        container=join_title(whole, get("journalsubtitle") or get("booksubtitle")),
        publisher=clean_text(house),
        volume=clean_text(get("volume")),
        issue=clean_text(get("number") or get("issue")) if type_ in {"article", "report"} else "",
        pages=read_pages(get("pages")) if type_ != "book" else "",
        type=type_,
        doi=read_doi(get("doi"), get("url"), get("note")),
        url=read_url(get("url"), get("howpublished"), get("note")),
    )


_PEOPLE = frozenset({"author", "editor", "editora", "organization"})
_READ = _PEOPLE | {
    "date", "year", "issued", "pubstate", "note", "journaltitle", "journal", "booktitle", "maintitle", "eventtitle",
    "url", "howpublished", "publisher", "institution", "school", "title", "subtitle", "journalsubtitle", "booksubtitle",
    "volume", "number", "issue", "pages", "doi",
}  # fmt: skip


def _resolve(value: str, strings: Mapping[str, str]) -> str:
    """The value without what encloses it; parts joined by # put together, abbreviations written out."""
    if value[:1] in {"{", '"'} and " # " not in value:
        return _unquote(value)
    parts = []
    for part in re.split(r"\s+#\s+", value)[:20]:
        name = part.strip().casefold()
        if part[:1] in {"{", '"'}:
            parts.append(_unquote(part))
        elif name in strings:
            parts.append(_unquote(strings[name]))
        else:
            parts.append("" if name in _MONTHS else part)
    return "".join(parts)


def _unquote(value: str) -> str:
    plain = value.strip()
    if len(plain) >= 2 and plain[0] + plain[-1] in {"{}", '""'}:
        return plain[1:-1]
    return plain


def _read_people(value: str) -> tuple[list[Author], bool]:
    """The names of a list, read apart before their braces go: they tell organisations from persons."""
    authors: list[Author] = []
    has_more = False
    for name in _split_people(value):
        stripped = name.strip()
        if is_more(plain_text(stripped)):
            has_more = True
            continue
        plain = clean_text(plain_text(stripped))
        author = make_organization(plain) if _is_enclosed(stripped) and plain else read_name(plain)
        if author is not None:
            authors.append(author)
    return authors, has_more


def _split_people(value: str) -> list[str]:
    if len(value) > 20_000:
        value = value[:20_000].rpartition(" and ")[0]
    names = split_multiple_persons_names(" ".join(value.split()))
    if len(names) == 1 and ";" in value and "{" not in value:
        return re.split(r"\s*;\s*", value)
    return names


def _is_enclosed(name: str) -> bool:
    """Whether one pair of braces holds the whole name: "{NAV Vestland}", but not "{\\O}degård" nor "{A}{B}"."""
    if not (name.startswith("{") and name.endswith("}")) or name.startswith("{\\"):
        return False
    depth = 0
    for index, character in enumerate(name):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return index == len(name) - 1
    return False
