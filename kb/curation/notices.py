"""What reading remarks on, in the language of the page.

Reading knows nothing of languages and says its sentences in English; runs keep them so. Here each of those sentences
is known with its particulars, and said again.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import gettext, gettext_noop
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

# The sentences by their codes: as reading says them, with what differs from one to the next in brackets.
_SENTENCES: dict[str, tuple[str, ...]] = {
    "citation_ambiguous": (
        gettext_noop("%(work)s is cited; more than one entry of the reference list fits."),
    ),
    "citation_not_in_references": (
        gettext_noop("%(work)s is cited, but the reference list has no such entry."),
    ),
    "citation_spelling_differs": (
        gettext_noop("%(work)s is cited; the reference list spells the name otherwise."),
    ),
    "citation_year_differs": (
        gettext_noop("%(work)s is cited; the reference list has these authors with another year."),
    ),
    "columns": (gettext_noop("%(some)s of %(all)s pages were read as two columns."),),
    "contents_entry_not_found": (
        gettext_noop("The contents list “%(name)s”, which no heading of the text is called."),
    ),
    "doubtful_quotation": (gettext_noop("What kind of quotation this is, is a guess."),),
    "duplicate_number": (gettext_noop("The chapter number %(number)s is used more than once."),),
    "encoding": (
        gettext_noop("The file was read as UTF-16."),
        gettext_noop("The file is not UTF-8; it was read as Mac OS Roman. Check that æ, ø and å are right."),
        gettext_noop("The file is not UTF-8; it was read as Windows-1252. Check that æ, ø and å are right."),
    ),
    "ibid_without_antecedent": (gettext_noop("No earlier source was found that this repeats."),),
    "link": (gettext_noop("Link targets dumped at page ends were taken out of the text: line %(lines)s."),),
    "lost_letters": (gettext_noop("For %(number)s signs the PDF does not say which letter they stand for."),),
    "lost_mask": (gettext_noop("No longer in the file as they were: the covered words of mask %(number)s."),),
    "no_contents": (
        gettext_noop("The file has no table of contents; pages and headings were worked out without it."),
    ),
    "no_headings": (gettext_noop("No chapter headings were found; the text stands as one."),),
    "no_references": (
        gettext_noop("No reference list was found; cited works are known by author and year only."),
    ),
    "odd_number": (
        gettext_noop(
            "The number %(number)s does not fit where the heading stands; its level was taken from its neighbours."
        ),
    ),
    "page_number": (gettext_noop("Lone page numbers were taken out of the text: line %(lines)s."),),
    "pages_counted": (
        gettext_noop(
            "Pages were counted from the page breaks noted in the Word file. Look the page up before citing it."
        ),
    ),
    "pages_inferred": (
        gettext_noop(
            "The page of %(some)s of %(all)s passages was not read off the page itself but worked out from the "
            "contents list or the pages around it; check it before citing."
        ),
    ),
    "pages_without_text": (
        gettext_noop(
            "%(some)s of %(all)s pages are pictures without text, counted from the first: %(pages)s. "
            "What stands on them was not read."
        ),
    ),
    "particulars_missing": (gettext_noop("The file does not tell: %(fields)s."),),
    "quotation_without_speaker": (gettext_noop("Nothing tells who says this quotation."),),
    "replacement_characters": (gettext_noop("Some letters were already lost in the file (shown as �)."),),
    "running_head": (gettext_noop("Running heads or feet were taken out of the text: line %(lines)s."),),
    "spoilt_letters": (
        gettext_noop("The file's letters were spoilt (Ã¸ for ø) throughout, and were made good."),
        gettext_noop("Letters seem to be spoilt (Ã¸ for ø), %(number)s in all. They were left as they are."),
    ),
    "to_decide": (gettext_noop("%(number)s records that people worked on have no sure place."),),
    "unclosed_quotation": (
        gettext_noop(
            "A quotation has no closing mark; it is taken to end before the next source or paragraph."
        ),
    ),
    "unopened_quotation": (
        gettext_noop("A quotation has no opening mark; it is taken to begin with its paragraph."),
    ),
}
# What a file may not tell of a thesis.
_FIELDS = {
    "title": _("title"),
    "author": _("author"),
    "year": _("year"),
    "institution": _("institution"),
    "research question": _("research question"),
}
_PARTICULAR = re.compile(r"%\((\w+)\)s")


def word_notice(code: str, message: str) -> str | None:
    """The sentence of a notice with its particulars, in the language of the page; None for one that is not known."""
    for sentence in _SENTENCES.get(code, ()):
        if (found := _expect(sentence).fullmatch(message)) is not None:
            told = found.groupdict()
            if "fields" in told:
                told["fields"] = ", ".join(
                    str(_FIELDS.get(name, name)) for name in told["fields"].split(", ")
                )
            return gettext(sentence) % told
    return None


@cache
def _expect(sentence: str) -> re.Pattern[str]:
    """What such a sentence looks like with any particulars."""
    parts = _PARTICULAR.split(sentence)
    fixed, names = parts[::2], parts[1::2]
    pattern = "".join(
        re.escape(text) + (f"(?P<{names[n]}>.*)" if n < len(names) else "") for n, text in enumerate(fixed)
    )
    return re.compile(pattern, re.DOTALL)


def name_notice(code: str) -> str:
    """What a notice of this sort is about; a sort that is not known here is called by its code."""
    return str(_NAMES.get(code, code.replace("_", " ").capitalize()))
