"""Excerpts of an interview in which the interviewer is heard too: one quotation, whoever's turn it is.

Intervjuer: Hva gjorde du da?
Leder B: Jeg gikk hjem.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.document import BlockKind, Document, Region, Span
from kb.ingest.draft import QuotationForm
from kb.ingest.quoted_spans import QuotedSpan
from kb.ingest.tails import Tail

if TYPE_CHECKING:
    from collections.abc import Sequence

_TURN = re.compile(r"(?P<label>[A-ZÆØÅ][\w.-]{0,24}(?:\s[\w.-]{1,12})?)\s?:\s+(?=\S)")
_INTERVIEWER = re.compile(
    r"(?:Intervjuer(?:en)?|Intervjuar(?:en)?|Interviewer|Forsker(?:en)?|Forskar(?:en)?|Int\.?|Meg|I)"
)
_TURNS = (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM)


def join_dialogues(document: Document, quoted: Sequence[QuotedSpan]) -> tuple[QuotedSpan, ...]:
    """The quotations, with each dialogue as one in place of its turns."""
    dialogues = _find_dialogues(document)
    taken = {index for one in dialogues for index in range(one.first, one.last + 1)}
    kept = [one for one in quoted if one.first not in taken]
    return tuple(sorted((*kept, *dialogues), key=lambda one: one.span))


def _find_dialogues(document: Document) -> list[QuotedSpan]:
    found: list[QuotedSpan] = []
    row: list[tuple[int, re.Match[str]]] = []
    for index, block in enumerate(document.blocks):
        told = block.kind in _TURNS and block.region is Region.BODY
        turn = _TURN.match(document.text, block.span.start, block.span.end) if told else None
        if turn is not None:
            row.append((index, turn))
            continue
        found += _as_dialogue(document, row)
        row = []
    return [*found, *_as_dialogue(document, row)]


def _as_dialogue(document: Document, row: Sequence[tuple[int, re.Match[str]]]) -> list[QuotedSpan]:
    """The quotation of a row of turns, none where the interviewer has no turn among them or nobody else has."""
    asked = [_INTERVIEWER.fullmatch(turn["label"]) is not None for _, turn in row]
    if len(row) < 2 or all(asked) or not any(asked):
        return []
    first, last = row[0][0], row[-1][0]
    span = Span(document.blocks[first].span.start, document.blocks[last].span.end)
    answer = next(turn for (_, turn), by in zip(row, asked, strict=True) if not by)
    head = Span(*answer.span("label"))
    return [
        QuotedSpan(
            span, span, QuotationForm.BLOCK, first, last, Tail(span.end), head, "unmarked", confirmed=True
        )
    ]
