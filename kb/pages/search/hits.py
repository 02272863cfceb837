"""What one hit of a search says, whatever kind of record it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.ingest.language import detect_language
from kb.pages.chips import Mark, find_mark
from kb.pages.quotations.cards import QuotationCard, name_chapter, name_thesis, present_quotation_card
from kb.pages.search.reasons import present_reasons
from kb.pages.sources.work_names import name_work
from kb.records.languages import TextIn, cut_text, tell_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kb.pages.search.reasons import Why
    from kb.search.run import Hit
    from kb.search.snippets import Segment


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One hit. ``card`` is there for quotations alone, whose words are in ``snippet`` all the same.

    ``place`` is where the words stand (chapter, page), ``source`` the thesis, ``similar_url`` leads to texts like it;
    "" where that means nothing. ``is_place_inferred``: the page was worked out; ``is_example``: the thesis is invented.
    ``reasons`` say why it is one, where the words asked for are not shown.
    """

    kind: str
    title: str
    url: str
    snippet: tuple[Segment, ...]
    language: str = ""
    detail: str = ""
    source: str = ""
    source_url: str = ""
    place: str = ""
    card: QuotationCard | None = None
    mark: Mark | None = None
    similar_url: str = ""
    is_place_inferred: bool = False
    is_example: bool = False
    reasons: tuple[Why, ...] = ()


def present_hit(hit: Hit, themes: Mapping[str, str] | None = None) -> SearchHit:
    """A hit of any kind, from the record that came with it. ``themes`` are names by slug, for why it is one."""
    shown = _PRESENTERS[hit.kind](hit)
    if not hit.reasons or themes is None:
        return shown
    return replace(shown, reasons=present_reasons(hit.reasons, themes, shown.language))


def are_examples(hits: Sequence[SearchHit]) -> bool:
    """Whether every one of them is from an invented thesis, so that it need be said only once."""
    return bool(hits) and all(hit.is_example for hit in hits)


def _present_quotation(hit: Hit) -> SearchHit:
    card = present_quotation_card(hit.record)
    return SearchHit(
        hit.kind, card.voice, card.url, hit.snippet, card.language, card=card, is_example=card.is_example
    )


def _present_passage(hit: Hit) -> SearchHit:
    passage = hit.record
    url = reverse("chapter-detail", args=[passage.thesis.slug, passage.chapter.slug])
    return SearchHit(
        hit.kind,
        name_chapter(passage.chapter, passage.thesis),
        f"{url}#{passage.anchor}",
        hit.snippet,
        passage.chapter.language or passage.thesis.language,
        source=name_thesis(passage.thesis),
        source_url=passage.thesis.get_absolute_url(),
        place=_("p. %(page)s") % {"page": passage.page} if passage.page else "",
        similar_url=reverse("similar", args=[passage.thesis.slug, passage.anchor]),
        is_place_inferred=bool(passage.page) and passage.page_is_inferred,
        is_example=passage.thesis.is_example,
    )


def _present_chapter(hit: Hit) -> SearchHit:
    chapter = hit.record
    return SearchHit(
        hit.kind,
        name_chapter(chapter, chapter.thesis),
        chapter.get_absolute_url(),
        hit.snippet,
        chapter.language or chapter.thesis.language,
        source=name_thesis(chapter.thesis),
        source_url=chapter.thesis.get_absolute_url(),
        place=_("p. %(page)s") % {"page": chapter.page} if chapter.page else "",
        is_place_inferred=bool(chapter.page) and chapter.page_is_inferred,
        is_example=chapter.thesis.is_example,
    )


def _present_thesis(hit: Hit) -> SearchHit:
    thesis = hit.record
    return SearchHit(
        hit.kind,
        TextIn(thesis.title, thesis.language),
        thesis.get_absolute_url(),
        hit.snippet if thesis.abstract or thesis.research_question else (),
        thesis.language,
        detail=name_thesis(thesis),
        place=thesis.institution.name if thesis.institution else "",
        is_example=thesis.is_example,
    )


def _present_author(hit: Hit) -> SearchHit:
    return SearchHit(hit.kind, hit.record.sort_name, hit.record.get_absolute_url(), ())


def _present_work(hit: Hit) -> SearchHit:
    work = hit.record
    authors = [part.person.sort_name for part in work.authorships.all()]
    return SearchHit(
        hit.kind,
        name_work(work),
        work.get_absolute_url(),
        hit.snippet if work.title else (),
        getattr(tell_title(work.title), "language", ""),
        # One or two are named whole in the title.
        detail="; ".join(authors) if len(authors) > 2 else "",
    )


def _present_theme(hit: Hit) -> SearchHit:
    theme = hit.record
    short = cut_text(theme.description, 200)
    detail = TextIn(short, detect_language(theme.description, settings.LANGUAGE_CODE))
    return SearchHit(
        hit.kind, theme.display_name, theme.get_absolute_url(), (), detail=detail, mark=find_mark(theme.pk)
    )


_PRESENTERS: dict[str, Callable[[Any], SearchHit]] = {
    "quotation": _present_quotation,
    "passage": _present_passage,
    "chapter": _present_chapter,
    "thesis": _present_thesis,
    "author": _present_author,
    "work": _present_work,
    "theme": _present_theme,
}
