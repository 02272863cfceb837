"""Lists of authors as theses write them before a year: "Kvale & Brinkmann", "Filstad, et. al.", "NAV"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.given_names import GIVEN_NAMES
from kb.ingest.names import UPPER, family_of, is_initials, is_name_word, is_particle
from kb.ingest.ordinary_words import is_ordinary_word
from kb.ingest.organizations import SOURCE_WORDS, looks_like_organization, read_organization

if TYPE_CHECKING:
    from collections.abc import Container

# What follows the first name where more are meant, with the misprints that theses have.
ET_AL = re.compile(
    r"[.,]*\s*(?:(?:,|&|(?<!\w)(?:og|and))\s+)?(?<!\w)(?:[ea]t\.?\s?,?\s?al(?:ii|ia|l|t)?(?!\w)"
    r"|m[./]?\s?fl(?!\w)|mfl(?!\w)|mlf(?!\w)|med fle(?:i)?re(?!\w)|m\.\s?medarb(?!\w)"
    r"|(?:med|og|samt|m\.)\s(?:(?:hans|hennes|hennar|deres|sine)\s)?"
    r"(?:medarbeid(?:ere|erne|arar|arane)|kolleg(?:er|ene|aer|aene|aar|ar|aane|ane))(?!\w)"
    r"|(?<=og\s)(?:flere|fleire|andre)(?!\w)|(?<=[&dg]\s)co(?!\w)"
    r"|and (?:others|colleagues)(?!\w)|o\.\s?a(?!\w)|und andere(?!\w))[.,]*",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<!-)(?:\s+(?:og|and|und|samt|et)\s+|\s*&\s*|\s*&amp;\s*)")
_QUOTED = re.compile(r"[«\"“”„'‘*_]+\s*([^«»\"“”]{3,160}?)\s*[»\"“”'’*_]+")
_EXPLAINED = re.compile(r"\s*\[[^\[\]]{0,80}\]")  # WHO [Verdens helseorganisasjon]
_EDITOR_NOTE = re.compile(r"\s*\(\s*(?:red|eds?|hrsg|utg)\.?(?:\s*\.)*\s*\)\.?", re.IGNORECASE)
# What was said and never printed is cited by name and year like the rest.
_BY_WORD_OF_MOUTH = re.compile(
    r",?\s*(?:personlig (?:kommunikasjon|meddelelse|samtale|melding)|personleg kommunikasjon"
    r"|personal communication|muntlig[^\W\d_]*(?:\s[^\W\d_]+)?|forelesning|førelesing|e-post)\s*$",
    re.IGNORECASE,
)
_SLASHED = re.compile(rf"(?<=[a-zæøå])\s?/\s?(?=[{UPPER}][a-zæøå])")


@dataclass(frozen=True, slots=True)
class AuthorList:
    """The authors of one cited work, in order. ``organization`` is true where the first is an organisation."""

    names: tuple[str, ...]
    et_al: bool = False
    organization: bool = False


def strip_et_al(text: str) -> tuple[str, bool]:
    """The text without a closing *et al.* (or *m.fl.*), and whether there was one."""
    window = max(0, len(text) - 40)
    last = None
    for match in ET_AL.finditer(text, window):
        last = match
    if last and not text[last.end() :].strip(" .,;:"):
        return text[: last.start()].rstrip(" .,;"), True
    return text, False


def read_authors(text: str, known: Container[str] = frozenset(), *, sure: bool = False) -> AuthorList | None:
    """The authors that ``text`` names, or None where it names nobody.

    ``text`` is what stands before the year in a parenthesis: "Kvale & Brinkmann", "Filstad, et. al.",
    "Rønningstad, C.", "Det norske akademis ordbok", "«Stortingsvalg 1945»". ``sure`` says that the place
    itself speaks for a source (a comma before the year, a word like *sitert i*), so that an organisation of
    ordinary words is believed.
    """
    text = _BY_WORD_OF_MOUTH.sub("", " ".join(text.split()).strip(" ,;:")).strip(" ,;:")
    if not text or len(text) > 220:
        return None
    text = _SLASHED.sub(" & ", text)
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        return AuthorList((quoted[1].strip(" .,"),), organization=True)
    text, et_al = strip_et_al(_EXPLAINED.sub("", _EDITOR_NOTE.sub("", text)))
    text = text.strip(" ,;:*_").removesuffix("-")
    if not text:
        return None
    persons = _read_persons(text, known)
    if persons:
        return AuthorList(persons.names, et_al, persons.organization)
    offices = re.split(r"\s*&\s*", text)
    if len(offices) > 1 and all(looks_like_organization(office) for office in offices):
        return AuthorList(tuple(offices), et_al, organization=True)
    organization = read_organization(text, known, sure=sure)
    return (
        AuthorList((organization,), et_al, organization=True)
        if organization
        else _read_after_prose(text, et_al, known)
    )


def _read_persons(text: str, known: Container[str]) -> AuthorList | None:
    names: list[str] = []
    organization = False
    chunks = split_names(text)
    for index, chunk in enumerate(chunks):
        words = [
            w for w in chunk.split() if not is_initials(w) or (len(chunks) == 1 and len(chunk.split()) == 1)
        ]
        if not words:
            if index and is_initials(chunk):
                continue  # "Hansen, K." and "Hansen, K., & Olsen, P.": initials after the family
            return None
        # "Hansen KA" and "Hansen K": initials without full stops, but not "NTL NAV".
        if len(words) > 1 and len(words[-1]) <= 2 and words[-1].isupper() and not words[0].isupper():
            words.pop()
        if len(words) > 5 or not all(is_name_word(w) or is_particle(w) for w in words):
            return None
        if is_particle(words[-1]) and words[-1].islower():
            return None
        if any(is_ordinary_word(w) for w in words if not is_particle(w)):
            return None
        if (
            index
            and len(words) == 1
            and words[0].casefold() in GIVEN_NAMES
            and len(chunks) == 2
            and ", " in text
        ):
            continue  # "Bukve, Oddbjørn": the given name after the family
        phrase = " ".join(w.rstrip(".") for w in words)
        firm = looks_like_organization(phrase)
        organization = organization or (firm and not names)
        names.append(phrase if firm else family_of(phrase.split(), known, cited_form=True))
    if not names or (len(names) == 1 and len(names[0]) < 2):
        return None
    return AuthorList(tuple(names), organization=organization)


def split_names(text: str) -> list[str]:
    """The names in a list, split at commas, semicolons, ``&`` and *og*.

    Never inside an office: "Arbeids- og ...", "... for helse og omsorg".
    """
    chunks: list[str] = []
    for piece in re.split(r"(?<!-)\s*[,;]\s*(?![\s,;])", text):
        if not piece:
            continue
        start = 0
        for match in _AND.finditer(piece):
            left, right = piece[start : match.start()], piece[match.end() :]
            if "&" not in match[0] and not _joins_two_names(left, right):
                continue
            chunks.append(left)
            start = match.end()
        chunks.append(piece[start:])
    return [
        chunk.strip() for chunk in chunks if chunk.strip() and chunk.strip() not in {"og", "and", "&"}
    ] or []


def _joins_two_names(left: str, right: str) -> bool:
    words = left.split()
    following = right.split()
    if not following or not (following[0][:1].isupper() or is_particle(following[0])):
        return False
    # "Ministry of Health and Care", "Institutt for Helse og Samfunn"
    return not (len(words) > 2 and any(w in {"of", "for"} for w in words[1:-1]))


def _read_after_prose(text: str, et_al: bool, known: Container[str]) -> AuthorList | None:
    """The source at the end of some words about it: "modellen er hentet fra Hansen og Lie"."""
    words = text.split()
    for index in range(len(words) - 1, 0, -1):
        if words[index - 1].casefold().strip(".,:") in SOURCE_WORDS:
            found = _read_persons(" ".join(words[index:]), known)
            if found:
                return AuthorList(found.names, et_al, found.organization)
            return None
    return None
