"""What became of people's work in a new reading, written down for a curator to see and decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType

from kb.records.masking import read_whole
from kb.records.models import Chapter, Mask, Passage, Reanchoring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.importing.verdicts import Spot, Verdict, Verdicts
    from kb.records.models import Import, Thesis

State = Reanchoring.State


def write_rows(
    thesis: Thesis,
    run: Import,
    verdicts: Verdicts,
    passages: dict[int, Passage],
    chapters: list[Chapter],
    known: set[int],
) -> list[Reanchoring]:
    """A row for each record. What was hidden is hidden wherever it may stand now, until somebody decides.

    ``known`` are the keys of the passages that stood there before: shown ones among them are not what was hidden.
    """
    rows = [
        row
        for verdict in verdicts.all
        if (row := _make_row(run, thesis, verdict, passages, chapters, known)) is not None
    ]
    _pass_on(thesis, rows)
    rows.sort(key=lambda row: (row.content_type.model != "chapter", row.order))
    for order, row in enumerate(rows):
        row.order = order
    return Reanchoring.objects.bulk_create(rows, batch_size=500)


def _pass_on(thesis: Thesis, rows: list[Reanchoring]) -> None:
    """What earlier readings asked is asked by this one, or answered."""
    renewed = {(row.content_type_id, row.object_id) for row in rows}
    for before in thesis.reanchorings.filter(state__in=[State.OPEN, State.KEPT]):
        if (before.content_type_id, before.object_id) in renewed:
            before.state = State.PASSED_ON
            before.save(update_fields=["state"])


def _make_row(
    run: Import,
    thesis: Thesis,
    verdict: Verdict,
    passages: dict[int, Passage],
    chapters: list[Chapter],
    known: set[int],
) -> Reanchoring | None:
    touched = verdict.touched
    if verdict.spot is None and touched.asked is not None and touched.asked.state != State.OPEN:
        # Somebody said already that there is no place for it, and there still is none.
        return None
    if verdict.spot is not None and touched.was.get("by_default"):
        return None
    is_open = verdict.spot is None
    spots = verdict.candidates if verdict.spot is None else (verdict.spot,)
    return Reanchoring(
        run=run,
        thesis=thesis,
        content_type=ContentType.objects.get_for_model(touched.record),
        object_id=touched.record.pk,
        outcome=verdict.outcome,
        state=State.OPEN if is_open else State.SETTLED,
        reason=verdict.reason,
        selector=touched.told,
        candidates=[_candidate(spot, passages, chapters) for spot in spots],
        held=_hold(verdict, passages, chapters, known) if is_open else [],
        was=touched.was,
        order=touched.told.get("order", 0),
    )


def _candidate(spot: Spot, passages: dict[int, Passage], chapters: list[Chapter]) -> dict[str, Any]:
    likeness = round(spot.likeness, 3)
    if spot.section >= 0:
        return {"chapter": chapters[spot.section].pk, "likeness": likeness}
    first, last = passages[spot.first], passages[spot.last]
    return {
        "passage": first.pk,
        "last_passage": last.pk,
        "start": _shown(first, spot.start),
        "end": _shown(last, spot.end, is_end=True),
        "likeness": likeness,
    }


def _shown(passage: Passage, offset: int, *, is_end: bool = False) -> int:
    """The offset in the text as it is stored, in which covered words are covered again by now."""
    if not Mask.objects.filter(holder=Mask.Holder.PASSAGE, record_id=passage.pk).exists():
        return offset
    return read_whole(Passage.objects.get(pk=passage.pk)).to_shown(offset, is_end=is_end)


def _hold(
    verdict: Verdict, passages: dict[int, Passage], chapters: list[Chapter], known: set[int]
) -> list[int]:
    """Hides what may be the place of something hidden, and is shown; the keys of what this hid."""
    is_text = isinstance(verdict.touched.record, (Passage, Chapter))
    if not verdict.touched.was.get("is_hidden") or not is_text:
        return []
    held: list[int] = []
    for record in _find_places(verdict.candidates, passages, chapters):
        if isinstance(record, Passage) and record.pk in known:
            continue
        if not type(record)._default_manager.filter(pk=record.pk, is_hidden=True).exists():
            record.is_hidden = True
            record.save(update_fields=["is_hidden"])
            held.append(record.pk)
    return held


def _find_places(
    spots: Iterable[Spot], passages: dict[int, Passage], chapters: list[Chapter]
) -> Iterable[Passage | Chapter]:
    for spot in spots:
        if spot.section >= 0:
            yield chapters[spot.section]
        else:
            yield from (passages[i] for i in range(spot.first, spot.last + 1) if i in passages)
