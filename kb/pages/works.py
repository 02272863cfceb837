"""What the pages about cited works say: the register, and one work through all theses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.authors import keep, present_sections
from kb.pages.citing import CitingSentence, present_citing
from kb.pages.lists import (
    Choice,
    Crumb,
    Facet,
    FacetOption,
    Pager,
    change_query,
    present_facet,
    present_pager,
)
from kb.pages.markdown import render_markdown
from kb.pages.quotation_cards import QuotationCard, present_links, present_quotation_card
from kb.pages.work_names import name_work
from kb.records.models import Work
from kb.synthesis.works import FULL, STUB, Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from kb.pages.chips import ThemeChip
    from kb.pages.places import Places
    from kb.records.models import Citation, Quotation, Reference
    from kb.synthesis.works import WorkCounts, WorkQuestion


@dataclass(frozen=True, slots=True)
class WorkCard:
    name: str
    title: str
    container: str
    url: str
    type_label: str
    is_stub: bool
    n_places: int
    n_theses: int


@dataclass(frozen=True, slots=True)
class WorkListPage:
    title: str
    works: tuple[WorkCard, ...]
    total: int
    shared: Choice
    facets: tuple[Facet, ...]
    chosen: tuple[FacetOption, ...]
    sections: tuple[Choice, ...]
    sortings: tuple[Choice, ...]
    clear_url: str
    words: str
    kept: tuple[tuple[str, str], ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """How one thesis prints the work in its reference list."""

    thesis: str
    url: str
    raw: str


@dataclass(frozen=True, slots=True)
class Locator:
    """A page cited, and how many places cite it."""

    text: str
    n: int


@dataclass(frozen=True, slots=True)
class WorkPage:
    title: str
    name: str
    crumbs: tuple[Crumb, ...]
    is_stub: bool
    authors: tuple[Person, ...]
    has_more_authors: bool
    facts: tuple[Fact, ...]
    note: SafeString
    themes: tuple[ThemeChip, ...]
    n_places: int
    n_theses: int
    locators: tuple[Locator, ...]
    entries: tuple[Entry, ...]
    quotations: tuple[QuotationCard, ...]
    read_in: tuple[CitingSentence, ...]
    places: Places


def present_work_list(
    page: Page[Work], *, question: WorkQuestion, counts: WorkCounts, query: QueryDict
) -> WorkListPage:
    """The register of works; those of ``page`` carry ``n_places`` and ``n_theses``."""
    names = dict(Work.Type.choices)
    known = {FULL: _("with its particulars"), STUB: _("known from citations only")}
    facets = (
        present_facet(
            "known",
            _("What is known of it"),
            [(name, known[name], n) for name, n in counts.known if n],
            query=query,
            is_single=True,
        ),
        present_facet(
            "type",
            _("Kind"),
            sorted(((name, str(names[name]), n) for name, n in counts.types if n), key=lambda row: -row[2]),
            query=query,
            is_single=True,
        ),
    )
    labels = {Sorting.SHARED: _("most theses"), Sorting.CITED: _("most citations"), Sorting.YEAR: _("newest")}
    shared = change_query(query, shared=None if question.shared else "1")
    return WorkListPage(
        title=_("Cited works"),
        works=tuple(_present_card(work) for work in page),
        total=counts.total,
        shared=Choice(_("Only what several theses cite"), shared, question.shared, counts.n_shared),
        facets=facets,
        chosen=tuple(option for facet in facets for option in facet.chosen),
        sections=present_sections("work-list"),
        sortings=tuple(
            Choice(
                label,
                change_query(query, sort=None if sorting is Sorting.SHARED else sorting.value),
                sorting is question.sorting,
            )
            for sorting, label in labels.items()
        ),
        clear_url=reverse("work-list"),
        words=question.words,
        kept=keep(query),
        pager=present_pager(page, query=query),
    )


def _present_card(work: Work) -> WorkCard:
    return WorkCard(
        name=name_work(work),
        title=work.title,
        container=work.container,
        url=work.get_absolute_url(),
        type_label="" if work.type == Work.Type.OTHER else work.get_type_display(),
        is_stub=work.is_stub,
        n_places=work.n_places,  # type: ignore[attr-defined]
        n_theses=work.n_theses,  # type: ignore[attr-defined]
    )


def present_work(
    work: Work,
    *,
    n_places: int,
    n_theses: int,
    locators: Iterable[tuple[str, int]],
    entries: Iterable[Reference],
    quotations: Iterable[Quotation],
    read_in: Iterable[Citation],
    places: Places,
) -> WorkPage:
    """The page of a work that came with its authors and, as ``shown_theme_links``, its themes."""
    return WorkPage(
        title=work.title or name_work(work),
        name=name_work(work),
        crumbs=(Crumb(_("Cited works"), reverse("work-list")),),
        is_stub=work.is_stub,
        authors=tuple(
            Person(part.person.display_name, part.person.get_absolute_url())
            for part in work.authorships.all()
        ),
        has_more_authors=work.has_more_authors,
        facts=tuple(fact for fact in _present_facts(work) if fact.value),
        note=render_markdown(work.note),
        themes=present_links(getattr(work, "shown_theme_links", [])),
        n_places=n_places,
        n_theses=n_theses,
        locators=tuple(Locator(text, n) for text, n in locators),
        entries=tuple(Entry(row.thesis.title, row.thesis.get_absolute_url(), row.raw) for row in entries),
        quotations=tuple(present_quotation_card(quotation) for quotation in quotations),
        read_in=tuple(present_citing(citation) for citation in read_in),
        places=places,
    )


def _present_facts(work: Work) -> Iterable[Fact]:
    issue = f"{work.volume}({work.issue})" if work.volume and work.issue else work.volume or work.issue
    yield Fact(_("Year"), work.dated)
    yield Fact(_("In"), work.container)
    yield Fact(_("Volume"), issue)
    yield Fact(_("Pages"), work.pages)
    yield Fact(_("Publisher"), work.publisher)
    yield Fact(_("Kind"), "" if work.type == Work.Type.OTHER else work.get_type_display())
    yield Fact("DOI", work.doi, f"https://doi.org/{work.doi}" if work.doi else "")
    if urlsplit(work.url).scheme in {"http", "https"}:
        yield Fact(_("Address"), work.url, work.url)
