"""What the page of one quotation says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.exports.quotation_text import write_sentence_form
from kb.pages.chips import ThemeChip, present_theme
from kb.pages.lists import Crumb
from kb.pages.markdown import render_markdown
from kb.pages.quotations.cards import QuotationCard, name_thesis, present_quotation_card
from kb.pages.quotations.context import present_context
from kb.pages.reasons import word_reason
from kb.pages.search.hits import SearchHit, present_hit
from kb.pages.theses.meta import present_meta
from kb.pages.theses.theses import quotations_url
from kb.records.languages import TextIn, cut_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from kb.exports.rich_text import RichText
    from kb.pages.quotations.context import Context
    from kb.records.models import Quotation, ThemeLink
    from kb.search.run import Hit
    from kb.synthesis.quotations.context import Beside, Neighbours, Surroundings


@dataclass(frozen=True, slots=True)
class ThemeFact:
    """A theme of the quotation, and why it stands there."""

    chip: ThemeChip
    origin: str
    reason: str
    confidence: int


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbouring quotation."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class QuotationPage:
    title: str
    description: str
    meta: tuple[tuple[str, str], ...]
    crumbs: tuple[Crumb, ...]
    card: QuotationCard
    in_sentence: RichText
    address: str
    context: Context
    themes: tuple[ThemeFact, ...]
    reading_reason: str
    note: SafeString
    is_lost: bool
    n_same_voice: int
    same_voice_url: str
    same_voice: tuple[QuotationCard, ...]
    same_words: tuple[QuotationCard, ...]
    similar: tuple[QuotationCard, ...]
    similar_passages: tuple[SearchHit, ...]
    previous: Step | None
    following: Step | None


def present_quotation(
    quotation: Quotation,
    *,
    surroundings: Surroundings,
    beside: Beside,
    neighbours: Neighbours,
    address: str,
    similar_passages: Iterable[Hit] = (),
) -> QuotationPage:
    """The page of a quotation that was fetched with ``for_cards()``; ``address`` is its permanent one."""
    card = present_quotation_card(quotation)
    thesis = quotation.thesis
    voice = card.voice or card.kind_label
    return QuotationPage(
        title=_("%(voice)s in %(thesis)s") % {"voice": voice, "thesis": card.thesis},
        description=cut_text(quotation.text, 155),
        meta=present_meta(thesis),
        crumbs=(
            Crumb(_("Quotations"), reverse("quotation-list")),
            Crumb(name_thesis(thesis), quotations_url(thesis=thesis.slug)),
        ),
        card=card,
        in_sentence=write_sentence_form(quotation),
        address=address,
        context=present_context(quotation, surroundings, card.context_url),
        themes=tuple(_present_theme_fact(link) for link in quotation.shown_theme_links),  # type: ignore[attr-defined]
        reading_reason=word_reason(quotation.reason),
        note=render_markdown(quotation.note),
        is_lost=quotation.passage is None,
        n_same_voice=beside.n_same_voice,
        same_voice_url=card.voice_url,
        same_voice=tuple(present_quotation_card(row) for row in beside.same_voice),
        same_words=tuple(present_quotation_card(row) for row in beside.same_words),
        similar=tuple(present_quotation_card(row) for row in beside.similar),
        similar_passages=tuple(present_hit(hit) for hit in similar_passages),
        previous=_present_step(neighbours.previous),
        following=_present_step(neighbours.following),
    )


def _present_theme_fact(link: ThemeLink) -> ThemeFact:
    is_suggested = link.state != link.State.ACCEPTED
    return ThemeFact(
        chip=present_theme(link.tag, is_suggested=is_suggested),
        origin=_("suggested by the reading") if is_suggested else _("set by a curator"),
        # Why reading thought so is no reason of the curator's.
        reason=word_reason(link.reason) if is_suggested else "",
        confidence=round(100 * link.confidence),
    )


def _present_step(quotation: Quotation | None) -> Step | None:
    if quotation is None:
        return None
    words = TextIn(cut_text(quotation.text, 90), quotation.language or quotation.thesis.language)
    return Step(quotation.get_absolute_url(), words)
