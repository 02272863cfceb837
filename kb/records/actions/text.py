"""Chapters and passages: what the public may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.recording import recorded

if TYPE_CHECKING:
    from kb.records.actions.history import Actor
    from kb.records.models import Chapter, Passage


@recorded
def hide_chapter(*, chapter: Chapter, by: Actor) -> int:
    """How many chapters are now hidden that were not: this one and all below it."""
    return _set_hidden(chapter, hidden=True, by=by)


@recorded
def show_chapter(*, chapter: Chapter, by: Actor) -> int:
    """How many chapters are now shown that were not: this one and all below it. Hidden passages stay hidden."""
    return _set_hidden(chapter, hidden=False, by=by)


@recorded
def hide_passage(*, passage: Passage, by: Actor) -> None:
    """Keep one passage, and the quotations in it, from the public."""
    passage.is_hidden = True
    passage.save(update_fields=["is_hidden"])
    remember(passage, _("Hidden from the public."), by=by)


@recorded
def show_passage(*, passage: Passage, by: Actor) -> None:
    """Let the public read the passage, if its chapter may be read."""
    passage.is_hidden = False
    passage.save(update_fields=["is_hidden"])
    remember(passage, _("Shown to the public."), by=by)


def _set_hidden(chapter: Chapter, *, hidden: bool, by: Actor) -> int:
    # What is stored counts, not what the page at hand remembers.
    chapter.refresh_from_db(fields=["is_hidden", "is_former"])
    if chapter.is_former and not hidden:
        raise Refused(_("It stands in an earlier file only."))
    changed, level = 0, [chapter]
    while level:
        below: list[Chapter] = []
        for each in level:
            below.extend(each.children.all())
            if each.is_hidden is not hidden:
                each.is_hidden = hidden
                each.save(update_fields=["is_hidden"])
                remember(each, _("Hidden from the public.") if hidden else _("Shown to the public."), by=by)
                changed += 1
        level = below
    return changed
