"""Names that stand away from the year or page that belongs to them: "Dahl har en modell som ... (2007)"."""

from __future__ import annotations

import re

from kb.ingest.author_lists import ET_AL, AuthorList
from kb.ingest.names import APOSTROPHES, UPPER, fold_name, is_name_word, strip_genitive
from kb.ingest.narrative_names import (
    MADE,
    POSSESSED,
    REACH,
    TOKEN,
    WRAPPING,
    Acquaintance,
    NamedBefore,
    read_back,
)
from kb.ingest.ordinary_words import is_ordinary_word
from kb.ingest.organizations import looks_like_organization

_POSSESSOR = re.compile(
    rf"((?:[{UPPER}][\w{APOSTROPHES}-]+\s+)*[{UPPER}][\w{APOSTROPHES}-]+)\s+(?:sin|sitt|sine"
    rf"|si)\s[^.!?;()]{{1,80}}$"
)


def find_known_name(text: str, end: int, start: int, known: Acquaintance) -> NamedBefore | None:
    """The cited author whom the sentence before ``end`` names last: "Moe skriver også om rom"."""
    sentence = re.split(r"[.!?]\s+(?=[^a-zæøå])|\n", text[max(start, end - 2 * REACH) : end])[-1]
    offset = end - len(sentence)
    for token in reversed(list(TOKEN.finditer(sentence))):
        word = token[0].strip(WRAPPING + ",;")
        if is_name_word(word) and fold_name(strip_genitive(word, known.names)) in known.names:
            found = read_back(sentence[: token.end()].rstrip(" ,*_"), known, possessive=True)
            if found and not found[2]:
                return NamedBefore(offset + found[0], AuthorList(found[1]))
    return None


def find_name_in_sentence(
    text: str, end: int, start: int, year: str, known: Acquaintance
) -> NamedBefore | None:
    """The author named earlier in the sentence, where a bare year comes later: "Røvik har en modell som ... (2007)".

    Only a name that the thesis cites with the same year is believed, or one that plainly owns what the year dates
    ("Stewart sin modell (1982)").
    """
    start = max(start, end - REACH)
    sentence = re.split(r"[.!?]\s+(?=[^a-zæøå])|\n", text[start:end])[-1]
    offset = end - len(sentence)
    made = MADE.search(sentence.rstrip())
    owns = made is not None and POSSESSED.match(made["made"]) is not None
    if made and owns and fold_name(strip_genitive(made["owner"], known.names)) in known.names:
        named = _read_owner(sentence, made, offset, known)  # "Dahl og Moes bok (2007)"
        if named:
            return named
    tokens = list(TOKEN.finditer(sentence))
    for index in range(len(tokens) - 1, -1, -1):
        word = tokens[index][0].strip(WRAPPING + ",;")
        if not is_name_word(word):
            continue
        name = strip_genitive(word, known.names)
        if year in known.years.get(fold_name(name), ()):
            found = read_back(sentence[: tokens[index].end()].rstrip(" ,*_"), known, possessive=True)
            if found:
                et_al = ET_AL.match(sentence, tokens[index].end()) is not None
                return NamedBefore(offset + found[0], AuthorList(found[1], et_al, found[2]))
    if made and owns and _is_persons(made["owner"], known):
        named = _read_owner(sentence, made, offset, known)
        if named:
            return named
    owner = _POSSESSOR.search(sentence)
    if owner:
        found = read_back(sentence[: owner.end(1)], known, possessive=False)
        if found and not any(is_ordinary_word(name) for name in found[1]):
            return NamedBefore(offset + found[0], AuthorList(found[1], organization=found[2]))
    return None


def _read_owner(sentence: str, made: re.Match[str], offset: int, known: Acquaintance) -> NamedBefore | None:
    found = read_back(sentence[: made.end("owner")], known, possessive=True)
    return NamedBefore(offset + found[0], AuthorList(found[1])) if found and not found[2] else None


def _is_persons(owner: str, known: Acquaintance) -> bool:
    """Whether a genitive is a person's and no office's or ordinary word's: "Stewarts", not "Kommunens"."""
    name = strip_genitive(owner, known.names, possessive=True)
    return not (
        is_ordinary_word(name)
        or looks_like_organization(name)
        or {owner.casefold(), name.casefold()} & known.words
    )
