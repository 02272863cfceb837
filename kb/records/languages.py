"""The languages that texts are in."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    BOKMAL = "nb", _("Norwegian Bokmål")
    NYNORSK = "nn", _("Norwegian Nynorsk")
    ENGLISH = "en", _("English")


class TextIn(str):
    """A text that knows the language it is in, for pages in another: the template tag ``lang`` asks it.

    Whatever is made of it (cut, joined, put into a sentence) is a plain text again.
    """

    language: str

    def __new__(cls, text: str, language: str) -> Self:
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """For copies, as what is kept between requests is copied."""
        return str(self), self.language


def cut_text(text: str, length: int) -> str:
    """The text in at most so many characters; what knows its language goes on knowing it."""
    # Not Django's Truncator: lists of choices cut a title for every thesis there is, and that takes its time.
    short = text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
    return TextIn(short, text.language) if isinstance(text, TextIn) else short
