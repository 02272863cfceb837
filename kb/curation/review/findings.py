"""What there is to look at in a thesis: one finding each, what it rests on, and how sure it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from kb.curation.review.candidates import estimate, find_near_works, load_listed, same_citation
from kb.curation.review.headings import find_heading_doubts
from kb.records.models import Chapter, Citation, Passage, Quotation, ThemeLink, Thesis

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

# At least as sure as this, findings can be accepted together.
SURE = 0.95
# Below this, what kind of words they are is what one asks oneself about a quotation.
_KIND_ASKED = 0.9
# Where a voice is told by a word beside the quotation, it is hardly ever wrong.
_BESIDE = ("label", "verb of saying")


class Sort(StrEnum):
    """What is asked of a finding. A quotation is asked once, and stands under what is least sure of it."""

    QUOTATION = "quotation"
    SPEAKER = "speaker"
    KIND = "kind"
    CITATION = "citation"
    HEADING = "heading"
    THEME = "theme"


OF_QUOTATIONS = frozenset({Sort.QUOTATION, Sort.SPEAKER, Sort.KIND})


@dataclass(frozen=True, slots=True)
class Finding:
    """``key`` is its address; ``chapter`` the key of the chapter it stands in, 0 for one of the whole thesis.

    ``place`` orders findings as they stand in the text.
    """

    key: str
    sort: Sort
    confidence: float
    chapter: int
    place: int
    is_open: bool

    @property
    def rank(self) -> tuple[bool, float, int, str]:
        """The least sure first; themes come last, as readers see the open ones marked as suggestions."""
        return (self.sort is Sort.THEME, self.confidence, self.place, self.key)


@dataclass(frozen=True, slots=True)
class Findings:
    """All of a thesis, ordered by rank, and the chapters that they stand in."""

    thesis: Thesis
    all: tuple[Finding, ...]
    chapters: Mapping[int, Chapter]

    def top_of(self, chapter: int) -> int:
        """The key of the chapter of the first level that the chapter is part of."""
        found = self.chapters.get(chapter)
        while found is not None and (above := self.chapters.get(found.parent_id or 0)) is not None:
            found = above
        return found.pk if found is not None else 0

    def narrow(self, *, sort: str = "", chapter: int | None = None) -> tuple[Finding, ...]:
        """Those of one sort, or in one chapter of the first level, or both."""
        return tuple(
            finding
            for finding in self.all
            if (not sort or finding.sort == sort)
            and (chapter is None or self.top_of(finding.chapter) == chapter)
        )


def find_findings(thesis: Thesis) -> Findings:
    """What was found in the parts of the thesis that the public may read; the hidden parts are not asked about."""
    chapters = {chapter.pk: chapter for chapter in thesis.chapters.order_by("order")}
    shown = {pk for pk, chapter in chapters.items() if not chapter.is_hidden}
    rows = list(thesis.passages.order_by().values_list("pk", "chapter", "order", "is_hidden"))
    filled = {chapter for _pk, chapter, _order, _is_hidden in rows}
    passages = {
        pk: (chapter, order) for pk, chapter, order, is_hidden in rows if chapter in shown and not is_hidden
    }
    found = [
        *_in_quotations(thesis, passages),
        *_in_citations(thesis, passages),
        *_in_headings(chapters, passages, filled),
        *_in_themes(thesis, passages),
    ]
    return Findings(thesis, tuple(sorted(found, key=lambda finding: finding.rank)), chapters)


Places = dict[int, tuple[int, int]]


def _in_quotations(thesis: Thesis, passages: Places) -> Iterator[Finding]:
    rows = thesis.quotations.order_by().values_list(
        "pk", "passage", "start", "kind", "informant", "reason", "confidence", "state"
    )
    for pk, passage, start, kind, informant, reason, confidence, state in rows:
        if passage in passages:
            chapter, order = passages[passage]
            sort = sort_of(kind, informant, reason, confidence)
            place = order * 100_000 + min(start, 99_999)
            yield Finding(f"q{pk}", sort, confidence, chapter, place, state == Quotation.State.SUGGESTED)


def sort_of(kind: str, informant: int | None, reason: str, confidence: float) -> Sort:
    """What is least sure of a quotation: who speaks, what kind of words they are, or neither."""
    if kind == Quotation.Kind.INTERVIEW:
        voice = reason.partition("; ")[2]
        is_beside = voice.startswith(_BESIDE) and "taken up" not in voice
        return Sort.QUOTATION if informant is not None and is_beside else Sort.SPEAKER
    return Sort.KIND if confidence < _KIND_ASKED else Sort.QUOTATION


def _in_citations(thesis: Thesis, passages: Places) -> Iterator[Finding]:
    """One for all places that cite the same names and year: what they cite is asked once."""
    listed = load_listed(thesis)
    asked = thesis.citations.order_by("order")
    groups: defaultdict[tuple[tuple[str, ...], str], list[Citation]] = defaultdict(list)
    for citation in asked.only(
        "thesis", "passage", "start", "cited_names", "cited_year", "state", "work", "is_edited"
    ):
        if citation.passage_id in passages:
            groups[same_citation(citation)].append(citation)
    for citations in groups.values():
        unsure = [
            each
            for each in citations
            if each.is_edited
            or each.state == Citation.State.AMBIGUOUS
            or (each.state == Citation.State.MISSING and find_near_works(each, listed))
        ]
        if not unsure:
            continue
        first = unsure[0]
        chapter, order = passages[first.passage_id]
        yield Finding(
            f"c{first.pk}",
            Sort.CITATION,
            estimate(first, listed),
            chapter,
            order * 100_000 + min(first.start, 99_999),
            any(not each.is_edited for each in unsure),
        )


def _in_headings(
    chapters: Mapping[int, Chapter], passages: Places, filled: Collection[int]
) -> Iterator[Finding]:
    first: dict[int, int] = {}
    for pk, order in passages.values():
        first[pk] = min(order, first.get(pk, order))
    for doubt in find_heading_doubts(list(chapters.values()), filled):
        if doubt.chapter.is_hidden:
            continue
        chapter = doubt.chapter
        place = first.get(chapter.pk, 0) * 100_000
        yield Finding(
            f"h{chapter.pk}", Sort.HEADING, doubt.confidence, chapter.pk, place, not chapter.is_edited
        )


def _in_themes(thesis: Thesis, passages: Places) -> Iterator[Finding]:
    """One for each passage with the quotations that begin in it, and one for the thesis itself."""
    groups: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for key, confidence, state in _read_links(thesis):
        groups[key].append((confidence, state))
    for key, links in groups.items():
        suggested = [confidence for confidence, state in links if state == ThemeLink.State.SUGGESTED]
        passage = int(key[2:]) if key.startswith("tp") else None
        if passage is not None and passage not in passages:
            continue
        chapter, order = passages[passage] if passage is not None else (0, -1)
        least = min(suggested or [confidence for confidence, _state in links])
        yield Finding(key, Sort.THEME, least, chapter, order * 100_000, bool(suggested))


def _read_links(thesis: Thesis) -> Iterator[tuple[str, float, str]]:
    """Each suggested link's group, confidence and state; those of rejected quotations are left out."""
    types = ContentType.objects.get_for_models(Thesis, Passage, Quotation)
    passage_of = dict(
        thesis.quotations.exclude(state=Quotation.State.REJECTED).order_by().values_list("pk", "passage")
    )
    rows = ThemeLink.objects.filter(thesis=thesis, origin=ThemeLink.Origin.SUGGESTED).order_by()
    for content_type, pk, confidence, state in rows.values_list(
        "content_type", "object_id", "confidence", "state"
    ):
        if content_type == types[Thesis].pk:
            yield f"tt{pk}", confidence, state
        elif content_type == types[Passage].pk:
            yield f"tp{pk}", confidence, state
        elif content_type == types[Quotation].pk and passage_of.get(pk) is not None:
            yield f"tp{passage_of[pk]}", confidence, state


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a sort there are, and how many of them somebody has looked at."""

    sort: str
    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


def sum_up(findings: Iterable[Finding]) -> list[Tally]:
    """A tally of each sort that there are findings of, in the order of the sorts."""
    by_sort: defaultdict[Sort, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_sort[finding.sort].append(finding)
    return [_count(sort, by_sort[sort]) for sort in Sort if by_sort[sort]]


def count_all(findings: Sequence[Finding]) -> Tally:
    """The tally of them all."""
    return _count("", findings)


def _count(sort: str, findings: Sequence[Finding]) -> Tally:
    return Tally(sort, sum(not finding.is_open for finding in findings), len(findings))
