"""The findings in the order in which they are gone through: which of them, and which comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from kb.curation.review.findings import OF_QUOTATIONS, SURE, Findings, Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from kb.curation.review.findings import Finding


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which findings are gone through: of one sort, in one chapter of the first level, or all."""

    sort: str
    chapter: int | None

    @property
    def query(self) -> str:
        given = {"sort": self.sort, "chapter": "" if self.chapter is None else self.chapter}
        told = urlencode({name: value for name, value in given.items() if value != ""})
        return f"?{told}" if told else ""


def read_narrowed(request: HttpRequest) -> Narrowed:
    sort, chapter = request.GET.get("sort", ""), request.GET.get("chapter", "")
    is_number = chapter.isascii() and chapter.isdecimal() and len(chapter) < 18
    return Narrowed(sort if sort in set(Sort) else "", int(chapter) if is_number else None)


def find_next(line: Sequence[Finding], key: str) -> Finding | None:
    """The open finding that comes after the one with the key, round to the first; never that one itself."""
    at = next((index for index, finding in enumerate(line) if finding.key == key), -1)
    return next((finding for finding in [*line[at + 1 :], *line[: max(at, 0)]] if finding.is_open), None)


def find_sure(findings: Findings, chapter: int) -> list[Finding]:
    """The open quotations of the chapter that are sure, in the order of the text."""
    found = [
        finding
        for finding in findings.narrow(chapter=chapter)
        if finding.is_open and finding.confidence >= SURE and finding.sort in OF_QUOTATIONS
    ]
    return sorted(found, key=lambda finding: finding.place)


def list_chapters(findings: Findings, sort: str, chosen: int | None = None) -> list[tuple[int, str, int]]:
    """Key, heading and number of open findings of each chapter of the first level that has findings, in their order;
    and of the chosen one, whatever it has.
    """
    left: dict[int, int] = {chosen: 0} if chosen else {}
    for finding in findings.narrow(sort=sort):
        top = findings.top_of(finding.chapter)
        left[top] = left.get(top, 0) + finding.is_open
    found = [(pk, chapter.heading, left[pk]) for pk, chapter in findings.chapters.items() if pk in left]
    return [*([(0, _("The whole thesis"), left[0])] if 0 in left else []), *found]
