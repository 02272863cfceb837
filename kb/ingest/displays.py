"""Display quotations: paragraphs that are somebody else's words from end to end."""

from __future__ import annotations

import re

_CLOSERS = {"«": "»", "“": "”", "„": "“”", "”": "”", '"': '"', "‘": "’"}
_SPEAKER_BEFORE = re.compile(r"^(?:[A-ZÆØÅ][\wæøå.-]*(?:\s[\w.-]+){0,3})(?::\s*|\s?[–—-]\s?)(?=[«“\"„])")
# What may follow the closing mark: stops, then the speaker or source in brackets or after a dash.
_TAIL = re.compile(
    r"^[\s.,;!?…*_]*(?:[(\[][^()\[\]]*(?:\([^()]*\)[^()]*)*[)\]]?[\s.,;:*_]*){0,3}"
    r"(?:\w{1,12}\)\.?)?(?:[-–—]\s*[\w .,()-]{1,40})?[.\s*_]*$"
)
_SPEAKER_TAIL = re.compile(r"\((?:[^()]{1,30})\)\s*\.?$")
LEAST_WORDS = 3
LONGEST_TAIL = 300


def is_display_quotation(text: str) -> bool:
    """Whether a paragraph stands wholly within quotation marks, but for a speaker or source before or after them."""
    text = text.strip(" *_")
    if match := _SPEAKER_BEFORE.match(text):
        text = text[match.end() :]
    if text[:1] not in _CLOSERS or len(text.split()) < LEAST_WORDS:
        return False
    rest = text
    while rest and rest[0] in _CLOSERS:
        end = _end_of_quotation(rest)
        if end is None:
            # Never closed: the source in brackets at the end tells that it is one.
            return bool(_SPEAKER_TAIL.search(rest)) and len(_SPEAKER_TAIL.sub("", rest)) > 20
        after = rest[end:]
        if len(after) <= LONGEST_TAIL and _TAIL.match(after):
            return True
        rest = after.lstrip(" .,")
        if not rest or rest[0] not in _CLOSERS:
            return False
    return False


def _end_of_quotation(text: str) -> int | None:
    """The offset after the mark that closes the quotation which ``text`` opens with."""
    opening, closers = text[0], _CLOSERS[text[0]]
    if opening in closers:
        return _end_of_straight(text, closers)
    depth = 0
    for at, char in enumerate(text):
        if char == opening:
            depth += 1
        elif char in closers:
            depth -= 1
            if depth <= 0:
                return at + 1
    return None


def _end_of_straight(text: str, mark: str) -> int | None:
    """Of marks that look alike on both sides, the last one that has only a tail after it, else the next one."""
    last = text.rfind(mark)
    if (
        last > 0
        and len(text) - last <= LONGEST_TAIL
        and _TAIL.match(text[last + 1 :])
        and text.count(mark) % 2 == 0
        and not _runs_on(text, mark)
    ):
        return last + 1
    following = text.find(mark, 1)
    return following + 1 if following > 0 else None


def _runs_on(text: str, mark: str) -> bool:
    """Whether words stand between two quotations of the paragraph, which makes them the author's."""
    pieces = text.split(mark)
    outside = pieces[2:-1:2]
    return any(len(piece.split()) > 3 for piece in outside)
