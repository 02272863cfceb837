"""The vocabulary of themes: new ones, what they are called and say, where they stand, and which go."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.records.actions.addresses import check_slug, forget_redirects, redirect_merged, rename_slug
from kb.records.actions.history import Refused, remember
from kb.records.languages import Language
from kb.records.models import Theme, ThemeLabel
from kb.records.recording import recorded, touch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.actions.history import Actor

LONGEST_NAME = 100


@recorded
def create_theme(
    *, name: str, by: Actor, slug: str = "", description: str = "", broader: Theme | None = None
) -> Theme:
    """A new theme, its name its preferred label in bokmål; without ``slug`` the address is made from the name."""
    theme = Theme(name=clean_name(name), description=description.strip(), broader=broader)
    if slug:
        check_slug(theme, slug)
    theme.slug = slug
    theme.save()
    theme.labels.create(language=Language.BOKMAL, kind=ThemeLabel.Kind.PREFERRED, text=theme.name)
    remember(theme, _("Theme made: %s.") % theme, by=by)
    return theme


@recorded
def correct_theme(*, theme: Theme, fields: Sequence[str], by: Actor) -> None:
    """Keep what a person set on the theme's ``fields``; names and circles are checked."""
    theme.name = clean_name(theme.name, theme)
    refuse_circle(theme, theme.broader)
    theme.save()
    if fields:
        names = [str(theme._meta.get_field(name).verbose_name) for name in fields]
        remember(theme, _("Changed: %s.") % ", ".join(names), by=by)


@recorded
def rename_theme(*, theme: Theme, name: str, by: Actor, slug: str = "", keeps_label: bool = True) -> None:
    """Call the theme something else; the old name goes on finding it (``keeps_label``), the old address leads here."""
    old, name = theme.name, clean_name(name, theme)
    if name != old:
        _rename_labels(theme, old, name, keeps_label=keeps_label)
        theme.name = name
        theme.save(update_fields=["name"])
        remember(theme, _("Renamed from “%(old)s” to “%(new)s”.") % {"old": old, "new": name}, by=by)
    if slug and slug != theme.slug:
        rename_slug(record=theme, slug=slug, by=by)


@recorded
def move_theme(*, theme: Theme, broader: Theme | None, by: Actor) -> None:
    """Put the theme, with all below it, under another, or at the top."""
    refuse_circle(theme, broader)
    if theme.broader_id == (broader.pk if broader else None):
        return
    theme.broader = broader
    theme.save(update_fields=["broader"])
    said = _("Moved under “%s”.") % broader if broader else _("Moved to the top of the tree.")
    remember(theme, said, by=by)


@recorded
def delete_theme(*, theme: Theme, by: Actor, heir: Theme | None = None) -> None:
    """Take the theme off everything and away; narrower ones move up. Its addresses lead to ``heir``, or nowhere."""
    if heir is not None and heir.pk == theme.pk:
        raise Refused(_("A theme that goes cannot be its own heir."))
    for narrower in theme.narrower.all():
        narrower.broader = theme.broader
        narrower.save(update_fields=["broader"])
    if heir is not None:
        redirect_merged(heir, theme)
    else:
        forget_redirects(theme)
    touch(theme.links.select_related("tag").prefetch_related("content_object"))
    remember(theme, _("Theme deleted: %s.") % theme, by=by)
    theme.delete()


def clean_name(name: str, theme: Theme | None = None) -> str:
    """The name on one line; Refused where it is empty, too long, or what another theme is called.

    Case makes no other name, of æ, ø and å either, which the base would not see.
    """
    name = " ".join(unicodedata.normalize("NFC", name).replace("\x00", "").split())
    if not name:
        raise Refused(_("A theme needs a name."))
    if len(name) > LONGEST_NAME:
        raise Refused(_("A name has at most %d characters.") % LONGEST_NAME)
    others = Theme.objects.exclude(pk=theme.pk if theme else None)
    labels = ThemeLabel.objects.filter(kind=ThemeLabel.Kind.PREFERRED).exclude(
        theme=theme.pk if theme else None
    )
    taken = {*others.values_list("name", flat=True), *labels.values_list("text", flat=True)}
    if name.casefold() in map(str.casefold, taken):
        raise Refused(_("There is a theme that is called “%s” already.") % name)
    return name


def refuse_circle(theme: Theme, broader: Theme | None) -> None:
    """Raises Refused where ``broader`` is the theme itself or stands below it."""
    seen, above = set(), broader
    while above is not None and above.pk not in seen:
        if theme.pk is not None and above.pk == theme.pk:
            raise Refused(
                _("“%(broader)s” stands below “%(theme)s”: that would make a circle.")
                % {"broader": broader, "theme": theme}
            )
        seen.add(above.pk)
        above = above.broader


def _rename_labels(theme: Theme, old: str, name: str, *, keeps_label: bool) -> None:
    """The bokmål label that was the name becomes the new one; the old one stays as an alternative, if wanted."""
    kinds, labels = ThemeLabel.Kind, theme.labels.filter(language=Language.BOKMAL)
    preferred = labels.filter(kind=kinds.PREFERRED).first()
    for same in labels.filter(text=name).exclude(pk=preferred.pk if preferred else None):
        same.delete()
    if preferred is None:
        theme.labels.create(language=Language.BOKMAL, kind=kinds.PREFERRED, text=name)
    elif preferred.text == old:
        preferred.text = name
        preferred.save(update_fields=["text"])
    if keeps_label and not theme.labels.filter(language=Language.BOKMAL, text=old).exists():
        theme.labels.create(language=Language.BOKMAL, kind=kinds.ALTERNATIVE, text=old)
