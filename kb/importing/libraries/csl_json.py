"""CSL-JSON, what Zotero and citeproc programs exchange: read with the standard library and checked field by field."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

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
from kb.importing.libraries.names import is_more, make_organization, make_person, read_name

if TYPE_CHECKING:
    from kb.ingest.draft import Author

_TYPES = {
    "article": (
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "review",
        "review-book",
    ),
    "book": ("book", "classic", "collection", "periodical"),
    "chapter": ("chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia"),
    "report": ("report", "pamphlet", "standard"),
    "thesis": ("thesis",),
    "law": ("legislation", "bill", "legal_case", "regulation", "treaty", "hearing"),
    "web": ("webpage", "post", "post-weblog"),
}
_TYPE_OF = {name: type_ for type_, names in _TYPES.items() for name in names}
_NEXT = re.compile(r"\}\s*,?\s*(?=\{)")
_DEEPEST = 40


def read_csl_json(text: str) -> tuple[list[Entry], list[Problem]]:
    """The entries and what is wrong with others; of a file that is broken in one place, those around it."""
    _refuse_depth(text)
    try:
        items = [(0, item) for item in _items_of(json.loads(text, parse_int=str, parse_float=str))]
        problems: list[Problem] = []
    except json.JSONDecodeError as error:
        items, problems = _salvage(text, error)
    if len(items) > MOST_ENTRIES:
        raise UnreadableLibrary("too_many", what=str(MOST_ENTRIES))
    n_objects = sum(isinstance(item, dict) for _line, item in items)
    starts = iter(_find_starts(text, n_objects) if items and not items[0][0] else ())
    entries: list[Entry] = []
    for known_line, item in items:
        if not isinstance(item, dict):
            problems.append(Problem("no_object", known_line, clean_text(str(item))[:80]))
            continue
        line = known_line or next(starts, 0)
        entry, problem = _make(item, line)
        if problem is not None:
            problems.append(problem)
        if entry.title:
            entries.append(entry)
    return entries, sorted(problems, key=lambda problem: problem.line)


def _items_of(data: Any) -> list[Any]:
    if isinstance(data, dict):
        items = data.get("items")
        return items if isinstance(items, list) else [data]
    if not isinstance(data, list):
        raise UnreadableLibrary("no_entries")
    return data


def _refuse_depth(text: str) -> None:
    """UnreadableLibrary for brackets in brackets beyond all sense, which would bring the parser down."""
    depth = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', text, re.DOTALL):
        if match[0] in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise UnreadableLibrary("too_deep", text.count("\n", 0, match.start()) + 1)
        elif match[0] in "]}":
            depth -= 1


def _salvage(text: str, error: json.JSONDecodeError) -> tuple[list[tuple[int, Any]], list[Problem]]:
    """The objects that can be read one by one, each with its line, and the places that cannot."""
    decoder = json.JSONDecoder(parse_int=str, parse_float=str)
    items: list[tuple[int, Any]] = []
    problems: list[Problem] = []
    start = re.match(r'\s*\[\s*|\s*\{\s*"items"\s*:\s*\[\s*', text)
    at = start.end() if start else len(text)
    line, counted = 1, 0
    while 0 <= at < len(text) and text[at] == "{":
        line, counted = line + text.count("\n", counted, at), at
        if len(items) + len(problems) > MOST_ENTRIES:
            raise UnreadableLibrary("too_many", line, str(MOST_ENTRIES))
        try:
            item, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as broken:
            wrong = line + text.count("\n", at, broken.pos)
            problems.append(Problem("broken_json", wrong, clean_text(text[broken.pos : broken.pos + 40])))
            follows = _NEXT.search(text, max(broken.pos - 1, at))
            at = follows.end() if follows else -1
            continue
        items.append((line, item))
        match = re.compile(r"\s*,?\s*").match(text, end)
        at = match.end() if match else -1
    if not items:
        raise UnreadableLibrary("broken_json", error.lineno, clean_text(text[error.pos : error.pos + 40]))
    if not problems:
        problems.append(Problem("broken_json", error.lineno, clean_text(text[error.pos : error.pos + 40])))
    return items, problems


def _find_starts(text: str, count: int) -> list[int]:
    """The lines on which the objects of the outermost list begin; empty where they cannot be told."""
    starts: list[int] = []
    depth, line, counted = 0, 1, 0
    outermost = 1 if text.lstrip().startswith("[") else (0 if count == 1 else 2)
    for match in re.finditer(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', text, re.DOTALL):
        if match[0] in "[{":
            if depth == outermost and match[0] == "{":
                line, counted = line + text.count("\n", counted, match.start()), match.start()
                starts.append(line)
            depth += 1
        elif match[0] in "]}":
            depth -= 1
    return starts if len(starts) == count else []


def _make(item: dict[str, Any], line: int) -> tuple[Entry, Problem | None]:
    type_ = _TYPE_OF.get(clean_text(item.get("type")).casefold(), "other")
    authors, has_more = _read_people(item.get("author"))
    editors, _ = _read_people(item.get("editor") or item.get("collection-editor"))
    issued = item.get("issued")
    year, suffix = read_year(*_dates_of(issued), item.get("year-suffix"), item.get("status"))
    suffix = suffix or clean_text(item.get("year-suffix"))[:1].casefold()
    key = clean_text(item.get("citation-key") or item.get("citation-label") or item.get("id"))
    return make_entry(
        line=line,
        key=key.rpartition("/")[2][:80],
        authors=authors,
        editors=editors,
        has_more=has_more,
        year=year,
        suffix=suffix if suffix.isalpha() else "",
        title=join_title(item.get("title")),
        container=clean_text(item.get("container-title")),
        publisher=clean_text(item.get("publisher")),
        volume=clean_text(item.get("volume")),
        issue=clean_text(item.get("issue") or item.get("number")) if type_ in {"article", "report"} else "",
        pages=read_pages(item.get("page")) if type_ != "book" else "",
        type=type_,
        doi=read_doi(item.get("DOI"), item.get("doi"), item.get("URL"), item.get("note")),
        url=read_url(item.get("URL")),
    )


def _read_people(people: Any) -> tuple[list[Author], bool]:
    authors: list[Author] = []
    has_more = False
    for person in people if isinstance(people, list) else ():
        author = _read_person(person)
        if author is not None and is_more(author.organization or author.family or ""):
            has_more = True
        elif author is not None:
            authors.append(author)
    return authors, has_more


def _read_person(person: Any) -> Author | None:
    if isinstance(person, str):
        return read_name(clean_text(person))
    if not isinstance(person, dict):
        return None
    if literal := clean_text(person.get("literal") or person.get("name")):
        return read_name(literal) if "," in literal else make_organization(literal)
    particle = clean_text(person.get("non-dropping-particle")) or clean_text(person.get("dropping-particle"))
    family = f"{particle} {clean_text(person.get('family'))}".strip()
    given = clean_text(person.get("given"))
    # "Single field" of older programs puts an organisation where family names stand.
    return make_person(family, given) if given else read_name(family)


def _dates_of(issued: Any) -> list[Any]:
    """What "issued" says, its parts first; a plain year or text is taken as well."""
    if not isinstance(issued, dict):
        return [issued]
    parts = issued.get("date-parts")
    years = [part[0] for part in parts if isinstance(part, list) and part] if isinstance(parts, list) else []
    said = "-".join(filter(None, map(clean_text, years[:2])))
    return [said, issued.get("raw"), issued.get("literal"), issued.get("year")]
