"""A quotation as every list shows it: the words, who said them, where, about what, and how to cite them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.exports.quotation_text import find_thesis_authors, name_authors, write_place, write_quotation
from kb.pages.chips import ThemeChip, present_theme
from kb.pages.citation_links import quotation_downloads
from kb.pages.sources.work_names import name_work
from kb.pages.voices.links import voice_url
from kb.pages.voices.naming import trim_role
from kb.records.languages import TextIn
from kb.synthesis.alphabet import make_sort_key

if TYPE_CHECKING:
    from kb.exports.rich_text import RichText
    from kb.pages.citation_links import Download
    from kb.records.models import Chapter, Quotation, ThemeLink, Thesis


@dataclass(frozen=True, slots=True)
class QuotationCard:
    """``voice`` is the informant's label or, for what is quoted from literature, the work's short name.

    ``voice_url`` is the page of the voice, or of the work; ``place`` is the page, ``is_place_inferred`` that it was
    worked out and not printed; ``context_url`` leads into the text, "" where it is not open.
    """

    public_id: str
    url: str
    text: str
    language: str
    kind: str
    kind_label: str
    form_label: str
    voice: str
    voice_url: str
    role: str
    thesis: str
    thesis_title: str
    thesis_url: str
    chapter: str
    context_url: str
    place: str
    is_place_inferred: bool
    themes: tuple[ThemeChip, ...]
    is_suggested: bool
    is_example: bool
    confidence: int
    quoted: str
    in_text: RichText
    reference: RichText
    downloads: tuple[Download, ...]


def present_quotation_card(quotation: Quotation) -> QuotationCard:
    """The card of a quotation that was fetched with ``for_cards()``; asks the database nothing."""
    thesis, passage = quotation.thesis, quotation.passage
    cited = write_quotation(quotation)
    voice, url_of_voice = _present_voice(quotation)
    return QuotationCard(
        public_id=quotation.public_id,
        url=quotation.get_absolute_url(),
        text=quotation.text,
        language=quotation.language or thesis.language,
        kind=quotation.kind,
        kind_label=quotation.get_kind_display(),
        form_label=quotation.get_form_display(),
        voice=voice,
        voice_url=url_of_voice,
        role=_present_role(quotation),
        thesis=name_thesis(thesis),
        thesis_title=TextIn(thesis.title, thesis.language),
        thesis_url=thesis.get_absolute_url(),
        chapter=name_chapter(passage.chapter, thesis) if passage else "",
        context_url=find_context_url(quotation),
        place=write_place(quotation) if passage and passage.page else "",
        is_place_inferred=bool(passage and passage.page and passage.page_is_inferred),
        themes=present_links(quotation.shown_theme_links),  # type: ignore[attr-defined]
        is_suggested=quotation.state == quotation.State.SUGGESTED,
        is_example=thesis.is_example,
        confidence=round(100 * quotation.confidence),
        quoted=cited.quoted,
        in_text=cited.in_text,
        reference=cited.reference,
        downloads=quotation_downloads(quotation),
    )


def present_links(links: list[ThemeLink]) -> tuple[ThemeChip, ...]:
    """The themes of a record as chips, those that a curator set first, then the surest."""
    ordered = sorted(
        links,
        key=lambda link: (
            link.state != link.State.ACCEPTED,
            -link.confidence,
            make_sort_key(link.tag.display_name),
        ),
    )
    return tuple(present_theme(link.tag, is_suggested=link.state != link.State.ACCEPTED) for link in ordered)


def name_thesis(thesis: Thesis) -> str:
    """ "Prøvesen (2021)"; the title where no author is known."""
    named = name_authors(find_thesis_authors(thesis)) or thesis.title
    return f"{named} ({thesis.year or _('n.d.')})"


def name_chapter(chapter: Chapter, thesis: Thesis) -> TextIn:
    """Its number and title, in its language or that of the thesis."""
    return TextIn(chapter.heading, chapter.language or thesis.language)


def find_context_url(quotation: Quotation) -> str:
    """The address of the words in the running text, or "" where the text is not open to all."""
    if quotation.passage is None or quotation.thesis.access != quotation.thesis.Access.OPEN:
        return ""
    chapter = reverse("chapter-detail", args=[quotation.thesis.slug, quotation.passage.chapter.slug])
    return f"{chapter}#{quotation.passage.anchor}"


def _present_voice(quotation: Quotation) -> tuple[str, str]:
    if quotation.informant:
        label = TextIn(quotation.informant.label, quotation.thesis.language)
        return label, voice_url(quotation.thesis.slug, label)
    if quotation.citation:
        work = quotation.citation.work
        if work is None:
            return quotation.citation.raw, ""
        # A work has a page of its own where the public may read a passage that cites it.
        is_open = quotation.thesis.access == quotation.thesis.Access.OPEN
        return name_work(work), work.get_absolute_url() if is_open else ""
    return "", ""


def _present_role(quotation: Quotation) -> str:
    informant = quotation.informant
    if informant is None:
        return ""
    if informant.role:
        return TextIn(trim_role(informant.label, informant.role), quotation.thesis.language)
    return "" if informant.role_group == informant.RoleGroup.OTHER else informant.get_role_group_display()
