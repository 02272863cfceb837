"""Names of organisations as authors: ministries, committees, agencies, laws, sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.names import fold_name
from kb.ingest.ordinary_words import is_ordinary_word

if TYPE_CHECKING:
    from collections.abc import Container

_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:no|com|org|net|se|dk|eu|gov|edu|uk)")
# Words whose end (or whole) shows that a name is an organisation's.
_ORGANIZATION = re.compile(
    r"(?:departement(?:et|a)?|direktorat(?:et|a)?|byrå(?:et)?|utvalg?(?:et)?|utval|ekspertgruppe[nr]?"
    r"|gruppen|gruppa|råd(?:et)?|forening(?:en|a)?"
    r"|forbund(?:et)?|institutt(?:et)?|senter(?:et)?|sentret|tilsyn(?:et)?|etat(?:en)?|kommisjon(?:en)?"
    r"|universitet(?:et)?|høgy?skole[nr]?|høyskole[nr]?"
    r"|høgskul(?:e|en)|kommune[nr]?|fylkesmann(?:en)?|statsforvalter(?:en)?|ombud(?:et)?"
    r"|organisasjon(?:en)?|selskap(?:et)?|stiftelse[nr]?"
    r"|verket|akademi(?:et|s)?|regjering(?:en|a)?|storting(?:et)?|revisjon(?:en)?|domstol(?:en)?"
    r"|rapporten|rapport|loven|forskrift(?:en|a)?"
    r"|leksikon(?:et)?|ordbok(?:a|en)?|samband(?:et)?|sekretariat(?:et)?|ministry|department|agency"
    r"|organi[sz]ation|commission|institute"
    r"|university|council|association|committee|authority|parliament)$",
    re.IGNORECASE,
)
# Shorter words that also end family names (Pavlov, Davis), so only the whole word counts.
_ORGANIZATION_WORDS_TEXT = """
avis avisen avisa lov lova partiet bank banken nations union unionen board bureau society foundation
government consulting economics nav difi digdir fafo nibr nova sintef rambøll deloitte lovdata wikipedia
nrk arbeidsplassen altinn management press forlag forlaget centre center group norge norway akademiet råd
"""
_ORGANIZATION_WORDS = frozenset(_ORGANIZATION_WORDS_TEXT.split())
# Small words that join the words of an organisation's name.
_JOINING_TEXT = """
og for i av om på til med ved and of for the in on de det den und
"""
_JOINING = frozenset(_JOINING_TEXT.split())
# A lower-case word after which the source itself comes: "basert på Hansen", "hentet fra Hansen".
_SOURCE_WORDS_TEXT = """
fra på etter av til hos se jf i med from see by in of via ved som hentet
"""
SOURCE_WORDS = frozenset(_SOURCE_WORDS_TEXT.split())
# "folketrygdloven" is cited with a small letter too; "loven" alone is no law in particular.
_BODY = re.compile(
    r"(?<!\w)(?:Den|Det|De)\s(?:[a-zæøå-]+\s){1,4}[a-zæøå-]*(?:komit[eé](?:en|ane|ene)?|utval(?:get)?|utvalget?"
    r"|råd(?:et)?|departement(?:et)?|direktorat(?:et)?|organisasjon(?:en)?|kommisjon(?:en)?)"
    r"(?:\s(?:for|om|av|i)\s[^.,;:!?()«»\"\d]{3,70})?$"
)
_MUNICIPALITY = re.compile(
    r"(?<![\w-])[A-ZÆØÅ][\w-]+ (?:kommune|fylkeskommune|universitetssykehus|universitetssjukehus)$"
)
# An office named after its place or field: "Høgskolen i Fjordvik", "Ministry of Labour".
_OFFICE_OF = re.compile(
    r"(?<![\w-])(?:Universitetet|Høgskolen|Høgskulen|Høyskolen|Statsforvalteren|Statsforvaltaren|Fylkesmannen|Ministry"
    r"|Department|Directorate|Office|Institute|University|Norwegian (?:Ministry|Directorate)) (?:i|på|of|for)"
    r"(?: (?:[A-ZÆØÅ][\w-]*|and|of|the|og|i)){1,6}$"
)
_ENGLISH_OFFICE = re.compile(
    r"(?<![\w-])(?:[A-Z][a-z]+ (?:(?:and|of|for) )?){1,7}(?:Administration|Directorate|Agency|Commission"
    r"|Organi[sz]ation|Institute|Council|Association|Authority|Committee)$"
)
_TOKEN = re.compile(r"\S+")
_LAW = re.compile(r"(?:[^\W\d_][\w-]*-\s(?:og|and)\s)?[^\W\d_][\w-]{2,}(?:loven|lova)", re.IGNORECASE)
_LAW_AT_END = re.compile(rf"(?<!\S){_LAW.pattern}$", re.IGNORECASE)


def looks_like_organization(text: str) -> bool:
    """Whether the words themselves show an organisation: a ministry, a committee, an abbreviation, a site."""
    words = [word.strip('.,;:«»"') for word in text.split()]
    words = [word for word in words if word]
    if not words:
        return False
    if _DOMAIN.fullmatch(text.strip().lower()) or any(
        _ORGANIZATION.search(word) or word.casefold() in _ORGANIZATION_WORDS for word in words
    ):
        return True
    if re.search(r"\w-\s+(?:og|and)\s", text):
        return True
    first = words[0].split("-")[0]
    return len(first) >= 2 and first.isupper() and first.isalpha()


def is_law(text: str) -> bool:
    """Whether a text is a law's short name."""
    return bool(_LAW.fullmatch(text))


def read_organization(text: str, known: Container[str], *, sure: bool) -> str | None:
    """The organisation that ``text`` is, or None.

    ``sure`` says that the place itself speaks for a source, so that an organisation of ordinary words is
    believed; ``known`` holds folded names that are cited elsewhere.
    """
    if (
        _DOMAIN.fullmatch(text.lower())
        or is_law(text)
        or text.lower().startswith("lov om ")
        or _MUNICIPALITY.fullmatch(text)
    ):
        return text
    if fold_name(text) in known:
        return text
    words = text.split()
    first = words[0]
    if not first[:1].isupper() or len(words) > 14 or any(c in text for c in "!?=<>"):
        return None
    plain_article = first.casefold() in {"det", "den", "de", "the", "en"} and len(words) > 1
    if (is_ordinary_word(first) and not plain_article) or (
        len(words) == 1 and not looks_like_organization(text)
    ):
        return None
    if words[-1].casefold().strip(".") in SOURCE_WORDS | _JOINING:
        return None
    head = looks_like_organization(first) or (plain_article and looks_like_organization(text))
    if not head and any(w in SOURCE_WORDS and w not in _JOINING for w in words[1:]):
        return None
    if (
        not head
        and len(words) > 2
        and words[-2] in SOURCE_WORDS
        and words[-1][:1].isupper()
        and "of" not in words
    ):
        return None
    if looks_like_organization(text):
        return text
    return text if sure and len(words) <= 8 else None


def find_organization_before(window: str) -> int | None:
    """Where an organisation of ordinary words begins that ends with ``window``.

    "Seksjonsrådet for ...", "Arbeids- og ...departementet", "Den nasjonale ... komité for ...", a law's short name.
    """
    whole = _BODY.search(window) or _MUNICIPALITY.search(window) or _OFFICE_OF.search(window)
    if whole:
        return whole.start()
    english = _ENGLISH_OFFICE.search(window)
    if english:
        at = english.start()
        while is_ordinary_word(word := window[at:].split(maxsplit=1)[0]) and word != "The":
            at += len(word) + 1
        return at
    law = _LAW_AT_END.search(window)
    if law:
        return law.start()
    tokens = list(_TOKEN.finditer(window))[-9:]
    for index in range(len(tokens) - 1, -1, -1):
        raw = tokens[index][0]
        if index < len(tokens) - 1 and re.search(r"[.;:!?()»”\"]$|[^-]\,$", raw):
            return None
        if not raw[:1].isupper():
            continue
        words = window[tokens[index].start() :].split()
        head = words[0]
        if len(words) == 1:
            return None
        if is_ordinary_word(head) and head.casefold() not in {"det", "den", "the"}:
            return None
        hyphened = head.endswith("-") and len(words) >= 3 and looks_like_organization(words[-1])
        named = (
            looks_like_organization(head)
            and not head.isupper()
            and words[1] in {"for", "i", "of", "om", "av"}
        )
        named = named or (
            len(words) >= 4
            and words[1].islower()
            and looks_like_organization(words[1])
            and words[2] in {"for", "i", "of", "om", "av"}
        )
        titled = len(words) <= 4 and looks_like_organization(words[-1]) and words[-1].islower()
        return tokens[index].start() if hyphened or named or titled else None
    return None
