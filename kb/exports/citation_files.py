"""One record's citation as a file for other programs: RIS, BibTeX or CSL-JSON.

Files are in the language of the thesis whatever that of the page, so that an address always gives the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from kb.exports.bibtex import write_bibtex
from kb.exports.csl import find_locator, make_thesis_item, make_work_item
from kb.exports.quotation_text import find_thesis_authors, write_quotation
from kb.exports.ris import write_ris

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.exports.csl import Item
    from kb.records.models import Quotation, Thesis, Work
    from kb.records.printed import Printed

# What the endings of the addresses stand for: RIS has no registered type, this is the one that programs know.
MEDIA_TYPES = {
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


@dataclass(frozen=True, slots=True)
class CitationFile:
    name: str
    media_type: str
    content: bytes


def write_citation_file(item: Item, form: str) -> CitationFile:
    """The item in the form that an address ends in."""
    if form == "ris":
        text = write_ris(item)
    elif form == "bib":
        text = write_bibtex(item)
    else:
        text = json.dumps([item], ensure_ascii=False, indent=2) + "\n"
    return CitationFile(f"{item['id']}.{form}", MEDIA_TYPES[form], text.encode())


def find_thesis_item(thesis: Thesis, address: str) -> Item:
    """The thesis; ``address`` of its page here where it has no other."""
    item = make_thesis_item(thesis, find_thesis_authors(thesis), thesis.language)
    return item if item.get("URL") or item.get("DOI") else {**item, "URL": address}


def find_work_item(work: Work, printed: Printed) -> Item:
    return make_work_item(work, printed)


def find_quotation_item(quotation: Quotation, address: str, thesis_address: str) -> Item:
    """The thesis with the place (``locator``) and the words: with their citation and address they are its note.

    The addresses are those of the pages of both.
    """
    thesis = quotation.thesis
    item = find_thesis_item(thesis, thesis_address)
    place = find_locator(quotation)
    return {
        **item,
        "id": f"{item['id']}-{quotation.public_id}",
        **({"locator": place.value} if place.label == "page" else {}),
        "note": write_note(quotation, address),
    }


def write_note(quotation: Quotation, address: str) -> str:
    """The words with their citation and address, in the language of the thesis; and that the page was worked out."""
    language, passage = quotation.thesis.language, quotation.passage
    with override(language):
        doubt = _("The page was worked out, not printed beside the text")
    is_inferred = bool(passage and passage.page and passage.page_is_inferred)
    return f"{write_quotation(quotation, language).plain}. {f'{doubt}. ' if is_inferred else ''}{address}"


def write_noted_theses(noted: Sequence[tuple[Item, Sequence[str]]], form: str) -> bytes:
    """Theses, each with notes, in the form that an address ends in: quotations of one thesis are one entry."""
    if form == "ris":
        text = "".join(write_ris(item, notes) for item, notes in noted)
    elif form == "bib":
        text = "\n".join(write_bibtex(item, notes) for item, notes in noted)
    else:
        items = [{**item, "note": "\n\n".join(notes)} for item, notes in noted]
        text = json.dumps(items, ensure_ascii=False, indent=2) + "\n"
    return text.encode()
