"""The answer to a search as other programs take it: a feed to follow and a table to download."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from kb.exports.atom import Entry, Feed
from kb.pages.quotations.cards import name_thesis
from kb.pages.search.hits import present_hit
from kb.pages.theses.theses import find_authors
from kb.records.languages import cut_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kb.search.run import Hit

TITLE_LENGTH = 90
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def present_search_feed(
    hits: Iterable[Hit],
    *,
    text: str,
    site: str,
    host: str,
    url: str,
    self_url: str,
    absolute: Callable[[str], str],
) -> Feed:
    """The hits, those of the theses that came last first; ``absolute`` makes whole addresses."""
    entries = [_present_entry(hit, host, absolute) for hit in hits]
    address = urlsplit(self_url)
    return Feed(
        tag=f"tag:{host},{_BEGINNING:%Y-%m-%d}:{address.path}?{address.query}",
        title=_("%(site)s: %(text)s") % {"site": site, "text": text},
        url=url,
        self_url=self_url,
        author=site,
        updated=max((entry.updated for entry in entries), default=_BEGINNING),
        entries=entries,
    )


def _present_entry(hit: Hit, host: str, absolute: Callable[[str], str]) -> Entry:
    shown, thesis = present_hit(hit), hit.record if hit.kind == "thesis" else hit.record.thesis
    text = "".join(segment.text for segment in hit.snippet)
    updated = thesis.published_at or _BEGINNING
    links = getattr(hit.record, "shown_theme_links", ())
    return Entry(
        tag=f"tag:{host},{updated:%Y-%m-%d}:{shown.url.replace('#', '/')}",
        title=cut_text(" – ".join(filter(None, [shown.title, name_thesis(thesis)])), TITLE_LENGTH),
        url=absolute(shown.url),
        updated=updated,
        summary=text,
        language=shown.language or thesis.language,
        authors=tuple(person.display_name for person in find_authors(thesis)),
        categories=tuple(link.tag.display_name for link in links),
    )


def name_columns() -> list[str]:
    """The heads of the columns of :func:`present_search_rows`."""
    return [
        _("Text"), _("Kind"), _("Voice"), _("Role"), _("Thesis"), _("Author"), _("Year"), _("Chapter"), _("Page"),
        _("Themes"), _("Citation"), _("Address"),
    ]  # fmt: skip


def present_search_rows(hits: Iterable[Hit], absolute: Callable[[str], str]) -> Iterator[list[object]]:
    """One row a hit, with the whole text; columns that mean nothing for its kind are empty."""
    for hit in hits:
        shown, record = present_hit(hit), hit.record
        thesis = record if hit.kind == "thesis" else getattr(record, "thesis", None)
        source: list[object] = ["", "", ""]
        if thesis is not None:
            names = "; ".join(person.sort_name for person in find_authors(thesis))
            source = [thesis.title, names, thesis.year]
        words: list[object] = [shown.title, hit.kind, "", ""]
        place: list[object] = ["", "", "", ""]
        if shown.card is not None:
            card = shown.card
            words = [card.text, card.kind_label, card.voice, card.role]
            page = record.passage.page if record.passage else ""
            themes = "; ".join(chip.name for chip in card.themes)
            place = [card.chapter, page, themes, f"{card.quoted} {card.in_text}"]
        elif hit.kind == "passage":
            words = [record.text, record.get_kind_display(), "", ""]
            place = [record.chapter.heading, record.page, "", ""]
        yield [*words, *source, *place, absolute(shown.url)]
