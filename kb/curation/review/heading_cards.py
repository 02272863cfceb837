"""The card of a heading: the text before and after it, and the headings around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.curation.missed_headings import may_be_heading
from kb.curation.review import reasons, words
from kb.curation.review.card import Card, digest
from kb.curation.review.findings import Sort
from kb.curation.review.headings import find_heading_doubts

if TYPE_CHECKING:
    from kb.curation.review.words import ShownPassage
    from kb.records.models import Passage, Thesis


def present_heading(thesis: Thesis, pk: int) -> Card | None:
    chapters = list(thesis.chapters.order_by("order"))
    at = next((n for n, chapter in enumerate(chapters) if chapter.pk == pk), None)
    if at is None:
        return None
    chapter = chapters[at]
    filled = set(thesis.passages.order_by().values_list("chapter", flat=True).distinct())
    doubts = [each for each in find_heading_doubts(chapters, filled) if each.chapter.pk == pk]
    before = thesis.passages.filter(chapter__order__lt=chapter.order).order_by("-order").first()
    after = list(chapter.passages.order_by("order")[:2])
    shown = [_plain(passage) for passage in ([before] if before else [])]
    shown.append(
        words.ShownPassage(
            0, "heading", words.cut(chapter.heading, [(0, len(chapter.heading), "own")]), False
        )
    )
    shown += [_plain(passage) for passage in after]
    # The reading may have taken the next heading, or the one before, for a paragraph.
    missed = [passage for passage in (before, *after) if passage is not None and may_be_heading(passage)]
    return Card(
        key=f"h{pk}",
        sort=Sort.HEADING,
        record=chapter,
        records=(chapter,),
        chapter=chapter.parent or chapter,
        page=chapter.page,
        first_line=chapter.first_line,
        confidence=doubts[0].confidence if doubts else 1.0,
        reason=reasons.explain_headings(doubts[0].codes) if doubts else "",
        text=chapter.heading,
        passages=tuple(shown),
        is_open=not chapter.is_edited,
        seen=digest([chapter]),
        more={"outline": chapters[max(0, at - 4) : at + 5], "levels": range(1, 7), "missed": missed},
    )


def _plain(passage: Passage) -> ShownPassage:
    return words.ShownPassage(passage.pk, passage.kind, words.cut(passage.text, []), True)
