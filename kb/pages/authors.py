"""What the pages about cited authors say: the register, and one author through all theses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.lists import Choice, Crumb, Facet, Pager, change_query, present_facet, present_pager
from kb.pages.markdown import render_markdown
from kb.pages.work_names import name_work
from kb.records.models import Contributor, Person
from kb.synthesis.authors import Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from kb.pages.places import Places
    from kb.synthesis.authors import AuthorList, AuthorQuestion, AuthorRow, CoCited
    from kb.synthesis.themes import CitedWork


@dataclass(frozen=True, slots=True)
class AuthorLink:
    name: str
    url: str
    is_organization: bool
    n_citations: int
    n_theses: int
    n_works: int


@dataclass(frozen=True, slots=True)
class AuthorListPage:
    title: str
    authors: tuple[AuthorLink, ...]
    total: int
    most: int
    letters: tuple[Choice, ...]
    facets: tuple[Facet, ...]
    sections: tuple[Choice, ...]
    sortings: tuple[Choice, ...]
    clear_url: str
    words: str
    kept: tuple[tuple[str, str], ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class WorkLink:
    """A work of the author's; ``places_url`` narrows the list of places to it."""

    name: str
    title: str
    url: str
    is_stub: bool
    n_places: int
    places_url: str
    n_theses: int


@dataclass(frozen=True, slots=True)
class CoCitedLink:
    name: str
    url: str
    n: int
    places_url: str


@dataclass(frozen=True, slots=True)
class ThesisLink:
    title: str
    url: str
    role: str


@dataclass(frozen=True, slots=True)
class AuthorPage:
    title: str
    crumbs: tuple[Crumb, ...]
    is_organization: bool
    note: SafeString
    orcid: str
    links: tuple[str, ...]
    variants: tuple[str, ...]
    wrote: tuple[ThesisLink, ...]
    works: tuple[WorkLink, ...]
    n_places: int
    n_theses: int
    co_cited: tuple[CoCitedLink, ...]
    places: Places


def present_author_list(
    page: Page[AuthorRow], listed: AuthorList, *, question: AuthorQuestion, query: QueryDict
) -> AuthorListPage:
    """The register as far as the reader narrowed it."""
    labels = {
        Sorting.NAME: _("name"),
        Sorting.THESES: _("most theses"),
        Sorting.CITATIONS: _("most citations"),
    }
    kinds = [
        (kind, str(label), listed.kinds[kind]) for kind, label in Person.Kind.choices if listed.kinds[kind]
    ]
    return AuthorListPage(
        title=_("Cited authors"),
        authors=tuple(_present_link(row) for row in page),
        total=len(listed.authors),
        most=max((row.n_theses for row in listed.authors), default=0),
        letters=tuple(
            Choice(
                letter,
                change_query(query, letter=None if letter == question.letter else letter) if n else "",
                letter == question.letter,
                n,
            )
            for letter, n in listed.letters.items()
            if letter != "#" or n
        ),
        facets=(present_facet("kind", _("Kind"), kinds, query=query, is_single=True),),
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
        words=question.words,
        kept=keep(query),
        pager=present_pager(page, query=query),
    )


def present_sections(current: str) -> tuple[Choice, ...]:
    """The two registers of sources, as tabs."""
    return (
        Choice(_("Authors"), reverse("author-list"), current == "author-list"),
        Choice(_("Works"), reverse("work-list"), current == "work-list"),
    )


def keep(query: QueryDict) -> tuple[tuple[str, str], ...]:
    """The choices that a text field sends along, as (name, value)."""
    return tuple(
        (name, value) for name in sorted(query) if name not in {"q", "page"} for value in query.getlist(name)
    )


def present_author(
    person: Person,
    *,
    works: Iterable[CitedWork],
    co_cited: Iterable[CoCited],
    n_places: int,
    n_theses: int,
    places: Places,
    query: QueryDict,
) -> AuthorPage:
    """The page of an author; variants and contributions are fetched before."""
    return AuthorPage(
        title=person.display_name,
        crumbs=(Crumb(_("Cited authors"), reverse("author-list")),),
        is_organization=person.kind == Person.Kind.ORGANIZATION,
        note=render_markdown(person.note),
        orcid=person.orcid,
        links=tuple(link for link in person.authority_links if _is_web(link)),
        variants=tuple(
            v.name for v in person.variants.all() if v.name not in {person.display_name, person.sort_name}
        ),
        wrote=tuple(_present_wrote(part) for part in person.contributions.all() if part.thesis.is_public),
        works=tuple(_present_work(row, query) for row in works),
        n_places=n_places,
        n_theses=n_theses,
        co_cited=tuple(_present_co_cited(row, query) for row in co_cited),
        places=places,
    )


def _is_web(link: object) -> bool:
    return isinstance(link, str) and urlsplit(link).scheme in {"http", "https"}


def _present_link(row: AuthorRow) -> AuthorLink:
    return AuthorLink(
        name=row.sort_name,
        url=reverse("author-detail", args=[row.slug]),
        is_organization=row.kind == Person.Kind.ORGANIZATION,
        n_citations=row.n_citations,
        n_theses=row.n_theses,
        n_works=row.n_works,
    )


def _present_work(row: CitedWork, query: QueryDict) -> WorkLink:
    work = row.work
    return WorkLink(
        name=name_work(work),
        title=work.title,
        url=work.get_absolute_url(),
        is_stub=work.is_stub,
        n_places=row.n_places,
        places_url=change_query(
            query, work=work.slug, thesis=None, theme=None, confirmed=None, **{"with": None}
        )
        + "#places",
        n_theses=row.n_theses,
    )


def _present_co_cited(row: CoCited, query: QueryDict) -> CoCitedLink:
    places_url = change_query(query, work=None, thesis=None, theme=None, confirmed=None, **{"with": row.slug})
    return CoCitedLink(
        row.sort_name, reverse("author-detail", args=[row.slug]), row.n, f"{places_url}#places"
    )


def _present_wrote(part: Contributor) -> ThesisLink:
    return ThesisLink(part.thesis.title, part.thesis.get_absolute_url(), part.get_role_display())
