"""The sources used when a theme is discussed: research, papers and authors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.sources.work_names import name_work
from kb.pages.themes.quotes import name_group
from kb.records.languages import tell_title
from kb.synthesis.themes.across import SHOWN_WORKS
from kb.synthesis.themes.on_theme import LITERATURE, POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.pages.themes.links import Number, ThemeLinks
    from kb.synthesis.themes.across import ThemeAcross
    from kb.synthesis.themes.sources import CountedWork

SHOWN_AUTHORS = 8


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A work or an author cited in passages about the theme. ``n_places`` leads to those places."""

    name: str
    title: str
    url: str
    n_places: Number
    n_theses: int


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Sources of one sort, those of most theses first; ``total`` counts them all."""

    heading: str
    rows: tuple[SourceRow, ...]
    total: int


def present_sources(across: ThemeAcross, links: ThemeLinks) -> Iterable[SourceGroup]:
    """Research, policy papers, then authors; sorts that nobody cites are left out."""
    for kind in (LITERATURE, POLICY):
        works = across.sources.of_kind(kind)
        rows = tuple(_present_works(across, works[:SHOWN_WORKS], links))
        if rows:
            yield SourceGroup(name_group(kind), rows, len(works))
    authors = across.sources.authors
    if authors:
        rows = tuple(
            SourceRow(
                row.sort_name,
                "",
                url := reverse("author-detail", args=[row.slug]),
                links.places(row.n_places, url),
                row.n_theses,
            )
            for row in authors[:SHOWN_AUTHORS]
        )
        yield SourceGroup(_("Authors"), rows, len(authors))


def _present_works(
    across: ThemeAcross, works: Iterable[CountedWork], links: ThemeLinks
) -> Iterable[SourceRow]:
    for row in works:
        work = across.records.works.get(row.pk)
        if work is not None:
            url = work.get_absolute_url()
            yield SourceRow(
                name_work(work), tell_title(work.title), url, links.places(row.n_places, url), row.n_theses
            )
