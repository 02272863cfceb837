"""One quotation among all others: what stands around it, and what it has in common with which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from kb.records.models import Passage, Quotation
from kb.synthesis.collection import SILENT_KINDS
from kb.synthesis.quotations import quotation_links

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
    """The passages that a quotation stands in, and the one before and after; all None or empty where not open."""

    before: Passage | None = None
    within: tuple[Passage, ...] = ()
    after: Passage | None = None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The quotations before and after it in its thesis, terms and titles left out."""

    previous: Quotation | None
    following: Quotation | None


def find_surroundings(quotation: Quotation) -> Surroundings:
    """What stands around the quotation in its chapter, as far as the public may read it; one query."""
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
    return Surroundings(
        before=next((row for row in rows if row.order == first.order - 1), None),
        within=tuple(row for row in rows if first.order <= row.order <= last.order),
        after=next((row for row in rows if row.order == last.order + 1), None),
    )


def find_of_same_voice(quotation: Quotation, limit: int) -> tuple[list[Quotation], int]:
    """What else the same informant says, in the order of the thesis, and how much it is in all (this one with it)."""
    if quotation.informant_id is None:
        return [], 0
    said = _spoken().filter(informant=quotation.informant_id)
    others = said.exclude(pk=quotation.pk)
    return list(others.order_by("order", "pk").for_cards()[:limit]), said.count()


def find_same_words(quotation: Quotation, limit: int) -> list[Quotation]:
    """The same words where they stand elsewhere: letters alone are compared, not marks, spaces or case."""
    folded = fold_words(quotation.text)
    runs = [run.strip() for run in re.split(r"[^\w ]+", " ".join(quotation.text.split()))]
    probe = max(runs, key=len, default="")[:PROBE_LENGTH]
    if len(folded) < SHORTEST_SAME or not probe:
        return []
    shown: QuotationQuerySet = Quotation.objects.public()
    candidates = shown.filter(text__icontains=probe).exclude(pk=quotation.pk).order_by("thesis", "order", "pk")
    same = [row.pk for row in candidates.only("pk", "text")[:CANDIDATES] if fold_words(row.text) == folded]
    return list(shown.filter(pk__in=same[:limit]).for_cards().order_by("thesis", "order", "pk")) if same else []


def find_similar(quotation: Quotation, limit: int, *, leave: set[int]) -> list[Quotation]:
    """Quotations of other theses about the same: by themes shared, then by words shared, then the surest."""
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
        .values_list("pk", "text", "n_shared")[:CANDIDATES]
    )
    words = _read_words(quotation.text)
    ranked = sorted(rows, key=lambda row: (-row[2] - 2 * _share(words, _read_words(row[1])), row[0]))
    best = [pk for pk, _text, _n in ranked[:limit]]
    found = {row.pk: row for row in _spoken().filter(pk__in=best).for_cards()}
    return [found[pk] for pk in best]


def find_neighbours(quotation: Quotation) -> Neighbours:
    """The quotations right before and after it in its thesis."""
    others = _spoken().filter(thesis=quotation.thesis_id).exclude(pk=quotation.pk)
    before = Q(order__lt=quotation.order) | Q(order=quotation.order, pk__lt=quotation.pk)
    after = Q(order__gt=quotation.order) | Q(order=quotation.order, pk__gt=quotation.pk)
    return Neighbours(
        others.filter(before).order_by("-order", "-pk").first(), others.filter(after).order_by("order", "pk").first()
    )


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
