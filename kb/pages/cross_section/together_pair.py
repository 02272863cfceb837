"""Where two themes meet: the quotations, passages or sections that carry both, thesis by thesis."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kb.pages.counts import write_strength
from kb.pages.cross_section.together import (
    NamedTheme,
    PairRow,
    name_theme,
    name_unit,
    present_pair,
)
from kb.pages.lists import Choice, Pager, present_pager
from kb.pages.quotations.cards import QuotationCard, name_chapter, name_thesis, present_quotation_card
from kb.pages.themes.themes import list_quotations
from kb.records.languages import TextIn, cut_text
from kb.synthesis.cross_section.together import Unit, are_akin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.paginator import Page

    from kb.pages.cross_section.together import Addresses
    from kb.records.models import Passage, Quotation, Thesis
    from kb.synthesis.cross_section.together import Pair
    from kb.synthesis.cross_section.together_lists import MeetingPassage, MeetingSection

TEXT_LENGTH, SNIPPET_LENGTH = 700, 260
SHOWN_OTHERS = 6


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted in a passage; ``url`` is the quotation."""

    label: str
    role: str
    url: str


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A passage with its place in the text; ``theme`` names what it shows, "" where it shows all that is asked for."""

    text: str
    language: str
    url: str
    chapter: str
    place: str
    is_place_inferred: bool
    theme: str
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    url: str
    lines: tuple[PassageLine, ...]


@dataclass(frozen=True, slots=True)
class MeetingGroup:
    """What one thesis has on this page."""

    thesis: str
    title: str
    url: str
    cards: tuple[QuotationCard, ...] = ()
    passages: tuple[PassageLine, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class PairPanel:
    """One theme or two. ``units`` tell how many quotations, passages and sections carry them all."""

    themes: tuple[NamedTheme, ...]
    units: tuple[Choice, ...]
    n: int
    n_theses: int
    strength: str
    is_akin: bool
    groups: tuple[MeetingGroup, ...]
    list_url: str
    close_url: str
    others: tuple[tuple[NamedTheme, tuple[PairRow, ...]], ...]
    pager: Pager


def present_meeting(
    page: Page[Any],
    themes: Sequence[int],
    *,
    addresses: Addresses,
    counts: dict[Unit, int],
    alone: Sequence[int],
    n_theses: int,
    pairs: Sequence[Pair],
) -> PairPanel:
    """What carries all of ``themes``. ``counts`` are of each unit, ``alone`` of each theme in the unit asked for."""
    question, vocabulary = addresses.question, addresses.vocabulary
    named = tuple(name_theme(pk, n, addresses) for pk, n in zip(themes, alone, strict=True))
    slugs = [theme.slug for theme in named]
    n = counts[question.unit]
    strength = n / (sum(alone) - n) if len(themes) == 2 and sum(alone) > n else 0
    return PairPanel(
        themes=named,
        units=tuple(
            Choice(name_unit(unit), addresses.of_pair(*slugs, unit=unit), unit is question.unit, counts[unit])
            for unit in Unit
        ),
        n=n,
        n_theses=n_theses,
        strength=write_strength(strength) if strength else "",
        is_akin=len(themes) == 2 and are_akin(vocabulary, themes[0], themes[1]),
        groups=tuple(_GROUPERS[question.unit](page.object_list, named)),
        list_url=list_quotations(theme=slugs, confirmed=question.is_confirmed)
        if question.unit is Unit.QUOTATION
        else "",
        close_url=addresses.change(pair=None, theme=None, **{"with": None}),
        others=tuple(
            (theme, tuple(_find_others(pk, themes, pairs, addresses)))
            for pk, theme in zip(themes, named, strict=True)
        ),
        pager=present_pager(page, query=addresses.query),
    )


def _find_others(
    theme: int, themes: Sequence[int], pairs: Sequence[Pair], addresses: Addresses
) -> Iterable[PairRow]:
    """The themes that ``theme`` meets most often, but for the one it is shown with."""
    others = [
        pair
        for pair in pairs
        if theme in {pair.first, pair.second} and {pair.first, pair.second} != set(themes)
    ]
    for pair in others[:SHOWN_OTHERS]:
        yield present_pair(pair, addresses, first=theme)


def _group_quotations(found: Sequence[Quotation], _themes: Sequence[NamedTheme]) -> Iterable[MeetingGroup]:
    for thesis, rows in groupby(found, key=lambda row: row.thesis):
        yield _make_group(thesis, cards=tuple(present_quotation_card(row) for row in rows))


def _group_passages(found: Sequence[MeetingPassage], _themes: Sequence[NamedTheme]) -> Iterable[MeetingGroup]:
    for thesis, rows in groupby(found, key=lambda row: row.passage.thesis):
        lines = tuple(_present_passage(row.passage, TEXT_LENGTH, quotations=row.quotations) for row in rows)
        yield _make_group(thesis, passages=lines)


def _group_sections(found: Sequence[MeetingSection], themes: Sequence[NamedTheme]) -> Iterable[MeetingGroup]:
    for thesis, rows in groupby(found, key=lambda row: row.chapter.thesis):
        yield _make_group(thesis, sections=tuple(_present_section(row, themes) for row in rows))


_GROUPERS: dict[Unit, Any] = {
    Unit.QUOTATION: _group_quotations,
    Unit.PASSAGE: _group_passages,
    Unit.SECTION: _group_sections,
}


def _make_group(thesis: Thesis, **lists: Any) -> MeetingGroup:
    return MeetingGroup(
        name_thesis(thesis), TextIn(thesis.title, thesis.language), thesis.get_absolute_url(), **lists
    )


def _present_section(row: MeetingSection, themes: Sequence[NamedTheme]) -> Section:
    """The heading, and a few words of the first passage on each theme; of one passage for both where it is the same."""
    names: dict[int, list[str]] = {}
    for passage, theme in zip(row.passages, themes, strict=False):
        names.setdefault(passage.pk, []).append(theme.name)
    passages = {passage.pk: passage for passage in row.passages}
    return Section(
        heading=row.chapter.heading,
        url=row.chapter.get_absolute_url(),
        lines=tuple(
            _present_passage(passages[pk], SNIPPET_LENGTH, theme=" · ".join(named))
            for pk, named in names.items()
        ),
    )


def _present_passage(
    passage: Passage, length: int, *, theme: str = "", quotations: Sequence[Quotation] = ()
) -> PassageLine:
    voices = {row.informant_id: row for row in reversed(quotations) if row.informant is not None}
    return PassageLine(
        text=cut_text(passage.text, length),
        language=passage.chapter.language or passage.thesis.language,
        url=passage.get_absolute_url(),
        chapter=name_chapter(passage.chapter, passage.thesis),
        place=_("p. %(page)s") % {"page": passage.page} if passage.page else "",
        is_place_inferred=passage.page_is_inferred,
        theme=theme,
        speakers=tuple(
            Speaker(
                TextIn(row.informant.label, passage.thesis.language),
                TextIn(row.informant.role, passage.thesis.language),
                row.get_absolute_url(),
            )
            for row in voices.values()
            if row.informant is not None
        ),
    )
