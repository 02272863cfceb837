"""What the table of one thesis' sources says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.lists import Choice, Crumb, change_query, join_names
from kb.pages.quotations.cards import name_thesis
from kb.pages.sources.uses import UseCell, name_part
from kb.pages.sources.work_names import date_work, name_work, write_years
from kb.records.languages import TextIn, tell_title
from kb.synthesis.sources.citing_places import QUOTED, SECOND_HAND
from kb.synthesis.sources.of_thesis import Only, Sorting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from kb.records.models import Thesis, Work
    from kb.synthesis.sources.of_thesis import SourceOfThesis, SourceQuestion, ThesisSources

PAGES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class PageLink:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A work of the thesis. ``url`` is "" for one that no open text cites; ``n_pages_left`` pages are not shown."""

    name: str
    title: str
    url: str
    is_stub: bool
    places: UseCell
    n_chapters: int
    parts: str
    pages: tuple[PageLink, ...]
    n_pages_left: int
    quoted: UseCell
    second_hand: UseCell
    via: tuple[PageLink, ...]
    read_in: UseCell
    others: UseCell
    is_cited: bool
    is_listed: bool
    entry: str
    other_years: str
    listed_year: str


@dataclass(frozen=True, slots=True)
class ThesisSourcesPage:
    title: str
    thesis: str
    thesis_title: str
    thesis_url: str
    language: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[SourceRow, ...]
    total: int
    most: int
    n_places: int
    n_entries: int
    has_list: bool
    is_open: bool
    tabs: tuple[Choice, ...]
    sortings: tuple[Choice, ...]
    confirmed: Choice
    table_url: str

    # A column stands where a row has something in it.
    @property
    def has_pages(self) -> bool:
        return any(row.pages for row in self.rows)

    @property
    def has_quoted(self) -> bool:
        return any(row.quoted.n for row in self.rows)

    @property
    def has_second_hand(self) -> bool:
        return any(row.second_hand.n or row.read_in.n for row in self.rows)

    @property
    def has_others(self) -> bool:
        return any(row.others.n for row in self.rows)

    @property
    def has_unlisted(self) -> bool:
        """Whether text and reference list differ: where every work stands in both, a column need not say so."""
        return self.has_list and any(not row.is_listed or not row.is_cited for row in self.rows)


def present_thesis_sources(
    thesis: Thesis, sources: ThesisSources, *, question: SourceQuestion, query: QueryDict
) -> ThesisSourcesPage:
    """The table as far as the reader narrowed it; the thesis came with its authors."""
    only = {
        None: _("All works"),
        Only.CITED: _("Cited"),
        Only.QUOTED: _("Quoted"),
        Only.SECOND_HAND: _("At second hand"),
        Only.SHARED: _("Also in other theses"),
        Only.UNLISTED: _("Cited, not listed"),
        Only.UNCITED: _("Listed, not cited"),
    }
    labels = {
        Sorting.DEPTH: _("depth"),
        Sorting.SHARED: _("most theses"),
        Sorting.NAME: _("name"),
        Sorting.YEAR: _("newest"),
    }
    # Where no list was read, every work would be missing from it.
    told = [key for key in only if sources.has_list or key not in {Only.UNLISTED, Only.UNCITED}]
    return ThesisSourcesPage(
        title=_("Sources of %(thesis)s") % {"thesis": name_thesis(thesis)},
        thesis=name_thesis(thesis),
        thesis_title=thesis.title,
        thesis_url=thesis.get_absolute_url(),
        language=thesis.language,
        crumbs=(
            Crumb(_("Theses"), reverse("thesis-list")),
            Crumb(TextIn(thesis.title, thesis.language), thesis.get_absolute_url()),
        ),
        rows=tuple(_present_row(row, thesis, question) for row in sources.rows),
        total=len(sources.rows),
        most=max((row.n_places for row in sources.rows), default=0),
        n_places=sources.n_places,
        n_entries=sources.n_entries,
        has_list=sources.has_list,
        is_open=thesis.access == thesis.Access.OPEN,
        tabs=tuple(
            Choice(only[key], change_query(query, only=key), key is question.only, sources.counts[key])
            for key in told
            if key in {None, question.only} or sources.counts[key]
            if key is not Only.CITED or key is question.only or sources.counts[key] < sources.counts[None]
        ),
        sortings=tuple(
            Choice(
                label,
                change_query(query, sort=None if key is Sorting.DEPTH else key),
                key is question.sorting,
            )
            for key, label in labels.items()
        ),
        confirmed=Choice(
            _("Only what curators confirmed"),
            change_query(query, confirmed=None if question.is_confirmed else "1"),
            question.is_confirmed,
        ),
        table_url=change_query(query, format="csv"),
    )


def _present_row(row: SourceOfThesis, thesis: Thesis, question: SourceQuestion) -> SourceRow:
    work, url = row.work, ""
    if work is not None and (row.n_places or row.n_others):
        url = work.get_absolute_url()
    shown = row.pages[:PAGES_SHOWN]
    return SourceRow(
        name=name_work(work) if work else "",
        title=tell_title(work.title if work else row.name),
        url=url,
        is_stub=bool(work and work.is_stub),
        places=UseCell(row.n_places, _list(url, thesis, question)),
        n_chapters=row.n_chapters,
        parts=join_names([name_part(part) for part in row.parts]),
        pages=tuple(PageLink(page, _list(url, thesis, question, cited=page)) for page in shown),
        n_pages_left=len(row.pages) - len(shown),
        quoted=UseCell(row.n_quoted, _list(url, thesis, question, how=QUOTED)),
        second_hand=UseCell(row.n_second_hand, _list(url, thesis, question, how=SECOND_HAND)),
        via=tuple(PageLink(name_work(via), _list(url, thesis, question, via=via.slug)) for via in row.via),
        read_in=UseCell(row.n_read_in, f"{url}#read-in"),
        others=UseCell(row.n_others, f"{url}#uses"),
        is_cited=row.is_named,
        is_listed=bool(row.entries),
        entry=" · ".join(row.entries),
        other_years=join_names(write_years(year) for year in row.other_years),
        listed_year=date_work(work) if work and row.entries else "",
    )


def _list(url: str, thesis: Thesis, question: SourceQuestion, **choices: str) -> str:
    """The places of a work in this thesis, narrowed."""
    from django.http import QueryDict

    query = QueryDict(mutable=True)
    query.update({"thesis": thesis.slug, **choices})
    if question.is_confirmed:
        query["confirmed"] = "1"
    return f"{url}?{query.urlencode()}#places"


def present_source_rows(rows: Iterable[SourceOfThesis]) -> tuple[list[str], list[tuple[object, ...]]]:
    """The table to download: its head and its rows."""
    head = [
        _("Authors"), _("Year"), _("Title"), _("Places"), _("Chapters"), _("Used in"), _("Pages cited"),
        _("Quoted"), _("At second hand"), _("Read in"), _("Other theses"), _("In the reference list"), _("Address"),
    ]  # fmt: skip
    return head, [_write_row(row) for row in rows]


def _write_row(row: SourceOfThesis) -> tuple[object, ...]:
    work = row.work
    return (
        _name_authors(work) if work else "",
        date_work(work) if work else "",
        work.title if work else row.name,
        row.n_places,
        row.n_chapters,
        "; ".join(name_part(part) for part in row.parts),
        "; ".join(row.pages),
        row.n_quoted,
        row.n_second_hand,
        "; ".join(name_work(via) for via in row.via),
        row.n_others,
        " | ".join(row.entries),
        work.get_absolute_url() if work and (row.n_places or row.n_others) else "",
    )


def _name_authors(work: Work) -> str:
    names = "; ".join(part.person.sort_name for part in work.authorships.all())
    return f"{names} et al." if work.has_more_authors else names
