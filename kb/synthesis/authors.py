"""Who is cited across theses, and one author through all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count

from kb.records.models import Citation, NameVariant, Person
from kb.synthesis.alphabet import LETTERS, OTHER, find_letter, make_sort_key
from kb.synthesis.quotations import read_words

if TYPE_CHECKING:
    from django.http import QueryDict

    from kb.records.querysets import CitationQuerySet

_AUTHOR = "work__authorships__person"


class Sorting(StrEnum):
    NAME = "name"
    THESES = "theses"
    CITATIONS = "citations"


@dataclass(frozen=True, slots=True)
class AuthorQuestion:
    """Which cited authors a reader wants to see; empty means all."""

    letter: str = ""
    kind: str = ""
    words: str = ""
    sorting: Sorting = Sorting.NAME

    @classmethod
    def from_params(cls, params: QueryDict) -> AuthorQuestion:
        letter, kind, sorting = (
            params.get("letter", "").upper(),
            params.get("kind", ""),
            params.get("sort", ""),
        )
        return cls(
            letter=letter if letter in {*LETTERS, OTHER} else "",
            kind=kind if kind in Person.Kind.values else "",
            words=read_words(params.get("q", "")),
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.NAME,
        )


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """A cited author: how often in public text, in how many theses, and how many works of theirs."""

    pk: int
    slug: str
    sort_name: str
    kind: str
    n_citations: int
    n_theses: int
    n_works: int

    @property
    def letter(self) -> str:
        return find_letter(self.sort_name)


@dataclass(frozen=True, slots=True)
class AuthorList:
    """The authors that answer, in order, and what each letter and kind would leave, the other choices kept."""

    authors: tuple[AuthorRow, ...]
    letters: dict[str, int]
    kinds: dict[str, int]


def find_authors(question: AuthorQuestion) -> AuthorList:
    """All cited authors that answer; one query, and one for other names where words are asked for."""
    rows = (
        Citation.objects.public()
        .filter(**{f"{_AUTHOR}__isnull": False})
        .order_by()
        .values_list(_AUTHOR, f"{_AUTHOR}__slug", f"{_AUTHOR}__sort_name", f"{_AUTHOR}__kind")
        .annotate(
            n_citations=Count("pk", distinct=True),
            n_theses=Count("thesis", distinct=True),
            n_works=Count("work", distinct=True),
        )
    )
    named = _match_names([AuthorRow(*row) for row in rows], question.words)
    letters, kinds = dict.fromkeys((*LETTERS, OTHER), 0), dict.fromkeys(Person.Kind.values, 0)
    for row in named:
        letters[row.letter] += _answers(row, replace(question, letter=""))
        kinds[row.kind] += _answers(row, replace(question, kind=""))
    found = [row for row in named if _answers(row, question)]
    return AuthorList(tuple(_sort(found, question.sorting)), letters, kinds)


def _answers(row: AuthorRow, question: AuthorQuestion) -> bool:
    return question.letter in {"", row.letter} and question.kind in {"", row.kind}


def _match_names(rows: list[AuthorRow], words: str) -> list[AuthorRow]:
    """Those with every word in their name or in another name of theirs."""
    wanted = words.casefold().split()
    if not wanted:
        return rows
    names = {row.pk: row.sort_name for row in rows}
    for pk, name in NameVariant.objects.filter(person__in=names).values_list("person", "name"):
        names[pk] = f"{names[pk]} {name}"
    return [row for row in rows if all(word in names[row.pk].casefold() for word in wanted)]


def _sort(rows: list[AuthorRow], sorting: Sorting) -> list[AuthorRow]:
    by_name = sorted(rows, key=lambda row: (make_sort_key(row.sort_name), row.pk))
    if sorting is Sorting.THESES:
        return sorted(by_name, key=lambda row: (-row.n_theses, -row.n_citations))
    if sorting is Sorting.CITATIONS:
        return sorted(by_name, key=lambda row: (-row.n_citations, -row.n_theses))
    return by_name


@dataclass(frozen=True, slots=True)
class CoCited:
    """Another author, and at how many places the first is cited with one of their works in the same passage."""

    slug: str
    sort_name: str
    n: int


def find_co_cited(citations: CitationQuerySet, person: Person, limit: int) -> tuple[CoCited, ...]:
    """Who is cited beside ``person`` in the passages of ``citations``; two queries.

    Works that both wrote do not count: being named together on a title page is something else.
    """
    places: dict[int, list[tuple[int, int]]] = {}
    for pk, passage, work in citations.order_by().values_list("pk", "passage", "work"):
        places.setdefault(passage, []).append((pk, work))
    beside: dict[tuple[str, str], set[int]] = {}
    rows = (
        Citation.objects.public()
        .filter(passage__in=citations.order_by().values("passage"))
        .exclude(**{_AUTHOR: person})
        .filter(**{f"{_AUTHOR}__isnull": False})
        .order_by()
        .values_list("passage", "work", f"{_AUTHOR}__slug", f"{_AUTHOR}__sort_name")
    )
    for passage, _work, slug, name in rows:
        beside.setdefault((slug, name), set()).update(pk for pk, _own in places.get(passage, ()))
    ranked = sorted(beside.items(), key=lambda row: (-len(row[1]), make_sort_key(row[0][1])))
    return tuple(CoCited(slug, name, len(pks)) for (slug, name), pks in ranked[:limit])
