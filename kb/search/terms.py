"""What a question is made of: words, filters on fields, and hints on how it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = ("author", "thesis", "theme", "kind", "role", "institution")
FIELD_NAMES = {
    **{name: name for name in (*FIELDS, "year")},
    "forfatter": "author", "forfattar": "author", "oppgave": "thesis", "oppgåve": "thesis", "avhandling": "thesis",
    "tema": "theme", "type": "kind", "slag": "kind", "rolle": "role", "institusjon": "institution",
    "studiested": "institution", "studiestad": "institution", "år": "year", "aar": "year",
}  # fmt: skip
_KINDS = {
    "intervju": "interview", "litteratur": "literature", "politikk": "policy", "styringsdokument": "policy",
    "begrep": "term", "omgrep": "term", "tittel": "title", "annet": "other", "anna": "other",
}  # fmt: skip
_ROLES = {
    "leder": "leader", "leiar": "leader", "mellomleder": "middle_manager", "mellomleiar": "middle_manager",
    "ansatt": "employee", "tilsett": "employee", "medarbeider": "employee", "bruker": "user", "brukar": "user",
    "annen": "other", "annan": "other",
}  # fmt: skip
VALUES = {"kind": _KINDS, "role": _ROLES}
_YEARS = re.compile(r"(\d{4})?(?:(-|–|\.\.)(\d{4})?)?")


@dataclass(frozen=True, slots=True)
class Hint:
    """Something the reader should know about how the question was read; ``code`` is stable, ``about`` the words."""

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One word, or a phrase whose words must stand together in just these forms, or the beginning of a word.

    What is written as several words and is one, is one: "§ 14 a", "Meld. St. 33", "mål- og resultatstyring".
    """

    text: str
    is_phrase: bool = False
    is_prefix: bool = False

    def as_text(self) -> str:
        return f'"{self.text}"' if self.is_phrase else self.text + ("*" if self.is_prefix else "")


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """A field that must (or, negated, must not) have a value. Filters on one field widen, on several narrow."""

    field: str
    value: str
    negated: bool = False

    def as_text(self) -> str:
        value = f'"{self.value}"' if re.search(r"[\s:]", self.value) or not self.value else self.value
        return f"{'-' if self.negated else ''}{self.field}:{value}"


def make_filter(name: str, value: str, *, negated: bool) -> Filter:
    value = " ".join(value.replace('"', " ").split()).lstrip("-() ").rstrip("() ")
    return Filter(name, VALUES.get(name, {}).get(value.casefold(), value), negated)


def in_order(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    return tuple(sorted(dict.fromkeys(filters), key=lambda each: FIELDS.index(each.field)))


def read_years(value: str) -> tuple[int | None, int | None] | None:
    match = _YEARS.fullmatch(value.strip())
    if not match or not (match[1] or match[3]):
        return None
    first = int(match[1]) if match[1] else None
    last = int(match[3]) if match[3] else (None if match[2] else first)
    return (last, first) if first and last and last < first else (first, last)


def read_year(values: Iterable[str]) -> int | None:
    return next(
        (int(v) for v in values if v.strip().isascii() and v.strip().isdigit() and len(v.strip()) == 4), None
    )
