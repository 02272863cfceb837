"""A thesis as reading laid it out, put together again from its records, so that a stage can be run anew.

Themes are suggested from words, headings and who speaks; the file itself is not needed for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.document import (
    BLOCK_GAP,
    Block,
    BlockKind,
    Document,
    Lines,
    Region,
    Section,
    SectionKind,
    Span,
)
from kb.ingest.draft import Quotation as ReadQuotation
from kb.ingest.draft import QuotationForm, QuotationKind
from kb.ingest.themes import suggest_themes
from kb.records.models import Passage, Quotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.draft import Theme, ThemeSuggestion
    from kb.records.models import Chapter, Thesis

_REGIONS = {
    SectionKind.CHAPTER: Region.BODY,
    SectionKind.REFERENCES: Region.REFERENCES,
    SectionKind.APPENDIX: Region.APPENDIX,
}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``passages`` are by index of block, ``records`` (of quotations) by index in ``quotations``."""

    document: Document
    quotations: tuple[ReadQuotation, ...]
    themes: tuple[ThemeSuggestion, ...]
    passages: dict[int, Passage]
    records: dict[int, Quotation]


def rebuild(thesis: Thesis, vocabulary: Sequence[Theme]) -> Rebuilt:
    """The document of the thesis with its quotations, and the themes suggested for it.

    Three queries, and as much reckoning as reading the file takes for that stage.
    """
    chapters = list(thesis.chapters.order_by("order"))
    place = {chapter.pk: index for index, chapter in enumerate(chapters)}
    sections = tuple(_section(chapter, place) for chapter in chapters)
    blocks: list[Block] = []
    texts: list[str] = []
    passages: dict[int, Passage] = {}
    index_of: dict[int, int] = {}
    offset = 0
    for passage in thesis.passages.order_by("order").only("pk", "chapter", "kind", "text", "order", "thesis"):
        section = place[passage.chapter_id]
        span = Span(offset, offset + len(passage.text))
        passages[len(blocks)] = passage
        index_of[passage.pk] = len(blocks)
        blocks.append(Block(BlockKind(passage.kind), span, Lines(1, 1), section, sections[section].region))
        texts.append(passage.text)
        offset = span.end + len(BLOCK_GAP)
    document = Document(BLOCK_GAP.join(texts), tuple(blocks), sections, (), thesis.language)
    read, quotations = _quotations(thesis, document, index_of)
    themes = suggest_themes(document, read, vocabulary)
    return Rebuilt(document, read, themes, passages, quotations)


def _section(chapter: Chapter, place: dict[int, int]) -> Section:
    kind = SectionKind(chapter.kind)
    return Section(
        kind,
        _REGIONS.get(kind, Region.FRONT),
        chapter.title,
        Lines(chapter.first_line, chapter.first_line),
        chapter.last_line,
        chapter.number or None,
        chapter.level,
        parent=place.get(chapter.parent_id) if chapter.parent_id else None,
    )


def _quotations(
    thesis: Thesis, document: Document, index_of: dict[int, int]
) -> tuple[tuple[ReadQuotation, ...], dict[int, Quotation]]:
    read: list[ReadQuotation] = []
    quotations: dict[int, Quotation] = {}
    records = (
        thesis.quotations.exclude(passage=None)
        .exclude(state=Quotation.State.REJECTED)
        .order_by("order", "pk")
    )
    for record in records:
        first = index_of.get(record.passage_id)
        last = index_of.get(record.last_passage_id or record.passage_id)
        if first is None or last is None:
            continue
        start = document.blocks[first].span.start + record.start
        end = max(start, document.blocks[last].span.start + record.end)
        quotations[len(read)] = record
        read.append(
            ReadQuotation(
                QuotationForm(record.form), QuotationKind(record.kind), Span(start, end), record.text
            )
        )
    return tuple(read), quotations
