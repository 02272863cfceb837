"""What follows a quotation on its heels: who said it or where it is written.

``» (Kim)``, ``». (4)``, ``» (Jacobsen, 2015, s. 3).``, ``» – Leder A``, or a label on a line of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Footnote numbers are raised figures.
_STOPS = re.compile(r"[\s.,;:!?…*_⁰¹²³⁴⁵⁶⁷⁸⁹]*")
_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{0,240}(?:\([^()]{0,80}\)[^()\[\]]{0,120}){0,3})[)\]]")
# A label whose opening bracket was lost, "» 1)", or whose closing bracket was, "» (Kim".
_HALF_BRACKETS = re.compile(r"(?P<inside>\d{1,2})\)|\((?P<rest>[^()\s][^()]{0,30})$")
_AFTER_DASH = re.compile(r"(?:[-–—]\s?|\*\s?)?(?P<inside>[^\W\d_][\w .,-]{0,50})$")
_LABEL = re.compile(
    r"(?:[A-ZÆØÅ][\w-]*|\d{1,2})(?:[ -](?:[A-ZÆØÅ][\w-]{0,20}|\d{1,2}|nr\.?|[a-zæøå]{3,20})){0,3}\.?"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """The stretch after a closing mark up to ``end``, with the places (start, end) of what the brackets hold."""

    end: int
    brackets: tuple[tuple[int, int], ...] = ()
    bare: tuple[int, int] | None = None  # a label without brackets at the very end


def read_tail(text: str, start: int, end: int) -> Tail:
    """The tail of a quotation whose closing mark ends at ``start``; nothing beyond ``end`` is read."""
    # Nothing longer than this is a tail.
    limit = min(end, start + 700)
    at = _skip(text, start, limit)
    brackets: list[tuple[int, int]] = []
    while len(brackets) < 3:
        match = _BRACKETS.match(text, at, limit) or _HALF_BRACKETS.match(text, at, limit)
        if match is None:
            break
        name = "inside" if match.group("inside") is not None else "rest"
        brackets.append(match.span(name))
        at = _skip(text, match.end(), limit)
    if at < end and not brackets and end - at <= 60:
        match = _AFTER_DASH.match(text, at, end)
        if match is not None and _LABEL.fullmatch(match.group("inside").strip()):
            return Tail(end, (), match.span("inside"))
    return Tail(at, tuple(brackets))


def _skip(text: str, start: int, end: int) -> int:
    match = _STOPS.match(text, start, end)
    return match.end() if match else start
