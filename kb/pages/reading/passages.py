"""A passage as it is read: words with marks or the cells of a table, its printed page, its notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.pages.reading.notes import QuotationNote
from kb.pages.tables import restore_columns, split_table
from kb.records.languages import TextIn, cut_text
from kb.records.models import Passage

if TYPE_CHECKING:
    from kb.pages.reading.notes import CitationMark, Note, QuotationMark
    from kb.pages.reading.segments import Marked, Words
    from kb.pages.tables import Rows

LEAST_ROWS_WITH_HEAD = 3
# Lines of a table that lost its columns: more are folded.
MOST_LOOSE_LINES = 8

# What a list item that brings its own bullet or number begins with.
_LIST_MARKER = re.compile(r"(?:[•·▪◦‣*–—-]|\(?\w{1,3}[.)])\s")


@dataclass(frozen=True, slots=True)
class ReadingPassage:
    """A passage to read. ``page`` is set where a printed page begins; ``rows`` are the cells of a table.

    ``page_anchor`` is the place of that page, "" where the same label began before; ``stands_on`` is the page that the
    passage stands on. ``has_marker`` tells that a list item begins with a bullet or number of its own. ``language`` is
    set where it is another than the section's.
    """

    anchor: str
    kind: str
    nodes: tuple[Words | Marked[QuotationMark | CitationMark], ...]
    rows: Rows
    page: str
    page_anchor: str
    page_is_inferred: bool
    stands_on: str
    notes: tuple[Note, ...]
    has_marker: bool
    language: str = ""

    @property
    def words(self) -> str:
        return "".join(node.text for node in self.nodes) or " ".join(" ".join(row) for row in self.rows)

    @property
    def opening(self) -> str:
        """The first words, by which a passage is told from others of its section."""
        return cut_text(self.words, 40)

    @property
    def has_head(self) -> bool:
        """Whether the first row of a table names the columns: words in all of its cells, and rows enough to name."""
        first = self.rows[0][1:] if len(self.rows) >= LEAST_ROWS_WITH_HEAD else ()
        cells = (self.rows[0][0] or "–", *first) if first else ()
        return bool(cells) and all(cell and not cell[0].isdigit() for cell in cells)

    @property
    def has_lost_columns(self) -> bool:
        """Whether it is a table of which only lines are left."""
        return self.kind == Passage.Kind.TABLE and not self.rows

    @property
    def is_restored(self) -> bool:
        """Whether it is a table that stands in the file as a cell a line."""
        return bool(self.rows) and not split_table(self.words)

    @property
    def n_lines(self) -> int:
        return self.words.count("\n") + 1

    @property
    def is_folded(self) -> bool:
        """Whether the lines of a table without columns are folded: not where a note stands beside words in them."""
        is_long = self.has_lost_columns and self.n_lines > MOST_LOOSE_LINES
        return is_long and not any(isinstance(note, QuotationNote) for note in self.notes)

    @property
    def notes_label(self) -> str:
        """The notes in a few words, where they are folded: who speaks, else what it is about."""
        voices = list(dict.fromkeys(note.voice for note in self.notes if isinstance(note, QuotationNote)))
        named = [voice for voice in voices if voice]
        if named:
            spoken = named[0].language if isinstance(named[0], TextIn) else ""
            return TextIn(", ".join(named), spoken)
        return ", ".join(dict.fromkeys(theme.name for note in self.notes for theme in note.themes)) or _(
            "Note"
        )


def read_rows(passage: Passage) -> Rows:
    """The cells of a table, () of one that lost its columns and of everything else."""
    if passage.kind != Passage.Kind.TABLE:
        return ()
    return split_table(passage.text) or restore_columns(passage.text)


def has_marker(text: str) -> bool:
    """Whether a list item begins with a bullet or number of its own."""
    return bool(_LIST_MARKER.match(text))


def is_rule(passage: Passage) -> bool:
    """Whether it is nothing but a line drawn in signs, which tables in plain text begin and end with."""
    return passage.kind == Passage.Kind.TABLE and not any(map(str.isalnum, passage.text))
