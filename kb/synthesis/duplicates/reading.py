"""What in the base is likely one: persons and organisations, works, informants."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.contenttypes.models import ContentType

from kb.ingest.names import fold_name
from kb.records.models import (
    Authorship,
    Citation,
    Contributor,
    Distinction,
    Informant,
    NameVariant,
    Person,
    Reference,
    Work,
)
from kb.synthesis.duplicates import informants, persons, works
from kb.synthesis.duplicates.informants import InformantRow
from kb.synthesis.duplicates.persons import PersonRow
from kb.synthesis.duplicates.proposals import Pair, Proposal, group, surest
from kb.synthesis.duplicates.spelling import fold
from kb.synthesis.duplicates.works import WorkRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import Model

_LONG_TITLE = 12
_LIKELY = 0.6  # from here on two persons count as one where their works are compared


class WrittenBy(NamedTuple):
    """A work's particulars and its authors in order."""

    year: str
    title: str
    authors: list[int]


def find_proposals(model: type[Model]) -> list[Proposal]:
    """Records of the sort that are likely one, the surest first, but for those that a person told apart or put off."""
    apart = find_apart(model)
    if model is Person:
        return group(_pairs_of(_read_works()), apart)
    if model is Work:
        return group(_work_pairs(), apart)
    rows = Informant.objects.order_by("pk").values_list("pk", "thesis", "label")
    return group(informants.find_pairs(InformantRow(*row) for row in rows), apart)


def find_apart(model: type[Model]) -> set[tuple[int, int]]:
    """The pairs that a person said something of."""
    said = Distinction.objects.filter(content_type=ContentType.objects.get_for_model(model)).order_by()
    return set(said.values_list("first", "second"))


def _read_works() -> dict[int, WrittenBy]:
    found = {
        pk: WrittenBy(year, title, [])
        for pk, year, title in Work.objects.order_by().values_list("pk", "year", "title")
    }
    for work, person in Authorship.objects.order_by("work", "order").values_list("work", "person"):
        found[work].authors.append(person)
    return found


def _read_persons(written: Mapping[int, WrittenBy]) -> dict[int, PersonRow]:
    rows: dict[int, PersonRow] = {}
    fields = ("pk", "kind", "family", "given", "organization", "orcid")
    for pk, kind, family, given, organization, orcid in Person.objects.order_by("pk").values_list(*fields):
        rows[pk] = PersonRow(pk, kind == Person.Kind.PERSON, organization or family, given, orcid)
    for pk, name in NameVariant.objects.order_by().values_list("person", "name"):
        row = rows[pk]
        row.others = (*row.others, name.partition(", ")[0] if row.is_person else name)
    for person, thesis in Contributor.objects.order_by().values_list("person", "thesis"):
        rows[person].theses.add(thesis)
    for work in written.values():
        _mark_places(work, rows)
    return rows


def _mark_places(work: WrittenBy, rows: Mapping[int, PersonRow]) -> None:
    names = [fold_name(rows[person].name) for person in work.authors]
    title = fold(work.title)
    for at, person in enumerate(work.authors):
        row = rows[person]
        row.wrote = True
        row.years.add(work.year)
        row.partners.update(other for other in work.authors if other != person)
        if len(names) > 1 and work.year:
            row.places.add((work.year, at, *names[:at], "", *names[at + 1 :]))
        if len(title) >= _LONG_TITLE:
            row.places.add((title, at))


def _work_pairs() -> list[Pair]:
    written = _read_works()
    likely = [pair for pair in _pairs_of(written) if pair.sureness >= _LIKELY]
    one_of = _one_of(likely, find_apart(Person))
    doubts = {frozenset((pair.one, pair.other)): pair.sureness for pair in likely}
    cited: defaultdict[int, set[int]] = defaultdict(set)
    for relation in (Citation, Reference):
        pairs = (
            relation.objects.filter(work__isnull=False).order_by().values_list("work", "thesis").distinct()
        )
        for work, thesis in pairs:
            cited[work].add(thesis)
    rows = {}
    fields = ("pk", "title", "year", "suffix", "doi", "has_more_authors")
    for pk, title, year, suffix, doi, is_open in Work.objects.order_by().values_list(*fields):
        authors = tuple(written[pk].authors)
        groups = tuple(dict.fromkeys(one_of.get(person, person) for person in authors))
        rows[pk] = WorkRow(pk, title, year, suffix, doi, groups, is_open, frozenset(cited[pk]), authors)
    return surest(works.find_pairs(rows, doubts))


def _pairs_of(written: Mapping[int, WrittenBy]) -> list[Pair]:
    return surest(persons.find_pairs(_read_persons(written)))


def _one_of(pairs: list[Pair], apart: Collection[tuple[int, int]]) -> dict[int, int]:
    """For each person who is likely another as well, the first of them."""
    root: dict[int, int] = {}

    def find(person: int) -> int:
        while person in root:
            person = root[person]
        return person

    for pair in pairs:
        one, other = find(pair.one), find(pair.other)
        if one != other and (pair.one, pair.other) not in apart:
            root[max(one, other)] = min(one, other)
    return {person: find(person) for person in root}
