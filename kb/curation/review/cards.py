"""The card of each finding, by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.curation.review.citation_cards import present_citation
from kb.curation.review.heading_cards import present_heading
from kb.curation.review.quotation_cards import present_quotation
from kb.curation.review.theme_cards import present_passage_themes, present_thesis_themes

if TYPE_CHECKING:
    from kb.curation.review.card import Card
    from kb.records.models import Thesis


def find_card(thesis: Thesis, key: str) -> Card | None:
    """The card at the address ``key``; None where nothing of the thesis has it."""
    for prefix, present in (
        ("tt", present_thesis_themes), ("tp", present_passage_themes), ("q", present_quotation),
        ("c", present_citation), ("h", present_heading),
    ):  # fmt: skip
        number = key.removeprefix(prefix)
        if key.startswith(prefix) and number.isascii() and number.isdecimal() and len(number) < 18:
            return present(thesis, int(number))
    return None
