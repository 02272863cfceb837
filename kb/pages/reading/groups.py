"""Passages that belong together on a page: the items of a list, and a table or figure with its caption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kb.records.models import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kb.pages.reading.passages import ReadingPassage

_OF_TABLE = re.compile(r"\s*(?:tabell|table|matrise|oversikt)\b", re.IGNORECASE)
_TABLE, _CAPTION = Passage.Kind.TABLE, Passage.Kind.CAPTION


@dataclass(frozen=True, slots=True)
class PassageGroup:
    """``kind`` is "list" (the items of one), "figure" (a table and the caption above or below it) or "" (one passage).

    ``caption`` says what a figure shows, "" where nothing does; ``is_drawing`` that it calls it no table.
    """

    kind: str
    passages: tuple[ReadingPassage, ...]
    caption: str = ""

    @property
    def is_drawing(self) -> bool:
        return bool(self.caption) and not _OF_TABLE.match(self.caption)


def group_passages(passages: Iterable[ReadingPassage]) -> Iterator[PassageGroup]:
    """All of them, in their order."""
    for is_list, group in groupby(passages, key=lambda passage: passage.kind == Passage.Kind.LIST_ITEM):
        if is_list:
            yield PassageGroup("list", tuple(group))
        else:
            yield from _join_captions(tuple(group))


def _join_captions(passages: Sequence[ReadingPassage]) -> Iterator[PassageGroup]:
    at = 0
    while at < len(passages):
        here, *after = passages[at : at + 3]
        kinds = tuple(passage.kind for passage in (here, *after))
        if kinds[:2] == (_CAPTION, _TABLE) and not _is_of_another(here, after[1:]):
            yield PassageGroup("figure", (here, after[0]), here.words)
            at += 2
        elif kinds[:2] == (_TABLE, _CAPTION) and not (
            kinds[2:] == (_TABLE,) and _OF_TABLE.match(after[0].words)
        ):
            yield PassageGroup("figure", (here, after[0]), after[0].words)
            at += 2
        else:
            yield PassageGroup("figure" if here.kind == _TABLE else "", (here,))
            at += 1


def _is_of_another(caption: ReadingPassage, after: Sequence[ReadingPassage]) -> bool:
    """Whether a caption above a table is that of a picture which the text does not hold: captions of figures stand
    below them, and one follows."""
    follows = bool(after) and after[0].kind == _CAPTION and not _OF_TABLE.match(after[0].words)
    return follows and not _OF_TABLE.match(caption.words)
