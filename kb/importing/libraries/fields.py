"""The fields that all three formats share, brought into the form that works have."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from kb.importing.libraries.entries import Entry, Problem
from kb.importing.libraries.names import unique_authors

if TYPE_CHECKING:
    from kb.ingest.draft import Author

# As much as a work's record holds.
LONGEST = {
    "title": 600, "container": 600, "publisher": 300, "volume": 30, "issue": 30, "pages": 40, "doi": 200, "url": 1000,
}  # fmt: skip
UNDATED = "u.å."
IN_PRESS = "i trykk"

_TAG = re.compile(r"</?(?:i|b|em|strong|sup|sub|span|sc|u|p|br|title|inf)\b[^<>]{0,80}>", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"{}]+")
_YEARS = re.compile(
    r"(?<!\d)(?P<first>1[4-9]\d\d|20\d\d)(?P<letter>[a-k](?![a-zæøå]))?"
    r"(?:\s?(?:[-–—/]|--)\s?(?P<last>1[4-9]\d\d|20\d\d)(?!\d))?"
)
_UNDATED = re.compile(
    r"\b(?:n\.?\s?d|u\.?\s?å|u\.?\s?d|undated|udatert|no date|s\.?\s?a)\b\.?", re.IGNORECASE
)
_IN_PRESS = re.compile(
    r"in[\s-]press|i trykk|under utgivelse|forthcoming|kommer|to appear|accepted|submitted", re.IGNORECASE
)
_DASHES = re.compile(r"\s*(?:--+|[‐‑‒–—−])\s*")


def clean_text(text: object) -> str:
    """The text on one line: composed letters, no control characters, no markup of a title."""
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        return ""
    plain = str(text)
    if "<" in plain:
        plain = _TAG.sub("", plain)
    if "&" in plain:
        plain = html.unescape(plain)
    plain = "".join(
        " " if c.isspace() else c
        for c in plain
        if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf", "Cs"}
    )
    return unicodedata.normalize("NFC", " ".join(plain.split()))


def read_year(*texts: object) -> tuple[str, str]:
    """The year as works have it, and the letter after it, from the first text that tells one."""
    said = [text for text in map(clean_text, texts) if text]
    for text in said:
        if match := _YEARS.search(text):
            return _span_of_years(match), match["letter"] or ""
    if any(_IN_PRESS.search(text) for text in said):
        return IN_PRESS, ""
    if any(_UNDATED.search(text) for text in said):
        return UNDATED, ""
    return "", ""


def _span_of_years(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    return f"{first}-{last}" if last and first < last <= f"{int(first) + 10}" else first


def read_doi(*texts: object) -> str:
    """The DOI that one of the texts holds, bare and without what follows it in a sentence."""
    for text in map(clean_text, texts):
        if match := _DOI.search(text):
            doi = match[0].rstrip(".,;:'")
            if doi.endswith(")") and doi.count("(") < doi.count(")"):
                doi = doi[:-1]
            return doi[: LONGEST["doi"]]
    return ""


def read_url(*texts: object) -> str:
    """The first address of the web among the texts that is not merely a DOI's."""
    for text in map(clean_text, texts):
        for word in text.split():
            if (
                re.match(r"https?://[^/\s@]+\.[^\s]+", word, re.IGNORECASE)
                and "doi.org/10." not in word.casefold()
            ):
                return word.rstrip(".,;)") if len(word) <= LONGEST["url"] else ""
    return ""


def read_pages(text: object) -> str:
    """The pages with one hyphen between first and last, and nothing before them."""
    plain = _DASHES.sub("-", clean_text(text))
    return re.sub(r"^(?:s|ss|p|pp|side|sider)\.?\s*(?=\d)", "", plain, flags=re.IGNORECASE)


def join_title(title: object, subtitle: object = "") -> str:
    """The title with its subtitle after a colon; a full stop at the end is the list's, not the title's."""
    main, sub = clean_text(title), clean_text(subtitle)
    if sub and sub.casefold() not in main.casefold():
        main = f"{main}{' ' if main.endswith(('?', '!', ':', '.')) else ': '}{sub}" if main else sub
    return re.sub(r"(?<=[^\W\d_]{3})\.$", "", main)


def make_entry(
    *, authors: list[Author], editors: list[Author] | tuple[Author, ...] = (), **fields: str | int | bool
) -> tuple[Entry, Problem | None]:
    """The entry, cut to what a record holds, and the doubt about it, if there is one."""
    said = {
        name: str(value)[: LONGEST[name]].rstrip() if name in LONGEST else value
        for name, value in fields.items()
    }
    entry = Entry(authors=unique_authors(authors or list(editors)), **said)  # type: ignore[arg-type]
    cut = [name for name in LONGEST if len(str(fields.get(name, ""))) > LONGEST[name]]
    what = entry.title or entry.key
    if not entry.title:
        return entry, Problem("no_title", entry.line, what[:80])
    if not entry.authors:
        return entry, Problem("no_authors", entry.line, what[:80], is_lost=False)
    if not entry.year:
        return entry, Problem("no_year", entry.line, what[:80], is_lost=False)
    if cut:
        return entry, Problem("cut", entry.line, what[:80], is_lost=False)
    return entry, None
