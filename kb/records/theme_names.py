"""What a theme is called in the language of the page: one place decides it for the whole site.

The preferred labels of all themes are read once a request, when the first name is asked for, and forgotten with it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db.models import OuterRef, Subquery
from django.db.models.signals import post_delete, post_save
from django.utils.translation import get_language

from kb.records.languages import TextIn

if TYPE_CHECKING:
    from kb.records.models import Theme
    from kb.records.querysets import ThemeQuerySet

Labels = dict[str, str]


class _Request:
    """The preferred labels by theme and language, as this request met them; None until it asks.

    ``named`` are what themes are called that were loaded with their names, for one language.
    """

    labels: dict[int, Labels] | None = None
    language: str = ""
    named: dict[int, TextIn]

    def __init__(self) -> None:
        self.named = {}


_request: ContextVar[_Request | None] = ContextVar("theme_names", default=None)


def name_theme(theme: Theme) -> TextIn:
    """The preferred label in the language of the page; where there is none, the theme's own name and its language."""
    language, held = _find_language(), _request.get()
    if held is not None and held.language == language and theme.pk in held.named:
        return held.named[theme.pk]
    labels = _find_labels(theme)
    if language in labels:
        return TextIn(labels[language], language)
    own = [code for code, text in labels.items() if text == theme.name]
    return TextIn(theme.name, own[0] if own else settings.LANGUAGE_CODE)


def load_with_names(themes: ThemeQuerySet) -> list[Theme]:
    """The themes, and in the same query what the page calls each, for the rest of the request."""
    from kb.records.models import ThemeLabel

    language, held = _find_language(), _request.get()
    preferred = ThemeLabel.objects.filter(theme=OuterRef("pk"), kind=ThemeLabel.Kind.PREFERRED).order_by("pk")
    found: list[Theme] = list(
        themes.annotate(
            label_here=Subquery(preferred.filter(language=language).values("text")[:1]),
            own_language=Subquery(preferred.filter(text=OuterRef("name")).values("language")[:1]),
        )
    )
    if held is not None:
        held.language, held.named = language, {theme.pk: _read_name(theme, language) for theme in found}
    return found


def connect() -> None:
    """Listen to where requests begin and end, and to changes of labels within them."""
    request_started.connect(_open, dispatch_uid="theme-names-open")
    request_finished.connect(_close, dispatch_uid="theme-names-close")
    post_save.connect(_on_label, sender="records.ThemeLabel", dispatch_uid="theme-names-save")
    post_delete.connect(_on_label, sender="records.ThemeLabel", dispatch_uid="theme-names-delete")


def _find_language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def _read_name(theme: Any, language: str) -> TextIn:
    if theme.label_here:
        return TextIn(theme.label_here, language)
    return TextIn(theme.name, theme.own_language or settings.LANGUAGE_CODE)


def _find_labels(theme: Theme) -> Labels:
    held = _request.get()
    if theme.pk is None:
        return {}
    if held is None:  # a command or a test: nothing says how long what was read would be true
        return _read_labels(theme=theme).get(theme.pk, {})
    if held.labels is None:
        held.labels = _read_labels()
    return held.labels.get(theme.pk, {})


def _read_labels(**of: Theme) -> dict[int, Labels]:
    from kb.records.models import ThemeLabel

    found: dict[int, Labels] = {}
    preferred = ThemeLabel.objects.filter(kind=ThemeLabel.Kind.PREFERRED, **of).order_by("pk")
    for pk, language, text in preferred.values_list("theme", "language", "text"):
        found.setdefault(pk, {})[language] = text
    return found


def _open(**_kwargs: Any) -> None:
    _request.set(_Request())


def _close(**_kwargs: Any) -> None:
    _request.set(None)


def _on_label(**_kwargs: Any) -> None:
    held = _request.get()
    if held is not None:
        held.labels, held.language = None, ""
