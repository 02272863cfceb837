"""The contents of a thesis as a tree, with a tick for each quotation in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kb.records.models import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.models import Chapter
    from kb.synthesis.theses.chapters import ChapterTree, Tick


@dataclass(frozen=True, slots=True)
class ContentsTick:
    """A quotation in the contents: what it is called for the ear, how it begins, and where it stands."""

    kind: str
    label: str
    hint: str
    url: str


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """A chapter in the contents. ``n_ticks`` counts the quotations of all below it too."""

    number: str
    title: str
    language: str
    url: str
    page: str
    page_is_inferred: bool
    ticks: tuple[ContentsTick, ...]
    n_ticks: int
    children: tuple[ContentsItem, ...]


def chapter_url(chapter: Chapter, top: Chapter) -> str:
    """Where a chapter is read: its own page, or its place on the page of the chapter above it."""
    return top.get_absolute_url() if chapter == top else f"{top.get_absolute_url()}#{chapter.section_anchor}"


def present_contents(tree: ChapterTree, ticks: Iterable[Tick]) -> tuple[ContentsItem, ...]:
    """The listed chapters with all below them."""
    of_chapter: dict[int, list[Tick]] = defaultdict(list)
    for tick in ticks:
        of_chapter[tick.chapter_id].append(tick)

    def present(chapter: Chapter, top: Chapter) -> ContentsItem:
        top_url = top.get_absolute_url()
        own = tuple(_present_tick(tick, top_url) for tick in of_chapter[chapter.pk])
        below = tuple(present(child, top) for child in tree.children.get(chapter.pk, ()))
        return ContentsItem(
            number=chapter.number,
            title=chapter.title,
            language=chapter.language,
            url=chapter_url(chapter, top),
            page=chapter.page,
            page_is_inferred=chapter.page_is_inferred,
            ticks=own,
            n_ticks=len(own) + sum(item.n_ticks for item in below),
            children=below,
        )

    return tuple(present(top, top) for top in tree.listed)


def _present_tick(tick: Tick, top_url: str) -> ContentsTick:
    kind = Quotation.Kind(tick.kind).label
    who = tick.voice or str(kind)
    words = Truncator(tick.text).chars(90)
    place = _("p. %(page)s") % {"page": tick.page} if tick.page else ""
    return ContentsTick(
        kind=tick.kind,
        label=", ".join(part for part in (who, place) if part),
        hint=f"{who}: {words}",
        url=f"{top_url}#q-{tick.public_id}",
    )
