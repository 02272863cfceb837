"""Headings that the reading misses and a person pointed out: they stay headings in every new reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from kb.importing.reconcile import fold
from kb.ingest.document import BlockKind, Section, SectionKind
from kb.records.models import Change, Chapter

if TYPE_CHECKING:
    from kb.ingest.document import Block, Document
    from kb.ingest.draft import ThesisDraft
    from kb.records.models import Thesis

# What a heading is taken for where the reading does not know it for one.
_TAKEN_FOR = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}


def raise_again(thesis: Thesis, draft: ThesisDraft) -> ThesisDraft:
    """The draft with the headings that people pointed out, where their words stand alone and in one place only."""
    made = Change.objects.filter(
        operation__thesis=thesis,
        content_type=ContentType.objects.get_for_model(Chapter),
        before__isnull=True,
    ).values("object_id")
    chapters = thesis.chapters.filter(pk__in=made, is_edited=True, is_former=False).order_by("order")
    document = draft.document
    for chapter in chapters:
        words = chapter.read_as or chapter.heading
        known = {fold(f"{section.number or ''} {section.title}") for section in document.sections}
        places = [
            at
            for at, block in enumerate(document.blocks)
            if block.kind in _TAKEN_FOR and fold(document.text_of(block.span)) == fold(words)
        ]
        if fold(words) not in known and len(places) == 1:
            document = raise_block(document, places[0], words, chapter.level, SectionKind(chapter.kind))
    return replace(draft, document=document) if document is not draft.document else draft


def raise_block(document: Document, at: int, title: str, level: int, kind: SectionKind) -> Document:
    """The document in which the block is a heading of this level; what follows it in its section stands under it."""
    block = document.blocks[at]
    home = document.sections[block.section]
    new = block.section + 1
    section = Section(
        kind=kind,
        region=home.region,
        title=title,
        lines=block.lines,
        last_line=max(block.lines.last, home.last_line),
        level=level,
        page=block.page,
        parent=_find_parent(document, block.section, level),
        language=home.language,
    )
    shortened = replace(home, last_line=max(home.lines.first, block.lines.first - 1))
    behind = _move(document.sections[new:], document.sections, new, level)
    sections = (*document.sections[: block.section], shortened, section, *behind)
    blocks = tuple(_into(each, index, at, block.section) for index, each in enumerate(document.blocks))
    return replace(document, sections=sections, blocks=blocks)


def _find_parent(document: Document, index: int | None, level: int) -> int | None:
    """The section, or the nearest above it, that one of the level can stand under."""
    while index is not None and document.sections[index].level >= level:
        index = document.sections[index].parent
    return index


def _move(behind: tuple[Section, ...], sections: tuple[Section, ...], new: int, level: int) -> list[Section]:
    """The sections after the new one: one further on, and under it as far as their levels say."""
    moved, is_under = [], True
    for section in behind:
        is_under = is_under and section.level > level
        parent = section.parent
        if parent is not None and parent >= new:
            parent += 1
        elif is_under and (parent is None or sections[parent].level <= level):
            parent = new
        moved.append(replace(section, parent=parent))
    return moved


def _into(block: Block, index: int, at: int, home: int) -> Block:
    if index == at:
        return replace(block, kind=BlockKind.HEADING, section=home + 1)
    is_behind = block.section > home or (block.section == home and index > at)
    return replace(block, section=block.section + 1) if is_behind else block
