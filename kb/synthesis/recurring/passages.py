"""The passages that a page of what recurs shows, read in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Prefetch

from kb.language.words import split_words
from kb.records.models import Contributor, Passage, Quotation, Work
from kb.synthesis.facts import KINDS
from kb.synthesis.recurring.results import sum_of
from kb.synthesis.recurring.terms import find_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.synthesis.facts import Facts
    from kb.synthesis.recurring.finding import RecurringTerm
    from kb.synthesis.recurring.results import Shared, SharedText

_INTERVIEW = KINDS.index(Quotation.Kind.INTERVIEW)
# How the forms of sections of laws and of reports begin (:mod:`kb.language.words`), and how they are shown.
_OFFICIAL = (("meldst", "Meld. St. "), ("innst", "Innst. "), ("prop", "Prop. "), ("nou", "NOU "), ("§", "§ "))


def load_passages(pks: Iterable[int]) -> dict[int, Passage]:
    """Public passages with their chapter, thesis and its authors, by primary key; two queries."""
    passages = (
        Passage.objects.public()
        .filter(pk__in=list(pks))
        .select_related("chapter", "thesis")
        .prefetch_related(Prefetch("thesis__contributors", Contributor.objects.select_related("person")))
    )
    return {passage.pk: passage for passage in passages}


def find_spans(text: str, term: RecurringTerm) -> list[tuple[int, int]]:
    """Where the term stands in a text, whatever its form."""
    return [(place.start, place.end) for place in find_terms(text, term.language) if place.key == term.key]


@dataclass(frozen=True, slots=True)
class Source:
    """What two passages with the same words name as their source: works that both cite, or only one of them.

    ``official`` are laws and reports that both name ("Meld. St. 33"). ``is_interview``: both quote an informant.
    """

    both: tuple[int, ...]
    first: tuple[int, ...]
    second: tuple[int, ...]
    official: tuple[str, ...]
    is_interview: bool


def find_sources(pairs: Sequence[tuple[Passage, Passage]], facts: Facts) -> list[Source]:
    """For each pair of passages what they name as source; works by primary key."""
    wanted = [passage.pk for pair in pairs for passage in pair]
    cited = _group(facts.citations.passage, facts.citations.work, wanted)
    said = facts.quotations.kind == _INTERVIEW
    interviews = set(facts.quotations.passage[said & np.isin(facts.quotations.passage, wanted)].tolist())
    found = []
    for first, second in pairs:
        one, other = cited.get(first.pk, {}), cited.get(second.pk, {})
        found.append(
            Source(
                both=tuple(pk for pk in one if pk in other),
                first=tuple(pk for pk in one if pk not in other),
                second=tuple(pk for pk in other if pk not in one),
                official=_official_in_both(first.text, second.text),
                is_interview={first.pk, second.pk} <= interviews,
            )
        )
    return found


def _group(
    passages: np.ndarray[tuple[int], np.dtype[np.int64]],
    works: np.ndarray[tuple[int], np.dtype[np.int64]],
    wanted: Sequence[int],
) -> dict[int, dict[int, None]]:
    chosen = np.isin(passages, wanted) & (works > 0)
    cited: dict[int, dict[int, None]] = {}
    for passage, work in zip(passages[chosen].tolist(), works[chosen].tolist(), strict=True):
        cited.setdefault(passage, {})[work] = None
    return cited


def _official_in_both(first: str, second: str) -> tuple[str, ...]:
    forms = [
        dict.fromkeys(word.form for word in split_words(text) if _name_official(word.form))
        for text in (first, second)
    ]
    return tuple(_name_official(form) for form in forms[0] if form in forms[1])


def _name_official(form: str) -> str:
    """How a law's section or a report is written: "Meld. St. 33" of "meldst33"; "" for any other word."""
    for start, shown in _OFFICIAL:
        if form.startswith(start) and form[len(start) : len(start) + 1].isdigit():
            return shown + form[len(start) :]
    return ""


def load_works(pks: Iterable[int]) -> dict[int, Work]:
    """Works with their authors, by primary key; two queries."""
    return Work.objects.for_cards().in_bulk(sorted(set(pks)))


def is_as_aligned(passage: Passage, kept: Shared | SharedText) -> bool:
    """Whether the passage's text is still the one that was aligned."""
    return sum_of(passage.text) == kept.sum_of_text
