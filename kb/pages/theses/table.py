"""The list of theses as a table: on the page, sortable by its heads, and to download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kb.pages.chips import ThemeChip, present_theme
from kb.pages.lists import change_query, join_names
from kb.pages.theses.theses import find_authors, quotations_url
from kb.synthesis.theses.theses import Sorting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.http import QueryDict

    from kb.records.models import Thesis
    from kb.synthesis.theses.theses import ThesisQuestion

ROW_THEMES = 3


@dataclass(frozen=True, slots=True)
class TableHead:
    """A column's head; ``url`` puts the rows in order by it, or turns the order round; "" where it cannot."""

    label: str
    url: str = ""
    aria: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the list of what it counts, "" where there is nothing to list."""

    n: int
    url: str


@dataclass(frozen=True, slots=True)
class ThesisRow:
    title: str
    url: str
    language: str
    year: int | None
    authors: str
    institution: str
    n_words: int
    quotations: Counted
    voices: Counted
    themes: tuple[ThemeChip, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class ThesisTable:
    heads: tuple[TableHead, ...]
    rows: tuple[ThesisRow, ...]


def present_table(
    theses: Iterable[Thesis],
    *,
    question: ThesisQuestion,
    n_quotations: dict[int, int],
    n_voices: dict[int, int],
    query: QueryDict,
) -> ThesisTable:
    """The theses as rows; the numbers are by primary key."""
    rows = (_present_row(thesis, n_quotations[thesis.pk], n_voices[thesis.pk]) for thesis in theses)
    return ThesisTable(tuple(_present_heads(question, query)), tuple(rows))


def _present_row(thesis: Thesis, n_quotations: int, n_voices: int) -> ThesisRow:
    return ThesisRow(
        title=thesis.title,
        url=thesis.get_absolute_url(),
        language=thesis.language,
        year=thesis.year,
        authors=_name_authors(thesis),
        institution=thesis.institution.name if thesis.institution else "",
        n_words=thesis.n_words,
        quotations=Counted(n_quotations, quotations_url(thesis=thesis.slug) if n_quotations else ""),
        voices=Counted(n_voices, reverse("voice-list-thesis", args=[thesis.slug]) if n_voices else ""),
        themes=tuple(
            present_theme(link.tag, is_suggested=link.state == link.State.SUGGESTED)
            for link in thesis.shown_theme_links[:ROW_THEMES]  # type: ignore[attr-defined]
        ),
        is_example=thesis.is_example,
    )


def _present_heads(question: ThesisQuestion, query: QueryDict) -> Iterable[TableHead]:
    columns = (
        (Sorting.YEAR, pgettext("column", "Year"), False),
        (Sorting.TITLE, pgettext("column", "Title"), False),
        (Sorting.AUTHOR, pgettext("column", "Authors"), False),
        (Sorting.INSTITUTION, pgettext("column", "Institution"), False),
        (Sorting.WORDS, pgettext("column", "Words"), True),
        (Sorting.QUOTATIONS, pgettext("column", "Quotations"), True),
        (Sorting.VOICES, pgettext("column", "Voices"), True),
    )
    for sorting, label, is_number in columns:
        is_chosen = sorting is question.sorting
        turned = is_chosen and not question.is_reversed
        url = change_query(
            query,
            sort=None if sorting is Sorting.YEAR else sorting.value,
            reverse="1" if turned else None,
        )
        aria = ("ascending" if question.is_rising else "descending") if is_chosen else ""
        yield TableHead(label, url, aria, is_number)
    yield TableHead(pgettext("column", "Themes"))


def name_columns() -> list[str]:
    """The heads of the columns of :func:`present_csv_row`."""
    return [
        _("Year"), _("Title"), _("Subtitle"), _("Authors"), _("Institution"), _("Language"), _("Words"),
        _("Quotations"), _("Voices"), _("Confirmed themes"), _("Suggested themes"), _("DOI or handle"), _("Address"),
    ]  # fmt: skip


def present_csv_row(
    thesis: Thesis, n_quotations: int, n_voices: int, absolute: Callable[[str], str]
) -> Sequence[object]:
    """A thesis that came with ``add_card_records`` as a row to download; ``absolute`` makes whole addresses."""
    links = thesis.shown_theme_links  # type: ignore[attr-defined]
    sure = "; ".join(link.tag.display_name for link in links if link.state == link.State.ACCEPTED)
    unsure = "; ".join(link.tag.display_name for link in links if link.state == link.State.SUGGESTED)
    authors = "; ".join(person.sort_name for person in find_authors(thesis))
    institution = thesis.institution.name if thesis.institution else ""
    return [
        thesis.year, thesis.title, thesis.subtitle, authors, institution, thesis.language, thesis.n_words,
        n_quotations, n_voices, sure, unsure, thesis.doi or thesis.handle, absolute(thesis.get_absolute_url()),
    ]  # fmt: skip


def _name_authors(thesis: Thesis) -> str:
    return join_names(person.display_name for person in find_authors(thesis))
