"""Who speaks in a passage: quotations of one speaker share a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.records.models import Quotation

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

# Nobody speaks in a term, a title or a word in doubt: they are marked in the text, and that says it all.
KINDS_WITHOUT_NOTE = (Quotation.Kind.TERM, Quotation.Kind.TITLE, Quotation.Kind.OTHER)

# Two quotations of one speaker share a note where the second begins within so many characters (some four lines) of the
# first: further apart each has its own, level with its line.
NEAR = 300


def has_note(quotation: Quotation) -> bool:
    return quotation.kind not in KINDS_WITHOUT_NOTE


def join_speakers(quotations: Iterable[Quotation]) -> list[list[Quotation]]:
    """The quotations of one passage that have a note; those of one speaker that are near each other stand together.

    In the order in which each speaker is first heard. What a person confirmed and what reading found stay apart, and
    so do quotations whose speaker is not known.
    """
    joined: list[list[Quotation]] = []
    last_of: dict[Hashable, list[Quotation]] = {}
    for quotation in quotations:
        if not has_note(quotation):
            continue
        speaker = _find_speaker(quotation)
        group = last_of.get(speaker)
        if group is None or quotation.start - group[-1].start > NEAR:
            group = last_of[speaker] = []
            joined.append(group)
        group.append(quotation)
    return joined


def find_note_anchors(passages: Mapping[int, Sequence[Quotation]]) -> dict[int, str]:
    """The anchor of the note of each quotation, by its key; ``passages`` are the quotations that begin in each."""
    return {
        quotation.pk: note_anchor(speaker[0])
        for group in passages.values()
        for speaker in join_speakers(group)
        for quotation in speaker
    }


def note_anchor(first: Quotation) -> str:
    """The place of the note of a speaker whose first quotation in the passage is ``first``."""
    return f"n-{first.public_id}"


def _find_speaker(quotation: Quotation) -> Hashable:
    informant, citation = quotation.informant_id, quotation.citation
    if informant is None and (citation is None or citation.work_id is None):
        return quotation.pk
    work = citation.work_id if citation is not None and informant is None else None
    return quotation.kind, quotation.state, informant, work
