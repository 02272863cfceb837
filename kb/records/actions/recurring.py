"""What curators make of what recurs: a theme of it, or nothing, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.actions.themes import tag
from kb.records.models import Passage, SetAside, Theme, ThemeLabel, ThemeLink
from kb.records.recording import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.actions.history import Actor

# Links are saved one by one, so that the index hears of each; more would keep the curator waiting.
MOST_SUGGESTED = 300
_LONGEST_NAME = 100
_CONFIDENCE = 0.6


@recorded
def make_theme(
    *, name: str, language: str, by: Actor, suggested: Iterable[Passage] = (), carried: Iterable[Passage] = ()
) -> tuple[Theme, int]:
    """A new theme with its name as label in ``language`` (nb, nn, en), and how many passages it was put on.

    ``suggested`` passages get it as a suggestion, the first MOST_SUGGESTED of them; ``carried`` ones for sure.
    """
    name = " ".join(name.replace("\x00", "").split())[:_LONGEST_NAME]
    if not name:
        raise Refused(_("A theme needs a name."))
    # The base folds the case of a-z only, and æ, ø and å are letters too.
    taken = {
        *Theme.objects.values_list("name", flat=True),
        *ThemeLabel.objects.values_list("text", flat=True),
    }
    if name.casefold() in map(str.casefold, taken):
        raise Refused(_("There is a theme that is called “%s” already.") % name)
    theme = Theme.objects.create(name=name)
    ThemeLabel.objects.create(theme=theme, language=language, kind=ThemeLabel.Kind.PREFERRED, text=name)
    remember(theme, _("Made of what recurs in several theses."), by=by)
    n_linked = 0
    for passage in carried:
        tag(record=passage, theme=theme, by=by)
        n_linked += 1
    for passage in list(suggested)[:MOST_SUGGESTED]:
        ThemeLink.objects.create(
            tag=theme,
            content_type=ContentType.objects.get_for_model(Passage),
            object_id=passage.pk,
            thesis_id=passage.thesis_id,
            origin=ThemeLink.Origin.SUGGESTED,
            state=ThemeLink.State.SUGGESTED,
            confidence=_CONFIDENCE,
            reason=_("The words “%s” stand there.") % name,
        )
        n_linked += 1
    return theme, n_linked


@recorded
def set_aside(*, kind: str, key: str, language: str = "", label: str = "", by: Actor) -> None:
    """Let a term or a shared passage no longer be shown among what recurs; a second time changes nothing."""
    if kind not in SetAside.Kind.values or not key or len(key) > 200:
        raise Refused(_("There is nothing of that kind to set aside."))
    SetAside.objects.get_or_create(
        kind=kind,
        language=language[:2],
        key=key,
        defaults={"label": label[:200], "by_id": by.pk if by is not None else None},
    )


@recorded
def bring_back(*, pk: int, by: Actor) -> SetAside | None:
    """Show again what was set aside; None where somebody did already."""
    row = SetAside.objects.filter(pk=pk).first()
    if row is not None:
        remember(row, _("Shown again."), by=by)
        row.delete()
        row.pk = pk
    return row
