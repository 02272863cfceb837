"""What an entry of a file of references would fill in of a work, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.importing.people import names_agree
from kb.importing.reconcile import fold
from kb.ingest.draft import Author
from kb.ingest.names import fold_name
from kb.records.models import Work

if TYPE_CHECKING:
    from kb.importing.libraries import Entry
    from kb.importing.likeness import KnownAuthor
    from kb.records.models import Person

_PLAIN = ("container", "publisher", "volume", "issue", "pages", "doi", "url")
_UNKNOWN = {"", "u.å."}


class Kind:
    """Why a filling is offered."""

    EMPTY = "empty"  # the work has nothing there
    FULLER = "fuller"  # what it has is the beginning of what the entry says
    OTHER = "other"  # it has something else


@dataclass(frozen=True, slots=True)
class Filling:
    """One field as it is (``now``) and as the entry has it (``then``), for people.

    ``values`` are the fields of the record that would be set. ``is_safe`` tells whether it may be filled in without
    asking: nothing is lost by it, and nothing that a curator set is changed.
    """

    name: str
    now: str
    then: str
    kind: str
    is_safe: bool
    values: dict[str, Any]


def author_of(known: KnownAuthor) -> Author:
    """The author as entries have them."""
    if known.is_organization:
        return Author(organization=known.name)
    return Author(family=known.name, given=known.given or None)


def make_fillings(entry: Entry, work: Work) -> list[Filling]:
    """What differs, in the order of a reference; fields in which entry and work agree are left out."""
    found = [_fill_authors(entry, work), _fill_year(entry, work)]
    found += [_fill_text("title", entry, work), _fill_type(entry, work)]
    found += [_fill_text(name, entry, work) for name in _PLAIN]
    return [filling for filling in found if filling is not None]


def _fill_text(name: str, entry: Entry, work: Work) -> Filling | None:
    now, then = str(getattr(work, name)), str(getattr(entry, name))
    if not then or fold(now) == fold(then) or (name == "doi" and now.casefold() == then.casefold()):
        return None
    kind = Kind.EMPTY if not now else Kind.FULLER if _is_fuller(now, then) else Kind.OTHER
    # What is fuller here than there is no offer at all, but for the one who looks at it.
    is_safe = kind == Kind.EMPTY or (kind == Kind.FULLER and not work.is_edited)
    return Filling(name, now, then, kind, is_safe, {name: then})


def _is_fuller(now: str, then: str) -> bool:
    one, other = fold(now), fold(then)
    return len(one) >= 8 and other.startswith(one)


def _fill_year(entry: Entry, work: Work) -> Filling | None:
    now, then = work.year, entry.year
    if not then or now == then:
        return None
    kind = Kind.EMPTY if now in _UNKNOWN else Kind.OTHER
    # Under the year it has, the theses cite it.
    return Filling("year", work.dated, f"{then}{entry.suffix}", kind, not now, {"year": then})


def _fill_type(entry: Entry, work: Work) -> Filling | None:
    if entry.type in {work.type, "other"} or entry.type not in Work.Type.values:
        return None
    is_open = work.type == Work.Type.OTHER
    then = str(Work.Type(entry.type).label)
    now = "" if is_open else str(work.get_type_display())
    return Filling("type", now, then, Kind.EMPTY if is_open else Kind.OTHER, is_open, {"type": entry.type})


def _fill_authors(entry: Entry, work: Work) -> Filling | None:
    persons = [authorship.person for authorship in work.authorships.all()] if work.pk else []
    if not entry.authors:
        return None
    pairs = list(zip(entry.authors, persons, strict=False))
    same_length = len(entry.authors) == len(persons) and entry.has_more == work.has_more_authors
    if same_length and all(_says_no_more(author, person) for author, person in pairs):
        return None
    now = "; ".join(person.sort_name for person in persons) + (" …" if work.has_more_authors else "")
    then = "; ".join(map(tell_author, entry.authors)) + (" …" if entry.has_more else "")
    adds = len(entry.authors) >= len(persons) and all(_completes(author, person) for author, person in pairs)
    kind = Kind.EMPTY if not persons else Kind.FULLER if adds else Kind.OTHER
    is_safe = kind == Kind.EMPTY or (kind == Kind.FULLER and _may_grow(entry, persons, work))
    return Filling("authors", now, then, kind, is_safe, {"has_more_authors": entry.has_more})


def _may_grow(entry: Entry, persons: list[Person], work: Work) -> bool:
    """Whether more authors are no surprise: "et al." promised them, or there are none more."""
    return not work.is_edited and (work.has_more_authors or len(entry.authors) == len(persons))


def _says_no_more(author: Author, person: Person) -> bool:
    if author.organization or person.organization:
        return fold(author.name) == fold(person.short_name)
    return fold_name(author.family or "") == fold_name(person.family) and (
        len(fold(author.given or "")) <= len(fold(person.given))
        and names_agree(author.given or "", person.given)
    )


def _completes(author: Author, person: Person) -> bool:
    """Whether the entry's author is the same name, with as much or more of the given one."""
    if author.organization or person.organization:
        return fold(author.name) == fold(person.short_name)
    return fold_name(author.family or "") == fold_name(person.family) and names_agree(
        author.given or "", person.given
    )


def tell_author(author: Author) -> str:
    """The author as lists sort them."""
    return author.organization or ", ".join(filter(None, (author.family, author.given)))
