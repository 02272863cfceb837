"""What the page says that compares theses: who is compared, what they share, and every part of it side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.pages.compare.chooser import present_chooser
from kb.pages.compare.particulars import present_aspects, present_sizes
from kb.pages.compare.quotations import present_on_theme
from kb.pages.compare.sources import present_sources
from kb.pages.compare.summary import present_findings
from kb.pages.compare.themes import present_themes
from kb.pages.lists import Choice, Crumb, change_query, join_names
from kb.pages.quotations.cards import name_thesis
from kb.pages.theses.theses import find_authors, thesis_crumbs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from kb.pages.compare.chooser import Chooser
    from kb.pages.compare.particulars import Aspect, SizeRow
    from kb.pages.compare.quotations import ThemeSection
    from kb.pages.compare.sources import SourceSection
    from kb.pages.compare.summary import Finding
    from kb.pages.compare.themes import ThemesSection
    from kb.records.models import Thesis
    from kb.synthesis.compare.compare import Chosen, CompareQuestion
    from kb.synthesis.compare.comparison import Choice as ThesisChoice
    from kb.synthesis.compare.comparison import Compared
    from kb.synthesis.vocabulary import Vocabulary

LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Column:
    """A thesis that is compared, under its letter; the addresses move its column or take it away ("" at the edge)."""

    letter: str
    name: str
    title: str
    url: str
    language: str
    authors: str
    is_example: bool
    left_url: str
    right_url: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in the address that could not be followed, and what to do instead, as (label, address)."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that stands below the names of the theses."""

    findings: tuple[Finding, ...]
    aspects: tuple[Aspect, ...]
    sizes: tuple[SizeRow, ...]
    themes: ThemesSection
    sources: SourceSection
    theme: ThemeSection | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    title: str
    crumbs: tuple[Crumb, ...]
    columns: tuple[Column, ...]
    notices: tuple[Notice, ...]
    confirmed: Choice
    comparison: Comparison | None
    chooser: Chooser
    tables: tuple[Choice, ...]


def present_compare(
    chosen: Chosen,
    compared: Compared | None,
    choice: ThesisChoice,
    *,
    question: CompareQuestion,
    vocabulary: Vocabulary,
    query: QueryDict,
) -> ComparePage:
    """The page; with fewer than two theses there is nothing to compare, and the chooser is all of it."""
    # Links lead on with what is compared, not with what the address got wrong.
    query = query.copy()
    query.setlist("t", [thesis.slug for thesis in chosen.theses])
    columns = tuple(_present_columns(chosen.theses, query))
    return ComparePage(
        title=_name_page(chosen),
        crumbs=thesis_crumbs(),
        columns=columns,
        notices=tuple(_present_notices(chosen, query)),
        confirmed=Choice(
            _("Only what curators confirmed"),
            change_query(query, confirmed=None if question.is_confirmed else "1"),
            question.is_confirmed,
        ),
        comparison=_present_comparison(compared, columns, question, vocabulary, query) if compared else None,
        chooser=present_chooser(chosen.theses, choice, question=question, query=query),
        tables=tuple(_present_tables(query)) if compared else (),
    )


def _present_comparison(
    compared: Compared,
    columns: Sequence[Column],
    question: CompareQuestion,
    vocabulary: Vocabulary,
    query: QueryDict,
) -> Comparison:
    confirmed = question.is_confirmed
    return Comparison(
        findings=present_findings(compared, columns, vocabulary=vocabulary, confirmed=confirmed, query=query),
        aspects=present_aspects(compared, confirmed=confirmed),
        sizes=present_sizes(compared, confirmed=confirmed),
        themes=present_themes(compared, columns, question=question, vocabulary=vocabulary, query=query),
        sources=present_sources(compared, columns, is_all=question.all_sources, query=query),
        theme=present_on_theme(compared, columns, question=question, vocabulary=vocabulary, query=query),
    )


def _present_columns(theses: Sequence[Thesis], query: QueryDict) -> Iterable[Column]:
    """The theses under their letters, in the order of the address."""
    slugs = [thesis.slug for thesis in theses]
    for place, thesis in enumerate(theses):
        yield Column(
            letter=LETTERS[place],
            name=name_thesis(thesis),
            title=thesis.title,
            url=thesis.get_absolute_url(),
            language=thesis.language,
            authors=join_names(person.display_name for person in find_authors(thesis)),
            is_example=thesis.is_example,
            left_url=change_query(query, t=_swap(slugs, place - 1)) if place else "",
            right_url=change_query(query, t=_swap(slugs, place)) if place + 1 < len(slugs) else "",
            remove_url=change_query(query, t=slugs[:place] + slugs[place + 1 :]),
        )


def _swap(slugs: Sequence[str], place: int) -> list[str]:
    """The slugs with the one at ``place`` and the next in each other's stead."""
    return [*slugs[:place], slugs[place + 1], slugs[place], *slugs[place + 2 :]]


def _name_page(chosen: Chosen) -> str:
    if len(chosen.theses) < 2:
        return _("Compare theses")
    names = [name_thesis(thesis) for thesis in chosen.theses]
    return _("Compare %(names)s") % {"names": join_names(names)}


def _present_notices(chosen: Chosen, query: QueryDict) -> Iterable[Notice]:
    slugs = [thesis.slug for thesis in chosen.theses]
    if chosen.withdrawn:
        yield Notice(
            ngettext(
                "A thesis that the address names was withdrawn and is no longer here: %(names)s.",
                "Theses that the address names were withdrawn and are no longer here: %(names)s.",
                len(chosen.withdrawn),
            )
            % {"names": ", ".join(chosen.withdrawn)}
        )
    if chosen.unknown:
        yield Notice(
            ngettext(
                "No thesis here has the address %(names)s.",
                "No theses here have the addresses %(names)s.",
                len(chosen.unknown),
            )
            % {"names": ", ".join(chosen.unknown)}
        )
    if chosen.repeated:
        names = join_names(name_thesis(thesis) for thesis in chosen.repeated)
        yield Notice(
            _("%(names)s was named more than once; it is shown once, for nothing differs from itself.")
            % {"names": names}
        )
    if chosen.surplus:
        names = join_names(name_thesis(thesis) for thesis in chosen.surplus)
        yield Notice(
            _("Four theses can be compared at a time. Left out: %(names)s.") % {"names": names},
            tuple(
                (
                    _("%(name)s instead of %(last)s")
                    % {"name": name_thesis(thesis), "last": name_thesis(chosen.theses[-1])},
                    change_query(query, t=[*slugs[:-1], thesis.slug]),
                )
                for thesis in chosen.surplus
            ),
        )


def _present_tables(query: QueryDict) -> Iterable[Choice]:
    for what, label in (
        ("theses", _("The theses")),
        ("themes", _("Themes")),
        ("sources", _("Sources")),
    ):
        yield Choice(label, reverse("compare-table") + change_query(query, what=what, q=None))
