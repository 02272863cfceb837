"""Which passages are about which themes, suggested from the words that the vocabulary gives for each theme.

A passage scores for a theme by the labels it holds, inflected or inside compounds: weighed by how rare the
label is in the thesis (words that stand everywhere tell nothing), saturated and measured against the passage's
length, as BM25 does; raised where it speaks like the theme's surest passages, where its heading or the passages
beside it speak of the theme too, and where somebody is heard speaking; lowered where it only names things and in
the chapter on method. Titles of works, and words that the thesis repeats in passage after passage (its research
question), tell nothing. Scores become confidences by what is known of how often they are right.

Reasons are made of a small fixed set, joined by "; ", so that pages can say them in any language:
``word: tillit, tiltro`` (the labels found), ``chapter: Tillit i hverdagen`` (its heading, if that speaks of the theme)
and ``like surer passages`` (no label found, but the words of passages that are about it).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kb.ingest.chapter_roles import read_chapter_roles
from kb.ingest.document import Block, BlockKind, Document, Region
from kb.ingest.draft import Quotation, QuotationKind, Theme, ThemeSuggestion
from kb.ingest.theme_confidence import LEAST_CONFIDENCE, keep_best, read_confidence
from kb.ingest.theme_labels import LabelFinder, find_labels_of, read_text
from kb.ingest.theme_scores import ThemePassage, read_headings, score_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Where the heading names the theme, what is said below it may be about it in other words: worth a look, no more.
UNDER_HEADING = LEAST_CONFIDENCE
# As much as a heading must speak of a theme to have named it: by a shown label or part of one, not by a hint.
_NAMED = 0.6

# What a reason is made of, joined by "; ": the words found, the heading that speaks of the theme, or likeness alone.
WORD_REASON = "word"
HEADING_REASON = "chapter"
KIN_REASON = "like surer passages"
_WORDS_NAMED, _LONGEST_TITLE = 4, 80
_ABOUT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION})
# So many words in a row, found in so many passages: the research question, or a phrase of the thesis.
_RUN, _REPEATED = 6, 4


def suggest_themes(
    document: Document, quotations: Sequence[Quotation], vocabulary: Sequence[Theme]
) -> tuple[ThemeSuggestion, ...]:
    """The themes of each passage of the body, in the order of the text, the surest theme of a passage first.

    ``confidence`` (0 to 1) is the share of such suggestions that are right; ``reason`` names what tells the theme.
    """
    finder = find_labels_of(tuple(vocabulary))
    passages = _read_passages(document, quotations, finder)
    if not passages:
        return ()
    headings = read_headings(document, finder)
    spoken = _spoken_blocks(document, quotations)
    totals = score_passages(document, passages, headings, spoken, read_chapter_roles(document))
    found: dict[str, list[ThemeSuggestion]] = defaultdict(list)
    for slug, by_place in totals.items():
        for place, confidence in read_confidence(by_place, len(passages)).items():
            passage = passages[place]
            section = passage.block.section
            title = document.sections[section].title if slug in headings[section] else None
            reason = _reason(passage, slug, title)
            found[slug].append(ThemeSuggestion(slug, passage.index, confidence, reason))
    for suggestion in _told_by_headings(document, passages, headings, spoken):
        if all(other.block != suggestion.block for other in found[suggestion.slug]):
            found[suggestion.slug].append(suggestion)
    kept = [suggestion for rows in found.values() for suggestion in keep_best(rows)]
    return tuple(sorted(kept, key=lambda s: (s.block, -s.confidence, s.slug)))


def _told_by_headings(
    document: Document,
    passages: Sequence[ThemePassage],
    headings: Sequence[Mapping[str, float]],
    spoken: frozenset[int],
) -> Iterator[ThemeSuggestion]:
    """What is said under a heading that names a theme, in whatever words."""
    for passage in passages:
        if passage.index in spoken:
            title = document.sections[passage.block.section].title
            for slug, weight in headings[passage.block.section].items():
                if weight >= _NAMED:
                    reason = f"{HEADING_REASON}: {_plain(title)}"
                    yield ThemeSuggestion(slug, passage.index, UNDER_HEADING, reason)


def _read_passages(
    document: Document, quotations: Sequence[Quotation], finder: LabelFinder
) -> list[ThemePassage]:
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
        ThemePassage(index, document.blocks[index], reading.all_lemmas, finder.find_in(reading, again))
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


def _plain(title: str) -> str:
    return title.replace("; ", ", ")[:_LONGEST_TITLE].rstrip()


def _spoken_blocks(document: Document, quotations: Sequence[Quotation]) -> frozenset[int]:
    return frozenset(
        document.block_index_at(quotation.span.start)
        for quotation in quotations
        if quotation.kind is QuotationKind.INTERVIEW
    )


def _reason(passage: ThemePassage, slug: str, title: str | None) -> str:
    """Such as "word: tillit, tiltro; chapter: Tillit i hverdagen"."""
    mine = sorted((label for label in passage.hits if label.theme == slug), key=lambda label: -label.weight)
    words = ", ".join(dict.fromkeys(label.text for label in mine[:_WORDS_NAMED]))
    told = [f"{WORD_REASON}: {words}" if words else KIN_REASON]
    if title:
        told.append(f"{HEADING_REASON}: {_plain(title)}")
    return "; ".join(told)
