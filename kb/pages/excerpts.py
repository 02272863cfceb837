"""A piece of a text with some of its words marked. No Django here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CUT = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, marked or not."""

    text: str
    is_marked: bool = False


def cut_excerpt(
    text: str, spans: Sequence[tuple[int, int]], *, around: int, longest: int = 1_500
) -> tuple[Piece, ...]:
    """The text from a little before the first span to a little after the last, cut between words, spans marked.

    ``around`` characters at most are left on either side; of a text that would be longer than ``longest``, what comes
    last is cut off. Spans may not overlap.
    """
    marked = sorted(span for span in spans if span[0] < span[1] <= len(text))
    first = marked[0][0] if marked else 0
    start = _start(text, max(0, first - around))
    end = _end(text, min(len(text), (marked[-1][1] if marked else 0) + around, start + longest))
    pieces = [Piece(CUT + " ")] if start else []
    at = start
    for begin, stop in marked:
        if begin >= end:
            break
        if at < begin:
            pieces.append(Piece(text[at:begin]))
        pieces.append(Piece(text[begin : min(stop, end)], is_marked=True))
        at = min(stop, end)
    if at < end:
        pieces.append(Piece(text[at:end]))
    if end < len(text):
        pieces.append(Piece(" " + CUT))
    return tuple(pieces)


def _start(text: str, at: int) -> int:
    if at == 0:
        return 0
    blank = text.find(" ", at)
    return blank + 1 if 0 <= blank < at + 40 else at


def _end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", 0, at)
    return blank if blank > at - 40 and blank > 0 else at
