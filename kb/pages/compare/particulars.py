"""What each of the compared theses is, aspect by aspect: question, method, informants, institution, year, size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kb.ingest.chapter_roles import ChapterRole
from kb.pages.markdown import render_markdown
from kb.pages.quotations.cards import name_thesis
from kb.pages.themes.themes import list_quotations
from kb.pages.voices.links import voice_url, voices_url
from kb.records.languages import TextIn
from kb.records.models import Informant, Quotation
from kb.synthesis.sources.chapter_roles import read_role
from kb.synthesis.sources.of_thesis import Only

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from kb.records.models import Chapter, Thesis
    from kb.synthesis.compare.compare import Sizes
    from kb.synthesis.compare.comparison import Compared
    from kb.synthesis.voices.voices import CountedVoice

SHOWN_VOICES = 8
LITERATURE = (Quotation.Kind.LITERATURE, Quotation.Kind.POLICY)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cell, "" for an address that it has not; ``n`` a number before it."""

    text: str
    url: str = ""
    n: str = ""


@dataclass(frozen=True, slots=True)
class RoleLine:
    """The quoted voices of one role group, the first of them by name; ``url`` lists all ``n``."""

    label: str
    n: int
    url: str
    voices: tuple[Line, ...]
    n_more: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one thesis says of an aspect. ``quote`` and ``points`` are its words, ``missing`` what to say of nothing."""

    name: str
    language: str
    missing: str
    quote: str = ""
    points: tuple[str, ...] = ()
    prose: SafeString | str = ""
    lines: tuple[Line, ...] = ()
    roles: tuple[RoleLine, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.quote or self.points or self.prose or self.lines or self.roles)


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect with a cell for each thesis, in the order of the columns."""

    anchor: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One measure of size, with its number (and its address) for each thesis."""

    label: str
    cells: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What was found of one thesis for its cells: its quoted voices, its chapters of the first level."""

    thesis: Thesis
    voices: tuple[CountedVoice, ...]
    chapters: tuple[Chapter, ...]
    is_confirmed: bool


def present_aspects(compared: Compared, *, confirmed: bool) -> tuple[Aspect, ...]:
    """Each aspect through all the theses."""
    parts = zip(compared.theses, compared.voices, compared.chapters, strict=True)
    all_known = [Known(*part, is_confirmed=confirmed) for part in parts]
    rows = (
        ("question", _("Research question"), _present_question, _("No research question was found.")),
        ("method", _("Method"), _present_method, _("Nobody has written of its method here yet.")),
        ("informants", _("Informants"), _present_informants, _("No informant is quoted.")),
        ("from", _("Institution and year"), _present_origin, _("Not known.")),
    )
    return tuple(
        Aspect(
            anchor,
            label,
            tuple(
                Cell(name_thesis(known.thesis), known.thesis.language, missing, **present(known))
                for known in all_known
            ),
        )
        for anchor, label, present, missing in rows
    )


def _present_question(known: Known) -> dict[str, Any]:
    return {"quote": known.thesis.research_question, "points": read_questions(known.thesis)}


def read_questions(thesis: Thesis) -> tuple[str, ...]:
    """The sub-questions of a thesis as they stand in its record: texts, or objects with a text."""
    questions = (q.get("text", "") if isinstance(q, dict) else str(q) for q in thesis.sub_questions)
    return tuple(text for text in questions if text)


def _present_method(known: Known) -> dict[str, Any]:
    """The curator's words, and the chapter in which the thesis tells of its method itself."""
    thesis = known.thesis
    about_it = (c for c in known.chapters if read_role((c.title,)) is ChapterRole.METHOD)
    return {
        "prose": render_markdown(thesis.method) if thesis.method else "",
        "lines": tuple(
            Line(_("Read its chapter %(heading)s") % {"heading": chapter.heading}, chapter.get_absolute_url())
            for chapter in about_it
        ),
    }


def _present_informants(known: Known) -> dict[str, Any]:
    return {"lines": tuple(_tell_numbers(known.thesis)), "roles": tuple(_present_roles(known))}


def _tell_numbers(thesis: Thesis) -> Iterable[Line]:
    """How many the thesis itself says that it asked, and where."""
    parts = []
    if thesis.n_informants:
        parts.append(
            ngettext("%(n)s informant", "%(n)s informants", thesis.n_informants) % {"n": thesis.n_informants}
        )
    if thesis.n_offices:
        parts.append(ngettext("%(n)s office", "%(n)s offices", thesis.n_offices) % {"n": thesis.n_offices})
    if thesis.region:
        parts.append(thesis.region)
    if parts:
        yield Line(_("By its own account: %(parts)s") % {"parts": ", ".join(parts)})


def _present_roles(known: Known) -> Iterable[RoleLine]:
    slug = known.thesis.slug
    confirmed = "1" if known.is_confirmed else ""
    for group, label in Informant.RoleGroup.choices:
        rows = [row for row in known.voices if row.voice.role_group == group]
        if not rows:
            continue
        named = [
            Line(
                TextIn(row.voice.label, known.thesis.language),
                voice_url(slug, row.voice.label, confirmed=confirmed),
                str(row.n),
            )
            for row in rows[:SHOWN_VOICES]
        ]
        yield RoleLine(
            label=str(label),
            n=len(rows),
            url=voices_url(thesis=slug, role=group, confirmed=confirmed),
            voices=tuple(named),
            n_more=len(rows) - len(named),
        )


def _present_origin(known: Known) -> dict[str, Any]:
    thesis, listed = known.thesis, reverse("thesis-list")
    lines = []
    if thesis.institution:
        lines.append(Line(thesis.institution.name, f"{listed}?institution={thesis.institution.slug}"))
    if thesis.programme:
        lines.append(Line(TextIn(thesis.programme, thesis.language)))
    if thesis.year:
        lines.append(Line(str(thesis.year), f"{listed}?year={thesis.year}"))
    return {"lines": tuple(lines)}


def present_sizes(compared: Compared, *, confirmed: bool) -> tuple[SizeRow, ...]:
    """How much there is of everything, a row for each measure."""
    parts = zip(compared.theses, compared.sizes, compared.chapters, strict=True)
    columns = [list(_measure(*part, confirmed=confirmed)) for part in parts]
    return tuple(SizeRow(cells[0].text, tuple(cells)) for cells in zip(*columns, strict=True))


def _measure(
    thesis: Thesis, size: Sizes, chapters: tuple[Chapter, ...], *, confirmed: bool
) -> Iterable[Line]:
    sources = reverse("thesis-sources", args=[thesis.slug])

    def listed(*kinds: str) -> str:
        chosen = {"kind": kinds} if kinds else {}
        return list_quotations(thesis=thesis.slug, confirmed=confirmed, **chosen)

    for n, label, url in (
        (size.n_words, pgettext("size of a thesis", "Words"), ""),
        (len(chapters), pgettext("size of a thesis", "Chapters"), f"{thesis.get_absolute_url()}#contents"),
        (size.n_quotations, pgettext("size of a thesis", "Quotations"), listed()),
        (size.n_interviews, pgettext("size of a thesis", "From interviews"), listed("interview")),
        (size.n_literature, pgettext("size of a thesis", "From literature and policy"), listed(*LITERATURE)),
        (size.n_works, pgettext("size of a thesis", "Works cited"), f"{sources}?only={Only.CITED}"),
        (size.n_citations, pgettext("size of a thesis", "Citations"), sources),
    ):
        yield Line(label, url if n else "", number_format(n, 0, force_grouping=True))
