"""What reading remarks on, in the language of the page; its own sentence, with the numbers, is English."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_NAMES = {
    "citation_ambiguous": _("Citation that fits several entries"),
    "citation_not_in_references": _("Citation without an entry in the reference list"),
    "citation_spelling_differs": _("Citation spelt otherwise than its entry"),
    "citation_year_differs": _("Citation with another year than its entry"),
    "columns": _("Pages in two columns"),
    "contents_entry_not_found": _("Entry of the contents list without a heading"),
    "doubtful_quotation": _("Quotation of an uncertain kind"),
    "duplicate_number": _("Chapter number used twice"),
    "encoding": _("Encoding of the file was worked out"),
    "ibid_without_antecedent": _("“Ibid.” with nothing before it"),
    "link": _("Link targets taken out of the text"),
    "lost_letters": _("Letters that the PDF does not name"),
    "lost_mask": _("Covered words that are no longer found"),
    "no_contents": _("No table of contents"),
    "no_headings": _("No chapter headings"),
    "no_references": _("No reference list"),
    "odd_number": _("Chapter number that does not fit"),
    "page_number": _("Page numbers taken out of the text"),
    "pages_counted": _("Pages were counted"),
    "pages_inferred": _("Pages were worked out"),
    "pages_without_text": _("Pages without text"),
    "particulars_missing": _("Particulars that the file does not tell"),
    "quotation_without_speaker": _("Quotation without a speaker"),
    "replacement_characters": _("Letters already lost in the file"),
    "running_head": _("Running heads taken out of the text"),
    "spoilt_letters": _("Spoilt letters"),
    "to_decide": _("Records without a sure place"),
    "unclosed_quotation": _("Quotation without a closing mark"),
    "unopened_quotation": _("Quotation without an opening mark"),
}


def name_notice(code: str) -> str:
    """What a notice of this sort is about; a sort that is not known here is called by its code."""
    return str(_NAMES.get(code, code.replace("_", " ").capitalize()))
