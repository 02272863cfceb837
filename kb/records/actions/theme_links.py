"""Themes on many records at once, and many suggestions settled at once: each one operation, taken back in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.records.actions.history import Refused, remember
from kb.records.models import Theme, ThemeLink
from kb.records.recording import recorded, touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db import models

    from kb.records.actions.history import Actor

State, Origin = ThemeLink.State, ThemeLink.Origin
# Each link is saved by itself, so that index and counts hear of it; more would keep the curator waiting.
MOST_AT_ONCE = 2_000
_BATCH = 500


@recorded
def tag_many(
    *, model: type[models.Model], keys: Sequence[int], theme: Theme, by: Actor, also_rejected: bool = False
) -> int:
    """Put the theme on the records with these keys; how many links were made or accepted.

    A suggestion becomes accepted. A link that somebody rejected stays so, unless ``also_rejected``.
    """
    _refuse_many(keys)
    content_type = ContentType.objects.get_for_model(model)
    changed = 0
    for batch in _batches(keys):
        known = {link.object_id: link for link in _links_of(content_type, batch, theme)}
        touch(known.values())
        theses = _find_theses(model, batch)
        for key in batch:
            if key not in theses:
                continue
            link = known.get(key)
            if link is None:
                link = ThemeLink(
                    tag=theme, content_type=content_type, object_id=key, thesis_id=theses[key], by=_user(by)
                )
                link.save()
                changed += 1
            elif link.state == State.SUGGESTED or (also_rejected and link.state == State.REJECTED):
                _settle(link, State.ACCEPTED, by)
                changed += 1
    if changed:
        said = ngettext("“%(theme)s” put on %(n)d record.", "“%(theme)s” put on %(n)d records.", changed)
        remember(theme, said % {"theme": theme, "n": changed}, by=by)
    return changed


@recorded
def untag_many(*, model: type[models.Model], keys: Sequence[int], theme: Theme, by: Actor) -> int:
    """Take the theme off the records with these keys; how many had it. A suggestion is kept as rejected."""
    _refuse_many(keys)
    content_type = ContentType.objects.get_for_model(model)
    changed = 0
    for batch in _batches(keys):
        links = [link for link in _links_of(content_type, batch, theme) if link.state != State.REJECTED]
        touch(links)
        for link in links:
            if link.origin == Origin.SUGGESTED:
                _settle(link, State.REJECTED, by)
            else:
                link.delete()
            changed += 1
    if changed:
        said = ngettext(
            "“%(theme)s” taken off %(n)d record.", "“%(theme)s” taken off %(n)d records.", changed
        )
        remember(theme, said % {"theme": theme, "n": changed}, by=by)
    return changed


@recorded
def settle_many(*, links: Iterable[ThemeLink], accept: bool, by: Actor) -> int:
    """Say yes or no to suggestions; how many were still open."""
    keys = [link.pk for link in links]
    _refuse_many(keys)
    changed: dict[Theme, int] = {}
    for batch in _batches(keys):
        rows = ThemeLink.objects.filter(pk__in=batch, state=State.SUGGESTED).select_related("tag")
        found = list(rows.prefetch_related("content_object"))
        touch(found)
        for link in found:
            _settle(link, State.ACCEPTED if accept else State.REJECTED, by)
            changed[link.tag] = changed.get(link.tag, 0) + 1
    for theme, n in changed.items():
        if accept:
            said = ngettext(
                "%(n)d suggestion accepted: %(theme)s.", "%(n)d suggestions accepted: %(theme)s.", n
            )
        else:
            said = ngettext(
                "%(n)d suggestion rejected: %(theme)s.", "%(n)d suggestions rejected: %(theme)s.", n
            )
        remember(theme, said % {"n": n, "theme": theme}, by=by)
    return sum(changed.values())


def _links_of(content_type: ContentType, keys: Sequence[int], theme: Theme) -> list[ThemeLink]:
    links = ThemeLink.objects.filter(tag=theme, content_type=content_type, object_id__in=keys)
    return list(links.select_related("tag").prefetch_related("content_object"))


def _find_theses(model: type[models.Model], keys: Sequence[int]) -> dict[int, int | None]:
    """The thesis of each record that is there, None where its sort belongs to none."""
    records = model._default_manager.filter(pk__in=keys)
    if model._meta.model_name == "thesis":
        return {pk: pk for pk in records.values_list("pk", flat=True)}
    if any(field.name == "thesis" for field in model._meta.concrete_fields):
        return dict(records.values_list("pk", "thesis"))
    return dict.fromkeys(records.values_list("pk", flat=True))


def _settle(link: ThemeLink, state: ThemeLink.State, by: Actor) -> None:
    link.state, link.by = state, _user(by)
    link.save(update_fields=["state", "by"])


def _user(by: Actor) -> Any:
    return by if by is not None and by.pk is not None else None


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _refuse_many(keys: Sequence[int]) -> None:
    if len(keys) > MOST_AT_ONCE:
        raise Refused(
            _("These are %(n)d; at most %(most)d can be changed at a time. Narrow the list down.")
            % {"n": len(keys), "most": MOST_AT_ONCE}
        )
