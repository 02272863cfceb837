"""Who wrote and supervised a thesis, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.actions.theses import correct_thesis
from kb.records.models import Contributor, Person
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.actions.history import Actor
    from kb.records.models import Thesis


@recorded
def set_contributors(*, thesis: Thesis, role: str, names: Sequence[str], by: Actor) -> None:
    """Let the persons of these names ("Berg, Kari" or "Kari Berg"), in this order, have the role in the thesis.

    Who has that very name is taken for the one meant, where there is only one; else a new person is made.
    """
    if role not in Contributor.Role.values:
        raise Refused(_("There is no role %s.") % role)
    known = {
        _key(part.person.family, part.person.given): part.person
        for part in thesis.contributors.select_related("person")
    }
    persons = list(dict.fromkeys(_find_or_make(name, known) for name in names if name.strip()))
    kept = {part.person_id: part for part in thesis.contributors.filter(role=role)}
    for order, person in enumerate(persons):
        part = kept.pop(person.pk, None) or Contributor(thesis=thesis, person=person, role=role)
        part.order = order
        part.save()
    for part in kept.values():
        part.delete()
    remember(thesis, ", ".join(person.display_name for person in persons) or "–", by=by)
    correct_thesis(thesis=thesis, fields=["contributors"], by=by)


def read_name(name: str) -> tuple[str, str]:
    """Family and given name of "Berg, Kari" or "Kari Berg"."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma:
        given, _space, family = name.strip().rpartition(" ")
    return " ".join(family.split()), " ".join(given.split())


def _key(family: str, given: str) -> tuple[str, str]:
    return family.casefold(), given.casefold()


def _find_or_make(name: str, known: dict[tuple[str, str], Person]) -> Person:
    family, given = read_name(name)
    if (person := known.get(_key(family, given))) is not None:
        return person
    namesakes = Person.objects.filter(kind=Person.Kind.PERSON, family=family, given=given)[:2]
    person = (
        namesakes[0] if len(namesakes) == 1 else Person(kind=Person.Kind.PERSON, family=family, given=given)
    )
    if person.pk is None:
        person.save()
    known[_key(family, given)] = person
    return person
