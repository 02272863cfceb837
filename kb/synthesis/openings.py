"""What a front page opens with: the themes that run through most theses, and how theses meet, with evidence.

All of it is counted over facts (:mod:`kb.synthesis.facts`); only the few quotations and works shown are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Informant, Quotation, Theme, Thesis, Work
from kb.synthesis.compare.candidates import find_pairs as find_alike_pairs
from kb.synthesis.cross_section.together import Unit, find_pairs
from kb.synthesis.evidence import Wanted, choose_evidence
from kb.synthesis.facts import KINDS, ROLES
from kb.synthesis.themes.on_theme import find_sureness
from kb.synthesis.themes.spread import count_spread

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

SIDES = (Informant.RoleGroup.LEADER, Informant.RoleGroup.EMPLOYEE)
_INTERVIEW = KINDS.index(Quotation.Kind.INTERVIEW)
# So many times as many themes are looked at as are shown, and so many for two sides of one.
_LOOKED_AT, _CONTRASTS = 2, 6
N_PAIRS, _OFTEN = 4, 3


@dataclass(frozen=True, slots=True)
class ThemeSpread:
    """A theme with what lies under it: how it is spread, how many quotations are about each theme right under it, most
    first, and one of its quotations (None where none tells enough).
    """

    theme: Theme
    n_theses: int
    n_quotations: int
    n_voices: int
    narrower: tuple[tuple[Theme, int], ...]
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
    """The two theses with most in common: how many themes and works."""

    theses: tuple[Thesis, Thesis]
    n_themes: int
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
    widest = _rank_themes(facts, vocabulary)[: _LOOKED_AT * n_themes]
    sureness = {pk: find_sureness(facts, vocabulary.with_narrower(pk)) for pk, *_numbers in widest}
    themes = [Wanted(("theme", pk), interviews & carried.of(pk), sureness[pk]) for pk, *_numbers in widest]
    contrasted = _rank_contrasts(facts, vocabulary)[:_CONTRASTS]
    sides = [
        Wanted(
            (side, pk),
            interviews & carried.of(pk) & _role(facts, side),
            find_sureness(facts, vocabulary.with_narrower(pk)),
        )
        for pk in contrasted
        for side in SIDES
    ]
    evidence = choose_evidence(facts, [*themes[:n_themes], *sides, *themes[n_themes:]])
    # A theme that nothing said is surely about has little to show here, however often it was suggested.
    widest = sorted(widest, key=lambda row: ("theme", row[0]) not in evidence)[:n_themes]
    works, n_shared = _find_shared_works(facts, n_works)
    return Openings(
        themes=tuple(
            ThemeSpread(
                vocabulary.themes[pk],
                n_theses,
                n_quotations,
                n_voices,
                tuple(_count_narrower(facts, vocabulary, pk)),
                evidence.get(("theme", pk)),
            )
            for pk, n_theses, n_quotations, n_voices in widest
        ),
        contrast=_make_contrast(facts, vocabulary, contrasted, evidence),
        pairs=_find_pairs(facts, vocabulary),
        works=works,
        n_shared_works=n_shared,
        kinship=_find_kinship(facts, vocabulary),
        voices=_count_voices(facts),
    )


def _rank_themes(facts: Facts, vocabulary: Vocabulary) -> list[tuple[int, int, int, int]]:
    """The themes with nothing above them, most theses first, then quotations: (theme, theses, quotations, voices)."""
    quotations = facts.quotations
    carried, shown = facts.carry(quotations, vocabulary), quotations.shown()
    spreads = count_spread(facts, vocabulary)
    rows = []
    for pk in vocabulary.roots:
        if pk in spreads:
            voices = np.unique(quotations.informant[shown & carried.of(pk)])
            rows.append((pk, spreads[pk].n_theses, spreads[pk].n_quotations, int((voices > 0).sum())))
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def _count_narrower(facts: Facts, vocabulary: Vocabulary, theme: int) -> list[tuple[Theme, int]]:
    carried, shown = facts.carry(facts.quotations, vocabulary), facts.quotations.shown()
    under = [(pk, int((shown & carried.of(pk)).sum())) for pk in vocabulary.narrower.get(theme, ())]
    return [(vocabulary.themes[pk], n) for pk, n in sorted(under, key=lambda row: -row[1]) if n]


def _role(facts: Facts, group: str) -> NDArray[np.bool_]:
    rows: NDArray[np.bool_] = facts.quotations.role == ROLES.index(group)
    return rows


def _rank_contrasts(facts: Facts, vocabulary: Vocabulary) -> list[int]:
    """The narrowest themes that both sides speak of, those first on which the side that says less says most."""
    carried, shown = facts.carry(facts.quotations, vocabulary), facts.quotations.shown()
    least = {
        pk: min(int((shown & carried.of(pk) & _role(facts, side)).sum()) for side in SIDES)
        for pk in carried.themes
        if pk not in vocabulary.narrower
    }
    return sorted((pk for pk, n in least.items() if n), key=lambda pk: -least[pk])


def _find_pairs(facts: Facts, vocabulary: Vocabulary) -> tuple[MetThemes, ...]:
    """The themes that go together most closely, of those that meet more than once or twice."""
    often = [pair for pair in find_pairs(facts, vocabulary, Unit.QUOTATION) if pair.n >= _OFTEN]
    often.sort(key=lambda pair: (-pair.strength, -pair.n, pair.first))
    themes = vocabulary.themes
    return tuple(MetThemes(themes[pair.first], themes[pair.second], pair.n) for pair in often[:N_PAIRS])


def _make_contrast(
    facts: Facts,
    vocabulary: Vocabulary,
    themes: Sequence[int],
    evidence: dict[tuple[str, Hashable], Quotation],
) -> Contrast | None:
    """The first of the themes on which either side has something to show, invented examples last."""
    shown = [pk for pk in themes if all((side, pk) in evidence for side in SIDES)]
    theme = min(
        shown, key=lambda pk: any(evidence[side, pk].thesis.is_example for side in SIDES), default=None
    )
    if theme is None:
        return None
    told = facts.quotations.shown() & facts.carry(facts.quotations, vocabulary).of(theme)
    return Contrast(
        vocabulary.themes[theme],
        tuple((str(side), int((told & _role(facts, side)).sum()), evidence[side, theme]) for side in SIDES),
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


def _find_kinship(facts: Facts, vocabulary: Vocabulary) -> Kinship | None:
    """The pair that the page for comparing proposes first."""
    for pair in find_alike_pairs(facts, vocabulary, 1):
        pks = [facts.theses[place].pk for place in (pair.first, pair.second)]
        theses = Thesis.objects.public().for_cards().in_bulk(pks)
        if len(theses) == 2:
            return Kinship((theses[pks[0]], theses[pks[1]]), pair.n_themes, pair.n_works)
    return None
