"""How much each passage speaks of each theme, from the labels it holds and what stands around it."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.chapter_roles import ChapterRole
from kb.ingest.document import Block, BlockKind, Document
from kb.ingest.theme_kinship import add_kinship

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.ingest.theme_labels import LabelFinder, ThemeLabel

_SATURATION = 2.0
_LENGTH_SHARE = 0.15
_LEAST_RARE = 0.3
# Several labels of a theme tell more than one, but less than their sum.
_TOGETHER = 1.25
_HEADING = 0.9
_NEIGHBOUR = 0.2
_SPOKEN = 1.15
_UNNAMED, _FOCUS, _SHORT = 0.4, 0.2, 20
_CLOSING = " .»”\"'’)"
# A list item or question of so few words names things only.
_FEW_WORDS, _QUESTION_WORDS, _NAMES_ONLY = 20, 40, 0.6
# How research is done is told in the chapter on method, and little else is.
_METHOD = "forskningsmetode"
_IN_METHOD = 0.7


@dataclass(slots=True)
class ThemePassage:
    """A passage as its themes are looked for: ``index`` of its block, lemmas of its words, labels in it."""

    index: int
    block: Block
    lemmas: list[str]
    hits: dict[ThemeLabel, float]

    @property
    def length(self) -> int:
        return len(self.lemmas)


def score_passages(
    document: Document,
    passages: Sequence[ThemePassage],
    headings: Sequence[Mapping[str, float]],
    spoken: frozenset[int],
    roles: Sequence[ChapterRole],
) -> dict[str, dict[int, float]]:
    """For each theme, how much each passage speaks of it, by the passage's place in ``passages``.

    ``headings`` say how much each section's heading speaks of each theme, ``spoken`` are the blocks where
    somebody is heard, ``roles`` what each section is for.
    """
    scores = _score_labels(passages, _rarity(passages))
    scores = add_kinship([passage.lemmas for passage in passages], scores)
    scores = _with_neighbours(passages, scores)
    totals: dict[str, dict[int, float]] = defaultdict(dict)
    for place, (passage, by_theme) in enumerate(zip(passages, scores, strict=True)):
        if not by_theme:
            continue
        section, best = passage.block.section, max(by_theme.values())
        standing = _SPOKEN if passage.index in spoken else 1.0
        standing *= _fragment(document, passage)
        standing *= min(1.0, (passage.length + _SHORT) / (2 * _SHORT))
        named = {label.theme for label in passage.hits}
        for slug, score in by_theme.items():
            # Less is to be trusted without any label, and beside a stronger theme.
            own = standing * math.pow(score / best, _FOCUS) * (1.0 if slug in named else _UNNAMED)
            own *= _place(roles[section], slug)
            totals[slug][place] = score * own * (1 + _HEADING * headings[section].get(slug, 0.0))
    return dict(totals)


def read_headings(document: Document, finder: LabelFinder) -> list[dict[str, float]]:
    """For each section, how much its heading speaks of each theme: as much as the label in it that says most."""
    headings = []
    for section in document.sections:
        by_theme: dict[str, float] = {}
        for label in finder.find(section.title)[1]:
            by_theme[label.theme] = max(by_theme.get(label.theme, 0.0), label.weight)
        headings.append(by_theme)
    return headings


def _rarity(passages: Sequence[ThemePassage]) -> dict[ThemeLabel, float]:
    """How much a label tells in this thesis, from near 0 (in every passage) to 1 (in one only)."""
    holding: dict[ThemeLabel, int] = defaultdict(int)
    for passage in passages:
        for label in passage.hits:
            holding[label] += 1
    n = len(passages)
    return {label: math.log1p(n / count) / math.log1p(n) for label, count in holding.items()}


def _score_labels(
    passages: Sequence[ThemePassage], rarity: Mapping[ThemeLabel, float]
) -> list[dict[str, float]]:
    usual = sum(passage.length for passage in passages) / len(passages)
    scores = []
    for passage in passages:
        norm = 1 - _LENGTH_SHARE + _LENGTH_SHARE * max(passage.length, 15) / usual
        by_theme: dict[str, float] = defaultdict(float)
        for label, count in passage.hits.items():
            told = count / (count + _SATURATION * norm)
            by_theme[label.theme] += math.pow(label.weight * (_LEAST_RARE + rarity[label]) * told, _TOGETHER)
        scores.append({slug: math.pow(total, 1 / _TOGETHER) for slug, total in by_theme.items()})
    return scores


def _with_neighbours(
    passages: Sequence[ThemePassage], scores: Sequence[dict[str, float]]
) -> list[dict[str, float]]:
    """Each passage's scores with a share of those beside it in the same chapter, for themes it has itself."""
    joined = []
    for place, own in enumerate(scores):
        beside = [
            scores[other]
            for other in (place - 1, place + 1)
            if 0 <= other < len(passages) and passages[other].block.section == passages[place].block.section
        ]
        joined.append(
            {slug: s + _NEIGHBOUR * sum(b.get(slug, 0.0) for b in beside) for slug, s in own.items()}
        )
    return joined


def _fragment(document: Document, passage: ThemePassage) -> float:
    """Less for an item of a few words and for a question asked again: they name a theme but say nothing of it."""
    text = document.text_of(passage.block.span)
    words = text.count(" ") + 1
    if passage.block.kind is BlockKind.LIST_ITEM and words < _FEW_WORDS:
        return _NAMES_ONLY
    if text.rstrip(_CLOSING).endswith("?") and words < _QUESTION_WORDS:
        return _NAMES_ONLY
    return 1.0


def _place(role: ChapterRole, slug: str) -> float:
    """How much a chapter of that role is a place to read about the theme."""
    return _IN_METHOD if role is ChapterRole.METHOD and slug != _METHOD else 1.0
