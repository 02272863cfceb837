"""A quotation with its source, ready to paste: APA 7 as the thesis that quotes it is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.exports.apa import quote_marks, write_entry, write_in_text, write_narrative
from kb.exports.csl import Item, find_locator, make_date, make_thesis_item, make_work_item
from kb.records.models import Contributor

if TYPE_CHECKING:
    from kb.exports.rich_text import RichText
    from kb.records.models import Citation, Person, Quotation, Thesis

# APA 7, 8.27: forty words and more stand in a block of their own, without quotation marks.
BLOCK_WORDS = 40
# APA 7, 8.31: marks within a quotation become single ones.
_INNER = str.maketrans({"«": "‘", "»": "’", "“": "‘", "”": "’", "„": "‘"})
# "(Aas & Bø, 2010a)", where the names were not read apart; and the letter that means something in one list only.
_AUTHOR_YEAR = re.compile(r"\(?(?P<name>[^()\d]{2,200}?)[,( ]+(?P<year>\d{4}[a-z]?)\)*")
_LETTER = re.compile(r"(?<=\d)[a-z]$")
_PAIRS = {"«": "»", "“": "”", "„": "“”", '"': '"', "»": "«"}


@dataclass(frozen=True, slots=True)
class QuotationText:
    """The words as quoted, the citation in parentheses, and the entry for the reference list."""

    quoted: str
    in_text: RichText
    reference: RichText

    @property
    def is_block(self) -> bool:
        """Whether the words stand in a block of their own, without quotation marks."""
        return len(self.quoted.split()) >= BLOCK_WORDS

    @property
    def plain(self) -> str:
        """Words and citation, as they stand in somebody's text."""
        return f"{self.quoted} {self.in_text.plain}"


def write_quotation(quotation: Quotation, language: str | None = None) -> QuotationText:
    """``«Words» (Etternavn, 2021, s. 42)``; of literature ``(Lipsky, 1980, gjengitt i Etternavn, 2021, s. 42)``.

    Contributors, citation and passage are fetched before; ``language`` is that of the page. Without a page, the
    chapter's number stands for it.
    """
    language = language or get_language() or "en"
    item, original = make_quoted_items(quotation, language)
    return QuotationText(
        quoted=write_words(quotation.text, language),
        in_text=write_in_text(item, language, find_locator(quotation), original=original),
        reference=write_entry(item, language),
    )


def write_sentence_form(quotation: Quotation, language: str | None = None) -> RichText:
    """The citation for a sentence that names who is cited: ``Etternavn (2021, s. 42)``."""
    language = language or get_language() or "en"
    item, original = make_quoted_items(quotation, language)
    return write_narrative(item, language, find_locator(quotation), original=original)


def make_quoted_items(quotation: Quotation, language: str) -> tuple[Item, Item | None]:
    """The thesis that the words are read in and, where it quotes them from others, the original."""
    thesis = quotation.thesis
    item = make_thesis_item(thesis, find_thesis_authors(thesis), language)
    is_second_hand = quotation.kind in {quotation.Kind.LITERATURE, quotation.Kind.POLICY}
    return item, make_cited_item(quotation.citation) if quotation.citation and is_second_hand else None


def make_cited_item(citation: Citation) -> Item:
    """What a citation names: its work where it is known, else the names and year that it gives."""
    if citation.work is not None:
        item = make_work_item(citation.work)
        if item.get("author") or item.get("title"):
            return item
    names, year = [str(name) for name in citation.cited_names], citation.cited_year
    if not names:
        said = _AUTHOR_YEAR.fullmatch(citation.raw)
        names, year = ([said["name"]], said["year"]) if said else ([citation.raw.strip(" ()")], year)
    return {
        "id": "cited",
        "type": "document",
        "author": [{"literal": name} for name in names],
        **make_date(_LETTER.sub("", year)),
    }


def write_words(text: str, language: str) -> str:
    """The words in quotation marks; forty and more without, as a block has none."""
    words = _unquote(" ".join(text.split()))
    if len(words.split()) >= BLOCK_WORDS:
        return words
    if words.count('"') % 2 == 0:
        pieces = words.split('"')
        words = "".join(piece + "‘’"[place % 2] for place, piece in enumerate(pieces[:-1])) + pieces[-1]
    opening, closing = quote_marks(language)
    return f"{opening}{words.translate(_INNER)}{closing}"


def _unquote(words: str) -> str:
    """The words without the marks around all of them, or of which one half was left behind."""
    while len(words) > 1 and words[-1] in _PAIRS.get(words[0], "") and _is_balanced(words[1:-1], words[0]):
        words = words[1:-1].strip()
    if words[:1] in _PAIRS and not any(mark in words[1:] for mark in _PAIRS[words[0]]):
        words = words[1:].lstrip()
    if words[-1:] in {"»", "”", '"'} and not any(mark in words[:-1] for mark in '«“„"»'):
        words = words[:-1].rstrip()
    return words


def _is_balanced(within: str, opening: str) -> bool:
    """Whether what ``opening`` opens within is closed there too: not so in "a» og «b"."""
    depth = 0
    for place, character in enumerate(within):
        is_opening = character == opening and (
            opening != '"' or place == 0 or not within[place - 1].isalnum()
        )
        if is_opening:
            depth += 1
        elif character in _PAIRS[opening]:
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def find_thesis_authors(thesis: Thesis) -> list[Person]:
    """The authors in the order of the title page, from contributors that were fetched before."""
    parts = [part for part in thesis.contributors.all() if part.role == Contributor.Role.AUTHOR]
    return [part.person for part in sorted(parts, key=lambda part: (part.order, part.pk))]


def name_authors(authors: list[Person]) -> str:
    """The authors as a thesis is known by them in lists: "Aas", "Aas & Bø", "Aas et al."."""
    names = [person.short_name for person in authors]
    if len(names) > 2:
        return _("%(name)s et al.") % {"name": names[0]}
    return " & ".join(names)


def write_place(quotation: Quotation) -> str:
    """Where the quotation stands, for lists: "p. 42", "pp. 42–43", or ""."""
    place = find_locator(quotation)
    if place.label != "page":
        return ""
    first, _hyphen, last = place.value.partition("-")
    if last:
        return _("pp. %(first)s–%(last)s") % {"first": first, "last": last}
    return _("p. %(page)s") % {"page": first}
