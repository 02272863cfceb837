"""How sure a theme is of a passage, as a share: of suggestions with confidence 0.7, about 7 of 10 are right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.ingest.draft import ThemeSuggestion

LEAST_CONFIDENCE = 0.15
MOST_PER_THEME = 80
# A theme that the thesis surely speaks of keeps its best passages, though they be doubtful.
_SURE, _BEST, _DOUBTFUL = 0.5, 10, 0.05

# Where what people chose for the themes of whole theses is held against the scores, the odds that a passage is right
# grow with the square of its score; they are even at the square root of a half. Where a theme is everywhere in a
# thesis, a person finds a smaller part of the passages that speak of it to be about it.
_EVEN, _SPREAD = 0.5, 12.0
_STRONG = 0.8
# What is in a few passages only of a short text is not everywhere.
_WHOLE_THESIS = 200


def read_confidence(totals: Mapping[int, float], passages: int) -> dict[int, float]:
    """How sure each score for one theme is, in a thesis of so many ``passages``; what is hardly likely is left out."""
    spread = sum(total > _STRONG for total in totals.values()) / max(passages, _WHOLE_THESIS)
    even = _EVEN * math.exp(_SPREAD * spread)
    confidence = {place: total**2 / (total**2 + even) for place, total in totals.items()}
    return {place: round(share, 4) for place, share in confidence.items() if share >= _DOUBTFUL}


def keep_best(suggestions: Sequence[ThemeSuggestion]) -> list[ThemeSuggestion]:
    """The suggestions for one theme that are worth a look."""
    ranked = sorted(suggestions, key=lambda s: (-s.confidence, s.block))
    fewest = _BEST if ranked and ranked[0].confidence >= _SURE else 0
    return [
        suggestion
        for rank, suggestion in enumerate(ranked[:MOST_PER_THEME])
        if suggestion.confidence >= LEAST_CONFIDENCE or rank < fewest
    ]
