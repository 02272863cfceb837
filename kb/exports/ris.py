"""An item as RIS, the tagged lines that nearly every reference manager reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.exports.csl import IN_PRESS, MORE_AUTHORS, Item
from kb.exports.rich_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TYPES = {
    "thesis": "THES",
    "book": "BOOK",
    "chapter": "CHAP",
    "article-journal": "JOUR",
    "report": "RPRT",
    "legislation": "STAT",
    "webpage": "ELEC",
}


def write_ris(item: Item, notes: Sequence[str] = ()) -> str:
    """The record, its lines ended as the format asks. A quotation's words are a note (N1), its page SP and EP."""
    tags = (*_tags(item), *(("N1", note) for note in notes))
    lines = (f"{tag}  - {clean(str(value))}" for tag, value in tags if value)
    return "".join(f"{line}\r\n" for line in (*lines, "ER  - "))


def _tags(item: Item) -> Iterable[tuple[str, str]]:
    get = item.get
    yield "TY", _TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for author in get("author", ()):
        yield "AU", write_name(author)
    for editor in get("editor", ()):
        yield "ED", write_name(editor)
    yield "TI", get("title", "")
    yield "T2", get("container-title", "")
    yield "PY", write_year(item)
    yield "PB", get("publisher", "")
    yield "M3", get("genre", "")
    yield "VL", get("volume", "")
    yield "IS", get("issue", "")
    first, last = split_pages(item)
    yield "SP", first
    yield "EP", last
    yield "DO", get("DOI", "")
    yield "UR", get("URL", "")
    yield "LA", get("language", "")
    yield "N1", get("note", "")


def write_name(author: Item) -> str:
    """ "Berisha, Eli"; an organisation as it is."""
    if author == MORE_AUTHORS:
        return "et al."
    family = f"{author.get('non-dropping-particle', '')} {author.get('family', '')}".strip()
    return str(author.get("literal") or ", ".join(filter(None, (family, author.get("given", "")))))


def write_year(item: Item) -> str:
    """The year or years, without the letter that holds in one list only; "n.d." where it is not known."""
    issued = item.get("issued")
    if issued is None:
        return IN_PRESS if item.get("status") == IN_PRESS else "n.d."
    if "literal" in issued:
        return str(issued["literal"])
    return "-".join(str(part[0]) for part in issued["date-parts"])


def split_pages(item: Item) -> tuple[str, str]:
    """First and last page: of the quotation where it is one, else of the work in what holds it."""
    first, _, last = re.sub(r"\s*[–-]+\s*", "-", str(item.get("locator") or item.get("page", ""))).partition(
        "-"
    )
    return first, last
