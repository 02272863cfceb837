"""Which quotations answer a question, in order, and the numbers beside each choice.

Finding and counting read the same columns of the same facts, so that a number and the list behind it cannot differ.
Only free words are asked of the base, once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kb.records.languages import TextIn
from kb.records.models import Authorship, Quotation, Thesis
from kb.synthesis.collection import SILENT_KINDS
from kb.synthesis.facts import FORMS, KINDS, ROLES
from kb.synthesis.quotations.question import NONE, Sorting, match_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts
    from kb.synthesis.quotations.question import QuotationQuestion
    from kb.synthesis.vocabulary import Vocabulary

_SILENT = [KINDS.index(kind) for kind in SILENT_KINDS]
# More keys than this are not named in a question to the base: it is asked for all.
_MANY = 5_000
_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class QuotationCounts:
    """How many quotations each value would leave, the other choices kept.

    Pairs are (value, number), triples (value, label, number). ``n_silent`` counts the terms and titles among
    what was asked for, ``n_confirmed`` what the switch would leave. ``themes`` is by primary key, with what lies under
    each.
    """

    total: int
    n_confirmed: int
    n_silent: int
    kinds: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    forms: tuple[tuple[str, int], ...]
    theses: tuple[tuple[str, str, int], ...] = ()
    years: tuple[tuple[str, int], ...] = ()
    authors: tuple[tuple[str, str, int], ...] = ()
    themes: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class QuotationAnswer:
    """The rows of the facts that answer a question; what is not asked for costs nothing."""

    question: QuotationQuestion
    vocabulary: Vocabulary
    facts: Facts

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The rows that answer, in the order asked for."""
        rows = np.flatnonzero(self._all())
        if self.question.sorting is Sorting.YEAR:
            years = [t.year if t.year is not None else np.inf for t in self.facts.theses]
            rank = np.argsort(np.argsort(np.array(years), kind="stable"), kind="stable")
            return rows[np.argsort(rank[self.facts.quotations.thesis[rows]], kind="stable")]
        if self.question.sorting is Sorting.CONFIDENCE:
            columns = self.facts.quotations
            keys = [-columns.confidence[rows], ~columns.accepted[rows]]
            # Of several keys the last is the first that counts.
            return rows[np.lexsort([*keys, columns.thesis[rows]] if self.question.is_grouped else keys)]
        return rows

    @cached_property
    def keys(self) -> list[int]:
        """The primary keys of the quotations that answer, in order."""
        found: list[int] = self.facts.quotations.pk[self.rows].tolist()
        return found

    @cached_property
    def counts(self) -> QuotationCounts:
        """The numbers beside the choices; two queries where works are quoted."""
        columns = self.facts.quotations
        return QuotationCounts(
            total=len(self.rows),
            n_confirmed=self._count_confirmed(),
            n_silent=int((self._all(leave="kinds") & ~columns.spoken).sum()),
            kinds=_count_values(columns.kind, KINDS, self._all(leave="kinds")),
            roles=_count_values(columns.role, ROLES, self._all(leave="roles")),
            forms=_count_values(columns.form, FORMS, self._all(leave="forms")),
            theses=self._count_theses(),
            years=self._count_years(),
            authors=self._count_authors(),
            themes=self._count_themes(),
        )

    def _all(self, leave: str = "") -> NDArray[np.bool_]:
        """Where all demands are met, but for the one that is left out."""
        met = np.ones(len(self.facts.quotations.pk), dtype=bool)
        for name, demand in self._demands.items():
            if name != leave:
                met &= demand
        return met

    @cached_property
    def _demands(self) -> dict[str, NDArray[np.bool_]]:
        """Where each choice that was made is met."""
        asked, columns = self.question, self.facts.quotations
        demands: dict[str, NDArray[np.bool_]] = {}
        if asked.kinds:
            demands["kinds"] = np.isin(columns.kind, [KINDS.index(kind) for kind in asked.kinds])
        elif not asked.with_terms:
            demands["kinds"] = columns.spoken
        if asked.roles:
            demands["roles"] = np.isin(columns.role, [ROLES.index(role) for role in asked.roles])
        if asked.forms:
            demands["forms"] = np.isin(columns.form, [FORMS.index(form) for form in asked.forms])
        if asked.theses:
            demands["theses"] = self._of_theses([t.slug in asked.theses for t in self.facts.theses])
        if asked.years:
            years = {None if year == NONE else int(year) for year in asked.years}
            demands["years"] = self._of_theses([t.year in years for t in self.facts.theses])
        if asked.authors:
            demands["authors"] = np.isin(columns.work, _find_works(asked.authors))
        if asked.voice is not None:
            demands["voice"] = columns.informant == asked.voice
        if asked.words:
            demands["words"] = np.isin(columns.pk, _find_words(asked.words))
        if asked.is_confirmed:
            demands["confirmed"] = columns.accepted
        if asked.themes:
            demands["themes"] = self._about(asked.themes, confirmed=asked.is_confirmed)
        return demands

    def _of_theses(self, chosen: Sequence[bool]) -> NDArray[np.bool_]:
        return np.array(chosen, dtype=bool)[self.facts.quotations.thesis]

    def _about(self, slugs: Collection[str], *, confirmed: bool) -> NDArray[np.bool_]:
        """Where all the themes are carried; nowhere where a slug means no theme."""
        carried = self.facts.carry(self.facts.quotations, self.vocabulary, confirmed=confirmed)
        met = np.ones(len(carried.matrix), dtype=bool)
        for slug in slugs:
            theme = self.vocabulary.by_slug.get(slug)
            met &= carried.of(theme.pk if theme else 0)
        return met

    def _count_confirmed(self) -> int:
        if self.question.is_confirmed:
            return len(self.rows)
        met = self._all(leave="themes") & self.facts.quotations.accepted
        if self.question.themes:
            met &= self._about(self.question.themes, confirmed=True)
        return int(met.sum())

    def _count_theses(self) -> tuple[tuple[str, str, int], ...]:
        """Most first, then by title; a chosen thesis is among them even where nothing of it is left."""
        numbers = self._count_by_thesis(leave="theses")
        shown = [
            (thesis.slug, TextIn(thesis.title, thesis.language), n)
            for thesis, n in zip(self.facts.theses, numbers, strict=True)
            if n or thesis.slug in self.question.theses
        ]
        return tuple(sorted(shown, key=lambda row: (-row[2], row[1], row[0])))

    def _count_years(self) -> tuple[tuple[str, int], ...]:
        """The newest first, those of no known year last."""
        years: Counter[int | None] = Counter()
        for thesis, n in zip(self.facts.theses, self._count_by_thesis(leave="years"), strict=True):
            years[thesis.year] += n
        ordered = sorted(years, key=lambda year: (year is None, -(year or 0)))
        return tuple((NONE if year is None else str(year), years[year]) for year in ordered if years[year])

    def _count_by_thesis(self, leave: str) -> list[int]:
        of_thesis = self.facts.quotations.thesis[self._all(leave=leave)]
        numbers: list[int] = np.bincount(of_thesis, minlength=len(self.facts.theses)).tolist()
        return numbers

    def _count_authors(self) -> tuple[tuple[str, str, int], ...]:
        """Most quoted first, then by name."""
        works, numbers = np.unique(self.facts.quotations.work[self._all(leave="authors")], return_counts=True)
        of_work: dict[int, int] = dict(zip(works.tolist(), numbers.tolist(), strict=True))
        of_work.pop(0, None)
        if not of_work:
            return ()
        authorships = Authorship.objects.order_by()
        if len(of_work) <= _MANY:
            authorships = authorships.filter(work__in=list(of_work))
        written = set(authorships.values_list("work", "person__slug", "person__sort_name"))
        quoted: Counter[tuple[str, str]] = Counter()
        for work, slug, name in written:
            quoted[slug, name] += of_work.get(work, 0)
        ordered = sorted(quoted.items(), key=lambda row: (-row[1], row[0][1], row[0][0]))
        return tuple((slug, name, n) for (slug, name), n in ordered if n)

    def _count_themes(self) -> dict[int, int]:
        carried = self.facts.carry(
            self.facts.quotations, self.vocabulary, confirmed=self.question.is_confirmed
        )
        numbers = carried.matrix[self.rows].sum(axis=0).tolist()
        return {theme: n for theme, n in zip(carried.themes, numbers, strict=True) if n}


def answer(question: QuotationQuestion, vocabulary: Vocabulary, facts: Facts) -> QuotationAnswer:
    """What answers the question among the public quotations."""
    return QuotationAnswer(question, vocabulary, facts)


def fetch_cards(keys: Sequence[int]) -> list[Quotation]:
    """The quotations with these keys in this order, with all that a card shows.

    What left the public since the facts were read is not among them.
    """
    cards = {card.pk: card for card in Quotation.objects.public().filter(pk__in=keys).for_cards()}
    return [cards[key] for key in keys if key in cards]


def fetch_all_cards(keys: Sequence[int]) -> Iterator[Quotation]:
    """The same for any number of keys, a few hundred at a time."""
    for start in range(0, len(keys), _AT_ONCE):
        yield from fetch_cards(keys[start : start + _AT_ONCE])


def find_newest(found: QuotationAnswer, limit: int) -> list[int]:
    """The keys of what answers in the theses that were published here last, those first; one query."""
    places = found.facts.place_of
    published = Thesis.objects.public().order_by("-published_at", "-pk").values_list("pk", flat=True)
    rank = np.full(len(places), len(places))
    for number, pk in enumerate(published):
        if pk in places:
            rank[places[pk]] = number
    rows = np.sort(found.rows)
    newest = rows[np.argsort(rank[found.facts.quotations.thesis[rows]], kind="stable")][:limit]
    keys: list[int] = found.facts.quotations.pk[newest].tolist()
    return keys


def _count_values(
    column: NDArray[np.int64], values: Sequence[str], met: NDArray[np.bool_]
) -> tuple[tuple[str, int], ...]:
    return tuple(zip(values, np.bincount(column[met], minlength=len(values)).tolist(), strict=True))


def _find_works(authors: Collection[str]) -> list[int]:
    """The works by any of the authors."""
    return list(Authorship.objects.filter(person__slug__in=authors).values_list("work", flat=True))


def _find_words(words: str) -> list[int]:
    """The quotations with all the words, whoever may see them: the facts hold the public ones alone."""
    return list(Quotation.objects.filter(match_words(words)).order_by().values_list("pk", flat=True))
