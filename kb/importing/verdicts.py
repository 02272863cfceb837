"""Where what people worked on stands in a new reading: for sure, or as places that a curator chooses from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kb.importing.anchoring import Candidate, Letters, Located, likeness, locate
from kb.importing.reconcile import fold
from kb.importing.touched import is_hidden_by_default
from kb.ingest.document import BlockKind
from kb.records.models import Chapter, Citation, Passage, Quotation, Reanchoring

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.importing.touched import Stock, Touched
    from kb.ingest.document import Section
    from kb.ingest.draft import ThesisDraft

Outcome, Reason = Reanchoring.Outcome, Reanchoring.Reason
# So much of the shorter of the two must be shared for a passage to be a place for another, or a chapter for another.
_SHARED = 0.5
_HEADINGS_ALIKE = 0.6


class Spot(NamedTuple):
    """A place in the draft: blocks by their index, offsets in their texts. ``section`` alone is a chapter."""

    first: int = -1
    start: int = 0
    last: int = -1
    end: int = 0
    likeness: float = 1.0
    section: int = -1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one record. ``spot`` is None unless it is sure."""

    touched: Touched
    outcome: str
    spot: Spot | None = None
    candidates: tuple[Spot, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Of all that people worked on, by sort, in the order of the text."""

    quotations: tuple[Verdict, ...] = ()
    passages: tuple[Verdict, ...] = ()
    citations: tuple[Verdict, ...] = ()
    chapters: tuple[Verdict, ...] = ()

    @property
    def all(self) -> tuple[Verdict, ...]:
        return (*self.quotations, *self.passages, *self.citations, *self.chapters)


def judge(stock: Stock, draft: ThesisDraft) -> Verdicts:
    """A verdict on each record that people worked on."""
    judgement = _Judge(stock, draft)
    return Verdicts(
        _once_a_place(judgement.judge_words(t) for t in stock.touched if isinstance(t.record, Quotation)),
        _once_a_place(judgement.judge_passage(t) for t in stock.touched if isinstance(t.record, Passage)),
        tuple(judgement.judge_words(t) for t in stock.touched if isinstance(t.record, Citation)),
        _once_a_place(
            verdict
            for t in stock.touched
            if isinstance(t.record, Chapter) and (verdict := judgement.judge_chapter(t, t.record)) is not None
        ),
    )


class _Judge:
    def __init__(self, stock: Stock, draft: ThesisDraft) -> None:
        document = draft.document
        self.stock, self.sections = stock, document.sections
        self.blocks = [i for i, block in enumerate(document.blocks) if block.kind is not BlockKind.HEADING]
        self.section_of = {i: document.blocks[i].section for i in self.blocks}
        self.new = Letters([document.text_of(document.blocks[i].span) for i in self.blocks])
        self.is_same = self.new.text == stock.letters.text
        self.at = {block: index for index, block in enumerate(self.blocks)}
        self.old_keys = Counter(_key_of_chapter(chapter) for chapter in stock.chapters)
        self.new_keys = Counter(_key_of_section(section) for section in self.sections)

    # -- words

    def judge_words(self, touched: Touched) -> Verdict:
        """For quotations and citations: their words, wherever they stand."""
        selector = touched.selector
        if selector is None:
            return _undecided(touched, (), Reason.LOST)
        if self.is_same and touched.asked is None:
            start = selector.start
            spot = self._spot_of(start, start + len(selector.quote), touched)
            return Verdict(touched, Outcome.UNCHANGED, spot)
        located = locate(selector, self.new)
        if located.sure is not None:
            is_unmoved = located.is_unmoved and touched.asked is None
            return Verdict(
                touched,
                Outcome.UNCHANGED if is_unmoved else Outcome.MOVED,
                self._spot_of(*located.sure, touched),
            )
        candidates = tuple(
            self._spot_of(candidate.start, candidate.end, touched)._replace(likeness=candidate.likeness)
            for candidate in located.candidates
        )
        return _undecided(touched, candidates, located.reason)

    def _spot_of(self, start: int, end: int, touched: Touched) -> Spot:
        place = self.new.place_of(start, end, like=str(touched.told["exact"]))
        return Spot(self.blocks[place.first], place.start, self.blocks[place.last], place.end)

    # -- passages

    def judge_passage(self, touched: Touched) -> Verdict:
        """For whole passages: a passage of exactly these words, and no other."""
        selector = touched.selector
        if selector is None or not selector.quote:
            return _undecided(touched, (), Reason.LOST)
        if self.is_same and touched.asked is None:
            located = Located((selector.start, selector.start + len(selector.quote)), is_unmoved=True)
        else:
            located = locate(selector, self.new)
        if located.sure is not None:
            spots = self._whole_passages(Candidate(*located.sure, 1.0), selector.quote)
            if spots and spots[0].first == spots[0].last and self._is_whole(spots[0], selector.quote):
                is_unmoved = located.is_unmoved and touched.asked is None
                return Verdict(touched, Outcome.UNCHANGED if is_unmoved else Outcome.MOVED, spots[0])
            return _undecided(touched, tuple(spots), Reason.ELSEWHERE)
        candidates = [
            spot for found in located.candidates for spot in self._whole_passages(found, selector.quote)
        ]
        unique = {(spot.first, spot.last): spot for spot in reversed(candidates)}
        ordered = sorted(unique.values(), key=lambda spot: -spot.likeness)
        return _undecided(touched, tuple(ordered), located.reason)

    def _is_whole(self, spot: Spot, quote: str) -> bool:
        return fold(self.new.texts[self.at[spot.first]]) == quote

    def _whole_passages(self, found: Candidate, quote: str) -> list[Spot]:
        """The passages that hold a good part of the letters found, as one place; none where none does."""
        first, last = self.new.texts_at(found.start, found.end)
        held = []
        for index in range(first, last + 1):
            begins = self.new.starts[index]
            letters = fold(self.new.texts[index])
            shared = min(found.end, begins + len(letters)) - max(found.start, begins)
            if letters and shared >= _SHARED * min(len(letters), len(quote)):
                held.append(index)
        if not held:
            return []
        inside = "".join(fold(self.new.texts[index]) for index in range(held[0], held[-1] + 1))
        last_text = self.new.texts[held[-1]]
        return [Spot(self.blocks[held[0]], 0, self.blocks[held[-1]], len(last_text), likeness(quote, inside))]

    # -- chapters

    def judge_chapter(self, touched: Touched, chapter: Chapter) -> Verdict | None:
        """By its heading, and else by the passages that stood in it; None where there is nothing to judge."""
        key = _key_of_chapter(chapter)
        exact = [i for i, section in enumerate(self.sections) if _key_of_section(section) == key]
        if len(exact) == 1 and (self.old_keys[key] == 1 or (chapter.is_former and not self.old_keys[key])):
            outcome = Outcome.MOVED if chapter.is_former else Outcome.UNCHANGED
            return Verdict(touched, outcome, Spot(section=exact[0]))
        if len(exact) == self.old_keys[key] > 1:
            # Headings that come back ("Oppsummering"): those under the same heading are the same.
            under = [i for i in exact if self._title_above(i) == _title_above(chapter)]
            twins = [
                other
                for other in self.stock.chapters
                if _key_of_chapter(other) == key and _title_above(other) == _title_above(chapter)
            ]
            if len(under) == len(twins) == 1:
                return Verdict(touched, Outcome.UNCHANGED, Spot(section=under[0]))
        by_title = [
            i
            for i, section in enumerate(self.sections)
            if (str(section.kind), fold(section.title)) == (key[0], fold(_title(chapter)))
        ]
        if not exact and len(by_title) == 1 and self._is_renumbered(chapter, by_title[0]):
            return Verdict(touched, Outcome.MOVED, Spot(section=by_title[0]))
        candidates = self._chapters_like(chapter, exact, by_title)
        if touched.was.get("by_default"):
            candidates = tuple(
                spot for spot in candidates if not is_hidden_by_default(str(self.sections[spot.section].kind))
            )
            if not candidates:
                return None
        return _undecided(touched, candidates, Reason.SEVERAL if exact else Reason.REWRITTEN)

    def _is_renumbered(self, chapter: Chapter, index: int) -> bool:
        """Whether the only chapter of this title stands where the only one of it stood."""
        same = [
            c
            for c in self.stock.chapters
            if fold(_title(c)) == fold(_title(chapter)) and c.kind == chapter.kind
        ]
        return len(same) == 1 and self._title_above(index) == _title_above(chapter)

    def _title_above(self, index: int) -> str:
        parent = self.sections[index].parent
        return fold(self.sections[parent].title) if parent is not None else ""

    def _chapters_like(self, chapter: Chapter, exact: list[int], by_title: list[int]) -> tuple[Spot, ...]:
        likely: dict[int, float] = dict.fromkeys(exact, 1.0)
        likely.update(dict.fromkeys(by_title, 0.95))
        heading = fold(_title(chapter))
        for index, section in enumerate(self.sections):
            share = likeness(heading, fold(section.title))
            if share >= _HEADINGS_ALIKE and str(section.kind) == chapter.kind:
                likely[index] = max(likely.get(index, 0.0), share)
        for index, share in self._shares(chapter).items():
            if share >= _SHARED:
                likely[index] = max(likely.get(index, 0.0), share)
        ordered = sorted(likely.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Spot(section=index, likeness=share) for index, share in ordered[:6])

    def _shares(self, chapter: Chapter) -> dict[int, float]:
        """How much of the chapter's letters stands in each section now, told by whole passages."""
        where: dict[str, int] = {}
        for index, text in zip(self.blocks, self.new.texts, strict=True):
            where.setdefault(fold(text), self.section_of[index])
        shares: Counter[int] = Counter()
        total = 0
        for passage in self.stock.passages:
            if passage.chapter_id == chapter.pk and (letters := fold(passage.text)):
                total += len(letters)
                if letters in where:
                    shares[where[letters]] += len(letters)
        return {index: count / total for index, count in shares.items()} if total else {}


def _once_a_place(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts; where two records claim one place, the one that was in the text before has it."""
    found = list(verdicts)
    taken: set[Spot] = set()
    for index in sorted(range(len(found)), key=lambda index: found[index].touched.asked is not None):
        verdict = found[index]
        if verdict.spot is None:
            continue
        if verdict.spot in taken:
            found[index] = _undecided(verdict.touched, (verdict.spot,), Reason.SEVERAL)
        taken.add(verdict.spot)
    return tuple(found)


def _undecided(touched: Touched, candidates: tuple[Spot, ...], reason: str) -> Verdict:
    if not candidates:
        return Verdict(touched, Outcome.LOST, reason=Reason.LOST)
    return Verdict(touched, Outcome.CHANGED, None, candidates, reason)


def _title(chapter: Chapter) -> str:
    """The title as the file had it."""
    return re.sub(r"^[\d.]+\s+", "", chapter.read_as) or chapter.title


def _title_above(chapter: Chapter) -> str:
    return fold(chapter.parent.title) if chapter.parent is not None else ""


def _key_of_chapter(chapter: Chapter) -> tuple[str, str]:
    return chapter.kind, fold(chapter.read_as or chapter.heading)


def _key_of_section(section: Section) -> tuple[str, str]:
    return str(section.kind), fold(f"{section.number or ''} {section.title}")
