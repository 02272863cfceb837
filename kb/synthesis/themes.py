"""Themes across theses: how each is spread, and one of them read through all theses at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
    Window,
    prefetch_related_objects,
)
from django.db.models.functions import Length, RowNumber

from kb.records.models import Authorship, Citation, Passage, Quotation, ThemeLink, Thesis, Work
from kb.synthesis.collection import SILENT_KINDS
from kb.synthesis.quotations import count_as, count_themes, quotation_links

if TYPE_CHECKING:
    from kb.records.querysets import CitationQuerySet, QuotationQuerySet, ThemeLinkQuerySet
    from kb.synthesis.vocabulary import Vocabulary

LITERATURE_KINDS = (Quotation.Kind.LITERATURE, Quotation.Kind.POLICY)
# A quotation of this many characters can stand alone: shorter says too little, longer is not read to its end.
READABLE = (80, 400)
TELLING = 3
SHOWN_A_SIDE = 3
SHOWN_THESES = 8
SHOWN_WORKS = 8


@dataclass(frozen=True, slots=True)
class Spread:
    """How many quotations each thesis has on a theme, by the thesis' primary key."""

    by_thesis: dict[int, int] = field(default_factory=dict)

    @property
    def n_quotations(self) -> int:
        return sum(self.by_thesis.values())

    @property
    def n_theses(self) -> int:
        return len(self.by_thesis)


@dataclass(frozen=True, slots=True)
class Voice:
    """An informant who speaks about the theme, and how often."""

    pk: int
    label: str
    role: str
    role_group: str
    thesis_pk: int
    n: int


@dataclass(frozen=True, slots=True)
class ThesisOnTheme:
    """What one thesis has on a theme: numbers for all of it, and the first few of each side.

    ``n_interviews`` and ``n_literature`` (literature and policy) count all; ``n_quotations`` has other kinds in it.
    """

    thesis: Thesis
    n_quotations: int
    n_interviews: int
    n_literature: int
    interviews: tuple[Quotation, ...] = ()
    literature: tuple[Quotation, ...] = ()
    citing: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work, how often it is cited, and in how many theses."""

    work: Work
    n_places: int
    n_theses: int


@dataclass(frozen=True, slots=True)
class CitedAuthor:
    """An author, how often one of the works is cited, and in how many theses."""

    slug: str
    sort_name: str
    n_places: int
    n_theses: int


@dataclass(frozen=True, slots=True)
class ThemeAcross:
    """A theme read through all theses. ``theses`` are all that have it, most quotations first; the first
    SHOWN_THESES of them with their words. ``together`` counts the quotations that carry another theme too.
    """

    theses: tuple[ThesisOnTheme, ...]
    telling: tuple[Quotation, ...]
    voices: tuple[Voice, ...]
    together: dict[int, int]
    works: tuple[CitedWork, ...]
    authors: tuple[CitedAuthor, ...]
    n_confirmed: int

    @property
    def n_quotations(self) -> int:
        return sum(row.n_quotations for row in self.theses)


def find_spread(vocabulary: Vocabulary, *, confirmed: bool = False) -> dict[int, Spread]:
    """For each theme with quotations, how they are spread; those of narrower themes count. One query a level."""
    shown = spoken(confirmed=confirmed).order_by().values("pk")
    links = quotation_links(confirmed=confirmed).filter(object_id__in=shown)
    spreads: dict[int, Spread] = {}
    for level in vocabulary.levels:
        rows = (
            links.filter(tag__in=level)
            .order_by()
            .values("thesis", counted=count_as(level))
            .annotate(n=Count("object_id", distinct=True))
        )
        for row in rows:
            spreads.setdefault(row["counted"], Spread()).by_thesis[row["thesis"]] = row["n"]
    return spreads


def find_across(theme_pk: int, vocabulary: Vocabulary, *, confirmed: bool = False) -> ThemeAcross:
    """Everything on the theme and what lies under it, in a number of queries that no thesis adds to."""
    ids = vocabulary.with_narrower(theme_pk)
    quotations = spoken(confirmed=confirmed).about(ids, confirmed=confirmed)
    counted = _count_by_thesis(quotations, ids)
    first = [pk for pk, _row in counted[:SHOWN_THESES]]
    theses = {row.pk: row for row in Thesis.objects.public().filter(pk__in=dict(counted)).for_cards()}
    sides = _find_sides(quotations, first, ids)
    citing = _find_citing(ids, first, confirmed=confirmed)
    citations = citations_about(ids, confirmed=confirmed)
    works = rank_works(citations, SHOWN_WORKS)
    _add_shared_records(theses, sides, citing, works)
    return ThemeAcross(
        theses=tuple(
            ThesisOnTheme(
                thesis=theses[pk],
                n_quotations=row["n"],
                n_interviews=row["n_interviews"],
                n_literature=row["n_literature"],
                interviews=tuple(sides.get((pk, True), ())),
                literature=tuple(sides.get((pk, False), ())),
                citing=tuple(citing.get(pk, ())),
            )
            for pk, row in counted
        ),
        telling=_choose_telling(sides, first),
        voices=_count_voices(quotations),
        together=_count_together(quotations, vocabulary, ids, theme_pk, confirmed=confirmed),
        works=works,
        authors=rank_authors(citations, SHOWN_WORKS),
        n_confirmed=sum(row["n_confirmed"] for _pk, row in counted),
    )


def _add_shared_records(
    theses: dict[int, Thesis],
    sides: dict[tuple[int, bool], list[Quotation]],
    citing: dict[int, list[Citation]],
    works: tuple[CitedWork, ...],
) -> None:
    """Give quotations and citations their theses, themes and works' authors, each kind fetched once for all."""
    quotations = [row for side in sides.values() for row in side]
    citations = [row for rows in citing.values() for row in rows]
    for quotation in quotations:
        quotation.thesis = theses[quotation.thesis_id]
    for citation in citations:
        citation.thesis = theses[citation.thesis_id]
    prefetch_related_objects(
        quotations,
        Prefetch(
            "theme_links", ThemeLink.objects.not_rejected().select_related("tag"), to_attr="shown_theme_links"
        ),
    )
    cited = [row.citation.work for row in quotations if row.citation and row.citation.work]
    prefetch_related_objects(
        [
            *cited,
            *(work for row in citations for work in (row.work, row.via) if work),
            *(row.work for row in works),
        ],
        Prefetch("authorships", Authorship.objects.select_related("person")),
    )


def spoken(*, confirmed: bool = False) -> QuotationQuerySet:
    """The public quotations in which somebody says something: no terms, no titles."""
    shown: QuotationQuerySet = Quotation.objects.public().exclude(kind__in=SILENT_KINDS)
    return shown.confirmed() if confirmed else shown


def passage_links(*, confirmed: bool = False) -> ThemeLinkQuerySet:
    """The themes of passages, as links that nobody rejected; or only those that a curator accepted."""
    links: ThemeLinkQuerySet = (
        ThemeLink.objects.confirmed() if confirmed else ThemeLink.objects.not_rejected()
    )
    return links.filter(content_type=ContentType.objects.get_for_model(Passage))


def citations_about(theme_ids: list[int], *, confirmed: bool = False) -> CitationQuerySet:
    """The citations in passages about one of the themes."""
    links = ThemeLink.objects.confirmed() if confirmed else ThemeLink.objects.not_rejected()
    on_passage = links.filter(
        content_type=ContentType.objects.get_for_model(Passage),
        object_id=OuterRef("passage"),
        tag__in=theme_ids,
    )
    shown: CitationQuerySet = Citation.objects.public()
    return shown.filter(Exists(on_passage))


def _count_by_thesis(quotations: QuotationQuerySet, ids: list[int]) -> list[tuple[int, dict[str, int]]]:
    sure = quotation_links(confirmed=True).filter(object_id=OuterRef("pk"), tag__in=ids)
    rows = (
        quotations.order_by()
        .values("thesis")
        .annotate(
            n=Count("pk"),
            n_interviews=Count("pk", filter=Q(kind=Quotation.Kind.INTERVIEW)),
            n_literature=Count("pk", filter=Q(kind__in=LITERATURE_KINDS)),
            n_confirmed=Count("pk", filter=Q(state=Quotation.State.ACCEPTED) & Q(Exists(sure))),
        )
        .order_by("-n", "-thesis__year", "thesis")
    )
    return [(row["thesis"], row) for row in rows]


def _find_sides(
    quotations: QuotationQuerySet, thesis_pks: list[int], theme_ids: list[int]
) -> dict[tuple[int, bool], list[Quotation]]:
    """The most telling quotations of each thesis, by (thesis, whether informants say it).

    Ranked: confirmed first, then with a named voice, then of a readable length, then the surest of the theme.
    """
    sureness = (
        quotation_links()
        .filter(object_id=OuterRef("pk"), tag__in=theme_ids)
        .order_by("-confidence")
        .values("confidence")[:1]
    )
    is_interview = Case(When(kind=Quotation.Kind.INTERVIEW, then=Value(1)), default=Value(0))
    rows = (
        quotations.filter(thesis__in=thesis_pks, kind__in=[Quotation.Kind.INTERVIEW, *LITERATURE_KINDS])
        .annotate(length=Length("text"), side=is_interview, sureness=Subquery(sureness))
        .annotate(
            is_accepted=_one_if(Q(state=Quotation.State.ACCEPTED)),
            is_named=_one_if(Q(informant__isnull=False) | Q(citation__isnull=False)),
            is_readable=_one_if(Q(length__range=READABLE)),
        )
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("thesis"), F("side")],
                order_by=[
                    F("is_accepted").desc(),
                    F("is_named").desc(),
                    F("is_readable").desc(),
                    F("sureness").desc(),
                    F("order").asc(),
                    F("pk").asc(),
                ],
            )
        )
        .filter(place__lte=SHOWN_A_SIDE)
        .select_related("thesis", "passage__chapter", "last_passage", "informant", "citation__work")
    )
    sides: dict[tuple[int, bool], list[Quotation]] = {}
    for row in sorted(rows, key=lambda row: row.place):
        sides.setdefault((row.thesis_id, row.kind == Quotation.Kind.INTERVIEW), []).append(row)
    return sides


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))


def _choose_telling(
    sides: dict[tuple[int, bool], list[Quotation]], thesis_pks: list[int]
) -> tuple[Quotation, ...]:
    """One interview quotation each of the three theses that have most on the theme, the first of its side."""
    told = [sides[pk, True][0] for pk in thesis_pks if sides.get((pk, True))]
    return tuple(told[:TELLING])


def _count_voices(quotations: QuotationQuerySet) -> tuple[Voice, ...]:
    rows = (
        quotations.filter(informant__isnull=False)
        .order_by()
        .values_list("informant", "informant__label", "informant__role", "informant__role_group", "thesis")
        .annotate(n=Count("pk"))
        .order_by("-n", "thesis", "informant__label")
    )
    return tuple(Voice(*row) for row in rows)


def _count_together(
    quotations: QuotationQuerySet, vocabulary: Vocabulary, ids: list[int], theme_pk: int, *, confirmed: bool
) -> dict[int, int]:
    """Other themes of the same quotations; those above and under it go along by themselves and say nothing."""
    own = {*ids, *vocabulary.find_broader(theme_pk)}
    counts = count_themes(quotations, vocabulary, confirmed=confirmed)
    return {pk: n for pk, n in counts.items() if pk not in own and n}


def _find_citing(ids: list[int], thesis_pks: list[int], *, confirmed: bool) -> dict[int, list[Citation]]:
    """Citations of each thesis in the passages that are surest about the theme; no work and no passage twice."""
    sureness = passage_links(confirmed=confirmed).filter(object_id=OuterRef("passage"), tag__in=ids)
    rows = (
        citations_about(ids, confirmed=confirmed)
        .filter(thesis__in=thesis_pks, work__isnull=False)
        .annotate(sureness=Subquery(sureness.order_by("-confidence").values("confidence")[:1]))
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("thesis")],
                order_by=[F("sureness").desc(), F("order").asc()],
            )
        )
        .filter(place__lte=4 * SHOWN_A_SIDE)
        .select_related("passage__chapter", "work", "via", "thesis")
        .order_by("thesis", "place")
    )
    citing: dict[int, list[Citation]] = {}
    for row in rows:
        chosen = citing.setdefault(row.thesis_id, [])
        is_new = all(row.work_id != other.work_id and row.passage_id != other.passage_id for other in chosen)
        if len(chosen) < SHOWN_A_SIDE and is_new:
            chosen.append(row)
    return citing


def _find_works(ids: list[int], *, confirmed: bool) -> tuple[CitedWork, ...]:
    """The works most cited in passages about the theme, those that most theses share first."""
    return rank_works(citations_about(ids, confirmed=confirmed), SHOWN_WORKS)


def rank_works(citations: CitationQuerySet, limit: int) -> tuple[CitedWork, ...]:
    """The works of these citations, most theses first, then most places; one query, authors not fetched."""
    works = (
        Work.objects.filter(citations__in=citations)
        .annotate(n_places=Count("citations"), n_theses=Count("citations__thesis", distinct=True))
        .order_by("-n_theses", "-n_places", "match_key", "pk")
    )
    return tuple(CitedWork(work, work.n_places, work.n_theses) for work in works[:limit])


def rank_authors(citations: CitationQuerySet, limit: int) -> tuple[CitedAuthor, ...]:
    """The authors of the works cited, most theses first, then most places; one query."""
    person = "work__authorships__person"
    rows = (
        citations.filter(**{f"{person}__isnull": False})
        .order_by()
        .values_list(f"{person}__slug", f"{person}__sort_name")
        .annotate(n_places=Count("pk", distinct=True), n_theses=Count("thesis", distinct=True))
        .order_by("-n_theses", "-n_places", f"{person}__sort_name")
    )
    return tuple(CitedAuthor(*row) for row in rows[:limit])
