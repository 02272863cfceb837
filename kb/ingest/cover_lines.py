"""The lines of a title page made ready to be read: one statement a line, written as it is written elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.ingest.institutions import INSTITUTION
from kb.ingest.people import FULL_NAME, find_full_names, is_full_name, is_known_given_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.ingest.source import LineHint

MONTH = (
    r"januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|january"
    r"|february|march|may|june|july|october|december|vår(?:en)?|høst(?:en)?|haust(?:en)?|spring|autumn|fall"
)
PROGRAMME = re.compile(
    r"^(?:[A-ZÆØÅ-]{2,8}[\d-]{0,6}:\s*)?(?:(?:erfaringsbasert,?|executive|avsluttende)\s+)?"
    r"(?:master\w*(?:\s+for graden\s+master"
    r"|\s+thesis|['’]s(?:\s+(?:programme|program|degree|thesis))?|\s+degree|\s+oppgave)?\s+(?:i|of|in)(?=\s|$)"
    r"|executive master\b|mba\b|\w+master\b)",
    re.IGNORECASE,
)
# What a title page calls the work, with the year, credits or course code that may stand beside it.
DEGREE_WORD = re.compile(
    r"^(?:master\w*(?:\s?oppgave|['’]s thesis|\s+thesis)?|thesis|avhandling|prosjektoppgave)"
    r"(?:[\s,]+(?:20\d\d|\d{2} ?(?:stp|sp|ects|studiepoeng|credits)\.?|[A-ZÆØÅ]{2,6}[\s-]?\d+))*\W*$",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(
    r"^(?:veileder(?:e|ne)?|rettleiar(?:ar|ane)?|supervisors?|forfatter(?:e|ne)?|forfattar(?:ar)?|authors?|student"
    r"|skrevet av|skriven av|utarbeidet av|utarbeidd av|navn|namn|av|by)\s*:?$",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"(?:\s(?:og|i|av|for|på|med|innen|innenfor|and|of|in)|-|,)$", re.IGNORECASE)
_BESIDE_PROGRAMME = re.compile(
    rf"(?i:(?:av|by|ved|at|levert|innlevert|submitted|{MONTH})\b|\d)|{INSTITUTION.pattern}"
)
# A new statement on the same line: a label with its colon, or the date at its end.
_LABELS = (
    r"(?:hoved|bi)?veiledere?|rettleiar|supervisor|emnekode|emne|navn(?: på kandidat\w*)?|namn|dato|date|kandidatn\w*"
    r"|totalt antall sider|antall (?:sider|ord)|forfatter|forfattar|author|innlever\w*|studieprogram|semester"
    r"|candidate number"
)
_NEXT_STATEMENT = re.compile(
    rf"\s+(?=(?i:{_LABELS})\s*:\s)"
    rf"|\s+(?=(?:\d{{1,2}}\.\s?)?(?i:{MONTH})\s+(?:20\d\d|19[89]\d)\.?$)|\s+(?=av {FULL_NAME}$)"
)


@dataclass(frozen=True, slots=True)
class CoverLine:
    text: str
    gap: int  # empty lines above
    hint: LineHint | None = None


def tidy_lines(lines: Sequence[CoverLine]) -> list[CoverLine]:
    """The lines, one statement each, a label and the name below it on one, names and institutions out of capitals.

    A title page that comes twice counts once.
    """
    tidy: list[CoverLine] = []
    seen: set[str] = set()
    for line in _split_statements(lines):
        text = out_of_capitals(_close_up(line.text))
        before = tidy[-1] if tidy else None
        if before is not None and _LABEL_ALONE.match(before.text) and find_full_names(text):
            tidy[-1] = replace(before, text=f"{before.text.rstrip(' :')}: {text}")
        elif before is not None and _goes_on_as_names(before.text, text):
            tidy[-1] = replace(before, text=f"{before.text} {text}")
        elif before is not None and _goes_on_as_programme(before.text, text, line.gap):
            rest = text.casefold() if text.isupper() else text
            tidy[-1] = replace(before, text=f"{before.text} {rest}")
        elif text.casefold() not in seen or len(text) < 8:
            tidy.append(replace(line, text=text))
        seen.add(text.casefold())
    return tidy


def _split_statements(lines: Iterable[CoverLine]) -> Iterable[CoverLine]:
    for line in lines:
        parts = [line.text] if line.text.endswith("?") else _NEXT_STATEMENT.split(line.text)
        for n, part in enumerate(part for part in parts if part.strip()):
            yield replace(line, text=part.strip(), gap=0 if n else line.gap)


def _goes_on_as_names(before: str, text: str) -> bool:
    """Whether a line is the "og" between two names that stand below each other, or the name after it."""
    if text in ("og", "and", "&"):
        return is_full_name(before.rpartition(": ")[2])
    return before.endswith((" og", " and", " &")) and is_full_name(text)


def _goes_on_as_programme(before: str, text: str, gap: int) -> bool:
    """Whether a line is the rest of a programme's name: "i sosialt arbeid" below "Masteroppgave", or what wrapped on a
    narrow page."""
    if re.search(r"\bmaster\w* (?:i|of|in)$", before, re.IGNORECASE):
        return True
    if re.match(r"(?:i|in) [A-ZÆØÅa-zæøå]", text) and re.search(r"\bmaster$", before, re.IGNORECASE):
        return True
    if DEGREE_WORD.match(before):
        return re.match(r"(?:i|in) [A-ZÆØÅa-zæøå]", text) is not None
    if gap > 1 or not PROGRAMME.match(before) or _BESIDE_PROGRAMME.match(text) or DEGREE_WORD.match(text):
        return False
    if text[:1].islower() or _UNFINISHED.search(before):
        return True
    # In Norwegian only a name has a capital inside: "Master of Public" goes on with "Administration".
    capital = before.rsplit(maxsplit=1)[-1][:1].isupper() and not before.isupper()
    return gap == 0 and capital and text[:1].isupper() and len(text.split()) <= 2 and text.isalpha()


def _close_up(text: str) -> str:
    """A word set with a space after every letter, as it is written elsewhere."""
    return text.replace(" ", "") if re.fullmatch(r"(?:\w ){5,}\w", text) else text


def out_of_capitals(text: str) -> str:
    """A person, institution or programme set in capitals as it is written elsewhere; a title stays as it stands."""
    if not text.isupper():
        return text
    name = text.title()
    if is_full_name(name) and is_known_given_name(name.split()[0]):
        return name
    label, colon, rest = text.partition(":")
    if colon and rest.strip():
        return f"{label}:{' ' + out_of_capitals(rest.strip())}"
    if PROGRAMME.match(text):
        return text.capitalize()
    if INSTITUTION.fullmatch(text.capitalize()):
        return text.capitalize()
    institution = re.sub(r"\b(?:I|Og|På|Of|The|For)\b", lambda word: word[0].lower(), name)
    return institution if INSTITUTION.match(institution) else text
