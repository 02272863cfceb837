"""Files of references (BibTeX, RIS, CSL-JSON), as programs like Zotero, EndNote and Mendeley write them."""

from __future__ import annotations

from kb.importing.libraries.bibtex import read_bibtex
from kb.importing.libraries.csl_json import read_csl_json
from kb.importing.libraries.decoding import decode, tell_format
from kb.importing.libraries.entries import (
    MOST_BYTES,
    MOST_PROBLEMS,
    Entry,
    Problem,
    ReadLibrary,
    UnreadableLibrary,
)
from kb.importing.libraries.ris import read_ris

__all__ = ["MOST_BYTES", "Entry", "Problem", "ReadLibrary", "UnreadableLibrary", "read_library"]

_READERS = {"bibtex": read_bibtex, "ris": read_ris, "csl": read_csl_json}


def read_library(data: bytes) -> ReadLibrary:
    """Every entry of the file that can be read, and what is wrong with the others; its content tells the format.

    UnreadableLibrary where there is not one.
    """
    text = decode(data)
    format_ = tell_format(text)
    entries, problems = _READERS[format_](text)
    if not entries:
        worst = next((problem for problem in problems if problem.is_lost), None)
        raise UnreadableLibrary("no_entries", *((worst.line, worst.what) if worst else ()))
    if len(problems) > MOST_PROBLEMS:
        problems = [
            *problems[:MOST_PROBLEMS],
            Problem("more_problems", 0, str(len(problems) - MOST_PROBLEMS)),
        ]
    return ReadLibrary(format_, tuple(entries), tuple(problems))
