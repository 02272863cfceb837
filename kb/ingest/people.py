"""Names of people in title pages, forewords and letters."""

from __future__ import annotations

import re

from kb.ingest.given_names import GIVEN_NAMES

_PART = r"[A-ZÆØÅÉÖÄÜ][a-zæøåéèöäüóášćç’']+(?:-[A-ZÆØÅ][a-zæøåéöä]+)?"
_PARTICLE = r"(?:(?:van|von)(?:\s(?:de[nr]?|het))?|de(?:\sla)?|af|al|el|du|di|zu)(?=\s)"
FULL_NAME = rf"{_PART}(?:\s(?:[A-ZÆØÅ]\.|{_PARTICLE}|{_PART})){{1,4}}"
_FULL_NAME = re.compile(rf"^(?:{FULL_NAME})$")
_NOT_IN_NAMES_TEXT = """
    høgskolen høyskolen høgskulen høyskole universitetet university college institutt institute fakultet
    faculty avdeling department norsk norges norge norway nav master masteroppgave masterstudent student
    veileder rettleiar supervisor forskningsdata samfunnsvitenskapelig datatjeneste personvernombud
    prosjekt vennlig hilsen med vår høst haust spring autumn juni mai desember november oktober
    september august juli april mars februar januar oslo bergen stavanger trondheim kristiansand
    vestlandet østfold sogn fjordane volda agder telemark viken rogaland innlandet hedmark arbeids
    velferdsdirektoratet kommune fylke sør-øst-norge molde nord arktiske bi handelshøyskolen the and
    social work welfare management public administration leadership ledelse leiing sosialt arbeid helse
    organisasjon summary abstract forord sammendrag innledning tusen takk kjære til min sikt nsd
    datatilsynet personverntjenester informert samtykke intervjuguide problemstilling data protection
    official officer research campus
"""
_NOT_IN_NAMES = frozenset(_NOT_IN_NAMES_TEXT.split())
_ACADEMIC_TITLES = re.compile(
    r"\b(?:(?:[Dd]r|[Pp]rof|[Pp]h\.?\s?[Dd]|philos|ing|art|polit)\.\s*"
    r"|(?:[Pp]rofessor(?: (?:[Ee]meritus|[Ee]merita|II))?"
    r"|[Dd]osent|[Ff]ørsteamanuensis|[Ff]ørstelektor|[Ff]orsker|[Ff]orskar|[Uu]niversitetslektor|[Hh]øgskolelektor"
    r"|[Aa]ssociate|[Aa]ssistant|[Dd]octor|[Ss]tipendiat)\s+)"
)


def is_full_name(text: str) -> bool:
    """Whether a text is a person's full name and nothing else; one strange to the list of given names passes too."""
    text = text.strip(" .,")
    if not _FULL_NAME.match(text):
        return False
    words = text.casefold().split()
    return not any(word in _NOT_IN_NAMES for word in words)


def is_known_given_name(word: str) -> bool:
    """Whether a word is a given name of the list (for a double name: its first half is)."""
    folded = word.casefold()
    return folded in GIVEN_NAMES or folded.split("-")[0] in GIVEN_NAMES


def find_full_names(text: str) -> list[str]:
    """All runs of words in ``text`` that look like a person's full name, without a title or role in front
    ("Veileder")."""
    names = []
    for match in re.finditer(FULL_NAME, text):
        words = match[0].split()
        while words and words[0].casefold() in _NOT_IN_NAMES:
            words.pop(0)
        while words and words[-1].casefold() in _NOT_IN_NAMES:
            words.pop()
        if len(words) >= 2 and is_full_name(" ".join(words)):
            names.append(" ".join(words))
    return names


def first_full_name(text: str) -> str | None:
    return next(iter(find_full_names(text)), None)


def drop_academic_titles(text: str) -> str:
    """A text without the titles that stand before names in it: "Professor", "Dr."."""
    return _ACADEMIC_TITLES.sub("", text)
