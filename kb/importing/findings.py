"""Storing what was found in the text: where it stands, and the voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kb.records.models import Informant

if TYPE_CHECKING:
    from kb.importing.verdicts import Spot
    from kb.ingest.document import Span
    from kb.ingest.draft import ThesisDraft
    from kb.records.models import Passage, Thesis


class Place(NamedTuple):
    """Where a span stands among the stored passages; offsets count in their own texts."""

    passage: Passage
    last_passage: Passage
    start: int
    end: int
    first_line: int
    last_line: int


def place_of(span: Span, draft: ThesisDraft, passages: dict[int, Passage]) -> Place | None:
    """The place of ``span``, or None where it lies in no passage (in a heading)."""
    document = draft.document
    first, last = document.block_index_at(span.start), document.block_index_at(max(span.start, span.end - 1))
    if first not in passages or last not in passages:
        return None
    lines = document.lines_of(span)
    return Place(
        passages[first],
        passages[last],
        span.start - document.blocks[first].span.start,
        span.end - document.blocks[last].span.start,
        lines.first,
        lines.last,
    )


def place_at(spot: Spot, draft: ThesisDraft, passages: dict[int, Passage]) -> Place:
    """The place of a spot, whose blocks are passages."""
    blocks = draft.document.blocks
    first, last = blocks[spot.first], blocks[spot.last]
    return Place(
        passages[spot.first],
        passages[spot.last],
        spot.start,
        spot.end,
        draft.document.line_at(first.span.start + spot.start),
        draft.document.line_at(max(last.span.start, last.span.start + spot.end - 1)),
    )


def store_informants(thesis: Thesis, draft: ThesisDraft) -> dict[str, Informant]:
    """The voices of the thesis by each label that the file gives them. Those that a curator set stay as they are."""
    voices = list(thesis.informants.all())
    known = {label: informant for informant in voices for label in informant.read_as}
    known.update((informant.label, informant) for informant in voices)
    read = {informant.label[:120]: informant for informant in draft.informants}
    for quotation in draft.quotations:
        if quotation.speaker and quotation.speaker[:120] not in read and quotation.speaker[:120] not in known:
            known[quotation.speaker[:120]] = Informant(thesis=thesis, label=quotation.speaker[:120])
    for label, found in read.items():
        informant = known.setdefault(label, Informant(thesis=thesis, label=label))
        if not informant.is_edited:
            informant.role = (found.role or "")[:300]
            informant.role_group = str(found.role_group)
    for informant in known.values():
        informant.save()
    return known
