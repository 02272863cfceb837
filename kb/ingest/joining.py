"""Lines of paper to running text: which hyphens at line ends belong to the word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.titles import strip_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ENDING = re.compile(r"([^\W\d_][\w’']*(?:-[\w’']+)*)-$")
_STARTING = re.compile(r"[\w’']+")
PIPE_ROW = re.compile(r"^\|[^|]*\|.*\|$")
_CELL_GAP = re.compile(r"\t| {2,}")
_WORD = re.compile(r"[^\W\d_][\w’']*(?:-[\w’']+)*")
_CONJUNCTIONS = frozenset(("og", "eller", "and", "or", "samt", "til", "som"))
# A bracket left open right before a page, a year or a number: "(Dahl, 1982, s.", "(Dahl &", "(St.meld. nr."
_OPEN_BEFORE_NUMBER = re.compile(
    r"\([^()]{0,200}(?:(?<!\w)(?:s|ss|sd|p|pp|side|sidene|nr|no|kap|kapittel)\.?|[,:&–-]|(?<!\w)(?:og|and|jf\.?|se)"
    r"|et\.? al\.?,?|m\.?\s?fl\.?,?|[^\W\d_]{2,})$"
)
_NUMBER_GOES_ON = re.compile(
    r"(?:\d{1,4}(?:\s?[-–]\s?\d{1,4})?|(?:1[89]|20)\d\d[a-k])\s?[),;:.]|\d{1,3}\s?\(\d{4}"
)
_YEAR_GOES_ON = re.compile(r"(?:1[89]|20)\d\d[a-k]?\s?[),;:.]")
_OPEN_BRACKET = re.compile(r"\([^()]{1,160}$")
_CLOSES_BRACKET = re.compile(r"[^()]{0,120}\)")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_PLACE_WORD = re.compile(r"\b(?:s|ss|sd|p|pp|side|sidene|nr|no|kap|kapittel)$")
_NAME_CUT = re.compile(r"(?<!\w)[A-ZÆØÅ][\w'’-]+ (?:&|og|and)$")
_NAME_GOES_ON = re.compile(r"[A-ZÆØÅ][\w'’-]+(?: et\.? al\.?)?,? \(?(?:1[89]|20)\d\d")
_BULLET = re.compile(r"^(?:[-–—•●▪◦·]|\*|\uf0b7|o(?=\s))\s+(?:o\s+)?|^(?:•|●|▪|◦|\uf0b7)")
_ESCAPED = re.compile(r"\\([()\[\]*_#.!-])")
_EMPTY_LINK = re.compile(r"\[([^\]\n]+)\]\(#[^)\s]*\)")
_TAG = re.compile(r"</?(?:ul|ol|li|p|div|table|tr|td)\b[^<>]{0,80}>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """The words of a thesis, by which line-end hyphens are judged."""

    counts: Counter[str]
    divides: bool  # the text is one that divides words at line ends

    @classmethod
    def of(cls, lines: Iterable[str]) -> Words:
        counts: Counter[str] = Counter()
        ended = divided = 0
        for line in lines:
            ended += 1
            divided += bool(re.search(r"[a-zæøå]{2}-$", line))
            counts.update(word.casefold() for word in _WORD.findall(line.removesuffix("-")))
        return cls(counts, divided * 12 > max(ended, 12))


def join_pieces(pieces: Sequence[str], words: Words) -> tuple[str, tuple[int, ...]]:
    """The lines' running text, and for each line the offset where its own text begins in it."""
    text = ""
    starts = []
    for piece in pieces:
        if not text:
            starts.append(0)
            text = piece
            continue
        keep, glue = _glue(text, piece, words)
        text = text[:keep] + glue
        starts.append(len(text))
        text += piece
    return text, tuple(starts)


def _glue(before: str, after: str, words: Words) -> tuple[int, str]:
    """How much of the text before stays, and what stands between it and the next line."""
    if not before or not after:
        return len(before), ""
    if before[-1] not in "-/":
        return len(before), " "
    ending, starting = _ENDING.search(before[-80:]), _STARTING.match(after)
    if not ending or not starting:
        return len(before), "" if before.endswith(("-", "/")) and ending is None and _is_split_token(
            before
        ) else " "
    first, second = ending[1], starting[0]
    if second.casefold() in _CONJUNCTIONS:
        return len(before), " "
    if _is_true_division(first, second, words):
        return len(before) - 1, ""
    return len(before), ""


def _is_split_token(before: str) -> bool:
    """A web address or a range of numbers that breaks after its slash or hyphen."""
    return bool(re.search(r"(?:https?://\S*|www\.\S*|\d)[-/]$", before[-200:]))


def _is_true_division(first: str, second: str, words: Words) -> bool:
    if (
        second[:1].isupper()
        or second[:1].isdigit()
        or first.isupper()
        or any(char.isupper() for char in first[1:])
    ):
        return False
    last = first.rsplit("-", 1)[-1].casefold()
    joined, hyphened = (last + second).casefold(), f"{first}-{second}".casefold()
    whole, compound = words.counts[joined], words.counts[hyphened]
    if whole or compound:
        return whole > compound
    if words.divides:
        return True
    return not words.counts[last] or len(last) <= 2


def clean_piece(text: str, *, bullet: bool = False) -> str:
    """A line's text as a reader would read it: without emphasis marks, tags and, for a list item, its bullet."""
    if "](#" in text:
        text = _EMPTY_LINK.sub(r"\1", text)
    text = strip_markup(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    text = " ".join(text.split())
    return _BULLET.sub("", text, count=1).lstrip() if bullet else text


def clean_row(text: str) -> str:
    """A table row's text with its cells parted by tabs; two spaces or more set columns apart too."""
    if PIPE_ROW.match(text):
        text = text.strip().strip("|").replace("|", "\t")
    cells = [clean_piece(cell) for cell in _CELL_GAP.split(text)]
    return "\t".join(cells).strip()


def is_cut_in_citation(before: Sequence[str], after: str) -> bool:
    """Whether the last of the lines ``before`` ends inside a citation that ``after`` goes on with.

    "(Dahl, 1982, s." and "2) er det ..." are one sentence though the second line looks like a list's.
    """
    if _NAME_CUT.search(before[-1]) and _NAME_GOES_ON.match(after):
        return True
    tail = " ".join(before)[-240:]
    inside, rest = _OPEN_BRACKET.search(tail), _CLOSES_BRACKET.match(after)
    if inside and rest and _YEAR.search(f"{inside[0]} {rest[0]}"):
        return True
    if not after[:1].isdigit():
        return False
    opened = _OPEN_BEFORE_NUMBER.search(tail)
    if opened is None:
        return False
    named = opened[0][-1].isalpha() and not _PLACE_WORD.search(opened[0])
    return bool((_YEAR_GOES_ON if named else _NUMBER_GOES_ON).match(after))
