"""What other theses have in common with the quotations and passages of a chapter: words, works, themes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kb.records.models import Quotation
from kb.synthesis.facts import KINDS
from kb.synthesis.recurring.finding import find_set_aside, load_recurring
from kb.synthesis.recurring.passages import is_as_aligned, load_passages
from kb.synthesis.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from kb.records.models import Passage, Thesis
    from kb.synthesis.facts import Facts, QuotationFacts
    from kb.synthesis.recurring.results import Shared
    from kb.synthesis.theses.chapters import ChapterText
    from kb.synthesis.vocabulary import Vocabulary

_INTERVIEW = KINDS.index(Quotation.Kind.INTERVIEW)


@dataclass(frozen=True, slots=True)
class SharedThemes:
    """So many other theses have a quotation that carries all of these themes (primary keys), spoken by an informant
    where ``is_interview``."""

    themes: tuple[int, ...]
    n_theses: int
    is_interview: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """By primary key, and only where there is something: for works how many other theses cite them, for quotations
    the themes they share with other theses, for passages those of other theses that have the same words.
    """

    works: dict[int, int] = field(default_factory=dict)
    themes: dict[int, SharedThemes] = field(default_factory=dict)
    same_words: dict[int, tuple[Passage, ...]] = field(default_factory=dict)


def find_elsewhere(
    facts: Facts, thesis: Thesis, text: ChapterText, *, only_confirmed: bool = False
) -> Elsewhere:
    """What the other public theses share with this text; counted in memory, five queries at most.

    The passages of ``same_words`` come with their chapter, thesis and its authors.
    """
    own = facts.place_of.get(thesis.pk)
    if own is None or len(facts.theses) < 2:
        return Elsewhere()
    quotations = [quotation for group in text.quotations.values() for quotation in group]
    works = {q.citation.work_id for q in quotations if q.citation is not None and q.citation.work_id}
    return Elsewhere(
        works=_count_works(facts, works, own),
        themes=_find_themes(facts, quotations, own, confirmed=only_confirmed),
        same_words=_find_same_words(facts, text),
    )


def _count_works(facts: Facts, works: Iterable[int], own: int) -> dict[int, int]:
    cited, of_thesis = facts.citations.work, facts.citations.thesis
    counts = {}
    for work in works:
        n = len(np.unique(of_thesis[(cited == work) & (of_thesis != own)]))
        if n:
            counts[work] = n
    return counts


def _find_themes(
    facts: Facts, quotations: Iterable[Quotation], own: int, *, confirmed: bool
) -> dict[int, SharedThemes]:
    carrying = [(q, tuple(link.tag_id for link in q.shown_theme_links)) for q in quotations]  # type: ignore[attr-defined]
    carrying = [(quotation, themes) for quotation, themes in carrying if themes]
    if not carrying:
        return {}
    others = _Others(facts, load_vocabulary(), own, confirmed=confirmed)
    found = {}
    for quotation, themes in carrying:
        shared = others.share(themes, is_interview=quotation.kind == Quotation.Kind.INTERVIEW)
        if shared is not None:
            found[quotation.pk] = shared
    return found


class _Others:
    """The quotations of the other theses, asked for by theme; every question is answered once."""

    def __init__(self, facts: Facts, vocabulary: Vocabulary, own: int, *, confirmed: bool) -> None:
        rows: QuotationFacts = facts.quotations
        self.carried = facts.carry(rows, vocabulary, confirmed=confirmed)
        self.theses = rows.thesis
        self.shown: NDArray[np.bool_] = rows.shown(confirmed=confirmed) & (rows.thesis != own)
        self.interviews: NDArray[np.bool_] = self.shown & (rows.kind == _INTERVIEW)
        self.answers: dict[tuple[tuple[int, ...], bool], SharedThemes | None] = {}

    def share(self, themes: tuple[int, ...], *, is_interview: bool) -> SharedThemes | None:
        """All of the themes at once, else the first of them; None where no other thesis has it."""
        key = (themes, is_interview)
        if key not in self.answers:
            tried = (self._count(wanted, is_interview) for wanted in dict.fromkeys((themes, themes[:1])))
            self.answers[key] = next((shared for shared in tried if shared.n_theses), None)
        return self.answers[key]

    def _count(self, themes: tuple[int, ...], is_interview: bool) -> SharedThemes:
        rows = self.interviews if is_interview else self.shown
        for theme in themes:
            rows = rows & self.carried.of(theme)
        return SharedThemes(themes, len(np.unique(self.theses[rows])), is_interview)


def _find_same_words(facts: Facts, text: ChapterText) -> dict[int, tuple[Passage, ...]]:
    """The passages of other theses that share a stretch of words with those of the text, one a thesis."""
    own = {passage.pk: passage for group in text.passages.values() for passage in group}
    wanted: dict[int, list[int]] = {}
    aside: set[str] | None = None
    for shared in load_recurring(facts).between:
        for pk in _there(shared, own):
            if aside is None:
                aside = find_set_aside()[1]
            if shared.key not in aside:
                wanted.setdefault(pk, []).extend(_beside(shared, pk))
    found = load_passages({pk for others in wanted.values() for pk in others}) if wanted else {}
    same = {}
    for passage in found.values():
        passage.chapter.thesis = passage.thesis
    for pk, others in wanted.items():
        by_thesis = {found[other].thesis_id: found[other] for other in others if other in found}
        by_thesis.pop(own[pk].thesis_id, None)
        if by_thesis:
            same[pk] = tuple(by_thesis.values())
    return same


def _there(shared: Shared, own: dict[int, Passage]) -> list[int]:
    """Which passages of the text are among those that share the words, and still say what they said."""
    first = [shared.first] if shared.first in own and is_as_aligned(own[shared.first], shared) else []
    return first + [o.pk for o in shared.others if o.pk in own and is_as_aligned(own[o.pk], o)]


def _beside(shared: Shared, pk: int) -> list[int]:
    """The passages that share words with the one: each with the first, the first with all."""
    return [other.pk for other in shared.others] if pk == shared.first else [shared.first]
