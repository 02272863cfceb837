"""What makes one doubt that a heading was read right, told from the headings around it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.records.models import Chapter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

LONGEST = 110
_NUMBER = re.compile(r"\d+(?:\.\d+)*$")
# How often such a heading is right: estimates, in the order of which is asked first.
SURE = {
    "same_number": 0.5,
    "sentence": 0.5,
    "long": 0.55,
    "odd_number": 0.6,
    "odd_level": 0.6,
    "no_number": 0.65,
    "empty": 0.7,
}


@dataclass(frozen=True, slots=True)
class HeadingDoubt:
    """``codes`` say what is odd about the chapter's heading; ``confidence`` is that of the gravest."""

    chapter: Chapter
    codes: tuple[str, ...]

    @property
    def confidence(self) -> float:
        return min((SURE[code] for code in self.codes), default=1.0)


def find_heading_doubts(chapters: Sequence[Chapter], filled: Collection[int]) -> list[HeadingDoubt]:
    """Those of the chapters, given in their order, whose heading is odd or was looked at by a person.

    ``filled`` are the keys of the chapters that hold text themselves. Only chapters are asked about: the parts around
    them have the headings that their kind has.
    """
    body = [chapter for chapter in chapters if chapter.kind == Chapter.Kind.CHAPTER]
    numbers = Counter(chapter.number for chapter in body if chapter.number)
    above = {chapter.parent_id for chapter in chapters}
    found = []
    for chapter, former, siblings in _with_siblings(body):
        codes = [
            *_about_words(chapter),
            *(["same_number"] if numbers[chapter.number] > 1 else []),
            *_about_number(chapter, former, siblings),
            *(["empty"] if chapter.pk not in filled and chapter.pk not in above else []),
        ]
        if codes or chapter.is_edited:
            found.append(HeadingDoubt(chapter, tuple(sorted(codes, key=SURE.__getitem__))))
    return found


def _with_siblings(body: Sequence[Chapter]) -> Iterator[tuple[Chapter, Chapter | None, list[Chapter]]]:
    """Each chapter with the one before it under the same heading, and all that stand there."""
    families: dict[int | None, list[Chapter]] = {}
    for chapter in body:
        families.setdefault(chapter.parent_id, []).append(chapter)
    former: dict[int | None, Chapter] = {}
    for chapter in body:
        yield chapter, former.get(chapter.parent_id), families[chapter.parent_id]
        former[chapter.parent_id] = chapter


def _about_words(chapter: Chapter) -> Iterable[str]:
    title = chapter.title.strip()
    if title[:1].islower() or title.endswith((".", ",", ";", ":")):
        yield "sentence"
    if len(title) > LONGEST:
        yield "long"


def _about_number(chapter: Chapter, former: Chapter | None, siblings: Sequence[Chapter]) -> Iterable[str]:
    if not chapter.number:
        numbered = sum(bool(sibling.number) for sibling in siblings)
        if numbered * 2 > len(siblings):
            yield "no_number"
        return
    if not _NUMBER.match(chapter.number):
        return
    # "6.0 Drøfting" is chapter 6.
    parts = _parts_of(chapter.number)
    if len(parts) != chapter.level:
        yield "odd_level"
    if former is not None and _NUMBER.match(former.number):
        before = _parts_of(former.number)
        if parts != [*before[:-1], before[-1] + 1]:
            yield "odd_number"


def _parts_of(number: str) -> list[int]:
    parts = [int(part) for part in number.split(".")]
    return parts[:-1] if len(parts) > 1 and parts[-1] == 0 else parts
