"""Names of authors as programs for references write them, read apart into persons and organisations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.importing.libraries.entries import MOST_AUTHORS
from kb.ingest.draft import Author
from kb.ingest.given_names import GIVEN_NAMES
from kb.ingest.names import is_initials, is_particle
from kb.ingest.organizations import looks_like_organization

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 200
_LONGEST_ORGANIZATION = 300
_MORE = re.compile(
    r"(?:and\s+)?others|et\.?\s*al\.?|m\.?\s?fl\.?|mfl\.?|og andre|med flere|…|\.\.\.", re.IGNORECASE
)
_GENERATION = re.compile(r"(?:[js]r|junior|senior|I{1,3}|IV)\.?", re.IGNORECASE)
_ROLE = re.compile(r"\s*[(\[](?:red|reds|eds?|editors?|ansv\. red|hrsg|utg)\.?[)\]]\.?$", re.IGNORECASE)


def is_more(text: str) -> bool:
    """Whether a name says only that there are others."""
    return _MORE.fullmatch(text.strip(" ,;&.") or "") is not None or text.strip() in {"...", "…"}


def read_name(text: str) -> Author | None:
    """The person or organisation that a name means; None for none.

    With a comma it is a family name and a given one; without, an organisation where the words say so, else the last
    word is the family name, with the particles before it, unless it is the initials: "Kvale S".
    """
    name = _ROLE.sub("", text).strip(" ,;&")
    # Zotero writes an organisation as a family name with nothing after the comma.
    if not any(character.isalnum() for character in name) or name.casefold() in {
        "and",
        "og",
        "anonym",
        "anonymous",
    }:
        return None
    if "," not in text.strip(" ;&"):
        return _read_without_comma(name)
    family, *rest = [part.strip() for part in text.strip(" ;&").split(",")]
    rest = [part for part in rest if part and not _GENERATION.fullmatch(part)]
    if not family:
        return _read_without_comma(" ".join(rest))
    if not rest:
        return _read_without_comma(family) if " " in family else make_person(family, "")
    if len(rest) > 1 and looks_like_organization(name):
        return make_organization(name)
    if looks_like_organization(family) and not is_initials(rest[0]) and looks_like_organization(name):
        return make_organization(name)
    return make_person(family, " ".join(rest))


def _read_without_comma(name: str) -> Author | None:
    words = name.split()
    if len(words) == 1:
        is_acronym = len(name) > 1 and name.isupper()
        return (
            make_organization(name) if is_acronym or looks_like_organization(name) else make_person(name, "")
        )
    if is_initials(words[-1]) and not is_initials(words[0]):
        return make_person(" ".join(words[:-1]), words[-1])
    if looks_like_organization(name) or not _is_personal(words):
        return make_organization(name)
    at = len(words) - 1
    while at > 1 and is_particle(words[at - 1]):
        at -= 1
    return make_person(" ".join(words[at:]), " ".join(words[:at]))


def _is_personal(words: list[str]) -> bool:
    """Whether a name without a comma can be a person's: few words, none an ordinary one in small letters."""
    if len(words) > 5 or any(word[0].islower() and not is_particle(word) for word in words):
        return False
    first = words[0].casefold().strip(".")
    return first in GIVEN_NAMES or is_initials(words[0]) or len(words) <= 3


def make_person(family: str, given: str) -> Author | None:
    """The person; None for a name without letters."""
    family, given = " ".join(family.split())[:_LONGEST], " ".join(given.split()).strip(" ,")[:_LONGEST]
    if not family:
        family, given = given, ""
    return Author(family=family, given=given or None) if family else None


def make_organization(name: str) -> Author | None:
    """The organisation; None for a name without letters."""
    plain = " ".join(name.split()).strip(" ,")[:_LONGEST_ORGANIZATION]
    return Author(organization=plain) if plain else None


def unique_authors(authors: Iterable[Author | None]) -> tuple[Author, ...]:
    """The authors in order, each once."""
    return tuple(dict.fromkeys(author for author in authors if author is not None))[:MOST_AUTHORS]


def read_names(texts: Iterable[str]) -> tuple[list[Author], bool]:
    """The authors of a list, and whether it ends in "and others"."""
    authors, has_more = [], False
    for text in texts:
        if is_more(text):
            has_more = True
        elif (author := read_name(text)) is not None:
            authors.append(author)
    return authors, has_more or len(authors) > MOST_AUTHORS
