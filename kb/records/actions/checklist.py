"""What a curator should know of a thesis before everybody sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.records.models import Chapter, Citation, Quotation, ThemeLink, Thesis

if TYPE_CHECKING:
    from collections.abc import Iterator

# Below this the reader itself says that it is guessing.
UNSURE_BELOW = 0.6


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at. ``count`` is 1 for a missing particular; ``is_serious`` could harm somebody."""

    code: str
    message: str
    count: int = 1
    is_serious: bool = False


def find_doubts(thesis: Thesis) -> tuple[Doubt, ...]:
    """What is missing or unsure in the thesis, the serious first."""
    doubts = (*_in_particulars(thesis), *_in_contents(thesis), *_in_findings(thesis))
    return tuple(sorted(doubts, key=lambda doubt: not doubt.is_serious))


def _in_particulars(thesis: Thesis) -> Iterator[Doubt]:
    if thesis.title_is_made_up:
        yield Doubt("title", _("The title is ours: the file names none."))
    if not thesis.contributors.filter(role="author").exists():
        yield Doubt("author", _("No author is named."))
    if thesis.institution_id is None:
        yield Doubt("institution", _("No institution is named."))
    if thesis.year is None:
        yield Doubt("year", _("No year is given."))
    if not thesis.research_question:
        yield Doubt("research_question", _("No research question is given."))
    if not thesis.licence:
        yield Doubt("licence", _("Nothing is said about rights."))


def _in_contents(thesis: Thesis) -> Iterator[Doubt]:
    if not thesis.passages.exists():
        yield Doubt("text", _("It has no text."))
    hidden = thesis.chapters.filter(kind=Chapter.Kind.APPENDIX, is_hidden=True).count()
    if hidden:
        yield Doubt(
            "appendices",
            ngettext("%d appendix is hidden.", "%d appendices are hidden.", hidden) % hidden,
            hidden,
        )
    personal = (
        thesis.passages.filter(is_hidden=False, chapter__is_hidden=False).exclude(personal_data="").count()
    )
    if personal:
        yield Doubt(
            "personal_data",
            ngettext(
                "%d passage seems to hold personal data and is not hidden.",
                "%d passages seem to hold personal data and are not hidden.",
                personal,
            )
            % personal,
            personal,
            is_serious=True,
        )


def _in_findings(thesis: Thesis) -> Iterator[Doubt]:
    suggested = thesis.quotations.filter(state=Quotation.State.SUGGESTED)
    unsure = suggested.filter(confidence__lt=UNSURE_BELOW).count()
    if unsure:
        yield Doubt(
            "unsure",
            ngettext("%d quotation is unsure.", "%d quotations are unsure.", unsure) % unsure,
            unsure,
        )
    kept = thesis.quotations.exclude(state=Quotation.State.REJECTED)
    voiceless = kept.filter(kind=Quotation.Kind.INTERVIEW, informant=None).count()
    if voiceless:
        yield Doubt(
            "without_speaker",
            ngettext(
                "%d interview quotation has no speaker.",
                "%d interview quotations have no speaker.",
                voiceless,
            )
            % voiceless,
            voiceless,
        )
    themes = ThemeLink.objects.filter(thesis=thesis, state=ThemeLink.State.SUGGESTED).count()
    if themes:
        yield Doubt(
            "themes",
            ngettext(
                "%d suggested theme awaits a yes or no.", "%d suggested themes await a yes or no.", themes
            )
            % themes,
            themes,
        )
    ambiguous = thesis.citations.filter(state=Citation.State.AMBIGUOUS).count()
    if ambiguous:
        yield Doubt(
            "ambiguous",
            ngettext("%d citation is ambiguous.", "%d citations are ambiguous.", ambiguous) % ambiguous,
            ambiguous,
        )
