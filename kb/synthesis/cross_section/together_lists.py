"""The passages and sections in which themes meet, as a list of them shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Chapter, Passage, Quotation
from kb.synthesis.cross_section.together import Unit, find_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.synthesis.facts import Facts
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class MeetingPassage:
    """A passage, and the quotations that begin in it."""

    passage: Passage
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class MeetingSection:
    """A section, and for each of the themes asked for a passage: the first that carries them all, or else it."""

    chapter: Chapter
    passages: tuple[Passage, ...]


def find_passages(keys: Sequence[int]) -> list[MeetingPassage]:
    """The public passages with these primary keys, in their order; three queries and one for the authors' names."""
    found = _fetch_passages(keys)
    said: dict[int, list[Quotation]] = {}
    quotations = Quotation.objects.public().filter(passage__in=keys).order_by("order", "pk")
    for quotation in quotations.select_related("informant"):
        if quotation.passage_id is not None:
            said.setdefault(quotation.passage_id, []).append(quotation)
    return [MeetingPassage(found[key], tuple(said.get(key, ()))) for key in keys if key in found]


def find_sections(
    keys: Sequence[int],
    themes: Sequence[int],
    facts: Facts,
    vocabulary: Vocabulary,
    *,
    confirmed: bool = False,
) -> list[MeetingSection]:
    """The public sections with these primary keys of chapters, in their order, with a passage for each theme."""
    units = find_units(facts, vocabulary, Unit.PASSAGE, confirmed=confirmed)
    columns = [units.themes.index(theme) for theme in themes]
    first: dict[tuple[int, int], int] = {}
    inside = np.flatnonzero(np.isin(facts.passages.chapter, keys)).tolist()
    carried = units.carries[:, columns]
    # Stable: among passages that carry equally much the first of the text comes first.
    for row in sorted(inside, key=lambda row: not carried[row].all()):
        for column, carries in zip(columns, carried[row].tolist(), strict=True):
            if carries:
                first.setdefault((int(facts.passages.chapter[row]), column), int(units.keys[row]))
    passages = _fetch_passages(list(set(first.values())))
    chapters = {chapter.pk: chapter for chapter in Chapter.objects.public().filter(pk__in=keys)}
    sections = []
    for key in keys:
        found = [passages[first[key, c]] for c in columns if first.get((key, c)) in passages]
        if key in chapters and found:
            chapters[key].thesis = found[0].thesis
            sections.append(MeetingSection(chapters[key], tuple(found)))
    return sections


def _fetch_passages(keys: Sequence[int]) -> dict[int, Passage]:
    passages = Passage.objects.public().filter(pk__in=keys).select_related("thesis", "chapter__thesis")
    return {passage.pk: passage for passage in passages.prefetch_related("thesis__contributors__person")}
