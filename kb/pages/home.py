"""What the front page says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.pages.chips import Mark, find_mark
from kb.pages.theses import ThesisCard, find_authors, join_names, present_thesis_card, quotations_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.models import Quotation, Thesis
    from kb.synthesis.collection import CollectionSize, ThemeSpread


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are of something; ``url`` lists what is counted."""

    count: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation that shows what a theme is about."""

    text: str
    language: str
    voice: str
    source: str
    url: str
    thesis_url: str
    is_suggested: bool
    is_example: bool


@dataclass(frozen=True, slots=True)
class WideTheme:
    name: str
    url: str
    mark: Mark
    n_theses: int
    spread: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class HomePage:
    title: str
    themes: tuple[WideTheme, ...]
    theses: tuple[ThesisCard, ...]
    numbers: tuple[Number, ...]
    n_theses: int
    has_examples: bool


def present_home(
    *, size: CollectionSize, themes: Iterable[ThemeSpread], newest: Iterable[Thesis]
) -> HomePage:
    """The front page of a collection; empty parts of it are empty tuples."""
    cards = tuple(present_thesis_card(thesis) for thesis in newest)
    wide = tuple(_present_wide_theme(spread, size.theses) for spread in themes)
    return HomePage(
        title=_("Read across theses"),
        themes=wide,
        theses=cards,
        numbers=_present_numbers(size),
        n_theses=size.theses,
        has_examples=any(card.is_example for card in cards)
        or any(theme.evidence is not None and theme.evidence.is_example for theme in wide),
    )


def _present_wide_theme(spread: ThemeSpread, n_all: int) -> WideTheme:
    return WideTheme(
        name=spread.theme.name,
        url=spread.theme.get_absolute_url(),
        mark=find_mark(spread.theme.pk),
        n_theses=spread.n_theses,
        spread=_("in %(n)s of %(all)s theses") % {"n": spread.n_theses, "all": n_all},
        evidence=_present_evidence(spread.evidence) if spread.evidence else None,
    )


def _present_evidence(quotation: Quotation) -> Evidence:
    thesis = quotation.thesis
    families = join_names(person.short_name for person in find_authors(thesis))
    return Evidence(
        text=quotation.text,
        language=quotation.language or thesis.language,
        voice=quotation.informant.label if quotation.informant else "",
        source=f"{families or thesis.title} ({thesis.year or _('n.d.')})",
        url=quotation.get_absolute_url(),
        thesis_url=thesis.get_absolute_url(),
        is_suggested=quotation.state == quotation.State.SUGGESTED,
        is_example=thesis.is_example,
    )


def _present_numbers(size: CollectionSize) -> tuple[Number, ...]:
    numbers = (
        Number(size.theses, ngettext("thesis", "theses", size.theses), reverse("thesis-list")),
        Number(
            size.quotations, ngettext("quotation", "quotations", size.quotations), reverse("quotation-list")
        ),
        Number(
            size.interviews,
            ngettext("from an interview", "from interviews", size.interviews),
            quotations_url(kind="interview"),
        ),
        Number(size.themes, ngettext("theme", "themes", size.themes), reverse("theme-list")),
        Number(size.authors, ngettext("cited author", "cited authors", size.authors), reverse("author-list")),
        Number(size.works, ngettext("cited work", "cited works", size.works), reverse("work-list")),
    )
    return tuple(number for number in numbers if number.count)
