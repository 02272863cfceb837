"""What must hold of every draft, whatever the file was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kb.ingest.contract import as_contract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from kb.ingest.draft import ThesisDraft


def faults_of(draft: ThesisDraft) -> list[str]:
    """What is wrong with a draft: spans that are not their text, lines that the file does not have, findings that
    point to nothing."""
    return [*_spans(draft), *_indices(draft), *_lines(draft)]


def _spans(draft: ThesisDraft) -> Iterator[str]:
    document = draft.document
    text = document.text
    for quotation in draft.quotations:
        if document.text_of(quotation.span) != quotation.text:
            yield f"quotation at {quotation.span} is not its text"
    for citation in draft.citations:
        if document.text_of(citation.span) != citation.raw:
            yield f"citation at {citation.span} is not its text"
    end = 0
    for block in document.blocks:
        if not end <= block.span.start <= block.span.end <= len(text):
            yield f"block at {block.span} overlaps the one before, or leaves the text"
        end = block.span.end


def _indices(draft: ThesisDraft) -> Iterator[str]:
    for quotation in draft.quotations:
        if quotation.citation is not None and not 0 <= quotation.citation < len(draft.citations):
            yield f"quotation points to citation {quotation.citation}"
        if not 0 <= quotation.confidence <= 1:
            yield f"confidence {quotation.confidence}"
    for citation in draft.citations:
        if citation.reference is not None and not 0 <= citation.reference < len(draft.references):
            yield f"citation points to reference {citation.reference}"
    for theme in draft.themes:
        if not 0 <= theme.block < len(draft.document.blocks):
            yield f"theme points to block {theme.block}"


def _lines(draft: ThesisDraft) -> Iterator[str]:
    contract = as_contract(draft)
    json.dumps(contract)
    last = draft.source.lines
    for what, lines in _all_lines(contract):
        first, final = lines
        if not 1 <= first <= final <= max(1, last):
            yield f"{what} has lines {lines} of {last}"


def _all_lines(contract: dict[str, Any]) -> Iterator[tuple[str, list[int]]]:
    for what, findings in contract.items():
        for finding in findings if isinstance(findings, list) else ():
            if finding.get("lines"):
                yield what, finding["lines"]
