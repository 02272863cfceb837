"""The card of a quotation: its words among others, who might have said it, what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from kb.curation.review import reasons, words
from kb.curation.review.candidates import (
    find_alike,
)
from kb.curation.review.card import Card, digest
from kb.curation.review.findings import sort_of
from kb.curation.review.theme_cards import choose_themes, links_of
from kb.records.models import Citation, Informant, Quotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.records.models import Thesis


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A quotation that can be merged with the one at hand."""

    quotation: Quotation
    is_before: bool


def present_quotation(thesis: Thesis, pk: int) -> Card | None:
    rows = thesis.quotations.select_related("passage__chapter", "last_passage", "informant", "citation__work")
    quotation = rows.filter(pk=pk).first()
    if quotation is None:
        return None
    quotation.thesis = thesis
    links = links_of(quotation)
    records = (quotation, *links)
    passage = quotation.passage
    near = _find_beside(quotation)
    alike = find_alike(quotation)
    return Card(
        key=f"q{pk}",
        sort=sort_of(quotation.kind, quotation.informant_id, quotation.reason, quotation.confidence),
        record=quotation,
        records=records,
        chapter=passage.chapter if passage else None,
        page=passage.page if passage else "",
        first_line=quotation.first_line,
        confidence=quotation.confidence,
        reason=reasons.explain_quotation(quotation.reason),
        text=quotation.text,
        passages=words.show_quotation(quotation, near),
        is_open=quotation.state == Quotation.State.SUGGESTED,
        seen=digest(records),
        themes=choose_themes(thesis, links),
        more={
            "kinds": Quotation.Kind.choices,
            "informants": list(thesis.informants.all()),
            "citations": _sources_near(quotation),
            "neighbours": find_neighbours(quotation, near),
            "n_words": len(words.find_words(quotation.text)),
            "alike": alike,
            "seen_alike": digest(alike),
        },
    )


def _find_beside(quotation: Quotation) -> list[Quotation]:
    """The quotations that nobody rejected in the passages of this one and those beside it."""
    first, last = quotation.passage, quotation.last_passage or quotation.passage
    if first is None or last is None:
        return []
    around = [passage.pk for passage in words.find_around(quotation.thesis, first.order, last.order)]
    near = Quotation.objects.filter(Q(passage__in=around) | Q(last_passage__in=around))
    near = near.exclude(pk=quotation.pk).exclude(state=Quotation.State.REJECTED)
    return list(near.select_related("passage", "last_passage").order_by("passage__order", "start"))


def find_neighbours(quotation: Quotation, beside: Sequence[Quotation]) -> list[Neighbour]:
    """The nearest quotation before and the nearest after, in the same chapter."""
    if quotation.passage is None:
        return []
    chapter, here = quotation.passage.chapter_id, (quotation.passage.order, quotation.start)
    same = [other for other in beside if other.passage is not None and other.passage.chapter_id == chapter]
    before = [other for other in same if (other.passage.order, other.start) < here]  # type: ignore[union-attr]
    after = [other for other in same if (other.passage.order, other.start) >= here]  # type: ignore[union-attr]
    # The one after first: a quotation that a page cut in two goes on there.
    return [
        *(Neighbour(other, is_before=False) for other in after[:1]),
        *(Neighbour(other, is_before=True) for other in before[-1:]),
    ]


def _sources_near(quotation: Quotation) -> list[Citation]:
    """The citations of its passage and those beside it, and the one it has."""
    near = Q(pk=quotation.citation_id)
    if quotation.passage is not None:
        order = quotation.passage.order
        near |= Q(passage__order__gte=order - 2, passage__order__lte=order + 2)
    return list(quotation.thesis.citations.filter(near).order_by("order"))


def find_informant(thesis: Thesis, pk: str) -> Informant | None:
    """The voice of the thesis with this key."""
    return thesis.informants.filter(pk=pk).first() if pk.isascii() and pk.isdecimal() else None
