"""What an earlier file had and people worked on: set aside, behind the text and never public, until it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max

from kb.records.identifiers import make_slug
from kb.records.models import Chapter, Passage, Reanchoring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.models import Thesis

# Behind all that reading counts, and all that waits while orders are dealt out anew.
FORMER = 1_000_000_000
TITLE = "–"


def set_chapters_aside(thesis: Thesis, chapters: Iterable[Chapter]) -> None:
    """Take the chapters out of the text; what they hold that is still in it has moved on before."""
    order = _next_order(thesis.chapters.all())
    for chapter in chapters:
        chapter.is_former, chapter.is_hidden, chapter.parent = True, True, None
        if chapter.order < FORMER:
            chapter.order, order = order, order + 1
        chapter.save(update_fields=["is_former", "is_hidden", "parent", "order"])


def set_passages_aside(thesis: Thesis, passages: Iterable[Passage]) -> None:
    """Take the passages out of the text; their anchors are free for the words that have them now."""
    passages = list(passages)
    if not passages:
        return
    chapter, order = _find_place(thesis), _next_order(thesis.passages.all())
    for passage in passages:
        passage.anchor = f"x{passage.pk}"
        passage.chapter = chapter
        if passage.order < FORMER:
            passage.order, order = order, order + 1
        passage.save(update_fields=["anchor", "chapter", "order"])


def copy_aside(passage: Passage) -> Passage:
    """A passage that holds what people did in ``passage``, which itself stays in the text."""
    copy = Passage(
        thesis=passage.thesis, chapter=_find_place(passage.thesis), kind=passage.kind, text=passage.text,
        page=passage.page, first_line=passage.first_line, last_line=passage.last_line,
    )  # fmt: skip
    copy.order, copy.anchor = _next_order(passage.thesis.passages.all()), f"y{passage.pk}"
    while Passage.objects.filter(thesis=passage.thesis, anchor=copy.anchor).exists():
        copy.anchor = f"y{copy.order % 10**10}"
    copy.save()
    return copy


def clear_aside(thesis: Thesis) -> None:
    """Delete what was set aside and nothing hangs on any more."""
    needed = Reanchoring.objects.filter(
        thesis=thesis, state__in=[Reanchoring.State.OPEN, Reanchoring.State.KEPT]
    )
    kept = needed.filter(content_type=ContentType.objects.get_for_model(Passage)).values("object_id")
    former = thesis.passages.filter(chapter__is_former=True, citations=None)
    former.exclude(pk__in=kept).delete()
    kept = needed.filter(content_type=ContentType.objects.get_for_model(Chapter)).values("object_id")
    thesis.chapters.filter(is_former=True, passages=None).exclude(pk__in=kept).delete()


def _find_place(thesis: Thesis) -> Chapter:
    """The chapter, in no file, in which passages are set aside."""
    known: Chapter | None = thesis.chapters.filter(
        is_former=True, title=TITLE, kind=Chapter.Kind.OTHER
    ).first()
    if known is not None:
        return known
    slugs = set(thesis.chapters.values_list("slug", flat=True))
    return Chapter.objects.create(
        thesis=thesis, kind=Chapter.Kind.OTHER, title=TITLE, is_former=True, is_hidden=True, first_line=0,
        last_line=0, order=_next_order(thesis.chapters.all()),
        slug=make_slug("earlier file", taken=slugs.__contains__),
    )  # fmt: skip


def _next_order(records: object) -> int:
    last = records.filter(order__gte=FORMER).aggregate(last=Max("order"))["last"]  # type: ignore[attr-defined]
    return FORMER if last is None else last + 1
