"""Themes: what a record is about, who says so, and two themes that are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from kb.records.actions.addresses import redirect_merged
from kb.records.actions.history import Refused, remember
from kb.records.languages import Language
from kb.records.models import Theme, ThemeLabel, ThemeLink
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db import models

    from kb.records.actions.history import Actor

State = ThemeLink.State
# Of two links of one theme to one record, the one that says more stays.
_WEIGHT = {State.ACCEPTED: 2, State.SUGGESTED: 1, State.REJECTED: 0}


@recorded
def tag(*, record: models.Model, theme: Theme, by: Actor) -> ThemeLink:
    """The theme's accepted link to the record; one that was suggested or rejected becomes accepted."""
    link, is_new = ThemeLink.objects.get_or_create(
        tag=theme,
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        defaults={"origin": ThemeLink.Origin.CURATOR, "state": State.ACCEPTED, "by": by},
    )
    if is_new:
        remember(record, _("Theme added: %s.") % theme, by=by)
    elif link.state != State.ACCEPTED:
        accept_theme(link=link, by=by)
    return cast("ThemeLink", link)


@recorded
def untag(*, record: models.Model, theme: Theme, by: Actor) -> None:
    """Take the theme off the record. A suggestion is kept as rejected, so that it does not come back."""
    link = ThemeLink.objects.filter(
        tag=theme, content_type=ContentType.objects.get_for_model(record), object_id=record.pk
    ).first()
    if link is None:
        return
    if link.origin == ThemeLink.Origin.SUGGESTED:
        reject_theme(link=link, by=by)
    else:
        link.delete()
        remember(record, _("Theme removed: %s.") % theme, by=by)


@recorded
def accept_theme(*, link: ThemeLink, by: Actor) -> None:
    """Say yes to a suggested theme."""
    _settle(link, State.ACCEPTED, by)
    if link.content_object is not None:
        remember(link.content_object, _("Theme accepted: %s.") % link.tag, by=by)


@recorded
def reject_theme(*, link: ThemeLink, by: Actor) -> None:
    """Say no to a theme; the link stays as a rejected one, so that it is not suggested again."""
    _settle(link, State.REJECTED, by)
    if link.content_object is not None:
        remember(link.content_object, _("Theme rejected: %s.") % link.tag, by=by)


@recorded
def merge_themes(*, keep: Theme, others: Iterable[Theme], by: Actor) -> None:
    """Make one theme of several: links, labels and narrower themes go to ``keep``, old addresses lead to it."""
    different = [other for other in others if other.pk != keep.pk]
    if not different:
        raise Refused(_("Choose at least two to merge."))
    for other in different:
        _refuse_broader(keep, other)
        for link in other.links.all():
            move_link(link, tag=keep)
        _move_labels(keep, other)
        for narrower in other.narrower.exclude(pk=keep.pk):
            narrower.broader = keep
            narrower.save()
        keep.related.add(*other.related.exclude(pk__in=[keep.pk, other.pk]))
        keep.description = "\n\n".join(filter(None, [keep.description, other.description]))
        redirect_merged(keep, other)
        remember(keep, _("Merged with %s.") % other, by=by)
        other.delete()
    keep.save()


def move_links(keep: models.Model, other: models.Model) -> None:
    """Let the themes of ``other`` be the themes of ``keep``, a record of the same sort."""
    content_type = ContentType.objects.get_for_model(other)
    for link in ThemeLink.objects.filter(content_type=content_type, object_id=other.pk):
        move_link(link, object_id=keep.pk)


def move_link(link: ThemeLink, *, tag: Theme | None = None, object_id: int | None = None) -> None:
    """Give the link another theme or another record; where such a link is there, the weightier one stays."""
    theme, record = tag or link.tag, object_id or link.object_id
    there = (
        ThemeLink.objects.filter(tag=theme, content_type=link.content_type, object_id=record)
        .exclude(pk=link.pk)
        .first()
    )
    if there is not None:
        if _WEIGHT[State(there.state)] >= _WEIGHT[State(link.state)]:
            link.delete()
            return
        there.delete()
    link.tag, link.object_id = theme, record
    link.save()


def _settle(link: ThemeLink, state: ThemeLink.State, by: Actor) -> None:
    link.state = state
    link.by = by
    link.save(update_fields=["state", "by"])


def _refuse_broader(keep: Theme, other: Theme) -> None:
    """A theme may take in its own broader theme only from directly above; then it takes its place."""
    if keep.broader_id == other.pk:
        keep.broader = other.broader
        return
    above = keep.broader
    while above is not None:
        if above.pk == other.pk:
            raise Refused(_("“%(other)s” stands above “%(keep)s”.") % {"other": other, "keep": keep})
        above = above.broader


def _move_labels(keep: Theme, other: Theme) -> None:
    """The labels of ``other``, and its name, become alternative labels of ``keep``; hidden ones stay hidden."""
    for label in other.labels.all():
        kind = label.kind if label.kind == ThemeLabel.Kind.HIDDEN else ThemeLabel.Kind.ALTERNATIVE
        keep.labels.get_or_create(language=label.language, text=label.text, defaults={"kind": kind})
    if not other.labels.filter(text=other.name).exists():
        keep.labels.get_or_create(
            language=Language.BOKMAL, text=other.name, defaults={"kind": ThemeLabel.Kind.ALTERNATIVE}
        )
