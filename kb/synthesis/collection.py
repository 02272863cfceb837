"""What the collection holds as a whole: its size, and the themes that run through most of it, with evidence.

Each number counts exactly what the page behind it lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, IntegerField, QuerySet, Subquery, Value, Window
from django.db.models.functions import Coalesce, Length, RowNumber

from kb.records.models import Person, Quotation, Theme, ThemeLink, Thesis, Work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.records.querysets import QuotationQuerySet

# Terms and titles are marked as quotations, but nobody says anything in them.
SILENT_KINDS = (Quotation.Kind.TERM, Quotation.Kind.TITLE)
# As long as a telling sentence is: shorter says too little, longer is not read on a front page.
EVIDENCE_LENGTH = (70, 260)
BEST_LENGTH = 150
CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class CollectionSize:
    theses: int
    quotations: int
    interviews: int
    themes: int
    authors: int
    works: int


@dataclass(frozen=True, slots=True)
class ThemeSpread:
    """A theme, the theses it runs through, its quotations, and one of them (None where none tells enough)."""

    theme: Theme
    n_theses: int
    n_quotations: int
    evidence: Quotation | None


def find_spoken() -> QuotationQuerySet:
    """The quotations that the public sees and in which somebody says something."""
    return Quotation.objects.public().exclude(kind__in=SILENT_KINDS)


def count_collection() -> CollectionSize:
    """How much of everything the public sees; one query."""
    spoken = find_spoken()
    counted: dict[str, QuerySet[Any]] = {
        "theses": Thesis.objects.public(),
        "quotations": spoken,
        "interviews": spoken.filter(kind=Quotation.Kind.INTERVIEW),
        "themes": Theme.objects.all(),
        "authors": Person.objects.cited(),
        "works": Work.objects.public(),
    }
    # All the numbers as columns of one row, whichever: so they cost one query and are of one moment.
    row = (
        ContentType.objects.order_by("pk")
        .annotate(**{f"n_{name}": _count(records) for name, records in counted.items()})
        .values(*(f"n_{name}" for name in counted))
        .first()
    ) or {}
    return CollectionSize(**{name: row.get(f"n_{name}", 0) for name in counted})


def find_widest_themes(limit: int) -> list[ThemeSpread]:
    """The narrowest themes of quotations in most theses, most theses first; a constant number of queries."""
    content_type = ContentType.objects.get_for_model(Quotation)
    links = ThemeLink.objects.not_rejected().filter(content_type=content_type)
    rows = (
        links.filter(object_id__in=find_spoken().order_by().values("pk"), tag__narrower__isnull=True)
        .order_by()
        .values("tag")
        .annotate(n_theses=Count("thesis", distinct=True), n_quotations=Count("object_id", distinct=True))
        .order_by("-n_theses", "-n_quotations", "tag")[:limit]
    )
    counts = list(rows)
    themes = Theme.objects.in_bulk([row["tag"] for row in counts])
    evidence = _find_evidence([row["tag"] for row in counts], links)
    return [
        ThemeSpread(themes[row["tag"]], row["n_theses"], row["n_quotations"], evidence.get(row["tag"]))
        for row in counts
    ]


def _find_evidence(theme_ids: list[int], links: QuerySet[ThemeLink]) -> dict[int, Quotation]:
    """One interview quotation for each theme: sure, of a good length, each once, from as many theses as can be."""
    shortest, longest = EVIDENCE_LENGTH
    telling = (
        Quotation.objects.public()
        .filter(kind=Quotation.Kind.INTERVIEW)
        .annotate(length=Length("text"))
        .filter(length__range=(shortest, longest))
    )
    ranked = (
        links.filter(tag__in=theme_ids, object_id__in=telling.order_by().values("pk"))
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("tag"), F("thesis")],
                order_by=[F("state").asc(), F("confidence").desc(), F("object_id").asc()],
            )
        )
        .filter(place__lte=CANDIDATES)
        .values_list("tag", "object_id")
    )
    of_theme: dict[int, list[int]] = {}
    for theme_id, quotation_id in ranked:
        of_theme.setdefault(theme_id, []).append(quotation_id)
    candidates = {
        quotation.pk: quotation
        for quotation in Quotation.objects.filter(
            pk__in={pk for pks in of_theme.values() for pk in pks}
        ).defer("note")
    }
    chosen = _choose_evidence({t: [candidates[pk] for pk in pks] for t, pks in of_theme.items()}, theme_ids)
    shown = {q.pk: q for q in Quotation.objects.filter(pk__in=chosen.values()).for_cards()}
    return {theme_id: shown[pk] for theme_id, pk in chosen.items()}


def _choose_evidence(candidates: dict[int, list[Quotation]], theme_ids: Iterable[int]) -> dict[int, int]:
    times_used: dict[int, int] = {}
    chosen: dict[int, int] = {}
    for theme_id in theme_ids:
        free = [q for q in candidates.get(theme_id, ()) if q.pk not in chosen.values()]
        if free:
            best = min(free, key=lambda q: (times_used.get(q.thesis_id, 0), _weakness(q), q.pk))
            chosen[theme_id] = best.pk
            times_used[best.thesis_id] = times_used.get(best.thesis_id, 0) + 1
    return chosen


def _weakness(quotation: Quotation) -> float:
    """How little a quotation tells when it stands alone: unsure, without a voice, no whole sentence, badly long."""
    text = quotation.text.strip()
    return (
        (quotation.state != Quotation.State.ACCEPTED) * 0.5
        + (1 - quotation.confidence)
        + (quotation.informant_id is None) * 0.5
        + (not text[:1].isupper()) * 0.7
        + (text[-1:] not in ".!?…") * 0.4
        + abs(len(text) - BEST_LENGTH) / 200
    )


def _count(records: QuerySet[Any]) -> Coalesce:
    """The number of ``records``, as a column."""
    counted = records.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
