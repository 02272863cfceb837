"""What lies near an address that leads nowhere: records the public may see whose own address is much like it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from kb.records.identifiers import make_slug
from kb.records.models import Chapter, Person, SlugRedirect, Theme, Thesis, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_NEAR = 6
MOST_CHAPTERS = 3
LEAST_ALIKE = 0.34
# Enough of a word's beginning to be found by, short enough that a slip further on does no harm.
_BEGINNING = 5
_MOST_WORDS = 4
_MOST_CANDIDATES = 200
# The first word of an address tells which kind is meant: that kind comes first where two are as near.
_PLACES = {"theses": "thesis", "themes": "theme", "authors": "author", "works": "work"}
_PREFERENCE = 0.15


@dataclass(frozen=True, slots=True)
class Near:
    """A record whose address is like the one asked for; ``likeness`` from 0 to 1."""

    kind: str
    record: Any
    likeness: float


@dataclass(frozen=True, slots=True)
class NearAddress:
    """``thesis``: the one that the address leads into, with its ``chapters`` most like what was asked for there."""

    thesis: Thesis | None
    chapters: tuple[Chapter, ...]
    near: tuple[Near, ...]


def find_near(parts: Sequence[str]) -> NearAddress:
    """What an address may have meant; ``parts`` are the words between its strokes, not empty."""
    thesis = _find_thesis(parts[1]) if len(parts) > 2 and parts[0] in {"theses", "informants"} else None
    wanted = make_slug(parts[-1], taken=lambda _slug: False, fallback="")
    chapters = _find_chapters(thesis, wanted) if thesis is not None else ()
    asked = wanted if thesis is None or len(parts) < 3 else ""
    near = tuple(_find_records(asked, _PLACES.get(parts[0], ""))) if asked else ()
    return NearAddress(thesis, chapters, near)


def measure_likeness(one: str, other: str) -> float:
    """How alike two slugs are, from 0 to 1: the share of runs of three letters in common (Dice)."""
    first, second = _runs(one), _runs(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _runs(slug: str) -> set[str]:
    padded = f"-{slug}-"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _find_thesis(slug: str) -> Thesis | None:
    public = Thesis.objects.public()
    thesis = public.filter(slug=slug).first()
    if thesis is None:
        moved = SlugRedirect.objects.filter(kind=SlugRedirect.Kind.THESIS, old_slug=slug)
        thesis = public.filter(pk__in=moved.values("target_id")).first()
    return thesis


def _find_chapters(thesis: Thesis, wanted: str) -> tuple[Chapter, ...]:
    chapters = Chapter.objects.public().filter(thesis=thesis)
    alike = ((_likeness_of_part(wanted, chapter.slug), chapter) for chapter in chapters)
    ranked = sorted((row for row in alike if row[0] >= LEAST_ALIKE), key=lambda row: (-row[0], row[1].order))
    return tuple(chapter for _likeness, chapter in ranked[:MOST_CHAPTERS])


def _likeness_of_part(wanted: str, slug: str) -> float:
    """Likeness that lets numbers go: "30-teori" is "40-teori" after a chapter was put in before it."""
    return max(measure_likeness(wanted, slug), 0.95 * measure_likeness(_letters(wanted), _letters(slug)))


def _letters(slug: str) -> str:
    return "-".join(word for word in slug.split("-") if not word.isdecimal())


def _find_records(wanted: str, preferred: str) -> Iterable[Near]:
    words = [word for word in wanted.split("-") if len(word) > 2]
    begun = sorted(dict.fromkeys(word[:_BEGINNING] for word in words), key=len, reverse=True)[:_MOST_WORDS]
    if not begun:
        return ()
    has_one = reduce(or_, (Q(slug__contains=beginning) for beginning in begun))
    questions: dict[str, Any] = {
        "thesis": Thesis.objects.public(),
        "theme": Theme.objects.all(),
        "author": Person.objects.cited(),
        "work": Work.objects.public().for_cards(),
    }
    found = []
    for kind, records in questions.items():
        for record in records.filter(has_one).order_by("slug")[:_MOST_CANDIDATES]:
            likeness = max(measure_likeness(wanted, record.slug), _share_of_words(words, record.slug))
            if likeness >= LEAST_ALIKE:
                found.append(Near(kind, record, likeness + _PREFERENCE * (kind == preferred)))
    return sorted(found, key=lambda near: (-near.likeness, near.record.slug))[:MOST_NEAR]


def _share_of_words(words: Sequence[str], slug: str) -> float:
    """How many of the words stand whole in a slug that may be much longer."""
    there = set(slug.split("-"))
    return 0.8 * sum(word in there for word in words) / len(words)
