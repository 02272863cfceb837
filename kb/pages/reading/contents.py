"""The contents beside a text: its chapters, that which is read unfolded, each with a strip of ticks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.pages.theses.contents import chapter_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.records.models import Chapter
    from kb.synthesis.theses.chapters import ChapterTree

# As many ticks as can be told apart on the width of the column.
MOST_TICKS = 80


@dataclass(frozen=True, slots=True)
class Strip:
    """A tick for each quotation, by kind, in the order of the text; ``n`` counts them all, ``more`` those not drawn."""

    kinds: tuple[str, ...]
    n: int

    @property
    def more(self) -> int:
        return self.n - len(self.kinds)


@dataclass(frozen=True, slots=True)
class SideItem:
    """A chapter; ``strip`` is of it alone where it is unfolded, else of all below it too. ``anchor`` is its place on
    this page, "" where it is read on another."""

    number: str
    title: str
    language: str
    url: str
    anchor: str
    is_current: bool
    strip: Strip
    children: tuple[SideItem, ...]


def present_side(
    tree: ChapterTree, kinds: Mapping[int, Sequence[str]], *, current: Chapter
) -> tuple[SideItem, ...]:
    """The listed chapters and, under the ``current`` one, what the page holds; ``kinds`` of quotations by chapter."""

    def present(chapter: Chapter, top: Chapter) -> SideItem:
        here = top == current
        below = tree.children.get(chapter.pk, ()) if here else ()
        counted = [chapter] if here else tree.walk(chapter)
        found = [kind for each in counted for kind in kinds.get(each.pk, ())]
        url = chapter_url(chapter, top)
        return SideItem(
            number=chapter.number,
            title=chapter.title,
            language=chapter.language,
            url=url,
            anchor=url.partition("#")[2] if here else "",
            is_current=chapter == current,
            strip=Strip(tuple(found[:MOST_TICKS]), len(found)),
            children=tuple(present(child, top) for child in below),
        )

    return tuple(present(top, top) for top in tree.listed)
