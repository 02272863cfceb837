"""What reference lists print of a work and its record has no place for: who edited what it is in, what thesis it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from kb.records.models import Chapter, Reference, Work
from kb.records.querysets import is_public

if TYPE_CHECKING:
    from django.db.models import QuerySet

# "[Upublisert masteroppgave]", "(Doktorgradsavhandling, Universitetet i Øya)".
_GENRE = re.compile(
    r"[(\[]\s*(?P<genre>(?:(?:upublisert|unpublished)\s+)?(?:bachelor|master|hovedfag|doktor|doctor|ph\.?\s?d)"
    r"[^()\[\],;:\d]{0,40}?)\s*[,;:)\]]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """``editors`` are as ``Reference.parsed`` has them; ``genre`` is of a thesis ("Upublisert masteroppgave")."""

    editors: tuple[dict[str, str], ...] = ()
    genre: str = ""


NOTHING = Printed()


def find_public_entries() -> QuerySet[Reference]:
    """The entries of open theses, but for lists that a curator has hidden."""
    hidden = Chapter.objects.filter(thesis=OuterRef("thesis"), kind=Chapter.Kind.REFERENCES, is_hidden=True)
    return Reference.objects.filter(is_public("thesis__")).exclude(Exists(hidden))


def find_printed(work: Work) -> Printed:
    """What the first list that tells it prints; one query, none for works of a kind that has neither."""
    if work.type not in {Work.Type.BOOK, Work.Type.CHAPTER, Work.Type.THESIS}:
        return NOTHING
    editors: tuple[dict[str, str], ...] = ()
    genre = ""
    for entry in find_public_entries().filter(work=work).order_by("thesis", "order"):
        editors = editors or tuple(entry.parsed.get("editors") or ())
        said = _GENRE.search(entry.raw)
        genre = genre or (" ".join(said["genre"].split()) if said else "")
    return Printed(editors, genre[:1].upper() + genre[1:])
