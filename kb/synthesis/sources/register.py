"""Sources counted over all theses at once: works or authors, how many places and theses cite each, and where.

The registers of works and of authors are made of this. A register has a row for every citation of every source; a
tally counts those of its rows that a theme and a part of the theses leave.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from kb.ingest.chapter_roles import ChapterRole
from kb.records.models import Authorship
from kb.synthesis.facts import load_facts
from kb.synthesis.sources.chapter_roles import ROLES, load_chapter_roles
from kb.synthesis.sources.place_counts import PART_ORDER, PartCount

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

    Keys = NDArray[np.int64]
    Mask = NDArray[np.bool_]

# What "cited in at least ... theses" can be set to.
LEAST = (2, 3, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a register by where sources are cited: slugs of a thesis and a theme, a part, a least number."""

    least: int = 1
    thesis: str = ""
    theme: str = ""
    part: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True)
class Tally:
    """For each source, its key in rising order: places and theses. ``pair_*`` are the (source, thesis) that occur."""

    key: Keys
    n_places: Keys
    n_theses: Keys
    pair_key: Keys
    pair_thesis: Keys

    def answer(self, narrowing: Narrowing, thesis: int | None) -> Mask:
        """The sources that enough theses cite and, where one is named by its place, that thesis too."""
        mask = self.n_theses >= narrowing.least
        if thesis is not None:
            mask &= np.isin(self.key, self.pair_key[self.pair_thesis == thesis])
        return mask


@dataclass(frozen=True)
class ChoiceCounts:
    """How many sources each choice would leave, the others kept. ``theses`` are by their place in the facts."""

    least: dict[int, int] = field(default_factory=dict)
    theses: dict[int, int] = field(default_factory=dict)
    themes: dict[int, int] = field(default_factory=dict)
    parts: dict[ChapterRole, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceRegister:
    """``key`` and ``row`` run side by side: a source, and a row of ``facts.citations`` that cites it."""

    facts: Facts
    vocabulary: Vocabulary
    key: Keys
    row: Keys

    @cached_property
    def thesis(self) -> Keys:
        return self.facts.citations.thesis[self.row]

    @cached_property
    def passage_row(self) -> Keys:
        return self.facts.citations.passage_row[self.row]

    @cached_property
    def role(self) -> Keys:
        return load_chapter_roles(self.facts).role_of(self.facts.passages.chapter[self.passage_row])

    def find_thesis(self, slug: str) -> int | None:
        """The place of a thesis by its slug; -1 for a slug that means none, None where none is asked for."""
        if not slug:
            return None
        return next((place for place, thesis in enumerate(self.facts.theses) if thesis.slug == slug), -1)

    def tally(self, narrowing: Narrowing) -> Tally:
        """The sources under the theme and the part asked for."""
        return self._count(self._under(narrowing.theme, narrowing) & self._within(narrowing.part))

    def _under(self, slug: str, narrowing: Narrowing) -> Mask:
        if not slug:
            return np.ones(len(self.key), dtype=bool)
        theme = self.vocabulary.by_slug.get(slug)
        carried = self.facts.carry(self.facts.passages, self.vocabulary, confirmed=narrowing.is_confirmed)
        return carried.of(theme.pk if theme else 0)[self.passage_row]

    def _within(self, part: str) -> Mask:
        chosen: Mask = np.ones(len(self.key), dtype=bool)
        return self.role == ROLES.index(ChapterRole(part)) if part else chosen

    def _count(self, mask: Mask) -> Tally:
        width = max(len(self.facts.theses), 1)
        keys, n_places = np.unique(self.key[mask], return_counts=True)
        pairs = np.unique(self.key[mask] * width + self.thesis[mask])
        n_theses = np.bincount(np.searchsorted(keys, pairs // width), minlength=len(keys))
        return Tally(keys, n_places, n_theses, pairs // width, pairs % width)

    def count_choices(self, narrowing: Narrowing, tally: Tally, allowed: Collection[int]) -> ChoiceCounts:
        """What each choice would leave of the sources ``allowed`` by what they are themselves."""
        fit, thesis = np.array(sorted(allowed), dtype=np.int64), self.find_thesis(narrowing.thesis)
        theme, part = self._under(narrowing.theme, narrowing), self._within(narrowing.part)

        def size(mask: Mask) -> int:
            counted = self._count(mask & of_fit)
            return int(counted.answer(narrowing, thesis).sum())

        of_fit = np.isin(self.key, fit)
        is_fit = np.isin(tally.key, fit)
        there = is_fit & tally.answer(Narrowing(), thesis)
        enough = tally.key[is_fit & tally.answer(narrowing, None)]
        places, counts = np.unique(tally.pair_thesis[np.isin(tally.pair_key, enough)], return_counts=True)
        carried = self.facts.carry(self.facts.passages, self.vocabulary, confirmed=narrowing.is_confirmed)
        return ChoiceCounts(
            least={least: int((tally.n_theses[there] >= least).sum()) for least in LEAST},
            theses=dict(zip(places.tolist(), counts.tolist(), strict=True)),
            themes={pk: size(carried.of(pk)[self.passage_row] & part) for pk in carried.themes},
            parts={role: size(theme & (self.role == ROLES.index(role))) for role in PART_ORDER},
        )

    def count_parts(self, keys: Collection[int]) -> dict[int, tuple[PartCount, ...]]:
        """What theses use each of some sources for."""
        rows = np.flatnonzero(np.isin(self.key, np.array(sorted(keys), dtype=np.int64)))
        n_roles, width = len(ROLES), max(len(self.facts.theses), 1)
        spots = (self.key[rows] * n_roles + self.role[rows]) * width + self.thesis[rows]
        found, n_places = np.unique(spots, return_counts=True)
        sums: dict[tuple[int, int], tuple[int, int]] = {}
        for spot, n in zip((found // width).tolist(), n_places.tolist(), strict=True):
            key, role = divmod(spot, n_roles)
            n_theses, before = sums.get((key, role), (0, 0))
            sums[key, role] = n_theses + 1, before + n
        parts: dict[int, list[PartCount]] = {}
        for (key, role), (n_theses, n) in sums.items():
            parts.setdefault(key, []).append(PartCount(ROLES[role], n_theses, n))
        return {key: sort_parts(counted) for key, counted in parts.items()}


def sort_parts(parts: Collection[PartCount]) -> tuple[PartCount, ...]:
    """The part of most theses first; what no title tells of last."""
    return tuple(
        sorted(
            parts,
            key=lambda part: (
                part.role is ChapterRole.OTHER, -part.n_theses, -part.n_places, PART_ORDER.index(part.role),
            ),
        )
    )  # fmt: skip


def load_work_register(vocabulary: Vocabulary) -> SourceRegister:
    """All works that are cited in public."""
    facts = load_facts()
    rows = np.flatnonzero(facts.citations.work > 0)
    return SourceRegister(facts, vocabulary, facts.citations.work[rows], rows)


def load_author_register(vocabulary: Vocabulary) -> SourceRegister:
    """All authors of works that are cited in public; one query besides."""
    facts = load_facts()
    pairs = np.array(
        list(Authorship.objects.order_by("work_id").values_list("work_id", "person_id")), dtype=np.int64
    ).reshape(-1, 2)
    order = np.argsort(facts.citations.work, kind="stable")
    works = facts.citations.work[order]
    begin, end = np.searchsorted(works, pairs[:, 0]), np.searchsorted(works, pairs[:, 0], side="right")
    sizes = end - begin
    # For each authorship the stretch of citations of its work, one after the other.
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    rows = order[np.repeat(begin, sizes) + within]
    return SourceRegister(facts, vocabulary, np.repeat(pairs[:, 1], sizes), rows)
