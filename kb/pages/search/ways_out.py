"""What may be taken out of a question that nothing answers, and what is found then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.language.words import split_words
from kb.pages.empty import count_without
from kb.pages.lists import FacetOption, change_query
from kb.search.terms import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.http import QueryDict

    from kb.search.query import SearchQuery


def present_ways_out(
    typed: SearchQuery,
    chosen: Iterable[FacetOption],
    *,
    query: QueryDict,
    count: Callable[[QueryDict], int],
) -> tuple[FacetOption, ...]:
    """Each part of the question, with how many hits there are without it; none where there is only one part.

    ``typed`` is what stands in the box, ``chosen`` what was chosen beside the hits; ``count`` answers a query string.
    """
    parts = [*chosen, *_drop_parts(typed, query)]
    if len(parts) < 2 and not typed.groups:
        return ()
    return tuple(option for option in count_without(parts, count) if option.count)


def _drop_parts(typed: SearchQuery, query: QueryDict) -> Iterator[FacetOption]:
    """The parts of what was typed, those that are asked for most strictly first."""

    def without(label: str, rest: SearchQuery) -> FacetOption:
        return FacetOption("q", label, 0, change_query(query, q=rest.to_text()), is_chosen=True)

    if any(term.is_phrase for term in typed.terms):
        yield without(_("the quotation marks"), _part_phrases(typed))
    for each in typed.filters:
        yield without(
            each.as_text(), replace(typed, filters=tuple(one for one in typed.filters if one != each))
        )
    if typed.year_from is not None or typed.year_to is not None:
        rest = replace(typed, year_from=None, year_to=None)
        yield without(f"{typed.year_from or ''}–{typed.year_to or ''}", rest)
    for term in typed.excluded:
        rest = replace(typed, excluded=tuple(one for one in typed.excluded if one != term))
        yield without(f"-{term.as_text()}", rest)
    if len(typed.groups) < 2:
        return
    for group in sorted(
        typed.groups, key=lambda group: not any(term.is_phrase or term.is_prefix for term in group)
    ):
        rest = replace(typed, groups=tuple(one for one in typed.groups if one != group))
        yield without(" OR ".join(term.as_text() for term in group), rest)


def _part_phrases(typed: SearchQuery) -> SearchQuery:
    """The question with the words of its phrases asked for each by itself."""
    groups: list[tuple[Term, ...]] = []
    for group in typed.groups:
        if len(group) == 1 and group[0].is_phrase:
            groups += [(Term(word.text.lower()),) for word in split_words(group[0].text)]
        else:
            groups.append(tuple(replace(term, is_phrase=False) for term in group))
    return replace(typed, groups=tuple(groups))
