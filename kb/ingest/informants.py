"""The voices of a thesis: its informants as it presents them, and as its quotations name them.

They are presented in a table, a list, or a sentence of the method chapter ("fire ledere, omtalt som Leder A–D").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.ingest.chapter_roles import ChapterRole, read_chapter_roles
from kb.ingest.document import Block, BlockKind, Document, Region, Span
from kb.ingest.draft import Informant, Quotation, RoleGroup
from kb.ingest.hypotheses import find_hypothesis_letters, is_hypothesis
from kb.ingest.informant_labels import is_short_for, label_key
from kb.ingest.informant_roles import ABOUT_VOICES, tell_roles
from kb.ingest.informant_sentences import find_in_sentences, find_invented_names
from kb.ingest.informant_tables import Row, read_list_item, read_table
from kb.ingest.interviewees import find_common_role
from kb.ingest.roles import is_general, read_role_group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 60  # voices in one thesis; more is a table of something else


def find_informants(document: Document) -> tuple[Informant, ...]:
    """The informants that the thesis presents, in its order; empty where it names none."""
    found = [*_from_tables(document), *_from_lists(document)]
    if not found:
        found = [*find_in_sentences(document), *find_invented_names(document)]
    if letters := find_hypothesis_letters(document):
        found = [one for one in found if not is_hypothesis(one.label, letters)]
    unique: dict[str, Informant] = {}
    for informant in found:
        unique.setdefault(label_key(informant.label), informant)
    if len(unique) > _MOST:
        return ()
    labels = [informant.label for informant in unique.values()]
    distinct = [one for one in unique.values() if not any(is_short_for(one.label, label) for label in labels)]
    return tell_roles(document, distinct)


def complete_informants(
    document: Document, informants: Sequence[Informant], quotations: Sequence[Quotation]
) -> tuple[Informant, ...]:
    """``informants`` and, after them, one for every speaker of ``quotations`` that is not among them.

    A speaker who is not told apart ("informant") becomes one general voice, with the role that all interviewed share.
    """
    known = {informant.label for informant in informants}
    common = find_common_role(document)
    if common and any(informant.role_group is not common[1] for informant in informants):
        common = None
    added: dict[str, Informant] = {}
    for quotation in quotations:
        label = quotation.speaker
        if label is None or label in known or label in added:
            continue
        role, group = None, read_role_group(label)
        if group is RoleGroup.OTHER and is_general(label) and common is not None:
            role, group = common
        added[label] = Informant(label, role, group, document.lines_of(quotation.span))
    return (*informants, *added.values())


def _from_tables(document: Document) -> Iterator[Informant]:
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.TABLE or block.region is not Region.BODY:
            continue
        text = document.text_of(block.span)
        if not (ABOUT_VOICES.search(text) or ABOUT_VOICES.search(_around(document, index))):
            continue
        yield from (_informant(document, block, row) for row in read_table(text))


def _around(document: Document, index: int) -> str:
    """The captions and headings beside a table, and the end of the paragraph before it."""
    blocks = document.blocks[max(0, index - 2) : index + 2]
    texts = [
        document.text[max(block.span.start, block.span.end - 250) : block.span.end]
        for block in blocks
        if block.kind is not BlockKind.TABLE
    ]
    return " ".join(texts)


def _informant(document: Document, block: Block, row: Row) -> Informant:
    lines = document.lines_of(
        Span(block.span.start + row.start, block.span.start + max(row.start + 1, row.end))
    )
    group = read_role_group(f"{row.label} {row.role}")
    return Informant(row.label, row.role or None, group, lines)


def _from_lists(document: Document) -> Iterator[Informant]:
    """List items or short paragraphs that begin with a label: "Leder A: NAV-leder ved et stort kontor"."""
    roles = read_chapter_roles(document)
    rows: list[tuple[Block, Row]] = []
    for block in document.blocks:
        if block.kind not in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH) or block.region is not Region.BODY:
            continue
        if block.section >= len(roles) or roles[block.section] in (
            ChapterRole.FINDINGS,
            ChapterRole.DISCUSSION,
        ):
            continue
        if block.kind is BlockKind.PARAGRAPH and len(block.span) > 120:
            continue
        text = document.text_of(block.span)[:300]
        row = read_list_item(text)
        if row is None and block.kind is BlockKind.LIST_ITEM and len(rows) >= 2:
            # The others of the list were people with their roles.
            row = read_list_item(text, named=True) if rows[-1][0].section == block.section else None
        if row is not None:
            rows.append((block, row))
    if len(rows) >= 2:
        yield from (_informant(document, block, row) for block, row in rows)
