"""Names that may stand for one author and works that may be one: what a page points to with "see also"."""

from __future__ import annotations

import unicodedata

from django.db.models import Prefetch

from kb.ingest.matching import is_misprint
from kb.records.models import Authorship, Person, Work

MOST = 5
# A main title of so many letters stands for the whole.
SHORTEST_TITLE = 12
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "ö": "o", "ä": "ae", "ð": "d", "þ": "th", "ß": "ss"})


def find_namesakes(person: Person) -> list[Person]:
    """Other cited authors whose name may be the same: initials that agree, and a family name a letter off at most."""
    begin = (person.family or person.organization)[:2]
    if not begin:
        return []
    others = Person.objects.cited().filter(kind=person.kind).exclude(pk=person.pk)
    field = "family" if person.family else "organization"
    near = others.filter(**{f"{field}__istartswith": begin}).order_by("sort_name", "pk")
    return [other for other in near if are_alike(person, other)][:MOST]


def are_alike(one: Person, other: Person) -> bool:
    """Whether two names may be one."""
    if one.organization or other.organization:
        return _differ_little(_fold(one.organization), _fold(other.organization))
    return _differ_little(_fold(one.family), _fold(other.family)) and _initials_agree(one.given, other.given)


def find_same_works(work: Work) -> list[Work]:
    """Other cited works of the same first author and year that may be this one: titles agree, or one has none."""
    if not work.match_key:
        return []
    named = Prefetch("authorships", Authorship.objects.select_related("person"))
    others = Work.objects.public().filter(match_key=work.match_key).exclude(pk=work.pk)
    return [
        other
        for other in others.prefetch_related(named).order_by("suffix", "pk")
        if _titles_may_agree(work.title, other.title)
    ][:MOST]


def _titles_may_agree(one: str, other: str) -> bool:
    if not one and not other:
        return False
    ours, theirs = _fold(one), _fold(other)
    shorter = min(len(ours), len(theirs))
    return not shorter or ours == theirs or (shorter >= SHORTEST_TITLE and ours[:shorter] == theirs[:shorter])


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return "".join(character for character in decomposed if character.isalnum())


def _initials_agree(one: str, other: str) -> bool:
    """Whether the given names can belong to one person; a missing one fits any."""
    ours, theirs = _initials(one), _initials(other)
    return all(a == b for a, b in zip(ours, theirs, strict=False))


def _initials(given: str) -> list[str]:
    return [part[0] for part in given.casefold().replace(".", " ").replace("-", " ").split()]


def _differ_little(one: str, other: str) -> bool:
    return one == other or is_misprint(one, other)
