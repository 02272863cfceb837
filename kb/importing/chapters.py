"""Storing the chapters, each kept where its heading is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from kb.importing.former import set_chapters_aside
from kb.importing.reconcile import fold, reconcile
from kb.importing.text import OUT_OF_THE_WAY, page_fields
from kb.ingest.document import Region, SectionKind
from kb.records.identifiers import make_slug
from kb.records.models import Chapter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.importing.verdicts import Verdict
    from kb.ingest.document import Section
    from kb.ingest.draft import ThesisDraft
    from kb.records.models import Thesis

CHAPTER_FIELDS = [
    "parent", "kind", "number", "title", "level", "order", "language", "page", "page_is_inferred", "first_line",
    "last_line", "read_as", "is_former", "is_hidden",
]  # fmt: skip

# Addresses below a thesis that are no chapters: "Sources" in an English thesis gets another.
PAGES_OF_A_THESIS = {"sources"}


def store_chapters(thesis: Thesis, draft: ThesisDraft, verdicts: Iterable[Verdict] = ()) -> list[Chapter]:
    """The chapters of the draft's sections, in their order; those that were there keep slug, themes and hiding.

    Those that people worked on stand where ``verdicts`` say, or are set aside.
    """
    sections = draft.document.sections
    old = list(thesis.chapters.order_by("order"))
    by_section, aside = _pair(old, sections, verdicts)
    thesis.chapters.filter(is_former=False).update(order=F("order") + OUT_OF_THE_WAY)
    taken = {chapter.slug for chapter in old} | PAGES_OF_A_THESIS
    made: list[Chapter] = []
    for index, section in enumerate(sections):
        parent = made[section.parent] if section.parent is not None else None
        chapter = by_section.get(index)
        if chapter is None:
            # What comes new into a hidden chapter is not shown before somebody has seen it.
            is_hidden = _is_hidden_at_first(section) or (parent is not None and parent.is_hidden)
            chapter = Chapter(thesis=thesis, is_hidden=is_hidden)
            chapter.slug = make_slug(
                f"{section.number or ''} {section.title}",
                taken=taken.__contains__,
                fallback=section.kind,
                longest=50,
            )
            taken.add(chapter.slug)
        _fill_chapter(chapter, section, index)
        chapter.parent = parent
        made.append(chapter)
        if chapter.pk:
            chapter.save(update_fields=CHAPTER_FIELDS)
        else:
            chapter.save()
    if any(chapter.level != section.level for chapter, section in zip(made, sections, strict=True)):
        _arrange(made)
    stale = [chapter for chapter in aside if not chapter.is_former]
    for chapter in stale:
        chapter.order += OUT_OF_THE_WAY
    set_chapters_aside(thesis, stale)
    return made


def _pair(
    old: list[Chapter], sections: tuple[Section, ...], verdicts: Iterable[Verdict]
) -> tuple[dict[int, Chapter], list[Chapter]]:
    """Which chapter each section is, and those that have no place for sure."""
    by_pk = {chapter.pk: chapter for chapter in old}
    by_section: dict[int, Chapter] = {}
    aside: list[Chapter] = []
    for verdict in verdicts:
        chapter = by_pk[verdict.touched.record.pk]
        if verdict.spot is not None and verdict.spot.section not in by_section:
            by_section[verdict.spot.section] = chapter
            if chapter.is_former:
                chapter.is_former = False
                chapter.is_hidden = bool(verdict.touched.was.get("is_hidden"))
        else:
            aside.append(chapter)
    settled = {chapter.pk for chapter in (*by_section.values(), *aside)}
    free = [chapter for chapter in old if chapter.pk not in settled and not chapter.is_former]
    open_sections = [index for index in range(len(sections)) if index not in by_section]
    matched = reconcile(
        free, open_sections, old_key=_chapter_key, new_key=lambda index: _section_key(sections[index])
    )
    renamed = reconcile(
        (chapter for chapter in matched.lost if chapter.number),
        matched.added,
        old_key=lambda chapter: (chapter.kind, chapter.number),
        new_key=lambda index: (str(sections[index].kind), sections[index].number),
    )
    by_section.update({index: chapter for chapter, index in (*matched.kept, *renamed.kept)})
    return by_section, aside


def _arrange(chapters: list[Chapter]) -> None:
    """Where a person set another level, each chapter stands under the nearest before it of a higher one."""
    above: list[Chapter] = []
    for chapter in chapters:
        while above and above[-1].level >= chapter.level:
            above.pop()
        parent = above[-1] if above else None
        if chapter.parent != parent:
            chapter.parent = parent
            chapter.save(update_fields=["parent"])
        above.append(chapter)


def _is_hidden_at_first(section: Section) -> bool:
    """Appendices and submission sheets: they may hold names and telephone numbers, until a curator opens them."""
    return section.kind is SectionKind.APPENDIX or (
        section.kind is SectionKind.OTHER and section.region is not Region.BODY
    )


def _chapter_key(chapter: Chapter) -> tuple[str, str]:
    return (chapter.kind, fold(chapter.read_as or chapter.heading))


def _section_key(section: Section) -> tuple[str, str]:
    return (str(section.kind), fold(f"{section.number or ''} {section.title}"))


def _fill_chapter(chapter: Chapter, section: Section, order: int) -> None:
    chapter.kind = str(section.kind)
    if chapter.is_edited:
        heading = f"{section.number or ''} {section.title}".strip()[:640]
        chapter.read_as = heading if fold(heading) != fold(chapter.heading) else ""
    else:
        chapter.number = section.number or ""
        chapter.title = section.title[:600]
        chapter.level = section.level
    chapter.order = order
    chapter.language = section.language or ""
    chapter.page, chapter.page_is_inferred = page_fields(section.page)
    chapter.first_line, chapter.last_line = section.lines.first, max(section.lines.first, section.last_line)
