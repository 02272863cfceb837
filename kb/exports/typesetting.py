"""Items set by citeproc in the styles of APA 7.

Four things citeproc-py 0.11 does not do as the styles mean it, and what the item says instead (:func:`_prepare`):

- In English it writes "(Publication)" after every thesis: a group whose only variable is empty should vanish, but it
  takes the fixed word for one. So there a thesis goes as a document whose description names degree and place.
- What stands in for a missing author should be left out further on; a title would stand twice. So the title
  *is* the author in the entry.
- It does not leave out a publisher that is the author as well (APA 7, 9.29), and would write Norwegian laws as
  American ones.
- For "?" at the end of a title it still adds a full stop, taken away in :func:`_finish`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
)
from citeproc import Locator as CiteprocLocator
from citeproc.source.json import CiteProcJSON
from citeproc.string import String

from kb.exports.csl import IN_PRESS, MORE_AUTHORS, Item
from kb.exports.rich_text import ITALIC, UPRIGHT, RichText, clean, read_marked

if TYPE_CHECKING:
    from collections.abc import Iterable

# So many entries, and as many citations, are kept: about 2 kB each.
KEPT = 4096

# Private characters that hold a place in what citeproc makes: what comes first in a second-hand citation, names in a
# sentence, the page, and what makes citeproc see several pages.
FIRST, NAMES, PLACE = "\ue002", "\ue003", "\ue004"
PLACES = f"1{PLACE}2"
# A locator that the styles have no word for is written as it is.
UNNAMED = "as-written"


@dataclass(frozen=True, slots=True)
class Manner:
    """How APA 7 is written in a language; what the styles' own words leave out."""

    style: str
    locale: str
    chapter: str
    cited_in: str
    both: str
    undated: str
    in_press: str
    quotes: tuple[str, str]


MANNERS = {
    "nb": Manner("norsk-apa-manual", "nb-NO", "kap.", "gjengitt i", "og", "u.å.", "i trykk", ("«", "»")),
    "nn": Manner("norsk-apa-manual", "nn-NO", "kap.", "attgitt i", "og", "u.å.", "i trykk", ("«", "»")),
    "en": Manner("apa", "en-US", "Chapter", "as cited in", "and", "n.d.", "in press", ("“", "”")),
}


def stands_alone(item: Item) -> bool:
    """Whether it is a whole of its own, whose title is italic, and no part of another."""
    return not item.get("container-title") or item["type"] in {"legislation", "webpage"}


class _Marks:
    """What citeproc asks to set type, with marks in place of markup: nothing has to be escaped."""

    @staticmethod
    def preformat(text: str) -> str:
        return text

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802  (citeproc's name)
        return f"{ITALIC}{text}{UPRIGHT}"

    Oblique = Italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = str


class _Source(CiteProcJSON):
    """The items, with "<span ...>" in a title taken as words and not as markup."""

    def parse_string(self, string: object) -> Any:
        return String(string)


# A style is one tree that remembers what it sets, so one thread at a time.
_one_at_a_time = Lock()


@lru_cache(maxsize=len(MANNERS))
def _load_style(language: str) -> Any:
    manner = MANNERS[language]
    return CitationStylesStyle(manner.style, locale=manner.locale, validate=False)


@lru_cache(maxsize=KEPT)
def render_entry(packed: str, language: str) -> RichText:
    said = json.loads(packed)
    item = _prepare(said, MANNERS[language], is_entry=True)
    with _one_at_a_time:
        bibliography, _citation = _set_up(item, language)
        entry = _finish(str(bibliography.bibliography()[0]))
    if item.get("editor"):
        entry = _mend_editors(entry, is_book=item["type"] == "book")
    return read_marked(entry, said.get("language", ""))


@lru_cache(maxsize=KEPT)
def render_citation(packed: str, language: str, form: str) -> str:
    """The citation with marks where the place and what comes first belong."""
    item = _prepare(json.loads(packed), MANNERS[language], is_entry=False)
    said: dict[str, Any] = {"prefix": FIRST}
    if form:
        label = form if form == UNNAMED else "page"
        said["locator"] = CiteprocLocator(label, PLACES if form == "pages" else PLACE)
    with _one_at_a_time:
        bibliography, citation = _set_up(item, language, **said)
        return _finish(str(bibliography.cite(citation, lambda _missing: "")))


def _set_up(item: Item, language: str, **said: Any) -> tuple[Any, Any]:
    bibliography = CitationStylesBibliography(_load_style(language), _Source([item]), _Marks)
    citation = Citation([CitationItem(item["id"], **said)])
    bibliography.register(citation)
    return bibliography, citation


def _mend_editors(entry: str, *, is_book: bool) -> str:
    """citeproc-py writes their label small, and editors who stand in the authors' place once more after the title."""
    if is_book:
        entry = _EDITORS_AGAIN.sub("", entry, count=1)
    return _EDITORS.sub(lambda label: label[0].replace(label[1], label[1].capitalize()), entry)


def _finish(text: str) -> str:
    return re.sub(f"([?!]{UPRIGHT}*)\\.", r"\1", text)


_EDITORS = re.compile(r"\((red|eds?)\.\)")
_EDITORS_AGAIN = re.compile(r" \([^()]*, (?:red|eds?)\.\)")
_SAID = (
    "title", "genre", "publisher", "status", "container-title", "volume", "issue", "page", "DOI", "URL", "year-suffix",
)  # fmt: skip


def _prepare(item: Item, manner: Manner, *, is_entry: bool) -> Item:
    """The item as citeproc-py has to see it for the style to come out as it is meant (see above)."""
    said: Item = {name: clean(str(item[name])) for name in _SAID if item.get(name)}
    # Without a language citeproc would write titles with English capitals.
    said |= {"id": "item", "type": item["type"], "language": item.get("language", "und")}
    authors = [_prepare_name(author) for author in item.get("author", ())]
    if "issued" in item:
        said["issued"] = item["issued"]
    else:
        # A status is written where the year would be, and without "Retrieved".
        said["status"] = manner.in_press if said.get("status") == IN_PRESS else manner.undated
    if said["type"] == "legislation":
        said["type"] = "document"
        said["publisher"] = said.pop("container-title", "") or said.get("publisher", "")
    if said["type"] == "thesis" and manner.style == "apa":
        said["type"] = "document"
        if said.get("DOI") or said.get("URL"):
            said["genre"] = ", ".join(filter(None, (said.get("genre"), said.pop("publisher", ""))))
    if len(authors) == 1 and authors[0].get("literal") == said.get("publisher"):
        said.pop("publisher", None)
    editors = [_prepare_name(editor) for editor in item.get("editor", ())]
    if editors:
        said["editor"] = editors
    if not authors and is_entry and not (editors and said["type"] == "book"):
        title = said.pop("title", "")
        authors = [{"literal": f"{ITALIC}{title}{UPRIGHT}" if stands_alone(item) else title}]
    said["author"] = list(_prepare_more(authors, is_entry=is_entry))
    return {name: value for name, value in said.items() if value}


def _prepare_name(name: Item) -> Item:
    cleaned = {part: clean(str(text)) if text != NAMES else text for part, text in name.items()}
    return {part: text for part, text in cleaned.items() if text}


def _prepare_more(authors: list[Item], *, is_entry: bool) -> Iterable[Item]:
    """Authors of whom only the first are known: in the text as three are, in a list with "et al." after the last."""
    if not authors or authors[-1] != MORE_AUTHORS:
        return authors
    *known, last = authors[:-1]
    if not is_entry:
        return [*known, last, *([MORE_AUTHORS] * 2)]
    if "literal" in last:
        return [*known, {"literal": f"{last['literal']} et al."}]
    return [*known, {**last, "suffix": "et al."}]
