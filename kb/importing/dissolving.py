"""Headings that a person said are none: they stay text of the chapter before them in every new reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from kb.importing.reconcile import fold
from kb.ingest.document import BlockKind
from kb.records.models import Change, Chapter

if TYPE_CHECKING:
    from kb.ingest.document import Block, Document, Section
    from kb.ingest.draft import ThesisDraft
    from kb.records.models import Thesis


def dissolve_again(thesis: Thesis, draft: ThesisDraft) -> ThesisDraft:
    """The draft without the headings that were dissolved and whose words still stand as a passage, once each."""
    gone = {
        fold(f"{before.get('number', '')} {before.get('title', '')}")
        for before in Change.objects.filter(
            operation__thesis=thesis,
            content_type=ContentType.objects.get_for_model(Chapter),
            after__isnull=True,
        ).values_list("before", flat=True)
        if before
    }
    if not gone:
        return draft
    standing = {fold(text) for text in thesis.passages.values_list("text", flat=True)}
    headings = [fold(f"{section.number or ''} {section.title}") for section in draft.document.sections]
    times = Counter(headings)
    indices = {
        index
        for index, heading in enumerate(headings)
        if index and heading in gone & standing and times[heading] == 1
    }
    return replace(draft, document=dissolve(draft.document, indices)) if indices else draft


def dissolve(document: Document, indices: set[int]) -> Document:
    """The document in which the sections of these indices are text of the one before each; the first always stays."""
    kept = [index for index in range(len(document.sections)) if index == 0 or index not in indices]
    now: dict[int, int] = {}
    for index in range(len(document.sections)):
        now[index] = len([each for each in kept if each <= index]) - 1
    sections = tuple(_under(document.sections[index], document, indices, now) for index in kept)
    blocks = tuple(_into(block, indices, now) for block in document.blocks)
    return replace(document, sections=sections, blocks=blocks)


def _under(section: Section, document: Document, indices: set[int], now: dict[int, int]) -> Section:
    """The section under the nearest heading above it that stays."""
    parent = section.parent
    while parent is not None and parent in indices and parent:
        parent = document.sections[parent].parent
    return replace(section, parent=now[parent] if parent is not None else None)


def _into(block: Block, indices: set[int], now: dict[int, int]) -> Block:
    is_gone = block.section in indices and block.kind is BlockKind.HEADING
    return replace(block, section=now[block.section], kind=BlockKind.PARAGRAPH if is_gone else block.kind)
