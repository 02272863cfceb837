"""What the register of cited works says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.lists import Choice, Facet, FacetOption, Pager, change_query, present_facet, present_pager
from kb.pages.sources.lists import (
    keep,
    narrow_address,
    present_letters,
    present_places_facets,
    present_sections,
    present_switch,
)
from kb.pages.sources.uses import name_part, write_use
from kb.pages.sources.work_names import name_work
from kb.records.languages import tell_title
from kb.records.models import Work
from kb.synthesis.sources.works import FULL, NONE, STUB, Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.synthesis.sources.place_counts import PartCount
    from kb.synthesis.sources.register import Narrowing
    from kb.synthesis.sources.works import WorkList, WorkQuestion, WorkRow
    from kb.synthesis.vocabulary import Vocabulary

    Parts = Mapping[int, tuple[PartCount, ...]]


@dataclass(frozen=True, slots=True)
class WorkCard:
    """``use`` says what theses use it for; ``places_url`` lists the places that ``n_places`` counts."""

    name: str
    title: str
    container: str
    url: str
    places_url: str
    type_label: str
    is_stub: bool
    use: str
    n_places: int
    n_theses: int


@dataclass(frozen=True, slots=True)
class WorkListPage:
    title: str
    lead: str
    works: tuple[WorkCard, ...]
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


def present_work_list(
    page: Page[WorkRow],
    listed: WorkList,
    *,
    works: Mapping[int, Work],
    parts: Parts,
    question: WorkQuestion,
    vocabulary: Vocabulary,
    query: QueryDict,
) -> WorkListPage:
    """The register of works; ``works`` are those of ``page`` with their authors, ``parts`` what they are used for."""
    labels = {
        Sorting.SHARED: _("most theses"),
        Sorting.CITED: _("most citations"),
        Sorting.NAME: _("name"),
        Sorting.YEAR: _("newest"),
    }
    is_shared = question.where.least > 1
    facets = _present_facets(listed, question, vocabulary, query)
    return WorkListPage(
        title=_("Works that theses share") if is_shared else _("Cited works"),
        lead=_("What several theses build on, and what they use it for.")
        if is_shared
        else _("What the theses cite, and what they use it for."),
        works=tuple(
            _present_card(row, works[row.pk], parts, question.where) for row in page if row.pk in works
        ),
        total=len(listed.works),
        most=max((row.n_theses for row in listed.works), default=0),
        letters=present_letters(listed.letters, question.letter, query),
        letter=question.letter,
        facets=facets,
        chosen=tuple(option for facet in facets for option in facet.chosen),
        sections=present_sections("shared" if is_shared else "work-list"),
        sortings=tuple(
            Choice(
                label,
                change_query(query, sort=None if sorting is Sorting.SHARED else sorting.value),
                sorting is question.sorting,
            )
            for sorting, label in labels.items()
        ),
        clear_url=reverse("work-list"),
        table_url=change_query(query, format="csv"),
        confirmed=present_switch(question.where, query),
        words=question.words,
        kept=keep(query),
        pager=present_pager(page, query=query),
    )


def _present_facets(
    listed: WorkList, question: WorkQuestion, vocabulary: Vocabulary, query: QueryDict
) -> tuple[Facet, ...]:
    names, known = (
        dict(Work.Type.choices),
        {FULL: _("with its particulars"), STUB: _("known from citations only")},
    )
    least, part, theme, thesis = present_places_facets(
        listed.choices, question.where, listed.facts, vocabulary, query
    )
    types = sorted(
        ((name, str(names[name]), n) for name, n in listed.types.items() if n), key=lambda row: -row[2]
    )
    decades = sorted(listed.decades.items(), reverse=True)
    return (
        least,
        part,
        theme,
        present_facet("type", _("Kind"), types, query=query, is_single=True),
        present_facet(
            "year",
            _("Year"),
            [
                (years, _("not known") if years == NONE else years.replace("-", "–"), n)
                for years, n in decades
            ],
            query=query,
            is_single=True,
        ),
        present_facet(
            "known",
            _("What is known of it"),
            [(name, known[name], n) for name, n in listed.known.items() if n],
            query=query,
            is_single=True,
        ),
        thesis,
    )


def _present_card(row: WorkRow, work: Work, parts: Parts, where: Narrowing) -> WorkCard:
    url = work.get_absolute_url()
    # Under a part or a theme the numbers are of some of the places only, and the sentence would be of all.
    is_all = not (where.part or where.theme)
    return WorkCard(
        name=name_work(work),
        title=tell_title(work.title),
        container=tell_title(work.container),
        url=url,
        places_url=narrow_address(url, where),
        type_label="" if work.type == Work.Type.OTHER else work.get_type_display(),
        is_stub=work.is_stub,
        use=write_use(parts.get(row.pk, ()), row.n_theses) if is_all else "",
        n_places=row.n_places,
        n_theses=row.n_theses,
    )


def present_work_rows(rows: Iterable[WorkRow], parts: Parts) -> tuple[list[str], list[tuple[object, ...]]]:
    """The register as a table to download: its head and its rows."""
    head = [
        _("Authors"), _("Year"), _("Title"), _("In"), _("Kind"), _("Theses"), _("Places"), _("Used for"), _("Address"),
    ]  # fmt: skip
    names = dict(Work.Type.choices)
    return head, [
        (
            row.authors,
            row.year,
            row.title,
            row.container,
            names[row.type],
            row.n_theses,
            row.n_places,
            "; ".join(f"{name_part(part.role)}: {part.n_theses}" for part in parts.get(row.pk, ())),
            reverse("work-detail", args=[row.slug]),
        )
        for row in rows
    ]
