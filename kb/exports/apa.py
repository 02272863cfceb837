"""APA 7 by citeproc: entries of a reference list, and citations in the text.

Norwegian pages use the style *Norsk APA-manual* (Sikt), the national form of APA 7: no comma before "&", "u.å.", no
"Hentet fra". English ones use *APA Style 7th edition*. citeproc takes 3 to 30 ms an item, so what it made is
kept: an entry for each item and language, and a citation with a mark for the place, which is put in afterwards.

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
from django.utils.translation import get_language

from kb.exports.csl import (
    IN_PRESS,
    MORE_AUTHORS,
    NOWHERE,
    Item,
    Locator,
    make_thesis_item,
    make_work_item,
)
from kb.exports.rich_text import ITALIC, UPRIGHT, RichText, clean, read_marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.records.models import Person, Thesis, Work

# So many entries, and as many citations, are kept: about 2 kB each.
KEPT = 4096

# Private characters that hold a place in what citeproc makes: what comes first in a second-hand citation, names in a
# sentence, the page, and what makes citeproc see several pages.
_FIRST, _NAMES, _PLACE = "\ue002", "\ue003", "\ue004"
_PLACES = f"1{_PLACE}2"
# A locator that the styles have no word for is written as it is.
_UNNAMED = "as-written"


@dataclass(frozen=True, slots=True)
class _Manner:
    """How APA 7 is written in a language; what the styles' own words leave out."""

    style: str
    locale: str
    chapter: str
    cited_in: str
    both: str
    undated: str
    in_press: str
    quotes: tuple[str, str]


_MANNERS = {
    "nb": _Manner("norsk-apa-manual", "nb-NO", "kap.", "gjengitt i", "og", "u.å.", "i trykk", ("«", "»")),
    "nn": _Manner("norsk-apa-manual", "nn-NO", "kap.", "attgitt i", "og", "u.å.", "i trykk", ("«", "»")),
    "en": _Manner("apa", "en-US", "Chapter", "as cited in", "and", "n.d.", "in press", ("“", "”")),
}


def write_thesis_entry(thesis: Thesis, authors: Sequence[Person]) -> RichText:
    """The thesis as an entry of a reference list, in the language of the page."""
    language = _known(get_language())
    return write_entry(make_thesis_item(thesis, authors, language), language)


def write_work_entry(work: Work) -> RichText:
    """The work, whose authors were fetched before, likewise."""
    return write_entry(make_work_item(work), _known(get_language()))


def write_entry(item: Item, language: str) -> RichText:
    """The item as an entry of a reference list; empty for one of which neither author nor title is known."""
    if not item.get("author") and not item.get("title"):
        return RichText()
    return _render_entry(_pack(item), _known(language))


def write_in_text(
    item: Item, language: str, locator: Locator = NOWHERE, *, original: Item | None = None
) -> RichText:
    """ "(Berisha, 2021, s. 42)", "(Lipsky, 1980, gjengitt i Berisha, 2021, s. 42)" (APA 7, 8.6)."""
    return read_marked(_write_in_text(item, _known(language), locator, original))


def write_narrative(
    item: Item, language: str, locator: Locator = NOWHERE, *, original: Item | None = None
) -> RichText:
    """ "Berisha (2021, s. 42)", "Lipsky (1980, gjengitt i Berisha, 2021, s. 42)"."""
    language = _known(language)
    if original is None:
        return read_marked(_write_narrative(item, language, locator))
    first = _write_narrative(_without_letter(original), language, NOWHERE).removesuffix(")")
    second = _inner(_write_in_text(item, language, locator, None))
    return read_marked(f"{first}, {_MANNERS[language].cited_in} {second})")


def quote_marks(language: str) -> tuple[str, str]:
    """The marks that open and close a quotation."""
    return _MANNERS[_known(language)].quotes


def _known(language: str | None) -> str:
    base = (language or "").partition("-")[0]
    return base if base in _MANNERS else "en"


def _write_in_text(item: Item, language: str, locator: Locator, original: Item | None) -> str:
    first = ""
    if original is not None:
        named = _inner(_write_in_text(_without_letter(original), language, NOWHERE, None))
        first = f"{named}, {_MANNERS[language].cited_in} "
    return _fill(_render_citation(_pack(item), language, _form_of(locator)), language, locator, first)


def _write_narrative(item: Item, language: str, locator: Locator) -> str:
    named = {**item, "author": [{"literal": _NAMES}]}
    text = _fill(_render_citation(_pack(named), language, _form_of(locator)), language, locator)
    return text.replace(f"({_NAMES}, ", f"{_name(item, _MANNERS[language])} (")


def _inner(text: str) -> str:
    return text.removeprefix("(").removesuffix(")")


def _without_letter(item: Item) -> Item:
    """The letter after a year tells apart what stands in one list; the original of a second-hand citation does not."""
    return {name: value for name, value in item.items() if name != "year-suffix"}


def _name(item: Item, manner: _Manner) -> str:
    """Who is named in a sentence: "Aas", "Aas og Bø", "Aas et al."; a title where there is no author."""
    authors = list(item.get("author", ()))
    is_more = bool(authors) and authors[-1] == MORE_AUTHORS
    names = [clean(_short(author)) for author in authors if author != MORE_AUTHORS]
    if not names:
        title = clean(str(item.get("title", "")))
        opening, closing = (ITALIC, UPRIGHT) if _stands_alone(item) else manner.quotes
        return f"{opening}{title}{closing}"
    if is_more or len(names) > 2:
        return f"{names[0]} et al."
    return f" {manner.both} ".join(names)


def _short(author: Item) -> str:
    return str(author.get("literal") or f"{author.get('non-dropping-particle', '')} {author['family']}")


def _stands_alone(item: Item) -> bool:
    """Whether it is a whole of its own, whose title is italic, and no part of another."""
    return not item.get("container-title") or item["type"] in {"legislation", "webpage"}


def _form_of(locator: Locator) -> str:
    """Which of the few forms of a place citeproc has to make: none, written out, a page or several."""
    if not locator.value or locator.label != "page":
        return "" if not locator.value else _UNNAMED
    return "pages" if re.search(r"[-–,]", locator.value) else "page"


def _fill(template: str, language: str, locator: Locator, first: str = "") -> str:
    value = clean(locator.value).replace("-", "–")
    if locator.label == "chapter":
        value = f"{_MANNERS[language].chapter} {value}"
    return template.replace(_FIRST, first).replace(_PLACES, value).replace(_PLACE, value)


def _pack(item: Item) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


# citeproc


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


@lru_cache(maxsize=len(_MANNERS))
def _load_style(language: str) -> Any:
    manner = _MANNERS[language]
    return CitationStylesStyle(manner.style, locale=manner.locale, validate=False)


@lru_cache(maxsize=KEPT)
def _render_entry(packed: str, language: str) -> RichText:
    item = _prepare(json.loads(packed), _MANNERS[language], is_entry=True)
    with _one_at_a_time:
        bibliography, _citation = _set_up(item, language)
        return read_marked(_finish(str(bibliography.bibliography()[0])))


@lru_cache(maxsize=KEPT)
def _render_citation(packed: str, language: str, form: str) -> str:
    """The citation with marks where the place and what comes first belong."""
    item = _prepare(json.loads(packed), _MANNERS[language], is_entry=False)
    said: dict[str, Any] = {"prefix": _FIRST}
    if form:
        label = form if form == _UNNAMED else "page"
        said["locator"] = CiteprocLocator(label, _PLACES if form == "pages" else _PLACE)
    with _one_at_a_time:
        bibliography, citation = _set_up(item, language, **said)
        return _finish(str(bibliography.cite(citation, lambda _missing: "")))


def _set_up(item: Item, language: str, **said: Any) -> tuple[Any, Any]:
    bibliography = CitationStylesBibliography(_load_style(language), _Source([item]), _Marks)
    citation = Citation([CitationItem(item["id"], **said)])
    bibliography.register(citation)
    return bibliography, citation


def _finish(text: str) -> str:
    return re.sub(f"([?!]{UPRIGHT}*)\\.", r"\1", text)


_SAID = (
    "title", "genre", "publisher", "status", "container-title", "volume", "issue", "page", "DOI", "URL", "year-suffix",
)  # fmt: skip


def _prepare(item: Item, manner: _Manner, *, is_entry: bool) -> Item:
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
    if not authors and is_entry:
        title = said.pop("title")
        authors = [{"literal": f"{ITALIC}{title}{UPRIGHT}" if _stands_alone(item) else title}]
    said["author"] = list(_prepare_more(authors, is_entry=is_entry))
    return {name: value for name, value in said.items() if value}


def _prepare_name(name: Item) -> Item:
    cleaned = {part: clean(str(text)) if text != _NAMES else text for part, text in name.items()}
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
