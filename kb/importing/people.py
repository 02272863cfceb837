"""Finding the person or organisation that a name means, or making it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kb.importing.reconcile import fold
from kb.records.models import NameVariant, Person

if TYPE_CHECKING:
    from kb.ingest.draft import Author


class Known(NamedTuple):
    """A person under one of the names they have; ``given`` belongs to that name."""

    person: Person
    given: str


class People:
    """The persons of the base, by name; loaded once a run, kept up to date as it makes new ones."""

    def __init__(self) -> None:
        self._by_key: defaultdict[str, list[Known]] = defaultdict(list)
        for person in Person.objects.all():
            self._remember(person)
        for variant in NameVariant.objects.select_related("person"):
            name, _, given = variant.name.partition(", ")
            is_person = variant.person.kind == Person.Kind.PERSON
            self._by_key[fold(name if is_person else variant.name)].append(Known(variant.person, given))

    def find_or_create_cited(self, author: Author) -> Person:
        """Who is cited as ``author``.

        An organisation is found by its letters. A person is found by family name and agreeing given names; a
        family name alone means the one person of that name, if there is only one. Several of them stay
        apart from a person of the bare family name, for a curator to tell. Of several of exactly the same name, whom
        a curator told apart, it is the first.
        """
        if author.organization:
            return self._one_of(fold(author.organization), author) or self._create(author)
        family = fold(author.family or "")
        namesakes = [known for known in self._by_key[family] if known.person.kind == Person.Kind.PERSON]
        agreeing = [known for known in namesakes if names_agree(known.given, author.given or "")]
        exact = {known.person for known in agreeing if fold(known.given) == fold(author.given or "")}
        persons = {known.person for known in agreeing}
        if exact and (len(exact) > 1 or author.given or len(namesakes) > 1):
            # Of several of exactly this name, the first: whoever was told apart from them is not who is meant at large.
            return min(exact, key=lambda person: person.pk)
        if len(persons) == 1:
            return self._completed(persons.pop(), author)
        return self._create(author)

    def find_or_create_contributor(self, name: str) -> Person:
        """Who wrote or supervised a thesis: matched by the whole name only.

        Students share family names and initials with scholars.
        """
        given, _, family = name.strip().rpartition(" ")
        for known in self._by_key[fold(family)]:
            if known.person.kind == Person.Kind.PERSON and fold(known.given) == fold(given):
                return known.person
        person = Person(kind=Person.Kind.PERSON, family=family, given=given)
        person.save()
        self._remember(person)
        return person

    def _one_of(self, key: str, author: Author) -> Person | None:
        found = [known.person for known in self._by_key[key] if known.person.kind == Person.Kind.ORGANIZATION]
        found.sort(key=lambda person: person.pk)
        if found and author.organization not in {found[0].organization, *_variants(found[0])}:
            NameVariant.objects.create(person=found[0], name=author.organization or "")
        return found[0] if found else None

    def _completed(self, person: Person, author: Author) -> Person:
        """The person, with the longer of the two given names."""
        if len(fold(author.given or "")) > len(fold(person.given)):
            person.given = author.given or ""
            person.save()
        return person

    def _create(self, author: Author) -> Person:
        if author.organization:
            person = Person(kind=Person.Kind.ORGANIZATION, organization=author.organization)
        else:
            person = Person(kind=Person.Kind.PERSON, family=author.family or "?", given=author.given or "")
        person.save()
        self._remember(person)
        return person

    def _remember(self, person: Person) -> None:
        self._by_key[fold(person.organization or person.family)].append(Known(person, person.given))


def names_agree(a: str, b: str) -> bool:
    """Whether two given names can be one person's: initials agree with names, nothing agrees with anything."""
    for one, other in zip(_given_parts(a), _given_parts(b), strict=False):
        if (
            one != other
            and not (one.startswith(other) and len(other) == 1)
            and not (other.startswith(one) and len(one) == 1)
        ):
            return False
    return True


def _given_parts(given: str) -> list[str]:
    return [part.casefold() for part in given.replace(".", " ").replace("-", " ").split()]


def _variants(person: Person) -> set[str]:
    return set(person.variants.values_list("name", flat=True))
