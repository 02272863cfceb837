"""Where the sentence around a place begins and ends."""

from __future__ import annotations

import re

from kb.ingest.roles import find_role_words

_END = re.compile(r"[.!?…:][»”\")\]*_]*\s+(?=[«“„\"(\[*_–-]*\s?[A-ZÆØÅ0-9«“])")
# An abbreviation's point ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:s|ss|nr|kap|f\.?\s?eks|t|bl\.?\s?a|dvs|jf|jfr|ca|m\.?\s?fl|m\.?\s?m|al|st|meld|prp|pkt|evt|dr|mr|mrs|pp|p|e\.g|"
    r"i\.e|vol|red|eds?|cf|inkl|osv|o\.?\s?l)\.|:)\s+$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?P<before>[^\W\d_]*)\s?\b[A-ZÆØÅ]\.\s+$")
# A sentence longer than this is not read to its end.
REACH = 600


def sentence_start(text: str, at: int, floor: int) -> int:
    """The offset at which the sentence that holds ``at`` begins, not before ``floor``; a colon ends no sentence."""
    begin = max(floor, at - REACH)
    start = begin
    for match in _END.finditer(text, begin, at):
        if not _is_abbreviation(text, begin, match.start(), match.end()):
            start = match.end()
    return start


def sentence_end(text: str, at: int, ceiling: int) -> int:
    """The offset just after the sentence that holds ``at``, not beyond ``ceiling``; a colon ends no sentence."""
    limit = min(ceiling, at + REACH)
    for match in _END.finditer(text, at, limit):
        if not _is_abbreviation(text, at, match.start(), match.end()):
            return match.end()
    return limit


def _is_abbreviation(text: str, begin: int, start: int, end: int) -> bool:
    """Whether the point at ``start`` belongs to an abbreviation or an initial, so that the sentence goes on."""
    if _ABBREVIATED.search(text[max(begin, start - 12) : end]):
        return True
    initial = _INITIAL.search(text[max(begin, start - 30) : end])
    # "sier Leder C." ends a sentence, "av J. Hansen" does not.
    return initial is not None and not any(True for _ in find_role_words(initial.group("before")))
