"""Which passages speak like the surest passages of a theme, in the words of the thesis at hand."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_KIN, _KIN_PASSAGES, _KIN_WORDS = 2.0, 20, 150


def add_kinship(passages: Sequence[Sequence[str]], scores: list[dict[str, float]]) -> list[dict[str, float]]:
    """Scores with a share for speaking like the theme's surest passages, in the words of this thesis.

    ``passages`` are lists of lemmas, ``scores`` what each has by theme. It is relevance feedback after
    Rocchio (1971), with the best passages taken for relevant.
    """
    vectors = _vectors(passages)
    surest = {
        slug: _surest(slug, scores) for slug in sorted({slug for by_theme in scores for slug in by_theme})
    }
    profiles: dict[str, list[tuple[str, float]]] = defaultdict(list)
    lengths = {}
    for slug, weights in surest.items():
        profile = _profile(vectors, weights)
        lengths[slug] = math.sqrt(sum(value * value for value in profile.values())) or 1.0
        for lemma, value in profile.items():
            profiles[lemma].append((slug, value))
    mixed = []
    for place, (vector, by_theme) in enumerate(zip(vectors, scores, strict=True)):
        kin: dict[str, float] = defaultdict(float)
        for lemma, value in vector.items():
            for slug, share in profiles.get(lemma, ()):
                # A passage among the surest is not compared with itself.
                kin[slug] += value * (share - surest[slug].get(place, 0.0) * value)
        total = dict(by_theme)
        for slug, likeness in kin.items():
            if likeness > 0:
                total[slug] = total.get(slug, 0.0) + _KIN * likeness / lengths[slug]
        mixed.append(total)
    return mixed


def _surest(slug: str, scores: Sequence[dict[str, float]]) -> dict[int, float]:
    """The passages with the highest scores for a theme, and their scores."""
    holding = (place for place, by_theme in enumerate(scores) if by_theme.get(slug, 0.0) > 0)
    best = sorted(holding, key=lambda place: -scores[place][slug])[:_KIN_PASSAGES]
    return {place: scores[place][slug] for place in best}


def _profile(vectors: Sequence[dict[str, float]], weights: dict[int, float]) -> dict[str, float]:
    """The lemmas that tell most of the passages of ``weights``, all together."""
    total: dict[str, float] = defaultdict(float)
    for place, weight in weights.items():
        for lemma, value in vectors[place].items():
            total[lemma] += weight * value
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0]))[:_KIN_WORDS])


def _vectors(passages: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """Each passage as a vector of length 1 over its telling lemmas: neither found once only nor everywhere."""
    bags = [_bag(passage) for passage in passages]
    holding: dict[str, int] = defaultdict(int)
    for bag in bags:
        for lemma in bag:
            holding[lemma] += 1
    n = len(passages)
    weight = {lemma: math.log(n / count) for lemma, count in holding.items() if 2 <= count <= n * 0.25}
    return [
        _unit({lemma: tf * weight[lemma] for lemma, tf in bag.items() if lemma in weight}) for bag in bags
    ]


def _bag(lemmas: Sequence[str]) -> dict[str, float]:
    counted: dict[str, float] = defaultdict(float)
    for lemma in lemmas:
        if len(lemma) > 2:
            counted[lemma] += 1
    return {lemma: 1 + math.log(count) for lemma, count in counted.items()}


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {lemma: value / length for lemma, value in vector.items()}
