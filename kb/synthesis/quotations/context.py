"""One quotation among all others: what stands around it, and what it has in common with which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from kb.records.models import Citation, Passage, Quotation
from kb.synthesis.collection import SILENT_KINDS
from kb.synthesis.quotations.question import quotation_links

if TYPE_CHECKING:
    from kb.records.querysets import PassageQuerySet, QuotationQuerySet

# A passage can stand in a quotation together with a few more; longer ones are not shown whole.
MOST_SPANNED = 6
# The same words count as the same from here on: shorter ones are said everywhere.
SHORTEST_SAME = 15
# As many letters in a row are looked for before the whole is compared.
PROBE_LENGTH = 40
CANDIDATES = 60
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The passages that a quotation stands in, and the one before and after; all None or empty where not open.

    ``citations`` are those of all these passages, with their works.
    """

    before: Passage | None = None
    within: tuple[Passage, ...] = ()
    after: Passage | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(each for each in (self.before, *self.within, self.after) if each is not None)


@dataclass(frozen=True, slots=True)
class Beside:
    """Other quotations, with all that cards need. ``n_same_voice`` counts all of the voice, this one with it."""

    same_voice: tuple[Quotation, ...]
    n_same_voice: int
    same_words: tuple[Quotation, ...]
    similar: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The quotations before and after it in its thesis, terms and titles left out."""

    previous: Quotation | None
    following: Quotation | None


def find_surroundings(quotation: Quotation) -> Surroundings:
    """What stands around the quotation in its chapter, as far as the public may read it; two queries."""
    first, last = quotation.passage, quotation.last_passage or quotation.passage
    if first is None or last is None:
        return Surroundings()
    readable: PassageQuerySet = Passage.objects.public()
    rows = list(
        readable.filter(
            thesis=quotation.thesis_id,
            chapter=first.chapter_id,
            order__range=(first.order - 1, max(first.order, last.order) + 1),
        ).order_by("order")[: MOST_SPANNED + 2]
    )
    cited = Citation.objects.public().filter(passage__in=rows).select_related("work")
    return Surroundings(
        before=next((row for row in rows if row.order == first.order - 1), None),
        within=tuple(row for row in rows if first.order <= row.order <= last.order),
        after=next((row for row in rows if row.order == last.order + 1), None),
        citations=tuple(cited) if rows else (),
    )


def find_beside(quotation: Quotation, limit: int) -> Beside:
    """Up to ``limit`` quotations of each sort; a constant number of queries."""
    said = _find_of_same_voice(quotation)
    same = _find_same_words(quotation)[:limit]
    alike = _find_similar(quotation, limit, leave={*same})
    voice = [pk for pk in said if pk != quotation.pk][:limit]
    shown: QuotationQuerySet = Quotation.objects.public()
    found = {row.pk: row for row in shown.filter(pk__in={*voice, *same, *alike}).for_cards()}
    return Beside(
        same_voice=tuple(found[pk] for pk in voice if pk in found),
        n_same_voice=len(said),
        same_words=tuple(found[pk] for pk in same if pk in found),
        similar=tuple(found[pk] for pk in alike if pk in found),
    )


def _find_of_same_voice(quotation: Quotation) -> list[int]:
    """All that the same informant says (this one with it), in the order of the thesis."""
    if quotation.informant_id is None:
        return []
    said = _spoken().filter(informant=quotation.informant_id)
    return list(said.order_by("order", "pk").values_list("pk", flat=True))


def _find_same_words(quotation: Quotation) -> list[int]:
    """The same words where they stand elsewhere: letters alone are compared, not marks, spaces or case."""
    folded = fold_words(quotation.text)
    runs = [run.strip() for run in re.split(r"[^\w ]+", " ".join(quotation.text.split()))]
    probe = max(runs, key=len, default="")[:PROBE_LENGTH]
    if len(folded) < SHORTEST_SAME or not probe:
        return []
    shown: QuotationQuerySet = Quotation.objects.public()
    candidates = shown.filter(text__icontains=probe).exclude(pk=quotation.pk)
    rows = candidates.order_by("thesis", "order", "pk").values_list("pk", "text")[:CANDIDATES]
    return [pk for pk, text in rows if fold_words(text) == folded]


def _find_similar(quotation: Quotation, limit: int, *, leave: set[int]) -> list[int]:
    """Quotations of other theses about the same: by themes shared, then by words shared; each thesis in its turn."""
    theme_ids = [link.tag_id for link in quotation.shown_theme_links]  # type: ignore[attr-defined]
    if not theme_ids:
        return []
    shared = (
        quotation_links()
        .filter(object_id=OuterRef("pk"), tag__in=theme_ids)
        .order_by()
        .values("object_id")
        .annotate(n=Count("tag"))
        .values("n")
    )
    rows = (
        _spoken()
        .about(theme_ids)
        .exclude(Q(thesis=quotation.thesis_id) | Q(pk__in=leave))
        .annotate(n_shared=Coalesce(Subquery(shared), 0))
        .order_by("-n_shared", "-confidence", "pk")
        .values_list("pk", "text", "n_shared", "thesis")[:CANDIDATES]
    )
    words = _read_words(quotation.text)
    ranked = sorted(rows, key=lambda row: (-row[2] - 2 * _share(words, _read_words(row[1])), row[0]))
    return _take_in_turn([(pk, thesis) for pk, _text, _n, thesis in ranked], limit)


def _take_in_turn(ranked: list[tuple[int, int]], limit: int) -> list[int]:
    """The best of each thesis first, then the second best of each: (quotation, thesis) in, quotations out."""
    times: dict[int, int] = {}
    turns = []
    for place, (pk, thesis) in enumerate(ranked):
        times[thesis] = times.get(thesis, 0) + 1
        turns.append((times[thesis], place, pk))
    return [pk for _turn, _place, pk in sorted(turns)[:limit]]


def find_neighbours(quotation: Quotation) -> Neighbours:
    """The quotations right before and after it in its thesis; one query."""
    others = _spoken().filter(thesis=quotation.thesis_id).exclude(pk=quotation.pk)
    before = Q(order__lt=quotation.order) | Q(order=quotation.order, pk__lt=quotation.pk)
    after = Q(order__gt=quotation.order) | Q(order=quotation.order, pk__gt=quotation.pk)
    nearest = (
        others.filter(before).order_by("-order", "-pk").values("pk")[:1],
        others.filter(after).order_by("order", "pk").values("pk")[:1],
    )
    found = _spoken().filter(Q(pk=Subquery(nearest[0])) | Q(pk=Subquery(nearest[1]))).select_related("thesis")
    here = (quotation.order, quotation.pk)
    rows = {(row.order, row.pk) < here: row for row in found}
    return Neighbours(rows.get(True), rows.get(False))


def fold_words(text: str) -> str:
    """The letters and digits of a text, in lower case and with nothing between."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _spoken() -> QuotationQuerySet:
    shown: QuotationQuerySet = Quotation.objects.public()
    return shown.exclude(kind__in=SILENT_KINDS)


def _read_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    """How much of the two sets of words is the same, from 0 to 1."""
    return len(words & others) / len(words | others) if words and others else 0.0
