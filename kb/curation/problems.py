"""What is wrong with a file and what to do about it, in the language of who looks."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.records.models import Import

# code -> (what is wrong, what to do); the reader's own codes are told in docs/how-to/add-theses.md.
_PROBLEMS = {
    "empty": (
        gettext_lazy("There is no text in the file."),
        gettext_lazy("Choose the file that holds the thesis itself."),
    ),
    "binary": (
        gettext_lazy("The file is neither text, PDF nor Word (docx)."),
        gettext_lazy("Save the thesis as PDF, DOCX or plain text, and add that."),
    ),
    "unknown_format": (
        gettext_lazy("The file is in a format that is not read."),
        gettext_lazy("Open it in the program it was written in, save it as DOCX or PDF, and add that."),
    ),
    "too_large": (
        gettext_lazy("The file holds far more than a thesis."),
        gettext_lazy("Choose the file with the thesis alone, or save it anew without large pictures."),
    ),
    "no_text_layer": (
        gettext_lazy("This PDF is a scan without a text layer: it holds pictures of pages, not text."),
        gettext_lazy("Run OCR (text recognition) on it first, and add the result."),
    ),
    "unreadable_letters": (
        gettext_lazy("The PDF does not say which letters its signs stand for."),
        gettext_lazy(
            "Save it anew as PDF from the program it was written in, or run OCR (text recognition) on it."
        ),
    ),
    "locked": (
        gettext_lazy("The file is locked with a password."),
        gettext_lazy("Save it without a password, and add that."),
    ),
    "damaged": (
        gettext_lazy("The file is damaged."),
        gettext_lazy("Open it, save it anew as DOCX or PDF, and add that."),
    ),
    "not_a_thesis": (
        gettext_lazy("The file does not hold the text of a thesis: it is too short, or a program or data."),
        gettext_lazy("Choose the file that holds the whole thesis."),
    ),
    "file_lost": (
        gettext_lazy("The file is no longer kept."),
        gettext_lazy("Add it anew."),
    ),
    "not_kept": (
        gettext_lazy("The file could not be kept: the disk of the site is full, or cannot be written to."),
        gettext_lazy("Tell the operator, and add it anew."),
    ),
    "fault": (
        gettext_lazy("Reading it failed. This is a fault of the site, not of the file."),
        gettext_lazy("Try again; if it fails again, tell the operator the number of this run."),
    ),
    "interrupted": (
        gettext_lazy("Reading was broken off several times."),
        gettext_lazy("Try again; if it is broken off again, tell the operator the number of this run."),
    ),
    "older_version": (
        gettext_lazy("This very file is an earlier version of a thesis that is here."),
        gettext_lazy("To go back to it, add it as a new version on the page of the thesis."),
    ),
    "known": (gettext_lazy("This very file is here already; nothing changed."), ""),
    "twice": (gettext_lazy("The same file was given before and is being read; it is not read twice."), ""),
}


def describe_problem(run: Import, largest_mb: int) -> tuple[str, str]:
    """What is wrong, and what to do; both empty where nothing is."""
    if run.problem == "too_large_here":
        size = _("The file has %(size)d MB; at most %(largest)d MB can be added here.")
        return (
            size % {"size": -(-run.size // 1024**2), "largest": largest_mb},
            _("Save it anew without large pictures, or ask the operator to add it with the command ingest."),
        )
    known = _PROBLEMS.get(run.problem)
    if known is not None:
        return str(known[0]), str(known[1])
    return run.message if run.outcome == Import.Outcome.FAILED else "", ""
