"""Records as CSL-JSON items: what citation programs exchange, and what every other form of a citation is made of.

https://docs.citationstyles.org/en/stable/specification.html, Appendices III and IV.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kb.ingest.names import is_particle
from kb.records.printed import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kb.records.models import Person, Quotation, Thesis, Work
    from kb.records.printed import Printed

Item = dict[str, Any]

# Who stands behind "et al." is not known.
MORE_AUTHORS = {"literal": "et al."}
IN_PRESS = "in press"

_TYPES = {
    "book": "book",
    "chapter": "chapter",
    "article": "article-journal",
    "report": "report",
    "thesis": "thesis",
    "law": "legislation",
    "web": "webpage",
}
_ANY = "document"

_YEARS = re.compile(r"(\d{4})(?:\s?[-–/]\s?(\d{4}))?")
_UNDATED = frozenset({"", "u.å.", "u.å", "u.d.", "n.d.", "s.a."})
_IN_PRESS = frozenset({"i trykk", "in press", "forthcoming"})

# What a thesis is, by how degrees are written on title pages; a citation names it in its own language.
_GENRES = (
    (
        re.compile(r"bachelor", re.IGNORECASE),
        {"nb": "Bacheloroppgave", "nn": "Bacheloroppgåve", "en": "Bachelor’s thesis"},
    ),
    (
        re.compile(r"ph\.?\s?d|doktor|doctor|dr\.\s?\w", re.IGNORECASE),
        {"nb": "Doktorgradsavhandling", "nn": "Doktorgradsavhandling", "en": "Doctoral dissertation"},
    ),
    (
        re.compile(r"^master(?:oppg\w+|avhandling|grad\w*|['’]s)?(?:\s+(?:thesis|degree|oppg\w+))?$", re.IGNORECASE),
        {"nb": "Masteroppgave", "nn": "Masteroppgåve", "en": "Master’s thesis"},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in its source something stands: ``label`` "page" or "chapter", or "" where nothing is known."""

    label: str = ""
    value: str = ""


NOWHERE = Locator()


def make_thesis_item(thesis: Thesis, authors: Sequence[Person], language: str) -> Item:
    """The thesis; ``language`` is that of the citation, in which its genre is named."""
    issued: Item = {"date-parts": [[thesis.year]]}
    if thesis.date and thesis.date.year == thesis.year:
        issued = {"date-parts": [[thesis.date.year, thesis.date.month, thesis.date.day]]}
    return _without_empty(
        {
            "id": thesis.slug,
            "type": "thesis",
            "title": join_title(thesis.title, thesis.subtitle),
            "author": make_names(authors),
            "genre": name_genre(thesis.degree, language),
            "publisher": thesis.institution.name if thesis.institution else "",
            "issued": issued if thesis.year else None,
            "language": thesis.language,
            "DOI": _bare_doi(thesis.doi),
            "URL": thesis.handle or thesis.url,
        }
    )


def make_work_item(work: Work, printed: Printed = NOTHING) -> Item:
    """The work, whose authors were fetched before. A stub has authors and year alone.

    A book whose authors are its editors has no author, as citation programs have it.
    """
    authors = make_names(part.person for part in work.authorships.all())
    editors = [_make_editor(editor) for editor in printed.editors] if work.type in {"chapter", "book"} else []
    if work.type == "book":
        is_edited = editors and [_tell(name) for name in editors] == [_tell(name) for name in authors]
        authors, editors = ([], authors) if is_edited and not work.has_more_authors else (authors, [])
    return _without_empty(
        {
            "id": work.slug,
            "type": _TYPES.get(work.type, _ANY),
            "title": work.title,
            "author": [*authors, MORE_AUTHORS] if authors and work.has_more_authors else authors,
            **make_date(work.year),
            "year-suffix": work.suffix,
            "editor": editors,
            "genre": printed.genre if work.type == "thesis" else "",
            "container-title": work.container,
            "publisher": work.publisher,
            "volume": work.volume,
            "issue": work.issue,
            "page": work.pages.replace("–", "-"),
            "DOI": _bare_doi(work.doi),
            "URL": work.url,
        }
    )


def make_names(people: Iterable[Person]) -> list[Item]:
    """The names in order. A particle ("von") stands apart; an organisation is not taken apart."""
    return [_make_name(person) for person in people]


def _make_name(person: Person) -> Item:
    if person.organization:
        return {"literal": person.organization}
    words = person.family.split()
    at = 0
    while at < len(words) - 1 and words[at].islower() and is_particle(words[at]):
        at += 1
    return _without_empty(
        {
            "family": " ".join(words[at:]),
            "given": person.given.strip(" ,"),
            "non-dropping-particle": " ".join(words[:at]),
        }
    )


def _make_editor(editor: Mapping[str, str]) -> Item:
    if editor.get("organization"):
        return {"literal": editor["organization"]}
    return _without_empty({"family": editor.get("family", ""), "given": editor.get("given", "").strip(" ,")})


def _tell(name: Item) -> str:
    """By what two forms of a name are known to be one."""
    return str(
        name.get("literal") or f"{name.get('non-dropping-particle', '')} {name.get('family', '')}"
    ).strip()


def make_date(year: str) -> Item:
    """``issued``, or ``status`` of what is in press; nothing for what is undated."""
    said = year.strip()
    if said.casefold() in _UNDATED:
        return {}
    if said.casefold() in _IN_PRESS:
        return {"status": IN_PRESS}
    match = _YEARS.fullmatch(said)
    if match is None:
        return {"issued": {"literal": said}}
    return {"issued": {"date-parts": [[int(part)] for part in match.groups() if part]}}


def name_genre(degree: str, language: str) -> str:
    """What a title page calls the thesis, in the language of the citation; its own words where they say more.

    Where it says nothing it is a master's thesis, as nearly all here are.
    """
    written = " ".join((degree or "master").split())
    for pattern, names in _GENRES:
        if pattern.search(written):
            return names.get(language, names["en"])
    return written


def join_title(title: str, subtitle: str) -> str:
    """Title and subtitle with a colon between them, unless the title ends in a mark of its own."""
    first, second = title.strip().rstrip("."), subtitle.strip().rstrip(".")
    if not second:
        return first
    return f"{first}{' ' if first.endswith(('?', '!', ':')) else ': '}{second}"


def find_locator(quotation: Quotation) -> Locator:
    """The page of the words, from page to page where they run on; the chapter where no page is known."""
    first, last = quotation.passage, quotation.last_passage
    if first is None:
        return Locator()
    if first.page:
        runs_on = last is not None and last.page and last.page != first.page
        return Locator("page", f"{first.page}-{last.page}" if last and runs_on else first.page)
    return Locator("chapter", first.chapter.number) if first.chapter.number else Locator()


def _bare_doi(doi: str) -> str:
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi.strip(), flags=re.IGNORECASE)


def _without_empty(item: Item) -> Item:
    return {name: value for name, value in item.items() if value}
