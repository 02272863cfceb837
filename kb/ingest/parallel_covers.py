"""A title page that comes twice, once in Norwegian and once in English, parted in two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingest.cover_lines import CoverLine

# The words of the form, not of the title: degree, supervisor, institution, month.
_NORWEGIAN = re.compile(
    r"^master(?:grads)?(?:oppgave|oppgåve|avhandling|studi\w+)\b|^(?:erfaringsbasert )?master i\b"
    r"|^(?:hoved|bi|med)?(?:veileder|rettleiar)|\buniversitet(?:et)?\b|h[øo][gy]sk[ou]le|^(?:fakultet|institutt|avdeling)\b"
    r"|^(?:januar|februar|mai|juni|juli|oktober|desember|vår(?:en)?|høst(?:en)?|haust(?:en)?) 20\d\d"
    r"|\bstudiepoeng\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"^master(?:['’]?s)?(?: degree)? thesis\b|^master(?:['’]s)?(?: programme| degree)? (?:in|of)\b"
    r"|^(?:co-)?supervisors?\b"
    r"|\buniversity\b|^(?:faculty|department|institute|school) of\b|\bbusiness school\b"
    r"|^(?:january|february|may|june|july|october|december|spring|autumn) 20\d\d",
    re.IGNORECASE,
)
LEAST_MARKS = 2  # of each language


def part_languages(
    lines: Sequence[CoverLine],
) -> Iterator[tuple[Sequence[CoverLine], Sequence[CoverLine]]]:
    """The Norwegian part and the English one, cut in the ways that are possible, the likeliest first; none where the
    title page is in one language or its languages stand mixed."""
    norwegian = [n for n, line in enumerate(lines) if _NORWEGIAN.search(line.text)]
    english = [n for n, line in enumerate(lines) if n not in set(norwegian) and _ENGLISH.search(line.text)]
    if min(len(norwegian), len(english)) < LEAST_MARKS:
        return
    norwegian_first = norwegian[-1] < english[0]
    if not norwegian_first and english[-1] > norwegian[0]:
        return
    first, second = (norwegian, english) if norwegian_first else (english, norwegian)
    for cut in dict.fromkeys((first[-1] + 1, second[0])):
        parts = lines[:cut], lines[cut:]
        yield parts if norwegian_first else (parts[1], parts[0])
