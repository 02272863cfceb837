"""The list of quotations as files to take along: a document with references, or its theses for a reference manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.exports.citation_files import (
    MEDIA_TYPES,
    CitationFile,
    find_thesis_item,
    write_note,
    write_noted_theses,
)
from kb.exports.quotation_text import write_quotation
from kb.exports.word import MEDIA_TYPE, WordList, WordQuotation, WordSection, write_word
from kb.pages.quotations.cards import present_quotation_card
from kb.records.identifiers import make_slug
from kb.synthesis.alphabet import make_sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kb.records.models import Quotation, Thesis
    from kb.synthesis.quotations.question import QuotationQuestion

FORMS = ("docx", "ris", "bib", "csl.json")
LABELS = {"docx": "Word (DOCX)", "ris": "RIS", "bib": "BibTeX", "csl.json": "CSL-JSON"}
# As many quotations as one file holds: setting their citations takes its time.
MOST_TAKEN = 300
LONGEST_NAME = 80


def write_file(
    quotations: Sequence[Quotation],
    form: str,
    question: QuotationQuestion,
    *,
    address: str,
    absolute: Callable[[str], str],
) -> CitationFile:
    """The quotations, fetched with ``for_cards()``, in a form of FORMS; ``address`` is that of the list."""
    if form == "docx":
        content, media_type = write_word(_present_word(quotations, address)), MEDIA_TYPE
    else:
        noted = [
            (
                find_thesis_item(thesis, absolute(thesis.get_absolute_url())),
                [write_note(row, absolute(row.get_absolute_url())) for row in rows],
            )
            for thesis, rows in _group_by_thesis(quotations)
        ]
        content, media_type = write_noted_theses(noted, form), f"{MEDIA_TYPES[form]}; charset=utf-8"
    return CitationFile(name_file(question, form), media_type, content)


def name_file(question: QuotationQuestion, form: str) -> str:
    """ "tverrsnitt-quotations-partnerskap-leader.docx": what was asked for, as far as there is room."""
    asked = (
        *question.themes, *question.theses, *question.authors, *question.kinds, *question.roles, *question.years,
        question.words,
    )  # fmt: skip
    named = " ".join(("tverrsnitt-quotations", *asked))
    return f"{make_slug(named, taken=lambda _slug: False, longest=LONGEST_NAME)}.{form}"


def _group_by_thesis(quotations: Iterable[Quotation]) -> list[tuple[Thesis, list[Quotation]]]:
    """The quotations of each thesis together, theses in the order in which they come first."""
    of_thesis: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        of_thesis.setdefault(quotation.thesis_id, []).append(quotation)
    return [(rows[0].thesis, rows) for rows in of_thesis.values()]


def _present_word(quotations: Sequence[Quotation], address: str) -> WordList:
    grouped = _group_by_thesis(quotations)
    references = [write_quotation(rows[0]).reference for _thesis, rows in grouped]
    return WordList(
        title=_("Quotations"),
        source=f"{address} · {date_format(localdate(), 'DATE_FORMAT')}",
        language=get_language() or "en",
        sections=[
            WordSection(thesis.title, [_present_quotation(row) for row in rows]) for thesis, rows in grouped
        ],
        references_heading=_("The reference list"),
        references=sorted(
            {entry.plain: entry for entry in references}.values(),
            key=lambda entry: make_sort_key(entry.plain),
        ),
    )


def _present_quotation(quotation: Quotation) -> WordQuotation:
    card = present_quotation_card(quotation)
    said = write_quotation(quotation)
    voice = ", ".join(filter(None, (card.voice, card.role)))
    about = (
        voice, card.kind_label, card.chapter,
        _("The page was worked out, not printed beside the text") if card.is_place_inferred else "",
        _("suggested") if card.is_suggested else "", _("Invented example") if card.is_example else "",
    )  # fmt: skip
    return WordQuotation(said, card.language, " · ".join(filter(None, about)))
