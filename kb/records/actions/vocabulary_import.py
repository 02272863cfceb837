"""Another vocabulary taken over: what a person chose of it, as one operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.records.actions.addresses import check_slug
from kb.records.actions.history import Refused, remember
from kb.records.actions.vocabulary import delete_theme, refuse_circle
from kb.records.models import Theme, ThemeLabel
from kb.records.permissions import MERGE, require
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.actions.history import Actor

Kind = ThemeLabel.Kind


@dataclass(frozen=True, slots=True)
class ThemeEdit:
    """What is to become of the theme with the slug; None and () leave things as they are.

    ``broader`` is a slug, "" the top of the tree. ``labels`` are (language, kind, text) to be had, ``labels_removed``
    (language, text) to be gone.
    """

    slug: str
    is_new: bool = False
    name: str | None = None
    description: str | None = None
    broader: str | None = None
    related: tuple[str, ...] = ()
    related_removed: tuple[str, ...] = ()
    labels: tuple[tuple[str, str, str], ...] = ()
    labels_removed: tuple[tuple[str, str], ...] = ()


@recorded
def import_vocabulary(*, edits: Sequence[ThemeEdit], removed: Sequence[str] = (), by: Actor) -> None:
    """Make, change and (``removed``, by slug) take away themes; refused, whole, where names or places clash."""
    if removed:
        require(by, MERGE)
    themes = {theme.slug: theme for theme in Theme.objects.select_related("broader")}
    for slug in removed:
        if slug in themes:
            delete_theme(theme=themes.pop(slug), by=by)
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    _refuse_names(themes, edits)
    _set_fields(themes, edits, by)
    _set_places(themes, edits)
    for edit in edits:
        _set_labels(themes[edit.slug], edit)
        theme = themes[edit.slug]
        theme.related.remove(*(themes[slug] for slug in edit.related_removed if slug in themes))
        theme.related.add(*(themes[slug] for slug in edit.related if slug in themes))


def _refuse_names(themes: dict[str, Theme], edits: Sequence[ThemeEdit]) -> None:
    """Refused where a theme is gone, or two would be called the same."""
    names = {slug: theme.name for slug, theme in themes.items()}
    for edit in edits:
        if edit.slug not in names and not edit.is_new:
            raise Refused(_("The theme %s is no longer there. Read the file again.") % edit.slug)
        if edit.slug in names and edit.is_new:
            raise Refused(_("There is a theme %s already. Read the file again.") % edit.slug)
        names[edit.slug] = edit.name or names.get(edit.slug, edit.slug)
    seen: dict[str, str] = {}
    for slug, name in names.items():
        other = seen.setdefault(name.casefold(), slug)
        if other != slug:
            raise Refused(
                _("%(one)s and %(other)s would both be called “%(name)s”.")
                % {"one": other, "other": slug, "name": name}
            )


def _set_fields(themes: dict[str, Theme], edits: Sequence[ThemeEdit], by: Actor) -> None:
    called = {theme.name: slug for slug, theme in themes.items()}
    for edit in edits:
        theme = themes.get(edit.slug) or Theme(slug=edit.slug)
        if edit.is_new:
            check_slug(theme, edit.slug)
        if edit.name is not None:
            if called.get(edit.name, edit.slug) != edit.slug:
                raise Refused(
                    _("“%s” would change its name with another theme. Do that in two steps.") % edit.name
                )
            called.pop(theme.name, None)
            called[edit.name] = edit.slug
            theme.name = edit.name
        if edit.description is not None:
            theme.description = edit.description
        if edit.is_new or edit.name is not None or edit.description is not None:
            theme.save()
        said = _("Made from a vocabulary file.") if edit.is_new else _("Changed from a vocabulary file.")
        remember(theme, said, by=by)
        themes[edit.slug] = theme


def _set_places(themes: dict[str, Theme], edits: Sequence[ThemeEdit]) -> None:
    """Put each where it shall stand; circles are told when all stand."""
    moved = [edit for edit in edits if edit.broader is not None]
    for edit in moved:
        themes[edit.slug].broader = themes.get(edit.broader or "")
        themes[edit.slug].save(update_fields=["broader"])
    for edit in moved:
        refuse_circle(theme := Theme.objects.get(slug=edit.slug), theme.broader)


def _set_labels(theme: Theme, edit: ThemeEdit) -> None:
    known = {(label.language, label.text): label for label in theme.labels.all()}
    for key in edit.labels_removed:
        if key in known:
            known.pop(key).delete()
    # Of preferred ones there is one a language: whichever was that, and is not taken away, goes on as an alternative.
    for language, kind, text in sorted(edit.labels, key=lambda label: label[1] == Kind.PREFERRED):
        if kind == Kind.PREFERRED:
            for other in known.values():
                if other.language == language and other.kind == kind and other.text != text:
                    other.kind = Kind.ALTERNATIVE
                    other.save(update_fields=["kind"])
        label = known.get((language, text))
        if label is None:
            known[language, text] = theme.labels.create(language=language, kind=kind, text=text)
        elif label.kind != kind:
            label.kind = Kind(kind)
            label.save(update_fields=["kind"])
