"""The text of a file, line by line, with what its format tells of each line."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.ingest.draft import Notice


class LineRole(StrEnum):
    """What a format with styles (Word, Markdown) says a line is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    CONTENTS = "contents"
    LIST_ITEM = "list_item"
    QUOTATION = "quotation"
    TABLE = "table"
    CAPTION = "caption"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class LineHint:
    """``level`` is that of a heading, from 1."""

    role: LineRole
    level: int | None = None


@dataclass(frozen=True)
class SourceText:
    """A file's text as it is stored and counted: lines are those between ``\\n``, from 1.

    ``hints`` tells by line number what the format's styles say. ``pages`` are pairs (first line, page label as the
    format gives it), for formats with pages; ``labelled`` is true where the file says what is printed on each page,
    false where its pages were only counted. ``furniture`` holds the lines that the format shows to be running heads,
    feet and page numbers, each with the number it shows. ``flowing`` is true where each line is known to be a whole
    paragraph, ``display`` holds the lines that are set larger or bolder than the text.
    """

    name: str
    sha256: str
    format: str
    text: str
    hints: Mapping[int, LineHint] = field(default_factory=dict)
    pages: tuple[tuple[int, str], ...] = ()
    flowing: bool = False
    display: frozenset[int] = frozenset()
    notices: tuple[Notice, ...] = ()
    furniture: Mapping[int, str | None] = field(default_factory=dict)
    labelled: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """The lines as they stand; the last, empty one after a final newline is not a line."""
        lines = self.text.split("\n")
        return lines[:-1] if lines and not lines[-1] else lines
