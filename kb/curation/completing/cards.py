"""What the pages of completing show: an entry beside the works it may mean, and where those are cited."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType

from kb.curation.completing.words import VERDICTS, tell_field, tell_reason
from kb.importing.candidates import Verdict
from kb.importing.completing import fetch_works, judge_again, mark_of
from kb.importing.filling import Filling, make_fillings, tell_author
from kb.importing.libraries import Entry
from kb.pages.excerpts import Piece, cut_excerpt
from kb.records.models import Change, Citation, Operation, ReferenceEntry, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_PLACES = 3
MOST_ON_FORM = 10
PER_PAGE = 20
_AROUND = 140


@dataclass(frozen=True, slots=True)
class Row:
    """One field that would be filled in."""

    name: str
    label: str
    now: str
    then: str
    kind: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence that cites the work."""

    thesis: Any
    pieces: tuple[Piece, ...]
    page: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A work that the entry may mean. ``can_join`` names the work beside it that is here with a title already."""

    work: Work
    name: str
    percent: int
    reasons: tuple[tuple[bool, str], ...]
    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    n_places: int
    n_theses: int
    mark: str
    join_to: Work | None = None

    @property
    def has_question(self) -> bool:
        """Whether anything is to be said of it: it may be joined, or something filled in."""
        return bool(self.rows) or self.join_to is not None


@dataclass(frozen=True, slots=True)
class Rival:
    """Another entry that fits the same work, and the page of all entries it stands on."""

    row: ReferenceEntry
    page: int


@dataclass(frozen=True, slots=True)
class Card:
    """One entry with all that a person needs to decide."""

    row: ReferenceEntry
    entry: Entry
    authors: str
    verdict: str
    verdict_label: str
    percent: int
    choices: tuple[Choice, ...]
    rivals: tuple[Rival, ...]
    next: int = 0  # the number of the entry to go on with
    operation: Operation | None = None
    n_together: int = 0

    @property
    def first(self) -> Choice | None:
        """The choice to look at first: the surest of which there is anything to say."""
        return next((choice for choice in self.choices if choice.has_question), None) or next(
            iter(self.choices), None
        )


def present_cards(rows: Sequence[ReferenceEntry]) -> list[Card]:
    """The entries as cards; each sort of record is asked for once."""
    works = fetch_works(pk for row in rows if row.state == ReferenceEntry.State.OPEN for pk in row.candidates)
    places = _find_places(works)
    rivals = _find_rivals(rows)
    operations = find_operations(row for row in rows if row.state != ReferenceEntry.State.OPEN)
    cards = [_present(row, works, places, rivals, operations) for row in rows]
    after = [*rows[1:], *rows[-2:-1]]
    return [replace(card, next=row.number) for card, row in zip(cards, after, strict=False)] or cards


def _present(
    row: ReferenceEntry,
    works: dict[int, Work],
    places: dict[int, tuple[list[Place], int, int]],
    rivals: dict[int, Rival],
    operations: dict[int, tuple[Operation, int]],
) -> Card:
    entry = Entry.from_data(row.data)
    is_open = row.state == ReferenceEntry.State.OPEN
    candidates = judge_again(row, works) if is_open else []
    named = [works[each.work] for each in candidates if not each.is_stub and each.score >= 0.9]
    choices = tuple(
        Choice(
            work=works[each.work],
            name=name_work(works[each.work]),
            percent=round(each.score * 100),
            reasons=tuple((reason.speaks_for, tell_reason(reason)) for reason in each.reasons),
            rows=tuple(map(present_row, make_fillings(entry, works[each.work]))),
            places=tuple(places[each.work][0]),
            n_places=places[each.work][1],
            n_theses=places[each.work][2],
            mark=mark_of(works[each.work]),
            join_to=named[0] if named and each.is_stub else None,
        )
        for each in candidates
    )
    verdict = Verdict(row.verdict) if candidates or not row.candidates else Verdict.NONE
    operation, n_together = operations.get(row.pk, (None, 0))
    return Card(
        row=row,
        entry=entry,
        authors="; ".join(map(tell_author, entry.authors)) + (" …" if entry.has_more else ""),
        verdict=verdict.value,
        verdict_label=str(VERDICTS[verdict]),
        percent=choices[0].percent if choices else 0,
        choices=choices,
        rivals=tuple(rivals[number] for number in row.rivals[:5] if number in rivals) if is_open else (),
        operation=operation,
        n_together=n_together,
    )


def present_places(work: Work) -> tuple[list[Place], int, int]:
    """The first places that cite the work, how many there are, and in how many theses."""
    return _find_places([work.pk], most=MOST_ON_FORM)[work.pk]


def present_row(filling: Filling) -> Row:
    """The field for people, ticked where nothing is lost by filling it in."""
    return Row(
        filling.name, tell_field(filling.name), filling.now, filling.then, filling.kind, filling.is_safe
    )


def name_work(work: Work) -> str:
    """The work as lists name it: authors, year, title."""
    names = [authorship.person.sort_name for authorship in work.authorships.all()]
    told = "; ".join(names[:4]) + (" …" if len(names) > 4 or work.has_more_authors else "")
    return f"{told} ({work.dated or '–'})" + (f". {work.title}" if work.title else "")


def _find_rivals(rows: Sequence[ReferenceEntry]) -> dict[int, Rival]:
    numbers = {number for row in rows for number in row.rivals[:5]}
    if not numbers:
        return {}
    found = ReferenceEntry.objects.filter(file=rows[0].file_id, number__in=numbers)
    return {each.number: Rival(each, (each.number - 1) // PER_PAGE + 1) for each in found}


def _find_places(works: Iterable[int], most: int = MOST_PLACES) -> dict[int, tuple[list[Place], int, int]]:
    """For each work the first places that cite it, from as many theses as can be, and how many places and theses."""
    keys = list(works)
    by_work: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    cited = Citation.objects.filter(work__in=keys).order_by("thesis", "order")
    for pk, work, thesis in cited.values_list("pk", "work_id", "thesis_id"):
        by_work[work or 0].append((thesis, pk))
    wanted: dict[int, int] = {}
    for work, found in by_work.items():
        first = dict(reversed(found))
        chosen = [*first.values(), *(pk for _thesis, pk in found if pk not in first.values())][:most]
        wanted |= dict.fromkeys(chosen, work)
    places: defaultdict[int, list[Place]] = defaultdict(list)
    shown = (
        Citation.objects.filter(pk__in=wanted).select_related("thesis", "passage").order_by("thesis", "order")
    )
    for citation in shown:
        span = (citation.start, citation.end)
        pieces = cut_excerpt(citation.passage.text, [span], around=_AROUND)
        places[wanted[citation.pk]].append(Place(citation.thesis, pieces, citation.passage.page))
    return {
        key: (places[key], len(by_work[key]), len({thesis for thesis, _ in by_work[key]})) for key in keys
    }


def find_operations(rows: Iterable[ReferenceEntry]) -> dict[int, tuple[Operation, int]]:
    """By entry, the operation that decided it last and was not taken back, and how many entries it decided."""
    keys = [row.pk for row in rows]
    sort = ContentType.objects.get_for_model(ReferenceEntry)
    changes = Change.objects.filter(content_type=sort, object_id__in=keys, operation__undoes=None)
    found: dict[int, Operation] = {}
    for change in changes.select_related("operation__by", "operation__undone_by").order_by("operation"):
        if not change.operation.is_undone:
            found[change.object_id] = change.operation
    together = Change.objects.filter(content_type=sort, operation__in=set(found.values()))
    counts: defaultdict[int, int] = defaultdict(int)
    for operation in together.values_list("operation", flat=True):
        counts[operation] += 1
    return {key: (operation, counts[operation.pk]) for key, operation in found.items()}
