"""Theses worth comparing: those most like the ones chosen, pairs that share much, and those that words find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Exists, OuterRef, Q

from kb.records.models import Contributor, Thesis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kb.records.querysets import ThesisQuerySet
    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary

# Pairs are sought among as many of the newest theses: of more, a reader would not see that others were better.
PAIRED = 200
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thesis (its place among the facts), and how many works and themes it shares with those chosen."""

    place: int
    n_works: int
    n_themes: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two theses, by their places, and what both have."""

    first: int
    second: int
    n_works: int
    n_themes: int


def find_alike(
    places: Sequence[int], facts: Facts, vocabulary: Vocabulary, limit: int
) -> tuple[Candidate, ...]:
    """The theses most like those at ``places`` by what their quotations are about and what they cite."""
    counts, works = _count_themes(facts, vocabulary), _profile_works(facts)
    themes = _leave_narrowest(counts, vocabulary)
    own_themes = themes[list(places)].sum(axis=0)
    own_works = np.logical_or.reduce(works[list(places)], axis=0)
    n_works = (works & own_works).sum(axis=1)
    n_themes = ((counts > 0) & (counts[list(places)].sum(axis=0) > 0)).sum(axis=1)
    closeness = _cosine(themes, own_themes.reshape(1, -1))[:, 0]
    closeness += _cosine(works.astype(np.float32), own_works.reshape(1, -1).astype(np.float32))[:, 0]
    closeness[list(places)] = 0
    best = np.argsort(-closeness, kind="stable")[:limit].tolist()
    return tuple(
        Candidate(place, int(n_works[place]), int(n_themes[place])) for place in best if closeness[place] > 0
    )


def find_pairs(facts: Facts, vocabulary: Vocabulary, limit: int) -> tuple[Pair, ...]:
    """The pairs among the newest theses that share most themes and works, each thesis in one pair at most.

    Of pairs that share as many, those come first whose quotations and sources are most alike.
    """
    counts = _count_themes(facts, vocabulary)[:PAIRED]
    works = _profile_works(facts)[:PAIRED].astype(np.float32)
    touched = (counts > 0).astype(np.float32)
    shared_works, shared_themes = works @ works.T, touched @ touched.T
    themes = _leave_narrowest(counts, vocabulary)
    shared = shared_works + shared_themes
    shared[np.tril_indices(len(shared))] = 0
    alike = _cosine(themes, themes) + _cosine(works, works)
    pairs: list[Pair] = []
    taken: set[int] = set()
    for flat in np.lexsort((-alike.ravel(), -shared.ravel())).tolist():
        first, second = divmod(flat, len(shared))
        if len(pairs) == limit or shared[first, second] <= 0:
            break
        if not taken & {first, second}:
            taken |= {first, second}
            n_works, n_themes = int(shared_works[first, second]), int(shared_themes[first, second])
            pairs.append(Pair(first, second, n_works, n_themes))
    return tuple(pairs)


def find_by_words(words: str, leave: Sequence[int]) -> ThesisQuerySet:
    """The public theses whose title, authors, institution or year have every word; the newest first."""
    theses: ThesisQuerySet = Thesis.objects.public().exclude(pk__in=leave)
    for word in words.split()[:MOST_WORDS]:
        theses = theses.filter(_match(word))
    return theses.order_by("-year", "title", "pk")


def _match(word: str) -> Q:
    # SQLite knows upper and lower case of a to z alone: Å and å are given both.
    demand = Q(year=int(word)) if word.isascii() and word.isdigit() and len(word) == 4 else Q()
    for form in dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())):
        named = Contributor.objects.filter(thesis=OuterRef("pk"), role=Contributor.Role.AUTHOR)
        named = named.filter(person__sort_name__icontains=form)
        demand |= Q(title__icontains=form) | Q(subtitle__icontains=form) | Q(Exists(named))
        demand |= Q(institution__name__icontains=form)
    return demand


def _count_themes(facts: Facts, vocabulary: Vocabulary) -> NDArray[np.float32]:
    """How many quotations each thesis has on each theme of the vocabulary or under it, a column each."""
    quotations = facts.quotations
    carried = facts.carry(quotations, vocabulary)
    counts = np.zeros((len(facts.theses), len(carried.themes)), dtype=np.float32)
    for column in range(len(carried.themes)):
        carrying = quotations.thesis[quotations.shown() & carried.matrix[:, column]]
        counts[:, column] = np.bincount(carrying, minlength=len(facts.theses))
    return counts


def _leave_narrowest(counts: NDArray[np.float32], vocabulary: Vocabulary) -> NDArray[np.float32]:
    """The columns of the themes with nothing under them: by those theses are likened, so that none weighs twice."""
    return counts[:, [column for column, pk in enumerate(vocabulary.themes) if pk not in vocabulary.narrower]]


def _profile_works(facts: Facts) -> NDArray[np.bool_]:
    """Which theses cite which works, a column each."""
    citations = facts.citations
    cited = citations.work > 0
    works, column = np.unique(citations.work[cited], return_inverse=True)
    profile = np.zeros((len(facts.theses), len(works)), dtype=bool)
    profile[citations.thesis[cited], column] = True
    return profile


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """How alike the rows of one are to those of the other, from 0 to 1; an empty row is like nothing."""

    def scale(rows: NDArray[np.float32]) -> NDArray[np.float32]:
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        scaled: NDArray[np.float32] = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
        return scaled

    alike: NDArray[np.float32] = scale(one) @ scale(other).T
    return alike
