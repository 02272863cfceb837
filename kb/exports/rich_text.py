"""Text of which stretches stand in italics: what a citation is, before it becomes a page or something to paste."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

# Characters for private use, which no text of ours holds once it is cleaned: where italics begin and end.
ITALIC = "\ue000"
UPRIGHT = "\ue001"
_PRIVATE = re.compile(r"[\ue000-\ue00f]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """``language`` is that of the words, where they may be in another than what is around them."""

    text: str
    is_italic: bool = False
    language: str = ""

    @property
    def html(self) -> str:
        tag = "i" if self.is_italic else "span"
        if self.language:
            return format_html('<{0} lang="{1}">{2}</{0}>', tag, self.language, self.text)
        return format_html("<i>{}</i>", self.text) if self.is_italic else escape(self.text)


@dataclass(frozen=True, slots=True)
class RichText:
    """Stretches that follow each other; neighbours differ in whether they are italic, or in language."""

    stretches: tuple[Stretch, ...] = ()

    @property
    def plain(self) -> str:
        return "".join(stretch.text for stretch in self.stretches)

    @property
    def html(self) -> SafeString:
        """As a page shows it."""
        return mark_safe("".join(stretch.html for stretch in self.stretches))

    def __str__(self) -> str:
        return self.plain

    def tell(self, words: str, language: str) -> RichText:
        """The same where ``words``, such as a title, tell that they are in ``language``."""
        return RichText(tuple(part for stretch in self.stretches for part in _part(stretch, words, language)))


def _part(stretch: Stretch, words: str, language: str) -> Iterable[Stretch]:
    before, found, after = stretch.text.partition(words) if words and language else (stretch.text, "", "")
    if not found or stretch.language:
        return (stretch,)
    parts = (
        replace(stretch, text=before),
        Stretch(found, stretch.is_italic, language),
        replace(stretch, text=after),
    )
    return (part for part in parts if part.text)


def read_marked(text: str, language: str = "") -> RichText:
    """The text with its marks turned into stretches; italics within italics are italics.

    ``language`` is that of what stands in italics: a title.
    """
    stretches: list[Stretch] = []
    depth = 0
    for piece in re.split(f"([{ITALIC}{UPRIGHT}])", text):
        if piece == ITALIC:
            depth += 1
        elif piece == UPRIGHT:
            depth = max(depth - 1, 0)
        elif piece and stretches and stretches[-1].is_italic == bool(depth):
            stretches[-1] = replace(stretches[-1], text=stretches[-1].text + piece)
        elif piece:
            stretches.append(Stretch(piece, bool(depth), language if depth else ""))
    return RichText(tuple(stretches))


def clean(text: str) -> str:
    """The text on one line, without characters that would be taken for marks."""
    return " ".join(_PRIVATE.sub("", text).split())
