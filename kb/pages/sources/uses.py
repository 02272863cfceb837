"""What theses use a source for, in words: the parts of theses that cite it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kb.ingest.chapter_roles import ChapterRole
from kb.pages.counts import Count
from kb.pages.lists import join_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.synthesis.sources.place_counts import PartCount


@dataclass(frozen=True, slots=True)
class UseCell:
    """A number of places and the list of them; no address where it is zero."""

    n: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class UseRow:
    """One thesis: its places part by part, as the table's head runs."""

    source: str
    title: str
    url: str
    cells: tuple[UseCell, ...]
    total: UseCell


@dataclass(frozen=True, slots=True)
class UseTable:
    """Theses by the parts that cite a source. ``theses`` of a part and ``totals`` count all theses, shown or not."""

    parts: tuple[str, ...]
    rows: tuple[UseRow, ...]
    theses: tuple[UseCell, ...]
    totals: tuple[UseCell, ...]
    total: UseCell
    n_theses: int
    n_left: int


def name_part(role: ChapterRole) -> str:
    """A part of a thesis by its name, in small letters."""
    return {
        ChapterRole.INTRODUCTION: pgettext("part of a thesis", "introduction"),
        ChapterRole.THEORY: pgettext("part of a thesis", "theory"),
        ChapterRole.METHOD: pgettext("part of a thesis", "method"),
        ChapterRole.FINDINGS: pgettext("part of a thesis", "findings"),
        ChapterRole.DISCUSSION: pgettext("part of a thesis", "discussion"),
        ChapterRole.CONCLUSION: pgettext("part of a thesis", "conclusion"),
        ChapterRole.OTHER: pgettext("part of a thesis", "other parts"),
    }[role]


def write_use(parts: Sequence[PartCount], n_theses: int) -> str:
    """ "Used for method in two theses and for theory in one."; "" where nobody cites it."""
    if not parts:
        return ""
    if n_theses == 1:
        return _("Used by one thesis, in %(parts)s.") % {
            "parts": join_names([name_part(p.role) for p in parts])
        }
    phrases = [_place_part(part, is_first=number == 0) for number, part in enumerate(parts)]
    return _("Used %(phrases)s.") % {"phrases": join_names(phrases)}


def _place_part(part: PartCount, *, is_first: bool) -> str:
    number = name_number(part.n_theses)
    theses = (
        ngettext("%(number)s thesis", "%(number)s theses", part.n_theses) % {"number": number}
        if is_first
        else number
    )
    phrase = {
        ChapterRole.INTRODUCTION: _("in the introduction of %(theses)s"),
        ChapterRole.THEORY: _("for theory in %(theses)s"),
        ChapterRole.METHOD: _("for method in %(theses)s"),
        ChapterRole.FINDINGS: _("with the findings of %(theses)s"),
        ChapterRole.DISCUSSION: _("in the discussion of %(theses)s"),
        ChapterRole.CONCLUSION: _("in the conclusion of %(theses)s"),
        ChapterRole.OTHER: _("in other parts of %(theses)s"),
    }[part.role]
    return phrase % {"theses": theses}


def name_number(number: int) -> str:
    """Numbers up to nine as words, as running text writes them of theses."""
    words = (
        pgettext("number of theses", "one"), pgettext("number of theses", "two"),
        pgettext("number of theses", "three"), pgettext("number of theses", "four"),
        pgettext("number of theses", "five"), pgettext("number of theses", "six"),
        pgettext("number of theses", "seven"), pgettext("number of theses", "eight"),
        pgettext("number of theses", "nine"),
    )  # fmt: skip
    return words[number - 1] if 1 <= number <= len(words) else str(Count(number))
