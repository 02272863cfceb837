"""The card of the themes that are suggested for a passage or a whole thesis, and the themes on offer for any record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from kb.curation.review import reasons, words
from kb.curation.review.candidates import (
    find_themes,
)
from kb.curation.review.card import Card, ThemeChoice, digest
from kb.curation.review.findings import Sort
from kb.records.models import Chapter, Passage, Quotation, Theme, ThemeLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

    from kb.curation.review.words import ShownPassage
    from kb.records.models import Thesis

LinkState = ThemeLink.State


def links_of(record: Model) -> list[ThemeLink]:
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


def present_passage_themes(thesis: Thesis, pk: int) -> Card | None:
    passage = thesis.passages.select_related("chapter").filter(pk=pk).first()
    if passage is None:
        return None
    quotations = list(thesis.quotations.filter(passage=passage).exclude(state=Quotation.State.REJECTED))
    links = [link for record in (passage, *quotations) for link in links_of(record)]
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


def present_thesis_themes(thesis: Thesis, pk: int) -> Card | None:
    if pk != thesis.pk:
        return None
    return _themes_card(thesis, f"tt{pk}", thesis, (thesis,), links_of(thesis), text=thesis.title)


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
