"""A thesis as an entry of a reference list, APA 7."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.models import Person, Thesis

# APA 7, 9.8: up to twenty authors are named; of more, the first nineteen and the last.
MOST_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class CitationText:
    """An entry in three stretches, since only the title stands in italics."""

    before: str
    title: str
    after: str

    @property
    def plain(self) -> str:
        return f"{self.before}{self.title}{self.after}"


def write_thesis_reference(thesis: Thesis, authors: Sequence[Person]) -> CitationText:
    """``Etternavn, F. N. (2021). Tittel [Masteroppgave, Lærested]. https://...``; what is unknown is left out.

    A thesis without authors starts with its title, as APA 7 (9.12) asks.
    """
    title = thesis.title.rstrip(".")
    if thesis.subtitle:
        title = f"{title}: {thesis.subtitle.rstrip('.')}"
    year = str(thesis.year) if thesis.year else _("n.d.")
    degree = thesis.degree or _("Master’s thesis")
    place = ", ".join(
        part for part in (degree, thesis.institution.name if thesis.institution else "") if part
    )
    address = f"https://doi.org/{thesis.doi}" if thesis.doi else thesis.handle or thesis.url
    address = f" {address}" if address else ""
    if not authors:
        return CitationText("", title, f" [{place}]. ({year}).{address}")
    names = write_authors(authors)
    stop = "" if names.endswith(".") else "."
    return CitationText(f"{names}{stop} ({year}). ", title, f" [{place}].{address}")


def write_authors(authors: Sequence[Person]) -> str:
    """The authors as a reference list has them: "Aas, B. C. & Dal, E."."""
    names = [_write_author(person) for person in authors]
    if len(names) > MOST_AUTHORS:
        return f"{', '.join(names[: MOST_AUTHORS - 1])}, … {names[-1]}"
    if len(names) > 1:
        return f"{', '.join(names[:-1])} & {names[-1]}"
    return "".join(names)


def _write_author(person: Person) -> str:
    if person.organization:
        return person.organization
    return f"{person.family}, {write_initials(person.given)}" if person.given else person.family


def write_initials(given: str) -> str:
    """ "Anne-Lise B." as "A.-L. B."."""
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in name.split("-") if part)
        for name in given.replace(".", " ").split()
    )
