"""The findings at the head of a comparison, as sentences whose numbers are links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.pages.chips import Mark, find_mark
from kb.pages.compare.sources import places_url
from kb.pages.counts import Count
from kb.pages.lists import change_query
from kb.pages.sources.work_names import name_work
from kb.pages.themes.themes import list_quotations
from kb.pages.voices.links import voices_url
from kb.records.models import Informant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from kb.pages.compare.compare import Column
    from kb.synthesis.compare.compare import Counts, Sizes
    from kb.synthesis.compare.comparison import Compared
    from kb.synthesis.compare.summary import Summary
    from kb.synthesis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Figure:
    """A number for one thesis, under its letter; ``share`` is its part of the thesis' quotations, "" for others."""

    letter: str
    n: int
    share: str
    url: str


@dataclass(frozen=True, slots=True)
class FindingItem:
    """A theme (with its mark), a role group or a work, and its numbers in each thesis."""

    label: str
    url: str
    mark: Mark | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that begins with ``lead`` and goes on with the items; ``more`` is (label, address) of all of them."""

    lead: str
    items: tuple[FindingItem, ...] = ()
    more: tuple[str, str] | None = None


def present_findings(
    compared: Compared,
    columns: Sequence[Column],
    *,
    vocabulary: Vocabulary,
    confirmed: bool,
    query: QueryDict,
) -> tuple[Finding, ...]:
    """What is common first, then what sets apart."""

    def themes(rows: Iterable[Counts]) -> tuple[FindingItem, ...]:
        return tuple(_present_theme(row, compared, columns, vocabulary, confirmed=confirmed) for row in rows)

    summary, is_pair = compared.summary, len(columns) == 2
    findings = []
    if summary.both:
        lead = _("Both speak much of") if is_pair else _("All of them speak much of")
        findings.append(Finding(lead, themes(summary.both), _link_shared(summary, query)))
    elif summary.shared:
        # What one of them speaks far more of stands below, though the other speaks much of it too.
        touch = _("They touch the same themes.")
        lead = touch if summary.is_much else _("They touch the same themes, but none of them much.")
        findings.append(Finding(lead, (), _link_shared(summary, query)))
    else:
        findings.append(Finding(_("No theme is found in the quotations of all of them.")))
    for place, rows in summary.more:
        lead = _("%(name)s speaks far more of") % {"name": columns[place].name}
        findings.append(Finding(lead, themes(rows)))
    for place, rows in summary.only:
        lead = _("Only %(name)s speaks of") % {"name": columns[place].name}
        findings.append(Finding(lead, themes(rows)))
    findings.append(_present_voices(compared, columns, confirmed=confirmed))
    findings.append(_present_works(compared, columns))
    return tuple(findings)


def write_share(n: int, size: Sizes) -> str:
    """ "12 %", "<1 %"."""
    share = 100 * n / size.n_quotations if size.n_quotations else 0
    return "<1\u00a0%" if 0 < share < 1 else f"{share:.0f}\u00a0%"


def _link_shared(summary: Summary, query: QueryDict) -> tuple[str, str]:
    label = ngettext("%(n)s theme in common", "%(n)s themes in common", len(summary.shared))
    url = f"{change_query(query, **{'in': 'all'})}#themes"
    return label % {"n": Count(len(summary.shared))}, url


def _present_theme(
    row: Counts,
    compared: Compared,
    columns: Sequence[Column],
    vocabulary: Vocabulary,
    *,
    confirmed: bool,
) -> FindingItem:
    theme = vocabulary.themes[row.pk]
    figures = tuple(
        Figure(
            column.letter,
            n,
            write_share(n, size),
            list_quotations(theme=theme.slug, thesis=thesis.slug, confirmed=confirmed) if n else "",
        )
        for column, thesis, size, n in zip(columns, compared.theses, compared.sizes, row.numbers, strict=True)
    )
    return FindingItem(theme.display_name, theme.get_absolute_url(), find_mark(row.pk), figures)


def _present_voices(compared: Compared, columns: Sequence[Column], *, confirmed: bool) -> Finding:
    """How many voices of each role group each thesis quotes."""
    items = []
    for group, label in Informant.RoleGroup.choices:
        numbers = [sum(row.voice.role_group == group for row in voices) for voices in compared.voices]
        if not any(numbers):
            continue
        choices = {"role": group, "confirmed": "1" if confirmed else ""}
        figures = tuple(
            Figure(column.letter, n, "", voices_url(thesis=thesis.slug, **choices) if n else "")
            for column, thesis, n in zip(columns, compared.theses, numbers, strict=True)
        )
        everywhere = voices_url(thesis=[thesis.slug for thesis in compared.theses], **choices)
        items.append(FindingItem(capfirst(str(label)), everywhere, None, figures))
    return Finding(_("Voices that are quoted") if items else _("No voice is quoted in them."), tuple(items))


def _present_works(compared: Compared, columns: Sequence[Column]) -> Finding:
    summary = compared.summary
    if not summary.n_shared_works:
        n = summary.n_some_works
        label = ngettext("%(n)s work that some of them share", "%(n)s works that some of them share", n)
        more = (label % {"n": Count(n)}, "#sources") if n else None
        return Finding(_("No work is cited in all of them."), (), more)
    items = []
    for row in summary.works:
        work = compared.work_records.get(row.pk)
        if work is not None:
            figures = tuple(
                Figure(column.letter, n, "", places_url(work, thesis))
                for column, thesis, n in zip(columns, compared.theses, row.numbers, strict=True)
            )
            items.append(FindingItem(name_work(work), work.get_absolute_url(), None, figures))
    label = ngettext("%(n)s work in common", "%(n)s works in common", summary.n_shared_works)
    lead = _("Both cite") if len(columns) == 2 else _("All of them cite")
    return Finding(lead, tuple(items), (label % {"n": Count(summary.n_shared_works)}, "#sources"))
