"""The places that cite somebody, as the pages of authors and works list them: sentences, thesis by thesis."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kb.pages.citing import CitingSentence, present_citing
from kb.pages.lists import Choice, FacetOption, Pager, change_query, present_pager
from kb.pages.quotation_cards import name_thesis

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.records.models import Citation
    from kb.synthesis.citing_places import PlaceQuestion, ThesisPlaces
    from kb.synthesis.vocabulary import Vocabulary

TITLE_LENGTH = 80
NAMES = ("thesis", "theme", "work", "with", "confirmed")


@dataclass(frozen=True, slots=True)
class ThesisSentences:
    """The citing sentences of one thesis on this page; ``n`` is how many it has in the whole list."""

    title: str
    url: str
    source: str
    n: int
    sentences: tuple[CitingSentence, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """The list, what narrows it, and the theses to choose among. ``chosen`` is taken away link by link."""

    total: int
    groups: tuple[ThesisSentences, ...]
    theses: tuple[Choice, ...]
    chosen: tuple[FacetOption, ...]
    clear_url: str
    pager: Pager


def present_places(
    page: Page[Citation],
    *,
    question: PlaceQuestion,
    counts: Iterable[ThesisPlaces],
    vocabulary: Vocabulary,
    names: dict[str, str],
    query: QueryDict,
) -> Places:
    """The places that answer. ``counts`` are by thesis with all choices but the thesis; ``names`` of slugs chosen."""
    by_thesis = {row.slug: row for row in counts}
    return Places(
        total=page.paginator.count,
        groups=tuple(_group(page, {slug: row.n_here for slug, row in by_thesis.items()})),
        theses=tuple(
            Choice(
                Truncator(row.title).chars(TITLE_LENGTH) + (f" ({row.year})" if row.year else ""),
                change_query(query, thesis=None if row.slug == question.thesis else row.slug) + "#places",
                row.slug == question.thesis,
                row.n_here,
            )
            for row in by_thesis.values()
            if row.n_here or row.slug == question.thesis
        ),
        chosen=tuple(_present_chosen(question, by_thesis, vocabulary, names, query)),
        clear_url=change_query(query, **dict.fromkeys(NAMES)) + "#places",
        pager=present_pager(page, query=query),
    )


def _group(page: Iterable[Citation], n_by_thesis: dict[str, int]) -> Iterable[ThesisSentences]:
    for thesis, citations in groupby(page, key=lambda citation: citation.thesis):
        yield ThesisSentences(
            title=thesis.title,
            url=thesis.get_absolute_url(),
            source=name_thesis(thesis),
            n=n_by_thesis.get(thesis.slug, 0),
            sentences=tuple(present_citing(citation) for citation in citations),
        )


def _present_chosen(
    question: PlaceQuestion,
    by_thesis: dict[str, ThesisPlaces],
    vocabulary: Vocabulary,
    names: dict[str, str],
    query: QueryDict,
) -> Iterable[FacetOption]:
    theme = vocabulary.by_slug.get(question.theme)
    thesis = by_thesis.get(question.thesis)
    labels = {
        "thesis": Truncator(thesis.title).chars(TITLE_LENGTH) if thesis else question.thesis,
        "theme": theme.name if theme else question.theme,
        "work": names.get(question.work, question.work),
        "with": _("beside %(name)s") % {"name": names.get(question.beside, question.beside)}
        if question.beside
        else "",
        "confirmed": _("confirmed") if question.is_confirmed else "",
    }
    for name, label in labels.items():
        if label:
            url = change_query(query, **{name: None}) + "#places"
            yield FacetOption(name, label, 0, url, is_chosen=True)
