"""The languages that texts are in."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.language.titles import NORWEGIAN, guess_language


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


def tell_title(title: str) -> str:
    """The title of a cited work: a text that knows its language, where its words tell it.

    Nobody writes down which language a title is in, and curators mend titles: so it is asked each time.
    """
    language = guess_language(title)
    return TextIn(title, language) if language else title


def find_foreign(text: object) -> str:
    """The language of a text that knows it, where it is another than that of the page; else ""."""
    language, page = getattr(text, "language", ""), get_language() or ""
    is_own = language == page or (language == NORWEGIAN and page in {Language.BOKMAL, Language.NYNORSK})
    return "" if is_own else language


def cut_text(text: str, length: int) -> str:
    """The text in at most so many characters, cut at a word; what knows its language goes on knowing it."""
    # Not Django's Truncator: lists of choices cut a title for every thesis there is, and that takes its time.
    if len(text) <= length:
        return text
    kept = text[: length - 1].rpartition(" ")[0] or text[: length - 2]
    short = f"{kept.rstrip(' ,;:–-')} …"
    return TextIn(short, text.language) if isinstance(text, TextIn) else short
