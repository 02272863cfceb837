"""Which passages are about which themes, suggested from the words that the vocabulary gives for each theme.

A passage scores for a theme by the labels it holds, inflected or inside compounds: weighed by how rare the
label is in the thesis (words that stand everywhere tell nothing), saturated and measured against the passage's
length, as BM25 does; raised where it speaks like the theme's surest passages, where the headings above or the
passages beside it speak of the theme too, and where somebody is heard speaking; lowered where it only names things
and in the chapter on method. Titles of works, and words that the thesis repeats in passage after passage (its
research question), tell nothing.

Reasons are made of a small fixed set, joined by "; ", so that pages can say them in any language:
``word: tillit, tiltro`` (the labels found), ``chapter: Tillit i hverdagen`` (the heading, of the chapter or one above,
that speaks of the theme) and ``like surer passages`` (no label found, but the words of passages that are about it).
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.chapter_roles import ChapterRole, read_chapter_roles
from kb.ingest.document import Block, BlockKind, Document, Region
from kb.ingest.draft import Quotation, QuotationKind, Theme, ThemeSuggestion
from kb.ingest.theme_kinship import add_kinship
from kb.ingest.theme_labels import LabelFinder, ThemeLabel, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEAST_CONFIDENCE = 0.2
# Where the heading names the theme, what is said below it is about it, even in other words; but nobody knows how much.
UNDER_HEADING = 0.25
# As much as a heading must speak of a theme to have named it: by a shown label or part of one, not by a hint.
_NAMED = 0.6
MOST_PER_THEME = 80
# A theme that the thesis surely speaks of keeps its best passages, though they be doubtful.
_SURE, _BEST, _DOUBTFUL = 0.5, 10, 0.1

# What a reason is made of, joined by "; ": the words found, the heading that speaks of the theme, or likeness alone.
WORD_REASON = "word"
HEADING_REASON = "chapter"
KIN_REASON = "like surer passages"
_WORDS_NAMED, _LONGEST_TITLE = 4, 80
_ABOUT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION})
_SATURATION = 0.8
_LENGTH_SHARE = 0.15
_OWN_HEADING, _HEADING_ABOVE, _STEPS_UP = 0.9, 0.15, 7
_NEIGHBOUR = 0.2
_SPOKEN = 1.3
# Chosen so that of the suggestions with confidence 0.7, about as many are what a person would choose.
_FULL, _DOUBT = 1.5, 1.4
_UNNAMED, _FOCUS, _SHORT = 0.4, 0.1, 20
_CLOSING = " .»”\"'’)"
# A list item or question of so few words names things only.
_FEW_WORDS, _QUESTION_WORDS, _NAMES_ONLY = 20, 40, 0.6
# So many words in a row, found in so many passages: the research question, or a phrase of the thesis.
_RUN, _REPEATED = 6, 4
# How research is done is told in the chapter on method, and little else is.
_METHOD = "forskningsmetode"
_IN_METHOD = 0.7


@dataclass(slots=True)
class _Passage:
    index: int
    block: Block
    lemmas: list[str]
    hits: dict[ThemeLabel, float]

    @property
    def length(self) -> int:
        return len(self.lemmas)


def suggest_themes(
    document: Document, quotations: Sequence[Quotation], vocabulary: Sequence[Theme]
) -> tuple[ThemeSuggestion, ...]:
    """The themes of each passage of the body, in the order of the text, the surest theme of a passage first.

    ``confidence`` (0 to 1) ranks the passages of a theme; ``reason`` names the words that tell it.
    """
    finder = LabelFinder(vocabulary)
    passages = _read_passages(document, quotations, finder)
    if not passages:
        return ()
    headings = _score_headings(document, finder)
    scores = _score_passages(passages, _rarity(passages))
    scores = add_kinship([passage.lemmas for passage in passages], scores)
    scores = _with_neighbours(passages, scores)
    spoken = _spoken_blocks(document, quotations)
    roles = read_chapter_roles(document)
    found: dict[str, list[ThemeSuggestion]] = defaultdict(list)
    for passage, by_theme in zip(passages, scores, strict=True):
        for slug, score in by_theme.items():
            context, title = headings.get((passage.block.section, slug), (0.0, None))
            total = score * (1 + context) * _standing(passage, slug, score / max(by_theme.values()))
            total *= _SPOKEN if passage.index in spoken else 1.0
            total *= _fragment(document, passage)
            total *= _place(roles[passage.block.section], slug)
            confidence = math.pow(1 - math.exp(-total / _FULL), _DOUBT)
            if confidence >= _DOUBTFUL:
                reason = _reason(passage, slug, title)
                found[slug].append(ThemeSuggestion(slug, passage.index, round(confidence, 4), reason))
        if passage.index in spoken:
            for slug, title in _themes_of_heading(headings, passage.block.section):
                if not found[slug] or found[slug][-1].block != passage.index:
                    reason = f"{HEADING_REASON}: {_plain(title)}"
                    found[slug].append(ThemeSuggestion(slug, passage.index, UNDER_HEADING, reason))
    kept = [suggestion for rows in found.values() for suggestion in _keep(rows)]
    return tuple(sorted(kept, key=lambda s: (s.block, -s.confidence, s.slug)))


def _keep(suggestions: Sequence[ThemeSuggestion]) -> list[ThemeSuggestion]:
    """The suggestions for one theme that are worth a look."""
    ranked = sorted(suggestions, key=lambda s: (-s.confidence, s.block))
    fewest = _BEST if ranked[0].confidence >= _SURE else 0
    return [
        suggestion
        for rank, suggestion in enumerate(ranked[:MOST_PER_THEME])
        if suggestion.confidence >= LEAST_CONFIDENCE or rank < fewest
    ]


def _read_passages(
    document: Document, quotations: Sequence[Quotation], finder: LabelFinder
) -> list[_Passage]:
    """The passages of the body; in titles of works and in words that the thesis repeats, labels are not looked for."""
    places = [
        index
        for index, block in enumerate(document.blocks)
        if block.region is Region.BODY and block.kind in _ABOUT
    ]
    titles: dict[int, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        if quotation.kind is QuotationKind.TITLE:
            titles[document.block_index_at(quotation.span.start)].append(quotation)
    readings = [
        read_text(_without(document, document.blocks[index], titles.get(index, ()))) for index in places
    ]
    repeated = _find_repeated([reading.lemmas for reading in readings])
    return [
        _Passage(index, document.blocks[index], reading.all_lemmas, finder.find_in(reading, again))
        for index, reading, again in zip(places, readings, repeated, strict=True)
    ]


def _without(document: Document, block: Block, titles: Iterable[Quotation]) -> str:
    text = document.text_of(block.span)
    for title in titles:
        start, end = title.span.start - block.span.start, title.span.end - block.span.start
        text = text[:start] + " " * (min(end, len(text)) - start) + text[end:]
    return text


def _find_repeated(passages: Sequence[Sequence[str]]) -> list[frozenset[int]]:
    """For each passage the places of words that it has in common with several others: the research question's."""
    holding: dict[tuple[str, ...], int] = defaultdict(int)
    for lemmas in passages:
        for run in set(zip(*(lemmas[n:] for n in range(_RUN)), strict=False)):
            holding[run] += 1
    return [
        frozenset(
            place + n
            for place, run in enumerate(zip(*(lemmas[n:] for n in range(_RUN)), strict=False))
            if holding[run] >= _REPEATED
            for n in range(_RUN)
        )
        for lemmas in passages
    ]


def _standing(passage: _Passage, slug: str, focus: float) -> float:
    """How much a score is to be trusted: less without any label, beside a stronger theme, in a fragment.

    ``focus`` is the theme's score as a share of the passage's best.
    """
    named = any(label.theme == slug for label in passage.hits)
    return (
        (1.0 if named else _UNNAMED)
        * math.pow(focus, _FOCUS)
        * min(1.0, (passage.length + _SHORT) / (2 * _SHORT))
    )


def _fragment(document: Document, passage: _Passage) -> float:
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


def _rarity(passages: Sequence[_Passage]) -> dict[ThemeLabel, float]:
    """How much a label tells in this thesis, from near 0 (in every passage) to 1 (in one only)."""
    holding: dict[ThemeLabel, int] = defaultdict(int)
    for passage in passages:
        for label in passage.hits:
            holding[label] += 1
    n = len(passages)
    return {label: math.log1p(n / count) / math.log1p(n) for label, count in holding.items()}


def _score_passages(passages: Sequence[_Passage], rarity: dict[ThemeLabel, float]) -> list[dict[str, float]]:
    usual = sum(passage.length for passage in passages) / len(passages)
    scores = []
    for passage in passages:
        norm = 1 - _LENGTH_SHARE + _LENGTH_SHARE * max(passage.length, 15) / usual
        by_theme: dict[str, float] = defaultdict(float)
        for label, count in passage.hits.items():
            told = count / (count + _SATURATION * norm)
            by_theme[label.theme] += (
                label.weight * (0.3 + rarity[label]) * told * (1 + 0.3 * (len(label.lemmas) - 1))
            )
        scores.append(dict(by_theme))
    return scores


def _with_neighbours(passages: Sequence[_Passage], scores: list[dict[str, float]]) -> list[dict[str, float]]:
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


def _score_headings(document: Document, finder: LabelFinder) -> dict[tuple[int, str], tuple[float, str]]:
    """For each section and theme: how much its heading and those above speak of it, and the nearest that does."""
    own: list[dict[str, float]] = []
    for section in document.sections:
        by_theme: dict[str, float] = {}
        for label in finder.find(section.title)[1]:
            by_theme[label.theme] = max(by_theme.get(label.theme, 0.0), label.weight)
        own.append(by_theme)
    found: dict[tuple[int, str], tuple[float, str]] = {}
    for index in range(len(document.sections)):
        at: int | None = index
        for step in range(_STEPS_UP):
            if at is None:
                break
            for slug, weight in own[at].items():
                before, title = found.get((index, slug), (0.0, document.sections[at].title))
                found[index, slug] = (before + (_HEADING_ABOVE if step else _OWN_HEADING) * weight, title)
            at = document.sections[at].parent
    return found


def _themes_of_heading(
    headings: Mapping[tuple[int, str], tuple[float, str]], section: int
) -> list[tuple[str, str]]:
    """The themes that the section's own heading names, with that heading."""
    return [
        (slug, title)
        for (index, slug), (weight, title) in headings.items()
        if index == section and weight >= _OWN_HEADING * _NAMED
    ]


def _plain(title: str) -> str:
    return title.replace("; ", ", ")[:_LONGEST_TITLE].rstrip()


def _spoken_blocks(document: Document, quotations: Sequence[Quotation]) -> frozenset[int]:
    return frozenset(
        document.block_index_at(quotation.span.start)
        for quotation in quotations
        if quotation.kind is QuotationKind.INTERVIEW
    )


def _reason(passage: _Passage, slug: str, title: str | None) -> str:
    """Such as "word: tillit, tiltro; chapter: Tillit i hverdagen"."""
    mine = sorted((label for label in passage.hits if label.theme == slug), key=lambda label: -label.weight)
    words = ", ".join(dict.fromkeys(label.text for label in mine[:_WORDS_NAMED]))
    told = [f"{WORD_REASON}: {words}" if words else KIN_REASON]
    if title:
        told.append(f"{HEADING_REASON}: {_plain(title)}")
    return "; ".join(told)
