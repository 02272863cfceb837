"""What the register of cited authors says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.lists import Choice, Facet, FacetOption, Pager, change_query, present_facet, present_pager
from kb.pages.sources.author_kinds import count_kind, name_kind, name_kinds
from kb.pages.sources.lists import (
    keep,
    narrow_address,
    present_letters,
    present_places_facets,
    present_sections,
    present_switch,
)
from kb.synthesis.sources.author_kinds import KINDS
from kb.synthesis.sources.authors import Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.synthesis.sources.authors import AuthorList, AuthorQuestion, AuthorRow
    from kb.synthesis.sources.register import Narrowing
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class AuthorLink:
    name: str
    url: str
    places_url: str
    kind: str
    n_citations: int
    n_theses: int
    n_works: int


@dataclass(frozen=True, slots=True)
class AuthorGroup:
    """Authors of one kind as far as this page of the list has them."""

    label: str
    kind: str
    authors: tuple[AuthorLink, ...]


@dataclass(frozen=True, slots=True)
class AuthorListPage:
    """``counts`` say how many of each kind answer."""

    title: str
    groups: tuple[AuthorGroup, ...]
    counts: tuple[str, ...]
    total: int
    most: int
    letters: tuple[Choice, ...]
    letter: str
    facets: tuple[Facet, ...]
    chosen: tuple[FacetOption, ...]
    sections: tuple[Choice, ...]
    sortings: tuple[Choice, ...]
    clear_url: str
    table_url: str
    confirmed: Choice
    words: str
    kept: tuple[tuple[str, str], ...]
    pager: Pager

    @property
    def authors(self) -> tuple[AuthorLink, ...]:
        return tuple(author for group in self.groups for author in group.authors)


def present_author_list(
    page: Page[AuthorRow],
    listed: AuthorList,
    *,
    question: AuthorQuestion,
    vocabulary: Vocabulary,
    query: QueryDict,
) -> AuthorListPage:
    """The register as far as the reader narrowed it."""
    labels = {
        Sorting.NAME: _("name"),
        Sorting.THESES: _("most theses"),
        Sorting.CITATIONS: _("most citations"),
    }
    kinds = [(kind, name_kinds(kind), listed.kinds[kind]) for kind in KINDS if listed.kinds[kind]]
    counts = Counter(row.kind for row in listed.authors)
    where = present_places_facets(listed.choices, question.where, listed.facts, vocabulary, query)
    facets = (where[0], present_facet("kind", _("Kind"), kinds, query=query, is_single=True), *where[1:])
    return AuthorListPage(
        title=_("Cited authors"),
        groups=tuple(
            AuthorGroup(name_kinds(kind), kind, tuple(_present_link(row, question.where) for row in rows))
            for kind, rows in groupby(page, key=lambda row: row.kind)
        ),
        counts=tuple(count_kind(kind, counts[kind]) for kind in KINDS if counts[kind]),
        total=len(listed.authors),
        most=max((row.n_theses for row in listed.authors), default=0),
        letters=present_letters(listed.letters, question.letter, query),
        letter=question.letter,
        facets=facets,
        chosen=tuple(option for facet in facets for option in facet.chosen),
        sections=present_sections("author-list"),
        sortings=tuple(
            Choice(
                label,
                change_query(query, sort=None if sorting is Sorting.NAME else sorting.value),
                sorting is question.sorting,
            )
            for sorting, label in labels.items()
        ),
        clear_url=reverse("author-list"),
        table_url=change_query(query, format="csv"),
        confirmed=present_switch(question.where, query),
        words=question.words,
        kept=keep(query),
        pager=present_pager(page, query=query),
    )


def _present_link(row: AuthorRow, where: Narrowing) -> AuthorLink:
    url = reverse("author-detail", args=[row.slug])
    return AuthorLink(
        name=row.sort_name,
        url=url,
        places_url=narrow_address(url, where),
        kind=row.kind,
        n_citations=row.n_citations,
        n_theses=row.n_theses,
        n_works=row.n_works,
    )


def present_author_rows(rows: Iterable[AuthorRow]) -> tuple[list[str], list[tuple[object, ...]]]:
    """The register as a table to download: its head and its rows."""
    head = [_("Author"), _("Kind"), _("Theses"), _("Places"), _("Works"), _("Address")]
    return head, [
        (
            row.sort_name,
            name_kind(row.kind),
            row.n_theses,
            row.n_citations,
            row.n_works,
            reverse("author-detail", args=[row.slug]),
        )
        for row in rows
    ]
