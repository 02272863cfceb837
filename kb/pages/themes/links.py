"""Addresses within a theme: every number on its pages leads to what it counts, and keeps the switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from kb.pages.themes.themes import list_quotations
from kb.pages.voices.links import voice_url, voices_url
from kb.synthesis.themes.on_theme import ask_group

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Number:
    """A count and the address of the list that has so many; "" where there is nothing to list."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class ThemeLinks:
    """Makes the addresses of one theme, with or without the switch to what curators confirmed."""

    slug: str
    is_confirmed: bool = False

    def _choices(self) -> dict[str, str]:
        return {"confirmed": "1"} if self.is_confirmed else {}

    def quotations(self, count: int, **choices: str | Sequence[str]) -> Number:
        """The quotations on the theme with these choices; ``also`` names another theme that they carry too."""
        also = choices.pop("also", "")
        themes = [self.slug, str(also)] if also else self.slug
        return _number(count, list_quotations(confirmed=self.is_confirmed, **{"theme": themes, **choices}))

    def group(self, count: int, group: str, **choices: str | Sequence[str]) -> Number:
        """The quotations of a role group, or from a sort of papers."""
        return self.quotations(count, **{**choices, **ask_group(group)})

    def voices(self, count: int, **choices: str) -> Number:
        return _number(count, voices_url(theme=self.slug, **choices, **self._choices()))

    def voice(self, count: int, thesis: str, label: str) -> Number:
        return _number(count, voice_url(thesis, label, theme=self.slug, **self._choices()))

    def places(self, count: int, url: str, **choices: str) -> Number:
        """The places about the theme that cite a work or an author, whose page ``url`` is."""
        query = urlencode({"theme": self.slug, **choices, **self._choices()})
        return _number(count, f"{url}?{query}#places")

    def sources(self, count: int, name: str) -> Number:
        """The works or authors cited in passages about the theme: "work-list", "author-list"."""
        return _number(count, f"{reverse(name)}?{urlencode({'theme': self.slug, **self._choices()})}")

    def page(self, name: str = "theme-detail", **choices: str | Sequence[str]) -> str:
        """A page of the theme itself: "theme-passages", "theme-theses", "theme-words", "theme-table", "theme-feed"."""
        kept = {key: value for key, value in {**choices, **self._choices()}.items() if value}
        address = reverse(name, args=[self.slug])
        return f"{address}?{urlencode(kept, doseq=True)}" if kept else address


def _number(count: int, url: str) -> Number:
    return Number(count, url if count else "")
