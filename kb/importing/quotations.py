"""Storing the quotations, each kept where its words are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.importing.findings import Place, place_at, place_of
from kb.importing.reconcile import fold, match_mended, reconcile
from kb.records.models import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.importing.verdicts import Verdict
    from kb.ingest.draft import Quotation as ReadQuotation
    from kb.ingest.draft import ThesisDraft
    from kb.records.models import Citation, Informant, Passage, Thesis


def store_quotations(
    thesis: Thesis,
    draft: ThesisDraft,
    passages: dict[int, Passage],
    informants: dict[str, Informant],
    citations: dict[int, Citation],
    verdicts: Iterable[Verdict] = (),
) -> dict[int, Quotation]:
    """The quotations by their index in the draft.

    Those that people worked on stand where ``verdicts`` say, and keep what was set; without such a place they are
    kept without any. Of the others, known words keep their record and its permanent address.
    """
    places = {
        index: place
        for index, read in enumerate(draft.quotations)
        if (place := place_of(read.span, draft, passages)) is not None
    }
    claimed, unread, settled = _claim(thesis, draft, places, passages, verdicts)
    free = [index for index in places if index not in claimed]
    old = thesis.quotations.exclude(pk__in=settled).order_by("order")
    matched = reconcile(
        old,
        free,
        old_key=lambda quotation: fold(quotation.text),
        new_key=lambda index: fold(draft.quotations[index].text),
    )
    mended = match_mended(
        matched.lost,
        matched.added,
        old_text=lambda quotation: quotation.text,
        new_text=lambda index: draft.quotations[index].text,
    )
    stored = {**claimed, **{index: quotation for quotation, index in (*matched.kept, *mended)}}
    # Where a person drew other edges, split or merged, the words as read are no finding of their own.
    new = [i for i in free if i not in stored and not any(_overlap(places[i], place) for _, place in unread)]
    stored.update({index: Quotation(thesis=thesis) for index in new})
    for index, quotation in sorted(stored.items()):
        _fill_quotation(quotation, draft.quotations[index], index, places[index], informants, citations)
        quotation.save()
    for quotation, place in unread:
        before = [index for index in places if _begin(places[index]) <= _begin(place)]
        _move(quotation, place, max(before, default=0))
        quotation.save()
    kept = {quotation.pk for quotation in stored.values()}
    for quotation in matched.lost:
        if quotation.pk not in kept:
            quotation.delete()
    return stored


def _claim(
    thesis: Thesis,
    draft: ThesisDraft,
    places: dict[int, Place],
    passages: dict[int, Passage],
    verdicts: Iterable[Verdict],
) -> tuple[dict[int, Quotation], list[tuple[Quotation, Place]], set[int]]:
    """What people worked on: by the index of what was read just there, what nothing was read at, and the keys of all.

    What has no sure place loses the one it had; its words stay.
    """
    by_pk = thesis.quotations.in_bulk([verdict.touched.record.pk for verdict in verdicts])
    claimed: dict[int, Quotation] = {}
    unread: list[tuple[Quotation, Place]] = []
    for verdict in verdicts:
        quotation = by_pk[verdict.touched.record.pk]
        if verdict.spot is None:
            quotation.passage = quotation.last_passage = None
            quotation.save(update_fields=["passage", "last_passage"])
            continue
        quotation.stands_alone = False
        place = place_at(verdict.spot, draft, passages)
        if not verdict.touched.was.get("own_text"):
            quotation.text = draft.document.text[_start_of(verdict, draft) : _end_of(verdict, draft)]
        same = [
            i
            for i in places
            if i not in claimed and _is_same(places[i], place, draft.quotations[i], quotation)
        ]
        if same:
            claimed[same[0]] = quotation
        else:
            unread.append((quotation, place))
    return claimed, unread, set(by_pk)


def _start_of(verdict: Verdict, draft: ThesisDraft) -> int:
    spot = verdict.spot
    return draft.document.blocks[spot.first].span.start + spot.start if spot else 0


def _end_of(verdict: Verdict, draft: ThesisDraft) -> int:
    spot = verdict.spot
    return draft.document.blocks[spot.last].span.start + spot.end if spot else 0


def _is_same(at: Place, place: Place, read: ReadQuotation, quotation: Quotation) -> bool:
    """Whether what was read is the quotation: the same letters at the same place."""
    return _overlap(at, place) and fold(read.text) == fold(quotation.text)


def _overlap(one: Place, other: Place) -> bool:
    return _begin(one) < _end(other) and _begin(other) < _end(one)


def _begin(place: Place) -> tuple[int, int]:
    return place.passage.order, place.start


def _end(place: Place) -> tuple[int, int]:
    return place.last_passage.order, place.end


def _move(quotation: Quotation, place: Place, order: int) -> None:
    quotation.passage, quotation.last_passage = place.passage, place.last_passage
    quotation.start, quotation.end = place.start, place.end
    quotation.first_line, quotation.last_line = place.first_line, place.last_line
    quotation.order = order


def _fill_quotation(
    quotation: Quotation,
    read: ReadQuotation,
    order: int,
    place: Place,
    informants: dict[str, Informant],
    citations: dict[int, Citation],
) -> None:
    _move(quotation, place, order)
    quotation.text = read.text
    if quotation.is_edited:
        return
    quotation.form = str(read.form)
    quotation.kind = str(read.kind)
    quotation.informant = informants.get((read.speaker or "")[:120])
    quotation.citation = citations.get(read.citation) if read.citation is not None else None
    quotation.language = read.language or ""
    quotation.confidence = min(1.0, max(0.0, read.confidence))
    quotation.reason = read.reason[:200]
