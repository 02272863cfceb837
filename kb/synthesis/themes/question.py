"""What a reader may ask of the page of a theme: which theses side by side, which roles against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.synthesis.quotations.question import read_values, read_words
from kb.synthesis.themes.on_theme import LITERATURE, POLICY, ROLE_GROUPS

if TYPE_CHECKING:
    from django.http import QueryDict

MOST_BESIDE = 4
LEAST_BESIDE = 2
DEFAULT_BESIDE = 3


@dataclass(frozen=True, slots=True)
class ThemeQuestion:
    """``theses`` are slugs, as asked for; ``first`` and ``second`` role groups, "" for none asked for."""

    theses: tuple[str, ...] = ()
    first: str = ""
    second: str = ""
    is_confirmed: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> ThemeQuestion:
        """What an address asks; what makes no sense is passed over."""
        return cls(
            theses=read_values(params, "t"),
            first="".join(read_values(params, "a", ROLE_GROUPS)[:1]),
            second="".join(read_values(params, "b", ROLE_GROUPS)[:1]),
            is_confirmed=params.get("confirmed") == "1",
        )


@dataclass(frozen=True, slots=True)
class PassageQuestion:
    """Which passages on a theme: of one thesis, that cite policy papers or research."""

    thesis: str = ""
    cites: str = ""
    is_confirmed: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> PassageQuestion:
        return cls(
            thesis="".join(read_values(params, "thesis")[:1]),
            cites="".join(read_values(params, "cites", (POLICY, LITERATURE))[:1]),
            is_confirmed=params.get("confirmed") == "1",
        )


@dataclass(frozen=True, slots=True)
class WordQuestion:
    """Which quotations on a theme: those of the role groups that hold the word in any of its forms."""

    word: str = ""
    roles: tuple[str, ...] = ()
    is_confirmed: bool = False

    @classmethod
    def from_params(cls, params: QueryDict) -> WordQuestion:
        return cls(
            word=read_words(params.get("word", "")).casefold(),
            roles=read_values(params, "role", ROLE_GROUPS) or ROLE_GROUPS,
            is_confirmed=params.get("confirmed") == "1",
        )


def read_year(params: QueryDict) -> str:
    """The year asked for, "none" for theses without one, "" for all."""
    year = params.get("year", "")
    return year if re.fullmatch(r"[0-9]{1,4}|none", year) else ""
