"""Names of authors as theses write them: families, given names, particles, organisations, *et al.*

Everything here works on plain strings; where the strings stand is the callers' affair.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kb.ingest.given_names import GIVEN_NAMES

if TYPE_CHECKING:
    from collections.abc import Container

UPPER = "A-ZÆØÅÄÖÜÉÈÁÀÓÒÍÚÑÇŠŽČŁÐÞ"
_PARTICLES_TEXT = """
van von der den de di da dos du del della la le lo ten ter zu zur af av al el bin ibn d' st. saint mac
"""
PARTICLES = frozenset(_PARTICLES_TEXT.split())
APOSTROPHES = "'’´`‘"

# What follows the first name where more are meant, with the misprints that theses have.
ET_AL = re.compile(
    r"[.,]*\s*(?:(?:,|&|(?<!\w)(?:og|and))\s+)?(?<!\w)(?:[ea]t\.?\s?,?\s?al(?:ii|ia|l|t)?(?!\w)"
    r"|m\.?\s?fl(?!\w)|mfl(?!\w)|med fle(?:i)?re(?!\w)"
    r"|m\.\s?medarb(?!\w)|med (?:medarbeidere|medarbeidarar|kolleg(?:er|aer|aar))(?!\w)"
    r"|og (?:medarbeidere|medarbeidarar|kolleger)(?!\w)"
    r"|and (?:others|colleagues)(?!\w)|o\.\s?a(?!\w)|und andere(?!\w))[.,]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_INITIALS = re.compile(
    rf"(?:[{UPPER}][a-zæøå]?\.[-\s]?)+[{UPPER}]?|[{UPPER}]\.?|(?:[{UPPER}]\.?-[{UPPER}]\.?)"
)
_NAME_WORD = re.compile(rf"(?:[dDlLO][{APOSTROPHES}])?[{UPPER}][^\W\d_]*(?:[-{APOSTROPHES}][^\W\d_]+)*(?:-)?")
_AND = re.compile(r"(?<!-)(?:\s+(?:og|and|und|samt|et)\s+|\s*&\s*|\s*&amp;\s*)")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:no|com|org|net|se|dk|eu|gov|edu|uk)")
_QUOTED = re.compile(r"[«\"“”„'‘*_]+\s*([^«»\"“”]{3,160}?)\s*[»\"“”'’*_]+")
_EXPLAINED = re.compile(r"\s*\[[^\[\]]{0,80}\]")  # WHO [Verdens helseorganisasjon]
_EDITOR_NOTE = re.compile(r"\s*\(\s*(?:red|eds?|hrsg|utg)\.?(?:\s*\.)*\s*\)\.?", re.IGNORECASE)

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
_SOURCE_WORDS = frozenset(_SOURCE_WORDS_TEXT.split())
# Capitalised words that begin a sentence or label something, and are never an author.
_NOT_NAMES_TEXT = """
i ifølge iflg videre som både også men mens når da der dette denne disse det den de en et ei ein eit for
fra frå av på til hos med om ved etter før under over mellom gjennom ut innen innenfor utenfor blant mot
mens imidlertid derfor dermed derimot likevel slik slike her hvor hvordan hva hvem hvis fordi siden
samtidig samt eller og altså likeledes tilsvarende deretter først dessuten herunder ifølgje ifylgje
vidare difor elles dessutan deira hennar medan frå òg basert inspirert hentet gjengitt nettopp særlig
spesielt tross sammen enten tilsvarende samlet oppsummert motsatt hovedsakelig opprinnelig eksempelvis
konkret avslutningsvis innledningsvis tradisjonelt ytterligere utover following drawing building like
unlike despite through yet many other researchers scholars author authors theory model book article study
ein eg jeg vi man han hun ho hennes hans deres denne dei desse korleis kva kven kvifor dersom selv sjølv
sjå se jf jfr jmf kilde kilder source according in the a an as at by from to this that these those while
when where if however moreover furthermore thus both also see on after before during with within
according since although though then but and or his her their its it he she they we professor forfatteren
forfatterne forskeren forskerne teoretikeren sosiologen filosofen modellen teorien boken boka artikkelen
januar februar mars juni juli september oktober november desember january february july october december
mandag tirsdag onsdag torsdag fredag lørdag søndag våren vår høsten høst sommeren sommer vinteren vinter
tidlig perioden siden figur figure fig tabell table tab vedlegg appendix kapittel kap chapter avsnitt del
side informant informanten respondent leder lederen modell illustrasjon bilde diagram note fotnote punkt
fase steg trinn spørsmål intervju gruppe utvalg n egen eget egne oslo bergen trondheim stavanger norge
sverige danmark viken vestland europa usa storbritannia england nevnte overnevnte ovennevnte tidligere
senere nylig gjeldende fritt min mitt mine vår vårt våre
"""
NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())
_NEVER_CITED = re.compile(
    r"(?:reformen?|reforma|pandemien?|krigen|krisen|krisa|løftet|satsingen|perioden|prosjektet"
    r"|programmet|prosessen)$"
)
_FAMILY_SHAPED = re.compile(
    r"(?:sen|son|sson|stad|vik|land|berg|dal|dahl|heim|haug|rud|nes|gård|gaard|moen|lien|bakken|eide"
    r"|hagen|lund|strand|bø|mo|ås|øy)$"
)


@dataclass(frozen=True, slots=True)
class AuthorList:
    """The authors of one cited work, in order. ``organization`` is true where the first is an organisation."""

    names: tuple[str, ...]
    et_al: bool = False
    organization: bool = False


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """The letters of a name that two spellings of it share: lower case, no accents, ö and ä as ø and æ.

    ø, æ and å stay apart from o, ae and a: Vabø and Vabo are two people.
    """
    text = name.casefold().replace("ö", "ø").replace("ä", "æ").replace("ü", "y").replace("aa", "å")
    return "".join(
        letter
        if letter in "åøæ"
        else "".join(c for c in unicodedata.normalize("NFKD", letter) if c.isalnum())
        for letter in unicodedata.normalize("NFC", text)
    )


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


def is_particle(word: str) -> bool:
    return word.lower() in PARTICLES and (
        word.islower() or word in {"De", "Van", "Von", "Di", "Da", "Du", "Le", "La"}
    )


def is_name_word(word: str) -> bool:
    """Whether a word is written as a part of a person's or a firm's name."""
    return bool(_NAME_WORD.fullmatch(word.rstrip(".")))


def is_initials(text: str) -> bool:
    return bool(_INITIALS.fullmatch(text.strip()))


def is_ordinary_word(word: str) -> bool:
    """Whether a capitalised word only begins a sentence, labels something or names a time."""
    folded = word.casefold().strip(".,")
    return folded in NOT_NAMES or bool(_NEVER_CITED.search(folded))


def strip_genitive(name: str, known: Container[str] = frozenset(), *, possessive: bool = False) -> str:
    """The name without the s of possession.

    ``known`` holds folded names that are cited: "Stewarts" is Stewart where Stewart is known, and Claes stays where
    Claes is. An unknown name loses a bare s only where ``possessive`` says that a possession follows.
    """
    bare = re.sub(rf"[{APOSTROPHES}]s?$", "", name)
    if bare != name:
        return bare
    if not name.endswith("s") or len(name) < 4 or fold_name(name) in known:
        return name
    base = name[:-1]
    return base if fold_name(base) in known or (possessive and not base.endswith("s")) else name


def family_of(words: list[str], known: Container[str] = frozenset(), *, cited_form: bool = False) -> str:
    """The family name in a person's full name, as a reference list would sort it.

    ``words`` are the words of one name without initials. ``cited_form`` says that they stand in a parenthesis, where
    given names are rare and two words are a double family name. ``known`` holds folded family names that are cited
    in the same thesis; they decide doubtful cases.
    """
    if len(words) == 1 or is_particle(words[0]):
        return " ".join(words)
    for index, word in enumerate(words):
        if is_particle(word):
            return " ".join(words[index:])
    whole = " ".join(words)
    if fold_name(whole) in known:
        return whole
    rest = list(words)
    while len(rest) > 1 and rest[0].casefold() in GIVEN_NAMES:
        rest.pop(0)
    if len(rest) == 1:
        return rest[0]
    tail = " ".join(rest)
    if fold_name(tail) in known:
        return tail
    if len(rest) < len(words):
        return rest[-1]
    return tail if cited_form or len(rest[0]) <= 3 or _FAMILY_SHAPED.search(rest[0]) else rest[-1]


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
    text = " ".join(text.split()).strip(" ,;:")
    if not text or len(text) > 220:
        return None
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
    organization = _read_organization(text, known, sure=sure)
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


def _read_organization(text: str, known: Container[str], *, sure: bool) -> str | None:
    if _DOMAIN.fullmatch(text.lower()):
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
    if words[-1].casefold().strip(".") in _SOURCE_WORDS | _JOINING:
        return None
    head = looks_like_organization(first) or (plain_article and looks_like_organization(text))
    if not head and any(w in _SOURCE_WORDS and w not in _JOINING for w in words[1:]):
        return None
    if (
        not head
        and len(words) > 2
        and words[-2] in _SOURCE_WORDS
        and words[-1][:1].isupper()
        and "of" not in words
    ):
        return None
    if looks_like_organization(text):
        return text
    return text if sure and len(words) <= 8 else None


def _read_after_prose(text: str, et_al: bool, known: Container[str]) -> AuthorList | None:
    """The source at the end of some words about it: "modellen er hentet fra Hansen og Lie"."""
    words = text.split()
    for index in range(len(words) - 1, 0, -1):
        if words[index - 1].casefold().strip(".,:") in _SOURCE_WORDS:
            found = _read_persons(" ".join(words[index:]), known)
            if found:
                return AuthorList(found.names, et_al, found.organization)
            return None
    return None
