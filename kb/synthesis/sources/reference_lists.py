"""Reference lists of theses as far as the public may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.records.languages import TextIn
from kb.records.printed import find_public_entries

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kb.records.models import Reference, Thesis, Work


@dataclass(frozen=True, slots=True)
class Wording:
    """How reference lists print a work, and the theses that print it so, newest first, as (slug, title, year)."""

    raw: str
    theses: tuple[tuple[str, TextIn, int | None], ...]


def find_wordings(work: Work) -> list[Wording]:
    """How reference lists print the work, the most common wording first; one query."""
    rows = (
        find_public_entries()
        .filter(work=work)
        .order_by("-thesis__year", "thesis__title", "order")
        .values_list("raw", "thesis__slug", "thesis__title", "thesis__language", "thesis__year")
    )
    wordings: dict[str, tuple[str, dict[tuple[str, TextIn, int | None], None]]] = {}
    for raw, slug, title, language, year in rows:
        # Blanks and points are the typist's.
        key = "".join(character for character in raw.casefold() if character.isalnum())
        wordings.setdefault(key, (raw, {}))[1][slug, TextIn(title, language), year] = None
    found = [Wording(raw, tuple(theses)) for raw, theses in wordings.values()]
    return sorted(found, key=lambda wording: -len(wording.theses))


def find_reference_list(thesis: Thesis) -> QuerySet[Reference]:
    """The thesis' own list, as it runs."""
    return find_public_entries().filter(thesis=thesis).order_by("order")
