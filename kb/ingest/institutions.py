"""The names of universities and colleges."""

from __future__ import annotations

import re

# Institutions whose names no pattern gives; the others are called "Høgskolen i X", "Universitetet i X" or
# "University of X".
_NAMED = (
    "Oslo og Akershus|Sogn og Fjordane|Buskerud og Vestfold",
    (
        "Høgskolen Kristiania|Høyskolen Kristiania|Nord universitet|OsloMet(?: [–-] storbyuniversitetet)?|NTNU|NMBU"
        "|Norges teknisk-naturvitenskapelige universitet|Norges miljø- og biovitenskapelige universitet"
        "|VID vitenskapelige høgskole|MF vitenskapelig høyskole|Handelshøyskolen BI|BI Norwegian Business School"
        "|Norges Handelshøyskole|Politihøgskolen|NLA Høgskolen|Diakonhjemmet Høgskole|Dronning Mauds Minne"
        "|UiT Norges arktiske universitet|Lovisenberg diakonale høgskole|Høgskolen Innlandet|Høgskolen Molde"
        "|Forsvarets (?:høgskole|høyskole|stabsskole)|Norwegian School of Economics|Høyskolen for ledelse og teologi"
    ),
)
INSTITUTION = re.compile(
    rf"(?:{_NAMED[1]}|Universitetet i Tromsø(?: [–-] Norges arktiske universitet)?"
    rf"|[A-ZÆØÅ]\w*(?:øgskol|øyskol|øgskul)en (?:i|på) (?:{_NAMED[0]}|[A-ZÆØÅ][\w-]+)"
    r"|Universitetet (?:i|på) [A-ZÆØÅ][\w-]+"
    r"|(?:[A-Z][\w.-]+ ){1,4}University(?: College)?(?: of (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,2})?"
    r"|University(?: College)? of (?:the )?[A-Z][\w-]+(?:(?: of)? [A-Z][\w-]+){0,3})"
)
_SHORT = frozenset(("NTNU", "NMBU"))


def find_institution(text: str) -> str | None:
    """The first institution that a text names, by its full name where that stands there too."""
    found = [match[0] for match in INSTITUTION.finditer(text)]
    return next((name for name in found if name not in _SHORT), found[0] if found else None)
