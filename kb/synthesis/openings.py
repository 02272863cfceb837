"""What a front page opens with: the themes that run through most theses, and how theses meet, with evidence.

All of it is counted over facts (:mod:`kb.synthesis.facts`); only the few quotations and works shown are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Informant, Quotation, Theme, Thesis, Work
from kb.synthesis.cross_section.together import Unit, find_pairs
from kb.synthesis.evidence import Wanted, choose_evidence
from kb.synthesis.facts import KINDS, ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

SIDES = (Informant.RoleGroup.LEADER, Informant.RoleGroup.EMPLOYEE)
_INTERVIEW = KINDS.index(Quotation.Kind.INTERVIEW)
# Comparing each with each: of more theses, only the newest are compared.
_COMPARED = 60
N_PAIRS, _OFTEN = 4, 3


@dataclass(frozen=True, slots=True)
class ThemeSpread:
    """A theme, how it is spread, and one of its quotations (None where none tells enough)."""

    theme: Theme
    n_theses: int
    n_quotations: int
    n_voices: int
    evidence: Quotation | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """A theme on which both sides speak: for each role group how many quotations, and one of them."""

    theme: Theme
    sides: tuple[tuple[str, int, Quotation], ...]


@dataclass(frozen=True, slots=True)
class MetThemes:
    """Two themes and how many quotations carry both."""

    first: Theme
    second: Theme
    n: int


@dataclass(frozen=True, slots=True)
class SharedWork:
    work: Work
    n_theses: int
    n_places: int


@dataclass(frozen=True, slots=True)
class Kinship:
    """Two theses and how many works both cite."""

    theses: tuple[Thesis, Thesis]
    n_works: int


@dataclass(frozen=True, slots=True)
class Openings:
    themes: tuple[ThemeSpread, ...]
    contrast: Contrast | None
    pairs: tuple[MetThemes, ...]
    works: tuple[SharedWork, ...]
    n_shared_works: int
    kinship: Kinship | None
    voices: tuple[tuple[str, int], ...]


def find_openings(facts: Facts, vocabulary: Vocabulary, *, n_themes: int, n_works: int) -> Openings:
    """Everything at once, so that no quotation is shown twice; a constant number of queries."""
    carried = facts.carry(facts.quotations, vocabulary)
    shown = facts.quotations.shown()
    interviews = shown & (facts.quotations.kind == _INTERVIEW)
    widest = _rank_themes(facts, vocabulary)[:n_themes]
    wanted = [Wanted(("theme", pk), interviews & carried.of(pk)) for pk, *_ in widest]
    contrast_theme = _find_contrast_theme(facts, vocabulary)
    if contrast_theme is not None:
        told = interviews & carried.of(contrast_theme)
        wanted += [Wanted(("side", side), told & _role(facts, side)) for side in SIDES]
    evidence = choose_evidence(facts, wanted)
    works, n_shared = _find_shared_works(facts, n_works)
    return Openings(
        themes=tuple(
            ThemeSpread(vocabulary.themes[pk], n_theses, n_quotations, n_voices, evidence.get(("theme", pk)))
            for pk, n_theses, n_quotations, n_voices in widest
        ),
        contrast=_make_contrast(facts, vocabulary, contrast_theme, evidence),
        pairs=_find_pairs(facts, vocabulary),
        works=works,
        n_shared_works=n_shared,
        kinship=_find_kinship(facts),
        voices=_count_voices(facts),
    )


def _rank_themes(facts: Facts, vocabulary: Vocabulary) -> list[tuple[int, int, int, int]]:
    """The themes with nothing under them, most theses first: (theme, theses, quotations, voices)."""
    quotations = facts.quotations
    carried, shown = facts.carry(quotations, vocabulary), quotations.shown()
    rows = []
    for pk in carried.themes:
        if pk in vocabulary.narrower:
            continue
        chosen = shown & carried.of(pk)
        if chosen.any():
            voices = np.unique(quotations.informant[chosen])
            n_theses = len(np.unique(quotations.thesis[chosen]))
            rows.append((pk, n_theses, int(chosen.sum()), int((voices > 0).sum())))
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def _role(facts: Facts, group: str) -> NDArray[np.bool_]:
    rows: NDArray[np.bool_] = facts.quotations.role == ROLES.index(group)
    return rows


def _find_contrast_theme(facts: Facts, vocabulary: Vocabulary) -> int | None:
    """The theme on which the side that says less of it still says most."""
    carried, shown = facts.carry(facts.quotations, vocabulary), facts.quotations.shown()
    least = {
        pk: min(int((shown & carried.of(pk) & _role(facts, side)).sum()) for side in SIDES)
        for pk in carried.themes
        if pk not in vocabulary.narrower
    }
    best = max(least, key=lambda pk: least[pk], default=None)
    return best if best is not None and least[best] else None


def _find_pairs(facts: Facts, vocabulary: Vocabulary) -> tuple[MetThemes, ...]:
    """The themes that go together most closely, of those that meet more than once or twice."""
    often = [pair for pair in find_pairs(facts, vocabulary, Unit.QUOTATION) if pair.n >= _OFTEN]
    often.sort(key=lambda pair: (-pair.strength, -pair.n, pair.first))
    themes = vocabulary.themes
    return tuple(MetThemes(themes[pair.first], themes[pair.second], pair.n) for pair in often[:N_PAIRS])


def _make_contrast(
    facts: Facts, vocabulary: Vocabulary, theme: int | None, evidence: dict[tuple[str, object], Quotation]
) -> Contrast | None:
    if theme is None or any(("side", side) not in evidence for side in SIDES):
        return None
    told = facts.quotations.shown() & facts.carry(facts.quotations, vocabulary).of(theme)
    return Contrast(
        vocabulary.themes[theme],
        tuple((str(side), int((told & _role(facts, side)).sum()), evidence["side", side]) for side in SIDES),
    )


def _count_voices(facts: Facts) -> tuple[tuple[str, int], ...]:
    """How many voices of each role group say something, most first."""
    quotations = facts.quotations
    heard = quotations.shown() & (quotations.informant > 0)
    counts = [
        (role, len(np.unique(quotations.informant[heard & _role(facts, role)])))
        for role in Informant.RoleGroup.values
    ]
    return tuple(sorted((row for row in counts if row[1]), key=lambda row: -row[1]))


def _works_of_theses(facts: Facts) -> NDArray[np.int64]:
    """Each work with each thesis that cites it, once: rows of (work, place of the thesis)."""
    cited = facts.citations.work > 0
    pairs = np.stack([facts.citations.work[cited], facts.citations.thesis[cited]], axis=1)
    return np.unique(pairs, axis=0)


def _find_shared_works(facts: Facts, limit: int) -> tuple[tuple[SharedWork, ...], int]:
    """The works that most theses cite, and how many are cited by two theses or more."""
    pks, n_theses = np.unique(_works_of_theses(facts)[:, 0], return_counts=True)
    shared = n_theses >= 2
    of_place, n_places = np.unique(facts.citations.work, return_counts=True)
    places = dict(zip(of_place.tolist(), n_places.tolist(), strict=True))
    ranked = sorted(
        zip(pks[shared].tolist(), n_theses[shared].tolist(), strict=True),
        key=lambda row: (-row[1], -places[row[0]], row[0]),
    )[:limit]
    works = Work.objects.for_cards().in_bulk([pk for pk, _n in ranked])
    found = tuple(SharedWork(works[pk], n, places[pk]) for pk, n in ranked if pk in works)
    return found, int(shared.sum())


def _find_kinship(facts: Facts) -> Kinship | None:
    """The two of the newest theses that share most works."""
    works: dict[int, set[int]] = {}
    for work, place in _works_of_theses(facts).tolist():
        if place < _COMPARED:
            works.setdefault(place, set()).add(work)
    best: tuple[int, tuple[int, ...]] = (0, ())
    for one, other in combinations(sorted(works), 2):
        n = len(works[one] & works[other])
        if n > best[0]:
            best = n, (one, other)
    if not best[0]:
        return None
    pks = [facts.theses[place].pk for place in best[1]]
    theses = Thesis.objects.public().for_cards().in_bulk(pks)
    return Kinship((theses[pks[0]], theses[pks[1]]), best[0]) if len(theses) == 2 else None
