"""One theme in the compared theses: what informants say, and what is read about it, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.pages.chips import Mark, find_mark
from kb.pages.lists import Choice, change_query
from kb.pages.quotations.cards import QuotationCard, present_quotation_card
from kb.pages.themes.quotes import cut_text
from kb.pages.themes.themes import list_quotations
from kb.records.models import Informant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.http import QueryDict

    from kb.pages.compare.compare import Column
    from kb.records.models import Quotation, Thesis
    from kb.synthesis.compare.compare import CompareQuestion, OnTheme
    from kb.synthesis.compare.comparison import Compared
    from kb.synthesis.vocabulary import Vocabulary

LENGTH = 360
SHOWN_THEMES = 8


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of quotations and where they are listed ("" for none)."""

    n: int
    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A quotation in a column; ``text`` may be cut."""

    text: str
    card: QuotationCard


@dataclass(frozen=True, slots=True)
class ThemeColumn:
    """What one thesis has on the theme."""

    column: Column
    n: Counted
    roles: tuple[Counted, ...]
    n_interviews: Counted
    interviews: tuple[Words, ...]
    n_literature: Counted
    literature: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ThemeSection:
    """The theme, its columns, and the themes to choose instead: a few as links, all in a list, as (slug, name).

    ``is_all_suggested``: nobody has accepted any of the quotations shown, which is said once.
    """

    name: str
    slug: str
    url: str
    mark: Mark
    is_unknown: bool
    is_all_suggested: bool
    columns: tuple[ThemeColumn, ...]
    choices: tuple[Choice, ...]
    options: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]


def present_on_theme(
    compared: Compared,
    columns: Sequence[Column],
    *,
    vocabulary: Vocabulary,
    question: CompareQuestion,
    query: QueryDict,
) -> ThemeSection | None:
    """The theme in columns; None where the theses have no theme at all."""
    if compared.theme is None:
        return None
    theme, themes = vocabulary.themes[compared.theme], compared.themes
    names = [
        (vocabulary.name(pk), vocabulary.themes[pk].slug)
        for pk in sorted((row.pk for row in themes), key=vocabulary.sort_key)
    ]
    shown = tuple(
        _present_column(theme.slug, on_theme, thesis, column, compared.quotations, question)
        for on_theme, thesis, column in zip(compared.on_theme, compared.theses, columns, strict=True)
    )
    words = [each for column in shown for each in (*column.interviews, *column.literature)]
    return ThemeSection(
        name=theme.display_name,
        slug=theme.slug,
        url=theme.get_absolute_url() + ("?confirmed=1" if question.is_confirmed else ""),
        mark=find_mark(theme.pk),
        is_unknown=bool(question.theme) and question.theme != theme.slug,
        is_all_suggested=bool(words) and all(each.card.is_suggested for each in words),
        columns=shown,
        choices=tuple(
            Choice(
                vocabulary.name(row.pk),
                change_query(query, theme=vocabulary.themes[row.pk].slug) + "#on-theme",
                row.pk == theme.pk,
            )
            for row in themes[:SHOWN_THEMES]
        ),
        options=tuple((slug, name) for name, slug in names),
        kept=tuple(
            (name, value) for name in query if name not in {"theme", "q"} for value in query.getlist(name)
        ),
    )


def _present_column(
    slug: str,
    found: OnTheme,
    thesis: Thesis,
    column: Column,
    quotations: Mapping[int, Quotation],
    question: CompareQuestion,
) -> ThemeColumn:
    def listed(n: int, label: str = "", **choices: str | Sequence[str]) -> Counted:
        url = list_quotations(theme=slug, thesis=thesis.slug, confirmed=question.is_confirmed, **choices)
        return Counted(n, url if n else "", label)

    labels = dict(Informant.RoleGroup.choices)
    return ThemeColumn(
        column=column,
        n=listed(found.n),
        roles=tuple(listed(n, str(labels[role]), role=role) for role, n in found.roles),
        n_interviews=listed(found.n_interviews, kind="interview"),
        interviews=tuple(_present_words(found.interviews, quotations)),
        n_literature=listed(found.n_literature, kind=("literature", "policy")),
        literature=tuple(_present_words(found.literature, quotations)),
    )


def _present_words(pks: Sequence[int], quotations: Mapping[int, Quotation]) -> Iterable[Words]:
    for pk in pks:
        if pk in quotations:
            card = present_quotation_card(quotations[pk])
            yield Words(cut_text(card.text, LENGTH), card)
