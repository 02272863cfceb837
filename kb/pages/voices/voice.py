"""What the page of one voice says: everything that it said, and what others in the same role say."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.pages.chips import ThemeChip, present_theme
from kb.pages.lists import Choice, Crumb, FacetOption, Pager, change_query, present_pager
from kb.pages.quotations.cards import QuotationCard, name_thesis, present_quotation_card
from kb.pages.themes.themes import list_quotations
from kb.pages.voices.links import voice_url, voices_url
from kb.pages.voices.voices import show_role
from kb.records.languages import TextIn
from kb.records.models import Informant, Thesis
from kb.synthesis.voices.voice import Grouping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.records.models import Chapter, Quotation
    from kb.synthesis.vocabulary import Vocabulary
    from kb.synthesis.voices.voice import Said, SaidQuestion
    from kb.synthesis.voices.voices import Voice

# A quotation as the page lists it: the group it stands in (primary key, 0 for none) and its own primary key.
Entry = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SaidSection:
    """Quotations of one chapter or about one theme on this page; ``n`` is how many there are of it in all."""

    title: str
    url: str
    theme: ThemeChip | None
    n: int
    cards: tuple[QuotationCard, ...]

    @property
    def are_suggested(self) -> bool:
        """Whether none that is shown is confirmed: then it is said once."""
        return all(card.is_suggested for card in self.cards)


@dataclass(frozen=True, slots=True)
class OthersSection:
    """What others in the same role say about a theme; ``url`` lists all ``n`` of that role."""

    theme: ThemeChip
    n: int
    url: str
    cards: tuple[QuotationCard, ...]


@dataclass(frozen=True, slots=True)
class OtherVoice:
    label: str
    role: str
    url: str
    n: int
    is_this: bool


@dataclass(frozen=True, slots=True)
class VoicePage:
    """``label`` is what the thesis calls the voice, and all that is told of it. ``themes`` narrow the list."""

    title: str
    label: str
    role: str
    role_group: str
    role_url: str
    crumbs: tuple[Crumb, ...]
    thesis: str
    thesis_title: str
    thesis_url: str
    language: str
    is_example: bool
    total: int
    n_all: int
    all_url: str
    list_url: str
    sections: tuple[SaidSection, ...]
    is_by_theme: bool
    groupings: tuple[Choice, ...]
    chosen: tuple[FacetOption, ...]
    clear_url: str
    confirmed: Choice
    themes: tuple[ThemeChip, ...]
    n_most_themes: int
    others: tuple[OthersSection, ...]
    others_title: str
    voices: tuple[OtherVoice, ...]
    n_most_voices: int
    pager: Pager
    table_url: str


def list_entries(said: Said) -> list[Entry]:
    """What the page lists, in order; a quotation stands once in each of its themes."""
    return [(group.pk, pk) for group in said.groups for pk in group.quotations]


def present_voice(
    voice: Voice,
    thesis: Thesis,
    said: Said,
    page: Page[Entry],
    *,
    quotations: Mapping[int, Quotation],
    chapters: Mapping[int, Chapter],
    voices: Sequence[tuple[Voice, int]],
    vocabulary: Vocabulary,
    question: SaidQuestion,
    query: QueryDict,
) -> VoicePage:
    """The page of a voice. ``quotations`` and ``chapters`` are those shown; ``voices`` all of the thesis, counted."""
    group = Informant.RoleGroup(voice.role_group)
    themes = tuple(_present_themes(said, vocabulary, query))
    return VoicePage(
        title=f"{voice.label}, {name_thesis(thesis)}",
        label=TextIn(voice.label, thesis.language),
        role=show_role(voice.label, voice.role, voice.role_group, thesis.language),
        role_group="" if group is Informant.RoleGroup.OTHER else str(group.label),
        role_url=voices_url(role=group.value),
        crumbs=(
            Crumb(_("Voices"), reverse("voice-list")),
            Crumb(TextIn(thesis.title, thesis.language), thesis.get_absolute_url()),
        ),
        thesis=name_thesis(thesis),
        thesis_title=thesis.title,
        thesis_url=thesis.get_absolute_url(),
        language=thesis.language,
        is_example=thesis.is_example,
        total=said.n,
        n_all=said.n_all,
        all_url=change_query(query, theme=None),
        list_url=_list_quotations(voice, question),
        sections=tuple(_present_sections(page, said, quotations, chapters, vocabulary, question, query)),
        is_by_theme=question.grouping is Grouping.THEME,
        groupings=tuple(
            Choice(label, change_query(query, by=value), question.grouping is grouping)
            for grouping, value, label in (
                (Grouping.CHAPTER, None, _("by chapter")),
                (Grouping.THEME, "theme", _("by theme")),
            )
        ),
        chosen=tuple(_present_chosen(question, vocabulary, query)),
        clear_url=change_query(query, theme=None, confirmed=None),
        confirmed=Choice(
            _("Only what curators confirmed"),
            change_query(query, confirmed=None if question.is_confirmed else "1"),
            question.is_confirmed,
            said.n_confirmed,
        ),
        themes=themes,
        n_most_themes=max((chip.count or 0 for chip in themes), default=0),
        others=tuple(_present_others(voice, said, quotations, vocabulary, question)),
        others_title=_name_others(group),
        voices=tuple(_present_voices(voice, voices, thesis, question)),
        n_most_voices=max((n for _voice, n in voices), default=0),
        pager=present_pager(page, query=query),
        table_url=reverse("voice-table", args=[thesis.slug, voice.key]) + change_query(query, by=None),
    )


def present_said_rows(
    quotations: Iterable[Quotation], absolute: Callable[[str], str]
) -> Iterator[list[object]]:
    """One row a quotation, for a table to download; without the particulars that all of them share."""
    for quotation in quotations:
        card = present_quotation_card(quotation)
        page = quotation.passage.page if quotation.passage else ""
        state = _("confirmed") if not card.is_suggested else _("suggested")
        themes = "; ".join(chip.name for chip in card.themes)
        yield [
            card.voice, card.role, card.thesis, card.text, card.kind_label, card.chapter, page, themes, state,
            f"{card.quoted} {card.in_text}", absolute(card.url),
        ]  # fmt: skip


def name_columns() -> list[str]:
    """The heads of the columns of :func:`present_said_rows`."""
    return [
        _("Voice"), _("Role"), _("Thesis"), _("Text"), _("Kind"), _("Chapter"), _("Page"), _("Themes"), _("State"),
        _("Citation"), _("Address"),
    ]  # fmt: skip


def _list_quotations(voice: Voice, question: SaidQuestion) -> str:
    """The same quotations in the list of all, "" where the voice is more than one informant there."""
    if len(voice.pks) != 1:
        return ""
    return list_quotations(
        voice=str(voice.pks[0]), theme=list(question.themes), confirmed=question.is_confirmed
    )


def _present_sections(
    page: Iterable[Entry],
    said: Said,
    quotations: Mapping[int, Quotation],
    chapters: Mapping[int, Chapter],
    vocabulary: Vocabulary,
    question: SaidQuestion,
    query: QueryDict,
) -> Iterable[SaidSection]:
    n_of_group = {group.pk: len(group.quotations) for group in said.groups}
    for group, entries in groupby(page, key=lambda entry: entry[0]):
        cards = tuple(present_quotation_card(quotations[pk]) for _group, pk in entries if pk in quotations)
        title, url, chip = _("No longer in the text"), "", None
        if question.grouping is Grouping.THEME:
            title = _("No theme yet")
            if theme := vocabulary.themes.get(group):
                title, chip = theme.display_name, present_theme(theme)
                url = change_query(query, theme=[theme.slug], by=None)
        elif chapter := chapters.get(group):
            title = chapter.heading
            url = chapter.get_absolute_url() if chapter.thesis.access == Thesis.Access.OPEN else ""
        yield SaidSection(title, url, chip, n_of_group[group], cards)


def _present_chosen(
    question: SaidQuestion, vocabulary: Vocabulary, query: QueryDict
) -> Iterable[FacetOption]:
    for slug in question.themes:
        theme = vocabulary.by_slug.get(slug)
        left = [other for other in question.themes if other != slug]
        yield FacetOption(
            slug, theme.display_name if theme else slug, 0, change_query(query, theme=left), is_chosen=True
        )
    if question.is_confirmed:
        yield FacetOption("confirmed", _("confirmed"), 0, change_query(query, confirmed=None), is_chosen=True)


def _present_themes(said: Said, vocabulary: Vocabulary, query: QueryDict) -> Iterable[ThemeChip]:
    """The themes that the voice speaks of; each leads to what it says about that theme alone."""
    for pk, n in said.themes:
        theme = vocabulary.themes[pk]
        chip = present_theme(theme, count=n)
        yield ThemeChip(
            chip.name, chip.slug, change_query(query, theme=[theme.slug], by=None), chip.mark, count=n
        )


def _present_others(
    voice: Voice,
    said: Said,
    quotations: Mapping[int, Quotation],
    vocabulary: Vocabulary,
    question: SaidQuestion,
) -> Iterable[OthersSection]:
    for row in said.others:
        theme = vocabulary.themes[row.theme]
        url = list_quotations(theme=theme.slug, role=voice.role_group, confirmed=question.is_confirmed)
        cards = tuple(present_quotation_card(quotations[pk]) for pk in row.quotations if pk in quotations)
        yield OthersSection(present_theme(theme), row.n, url, cards)


def _name_others(group: Informant.RoleGroup) -> str:
    names = {
        Informant.RoleGroup.LEADER: _("What other leaders say"),
        Informant.RoleGroup.MIDDLE_MANAGER: _("What other middle managers say"),
        Informant.RoleGroup.EMPLOYEE: _("What other employees say"),
        Informant.RoleGroup.USER: _("What other users of services say"),
    }
    return names.get(group, "")


def _present_voices(
    this: Voice, voices: Iterable[tuple[Voice, int]], thesis: Thesis, question: SaidQuestion
) -> Iterable[OtherVoice]:
    for voice, n in voices:
        yield OtherVoice(
            label=TextIn(voice.label, thesis.language),
            role=show_role(voice.label, voice.role, voice.role_group, thesis.language),
            url=voice_url(thesis.slug, voice.label, confirmed="1" if question.is_confirmed else ""),
            n=n,
            is_this=voice.key == this.key,
        )
