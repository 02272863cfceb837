"""Words that a reader would take for one another: made from the same root, or said for much the same."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from kb.language.lemmas import lemma_of

# What makes nouns of verbs, adjectives of nouns and so on; the longest that fits is taken off, twice over.
_ENDING_TEXT = """
iserende isering isere isert isasjon isatorisk telse delse ering erende ning else asjon sjon ende igere elig eleg
ere ert ing het lig leg isk itet tet skap dom bar som iv ell al ær er ar i e
"""
_ENDINGS = tuple(_ENDING_TEXT.split())
_SHORTEST = 5
_SHORTEST_ROOT = 4


@lru_cache(maxsize=100_000)
def root_of(lemma: str) -> str:
    """What ``lemma`` shares with words made from the same root: "kommun" for "kommune" and "kommunal"."""
    root = lemma
    for _ in range(2):
        if len(root) < _SHORTEST or not root.isalpha():
            break
        fitting = [e for e in _ENDINGS if root.endswith(e) and len(root) - len(e) >= _SHORTEST_ROOT]
        if not fitting:
            break
        root = root[: -len(max(fitting, key=len))]
    return root


@cache
def _synonyms() -> dict[str, frozenset[str]]:
    lines = resources.files(__package__).joinpath("synonyms.txt").read_text(encoding="utf-8").splitlines()
    rings = [[lemma_of(word) for word in line.split()] for line in lines if line and not line.startswith("#")]
    found: dict[str, set[str]] = {}
    for ring in rings:
        for word in ring:
            found.setdefault(word, set()).update(ring)
    return {word: frozenset(others - {word}) for word, others in found.items()}


def find_synonyms(lemma: str) -> frozenset[str]:
    """The dictionary forms of words that say much the same as ``lemma`` (``synonyms.txt``)."""
    return _synonyms().get(lemma, frozenset())
