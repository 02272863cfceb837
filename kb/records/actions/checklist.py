"""What a curator should know of a thesis before everybody sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.records.models import Chapter, Citation, Quotation, ThemeLink, Thesis, Tick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import QuerySet

    from kb.records.models import Passage

# Below this the reader itself says that it is guessing.
UNSURE_BELOW = 0.6


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at. ``count`` is 1 for a missing particular; ``is_serious`` could harm somebody."""

    code: str
    message: str
    count: int = 1
    is_serious: bool = False


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One item of the checklist before publishing, with what is left of it.

    ``tick`` is a person's word for it, if it still holds; ``can_tick``, whether one would settle it as it stands.
    """

    code: Literal["text", "rights", "particulars", "findings", "personal"]
    doubts: tuple[Doubt, ...] = ()
    tick: Tick | None = None
    can_tick: bool = False
    needs_tick: bool = False

    @property
    def left(self) -> int:
        return sum(doubt.count for doubt in self.doubts)

    @property
    def state(self) -> Literal["done", "left", "open"]:
        """Done; knowingly left; or open, which keeps the thesis from being published."""
        if self.doubts:
            return "left" if self.tick is not None else "open"
        return "open" if self.needs_tick and self.tick is None else "done"


# What rooms above know how to look for: serious doubts about personal data.
_probes: list[Callable[[Thesis], Iterable[Doubt]]] = []


def add_probe(probe: Callable[[Thesis], Iterable[Doubt]]) -> None:
    """Let the checklist ask ``probe`` too, once."""
    if probe not in _probes:
        _probes.append(probe)


def find_checklist(thesis: Thesis) -> tuple[CheckItem, ...]:
    """What must be done, or knowingly left, before everybody may see the thesis."""
    ticks = {tick.item: tick for tick in thesis.ticks.select_related("by")}
    particulars = tuple(doubt for doubt in _in_particulars(thesis) if doubt.code != "licence")
    rights = tuple(doubt for doubt in _in_particulars(thesis) if doubt.code == "licence")
    text = tuple(doubt for doubt in _in_contents(thesis) if doubt.code == "text")
    personal = tuple(find_personal_doubts(thesis))
    return (
        CheckItem("text", () if thesis.access == Thesis.Access.RESTRICTED else text),
        CheckItem("rights", rights),
        _tickable("particulars", particulars, ticks),
        _tickable("findings", tuple(_in_findings(thesis)), ticks),
        CheckItem(
            "personal",
            personal,
            None if personal else ticks.get(Tick.Item.PERSONAL),
            can_tick=not personal,
            needs_tick=True,
        ),
    )


def _tickable(
    code: Literal["particulars", "findings"], doubts: tuple[Doubt, ...], ticks: dict[str, Tick]
) -> CheckItem:
    tick, left = ticks.get(code), sum(doubt.count for doubt in doubts)
    holds = tick is not None and left <= tick.count
    return CheckItem(code, doubts, tick if holds and doubts else None, can_tick=bool(doubts))


def find_personal_doubts(thesis: Thesis) -> Iterator[Doubt]:
    """What of personal data nobody has looked at, all of it serious."""
    if (personal := pointed_out(thesis).count()) > 0:
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
    if (lost := thesis.masks.filter(record_id=None).count()) > 0:
        yield Doubt(
            "lost_masks",
            ngettext(
                "%d covering has lost its place in the new version of the file.",
                "%d coverings have lost their place in the new version of the file.",
                lost,
            )
            % lost,
            lost,
            is_serious=True,
        )
    for probe in _probes:
        yield from probe(thesis)


def pointed_out(thesis: Thesis) -> QuerySet[Passage]:
    """The passages that the public would see, in which reading points out personal data that nobody looked at."""
    shown: QuerySet[Passage] = thesis.passages.filter(
        is_hidden=False, chapter__is_hidden=False, personal_data_settled=False
    ).exclude(personal_data="")
    return shown


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
    hidden = thesis.chapters.filter(kind=Chapter.Kind.APPENDIX, is_hidden=True, is_former=False).count()
    if hidden:
        yield Doubt(
            "appendices",
            ngettext("%d appendix is hidden.", "%d appendices are hidden.", hidden) % hidden,
            hidden,
        )
    yield from find_personal_doubts(thesis)


def _in_findings(thesis: Thesis) -> Iterator[Doubt]:
    undecided = thesis.reanchorings.filter(state="open").count()
    if undecided:
        yield Doubt(
            "anew",
            ngettext(
                "%d record that people worked on has no sure place in the current file.",
                "%d records that people worked on have no sure place in the current file.",
                undecided,
            )
            % undecided,
            undecided,
            is_serious=True,
        )
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
                "%d suggestion of a theme awaits a yes or no: on the thesis, a passage or a quotation.",
                "%d suggestions of themes await a yes or no: on the thesis, its passages and quotations.",
                themes,
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
