"""What the page of one theme says: all theses read across, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kb.pages.chips import Mark, ThemeChip, find_mark, present_theme
from kb.pages.citing import CitingSentence, present_citing
from kb.pages.lists import Choice, Crumb, change_query
from kb.pages.markdown import render_markdown
from kb.pages.quotation_cards import QuotationCard, name_thesis, present_quotation_card
from kb.pages.themes import list_quotations
from kb.pages.work_names import name_work
from kb.records.languages import Language
from kb.records.models import Informant, ThemeLabel
from kb.synthesis.themes import LITERATURE_KINDS, SHOWN_THESES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from kb.records.models import Theme
    from kb.synthesis.themes import ThemeAcross, ThesisOnTheme, Voice
    from kb.synthesis.vocabulary import Vocabulary

SIDE_LENGTH = 340
MOST_TOGETHER = 10


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What the theme is called in one language."""

    language: str
    code: str
    preferred: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class SideQuotation:
    """A quotation in a column: shortened, with its voice."""

    text: str
    language: str
    voice: str
    role: str
    chapter: str
    place: str
    url: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class ThesisColumn:
    """One thesis in the side-by-side reading. ``anchor`` is its id on the page."""

    anchor: str
    name: str
    title: str
    url: str
    n: Number
    n_interviews: Number
    n_literature: Number
    interviews: tuple[SideQuotation, ...]
    literature: tuple[SideQuotation, ...]
    citing: tuple[CitingSentence, ...]


@dataclass(frozen=True, slots=True)
class VoiceLink:
    label: str
    role: str
    thesis: str
    n: Number


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """All voices of one role group, those who say most first."""

    label: str
    voices: tuple[VoiceLink, ...]
    quotations: Number


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A work or an author cited in passages about the theme. ``n_places`` leads to those places."""

    name: str
    title: str
    url: str
    n_places: Number
    n_theses: int


@dataclass(frozen=True, slots=True)
class ThemePage:
    title: str
    mark: Mark
    crumbs: tuple[Crumb, ...]
    description: SafeString
    labels: tuple[LabelRow, ...]
    narrower: tuple[ThemeChip, ...]
    n_quotations: Number
    n_theses: Number
    n_voices: Number
    telling: tuple[QuotationCard, ...]
    columns: tuple[ThesisColumn, ...]
    spread: tuple[ThesisColumn, ...]
    most: int
    voices: tuple[VoiceGroup, ...]
    together: tuple[ThemeChip, ...]
    together_rest: tuple[ThemeChip, ...]
    related: tuple[ThemeChip, ...]
    works: tuple[SourceRow, ...]
    authors: tuple[SourceRow, ...]
    confirmed: Choice
    is_confirmed: bool


def present_theme_page(
    theme: Theme,
    across: ThemeAcross,
    vocabulary: Vocabulary,
    *,
    labels: Iterable[ThemeLabel],
    related_pks: Iterable[int],
    query: QueryDict,
) -> ThemePage:
    """The page of a theme as it is read across all theses, or only as curators confirmed it."""
    is_confirmed = query.get("confirmed") == "1"
    columns = tuple(_present_column(theme, row, is_confirmed=is_confirmed) for row in across.theses)
    together = tuple(_present_together(theme, across, vocabulary, is_confirmed=is_confirmed))
    return ThemePage(
        title=theme.name,
        mark=find_mark(theme.pk),
        crumbs=(
            Crumb(_("Themes"), reverse("theme-list")),
            *(
                Crumb(vocabulary.name(pk), vocabulary.themes[pk].get_absolute_url())
                for pk in reversed(vocabulary.find_broader(theme.pk))
            ),
        ),
        description=render_markdown(theme.description),
        labels=tuple(_present_labels(labels)),
        narrower=tuple(present_theme(vocabulary.themes[pk]) for pk in vocabulary.narrower.get(theme.pk, ())),
        n_quotations=Number(across.n_quotations, list_quotations(theme=theme.slug, confirmed=is_confirmed)),
        n_theses=Number(len(across.theses), "#spread"),
        n_voices=Number(len(across.voices), "#voices"),
        telling=tuple(present_quotation_card(row) for row in across.telling),
        columns=columns[:SHOWN_THESES],
        spread=columns,
        most=max((column.n.count for column in columns), default=0),
        voices=tuple(_present_voices(theme, across, is_confirmed=is_confirmed)),
        together=together[:MOST_TOGETHER],
        together_rest=together[MOST_TOGETHER:],
        related=tuple(present_theme(vocabulary.themes[pk]) for pk in related_pks if pk in vocabulary.themes),
        works=tuple(_present_works(theme, across, is_confirmed=is_confirmed)),
        authors=tuple(_present_authors(theme, across, is_confirmed=is_confirmed)),
        confirmed=Choice(
            _("Only what curators confirmed"),
            change_query(query, confirmed=None if is_confirmed else "1"),
            is_confirmed,
            across.n_confirmed,
        ),
        is_confirmed=is_confirmed,
    )


def _present_labels(labels: Iterable[ThemeLabel]) -> Iterable[LabelRow]:
    """The words for the theme by language; hidden ones only help to find it."""
    names = dict(Language.choices)
    shown = [label for label in labels if label.kind != ThemeLabel.Kind.HIDDEN]
    for code, group in groupby(
        sorted(shown, key=lambda label: label.language), key=lambda label: label.language
    ):
        words = list(group)
        preferred = [label.text for label in words if label.kind == ThemeLabel.Kind.PREFERRED]
        others = [label.text for label in words if label.kind == ThemeLabel.Kind.ALTERNATIVE]
        yield LabelRow(str(names[code]), code, "".join(preferred), tuple(others))


def _present_column(theme: Theme, row: ThesisOnTheme, *, is_confirmed: bool) -> ThesisColumn:
    thesis = row.thesis

    def listed(count: int, *kinds: str) -> Number:
        chosen = {"kind": kinds} if kinds else {}
        return Number(
            count, list_quotations(theme=theme.slug, thesis=thesis.slug, confirmed=is_confirmed, **chosen)
        )

    return ThesisColumn(
        anchor=f"in-{thesis.slug}",
        name=name_thesis(thesis),
        title=thesis.title,
        url=thesis.get_absolute_url(),
        n=listed(row.n_quotations),
        n_interviews=listed(row.n_interviews, "interview"),
        n_literature=listed(row.n_literature, *LITERATURE_KINDS),
        interviews=tuple(_present_side(present_quotation_card(quotation)) for quotation in row.interviews),
        literature=tuple(_present_side(present_quotation_card(quotation)) for quotation in row.literature),
        citing=tuple(present_citing(citation) for citation in row.citing),
    )


def _present_side(card: QuotationCard) -> SideQuotation:
    return SideQuotation(
        text=Truncator(card.text).chars(SIDE_LENGTH),
        language=card.language,
        voice=card.voice,
        role=card.role,
        chapter=card.chapter,
        place=card.place,
        url=card.url,
        is_suggested=card.is_suggested,
    )


def _present_voices(theme: Theme, across: ThemeAcross, *, is_confirmed: bool) -> Iterable[VoiceGroup]:
    names = {row.thesis.pk: name_thesis(row.thesis) for row in across.theses}
    for group, label in Informant.RoleGroup.choices:
        voices = [voice for voice in across.voices if voice.role_group == group]
        if voices:
            yield VoiceGroup(
                label=str(label),
                voices=tuple(
                    _present_voice(theme, voice, names, is_confirmed=is_confirmed) for voice in voices
                ),
                quotations=Number(
                    sum(voice.n for voice in voices),
                    list_quotations(theme=theme.slug, role=group, confirmed=is_confirmed),
                ),
            )


def _present_voice(theme: Theme, voice: Voice, names: dict[int, str], *, is_confirmed: bool) -> VoiceLink:
    url = list_quotations(theme=theme.slug, voice=str(voice.pk), confirmed=is_confirmed)
    return VoiceLink(voice.label, voice.role, names.get(voice.thesis_pk, ""), Number(voice.n, url))


def _present_together(
    theme: Theme, across: ThemeAcross, vocabulary: Vocabulary, *, is_confirmed: bool
) -> Iterable[ThemeChip]:
    """Themes of the same quotations; each leads to the quotations that carry both."""
    for pk, n in sorted(across.together.items(), key=lambda row: (-row[1], vocabulary.name(row[0]))):
        other = vocabulary.themes[pk]
        both: Sequence[str] = [theme.slug, other.slug]
        yield ThemeChip(
            other.name,
            other.slug,
            list_quotations(theme=both, confirmed=is_confirmed),
            find_mark(pk),
            count=n,
        )


def _present_works(theme: Theme, across: ThemeAcross, *, is_confirmed: bool) -> Iterable[SourceRow]:
    for row in across.works:
        url = row.work.get_absolute_url()
        places = Number(row.n_places, _narrow(url, theme, is_confirmed=is_confirmed))
        yield SourceRow(name_work(row.work), row.work.title, url, places, row.n_theses)


def _present_authors(theme: Theme, across: ThemeAcross, *, is_confirmed: bool) -> Iterable[SourceRow]:
    for row in across.authors:
        url = reverse("author-detail", args=[row.slug])
        places = Number(row.n_places, _narrow(url, theme, is_confirmed=is_confirmed))
        yield SourceRow(row.sort_name, "", url, places, row.n_theses)


def _narrow(url: str, theme: Theme, *, is_confirmed: bool) -> str:
    return f"{url}?theme={theme.slug}{'&confirmed=1' if is_confirmed else ''}#places"
