"""What the form of a work without a title shows before its fields: what it may be, where it is cited, what is next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from kb.curation.completing.cards import PER_PAGE, Place, name_work, present_places
from kb.curation.completing.words import tell_reason
from kb.importing.stubs import find_entries, find_likely, find_stubs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kb.records.models import ReferenceEntry, Work


@dataclass(frozen=True, slots=True)
class LikelyWork:
    """A work with a title that the stub may be; ``merge_url`` compares the two, "" for who may not."""

    work: Work
    name: str
    percent: int
    reasons: tuple[tuple[bool, str], ...]
    merge_url: str


@dataclass(frozen=True, slots=True)
class LikelyEntry:
    """An entry of a file of references that may mean the stub, and where it is decided."""

    entry: ReferenceEntry
    url: str


@dataclass(frozen=True, slots=True)
class StubDesk:
    """All that helps to fill in one stub; ``n_left`` counts it too."""

    works: tuple[LikelyWork, ...]
    entries: tuple[LikelyEntry, ...]
    places: Sequence[Place]
    n_places: int
    n_theses: int
    n_left: int
    next_url: str


def present_stub(stub: Work, merge_url: Callable[..., str] | None) -> StubDesk:
    """The desk of a stub; ``merge_url`` makes the address that compares works, None for who may not join them."""
    places, n_places, n_theses = present_places(stub)
    next_url = address_after(stub)
    return StubDesk(
        works=tuple(
            LikelyWork(
                work=each.work,
                name=name_work(each.work),
                percent=round(each.found.score * 100),
                reasons=tuple((reason.speaks_for, tell_reason(reason)) for reason in each.found.reasons),
                merge_url=merge_url([each.work.pk, stub.pk], next=next_url) if merge_url else "",
            )
            for each in find_likely(stub)
        ),
        entries=tuple(LikelyEntry(entry, _address_of(entry)) for entry in find_entries(stub)),
        places=places,
        n_places=n_places,
        n_theses=n_theses,
        n_left=find_stubs().count(),
        next_url=next_url,
    )


def address_after(work: Work) -> str:
    """Where the stub that comes after the work is found, whatever becomes of it."""
    return f"{reverse('admin:records_work_complete_next')}?after={work.pk}"


def _address_of(entry: ReferenceEntry) -> str:
    page = (entry.number - 1) // PER_PAGE + 1
    file = reverse("admin:records_work_complete_file", args=[entry.file_id])
    return f"{file}?show=all&p={page}#entry-{entry.number}"
