"""Text of which stretches stand in italics: what a citation is, before it becomes a page or something to paste."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import mark_safe

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

# Characters for private use, which no text of ours holds once it is cleaned: where italics begin and end.
ITALIC = "\ue000"
UPRIGHT = "\ue001"
_PRIVATE = re.compile(r"[\ue000-\ue00f]")


@dataclass(frozen=True, slots=True)
class Stretch:
    text: str
    is_italic: bool = False


@dataclass(frozen=True, slots=True)
class RichText:
    """Stretches that follow each other; neighbours differ in whether they are italic."""

    stretches: tuple[Stretch, ...] = ()

    @property
    def plain(self) -> str:
        return "".join(stretch.text for stretch in self.stretches)

    @property
    def html(self) -> SafeString:
        """As a page shows it."""
        return mark_safe(
            "".join(
                f"<i>{escape(stretch.text)}</i>" if stretch.is_italic else escape(stretch.text)
                for stretch in self.stretches
            )
        )

    def __str__(self) -> str:
        return self.plain


def read_marked(text: str) -> RichText:
    """The text with its marks turned into stretches; italics within italics are italics."""
    stretches: list[Stretch] = []
    depth = 0
    for piece in re.split(f"([{ITALIC}{UPRIGHT}])", text):
        if piece == ITALIC:
            depth += 1
        elif piece == UPRIGHT:
            depth = max(depth - 1, 0)
        elif piece and stretches and stretches[-1].is_italic == bool(depth):
            stretches[-1] = Stretch(stretches[-1].text + piece, bool(depth))
        elif piece:
            stretches.append(Stretch(piece, bool(depth)))
    return RichText(tuple(stretches))


def clean(text: str) -> str:
    """The text on one line, without characters that would be taken for marks."""
    return " ".join(_PRIVATE.sub("", text).split())
