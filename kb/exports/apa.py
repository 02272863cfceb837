"""APA 7 by citeproc: entries of a reference list, and citations in the text.

Norwegian pages use the style *Norsk APA-manual* (Sikt), the national form of APA 7: no comma before "&", "u.å.", no
"Hentet fra". English ones use *APA Style 7th edition*. citeproc takes 3 to 30 ms an item, so what it made is
kept: an entry for each item and language, and a citation with a mark for the place, which is put in afterwards.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from kb.exports.csl import MORE_AUTHORS, NOWHERE, Item, Locator, make_thesis_item, make_work_item
from kb.exports.rich_text import ITALIC, UPRIGHT, RichText, clean, read_marked
from kb.exports.typesetting import (
    FIRST,
    MANNERS,
    NAMES,
    PLACE,
    PLACES,
    UNNAMED,
    Manner,
    render_citation,
    render_entry,
    stands_alone,
)
from kb.records.printed import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.models import Person, Thesis, Work
    from kb.records.printed import Printed


def write_thesis_entry(thesis: Thesis, authors: Sequence[Person]) -> RichText:
    """The thesis as an entry of a reference list, in the language of the page."""
    language = _known(get_language())
    return write_entry(make_thesis_item(thesis, authors, language), language)


def write_work_entry(work: Work, printed: Printed = NOTHING) -> RichText:
    """The work, whose authors were fetched before, likewise."""
    return write_entry(make_work_item(work, printed), _known(get_language()))


def write_entry(item: Item, language: str) -> RichText:
    """The item as an entry of a reference list; empty for one of which neither author nor title is known."""
    if not _find_names(item) and not item.get("title"):
        return RichText()
    return render_entry(_pack(item), _known(language))


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
    return read_marked(f"{first}, {MANNERS[language].cited_in} {second})")


def quote_marks(language: str) -> tuple[str, str]:
    """The marks that open and close a quotation."""
    return MANNERS[_known(language)].quotes


def _known(language: str | None) -> str:
    base = (language or "").partition("-")[0]
    return base if base in MANNERS else "en"


def _write_in_text(item: Item, language: str, locator: Locator, original: Item | None) -> str:
    first = ""
    if original is not None:
        named = _inner(_write_in_text(_without_letter(original), language, NOWHERE, None))
        first = f"{named}, {MANNERS[language].cited_in} "
    return _fill(render_citation(_pack(item), language, _form_of(locator)), language, locator, first)


def _write_narrative(item: Item, language: str, locator: Locator) -> str:
    named = {**item, "author": [{"literal": NAMES}]}
    text = _fill(render_citation(_pack(named), language, _form_of(locator)), language, locator)
    return text.replace(f"({NAMES}, ", f"{_name(item, MANNERS[language])} (")


def _inner(text: str) -> str:
    return text.removeprefix("(").removesuffix(")")


def _without_letter(item: Item) -> Item:
    """The letter after a year tells apart what stands in one list; the original of a second-hand citation does not."""
    return {name: value for name, value in item.items() if name != "year-suffix"}


def _name(item: Item, manner: Manner) -> str:
    """Who is named in a sentence: "Aas", "Aas og Bø", "Aas et al."; a title where there is no author."""
    authors = _find_names(item)
    is_more = bool(authors) and authors[-1] == MORE_AUTHORS
    names = [clean(_short(author)) for author in authors if author != MORE_AUTHORS]
    if not names:
        title = clean(str(item.get("title", "")))
        opening, closing = (ITALIC, UPRIGHT) if stands_alone(item) else manner.quotes
        return f"{opening}{title}{closing}"
    if is_more or len(names) > 2:
        return f"{names[0]} et al."
    return f" {manner.both} ".join(names)


def _find_names(item: Item) -> list[Item]:
    """The authors; the editors of a book that has none."""
    return list(item.get("author") or (item.get("editor", ()) if item["type"] == "book" else ()))


def _short(author: Item) -> str:
    return str(author.get("literal") or f"{author.get('non-dropping-particle', '')} {author['family']}")


def _form_of(locator: Locator) -> str:
    """Which of the few forms of a place citeproc has to make: none, written out, a page or several."""
    if not locator.value or locator.label != "page":
        return "" if not locator.value else UNNAMED
    return "pages" if re.search(r"[-–,]", locator.value) else "page"


def _fill(template: str, language: str, locator: Locator, first: str = "") -> str:
    value = clean(locator.value).replace("-", "–")
    if locator.label == "chapter":
        value = f"{MANNERS[language].chapter} {value}"
    return template.replace(FIRST, first).replace(PLACES, value).replace(PLACE, value)


def _pack(item: Item) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)
