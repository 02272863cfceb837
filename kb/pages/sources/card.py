"""What the card of a cited work says, beside the words that cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kb.exports.apa import write_in_text, write_work_entry
from kb.exports.csl import make_work_item
from kb.pages.citation_links import work_downloads
from kb.pages.quotations.cards import name_thesis
from kb.pages.quotations.citing import cut_sentence
from kb.pages.sources.uses import write_use
from kb.pages.sources.work_names import date_work, name_language, name_work, tell_titles, write_years
from kb.records.models import Work
from kb.synthesis.sources.cited_years import find_other_year

if TYPE_CHECKING:
    from kb.exports.rich_text import RichText
    from kb.pages.citation_links import Download
    from kb.records.models import Citation
    from kb.records.printed import Printed
    from kb.synthesis.sources.card import CardReading

# Before and after the citation: a card is read at a glance.
LONGEST_SIDE = 180


@dataclass(frozen=True, slots=True)
class CardSentence:
    """What another thesis cites the work for: the sentence, and where it stands."""

    before: str
    raw: str
    after: str
    language: str
    thesis: str
    place: str
    is_place_inferred: bool
    url: str


@dataclass(frozen=True, slots=True)
class WorkCardPage:
    """The card. ``own`` names the thesis that the reader came from, ``own_entry`` is how its list prints the work.

    ``other_year`` is what its text says where the work is of another year, ``listed_year`` then that of its list.
    """

    name: str
    kind: str
    url: str
    is_stub: bool
    is_dated: bool
    entry: RichText
    in_text: RichText
    use: str
    n_places: int
    places_url: str
    n_theses: int
    theses_url: str
    n_own: int
    own_url: str
    own_entry: str
    other_year: str
    listed_year: str
    own_language: str
    sentences: tuple[CardSentence, ...]
    downloads: tuple[Download, ...]

    @property
    def is_only_here(self) -> bool:
        """Whether no other thesis cites it than the one that the reader came from."""
        return self.n_own == self.n_places


def card_address(work_url: str, thesis_slug: str = "") -> str:
    """Where the card of the work at ``work_url`` is fetched, for who reads a thesis; "" where it is no work's."""
    works = reverse("work-list")
    slug = work_url.removeprefix(works).removesuffix("/")
    if work_url != f"{works}{slug}/" or not slug or "/" in slug:
        return ""
    return f"{work_url}card/" + (f"?from={thesis_slug}" if thesis_slug else "")


def present_work_card(work: Work, reading: CardReading, printed: Printed) -> WorkCardPage:
    """The card of a work that came with its authors and, as ``own_entry``, the entry of the reader's thesis."""
    url = work.get_absolute_url()
    own = reading.own if reading.n_own else None
    return WorkCardPage(
        name=name_work(work),
        kind="" if work.type == Work.Type.OTHER else str(work.get_type_display()),
        url=url,
        is_stub=work.is_stub,
        is_dated=bool(work.dated),
        entry=tell_titles(write_work_entry(work, printed), work),
        in_text=write_in_text(make_work_item(work), get_language() or settings.LANGUAGE_CODE),
        use=write_use(reading.parts, reading.n_theses) if reading.n_theses > 1 else "",
        n_places=reading.n_places,
        places_url=f"{url}#places",
        n_theses=reading.n_theses,
        theses_url=f"{url}#uses" if reading.n_theses > 1 else f"{url}#places",
        n_own=reading.n_own,
        own_url=f"{url}?thesis={own.slug}#places" if own else "",
        own_entry=str(getattr(work, "own_entry", "")),
        other_year=write_years(find_other_year(str(getattr(work, "own_year", "")), work.year)),
        listed_year=date_work(work) if getattr(work, "own_entry", "") else "",
        own_language=name_language(work, reading.own.language) if reading.own else "",
        sentences=tuple(_present_sentence(citation) for citation in reading.sentences),
        downloads=work_downloads(work),
    )


def _present_sentence(citation: Citation) -> CardSentence:
    passage, thesis = citation.passage, citation.thesis
    before, after = cut_sentence(passage.text, citation.start, citation.end, longest=LONGEST_SIDE)
    chapter = reverse("chapter-detail", args=[thesis.slug, passage.chapter.slug])
    return CardSentence(
        before=before,
        raw=passage.text[citation.start : citation.end],
        after=after,
        language=passage.chapter.language or thesis.language,
        thesis=name_thesis(thesis),
        place=_("p. %(page)s") % {"page": passage.page} if passage.page else passage.chapter.heading,
        is_place_inferred=bool(passage.page) and passage.page_is_inferred,
        url=f"{chapter}#{passage.anchor}",
    )
