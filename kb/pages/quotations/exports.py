"""The list of quotations as other programs take it: a table of all of it, and a feed to follow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from kb.exports.atom import Entry, Feed
from kb.exports.quotation_text import find_thesis_authors
from kb.pages.quotations.cards import present_quotation_card
from kb.records.languages import cut_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.records.models import Passage, Quotation

TITLE_LENGTH = 90
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def name_columns() -> list[str]:
    """The heads of the columns of :func:`present_row`."""
    return [
        _("Thesis"), _("Author"), _("Year"), _("Chapter"), _("Page"), _("Kind"), _("Voice"), _("Role"), _("Text"),
        _("Quotation confirmed"), _("Confirmed themes"), _("Suggested themes"), _("Citation"), _("Reference"),
        _("Address"),
    ]  # fmt: skip


def present_row(quotation: Quotation, absolute: Callable[[str], str]) -> list[object]:
    """A quotation that was fetched with ``for_cards()`` as a row of the table; ``absolute`` makes whole addresses."""
    card, thesis, passage = present_quotation_card(quotation), quotation.thesis, quotation.passage
    sure = "; ".join(chip.name for chip in card.themes if not chip.is_suggested)
    unsure = "; ".join(chip.name for chip in card.themes if chip.is_suggested)
    authors = "; ".join(person.sort_name for person in find_thesis_authors(thesis))
    return [
        thesis.title, authors, thesis.year, card.chapter, _write_page(passage), card.kind_label,
        card.voice, card.role, card.text, _("no") if card.is_suggested else _("yes"), sure, unsure, card.in_text,
        card.reference.plain, absolute(card.url),
    ]  # fmt: skip


def _write_page(passage: Passage | None) -> str:
    """The printed page, "~42" where it was worked out."""
    return f"{'~' * passage.page_is_inferred}{passage.page}" if passage and passage.page else ""


def present_feed(
    quotations: Iterable[Quotation],
    *,
    site: str,
    host: str,
    url: str,
    self_url: str,
    absolute: Callable[[str], str],
) -> Feed:
    """The quotations, those of the theses that came last first; ``url`` is the list that the feed follows."""
    entries = [_present_entry(quotation, host, absolute) for quotation in quotations]
    address = urlsplit(self_url)
    return Feed(
        tag=f"tag:{host},{_BEGINNING:%Y-%m-%d}:{address.path}?{address.query}",
        title=_("%(site)s: %(text)s") % {"site": site, "text": _("Quotations")},
        url=url,
        self_url=self_url,
        author=site,
        updated=max((entry.updated for entry in entries), default=_BEGINNING),
        entries=entries,
    )


def _present_entry(quotation: Quotation, host: str, absolute: Callable[[str], str]) -> Entry:
    card, updated = present_quotation_card(quotation), quotation.thesis.published_at or _BEGINNING
    return Entry(
        tag=f"tag:{host},{updated:%Y-%m-%d}:{card.url}",
        title=cut_text(" – ".join(filter(None, [card.voice, card.thesis])), TITLE_LENGTH),
        url=absolute(card.url),
        updated=updated,
        summary=card.text,
        language=card.language,
        authors=tuple(person.display_name for person in find_thesis_authors(quotation.thesis)),
        categories=tuple(chip.name for chip in card.themes),
    )
