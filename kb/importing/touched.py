"""What people worked on in a thesis, each with the words by which it is found again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from kb.importing.anchoring import Letters, Place, Selector, select
from kb.importing.reconcile import fold
from kb.records.models import Change, Chapter, Citation, Passage, Quotation, Reanchoring, ThemeLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model

    from kb.records.models import Thesis

Record: TypeAlias = Quotation | Passage | Citation | Chapter
State = Reanchoring.State
# What a curator is shown of the passage around the words.
SHOWN_AROUND = 600


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that a person worked on. ``told`` is what :class:`Reanchoring` keeps of it as ``selector``.

    ``selector`` is None for chapters, which are known by their headings. ``asked`` is the row of an earlier reading
    that still has no place for it, or was told to do without.
    """

    record: Record
    selector: Selector | None
    told: dict[str, Any]
    was: dict[str, Any] = field(default_factory=dict)
    asked: Reanchoring | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """The text as it stood before a new reading, and what people worked on in it."""

    letters: Letters
    passages: tuple[Passage, ...]
    chapters: tuple[Chapter, ...]
    touched: tuple[Touched, ...]


def take_stock(thesis: Thesis) -> Stock:
    """All of it, with covered words lifted."""
    passages = tuple(thesis.passages.filter(chapter__is_former=False).order_by("order"))
    chapters = tuple(thesis.chapters.filter(is_former=False).order_by("order"))
    letters = Letters([passage.text for passage in passages])
    taker = _Taker(thesis, passages, chapters, letters)
    touched = [
        *taker.take_quotations(),
        *taker.take_passages(),
        *taker.take_citations(),
        *taker.take_chapters(),
    ]
    return Stock(letters, passages, chapters, tuple(touched))


class _Taker:
    def __init__(
        self, thesis: Thesis, passages: tuple[Passage, ...], chapters: tuple[Chapter, ...], letters: Letters
    ) -> None:
        self.thesis, self.passages, self.letters = thesis, passages, letters
        self.index = {passage.pk: index for index, passage in enumerate(passages)}
        self.chapters = {chapter.pk: chapter for chapter in chapters}
        self.asked: dict[tuple[int, int], Reanchoring] = {}
        for row in Reanchoring.objects.filter(thesis=thesis).exclude(state=State.PASSED_ON).order_by("pk"):
            self.asked[row.content_type_id, row.object_id] = row

    # -- sorts

    def take_quotations(self) -> Iterable[Touched]:
        tagged = _tagged(self.thesis, Quotation)
        found = self.thesis.quotations.filter(
            Q(is_edited=True) | ~Q(state=Quotation.State.SUGGESTED) | ~Q(note="") | Q(pk__in=tagged)
        )
        for quotation in found.order_by("order", "pk"):
            place = self._place_of(quotation)
            words = self.letters.words_at(place) if place is not None else quotation.text
            was = {
                "is_hidden": self._is_hidden(place),
                "own_text": place is not None and fold(words) != fold(quotation.text),
            }
            yield self._take(quotation, place, words, was)

    def take_passages(self) -> Iterable[Touched]:
        tagged = set(_tagged(self.thesis, Passage).values_list("object_id", flat=True))
        waiting = self._asked_of(ContentType.objects.get_for_model(Passage))
        former = self.thesis.passages.filter(chapter__is_former=True, pk__in=waiting).order_by("order")
        for passage in (*self.passages, *former):
            if passage.is_hidden or passage.pk in tagged:
                index = self.index.get(passage.pk)
                place = Place(index, 0, index, len(passage.text)) if index is not None else None
                yield self._take(passage, place, passage.text, {"is_hidden": passage.is_hidden})

    def take_citations(self) -> Iterable[Touched]:
        for citation in self.thesis.citations.filter(is_edited=True).order_by("order"):
            index = self.index.get(citation.passage_id)
            place = Place(index, citation.start, index, citation.end) if index is not None else None
            yield self._take(citation, place, citation.raw, {})

    def take_chapters(self) -> Iterable[Touched]:
        tagged = set(_tagged(self.thesis, Chapter).values_list("object_id", flat=True))
        content_type = ContentType.objects.get_for_model(Chapter)
        decided = set(
            Change.objects.filter(
                content_type=content_type, object_id__in=list(self.chapters), before__has_key="is_hidden"
            ).values_list("object_id", flat=True)
        )
        former = list(self.thesis.chapters.filter(is_former=True, pk__in=self._asked_of(content_type)))
        for chapter in (*self.chapters.values(), *former):
            is_judged = chapter.is_hidden is not is_hidden_by_default(chapter.kind) or (
                chapter.kind == Chapter.Kind.OTHER and chapter.pk in decided
            )
            worked_on = chapter.is_edited or chapter.pk in tagged or is_judged or chapter.is_former
            if worked_on or chapter.is_hidden:
                told = {
                    "exact": chapter.read_as or chapter.heading,
                    "number": "" if chapter.read_as else chapter.number,
                    "page": chapter.page,
                    "order": chapter.order,
                }
                asked = self.asked.get((content_type.pk, chapter.pk))
                was = {"is_hidden": chapter.is_hidden, "by_default": not worked_on}
                if chapter.is_former and asked is not None:
                    told, was = asked.selector, asked.was
                yield Touched(chapter, None, told, was, asked if chapter.is_former else None)

    def _asked_of(self, content_type: ContentType) -> list[int]:
        """Those set aside that still wait for their words, or for a decision."""
        waiting = {State.OPEN, State.KEPT}
        return [
            pk for (sort, pk), row in self.asked.items() if sort == content_type.pk and row.state in waiting
        ]

    # -- one record

    def _take(self, record: Record, place: Place | None, words: str, was: dict[str, Any]) -> Touched:
        if place is None:
            return self._take_placeless(record, words, was)
        letters = self.letters
        start, end = letters.span_of(place)
        selector = select(letters, start, end)
        first = self.passages[place.first]
        text, last = first.text, self.passages[place.last].text
        told = {
            "exact": letters.words_at(place),
            "prefix": _written(letters, start - len(selector.prefix), start),
            "suffix": _written(letters, end, end + len(selector.suffix)),
            "start": start,
            "end": end,
            "alone": [selector.alone, selector.alone_before, selector.alone_behind, selector.alone_within],
            "before": text[max(0, place.start - SHOWN_AROUND) : place.start],
            "after": last[place.end : place.end + SHOWN_AROUND],
            "heading": self.chapters[first.chapter_id].heading if first.chapter_id in self.chapters else "",
            "page": first.page,
            "order": first.order,
            "anchor": first.anchor,
        }
        return Touched(record, selector, told, was)

    def _take_placeless(self, record: Record, words: str, was: dict[str, Any]) -> Touched:
        """By what was kept of its place when it lost it."""
        content_type = ContentType.objects.get_for_model(record)
        row = self.asked.get((content_type.pk, record.pk))
        told: dict[str, Any] = row.selector if row is not None else {"exact": words}
        alone: list[bool] = told.get("alone", [False] * 4)
        selector = Selector(
            fold(told["exact"]),
            fold(told.get("prefix", "")),
            fold(told.get("suffix", "")),
            int(told.get("start", 0)),
            *alone,
        )
        return Touched(record, selector, told, row.was if row is not None else was, row)

    def _place_of(self, quotation: Quotation) -> Place | None:
        first = self.index.get(quotation.passage_id or 0)
        last = self.index.get(quotation.last_passage_id or 0, first)
        if first is None or last is None or last < first:
            return None
        place = Place(first, quotation.start, last, quotation.end)
        start, end = self.letters.span_of(place)
        return place if start < end else None

    def _is_hidden(self, place: Place | None) -> bool:
        """Whether the words stood where the public may not read; those that stood nowhere are told by their row."""
        if place is None:
            return False
        around: Sequence[Passage] = self.passages[place.first : place.last + 1]
        return any(
            passage.is_hidden or self.chapters[passage.chapter_id].is_hidden
            for passage in around
            if passage.chapter_id in self.chapters
        )


def is_hidden_by_default(kind: str) -> bool:
    """Whether chapters of the kind are hidden until a curator opens them; those of kind other may be either."""
    return kind in {Chapter.Kind.APPENDIX, Chapter.Kind.OTHER}


def _tagged(thesis: Thesis, model: type[Model]) -> Any:
    """The keys of the records whose themes a person set or judged."""
    return ThemeLink.objects.filter(
        Q(origin=ThemeLink.Origin.CURATOR) | ~Q(state=ThemeLink.State.SUGGESTED),
        thesis=thesis,
        content_type=ContentType.objects.get_for_model(model),
    ).values("object_id")


def _written(letters: Letters, start: int, end: int) -> str:
    end = min(end, len(letters.text))
    return letters.words_at(letters.place_of(start, end)) if start < end else ""
