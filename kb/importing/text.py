"""Storing the text: chapters and passages, each kept where its words are kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import F

from kb.importing.reconcile import fold, match_mended, reconcile
from kb.ingest.document import BlockKind, Region, SectionKind
from kb.records.identifiers import make_anchor, make_slug
from kb.records.models import Chapter, Passage, ThemeLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.document import Block, Page, Section
    from kb.ingest.draft import ThesisDraft
    from kb.records.models import Thesis

# Orders are unique in a thesis; while they are dealt out anew, the old ones wait up here.
OUT_OF_THE_WAY = 1_000_000
BATCH = 500

CHAPTER_FIELDS = [
    "parent", "kind", "number", "title", "level", "order", "language", "page", "page_is_inferred", "first_line",
    "last_line",
]  # fmt: skip
PASSAGE_FIELDS = [
    "chapter", "order", "anchor", "kind", "text", "page", "page_is_inferred", "first_line", "last_line",
    "personal_data",
]  # fmt: skip

# Addresses below a thesis that are no chapters: "Sources" in an English thesis gets another.
PAGES_OF_A_THESIS = {"sources"}


def store_chapters(thesis: Thesis, draft: ThesisDraft) -> list[Chapter]:
    """The chapters of the draft's sections, in their order; those that were there keep slug, themes and hiding."""
    sections = draft.document.sections
    old = list(thesis.chapters.order_by("order"))
    matched = reconcile(
        old, range(len(sections)), old_key=_chapter_key, new_key=lambda i: _section_key(sections[i])
    )
    renamed = reconcile(
        (chapter for chapter in matched.lost if chapter.number),
        matched.added,
        old_key=lambda chapter: (chapter.kind, chapter.number),
        new_key=lambda i: (str(sections[i].kind), sections[i].number),
    )
    thesis.chapters.update(order=F("order") + OUT_OF_THE_WAY)
    by_section = {index: chapter for chapter, index in (*matched.kept, *renamed.kept)}
    taken = {chapter.slug for chapter in old} | PAGES_OF_A_THESIS
    made: list[Chapter] = []
    for index, section in enumerate(sections):
        chapter = by_section.get(index)
        if chapter is None:
            chapter = Chapter(thesis=thesis, is_hidden=_is_hidden_at_first(section))
            chapter.slug = make_slug(
                f"{section.number or ''} {section.title}",
                taken=taken.__contains__,
                fallback=section.kind,
                longest=50,
            )
            taken.add(chapter.slug)
        _fill_chapter(chapter, section, index)
        chapter.parent = made[section.parent] if section.parent is not None else None
        if chapter.pk:
            chapter.save(update_fields=CHAPTER_FIELDS)
        else:
            chapter.save()
        made.append(chapter)
    return made


def store_passages(thesis: Thesis, draft: ThesisDraft, chapters: list[Chapter]) -> dict[int, Passage]:
    """The passages of the draft, by the index of their block; known words keep their record, address and themes."""
    blocks = draft.document.blocks
    anchors = _anchors(draft)
    old = list(thesis.passages.all())
    matched = reconcile(old, anchors, old_key=lambda passage: passage.anchor, new_key=anchors.__getitem__)
    thesis.passages.update(order=F("order") + OUT_OF_THE_WAY)
    personal = _personal_data(draft)
    by_block = {index: passage for passage, index in matched.kept}
    texts = {index: draft.document.text_of(blocks[index].span) for index in matched.added}
    mended = match_mended(
        _worked_on(matched.lost),
        matched.added,
        old_text=lambda passage: passage.text,
        new_text=texts.__getitem__,
    )
    by_block.update((index, passage) for passage, index in mended)
    for index in matched.added:
        by_block.setdefault(index, Passage(thesis=thesis))
    for index, passage in by_block.items():
        _fill_passage(passage, draft, blocks[index], index, chapters)
        passage.anchor = anchors[index]
        passage.personal_data = personal.get(index, "")
    known = [passage for passage in by_block.values() if passage.pk]
    Passage.objects.bulk_update(known, PASSAGE_FIELDS, batch_size=BATCH)
    Passage.objects.bulk_create(
        [passage for passage in by_block.values() if not passage.pk], batch_size=BATCH
    )
    return dict(sorted(by_block.items()))


def _is_hidden_at_first(section: Section) -> bool:
    """Appendices and submission sheets: they may hold names and telephone numbers, until a curator opens them."""
    return section.kind is SectionKind.APPENDIX or (
        section.kind is SectionKind.OTHER and section.region is not Region.BODY
    )


def _worked_on(passages: Sequence[Passage]) -> list[Passage]:
    """Those that a person hid or gave a theme, and that must be found again though their words changed a little."""
    tagged = ThemeLink.objects.filter(
        origin=ThemeLink.Origin.CURATOR,
        content_type=ContentType.objects.get_for_model(Passage),
        object_id__in=[passage.pk for passage in passages],
    )
    tagged_ids = set(tagged.values_list("object_id", flat=True))
    return [passage for passage in passages if passage.is_hidden or passage.pk in tagged_ids]


def delete_lost(thesis: Thesis, chapters: list[Chapter], passages: dict[int, Passage]) -> None:
    """Take away the chapters and passages that no longer stand in the file; last, when all else has moved on."""
    thesis.passages.exclude(pk__in=[passage.pk for passage in passages.values()]).delete()
    thesis.chapters.exclude(pk__in=[chapter.pk for chapter in chapters]).delete()


def _chapter_key(chapter: Chapter) -> tuple[str, str]:
    return (chapter.kind, fold(f"{chapter.number} {chapter.title}"))


def _section_key(section: Section) -> tuple[str, str]:
    return (str(section.kind), fold(f"{section.number or ''} {section.title}"))


def _fill_chapter(chapter: Chapter, section: Section, order: int) -> None:
    chapter.kind = str(section.kind)
    chapter.number = section.number or ""
    chapter.title = section.title[:600]
    chapter.level = section.level
    chapter.order = order
    chapter.language = section.language or ""
    chapter.page, chapter.page_is_inferred = _page_fields(section.page)
    chapter.first_line, chapter.last_line = section.lines.first, max(section.lines.first, section.last_line)


def _fill_passage(
    passage: Passage, draft: ThesisDraft, block: Block, order: int, chapters: list[Chapter]
) -> None:
    passage.chapter = chapters[block.section]
    passage.order = order
    passage.kind = str(block.kind)
    passage.text = draft.document.text_of(block.span)
    passage.page, passage.page_is_inferred = _page_fields(block.page)
    passage.first_line, passage.last_line = block.lines.first, block.lines.last


def _page_fields(page: Page | None) -> tuple[str, bool]:
    return (page.label[:12], page.inferred) if page else ("", False)


def _anchors(draft: ThesisDraft) -> dict[int, str]:
    """Block index -> anchor; words that come back get -2, -3 …"""
    anchors: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for index, block in enumerate(draft.document.blocks):
        if block.kind is BlockKind.HEADING:
            continue
        anchor = make_anchor(draft.document.text_of(block.span))
        seen[anchor] += 1
        anchors[index] = anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}"
    return anchors


def _personal_data(draft: ThesisDraft) -> dict[int, str]:
    """Block index -> what sorts of personal data stand in it."""
    found: dict[int, str] = {}
    blocks = draft.document.blocks
    for datum in draft.personal_data:
        for index, block in enumerate(blocks):
            if block.lines.first <= datum.lines.last and datum.lines.first <= block.lines.last:
                sorts = [*found[index].split(", "), datum.what] if index in found else [datum.what]
                found[index] = ", ".join(dict.fromkeys(sorts))[:200]
    return found
