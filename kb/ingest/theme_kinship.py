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
    profiles: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for slug in sorted({slug for by_theme in scores for slug in by_theme}):
        total: dict[str, float] = defaultdict(float)
        holding = (place for place, by_theme in enumerate(scores) if by_theme.get(slug, 0.0) > 0)
        for place in sorted(holding, key=lambda place: -scores[place][slug])[:_KIN_PASSAGES]:
            for lemma, value in vectors[place].items():
                total[lemma] += scores[place][slug] * value
        best = dict(sorted(total.items(), key=lambda item: (-item[1], item[0]))[:_KIN_WORDS])
        for lemma, value in _unit(best).items():
            profiles[lemma].append((slug, value))
    mixed = []
    for vector, by_theme in zip(vectors, scores, strict=True):
        kin: dict[str, float] = defaultdict(float)
        for lemma, value in vector.items():
            for slug, share in profiles.get(lemma, ()):
                kin[slug] += value * share
        mixed.append(
            {slug: by_theme.get(slug, 0.0) + _KIN * kin.get(slug, 0.0) for slug in {**by_theme, **kin}}
        )
    return mixed


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
