"""The card of a citation: the works that it might cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.curation.review import reasons, words
from kb.curation.review.candidates import (
    estimate,
    find_near_works,
    find_works,
    load_listed,
    same_citation,
)
from kb.curation.review.card import Card, digest
from kb.curation.review.findings import Sort
from kb.records.models import Citation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.models import Thesis, Work


def find_same(citation: Citation) -> list[Citation]:
    """The citations of the thesis that say the same names and year, and are linked to the same work."""
    rows = Citation.objects.filter(
        thesis=citation.thesis_id, cited_year=citation.cited_year, work=citation.work_id, state=citation.state
    )
    mine = same_citation(citation)
    return [row for row in rows.select_related("passage").order_by("order") if same_citation(row) == mine]


def present_citation(thesis: Thesis, pk: int) -> Card | None:
    rows = thesis.citations.select_related("passage__chapter", "work")
    citation = rows.filter(pk=pk).first()
    if citation is None:
        return None
    same = find_same(citation)
    listed = load_listed(thesis)
    works = find_works(citation, listed)
    around = words.find_around(thesis, citation.passage.order, citation.passage.order)
    shown = []
    for passage in around:
        is_own = passage.pk == citation.passage_id
        marks = [(citation.start, citation.end, "own")] if is_own else []
        shown.append(words.ShownPassage(passage.pk, passage.kind, words.cut(passage.text, marks), not is_own))
    return Card(
        key=f"c{pk}",
        sort=Sort.CITATION,
        record=citation,
        records=tuple(same),
        chapter=citation.passage.chapter,
        page=citation.passage.page,
        first_line=citation.first_line,
        confidence=estimate(citation, listed),
        reason=reasons.explain_citation(citation.state, len(find_near_works(citation, listed))),
        text=citation.raw,
        passages=tuple(shown),
        is_open=not citation.is_edited,
        seen=digest(same),
        more={"works": works, "same": same, "entries": _entries_of(thesis, works)},
    )


def _entries_of(thesis: Thesis, works: Sequence[Work]) -> dict[int, str]:
    """How the thesis' reference list prints each of the works."""
    return dict(thesis.references.filter(work__in=works).values_list("work", "raw"))
