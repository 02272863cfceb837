"""How far a term is characteristic of a text, and how evenly it is spread over several.

``log_likelihood``: Dunning (1993), *Accurate methods for the statistics of surprise and coincidence*, in the form of
Rayson & Garside (2000), *Comparing corpora using frequency profiling*. ``deviation``: Gries (2008), *Dispersions and
adjusted frequencies in corpora* (DP).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

# Differences that chance makes in one case of twenty and of a thousand (chi-square, one degree of freedom).
NOTICEABLE, CRITICAL = 3.84, 10.83


def log_likelihood(
    here: ArrayLike, words_here: ArrayLike, elsewhere: ArrayLike, words_elsewhere: ArrayLike
) -> NDArray[np.float64]:
    """G² of a word that stands so often here and so often elsewhere; negative where it is rarer here.

    Numbers or arrays of one shape: occurrences, and words in all.
    """
    a, c = np.asarray(here, dtype=float), np.asarray(words_here, dtype=float)
    b, d = np.asarray(elsewhere, dtype=float), np.asarray(words_elsewhere, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (a + b) / np.maximum(c + d, 1)
        first = np.where(a > 0, a * np.log(a / (c * share)), 0.0)
        second = np.where(b > 0, b * np.log(b / (d * share)), 0.0)
    found = np.nan_to_num(2 * (first + second), nan=0.0, posinf=0.0, neginf=0.0)
    signed: NDArray[np.float64] = np.where(a * d >= b * c, found, -found)
    return signed


def deviation(counts: ArrayLike, sizes: ArrayLike) -> float:
    """DP: 0 where a term is spread over texts as their lengths are, towards 1 where one short text has it all."""
    n, size = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    if not n.sum() or not size.sum():
        return 0.0
    return float(np.abs(n / n.sum() - size / size.sum()).sum() / 2)
