"""What the pages of completing say: reasons of a match, what is wrong with a file, names of verdicts and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.importing.candidates import Verdict
from kb.records.actions.completing import name_field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kb.importing.libraries.entries import UnreadableLibrary
    from kb.importing.likeness import Reason

VERDICTS = {
    Verdict.SURE: gettext_lazy("sure"),
    Verdict.LIKELY: gettext_lazy("likely"),
    Verdict.SEVERAL: gettext_lazy("several fit"),
    Verdict.DOUBLE: gettext_lazy("here twice"),
    Verdict.HERE: gettext_lazy("here already"),
    Verdict.NONE: gettext_lazy("no work fits"),
}

_REASONS = {
    "same_doi": gettext_lazy("The DOI is the same."),
    "other_doi": gettext_lazy("The work has another DOI: %s."),
    "same_title": gettext_lazy("The title is the same."),
    "other_title": gettext_lazy("The work has another title: “%s”."),
    "same_authors": gettext_lazy("All authors are the same."),
    "same_person": gettext_lazy("The author is the same, and the given names agree."),
    "same_family": gettext_lazy("The author's family name is the same."),
    "common_family": gettext_lazy("Only the family name is known, and many are called %s."),
    "same_organization": gettext_lazy("The organisation is the same; it may have published more that year."),
    "same_et_al": gettext_lazy("The authors named are the same; the file names all %s."),
    "same_open": gettext_lazy("The authors named are the same; neither names them all."),
    "more_authors": gettext_lazy("One of the two has more authors (%s more)."),
    "first_author_only": gettext_lazy("Only the first author is the same."),
    "other_order": gettext_lazy("The authors are the same in another order."),
    "other_given": gettext_lazy("The given names are different: %s."),
    "misspelt": gettext_lazy("A name differs by one letter: %s."),
    "written_otherwise": gettext_lazy("A name is written otherwise: %s."),
    "no_authors": gettext_lazy("One of the two has no authors."),
    "same_year": gettext_lazy("The year is the same: %s."),
    "other_letter": gettext_lazy("The letter after the year is another: %s. Each thesis sets its own."),
    "next_year": gettext_lazy("The year is one off: %s."),
    "other_year": gettext_lazy("The year is another: %s. It may be another edition."),
    "both_undated": gettext_lazy("Neither has a year."),
    "no_year": gettext_lazy("One of the two has no year."),
}  # fmt: skip

_PROBLEMS = {
    "broken": gettext_lazy("It begins but does not end, or a bracket or comma is missing. Left out."),
    "broken_json": gettext_lazy("The JSON is broken here. What stands between this and the next entry is left out."),
    "no_object": gettext_lazy("This is no entry. Left out."),
    "no_title": gettext_lazy("The entry has no title. Left out."),
    "no_authors": gettext_lazy("The entry has neither authors nor editors."),
    "no_year": gettext_lazy("The entry has no year."),
    "no_end": gettext_lazy("The entry has no last line (ER); it was taken to end where the next begins."),
    "between": gettext_lazy("This stands between two entries and belongs to none. Left out."),
    "same_key": gettext_lazy("Another entry has the same key. Both were read."),
    "same_field": gettext_lazy("The entry has a field twice; the first counts: %s."),
    "cut": gettext_lazy("A field was longer than a work can hold, and was cut."),
    "more_problems": gettext_lazy("… and %s more."),
}  # fmt: skip

_UNREADABLE = {
    "too_large": gettext_lazy("The file is larger than %s MB. Export a part of the library at a time."),
    "too_many": gettext_lazy("The file holds more than %s entries. Export a part of the library at a time."),
    "too_deep": gettext_lazy(
        "Brackets stand in brackets beyond all measure: no program for references writes so."
    ),
    "binary": gettext_lazy("The file is no text."),
    "is_pdf": gettext_lazy("This is a PDF. A thesis is added under “Add theses from files”."),
    "is_zip": gettext_lazy("This is a packed file: zip, Word or the like."),
    "is_database": gettext_lazy("This is the database of a program, not what the program exports."),
    "is_xml": gettext_lazy("This is XML, which is not read."),
    "is_web_of_science": gettext_lazy(
        "This is the format of Web of Science. Choose RIS when you export there."
    ),
    "is_other_tagged": gettext_lazy(
        "These are the tags of PubMed or EndNote. Choose RIS when you export there."
    ),
    "unknown_format": gettext_lazy("No references could be found in the file. It begins: “%s”."),
    "empty": gettext_lazy("The file is empty."),
    "no_entries": gettext_lazy("Not one entry of the file could be read."),
    "broken_json": gettext_lazy("The JSON is broken from the start: %s"),
}


def _say(text: Any, what: str) -> str:
    told = str(text)
    return told % what if "%s" in told else told


def tell_reason(reason: Reason) -> str:
    """The reason as a sentence."""
    return _say(_REASONS[reason.code], reason.what)


def tell_problem(problem: Mapping[str, Any]) -> str:
    """What is wrong with an entry or a stretch of a file."""
    return _say(_PROBLEMS[problem["code"]], str(problem.get("what", "")))


def tell_unreadable(error: UnreadableLibrary) -> str:
    """Why nothing of a file could be read, and what to do."""
    told = _say(_UNREADABLE[error.code], error.what)
    return _("%(told)s (line %(line)d)") % {"told": told, "line": error.line} if error.line else told


def tell_field(name: str) -> str:
    """The name of what would be filled in."""
    return _("authors") if name == "authors" else name_field(name)
