"""Names in the running sentence before the brackets of a citation: "Ifølge Kvale og Brinkmann (2015)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.ingest.author_lists import AuthorList, strip_et_al
from kb.ingest.given_names import GIVEN_NAMES
from kb.ingest.names import (
    APOSTROPHES,
    UPPER,
    family_of,
    fold_name,
    is_initials,
    is_name_word,
    is_particle,
    strip_genitive,
)
from kb.ingest.official_papers import find_paper_before
from kb.ingest.ordinary_words import is_ordinary_word
from kb.ingest.organizations import find_organization_before, looks_like_organization

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

REACH = 180  # characters before the brackets in which a name can stand
TOKEN = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"\s+(?:sin|sitt|sine|si|sitt)\s*$")
WRAPPING = '*_«»"“”„'
_SENTENCE_END = re.compile(r"[.!?:»”\"]\s+$|^\s*$|[\n]\s*$")
POSSESSED = re.compile(
    r"[\s,]*(?:[^\W\d_]+(?:e|te|ske|ige|lige)\s)?[^\W\d_]*(?:modell|teori|begrep|omgrep|studi|undersøk"
    r"|bok|bøker|artikkel|artikl|definisjon|forsk|analyse|syn\b|perspektiv|arbeid"
    r"|beskrivelse|skildring|tolkning|inndeling|typologi|forståelse|forståing|rammeverk|tilnærming"
    r"|metode|funn|resultat|poeng|påstand|argument|strategi|tanke|tank[ea]r"
    r"|ide[er]*\b|verk\b|kritikk|kategori|fase|trinn|steg|figur|tabell|kapittel|bidrag|rapport"
    r"|avhandling|oppgave|logikk|lære|prinsipp|skjema|bilde|metafor|utsagn|sitat|forstand|termer)",
    re.IGNORECASE,
)
# Two genitives with one noun, as in: Alvessons (2011) og Nilssons (2008) tolkning.
_ANOTHER_OWNER = re.compile(rf"\s(?:og|&|and)\s[{UPPER}][\w-]+s?\s\([^()]{{4,30}}\)(?=\s)")
_INITIALS_AFTER = re.compile(rf"(?<=[^\W\d_]),(?:\s?(?:[{UPPER}](?:\.|$)[\s-]?){{1,3}})(?P<comma>,)?(?=\s|$)")
_BARE_LIST = re.compile(rf"(?<![\w-])(?:[{UPPER}][a-zæøåéöäü-]+,\s+){{2,}}[{UPPER}][a-zæøåéöäü-]+$")
_EDITED = re.compile(r"\s*\((?:red|eds?)\.?\)$", re.IGNORECASE)
_ABBREVIATION = re.compile(rf"\s[(\[][{UPPER}][\w-]{{1,10}}[)\]]$")
_SLASHED = re.compile(rf"(?<![\w/])[{UPPER}][a-zæøå]+(?:/[{UPPER}][a-zæøå]+)+$")
# "Stewarts modell (1982)": what a person made, right before its year.
MADE = re.compile(
    rf"(?P<owner>[{UPPER}][\w-]+(?:s|[{APOSTROPHES}]s?))\s(?:[^\W\d_]+(?:e|te|ske|ige|lige)\s)?(?P<made>[^\W\d_]+)$"
)


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What the whole thesis tells of names before its sentences are read.

    ``names`` are the folded names that are cited in brackets or stand in the reference list, ``years`` the years each
    first name is cited with, ``phrases`` the organisations of several words by their folded last word, ``words`` the
    words that the thesis also writes with a small first letter.
    """

    names: frozenset[str] = frozenset()
    years: Mapping[str, frozenset[str]] = field(default_factory=dict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NamedBefore:
    """Authors in the running text and the offset at which the first of them begins."""

    start: int
    authors: AuthorList


def get_acquainted(cited: Iterable[tuple[AuthorList, str | None]], text: str = "") -> Acquaintance:
    """What is known from the citations in brackets and the reference list (authors and year of each)."""
    names: set[str] = set()
    years: dict[str, set[str]] = {}
    phrases: dict[str, set[str]] = {}
    for authors, year in cited:
        names.update(fold_name(name) for name in authors.names)
        if year:
            years.setdefault(fold_name(authors.names[0]), set()).add(year)
        if authors.organization and " " in authors.names[0]:
            phrases.setdefault(fold_name(authors.names[0].split()[-1]), set()).add(authors.names[0])
    # "Torfings" is no author beside Torfing, unless years of its own say so.
    genitives = {
        name
        for name in names
        if name.endswith("s") and name[:-1] in names and years.get(name, set()) <= years.get(name[:-1], set())
    }
    return Acquaintance(
        frozenset(name for name in names - genitives if len(name) > 1),
        {name: frozenset(found) for name, found in years.items()},
        {word: tuple(sorted(found, key=len, reverse=True)) for word, found in phrases.items()},
        frozenset(re.findall(r"(?<![\w-])[a-zæøåéü]{2,}", text)),
    )


def find_name_before(text: str, end: int, start: int, after: int, known: Acquaintance) -> NamedBefore | None:
    """The authors whose name ends at ``end``, where brackets with a year begin; None where nobody is named.

    ``start`` bounds the search, ``after`` is the offset behind the brackets: "Dahls (2015) modell"
    shows its genitive by the noun there.
    """
    start = max(start, end - REACH)
    window, et_al = strip_et_al(text[start:end].rstrip())
    window = _INITIALS_AFTER.sub(_family_alone, window).rstrip(" ,*_")
    edited = _EDITED.search(window)
    window = window[: edited.start()] if edited else window
    abbreviated = _ABBREVIATION.search(window)
    if abbreviated:  # "Statistisk sentralbyrå (SSB) (2018)", but not "New Public Management (NPM) (2018)"
        named = find_name_before(text, start + abbreviated.start(), start, after, known)
        return named if named and named.authors.organization else None
    owned = _POSSESSIVE.search(window)
    if owned:
        window = window[: owned.start()]
    if not window:
        return None
    paper = find_paper_before(window)
    if paper is not None:
        return NamedBefore(start + paper[0], AuthorList((paper[1],), organization=True))
    phrase = _find_known_phrase(window, known)
    if phrase is not None:
        return NamedBefore(start + phrase, AuthorList((window[phrase:],), et_al, organization=True))
    possessive = not owned and _is_followed_by_work(text, after)
    made = MADE.search(window)
    if made and POSSESSED.match(made["made"]):  # "Riksrevisjonens undersøkelse (2017)"
        office = strip_genitive(made["owner"], known.names, possessive=True)
        if office != made["owner"] and looks_like_organization(office):
            return NamedBefore(start + made.start(), AuthorList((office,), organization=True))
    slashed = _SLASHED.search(window)
    if slashed:
        return NamedBefore(start + slashed.start(), AuthorList(tuple(slashed[0].split("/")), et_al))
    persons = read_back(window, known, possessive=possessive, listed=et_al)
    organization_at = find_organization_before(window)
    if persons and (organization_at is None or organization_at >= persons[0]):
        offset, names, organization = persons
        return NamedBefore(start + offset, AuthorList(names, et_al, organization))
    if organization_at is not None:
        return NamedBefore(
            start + organization_at, AuthorList((window[organization_at:],), et_al, organization=True)
        )
    return None


def _is_followed_by_work(text: str, after: int) -> bool:
    """Whether a noun for what people write comes next, so that the name before is a genitive: "Dahls (2015) modell"."""
    another = _ANOTHER_OWNER.match(text, after, after + 80)
    return bool(POSSESSED.match(text, another.end() if another else after, after + 140))


def _find_known_phrase(window: str, known: Acquaintance) -> int | None:
    last = re.search(r"\S+$", window)
    for phrase in known.phrases.get(fold_name(last[0]), ()) if last else ():
        at = len(window) - len(phrase)
        if (
            at >= 0
            and window[at:].casefold() == phrase.casefold()
            and (at == 0 or not window[at - 1].isalnum())
        ):
            return at
    return None


def read_back(
    window: str, known: Acquaintance, *, possessive: bool, listed: bool = False
) -> tuple[int, tuple[str, ...], bool] | None:
    """Where the list of names at the end of ``window`` begins, the names, and whether the first is an organisation.

    ``listed`` says that commas join names though no "og" does: "Dahl, Moe et al.".
    """
    groups = _group_back(window, listed=listed or _is_bare_list(window))
    if not groups:
        return None
    _trim_front(groups, window, known)
    if not groups:
        return None
    if groups[-1]:
        at, last = groups[-1][-1]
        bare = strip_genitive(last.rstrip("."), known.names, possessive=possessive)
        groups[-1][-1] = (at, bare)
        if bare != last and len(groups) > 1 and groups[0]:  # "Moes og Lies (2016) teori"
            at, last = groups[0][-1]
            groups[0][-1] = (at, strip_genitive(last, known.names, possessive=True))
    names: list[str] = []
    first_is_organization = False
    for group in groups:
        phrase = " ".join(word.rstrip(".") for _, word in group)
        firm = looks_like_organization(phrase)
        if len(group) == 1 and (not _believable(phrase, window, group[0][0], known) or len(phrase) < 2):
            return None
        if not names:
            first_is_organization = firm
        names.append(phrase if firm else family_of(phrase.split(), known.names))
    if any(len(name) < 2 for name in names):
        return None
    return groups[0][0][0], tuple(names), first_is_organization


def _is_bare_list(window: str) -> bool:
    """Three names or more with commas only: "Dahl, Moe, Lie (2010)"."""
    names = _BARE_LIST.search(window)
    return names is not None and not any(
        is_ordinary_word(word) or looks_like_organization(word) for word in re.split(r",\s+", names[0])
    )


def _family_alone(match: re.Match[str]) -> str:
    """Initials after a family name blanked out, so that offsets stay: "Dahl, T., Moe, B." as "Dahl,     Moe    "."""
    return (match["comma"] or "").ljust(len(match[0]))


def _group_back(window: str, *, listed: bool) -> list[list[tuple[int, str]]]:
    """Words of each name at the end of ``window``, with their offsets, read from right to left."""
    tokens = list(TOKEN.finditer(window))[-18:]
    groups: list[list[tuple[int, str]]] = []
    current: list[tuple[int, str]] = []
    joined = listed
    for index, token in enumerate(reversed(tokens)):
        raw = token[0]
        opened = raw.startswith(("(", "["))  # "(Dahl (2009), s. 4)"
        raw = raw.lstrip("([")
        word = raw.strip(WRAPPING)
        if raw in {"og", "&", "and", "samt", "und"}:
            if not current or (joined and not groups and not listed):
                break
            groups.insert(0, current)
            current, joined = [], True
            continue
        if index and word.endswith((",", ";")):
            # A comma joins names only inside a list that has its "og": "Dahl, Moe og Lie (2010)".
            if not joined or word.endswith(";"):
                break
            if current:
                groups.insert(0, current)
                current = []
            word = word.rstrip(",")
        if re.search(r"[()\[\]!?:»”]", raw) or (index and word.endswith(".") and not is_initials(word)):
            break
        if is_initials(word) and "." in word:
            if current:
                current.insert(0, (token.start(), ""))
            continue
        if is_particle(word) and current:
            current.insert(0, (token.start(), word))
        elif is_name_word(word.rstrip(APOSTROPHES) if not index else word) and not word.endswith("-"):
            current.insert(0, (token.end() - len(raw) + raw.index(word), word))
        else:
            break
        if opened:
            break
    if current:
        groups.insert(0, current)
    kept = [[(at, word) for at, word in group if word] for group in groups]
    starts = [group[0][0] for group in groups]
    return [[(start, group[0][1]), *group[1:]] for start, group in zip(starts, kept, strict=True) if group]


def _trim_front(groups: list[list[tuple[int, str]]], window: str, known: Acquaintance) -> None:
    """Take away the words at the front that only begin the sentence: "Ifølge Moe", "Videre hevder ..."."""
    first = groups[0]
    dropped = ""
    while first:
        at, word = first[0]
        folded = fold_name(word)
        if is_particle(word) and fold_name(" ".join(name for _, name in first)) in known.names:
            break  # "ifølge de Vibe", where the list has de Vibe
        ordinary = is_ordinary_word(word) and not (folded in known.names and len(first) == 1)
        begins = bool(_SENTENCE_END.search(window[:at][-3:]))
        if (
            begins
            and word.casefold() in known.words
            and folded not in known.names
            and word.casefold() not in GIVEN_NAMES
        ):
            ordinary = ordinary or not looks_like_organization(word) or len(first) > 1
        if is_particle(word) and word[0].isupper() and len(first) > 1 and begins:
            ordinary = word == "Den" or looks_like_organization(first[1][1])
        if not ordinary:
            break
        dropped = word.casefold()
        first.pop(0)
    if not first or (dropped in {"både", "verken", "hverken", "both"} and len(groups) > 1):
        groups.pop(0)
    if groups and groups[0] and is_particle(groups[0][0][1]) and len(groups[0]) == 1:
        groups.pop(0)


def _believable(name: str, window: str, at: int, known: Acquaintance) -> bool:
    """Whether one capitalised word alone is a name and not the end of a title, a label or a place."""
    if fold_name(name) in known.names:
        return True
    if is_ordinary_word(name):
        return False
    before = window[:at].rstrip()
    return not before.endswith(("-", "«", '"', "“"))
