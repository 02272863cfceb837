"""What the page of one cited work says: what theses use it for, where they cite it, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.exports.apa import write_entry, write_in_text, write_narrative
from kb.exports.csl import make_work_item
from kb.language.public_bodies import is_paper
from kb.pages.citation_links import work_downloads
from kb.pages.lists import Crumb
from kb.pages.markdown import render_markdown
from kb.pages.quotations.cards import present_links
from kb.pages.sources.page_chart import draw_pages
from kb.pages.sources.places import list_places, name_title, present_places, present_themes, present_uses
from kb.pages.sources.uses import write_use
from kb.pages.sources.work_names import date_work, name_language, name_work, tell_titles
from kb.records.languages import TextIn, tell_title
from kb.records.models import Work
from kb.synthesis.sources.citing_places import QUOTED, SECOND_HAND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from kb.exports.rich_text import RichText
    from kb.pages.chips import ThemeChip
    from kb.pages.citation_links import Download
    from kb.pages.sources.page_chart import PageChart
    from kb.pages.sources.places import Places, Themed
    from kb.pages.sources.uses import UseTable
    from kb.records.printed import Printed
    from kb.synthesis.sources.place_counts import Beside
    from kb.synthesis.sources.reading import SourceReading
    from kb.synthesis.sources.reference_lists import Wording

PAGES_SHOWN = 36
WORDINGS = 5
THESES_OF_A_WORDING = 4


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A work or an author by name, with its title where one is known."""

    name: str
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """How theses print the work in their reference lists: the first of them by name, and how many are left."""

    raw: str
    theses: tuple[NamedLink, ...]
    n_left: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Something at places that cite the work: a page, a work it is cited beside; ``places_url`` lists the places."""

    name: str
    n: int
    places_url: str
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class WorkPage:
    title: str
    name: str
    kind: str
    dated: str
    crumbs: tuple[Crumb, ...]
    is_stub: bool
    in_text: RichText
    in_sentence: RichText
    entry: RichText
    downloads: tuple[Download, ...]
    authors: tuple[NamedLink, ...]
    has_more_authors: bool
    use: str
    facts: tuple[Fact, ...]
    note: SafeString
    themes: tuple[ThemeChip, ...]
    n_places: int
    n_theses: int
    places_url: str
    quoted: Counted
    second_hand: Counted
    uses: UseTable
    about: tuple[Themed, ...]
    pages: tuple[Counted, ...]
    chart: PageChart | None
    via: tuple[Counted, ...]
    read_in: tuple[Counted, ...]
    beside: tuple[Counted, ...]
    entries: tuple[Entry, ...]
    n_wordings: int
    same: tuple[NamedLink, ...]
    places: Places

    @property
    def n_pages(self) -> int:
        return sum(1 for page in self.pages if page.name.isdecimal())

    @property
    def pages_shown(self) -> tuple[Counted, ...]:
        return self.pages[:PAGES_SHOWN]

    @property
    def pages_folded(self) -> tuple[Counted, ...]:
        return self.pages[PAGES_SHOWN:]


@dataclass(frozen=True, slots=True)
class Company:
    """What stands around a work: pages cited, what it was read in, what was read in it, what is cited beside it."""

    pages: Sequence[tuple[str, int]]
    via: Sequence[Beside]
    read_in: Sequence[Beside]
    beside: Sequence[Beside]

    @property
    def works(self) -> list[int]:
        return [row.pk for row in (*self.via, *self.read_in, *self.beside)]


def present_work(
    work: Work,
    reading: SourceReading,
    company: Company,
    *,
    printed: Printed,
    wordings: Sequence[Wording],
    same: Iterable[Work],
    query: QueryDict,
) -> WorkPage:
    """The page of a work that came with its authors and, as ``shown_theme_links``, its themes."""
    works = reading.works
    item, language = make_work_item(work, printed), get_language() or "en"
    names = {known.slug: name_work(known) for known in works.values()}
    uses = [(reading.theses[use.place], use) for use in reading.uses if use.place in reading.theses]
    return WorkPage(
        title=tell_title(work.title) or name_work(work),
        name=name_work(work),
        kind="" if work.type == Work.Type.OTHER else str(work.get_type_display()),
        dated=date_work(work),
        crumbs=(Crumb(_("Cited works"), reverse("work-list")),),
        is_stub=work.is_stub,
        in_text=tell_titles(write_in_text(item, language), work),
        in_sentence=tell_titles(write_narrative(item, language), work),
        entry=tell_titles(write_entry(item, language), work),
        downloads=work_downloads(work),
        authors=tuple(
            NamedLink(
                part.person.display_name,
                # What is cited by its own name has no author to go to.
                "" if is_paper(part.person.organization) else part.person.get_absolute_url(),
            )
            for part in work.authorships.all()
        ),
        has_more_authors=work.has_more_authors,
        use=write_use(reading.parts, reading.n_theses),
        facts=tuple(fact for fact in _present_facts(work) if fact.value),
        note=render_markdown(work.note),
        themes=present_links(getattr(work, "shown_theme_links", [])),
        n_places=reading.n_places,
        n_theses=reading.n_theses,
        places_url=list_places(query),
        quoted=Counted("", reading.n_quoted, list_places(query, how=QUOTED)),
        second_hand=Counted("", reading.n_second_hand, list_places(query, how=SECOND_HAND)),
        uses=present_uses(reading.places, uses, reading.parts, reading.n_theses, query=query),
        about=present_themes(reading, query),
        pages=tuple(Counted(name, n, list_places(query, cited=name)) for name, n in company.pages),
        chart=draw_pages(company.pages),
        via=tuple(
            Counted(name_work(known), row.n, list_places(query, via=known.slug), known.get_absolute_url())
            for row, known in _known(company.via, works)
        ),
        read_in=tuple(
            Counted(
                name_work(known),
                row.n,
                f"{known.get_absolute_url()}?via={work.slug}#places",
                known.get_absolute_url(),
                tell_title(known.title),
            )
            for row, known in _known(company.read_in, works)
        ),
        beside=tuple(
            Counted(
                name_work(known),
                row.n,
                list_places(query, beside=known.slug),
                known.get_absolute_url(),
                tell_title(known.title),
            )
            for row, known in _known(company.beside, works)
        ),
        entries=tuple(_present_entry(wording, work) for wording in wordings[:WORDINGS]),
        n_wordings=len(wordings),
        same=tuple(
            NamedLink(name_work(other), other.get_absolute_url(), tell_title(other.title)) for other in same
        ),
        places=present_places(reading, names=names, query=query),
    )


def _present_entry(wording: Wording, work: Work) -> Entry:
    shown = wording.theses[:THESES_OF_A_WORDING]
    links = tuple(
        NamedLink(TextIn(name_title(title, year), title.language), reverse("thesis-sources", args=[slug]))
        for slug, title, year in shown
    )
    raw = TextIn(wording.raw, name_language(work, shown[0][1].language))
    return Entry(raw, links, len(wording.theses) - len(shown))


def _known(rows: Iterable[Beside], works: dict[int, Work]) -> Iterable[tuple[Beside, Work]]:
    return ((row, works[row.pk]) for row in rows if row.pk in works)


def _present_facts(work: Work) -> Iterable[Fact]:
    """What the head of the page does not say: year, kind and authors stand there."""
    issue = f"{work.volume}({work.issue})" if work.volume and work.issue else work.volume or work.issue
    yield Fact(_("In"), tell_title(work.container))
    yield Fact(_("Volume"), issue)
    yield Fact(_("Pages"), work.pages)
    yield Fact(_("Publisher"), work.publisher)
    yield Fact("DOI", work.doi, f"https://doi.org/{work.doi}" if work.doi else "")
    if urlsplit(work.url).scheme in {"http", "https"}:
        yield Fact(_("Address"), work.url, work.url)
