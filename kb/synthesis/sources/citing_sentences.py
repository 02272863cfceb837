"""The citing places of one page of a list: which of them it shows, with all that their sentences need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q

from kb.records.models import Authorship, Citation, Contributor, Passage, Thesis, Work
from kb.synthesis.sources.place_counts import count_theses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kb.synthesis.sources.citing_places import CitingPlaces, Quoted

THESES_A_PAGE = 20
PLACES_A_PAGE = 40
# The first theses of a page show all their sentences, as long as these last; the others their numbers.
SENTENCES_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A thesis on a page: its place in the facts, how many places answer, and the rows whose sentences are shown."""

    thesis: int
    n: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """``page`` is one of theses or, where only one thesis answers, of its places."""

    page: Page[Any]
    blocks: tuple[Block, ...]
    n_places: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A citation with all that its sentence shows; ``lead`` is the passage before where it stands alone."""

    citation: Citation
    lead: str
    quoted: Sequence[Quoted]


def lay_out(places: CitingPlaces, mask: NDArray[np.bool_], number: str | None) -> Layout:
    """Page ``number`` of the places that answer: whole theses, newest first."""
    counted, rows = count_theses(places, mask), np.flatnonzero(mask)
    if len(counted) == 1:
        shown = Paginator(rows.tolist(), PLACES_A_PAGE).get_page(number)
        return Layout(shown, (Block(*counted[0], tuple(shown)),), len(rows))
    page, blocks, left = Paginator(counted, THESES_A_PAGE).get_page(number), list[Block](), SENTENCES_A_PAGE
    for thesis, n in page:
        # The first shows what it can; the rest all of theirs or, where that is too much, their numbers.
        n_shown = min(n, left) if not blocks or n <= left else 0
        left -= n_shown
        of_thesis = rows[places.thesis[rows] == thesis][:n_shown]
        blocks.append(Block(thesis, n, tuple(of_thesis.tolist())))
    return Layout(page, tuple(blocks), len(rows))


def load_theses(places: CitingPlaces, numbers: Iterable[int]) -> dict[int, Thesis]:
    """Theses by their place in the facts, with who wrote them; two queries."""
    keys = {places.facts.theses[number].pk: number for number in numbers}
    authors = Prefetch("contributors", Contributor.objects.select_related("person"))
    return {
        keys[thesis.pk]: thesis
        for thesis in Thesis.objects.filter(pk__in=list(keys)).prefetch_related(authors)
    }


def load_works(keys: Iterable[int]) -> dict[int, Work]:
    """Works by their primary keys, with their authors; two queries."""
    named = Prefetch("authorships", Authorship.objects.select_related("person"))
    return {
        work.pk: work
        for work in Work.objects.filter(pk__in={int(key) for key in keys}).prefetch_related(named)
    }


def load_sentences(
    places: CitingPlaces, rows: Sequence[int], theses: dict[int, Thesis], works: dict[int, Work]
) -> dict[int, Sentence]:
    """The sentences of some rows, by row; two queries. ``works`` are those cited and read in."""
    keys = {int(places.pk[row]): row for row in rows}
    found = Citation.objects.filter(pk__in=list(keys)).select_related("passage__chapter")
    citations = list(found)
    leads = _find_leads([citation for citation in citations if _stands_alone(citation)])
    sentences = {}
    for citation in citations:
        row = keys[citation.pk]
        citation.thesis = theses[int(places.thesis[row])]
        citation.work = works.get(citation.work_id) if citation.work_id else None
        citation.via = works.get(citation.via_id) if citation.via_id else None
        sentences[row] = Sentence(
            citation, leads.get(citation.passage_id, ""), places.quoted.get(citation.pk, ())
        )
    return sentences


def _stands_alone(citation: Citation) -> bool:
    text = citation.passage.text
    return not any(character.isalpha() for character in text[: citation.start] + text[citation.end :])


def _find_leads(citations: Sequence[Citation]) -> dict[int, str]:
    """The text of the passage before, by the passage that holds nothing but a citation."""
    if not citations:
        return {}
    before = Q()
    for citation in citations:
        passage = citation.passage
        before |= Q(thesis=passage.thesis_id, order=passage.order - 1, chapter=passage.chapter_id)
    texts = {
        (thesis, order): text
        for thesis, order, text in Passage.objects.public()
        .filter(before)
        .values_list("thesis_id", "order", "text")
    }
    return {
        citation.passage_id: texts.get((citation.passage.thesis_id, citation.passage.order - 1), "")
        for citation in citations
    }
