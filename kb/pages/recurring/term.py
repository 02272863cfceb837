"""One recurring term: the very passages that have it, thesis by thesis, its words marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kb.pages.lists import Choice, Crumb, Pager, change_query, present_pager
from kb.pages.recurring.recurring import PlaceLine, language_code, present_place
from kb.synthesis.recurring.passages import find_spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.paginator import Page
    from django.http import QueryDict

    from kb.records.models import Passage
    from kb.synthesis.facts import ThesisFacts
    from kb.synthesis.recurring.finding import RecurringTerm

_AROUND = 180


@dataclass(frozen=True, slots=True)
class ThesisPlaces:
    """One thesis on this page of the list."""

    title: str
    url: str
    source: str
    places: tuple[PlaceLine, ...]


@dataclass(frozen=True)
class TermPage:
    """The passages with a term. ``theses`` choose one thesis, with how many passages each has."""

    title: str
    crumbs: tuple[Crumb, ...]
    key: str
    label: str
    language: str
    language_code: str
    n_passages: int
    n_theses: int
    n_key: int
    total: int
    theses: tuple[Choice, ...]
    is_narrowed: bool
    clear_url: str
    search_url: str
    groups: tuple[ThesisPlaces, ...]
    pager: Pager
    is_curator: bool
    is_covered: bool
    is_aside: bool
    kept: str


def present_term(
    term: RecurringTerm,
    page: Page[int],
    passages: Mapping[int, Passage],
    theses: Sequence[tuple[ThesisFacts, int]],
    *,
    chosen: str,
    is_curator: bool,
    is_covered: bool,
    is_aside: bool,
    query: QueryDict,
) -> TermPage:
    """``page`` holds primary keys of ``passages``; ``theses`` all that use the term, with how many passages have it."""
    groups: list[tuple[Passage, list[PlaceLine]]] = []
    for pk in page:
        passage = passages.get(pk)
        if passage is None:
            continue
        line = present_place(passage, find_spans(passage.text, term), around=_AROUND, longest=900)
        if not groups or groups[-1][0].thesis_id != passage.thesis_id:
            groups.append((passage, []))
        groups[-1][1].append(line)
    return TermPage(
        title=_("“%s” in the theses") % term.label,
        crumbs=(Crumb(_("What recurs"), reverse("recurring")),),
        key=term.key,
        label=term.label,
        language=term.language,
        language_code=language_code(term.language),
        n_passages=term.n_passages,
        n_theses=term.n_theses,
        n_key=term.n_key,
        total=page.paginator.count,
        theses=tuple(
            Choice(
                f"{thesis.title} ({thesis.year or _('n.d.')})",
                change_query(query, thesis=None if thesis.slug == chosen else thesis.slug),
                thesis.slug == chosen,
                count,
            )
            for thesis, count in theses
        ),
        is_narrowed=any(thesis.slug == chosen for thesis, _count in theses),
        clear_url=change_query(query, thesis=None),
        search_url=f"{reverse('search')}?{urlencode({'q': term.label})}",
        groups=tuple(
            ThesisPlaces(
                passage.thesis.title, passage.thesis.get_absolute_url(), lines[0].source, tuple(lines)
            )
            for passage, lines in groups
        ),
        pager=present_pager(page, query=query),
        is_curator=is_curator,
        is_covered=is_covered,
        is_aside=is_aside,
        kept=change_query(query),
    )
