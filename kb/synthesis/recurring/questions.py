"""What a reader asks of the page of what recurs, and what answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from kb.language.word_classes import ENGLISH, NORWEGIAN
from kb.synthesis.recurring.finding import find_covered, find_set_aside

if TYPE_CHECKING:
    from django.http import QueryDict

    from kb.synthesis.facts import Facts
    from kb.synthesis.recurring.finding import PublicRecurring, RecurringTerm
    from kb.synthesis.recurring.results import Shared

# How many theses must have it, to choose among.
LEAST = (2, 3, 5, 10, 25)
_LONGEST = 200


class Section(StrEnum):
    TERMS = "terms"
    BETWEEN = "passages"
    WITHIN = "within"
    SOURCES = "sources"
    ASIDE = "aside"


class Sorting(StrEnum):
    TELLING = "telling"
    THESES = "theses"
    PASSAGES = "passages"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class RecurringQuestion:
    """Which part is asked for; in which language, in how many theses at least; or where one ``term`` stands.

    ``thesis`` (a slug) narrows the places of a term.
    """

    section: Section = Section.TERMS
    language: str = ""
    least: int = LEAST[0]
    sorting: Sorting = Sorting.TELLING
    term: str = ""
    thesis: str = ""

    @classmethod
    def from_params(cls, params: QueryDict) -> RecurringQuestion:
        """The question in a query string; what makes no sense in it is passed over."""
        section, sorting, least = params.get("show", ""), params.get("sort", ""), params.get("least", "")
        language = params.get("language", "")
        return cls(
            section=Section(section) if section in set(Section) else Section.TERMS,
            language=language if language in {NORWEGIAN, ENGLISH} else "",
            least=int(least) if least in map(str, LEAST) else LEAST[0],
            sorting=Sorting(sorting) if sorting in set(Sorting) else Sorting.TELLING,
            term=" ".join(params.get("term", "").replace("\x00", "").split())[:_LONGEST],
            thesis=params.get("thesis", "").replace("\x00", "")[:_LONGEST],
        )


@dataclass(frozen=True)
class Answer:
    """All that recurs and is in no theme nor set aside, as far as the question narrows it."""

    terms: tuple[RecurringTerm, ...]
    between: tuple[Shared, ...]
    within: tuple[Shared, ...]
    sources: tuple[SharedSource, ...]
    # The largest number of theses that has anything of the section asked for, whatever number is asked for.
    most: int = 0


@dataclass(frozen=True, slots=True)
class SharedSource:
    """A work (primary key) that so many theses cite, at so many places."""

    pk: int
    n_theses: int
    n_places: int


def answer(question: RecurringQuestion, public: PublicRecurring) -> Answer:
    """What the page shows, each part sorted; three queries."""
    terms_aside, passages_aside = find_set_aside()
    hidden = terms_aside | find_covered()
    terms = [
        term
        for term in public.terms
        if question.language in {"", term.language} and (term.language, term.key) not in hidden
    ]
    between = [one for one in public.between if one.key not in passages_aside]
    sources = count_sources(public.facts, LEAST[0])
    reached = {
        Section.TERMS: (term.n_theses for term in terms),
        Section.BETWEEN: map(count_theses, between),
        Section.SOURCES: (source.n_theses for source in sources),
    }
    least = question.least
    return Answer(
        terms=tuple(_sort([term for term in terms if term.n_theses >= least], question.sorting)),
        between=tuple(one for one in between if count_theses(one) >= least),
        within=tuple(one for one in public.within if one.key not in passages_aside),
        sources=tuple(source for source in sources if source.n_theses >= least),
        most=max(reached.get(question.section, ()), default=0),
    )


def _sort(terms: list[RecurringTerm], sorting: Sorting) -> list[RecurringTerm]:
    if sorting is Sorting.THESES:
        return sorted(terms, key=lambda term: (-term.n_theses, -term.score))
    if sorting is Sorting.PASSAGES:
        return sorted(terms, key=lambda term: (-term.n_passages, -term.score))
    if sorting is Sorting.NAME:
        return sorted(terms, key=lambda term: term.label.casefold().translate(_ALPHABET))
    return terms


# æ, ø and å end the alphabet.
_ALPHABET = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


def find_term(public: PublicRecurring, key: str, language: str) -> RecurringTerm | None:
    """The term of that key, whether a theme has it by now or not."""
    return next((t for t in public.terms if t.key == key and language in {"", t.language}), None)


def count_theses(shared: Shared) -> int:
    return len({shared.thesis, *(other.thesis for other in shared.others)})


def count_sources(facts: Facts, least: int) -> tuple[SharedSource, ...]:
    """The works that most theses cite, of those that ``least`` do."""
    known = facts.citations.work > 0
    works, n_places = np.unique(facts.citations.work[known], return_counts=True)
    n_all = max(1, len(facts.theses))
    pairs = np.unique(facts.citations.work[known] * n_all + facts.citations.thesis[known])
    _works, n_theses = np.unique(pairs // n_all, return_counts=True)
    kept = np.flatnonzero(n_theses >= least)
    order = kept[np.lexsort((works[kept], -n_places[kept], -n_theses[kept]))]
    return tuple(
        SharedSource(int(works[row]), int(n_theses[row]), int(n_places[row])) for row in order.tolist()
    )
