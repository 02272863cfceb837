"""What recurs, as far as the public may see it now: whatever is counted is a public passage at the moment of asking.

The results are made ahead (:mod:`kb.synthesis.recurring.renewal`) and kept by the process as long as they are the
newest; which of the passages that they name are public, the facts tell (:mod:`kb.synthesis.facts`).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import RecurringResult, SetAside, Theme, ThemeLabel
from kb.synthesis.recurring.keyness import NOTICEABLE
from kb.synthesis.recurring.reading import language_group
from kb.synthesis.recurring.renewal import LANGUAGES, PASSAGES, name_of
from kb.synthesis.recurring.results import Shared, SharedText, TermTable, unpack_shared, unpack_terms
from kb.synthesis.recurring.selection import LEAST_THESES
from kb.synthesis.recurring.terms import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts


@dataclass(frozen=True, slots=True)
class RecurringTerm:
    """A term that several theses use. ``place`` is its place in the table of its language.

    ``n_key`` is how many theses it is characteristic of, ``strength`` the G² of those together, ``dispersion`` Gries'
    DP over the theses that use it.
    """

    key: str
    language: str
    label: str
    place: int
    n_theses: int
    n_passages: int
    n_key: int
    strength: float
    dispersion: float
    score: float


@dataclass(frozen=True)
class TermPlaces:
    """Where terms of one language stand in public: rows of a term's place, a row of ``Facts.passages``, how often."""

    term: NDArray[np.int64]
    row: NDArray[np.int64]
    times: NDArray[np.int64]


@dataclass(frozen=True)
class Recurring:
    """All that recurs, public or not."""

    tables: dict[str, TermTable]
    shared: tuple[Shared, ...]


@dataclass(frozen=True)
class PublicRecurring:
    """What recurs in what the public sees. Terms are the most telling first."""

    recurring: Recurring
    facts: Facts

    @cached_property
    def row_of(self) -> dict[int, int]:
        """The row of each public passage among the facts."""
        return {pk: row for row, pk in enumerate(self.facts.passages.pk.tolist())}

    @cached_property
    def places(self) -> dict[str, TermPlaces]:
        order = np.argsort(self.facts.passages.pk, kind="stable")
        return {name: self._find_places(table, order) for name, table in self.recurring.tables.items()}

    @cached_property
    def terms(self) -> tuple[RecurringTerm, ...]:
        found = [term for table in self.recurring.tables.values() for term in self._count(table)]
        return tuple(sorted(found, key=lambda term: (-term.score, term.label)))

    @cached_property
    def between(self) -> tuple[Shared, ...]:
        """Passages that theses share with others."""
        return tuple(one for one in self._public_shared if one.others[0].thesis != one.thesis)

    @cached_property
    def within(self) -> tuple[Shared, ...]:
        """Passages that chapters of one thesis share."""
        return tuple(one for one in self._public_shared if one.others[0].thesis == one.thesis)

    @cached_property
    def _public_shared(self) -> list[Shared]:
        found = []
        for one in self.recurring.shared:
            others: tuple[SharedText, ...] = tuple(o for o in one.others if o.pk in self.row_of)
            if others and one.first in self.row_of:
                found.append(Shared(one.key, one.first, one.thesis, one.sum_of_text, others))
        return found

    def _find_places(self, table: TermTable, order: NDArray[np.int64]) -> TermPlaces:
        pks = self.facts.passages.pk
        if not len(pks):
            return TermPlaces(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
        rows = order[np.minimum(np.searchsorted(pks, table.place_passage, sorter=order), len(pks) - 1)]
        public = pks[rows] == table.place_passage
        return TermPlaces(table.place_term[public], rows[public], table.times[public])

    def _count(self, table: TermTable) -> list[RecurringTerm]:
        places, n_terms = self.places[table.language], len(table.keys)
        n_all = max(1, len(self.facts.theses))
        n_passages = np.bincount(places.term, minlength=n_terms)
        in_thesis = np.unique(places.term * n_all + self.facts.passages.thesis[places.row])
        n_theses = np.bincount(in_thesis // n_all, minlength=n_terms)
        telling = table.strength >= NOTICEABLE
        telling &= np.isin(table.thesis, [thesis.pk for thesis in self.facts.theses])
        n_key = np.bincount(table.term[telling], minlength=n_terms)
        strength = np.bincount(table.term[telling], weights=table.strength[telling], minlength=n_terms)
        return [
            RecurringTerm(
                key,
                table.language,
                table.labels[place],
                place,
                int(n_theses[place]),
                int(n_passages[place]),
                int(n_key[place]),
                float(strength[place]),
                float(table.dispersion[place]),
                float(table.score[place]),
            )
            for place, key in enumerate(table.keys)
            if n_theses[place] >= LEAST_THESES and n_key[place] >= LEAST_THESES
        ]

    def find_rows(self, term: RecurringTerm) -> NDArray[np.int64]:
        """The rows of ``Facts.passages`` that have the term, in their order."""
        places = self.places[term.language]
        return np.sort(places.row[places.term == term.place])

    def find_best(self, terms: Iterable[RecurringTerm]) -> dict[tuple[str, str], int]:
        """For each term, by language and key, the passage that has it most often, by primary key."""
        best = {}
        for term in terms:
            places = self.places[term.language]
            own = np.flatnonzero(places.term == term.place)
            row = places.row[own[np.argmax(places.times[own])]]
            best[term.language, term.key] = int(self.facts.passages.pk[row])
        return best


@dataclass
class _Kept:
    lock: threading.Lock = field(default_factory=threading.Lock)
    stamps: dict[str, int] = field(default_factory=dict)
    recurring: Recurring = field(default_factory=lambda: Recurring({}, ()))
    public: PublicRecurring | None = None


_kept = _Kept()


def load_recurring(facts: Facts) -> PublicRecurring:
    """What recurs in what ``facts`` show; one query where nothing was made anew."""
    stamps: dict[str, int] = dict(RecurringResult.objects.values_list("name", "stamp"))
    with _kept.lock:
        if stamps != _kept.stamps:
            _kept.recurring, _kept.stamps, _kept.public = _load(), stamps, None
        if _kept.public is None or _kept.public.facts is not facts:
            _kept.public = PublicRecurring(_kept.recurring, facts)
        return _kept.public


def _load() -> Recurring:
    kept = {name: bytes(data) for name, data in RecurringResult.objects.values_list("name", "data")}
    names = {language: name_of(language) for language in LANGUAGES}
    return Recurring(
        tables={language: unpack_terms(kept[name]) for language, name in names.items() if name in kept},
        shared=unpack_shared(kept[PASSAGES]) if PASSAGES in kept else (),
    )


def find_covered() -> set[tuple[str, str]]:
    """What the vocabulary has already, in whatever form and however hidden, as (language, key) of terms."""
    covered = {
        (group, _key_of_label(text, group))
        for text, language in ThemeLabel.objects.values_list("text", "language")
        for group in (language_group(language),)
    }
    # A theme's name stands in the language of whoever made it.
    for name in Theme.objects.values_list("name", flat=True):
        covered |= {(group, _key_of_label(name, group)) for group in LANGUAGES}
    return covered


@lru_cache(maxsize=50_000)
def _key_of_label(text: str, language: str) -> str:
    return key_of(text, language)


def find_set_aside() -> tuple[set[tuple[str, str]], set[str]]:
    """What curators set aside: terms as (language, key), and passages by key."""
    rows = list(SetAside.objects.values_list("kind", "language", "key"))
    terms = {(language, key) for kind, language, key in rows if kind == SetAside.Kind.TERM}
    return terms, {key for kind, _language, key in rows if kind == SetAside.Kind.PASSAGE}
