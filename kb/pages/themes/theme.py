"""What the page of one theme says: all theses read across, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.ingest.language import detect_language
from kb.pages.chips import Mark, ThemeChip, find_mark, present_theme
from kb.pages.counts import write_strength
from kb.pages.lists import Choice, Crumb
from kb.pages.markdown import render_markdown
from kb.pages.quotations.cards import name_thesis
from kb.pages.themes.links import Number, ThemeLinks
from kb.pages.themes.lists import PassageRow, ThesisRow, present_passage, present_switch, present_thesis_rows
from kb.pages.themes.meetings import (
    PairGroup,
    SharedWork,
    SubjectRow,
    present_pairs,
    present_shared_works,
    present_subjects,
)
from kb.pages.themes.quotes import ThemeQuote, name_group, present_quotes
from kb.pages.themes.roles import ContrastPart, RoleColumn, present_contrast, present_roles
from kb.pages.themes.sides import SideColumn, ThesisChoice, present_choices, present_columns
from kb.pages.themes.sources import SourceGroup, present_sources
from kb.pages.themes.years import YearChart, present_years
from kb.records.languages import Language
from kb.records.models import ThemeLabel
from kb.synthesis.themes.across import SHOWN_SPREAD
from kb.synthesis.themes.neighbours import count_passages_by_thesis, count_years

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from kb.records.models import Theme
    from kb.synthesis.themes.across import ThemeAcross
    from kb.synthesis.vocabulary import Vocabulary

MOST_TOGETHER = 6
TELLING_LENGTH = 330


@dataclass(frozen=True, slots=True)
class LabelRow:
    """What the theme is called in one language."""

    language: str
    code: str
    preferred: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A group and how many of the quotations are its own; ``is_read`` for papers and literature."""

    label: str
    is_read: bool
    n: Number


@dataclass(frozen=True, slots=True)
class TogetherRow:
    """Another theme: the quotations that carry both, those that carry it, and n12/(n1+n2-n12), 0 to 1."""

    name: str
    url: str
    mark: Mark
    both: Number
    other: Number
    strength: float
    strength_text: str


@dataclass(frozen=True, slots=True)
class ThemePage:
    """``kept`` is what the forms on the page must send along, as (name, value)."""

    title: str
    mark: Mark
    crumbs: tuple[Crumb, ...]
    description: SafeString
    description_language: str
    labels: tuple[LabelRow, ...]
    broader: tuple[ThemeChip, ...]
    narrower: tuple[ThemeChip, ...]
    related: tuple[ThemeChip, ...]
    n_quotations: Number
    n_theses: Number
    n_voices: Number
    n_passages: Number
    speakers: tuple[SpeakerRow, ...]
    telling: tuple[ThemeQuote, ...]
    columns: tuple[SideColumn, ...]
    choices: tuple[ThesisChoice, ...]
    pairs: tuple[PairGroup, ...]
    subjects: tuple[SubjectRow, ...]
    shared: tuple[SharedWork, ...]
    roles: tuple[RoleColumn, ...]
    contrast: ContrastPart | None
    together: tuple[TogetherRow, ...]
    together_rest: tuple[TogetherRow, ...]
    sources: tuple[SourceGroup, ...]
    n_works: Number
    n_authors: Number
    spread: tuple[ThesisRow, ...]
    years: YearChart | None
    passages: tuple[PassageRow, ...]
    theses_url: str
    feed_url: str
    table_url: str
    matrix_url: str
    together_url: str
    confirmed: Choice
    is_confirmed: bool
    kept: tuple[tuple[str, str], ...]

    @property
    def most_spoken(self) -> int:
        return max((row.n.count for row in self.speakers), default=0)

    @property
    def most_quoted(self) -> int:
        return max((row.n.count for row in self.spread), default=0)


def present_theme_page(
    theme: Theme,
    across: ThemeAcross,
    vocabulary: Vocabulary,
    *,
    labels: Iterable[ThemeLabel],
    related_pks: Iterable[int],
    n_confirmed: int,
    query: QueryDict,
) -> ThemePage:
    """The page of a theme as it is read across all theses, or only as curators confirmed it."""
    on = across.on
    links = ThemeLinks(theme.slug, is_confirmed=on.confirmed)
    together = tuple(_present_together(across, vocabulary, links))
    names = {place: name_thesis(thesis) for place, thesis in across.records.theses.items()}
    above = vocabulary.find_broader(theme.pk)
    beside = [on.facts.theses[column.thesis].slug for column in across.columns]
    # From here on in the order of the page: what is said once is linked to from then on.
    said: set[int] = set()
    telling = present_quotes(on, across.records, across.telling, longest=TELLING_LENGTH, shown=said)
    columns = present_columns(across, links, said)
    pairs = tuple(present_pairs(across, vocabulary, said))
    roles = tuple(present_roles(across, links, said))
    contrast = present_contrast(across, vocabulary, links, query, said)
    return ThemePage(
        title=theme.display_name,
        mark=find_mark(theme.pk),
        crumbs=(
            Crumb(_("Themes"), reverse("theme-list")),
            *(Crumb(vocabulary.name(pk), vocabulary.themes[pk].get_absolute_url()) for pk in reversed(above)),
        ),
        description=render_markdown(theme.description),
        description_language=detect_language(theme.description, settings.LANGUAGE_CODE),
        labels=tuple(_present_labels(labels)),
        broader=tuple(present_theme(vocabulary.themes[pk]) for pk in above[:1]),
        narrower=tuple(present_theme(vocabulary.themes[pk]) for pk in vocabulary.narrower.get(theme.pk, ())),
        related=tuple(present_theme(vocabulary.themes[pk]) for pk in related_pks if pk in vocabulary.themes),
        n_quotations=links.quotations(len(on.rows)),
        n_theses=Number(len(on.theses), links.page("theme-theses") if on.theses else ""),
        n_voices=links.voices(len(on.n_by_voice)),
        n_passages=Number(len(on.passages), links.page("theme-passages") if len(on.passages) else ""),
        speakers=tuple(
            SpeakerRow(name_group(group), place > len(on.n_by_group) - 4, links.group(n, group))
            for place, (group, n) in enumerate(on.n_by_group.items())
            if n
        ),
        telling=telling,
        columns=columns,
        choices=tuple(present_choices(across)),
        pairs=pairs,
        subjects=present_subjects(across, vocabulary, links),
        shared=tuple(present_shared_works(across, links, names)),
        roles=roles,
        contrast=contrast,
        together=together[:MOST_TOGETHER],
        together_rest=together[MOST_TOGETHER:],
        sources=tuple(present_sources(across, links)),
        n_works=links.sources(len(across.sources.works), "work-list"),
        n_authors=links.sources(len(across.sources.authors), "author-list"),
        spread=tuple(
            present_thesis_rows(
                on,
                on.theses[:SHOWN_SPREAD],
                across.records.theses,
                count_passages_by_thesis(on),
                links,
                beside=beside,
            )
        ),
        years=present_years(count_years(on), theme.display_name, links),
        passages=tuple(
            present_passage(on, across.records.passages[pk])
            for pk in across.passages
            if pk in across.records.passages
        ),
        theses_url=links.page("theme-theses", t=beside),
        feed_url=links.page("theme-feed"),
        table_url=links.page("theme-table"),
        matrix_url=_keep_switch(reverse("theme-matrix"), is_confirmed=on.confirmed),
        together_url=_keep_switch(reverse("theme-together"), is_confirmed=on.confirmed),
        confirmed=present_switch(query, count=n_confirmed),
        is_confirmed=on.confirmed,
        kept=tuple((name, query.get(name, "")) for name in ("confirmed", "a", "b") if query.get(name)),
    )


def _keep_switch(url: str, *, is_confirmed: bool) -> str:
    return f"{url}?confirmed=1" if is_confirmed else url


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


def _present_together(
    across: ThemeAcross, vocabulary: Vocabulary, links: ThemeLinks
) -> Iterable[TogetherRow]:
    """Themes of the same quotations, the strongest first; each number leads to its quotations."""
    for row in across.together:
        other = vocabulary.themes[row.theme]
        of_other = ThemeLinks(other.slug, is_confirmed=links.is_confirmed)
        yield TogetherRow(
            other.display_name,
            of_other.page(),
            find_mark(other.pk),
            links.quotations(row.n_both, also=other.slug),
            of_other.quotations(row.n_other),
            row.strength,
            write_strength(row.strength),
        )
