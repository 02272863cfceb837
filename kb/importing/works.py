"""Works across theses: what one thesis cites, found among what the base already holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch

from kb.importing.reconcile import fold, reconcile
from kb.importing.text import OUT_OF_THE_WAY
from kb.ingest.matching import match_key
from kb.ingest.works import CitedWork, resolve_works
from kb.records.identifiers import make_slug
from kb.records.models import Authorship, Person, Reference, Work
from kb.records.models.redirects import is_slug_taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.importing.people import People
    from kb.ingest.draft import Author, ThesisDraft
    from kb.ingest.draft import Reference as ReadReference
    from kb.records.models import Thesis

# What a reference list says of a work, and how much of it the record holds.
LONGEST = {
    "title": 600, "container": 600, "publisher": 300, "volume": 30, "issue": 30, "pages": 40, "doi": 200, "url": 1000,
}  # fmt: skip
PARTICULARS = tuple(LONGEST)


@dataclass(frozen=True, slots=True)
class StoredWorks:
    """By their index in the draft: the work of each citation, the one it was read in, and the references."""

    of_citation: dict[int, Work]
    via: dict[int, Work]
    references: dict[int, Reference]


def store_works(thesis: Thesis, draft: ThesisDraft, people: People) -> StoredWorks:
    """The thesis' reference list and every work that it lists or cites, joined with those of other theses."""
    library = Library(people)
    of_citation: dict[int, Work] = {}
    via: dict[int, Work] = {}
    of_reference: dict[int, Work] = {}
    for cited in resolve_works(draft.citations, draft.references):
        reference = draft.references[cited.reference] if cited.reference is not None else None
        work = library.find_or_create(cited, reference)
        of_citation.update(dict.fromkeys(cited.citations, work))
        via.update(dict.fromkeys(cited.read_for, work))
        if cited.reference is not None:
            of_reference[cited.reference] = work
    return StoredWorks(of_citation, via, _store_references(thesis, draft, of_reference))


def _store_references(thesis: Thesis, draft: ThesisDraft, works: dict[int, Work]) -> dict[int, Reference]:
    """The entries of the list by their index. One that is read as before keeps its work: a curator may have set it."""
    matched = reconcile(
        thesis.references.all(),
        range(len(draft.references)),
        old_key=lambda reference: fold(reference.raw),
        new_key=lambda index: fold(draft.references[index].raw),
    )
    thesis.references.update(order=F("order") + OUT_OF_THE_WAY)
    stored = {index: reference for reference, index in matched.kept}
    for index, read in enumerate(draft.references):
        reference, parsed = stored.setdefault(index, Reference(thesis=thesis)), _parsed(read)
        if reference.work is None or reference.parsed != parsed:
            reference.work = works.get(index)
        reference.order, reference.raw, reference.parsed = index, read.raw, parsed
        reference.first_line, reference.last_line = read.lines.first, read.lines.last
        reference.save()
    thesis.references.filter(pk__in=[reference.pk for reference in matched.lost]).delete()
    return stored


@dataclass(frozen=True, slots=True)
class CitedAs:
    """One way in which theses cite a work: for each author the names that mean them, folded."""

    authors: tuple[frozenset[str], ...]
    is_open: bool
    suffix: str

    def fits(self, cited: CitedWork) -> bool:
        """Whether authors agree as far as both are known."""
        ours = [fold(author.name) for author in cited.authors]
        return _authors_agree(ours, self.authors, open_a=cited.et_al, open_b=self.is_open)


class Library:
    """The works of the base by key, loaded once a run.

    A work is found by the names of its authors, their variants, and whatever it was called before it was merged.
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._by_key: dict[str, list[Work]] = {}
        self._authors: dict[int, list[Person]] = {}
        self._names: dict[int, list[str]] = {}
        # Joined, not fetched by key: SQLite takes no question that names more than a thousand persons.
        authors = Authorship.objects.select_related("person").prefetch_related("person__variants")
        for work in Work.objects.prefetch_related(Prefetch("authorships", authors)):
            self._authors[work.pk] = [authorship.person for authorship in work.authorships.all()]
            for key in self._keys_of(work):
                self._by_key.setdefault(key, []).append(work)

    def _keys_of(self, work: Work) -> set[str]:
        first = self._authors[work.pk][:1]
        names = [name for person in first for name in self._names_of(person)]
        keys = {match_key([name], work.year) for name in names} | {work.match_key}
        return keys | {match_key(name["names"], name["year"]) for name in work.known_as}

    def find_or_create(self, cited: CitedWork, reference: ReadReference | None) -> Work:
        """The work that is meant, completed by what this thesis knows of it; a new one if none fits, or two do."""
        # Letters after the year are one thesis' own: they tell works apart, but do not find them.
        key = match_key([author.name for author in cited.authors], cited.year)
        fitting = [work for work in self._by_key.get(key, ()) if self._fits(work, cited)]
        same = [
            work for work in fitting if any(each.suffix == cited.suffix for each in self._cited_as(work, key))
        ]
        found = same if len(same) == 1 else fitting
        work = found[0] if len(found) == 1 else self._create(cited, key)
        self._complete(work, cited, reference)
        return work

    def _fits(self, work: Work, cited: CitedWork) -> bool:
        """Whether authors agree as far as both are known, and titles where both have one.

        Letters after the year are one thesis' own, so they tell works apart only while a title is missing.
        """
        key = match_key([author.name for author in cited.authors], cited.year)
        fitting = [each for each in self._cited_as(work, key) if each.fits(cited)]
        titles = [title for title in (work.title, *(name["title"] for name in work.known_as)) if title]
        if titles and cited.title:
            return bool(fitting) and any(titles_agree(title, cited.title) for title in titles)
        return any(each.suffix == cited.suffix for each in fitting)

    def _cited_as(self, work: Work, key: str) -> Iterator[CitedAs]:
        """The ways in which the work is cited under the key."""
        names = [self._names_of(person) for person in self._authors.get(work.pk, ())]
        first = names[0] if names else []
        if work.match_key == key or key in {match_key([each], work.year) for each in first}:
            folded = tuple(frozenset(map(fold, each)) for each in names)
            yield CitedAs(folded, work.has_more_authors, work.suffix)
        for name in work.known_as:
            if match_key(name["names"], name["year"]) == key:
                folded = tuple(frozenset([fold(each)]) for each in name["names"])
                yield CitedAs(folded, name["open"], name["suffix"])

    def _names_of(self, person: Person) -> list[str]:
        """What citations may call the person: the name, and the variants of it."""
        if person.pk not in self._names:
            variants = [variant.name for variant in person.variants.all()]
            if person.kind == Person.Kind.PERSON:
                variants = [name.partition(", ")[0] for name in variants]
            self._names[person.pk] = list(dict.fromkeys([person.short_name, *variants]))
        return self._names[person.pk]

    def _create(self, cited: CitedWork, key: str) -> Work:
        work = Work(match_key=key, year=(cited.year or "")[:20], suffix=cited.suffix)
        work.has_more_authors = cited.et_al
        names = "-".join(author.name for author in cited.authors[:2])
        work.slug = _free_slug(f"{names} {work.dated} {cited.title or ''}")
        work.save()
        self._by_key.setdefault(key, []).append(work)
        self._set_authors(work, cited)
        return work

    def _complete(self, work: Work, cited: CitedWork, reference: ReadReference | None) -> None:
        """Fill what was empty; what a curator set stays."""
        if work.is_edited:
            return
        before = (work.has_more_authors, *(getattr(work, field) for field in PARTICULARS), work.type)
        if len(cited.authors) > len(self._authors[work.pk]) or _is_fuller(cited, self._authors[work.pk]):
            self._set_authors(work, cited)
            work.has_more_authors = cited.et_al
        if reference is not None:
            for field in PARTICULARS:
                setattr(
                    work, field, getattr(work, field) or (getattr(reference, field) or "")[: LONGEST[field]]
                )
            if work.type == Work.Type.OTHER and reference.type in Work.Type.values:
                work.type = reference.type
            work.has_more_authors = work.has_more_authors and cited.et_al
        if before != (work.has_more_authors, *(getattr(work, field) for field in PARTICULARS), work.type):
            work.save()

    def _set_authors(self, work: Work, cited: CitedWork) -> None:
        persons = list(dict.fromkeys(self._people.find_or_create_cited(author) for author in cited.authors))
        work.authorships.all().delete()
        Authorship.objects.bulk_create(
            Authorship(work=work, person=person, order=order) for order, person in enumerate(persons)
        )
        self._authors[work.pk] = persons


def renew_key(work: Work) -> None:
    """Give the work the key by which later theses find it, now that its authors and its year are known."""
    names = [each.person.short_name for each in work.authorships.select_related("person").order_by("order")]
    key = match_key(names, work.year)
    if names and work.match_key != key:
        work.match_key = key
        work.save(update_fields=["match_key"])


def titles_agree(a: str, b: str) -> bool:
    """Whether two titles can name one work: alike in letters, or one the other's main title."""
    one, other = fold(a), fold(b)
    shorter = min(len(one), len(other))
    return one == other or (shorter >= 12 and one[:shorter] == other[:shorter])


def _authors_agree(
    ours: Sequence[str], theirs: Sequence[frozenset[str]], *, open_a: bool, open_b: bool
) -> bool:
    """Whether the names can be the same authors; of each of theirs all names are known."""
    if any(name not in names for name, names in zip(ours, theirs, strict=False)):
        return False
    # Et al. may stand for more, never for fewer.
    return (open_a or len(ours) >= len(theirs)) and (open_b or len(theirs) >= len(ours))


def _is_fuller(cited: CitedWork, persons: list[Person]) -> bool:
    """Whether this thesis gives a given name where the base has none."""
    return len(cited.authors) == len(persons) and any(
        author.given and person.family and not person.given
        for author, person in zip(cited.authors, persons, strict=True)
    )


def _free_slug(text: str) -> str:
    return make_slug(text, taken=lambda slug: is_slug_taken(Work, slug), fallback="work")


def _parsed(read: ReadReference) -> dict[str, object]:
    return {
        "authors": [_author_dict(author) for author in read.authors],
        "editors": [_author_dict(author) for author in read.editors],
        "year": read.year,
        "type": read.type,
        **{field: getattr(read, field) for field in PARTICULARS},
    }


def _author_dict(author: Author) -> dict[str, str | None]:
    return {"organization": author.organization} if author.organization else {
        "family": author.family, "given": author.given
    }  # fmt: skip
