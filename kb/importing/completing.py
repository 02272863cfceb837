"""Completing works from files of references: taking a file in, matching its entries, and carrying out decisions."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.importing.candidates import SURE, Matched, Verdict, WorkIndex, has_double, match_all
from kb.importing.filling import Filling, author_of, make_fillings
from kb.importing.libraries import Entry, read_library
from kb.importing.likeness import Candidate, KnownAuthor, KnownWork, judge
from kb.importing.people import People
from kb.importing.works import renew_key
from kb.records.actions import Refused, add_work, check_unchanged, complete_work, join_entry
from kb.records.models import Authorship, Reference, ReferenceEntry, ReferenceFile, Work
from kb.records.permissions import MERGE
from kb.records.recording import fingerprint, record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from kb.records.actions.history import Actor
    from kb.records.models import Person

State = ReferenceEntry.State
_BATCH = 500
# Joined, not fetched by key: SQLite takes no question that names more than a thousand persons.
_AUTHORS = Prefetch(
    "authorships",
    Authorship.objects.select_related("person").prefetch_related("person__variants").order_by("order"),
)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was given; ``is_new`` is false where the very same one is here already."""

    file: ReferenceFile
    is_new: bool


def take_in_file(name: str, data: bytes, *, by: Actor) -> TakenIn:
    """The file's entries, stored and matched; UnreadableLibrary where none can be read."""
    digest = hashlib.sha256(data).hexdigest()
    if (known := ReferenceFile.objects.filter(sha256=digest).first()) is not None:
        return TakenIn(known, is_new=False)
    library = read_library(data)
    file = ReferenceFile(
        name=name[-255:],
        format=library.format,
        sha256=digest,
        problems=[asdict(each) for each in library.problems],
    )
    return TakenIn(_store(file, library.entries, by), is_new=True)


def take_in_lists(*, by: Actor, name: str) -> ReferenceFile | None:
    """What the reference lists of the theses tell of works that others only name; None where they tell nothing new.

    Of each work one entry, that of the list first read; those without a stub that they may mean are left out.
    """
    index = load_index()
    entries: dict[int, Entry] = {}
    listed = Reference.objects.filter(work__isnull=False).exclude(work__title="").order_by("thesis", "order")
    for reference in listed.iterator(chunk_size=_BATCH):
        work = index.works.get(reference.work_id or 0)
        if work is not None and work.pk not in entries:
            entries[work.pk] = entry_of(work, reference.parsed, reference.first_line)
    found = [(entry, index.find(entry)) for entry in entries.values()]
    useful = [entry for entry, candidates in found if has_double(candidates)]
    digest = hashlib.sha256(repr([(entry.title, entry.year) for entry in useful]).encode()).hexdigest()
    if not useful:
        return None
    known = ReferenceFile.objects.filter(sha256=digest).first()
    return known or _store(ReferenceFile(name=name, format="lists", sha256=digest), useful, by)


def entry_of(work: KnownWork, parsed: Mapping[str, Any], line: int) -> Entry:
    """The entry as the work has it by now, with what the list says beyond that."""

    def said(name: str) -> str:
        return str(parsed.get(name) or "")

    return Entry(
        line=line,
        authors=tuple(author_of(author) for author in work.authors),
        year=work.year,
        title=work.title,
        container=said("container"),
        publisher=said("publisher"),
        volume=said("volume"),
        issue=said("issue"),
        pages=said("pages"),
        type=said("type") or "other",
        doi=work.doi,
        url=said("url"),
    )


@transaction.atomic
def _store(file: ReferenceFile, entries: Sequence[Entry], by: Actor) -> ReferenceFile:
    file.by_id = by.pk if by is not None else None
    file.save()
    matched = match_all(entries, load_index())
    rows = [
        _with_match(ReferenceEntry(file=file, number=number, data=entry.as_data()), found)
        for number, (entry, found) in enumerate(zip(entries, matched, strict=True), start=1)
    ]
    _tell_what_is_here(rows)
    ReferenceEntry.objects.bulk_create(rows, batch_size=_BATCH)
    return file


def _tell_what_is_here(rows: Sequence[ReferenceEntry]) -> None:
    """Set apart the entries that are sure and add nothing to the work that they are."""
    sure = [row for row in rows if row.verdict == Verdict.SURE]
    for at in range(0, len(sure), _BATCH):
        part = sure[at : at + _BATCH]
        works = fetch_works(row.candidates[0] for row in part)
        for row in part:
            work = works[row.candidates[0]]
            if work.title and not any(
                each.is_safe for each in make_fillings(Entry.from_data(row.data), work)
            ):
                row.verdict = Verdict.HERE.value


def _with_match(row: ReferenceEntry, found: Matched) -> ReferenceEntry:
    row.verdict = found.verdict.value
    row.candidates = [candidate.work for candidate in found.candidates]
    row.score = found.best.score if found.best else 0.0
    row.rivals = [number + 1 for number in found.rivals]
    return row


@transaction.atomic
def match_again(file: ReferenceFile) -> None:
    """Compare the open entries with the works as they are by now: theses came in, works were completed."""
    rows = list(file.entries.filter(state=State.OPEN))
    matched = match_all([Entry.from_data(row.data) for row in rows], load_index())
    numbers = [row.number - 1 for row in rows]
    for row, found in zip(rows, matched, strict=True):
        rivals = tuple(numbers[at] for at in found.rivals)
        _with_match(row, Matched(found.verdict, found.candidates, rivals))
    _tell_what_is_here(rows)
    ReferenceEntry.objects.bulk_update(rows, ["verdict", "candidates", "score", "rivals"], batch_size=_BATCH)
    file.matched = timezone.now()
    file.save(update_fields=["matched"])


def load_index() -> WorkIndex:
    """All works, as matching needs them."""
    return WorkIndex(load_works(Work.objects.all()))


def load_works(works: QuerySet[Work]) -> Iterable[KnownWork]:
    """The works with the authors and names that they are known by."""
    fields = ("slug", "year", "suffix", "title", "doi", "has_more_authors")
    for work in works.only(*fields).prefetch_related(_AUTHORS):
        yield know(work)


def know(work: Work) -> KnownWork:
    """The work as matching needs it."""
    people = [authorship.person for authorship in work.authorships.all()]
    return KnownWork(
        pk=work.pk,
        authors=tuple(
            KnownAuthor(
                person.short_name,
                person.given,
                person.kind == person.Kind.ORGANIZATION,
                tuple(variant.name for variant in person.variants.all()),
            )
            for person in people
        ),
        year=work.year,
        suffix=work.suffix,
        title=work.title,
        doi=work.doi,
        has_more=work.has_more_authors,
    )


def judge_again(row: ReferenceEntry, works: Mapping[int, Work]) -> list[Candidate]:
    """The candidates of the entry as they stand now, surest first; those that are gone are left out."""
    entry = Entry.from_data(row.data)
    judged = (judge(entry, know(works[pk])) for pk in row.candidates if pk in works)
    return sorted(
        (candidate for candidate in judged if candidate is not None),
        key=lambda each: (-each.score, each.is_stub),
    )


# -- decisions


def mark_of(work: Work) -> str:
    """The fingerprint of the work and of its authors, whose records are others."""
    names = "|".join(
        f"{authorship.person_id}:{authorship.person.sort_name}" for authorship in work.authorships.all()
    )
    return f"{fingerprint(work)}-{hashlib.sha256(names.encode()).hexdigest()[:16]}"


def check_seen(work: Work, seen: str) -> None:
    """Raises Outdated where the work or its authors are others than those that ``seen`` is the mark of."""
    stored = fetch_works([work.pk]).get(work.pk)
    if stored is None or mark_of(stored) != seen:
        check_unchanged(work, "")


def fill_in(
    row: ReferenceEntry,
    work: Work,
    *,
    chosen: Iterable[str],
    by: Actor,
    seen: str | None = None,
    people: People | None = None,
) -> None:
    """Complete the work with the ``chosen`` fields of what the entry says; refused where the work is another by now."""
    if seen is not None:
        check_seen(work, seen)
    entry = Entry.from_data(row.data)
    wanted = set(chosen)
    fillings = [filling for filling in make_fillings(entry, work) if filling.name in wanted]
    if not fillings:
        raise Refused(_("Choose what is to be filled in."))
    with record("complete_work", by=by, needs=["records.change_work"]):
        complete_work(
            work=work,
            fields={name: value for filling in fillings for name, value in filling.values.items()},
            persons=_persons_of(entry, people or People()) if "authors" in wanted else None,
            entry=row,
            by=by,
        )
        renew_key(work)


def add_as_new(row: ReferenceEntry, *, by: Actor) -> Work:
    """A new work as the entry tells it."""
    entry = Entry.from_data(row.data)
    empty = Work(type=Work.Type.OTHER)
    fields = {
        name: value for filling in make_fillings(entry, empty) for name, value in filling.values.items()
    }
    with record("add_work", by=by, needs=["records.change_work"]):
        work = add_work(
            fields={**fields, "year": entry.year}, persons=_persons_of(entry, People()), entry=row, by=by
        )
        renew_key(work)
    return work


def join(row: ReferenceEntry, *, keep: Work, stub: Work, by: Actor, seen: str) -> None:
    """Make the stub one with the work that is here already, which the entry shows it to be."""
    check_seen(stub, seen)
    with record("join_entry", by=by, needs=[MERGE]):
        join_entry(entry=row, keep=keep, stub=stub, by=by)
        renew_key(keep)


def find_sure(
    file: ReferenceFile, *, most: int | None = None, only: Iterable[int] | None = None
) -> list[tuple[ReferenceEntry, Work, list[Filling]]]:
    """The open entries that mean one work for sure and add to it, with what they would fill in without asking.

    At most so many, or of those whose keys are ``only``.
    """
    rows = file.entries.filter(state=State.OPEN, verdict=Verdict.SURE)
    rows = rows.filter(pk__in=list(only)) if only is not None else rows
    sure: list[tuple[ReferenceEntry, Work, list[Filling]]] = []
    taken: set[int] = set()
    found = list(rows)
    for at in range(0, len(found), _BATCH):
        part = found[at : at + _BATCH]
        works = fetch_works(row.candidates[0] for row in part)
        for row in part:
            work, entry = works.get(row.candidates[0]), Entry.from_data(row.data)
            if work is None or work.pk in taken or (most is not None and len(sure) >= most):
                continue
            best = judge(entry, know(work))
            fillings = [filling for filling in make_fillings(entry, work) if filling.is_safe]
            if best is not None and best.score >= SURE and fillings:
                taken.add(work.pk)
                sure.append((row, work, fillings))
        if most is not None and len(sure) >= most:
            break
    return sure


def fill_in_sure(
    file: ReferenceFile, *, by: Actor, only: Mapping[int, str] | None = None
) -> tuple[int, list[str]]:
    """How many works were completed, in one operation, and what was refused.

    ``only`` holds the entries that a person looked at and the fingerprints of the works as they were shown.
    """
    done, refused, people = 0, [], People()
    with record("complete_works", by=by, needs=["records.change_work"]):
        for row, work, fillings in find_sure(file, only=only):
            names = [filling.name for filling in fillings]
            seen = only[row.pk] if only is not None else None
            try:
                fill_in(row, work, chosen=names, by=by, seen=seen, people=people)
                done += 1
            except Refused as error:
                refused.append(str(error))
                # Those it made for what was refused are gone again.
                people = People()
    return done, refused


def fetch_works(keys: Iterable[int]) -> dict[int, Work]:
    """The works by their keys, with authors."""
    works = Work.objects.prefetch_related(_AUTHORS)
    return works.in_bulk(list(dict.fromkeys(keys)))


def _persons_of(entry: Entry, people: People) -> list[Person]:
    return list(dict.fromkeys(people.find_or_create_cited(author) for author in entry.authors))
