"""Storing the citations, each kept where its words are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from kb.importing.findings import Place, place_at, place_of
from kb.importing.former import FORMER, copy_aside
from kb.importing.reconcile import fold, reconcile
from kb.importing.text import OUT_OF_THE_WAY
from kb.records.models import Citation, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.importing.verdicts import Verdict
    from kb.importing.works import StoredWorks
    from kb.ingest.draft import Citation as ReadCitation
    from kb.ingest.draft import ThesisDraft
    from kb.records.models import Thesis

_FIELDS = [field.name for field in Citation._meta.concrete_fields if not field.primary_key]


def keep_places(verdicts: Iterable[Verdict]) -> None:
    """Before passages change hands: copies of those that hold corrected citations which have no place for sure."""
    copies: dict[int, Passage] = {}
    for verdict in verdicts:
        citation = verdict.touched.record
        if verdict.spot is not None or not isinstance(citation, Citation):
            continue
        if citation.passage.chapter.is_former:
            continue
        if citation.passage_id not in copies:
            copies[citation.passage_id] = copy_aside(citation.passage)
        citation.passage = copies[citation.passage_id]
        citation.save(update_fields=["passage"])


def store_citations(
    thesis: Thesis,
    draft: ThesisDraft,
    passages: dict[int, Passage],
    works: StoredWorks,
    verdicts: Iterable[Verdict] = (),
) -> dict[int, Citation]:
    """The citations by their index in the draft; one that a curator corrected stays as it is, where it stands."""
    places = {
        index: place
        for index, read in enumerate(draft.citations)
        if (place := place_of(read.span, draft, passages)) is not None
    }
    claimed, unread, aside = _claim(thesis, draft, places, passages, verdicts)

    def key_of_read(index: int) -> tuple[object, ...]:
        read = draft.citations[index]
        return (places[index].passage.pk, fold(read.raw), tuple(read.authors), read.year or "")

    settled = [c.pk for c in (*claimed.values(), *(citation for citation, _ in unread), *aside)]
    matched = reconcile(
        thesis.citations.exclude(pk__in=settled),
        [index for index in places if index not in claimed],
        old_key=lambda c: (c.passage_id, fold(c.raw), tuple(c.cited_names), c.cited_year),
        new_key=key_of_read,
    )
    thesis.citations.filter(order__lt=FORMER).update(order=F("order") + OUT_OF_THE_WAY)
    _set_aside(aside)
    stored: dict[int, Citation] = {**claimed, **{index: citation for citation, index in matched.kept}}
    known = list(stored.values())
    stored.update({index: Citation(thesis=thesis) for index in matched.added})
    for index, citation in stored.items():
        _fill_citation(citation, draft.citations[index], index, places[index], works)
    for number, (citation, place) in enumerate(unread):
        _move(citation, place, len(draft.citations) + number)
        known.append(citation)
    Citation.objects.bulk_update(known, _FIELDS, batch_size=200)
    Citation.objects.bulk_create([stored[index] for index in matched.added])
    thesis.citations.filter(pk__in=[citation.pk for citation in matched.lost]).delete()
    return stored


def _claim(
    thesis: Thesis,
    draft: ThesisDraft,
    places: dict[int, Place],
    passages: dict[int, Passage],
    verdicts: Iterable[Verdict],
) -> tuple[dict[int, Citation], list[tuple[Citation, Place]], list[Citation]]:
    """Corrected citations: by the index of what was read there, those that nothing was read at, those without place."""
    by_pk = {citation.pk: citation for citation in thesis.citations.filter(is_edited=True)}
    claimed: dict[int, Citation] = {}
    unread: list[tuple[Citation, Place]] = []
    aside: list[Citation] = []
    for verdict in verdicts:
        citation = by_pk[verdict.touched.record.pk]
        if verdict.spot is None:
            aside.append(citation)
            continue
        place = place_at(verdict.spot, draft, passages)
        read = [
            i
            for i in places
            if i not in claimed and _is_there(citation, draft.citations[i], places[i], place)
        ]
        if read:
            claimed[read[0]] = citation
        else:
            unread.append((citation, place))
    return claimed, unread, aside


def _is_there(citation: Citation, read: ReadCitation, at: Place, place: Place) -> bool:
    return (
        at.passage.pk == place.passage.pk
        and at.start < place.end
        and place.start < at.end
        and fold(read.raw) == fold(citation.raw)
        and (list(read.authors), (read.year or "")[:20]) == (citation.cited_names, citation.cited_year)
    )


def _set_aside(citations: list[Citation]) -> None:
    """Behind all others of the thesis."""
    for citation in citations:
        Citation.objects.filter(pk=citation.pk).update(order=FORMER + citation.pk)


def _move(citation: Citation, place: Place, order: int) -> None:
    citation.passage, citation.order = place.passage, order
    citation.start = place.start
    citation.end = place.end if place.last_passage is place.passage else len(place.passage.text)
    citation.first_line, citation.last_line = place.first_line, place.last_line


def _fill_citation(
    citation: Citation, read: ReadCitation, order: int, place: Place, works: StoredWorks
) -> None:
    _move(citation, place, order)
    citation.raw = read.raw
    citation.is_narrative = read.narrative
    citation.cited_names = list(read.authors)
    citation.cited_year = (read.year or "")[:20]
    citation.secondary_via = (read.secondary_via or "")[:300]
    if citation.is_edited:
        return
    citation.locator = (read.locator or "")[:60]
    citation.work = works.of_citation.get(order)
    citation.via = works.via.get(order)
    citation.reference = works.references.get(read.reference) if read.reference is not None else None
    citation.state = read.state if read.state in Citation.State.values else Citation.State.MISSING
