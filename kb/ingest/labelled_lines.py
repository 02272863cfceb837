"""Lines that begin with the label of a voice ("Leder 3: ...", "Inf. 5 – «..."), by which paragraphs can be told."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kb.ingest.people import is_known_given_name
from kb.ingest.roles import find_role_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABEL = re.compile(
    r"(?:(?P<name>[A-ZÆØÅ][a-zæøå]{1,14})|(?P<numbered>(?:[A-ZÆØÅ][a-zæøå]{2,14}\s)?(?P<word>[^\W\d_]{1,20})\.?[ -]?"
    r"(?:\d{1,2}|(?<=[a-z][ -])[A-ZÆØÅ])))"
    r"(?:\s?:\s?(?=\S)|\s?[–—-]\s?(?=[«“„”\"]))"
)
_CUT_SHORT = frozenset(("inf", "resp", "int", "delt", "kand", "inform"))
# "F1:" is a question of the thesis, "Del 2:" a part of it.
_NO_VOICE_WORDS = "f fs rq h q p s kap del fig tab nr no pkt nou ca"
_NO_VOICE = frozenset(_NO_VOICE_WORDS.split())
_LONGEST_CODE = 3
_SEVERAL = 3
_SPOKEN_OF = re.compile(
    r"\b(?:informant|respondent|intervjuperson|sitat|interviewee|participant)\w*", re.IGNORECASE
)


def begins_with_label(text: str) -> bool:
    """Whether a line begins as a label of a voice does."""
    return _label_of(text) is not None


def find_labelled_lines(lines: Sequence[str]) -> frozenset[int]:
    """The indices of the lines that begin with the label of a voice, where several lines of the thesis do."""
    told = {i: label for i, line in enumerate(lines) if (label := _label_of(line)) is not None}
    kinds = Counter(kind for kind, _ in told.values())
    return frozenset(i for i, (kind, _) in told.items() if kinds[kind] >= _SEVERAL)


def find_label_words(lines: Sequence[str], labelled: frozenset[int]) -> re.Pattern[str] | None:
    """Matches the labels of a thesis' voices, and the words for them, where its researcher speaks of them."""
    labels = {found[1] for i in labelled if (found := _label_of(lines[i])) is not None}
    if not labels:
        return None
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(labels)))})\b|{_SPOKEN_OF.pattern}", re.IGNORECASE
    )


def text_after_label(text: str) -> str:
    """What stands after the label that ``text`` begins with."""
    match = _LABEL.match(text)
    return text[match.end() :] if match is not None else text


def _label_of(line: str) -> tuple[str, str] | None:
    """The sort of label a line begins with and the label itself, None where it names nobody."""
    match = _LABEL.match(line)
    if match is None:
        return None
    if match["name"] is not None:
        return ("name", match["name"]) if is_known_given_name(match["name"]) else None
    word = match["word"].casefold()
    code = match["word"].isupper() and len(word) <= _LONGEST_CODE and word not in _NO_VOICE
    if not (code or word in _CUT_SHORT or any(find_role_words(word))):
        return None
    return "numbered", match["numbered"]
