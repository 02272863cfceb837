"""What hangs on a record, so that somebody sees what a merge or a split moves before it is done."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from kb.curation.queue import link_to_list
from kb.records.models import Authorship, Citation, ThemeLink, Work
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model, QuerySet

    from kb.records.models import Informant, Person, Thesis

FIRST = 3
_LONGEST = 180
_AROUND = 70


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that hangs on a record: its words, its page in the admin, and where it stands."""

    text: str
    url: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Touched:
    """All of one sort that hangs on a record: how many, the list that shows them ("" for none), and the first few."""

    label: str
    count: int
    url: str = ""
    first: tuple[Line, ...] = ()


def page_of(record: Model) -> str:
    """The record's page in the admin."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def look_at(records: Iterable[Model], touched: Iterable[Iterable[Touched]]) -> str:
    """Sixteen digits, others as soon as a record, or the number of things that hang on it, is another."""
    told = [fingerprint(record) for record in records]
    told += [f"{each.label}:{each.count}" for row in touched for each in row]
    return hashlib.sha256("|".join(told).encode()).hexdigest()[:16]


def name_work(work: Work) -> str:
    """The work as a short reference: authors, year, title."""
    names = [authorship.person.short_name for authorship in work.authorships.all()]
    shown = ", ".join(names[:4]) + (" et al." if work.has_more_authors or len(names) > 4 else "")
    return " ".join(filter(None, [shown, f"({work.dated or _('no year')})", work.title or _("no title")]))


def where_in(thesis: Thesis) -> str:
    return f"{shorten(thesis.title, 60)} ({thesis.year})" if thesis.year else shorten(thesis.title, 60)


def shorten(text: str, longest: int = _LONGEST) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1].rsplit(' ', 1)[0]}…"


def show_citation(citation: Citation) -> Line:
    """The citation amid the words around it."""
    text, start, end = citation.passage.text, citation.start, citation.end
    before, after = _cut_before(text[:start]), shorten(text[end : end + 200], _AROUND)
    words = f"{before}{text[start:end]}{' ' if text[end : end + 1].isspace() else ''}{after}"
    page = f", {_('p.')} {citation.passage.page}" if citation.passage.page else ""
    return Line(" ".join(words.split()), page_of(citation), where_in(citation.thesis) + page)


def _cut_before(text: str) -> str:
    """The end of the text, from the beginning of a word on."""
    if len(text) <= _AROUND:
        return text
    cut = text[-_AROUND:]
    return f"…{cut.partition(' ')[2] or cut}"


def find_touched_by_work(work: Work) -> list[Touched]:
    """Citations, theses, entries of reference lists, what was read in it, themes."""
    citations = work.citations.select_related("thesis", "passage")
    second_hand = work.second_hand_citations.select_related("thesis", "passage")
    references = work.references.select_related("thesis")
    quotations = work.citations.filter(quotations__isnull=False).values("quotations").distinct()
    rows = [
        Touched(
            _("citations"),
            citations.count(),
            link_to_list("citation", work__id__exact=work.pk),
            tuple(map(show_citation, citations.order_by("thesis", "order")[:FIRST])),
        ),
        Touched(_("theses"), work.citations.order_by().values("thesis").distinct().count()),
        Touched(_("quotations"), quotations.count()),
        Touched(
            _("entries of reference lists"),
            references.count(),
            "",
            tuple(Line(shorten(each.raw), "", where_in(each.thesis)) for each in references[:FIRST]),
        ),
        Touched(_("read in it"), second_hand.count(), "", tuple(map(show_citation, second_hand[:FIRST]))),
        Touched(_("themes"), count_themes(work)),
    ]
    return [row for row in rows if row.count]


def find_touched_by_person(person: Person) -> list[Touched]:
    """Works and where they are cited, theses, themes."""
    authorships: QuerySet[Authorship] = person.authorships.select_related("work").prefetch_related(
        "work__authorships__person"
    )
    contributions = person.contributions.select_related("thesis")
    citations = Citation.objects.filter(work__authorships__person=person)
    rows = [
        Touched(
            _("works"),
            authorships.count(),
            "",
            tuple(
                Line(name_work(each.work), page_of(each.work))
                for each in authorships.order_by("work__year", "pk")[:FIRST]
            ),
        ),
        Touched(
            _("citations"),
            citations.count(),
            "",
            tuple(
                map(
                    show_citation,
                    citations.select_related("thesis", "passage").order_by("thesis", "order")[:FIRST],
                )
            ),
        ),
        Touched(_("theses that cite"), citations.order_by().values("thesis").distinct().count()),
        Touched(
            _("theses of one's own"),
            contributions.count(),
            "",
            tuple(
                Line(where_in(each.thesis), page_of(each.thesis), each.get_role_display())
                for each in contributions[:FIRST]
            ),
        ),
        Touched(_("themes"), count_themes(person)),
    ]
    return [row for row in rows if row.count]


def find_touched_by_informant(informant: Informant) -> list[Touched]:
    quotations = informant.quotations.select_related("passage").order_by("order", "pk")
    return [
        Touched(
            _("quotations"),
            quotations.count(),
            link_to_list("quotation", informant__id__exact=informant.pk),
            tuple(
                Line(
                    shorten(each.text),
                    page_of(each),
                    f"{_('p.')} {each.passage.page}" if each.passage and each.passage.page else "",
                )
                for each in quotations[:FIRST]
            ),
        )
    ]


def count_themes(record: Model) -> int:
    content_type = ContentType.objects.get_for_model(record)
    return ThemeLink.objects.filter(content_type=content_type, object_id=record.pk).count()
