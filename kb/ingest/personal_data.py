"""Things in the text that identify living people and that a curator should look at before anything is published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.document import Document, Lines, SectionKind
from kb.ingest.draft import Informant, PersonalData, Quotation
from kb.ingest.people import find_full_names, is_known_given_name
from kb.ingest.personal_forms import find_by_form
from kb.ingest.personal_letters import find_in_letters
from kb.ingest.personal_traces import find_in_quotations, find_workplaces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingest.personal_forms import Finding
    from kb.ingest.source import SourceText

_THANKS = re.compile(r"takk|thank|grateful|takknemlig", re.IGNORECASE)


def find_personal_data(
    document: Document,
    source: SourceText,
    quotations: Sequence[Quotation] = (),
    informants: Sequence[Informant] = (),
) -> tuple[PersonalData, ...]:
    """Where the file holds personal data, line by line; each line once for each sort.

    ``quotations`` and ``informants`` are those of the document: a name that is said in an interview is told from
    the thesis' own names for its informants.
    """
    found: dict[tuple[int, int, str], PersonalData] = {}
    for first, last, what in (
        *find_by_form(document, source),
        *find_in_letters(document, source),
        *_in_foreword(document, source),
        *find_in_quotations(document, quotations, informants),
        *find_workplaces(document),
    ):
        found.setdefault((first, last, what), PersonalData(Lines(first, last), what))
    return tuple(found[key] for key in sorted(found))


def _in_foreword(document: Document, source: SourceText) -> Iterator[Finding]:
    """Private people thanked: given names in a foreword."""
    for section in document.sections:
        if section.kind is not SectionKind.FOREWORD:
            continue
        for number in range(section.lines.last + 1, min(section.last_line, len(source.lines)) + 1):
            text = source.lines[number - 1]
            words = re.findall(
                r"(?<![.!?]\s)(?<!^)\b[A-ZÆØÅ][a-zæøå]+\b(?!\s\d)"
                r"|\b[A-ZÆØÅ][a-zæøå]+(?=,? (?:du|dere|takk|og [A-ZÆØÅ]))",
                text,
            )
            known = [word for word in words if is_known_given_name(word)]
            addressed = re.search(
                r"(?:^|[.!?]\s)[A-ZÆØÅ][a-zæøå]+, (?:du|dere|takk|tusen)\b|\b(?:til|min venninne|min mann"
                r"|min kone|min samboer) [A-ZÆØÅ][a-zæøå]+\b",
                text,
            )
            if known or addressed or (_THANKS.search(text) and find_full_names(text)):
                yield number, number, "name of a person thanked"
