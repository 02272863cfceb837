"""Headings: right as they are, corrected, none at all, or missed by the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.identifiers import make_anchor, make_slug
from kb.records.models import Chapter, Mask, Passage, Quotation, ThemeLink
from kb.records.recording import recorded, touch

if TYPE_CHECKING:
    from kb.records.actions.history import Actor

DEEPEST = 6
# Characters; what is longer is no heading.
LONGEST = 300


@recorded
def accept_heading(*, chapter: Chapter, by: Actor) -> None:
    """Say that it is a heading, of this title, number and level."""
    chapter.is_edited = True
    chapter.save(update_fields=["is_edited"])
    remember(chapter, _("Accepted."), by=by)


@recorded
def correct_heading(*, chapter: Chapter, title: str, number: str, level: int, by: Actor) -> None:
    """Set title, number and level; the chapter and those after it move to where their levels place them.

    The slug stays, and with it the address.
    """
    title, number = " ".join(title.split()), number.strip()
    if not title:
        raise Refused(_("A heading has words."))
    if not 1 <= level <= DEEPEST:
        raise Refused(_("The level lies between 1 and %d.") % DEEPEST)
    if not chapter.is_edited:
        chapter.read_as = chapter.heading[:640]
    chapter.title, chapter.number = title[:600], number[:30]
    is_moved = chapter.level != level
    chapter.level, chapter.is_edited = level, True
    chapter.save()
    if is_moved:
        _arrange(chapter)
    remember(
        chapter,
        _("Heading: %(heading)s (level %(level)d).") % {"heading": chapter.heading, "level": level},
        by=by,
    )


@recorded
def dissolve_heading(*, chapter: Chapter, by: Actor) -> Passage:
    """The passage that the words of what is no heading now are; all that stood under it goes to the chapter before it.

    Nothing comes to light by it: where the chapter was hidden and the one before is not, its passages stay hidden.
    """
    before = chapter.thesis.chapters.filter(order__lt=chapter.order).order_by("-order").first()
    if before is None:
        raise Refused(_("No chapter stands before it that could take its text."))
    passages = list(chapter.passages.order_by("order"))
    made = _make_passage(chapter, before, passages)
    for passage in passages:
        passage.chapter = before
        passage.is_hidden = passage.is_hidden or (chapter.is_hidden and not before.is_hidden)
        passage.save(update_fields=["chapter", "is_hidden"])
    for child in chapter.children.all():
        child.parent = _parent_at(before, child.level)
        child.save(update_fields=["parent"])
    before.last_line = max(before.last_line, chapter.last_line)
    before.save(update_fields=["last_line"])
    remember(before, _("“%s” is no heading; its text is now in this chapter.") % chapter.heading, by=by)
    chapter.delete()
    return made


@recorded
def raise_heading(*, passage: Passage, title: str, number: str, level: int, by: Actor) -> Chapter:
    """The chapter that begins where the passage, whose words are its heading, stood; the reading had missed it.

    What follows the passage in its chapter goes to the new one, with all that people did in it. The passage itself is
    gone: one that somebody is quoted or cited in, that words are covered in or that bears a theme is no heading.
    """
    title, number = " ".join(title.split()), number.strip()
    if not title:
        raise Refused(_("A heading has words."))
    if not 1 <= level <= DEEPEST:
        raise Refused(_("The level lies between 1 and %d.") % DEEPEST)
    _check_bare(passage)
    before = passage.chapter
    made = _make_chapter(passage, before, title[:600], number[:30], level)
    for following in before.passages.filter(order__gt=passage.order).order_by("order"):
        following.chapter = made
        following.save(update_fields=["chapter"])
    before.last_line = max(before.first_line, passage.first_line - 1)
    before.save(update_fields=["last_line"])
    _arrange(made)
    remember(made, _("“%s” is a heading; what follows it stands under it.") % made.heading, by=by)
    passage.delete()
    return made


def _check_bare(passage: Passage) -> None:
    """Refused where anything hangs on the passage that would be lost with it."""
    if passage.chapter.is_former:
        raise Refused(_("It stands in an earlier file only."))
    if len(passage.text) > LONGEST:
        raise Refused(_("A heading is not as long as this."))
    quoted = Quotation.objects.filter(Q(passage=passage) | Q(last_passage=passage))
    masks = Mask.objects.filter(holder=Mask.Holder.PASSAGE, record_id=passage.pk)
    links = passage.theme_links.exclude(state=ThemeLink.State.SUGGESTED)
    if quoted.exists() or passage.citations.exists() or masks.exists() or links.exists():
        raise Refused(
            _("A quotation, a citation, a theme or a covered word stands in it; a heading has none.")
        )


def _make_chapter(passage: Passage, before: Chapter, title: str, number: str, level: int) -> Chapter:
    """The chapter right after the one that the passage stands in; those behind it make room."""
    behind = list(passage.thesis.chapters.filter(order__gt=before.order, is_former=False).order_by("order"))
    # Noted from the first to the last, as taking it back has to go; moved from the last to the first.
    touch(behind)
    for chapter in reversed(behind):
        chapter.order += 1
        chapter.save(update_fields=["order"])
    taken = set(passage.thesis.chapters.values_list("slug", flat=True))
    words = f"{number} {title}".strip()
    return Chapter.objects.create(
        thesis=passage.thesis,
        parent=_parent_at(before, level),
        kind=Chapter.Kind.APPENDIX if before.kind == Chapter.Kind.APPENDIX else Chapter.Kind.CHAPTER,
        number=number,
        title=title,
        slug=make_slug(words, taken=taken.__contains__, fallback="chapter", longest=50),
        level=level,
        order=before.order + 1,
        language=before.language,
        page=passage.page,
        page_is_inferred=passage.page_is_inferred,
        first_line=passage.first_line,
        last_line=max(passage.first_line, before.last_line),
        read_as=passage.text[:640],
        is_edited=True,
        is_hidden=before.is_hidden or passage.is_hidden,
    )


def _make_passage(chapter: Chapter, before: Chapter, passages: list[Passage]) -> Passage:
    text = chapter.heading
    following = chapter.thesis.passages.filter(chapter__order__gte=chapter.order).order_by("order").first()
    preceding = chapter.thesis.passages.filter(chapter__order__lt=chapter.order).aggregate(last=Max("order"))
    last = preceding["last"] if preceding["last"] is not None else -1
    # Reading counts headings and passages together, so that the heading left a number free.
    order = following.order - 1 if following is not None else last + 1
    if order <= last:
        raise Refused(_("There is no room for its words before the next passage."))
    anchor, number = make_anchor(text), 1
    while chapter.thesis.passages.filter(anchor=anchor).exists():
        number += 1
        anchor = f"{make_anchor(text)}-{number}"
    lines = chapter.first_line, chapter.last_line
    if passages:
        lines = chapter.first_line, max(chapter.first_line, passages[0].first_line - 1)
    return Passage.objects.create(
        thesis=chapter.thesis,
        chapter=before,
        order=order,
        anchor=anchor,
        kind=Passage.Kind.PARAGRAPH,
        text=text,
        page=chapter.page,
        page_is_inferred=chapter.page_is_inferred,
        first_line=lines[0],
        last_line=lines[1],
        is_hidden=chapter.is_hidden and not before.is_hidden,
    )


def _parent_at(chapter: Chapter | None, level: int) -> Chapter | None:
    """The chapter, or the nearest above it, that one of ``level`` can stand under."""
    while chapter is not None and chapter.level >= level:
        chapter = chapter.parent
    return chapter


def _arrange(moved: Chapter) -> None:
    """Give the chapter and those after it, up to the next of the highest level, the parents that their levels say."""
    before = moved.thesis.chapters.filter(order__lt=moved.order).order_by("-order").first()
    for chapter in moved.thesis.chapters.filter(order__gte=moved.order).order_by("order"):
        if chapter.pk != moved.pk and chapter.level == 1:
            break
        parent = _parent_at(before, chapter.level)
        if parent != chapter.parent:
            chapter.parent = parent
            chapter.save(update_fields=["parent"])
        before = chapter
