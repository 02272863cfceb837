"""What the page of one finding says: the text around it, what is asked, and what can be answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from kb.curation.review import reasons, words
from kb.curation.review.candidates import (
    estimate,
    find_alike,
    find_near_works,
    find_themes,
    find_works,
    load_listed,
    same_citation,
)
from kb.curation.review.findings import Sort, sort_of
from kb.curation.review.headings import find_heading_doubts
from kb.records.models import Chapter, Citation, Informant, Passage, Quotation, Theme, ThemeLink
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model

    from kb.curation.review.words import ShownPassage
    from kb.records.models import Thesis, Work

LinkState = ThemeLink.State


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """A theme on offer; ``digit`` is its key, ``state`` that of its link to the record; "" where there is none."""

    theme: Theme
    digit: str
    state: str
    confidence: float
    reason: str

    @property
    def is_on(self) -> bool:
        return self.state == LinkState.ACCEPTED


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A quotation that can be merged with the one at hand."""

    quotation: Quotation
    is_before: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One finding. ``records`` are what a decision changes, and what ``seen`` is the fingerprint of."""

    key: str
    sort: Sort
    record: Any
    records: tuple[Model, ...]
    chapter: Chapter | None
    page: str
    first_line: int
    confidence: float
    reason: str
    text: str
    passages: tuple[ShownPassage, ...]
    is_open: bool
    seen: str
    themes: tuple[ThemeChoice, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        return round(100 * self.confidence)


def digest(records: Iterable[Model]) -> str:
    """One fingerprint of several records, other as soon as one of them is."""
    told = "".join(fingerprint(record) for record in records)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def find_card(thesis: Thesis, key: str) -> Card | None:
    """The card at the address ``key``; None where nothing of the thesis has it."""
    for prefix, present in (
        ("tt", _present_thesis_themes), ("tp", _present_passage_themes), ("q", _present_quotation),
        ("c", _present_citation), ("h", _present_heading),
    ):  # fmt: skip
        number = key.removeprefix(prefix)
        if key.startswith(prefix) and number.isascii() and number.isdecimal() and len(number) < 18:
            return present(thesis, int(number))
    return None


# -- quotations


def _present_quotation(thesis: Thesis, pk: int) -> Card | None:
    rows = thesis.quotations.select_related("passage__chapter", "last_passage", "informant", "citation__work")
    quotation = rows.filter(pk=pk).first()
    if quotation is None:
        return None
    quotation.thesis = thesis
    links = _links_of(quotation)
    records = (quotation, *links)
    passage = quotation.passage
    near = _find_beside(quotation)
    alike = find_alike(quotation)
    return Card(
        key=f"q{pk}",
        sort=sort_of(quotation.kind, quotation.informant_id, quotation.reason, quotation.confidence),
        record=quotation,
        records=records,
        chapter=passage.chapter if passage else None,
        page=passage.page if passage else "",
        first_line=quotation.first_line,
        confidence=quotation.confidence,
        reason=reasons.explain_quotation(quotation.reason),
        text=quotation.text,
        passages=words.show_quotation(quotation, near),
        is_open=quotation.state == Quotation.State.SUGGESTED,
        seen=digest(records),
        themes=choose_themes(thesis, links),
        more={
            "kinds": Quotation.Kind.choices,
            "informants": list(thesis.informants.all()),
            "citations": _sources_near(quotation),
            "neighbours": find_neighbours(quotation, near),
            "n_words": len(words.find_words(quotation.text)),
            "alike": alike,
            "seen_alike": digest(alike),
        },
    )


def _find_beside(quotation: Quotation) -> list[Quotation]:
    """The quotations that nobody rejected in the passages of this one and those beside it."""
    first, last = quotation.passage, quotation.last_passage or quotation.passage
    if first is None or last is None:
        return []
    around = [passage.pk for passage in words.find_around(quotation.thesis, first.order, last.order)]
    near = Quotation.objects.filter(Q(passage__in=around) | Q(last_passage__in=around))
    near = near.exclude(pk=quotation.pk).exclude(state=Quotation.State.REJECTED)
    return list(near.select_related("passage", "last_passage").order_by("passage__order", "start"))


def find_neighbours(quotation: Quotation, beside: Sequence[Quotation]) -> list[Neighbour]:
    """The nearest quotation before and the nearest after, in the same chapter."""
    if quotation.passage is None:
        return []
    chapter, here = quotation.passage.chapter_id, (quotation.passage.order, quotation.start)
    same = [other for other in beside if other.passage is not None and other.passage.chapter_id == chapter]
    before = [other for other in same if (other.passage.order, other.start) < here]  # type: ignore[union-attr]
    after = [other for other in same if (other.passage.order, other.start) >= here]  # type: ignore[union-attr]
    # The one after first: a quotation that a page cut in two goes on there.
    return [
        *(Neighbour(other, is_before=False) for other in after[:1]),
        *(Neighbour(other, is_before=True) for other in before[-1:]),
    ]


def _sources_near(quotation: Quotation) -> list[Citation]:
    """The citations of its passage and those beside it, and the one it has."""
    near = Q(pk=quotation.citation_id)
    if quotation.passage is not None:
        order = quotation.passage.order
        near |= Q(passage__order__gte=order - 2, passage__order__lte=order + 2)
    return list(quotation.thesis.citations.filter(near).order_by("order"))


# -- themes


def _links_of(record: Model) -> list[ThemeLink]:
    content_type = ContentType.objects.get_for_model(record)
    links = ThemeLink.objects.filter(content_type=content_type, object_id=record.pk)
    return list(links.select_related("tag").order_by("-confidence", "pk"))


def choose_themes(thesis: Thesis, links: Sequence[ThemeLink]) -> tuple[ThemeChoice, ...]:
    """The nearest nine with their digits, and after them what else the record has."""
    of_theme: dict[int, ThemeLink] = {}
    for link in links:
        # Of two records' links the open one is what is asked.
        if link.tag_id not in of_theme or link.state == LinkState.SUGGESTED:
            of_theme[link.tag_id] = link
    nearest = find_themes(thesis, of_theme.values())
    known = {theme.pk for theme in nearest}
    rest = [
        link.tag
        for link in of_theme.values()
        if link.tag_id not in known and link.state != LinkState.REJECTED
    ]
    return tuple(
        _choice(theme, str(number) if number <= len(nearest) else "", of_theme.get(theme.pk))
        for number, theme in enumerate([*nearest, *rest], start=1)
    )


def _choice(theme: Theme, digit: str, link: ThemeLink | None) -> ThemeChoice:
    if link is None:
        return ThemeChoice(theme, digit, "", 0.0, "")
    return ThemeChoice(theme, digit, link.state, link.confidence, reasons.explain_theme(link.reason))


def _present_passage_themes(thesis: Thesis, pk: int) -> Card | None:
    passage = thesis.passages.select_related("chapter").filter(pk=pk).first()
    if passage is None:
        return None
    quotations = list(thesis.quotations.filter(passage=passage).exclude(state=Quotation.State.REJECTED))
    links = [link for record in (passage, *quotations) for link in _links_of(record)]
    around = words.find_around(thesis, passage.order, passage.order)
    told = [word for link in links if _is_open(link) for word in reasons.find_theme_words(link.reason)]
    return _themes_card(
        thesis,
        f"tp{pk}",
        passage,
        (passage, *quotations),
        links,
        passages=words.show_words(around, passage.pk, told),
        chapter=passage.chapter,
        page=passage.page,
        first_line=passage.first_line,
        text=passage.text,
    )


def _present_thesis_themes(thesis: Thesis, pk: int) -> Card | None:
    if pk != thesis.pk:
        return None
    return _themes_card(thesis, f"tt{pk}", thesis, (thesis,), _links_of(thesis), text=thesis.title)


def _themes_card(
    thesis: Thesis,
    key: str,
    record: Thesis | Passage,
    records: tuple[Model, ...],
    links: Sequence[ThemeLink],
    *,
    text: str,
    passages: tuple[ShownPassage, ...] = (),
    chapter: Chapter | None = None,
    page: str = "",
    first_line: int = 0,
) -> Card:
    asked = [link for link in links if _is_open(link)]
    return Card(
        key=key,
        sort=Sort.THEME,
        record=record,
        records=tuple(links),
        chapter=chapter,
        page=page,
        first_line=first_line,
        confidence=min((link.confidence for link in asked), default=1.0),
        reason="",
        text=text,
        passages=passages,
        is_open=bool(asked),
        seen=digest(links),
        themes=choose_themes(thesis, links),
        more={"of": records, "surest": max((round(100 * link.confidence) for link in asked), default=0)},
    )


def _is_open(link: ThemeLink) -> bool:
    return bool(link.state == LinkState.SUGGESTED)


# -- citations


def find_same(citation: Citation) -> list[Citation]:
    """The citations of the thesis that say the same names and year, and are linked to the same work."""
    rows = Citation.objects.filter(
        thesis=citation.thesis_id, cited_year=citation.cited_year, work=citation.work_id, state=citation.state
    )
    mine = same_citation(citation)
    return [row for row in rows.select_related("passage").order_by("order") if same_citation(row) == mine]


def _present_citation(thesis: Thesis, pk: int) -> Card | None:
    rows = thesis.citations.select_related("passage__chapter", "work")
    citation = rows.filter(pk=pk).first()
    if citation is None:
        return None
    same = find_same(citation)
    listed = load_listed(thesis)
    works = find_works(citation, listed)
    around = words.find_around(thesis, citation.passage.order, citation.passage.order)
    shown = []
    for passage in around:
        is_own = passage.pk == citation.passage_id
        marks = [(citation.start, citation.end, "own")] if is_own else []
        shown.append(words.ShownPassage(passage.pk, passage.kind, words.cut(passage.text, marks), not is_own))
    return Card(
        key=f"c{pk}",
        sort=Sort.CITATION,
        record=citation,
        records=tuple(same),
        chapter=citation.passage.chapter,
        page=citation.passage.page,
        first_line=citation.first_line,
        confidence=estimate(citation, listed),
        reason=reasons.explain_citation(citation.state, len(find_near_works(citation, listed))),
        text=citation.raw,
        passages=tuple(shown),
        is_open=not citation.is_edited,
        seen=digest(same),
        more={"works": works, "same": same, "entries": _entries_of(thesis, works)},
    )


def _entries_of(thesis: Thesis, works: Sequence[Work]) -> dict[int, str]:
    """How the thesis' reference list prints each of the works."""
    return dict(thesis.references.filter(work__in=works).values_list("work", "raw"))


# -- headings


def _present_heading(thesis: Thesis, pk: int) -> Card | None:
    chapters = list(thesis.chapters.order_by("order"))
    at = next((n for n, chapter in enumerate(chapters) if chapter.pk == pk), None)
    if at is None:
        return None
    chapter = chapters[at]
    filled = set(thesis.passages.order_by().values_list("chapter", flat=True).distinct())
    doubts = [each for each in find_heading_doubts(chapters, filled) if each.chapter.pk == pk]
    before = thesis.passages.filter(chapter__order__lt=chapter.order).order_by("-order").first()
    after = chapter.passages.order_by("order")[:2]
    shown = [_plain(passage) for passage in ([before] if before else [])]
    shown.append(
        words.ShownPassage(
            0, "heading", words.cut(chapter.heading, [(0, len(chapter.heading), "own")]), False
        )
    )
    shown += [_plain(passage) for passage in after]
    return Card(
        key=f"h{pk}",
        sort=Sort.HEADING,
        record=chapter,
        records=(chapter,),
        chapter=chapter.parent or chapter,
        page=chapter.page,
        first_line=chapter.first_line,
        confidence=doubts[0].confidence if doubts else 1.0,
        reason=reasons.explain_headings(doubts[0].codes) if doubts else "",
        text=chapter.heading,
        passages=tuple(shown),
        is_open=not chapter.is_edited,
        seen=digest([chapter]),
        more={"outline": chapters[max(0, at - 4) : at + 5], "levels": range(1, 7)},
    )


def _plain(passage: Passage) -> ShownPassage:
    return words.ShownPassage(passage.pk, passage.kind, words.cut(passage.text, []), True)


def find_informant(thesis: Thesis, pk: str) -> Informant | None:
    """The voice of the thesis with this key."""
    return thesis.informants.filter(pk=pk).first() if pk.isascii() and pk.isdecimal() else None
