"""The records that the page of a theme shows, each kind fetched once whatever it is shown for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects

from kb.records.models import Authorship, Citation, Passage, Quotation, ThemeLink, Thesis, Work

if TYPE_CHECKING:
    from collections.abc import Collection

    from kb.synthesis.themes.on_theme import OnTheme


@dataclass(frozen=True)
class ThemeRecords:
    """Records by primary key, but theses by their place among the facts. What has just gone away is missing."""

    theses: dict[int, Thesis]
    quotations: dict[int, Quotation]
    citations: dict[int, Citation]
    works: dict[int, Work]
    passages: dict[int, Passage]


def fetch_records(
    on: OnTheme,
    *,
    theses: Collection[int] = (),
    quotations: Collection[int] = (),
    citations: Collection[int] = (),
    works: Collection[int] = (),
    passages: Collection[int] = (),
) -> ThemeRecords:
    """The records with these keys (theses by place), with all that their cards show; eight queries at most."""
    said = _fetch_quotations(quotations)
    cited = _fetch_citations(citations)
    shown_works = {work.pk: work for work in Work.objects.filter(pk__in=works)} if works else {}
    texts = _fetch_passages(on, passages)
    of_thesis: list[Any] = [*said.values(), *cited.values(), *texts.values()]
    place_of = on.facts.place_of
    wanted = {*theses, *(place_of[row.thesis_id] for row in of_thesis if row.thesis_id in place_of)}
    shown = fetch_theses(on, wanted)
    for row in of_thesis:
        thesis = shown.get(place_of.get(row.thesis_id, -1))
        if thesis is not None:
            row.thesis = thesis
    prefetch_related_objects(
        [
            *shown_works.values(),
            *(work for row in cited.values() for work in (row.work, row.via) if work),
            *(row.citation.work for row in said.values() if row.citation and row.citation.work),
        ],
        Prefetch("authorships", Authorship.objects.select_related("person")),
    )
    return ThemeRecords(shown, said, cited, shown_works, texts)


def fetch_theses(on: OnTheme, places: Collection[int]) -> dict[int, Thesis]:
    """The theses at these places among the facts; two queries."""
    pks = [on.facts.theses[place].pk for place in places]
    if not pks:
        return {}
    rows = Thesis.objects.public().filter(pk__in=pks).for_cards()
    return {on.facts.place_of[row.pk]: row for row in rows}


def _fetch_quotations(pks: Collection[int]) -> dict[int, Quotation]:
    if not pks:
        return {}
    rows = (
        Quotation.objects.filter(pk__in=set(pks))
        .order_by()
        .select_related("passage__chapter", "last_passage", "informant", "citation__work")
        .prefetch_related(
            Prefetch(
                "theme_links",
                ThemeLink.objects.not_rejected().select_related("tag"),
                to_attr="shown_theme_links",
            )
        )
    )
    return {row.pk: row for row in rows}


def _fetch_citations(pks: Collection[int]) -> dict[int, Citation]:
    if not pks:
        return {}
    rows = Citation.objects.filter(pk__in=set(pks)).order_by()
    return {row.pk: row for row in rows.select_related("passage__chapter", "work", "via")}


def _fetch_passages(on: OnTheme, pks: Collection[int]) -> dict[int, Passage]:
    """The passages, each with the links to the theme that it is shown for, as ``theme_links_here``."""
    if not pks:
        return {}
    links = ThemeLink.objects.confirmed() if on.confirmed else ThemeLink.objects.not_rejected()
    rows = (
        Passage.objects.public()
        .filter(pk__in=set(pks))
        .order_by("thesis", "order")
        .select_related("chapter")
        .prefetch_related(
            Prefetch("theme_links", links.filter(tag__in=on.ids), to_attr="theme_links_here"),
        )
    )
    return {row.pk: row for row in rows}
