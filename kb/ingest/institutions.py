"""The names of universities and colleges."""

from __future__ import annotations

import re

# Institutions whose names no pattern gives; the others are called "Høgskolen i X", "Universitetet i X" or
# "University of X".
_NAMED = (
    "Oslo og Akershus|Sogn og Fjordane|Buskerud og Vestfold",
    (
        "Høgskolen Kristiania|Høyskolen Kristiania|Nord universitet|OsloMet(?: [–-] storbyuniversitetet)?|NTNU|NMBU"
        "|(?:Norges|Noregs) teknisk-naturvit(?:en)?skap(?:e?lige|lege) universitet"
        "|(?:Norges|Noregs) miljø- og biovit(?:en)?skap(?:e?lige|lege) universitet|Noregs handelshøgskule"
        "|Norges idrettshøgskole|Noregs idrettshøgskule"
        "|VID vitenskapelige høgskole|MF vitenskapelig høyskole|Handelshøyskolen BI|BI Norwegian Business School"
        "|Norges Handelshøyskole|Politihøgskolen|NLA Høgskolen|Diakonhjemmet Høgskole|Dronning Mauds Minne"
        "|UiT(?:,| [–-])? (?:Norges|Noregs) arktiske universitet|Lovisenberg diakonale høgskole"
        "|Høgskolen Innlandet|Høgskolen Molde"
        "|Forsvarets (?:høgskole|høyskole|stabsskole)|Norwegian School of Economics|Høyskolen for ledelse og teologi"
    ),
)
# "University of Science and Technology": the second subject belongs to the name, a second place does not.
_SUBJECTS = r"(?: and (?:the )?(?:Technology|(?:Life |Social |Applied )?Sciences?|Arts|Humanities))?"
INSTITUTION = re.compile(
    rf"(?:{_NAMED[1]}|Universitetet i Tromsø(?: [–-] Norges arktiske universitet)?"
    rf"|[A-ZÆØÅ]\w*(?:øgskol|øyskol|øgskul)en (?:i|på) (?:{_NAMED[0]}|[A-ZÆØÅ][\w-]+)"
    r"|Universitetet (?:i|på) [A-ZÆØÅ][\w-]+"
    r"|(?:[A-Z][\w.-]+ ){1,4}University(?: College)?(?: of (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}"
    rf"{_SUBJECTS})?"
    rf"|University(?: College)? of (?:the )?[A-Z][\w-]+(?:(?: of)? [A-Z][\w-]+){{0,3}}{_SUBJECTS})"
)
_SHORT = frozenset(("NTNU", "NMBU"))
_ENGLISH = re.compile(r"\b(?:University|School|College)\b")


def find_institution(text: str, language: str | None = None) -> str | None:
    """The first institution that a text names, by its full name where that stands there too, and by the name in the
    language of the thesis where it is named in two."""
    found = [match[0] for match in INSTITUTION.finditer(text)]
    if language is not None:
        own = [name for name in found if is_english_name(name) == (language == "en")]
        found = own or found
    return next((name for name in found if name not in _SHORT), found[0] if found else None)


def is_english_name(institution: str) -> bool:
    """Whether an institution is called by its English name."""
    return _ENGLISH.search(institution) is not None
