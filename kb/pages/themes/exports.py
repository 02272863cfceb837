"""A theme as other programs take it: a feed to follow, and a table of its quotations to download."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.exports.atom import Entry, Feed
from kb.exports.quotation_text import find_thesis_authors
from kb.pages.quotations.cards import name_thesis
from kb.pages.themes.links import ThemeLinks
from kb.records.languages import cut_text
from kb.records.models import Informant, Quotation
from kb.synthesis.quotations.question import quotation_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kb.records.models import Theme, Thesis
    from kb.synthesis.themes.on_theme import OnTheme
    from kb.synthesis.themes.records import ThemeRecords

SUMMARY = 400
_FIELDS = (
    "pk", "public_id", "text", "kind", "informant__label", "informant__role", "informant__role_group", "citation__raw",
    "passage__chapter__number", "passage__chapter__title", "passage__page", "state",
)  # fmt: skip
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def present_theme_feed(
    theme: Theme,
    on: OnTheme,
    chosen: Mapping[int, Sequence[int]],
    records: ThemeRecords,
    *,
    site: str,
    host: str,
    self_url: str,
    absolute: Callable[[str], str],
) -> Feed:
    """What each thesis (by place, the last published first) says on the theme; ``chosen`` its most telling words."""
    links = ThemeLinks(theme.slug, is_confirmed=on.confirmed)
    entries = [
        _present_entry(theme, on, records.theses[place], places, records, links, host, absolute)
        for place, places in chosen.items()
        if place in records.theses
    ]
    return Feed(
        tag=f"tag:{host},{_BEGINNING:%Y-%m-%d}:{links.page('theme-feed')}",
        title=f"{site}: {theme.display_name}",
        url=absolute(links.page()),
        self_url=self_url,
        author=site,
        updated=max((entry.updated for entry in entries), default=_BEGINNING),
        entries=entries,
    )


def _present_entry(
    theme: Theme,
    on: OnTheme,
    thesis: Thesis,
    places: Sequence[int],
    records: ThemeRecords,
    links: ThemeLinks,
    host: str,
    absolute: Callable[[str], str],
) -> Entry:
    said = [records.quotations.get(int(on.pks[place])) for place in places]
    n = int(on.table[on.facts.place_of[thesis.pk]].sum())
    counted = ngettext("%(n)s quotation on %(theme)s", "%(n)s quotations on %(theme)s", n)
    updated = thesis.published_at or _BEGINNING
    return Entry(
        tag=f"tag:{host},{updated:%Y-%m-%d}:{theme.get_absolute_url()}{thesis.slug}",
        title=f"{name_thesis(thesis)}: {counted % {'n': n, 'theme': theme.display_name}}",
        url=absolute(links.quotations(n, thesis=thesis.slug).url),
        updated=updated,
        summary="\n\n".join(f"«{cut_text(row.text, SUMMARY)}»" for row in said if row is not None),
        language=thesis.language,
        authors=tuple(person.display_name for person in find_thesis_authors(thesis)),
        categories=(theme.display_name,),
    )


def name_columns() -> list[str]:
    """The heads of the columns of :func:`present_quotation_rows`."""
    return [
        _("Id"), _("Text"), _("Kind"), _("Voice"), _("Role"), _("Role group"), _("Thesis"), _("Author"), _("Year"),
        _("Chapter"), _("Page"), _("Quotation confirmed"), _("Theme confirmed"), _("Address"),
    ]  # fmt: skip


def present_quotation_rows(
    on: OnTheme, theses: dict[int, Thesis], absolute: Callable[[str], str]
) -> Iterator[list[object]]:
    """One row a quotation on the theme, with all of its words, as theses and texts run; two queries."""
    links = quotation_links(confirmed=True).filter(tag__in=on.ids).order_by()
    sure = set(links.values_list("object_id", flat=True))
    names = {
        place: "; ".join(person.sort_name for person in find_thesis_authors(thesis))
        for place, thesis in theses.items()
    }
    kinds, groups = dict(Quotation.Kind.choices), dict(Informant.RoleGroup.choices)
    site = absolute("/").rstrip("/")
    found = {
        row[0]: row[1:] for row in Quotation.objects.filter(pk__in=on.pks.tolist()).values_list(*_FIELDS)
    }
    for pk, place in zip(on.pks.tolist(), on.thesis.tolist(), strict=True):
        if pk not in found or place not in theses:
            continue
        public_id, text, kind, voice, role, group, cited, number, chapter, page, state = found[pk]
        yield [
            public_id, text, kinds[kind], voice or cited, role, groups.get(group), theses[place].title, names[place],
            theses[place].year, " ".join(filter(None, (number, chapter))), page,
            _("yes") if state == Quotation.State.ACCEPTED else _("no"), _("yes") if pk in sure else _("no"),
            f"{site}{reverse('quotation-detail', args=[public_id])}",
        ]  # fmt: skip
