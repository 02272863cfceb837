"""What the page of one author says: what theses use the author's works for, and where they cite them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.lists import Crumb
from kb.pages.markdown import render_markdown
from kb.pages.sources.author_kinds import name_kind
from kb.pages.sources.places import list_places, present_places, present_themes, present_uses
from kb.pages.sources.uses import write_use
from kb.pages.sources.work import Counted, NamedLink
from kb.pages.sources.work_names import name_work
from kb.records.languages import tell_title
from kb.synthesis.sources.author_kinds import PAPER, find_kind
from kb.synthesis.sources.citing_places import QUOTED, SECOND_HAND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from kb.pages.sources.places import Places, Themed
    from kb.pages.sources.uses import UseTable
    from kb.records.models import Contributor, Person
    from kb.synthesis.sources.place_counts import Beside, BesideAuthor, WorkCount
    from kb.synthesis.sources.reading import SourceReading

WORKS_SHOWN = 6


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
class ThesisLink:
    title: str
    url: str
    role: str


@dataclass(frozen=True, slots=True)
class AuthorPage:
    title: str
    kind: str
    crumbs: tuple[Crumb, ...]
    note: SafeString
    orcid: str
    links: tuple[str, ...]
    variants: tuple[str, ...]
    wrote: tuple[ThesisLink, ...]
    works: tuple[WorkLink, ...]
    n_places: int
    n_theses: int
    use: str = ""
    places_url: str = ""
    quoted: Counted | None = None
    second_hand: Counted | None = None
    uses: UseTable | None = None
    about: tuple[Themed, ...] = ()
    via: tuple[Counted, ...] = ()
    co_cited: tuple[Counted, ...] = ()
    see_also: tuple[NamedLink, ...] = ()
    places: Places | None = None

    @property
    def has_several_works(self) -> bool:
        return len(self.works) > 1

    @property
    def works_shown(self) -> tuple[WorkLink, ...]:
        return self.works[:WORKS_SHOWN]

    @property
    def works_folded(self) -> tuple[WorkLink, ...]:
        return self.works[WORKS_SHOWN:]


def present_author(
    person: Person,
    reading: SourceReading,
    *,
    works: Sequence[WorkCount],
    co_cited: Sequence[BesideAuthor],
    via: Sequence[Beside],
    see_also: Iterable[Person],
    query: QueryDict,
) -> AuthorPage:
    """The page of an author; variants and contributions are fetched before."""
    names = {known.slug: name_work(known) for known in reading.works.values()}
    names |= {row.slug: row.sort_name for row in co_cited}
    kind = find_kind(person.kind, person.organization)
    uses = [(reading.theses[use.place], use) for use in reading.uses if use.place in reading.theses]
    return AuthorPage(
        title=person.display_name,
        kind=name_kind(kind),
        crumbs=(
            Crumb(_("Cited works"), reverse("work-list"))
            if kind == PAPER
            else Crumb(_("Cited authors"), reverse("author-list")),
        ),
        note=render_markdown(person.note),
        orcid=person.orcid,
        links=tuple(link for link in person.authority_links if _is_web(link)),
        variants=tuple(
            v.name for v in person.variants.all() if v.name not in {person.display_name, person.sort_name}
        ),
        wrote=tuple(_present_wrote(part) for part in person.contributions.all() if part.thesis.is_public),
        works=tuple(_present_work(row, reading, query) for row in works if row.pk in reading.works),
        n_places=reading.n_places,
        n_theses=reading.n_theses,
        use=write_use(reading.parts, reading.n_theses),
        places_url=list_places(query),
        quoted=Counted("", reading.n_quoted, list_places(query, how=QUOTED)),
        second_hand=Counted("", reading.n_second_hand, list_places(query, how=SECOND_HAND)),
        uses=present_uses(reading.places, uses, reading.parts, reading.n_theses, query=query),
        about=present_themes(reading, query),
        via=tuple(_present_via(row, reading, query) for row in via if row.pk in reading.works),
        co_cited=tuple(
            Counted(
                row.sort_name,
                row.n,
                list_places(query, **{"with": row.slug}),
                reverse("author-detail", args=[row.slug]),
            )
            for row in co_cited
        ),
        see_also=tuple(NamedLink(other.sort_name, other.get_absolute_url()) for other in see_also),
        places=present_places(reading, names=names, query=query),
    )


def _is_web(link: object) -> bool:
    return isinstance(link, str) and urlsplit(link).scheme in {"http", "https"}


def _present_work(row: WorkCount, reading: SourceReading, query: QueryDict) -> WorkLink:
    work = reading.works[row.pk]
    return WorkLink(
        name=name_work(work),
        title=tell_title(work.title),
        url=work.get_absolute_url(),
        is_stub=work.is_stub,
        n_places=row.n_places,
        places_url=list_places(query, work=work.slug),
        n_theses=row.n_theses,
    )


def _present_via(row: Beside, reading: SourceReading, query: QueryDict) -> Counted:
    work = reading.works[row.pk]
    return Counted(name_work(work), row.n, list_places(query, via=work.slug), work.get_absolute_url())


def _present_wrote(part: Contributor) -> ThesisLink:
    return ThesisLink(part.thesis.title, part.thesis.get_absolute_url(), part.get_role_display())
