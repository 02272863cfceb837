"""What a person sees of files under way: how far each is, what is wrong, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.curation.problems import describe_problem
from kb.importing.presence import is_any_alive
from kb.importing.tasks import is_lost
from kb.records.actions.imports import ENDED_WITHOUT
from kb.records.models import Import, SourceFile

if TYPE_CHECKING:
    from collections.abc import Sequence

Outcome = Import.Outcome
OPEN = (Outcome.WAITING, Outcome.RUNNING)

_STEPS = {
    "read": gettext_lazy("Reading the file"),
    "lay out": gettext_lazy("Finding chapters and paragraphs"),
    "references": gettext_lazy("The reference list"),
    "citations": gettext_lazy("Citations"),
    "informants": gettext_lazy("Informants"),
    "quotations": gettext_lazy("Quotations"),
    "themes": gettext_lazy("Themes"),
    "particulars": gettext_lazy("Title, authors, year"),
    "personal data": gettext_lazy("Personal data"),
    "store": gettext_lazy("Storing it"),
}
_STATES = {
    "waiting": gettext_lazy("Waits in line"),
    "asking": gettext_lazy("Needs an answer"),
    "running": gettext_lazy("Being read"),
    "cancelling": gettext_lazy("Being cancelled"),
    "created": gettext_lazy("Added as a draft"),
    "updated": gettext_lazy("New version read"),
    "unchanged": gettext_lazy("Nothing new"),
    "previewed": gettext_lazy("Tried; nothing was stored"),
    "failed": gettext_lazy("Not read"),
    "cancelled": gettext_lazy("Cancelled"),
    "interrupted": gettext_lazy("Interrupted"),
}


@dataclass(frozen=True, slots=True)
class ShownStep:
    """``state`` is done, now or later; ``note`` tells pages."""

    label: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownRun:
    """One file. ``done`` of ``total`` is for the bar; the ``can_``s say which buttons stand there."""

    run: Import
    state: str
    label: str
    steps: tuple[ShownStep, ...]
    done: int
    total: int
    note: str
    problem: str
    remedy: str
    thesis_url: str
    can_cancel: bool
    can_retry: bool

    @property
    def is_open(self) -> bool:
        return self.run.outcome in OPEN


@dataclass(frozen=True, slots=True)
class ShownRuns:
    """Files together. ``is_live``: there is something to wait for; ``is_idle``: and nobody who does it."""

    runs: tuple[ShownRun, ...]
    summary: str
    is_live: bool
    is_idle: bool


def present_runs(runs: Sequence[Import]) -> ShownRuns:
    """The runs in the order given; they must come with their thesis."""
    _find_twins(runs)
    is_waiting = any(run.outcome == Outcome.WAITING for run in runs)
    line = list(Import.objects.filter(outcome__in=OPEN).values_list("pk", flat=True)) if is_waiting else []
    shown = tuple(_present(run, line) for run in runs)
    is_live = any(run.is_open for run in shown)
    return ShownRuns(shown, _sum_up(shown), is_live, is_live and not is_any_alive())


def _present(run: Import, line: Sequence[int]) -> ShownRun:
    lost = is_lost(run)
    state = find_state(run)
    steps = tuple(_present_step(step, state) for step in _mark_now(run))
    problem, remedy = describe_problem(run, settings.KB_UPLOAD_MB)
    if lost:
        problem = _("The worker that read it ended in the middle. Nothing was stored by halves.")
        remedy = _(
            "It goes on by itself when a worker runs again; “Go on” puts it back into the line at once."
        )
    return ShownRun(
        run=run,
        state=state,
        label=str(_STATES[state]),
        steps=steps,
        done=sum(step.state == "done" for step in steps),
        total=len(steps),
        note=_note(run, steps, line) if state in {"waiting", "running"} else "",
        problem=problem,
        remedy=remedy,
        thesis_url=_find_page(run),
        can_cancel=lost or state in {"waiting", "running", "asking"},
        can_retry=bool(run.upload or run.rereads_id) and (lost or run.outcome in ENDED_WITHOUT),
    )


def _find_page(run: Import) -> str:
    """Where to go on: to what a new reading changed, else to the thesis."""
    if run.thesis_id and run.effect and (run.is_preview or run.effect.get("n_asked")):
        return reverse("admin:records_thesis_anew_reading", args=[run.thesis_id, run.pk])
    return reverse("admin:records_thesis_change", args=[run.thesis_id]) if run.thesis_id else ""


def find_state(run: Import) -> str:
    """The outcome, and besides: a run whose worker is gone is interrupted, one that is to end is cancelling."""
    if is_lost(run):
        return "interrupted"
    return "cancelling" if run.outcome == Outcome.RUNNING and run.cancel_asked else str(run.outcome)


def name_state(run: Import) -> str:
    """The state in words."""
    return str(_STATES[find_state(run)])


def _mark_now(run: Import) -> list[tuple[dict[str, object], bool]]:
    """Each step with whether it is the one under way: the first that is not done."""
    undone = [n for n, step in enumerate(run.steps) if step["done"] < step["total"]]
    return [(step, bool(undone) and n == undone[0]) for n, step in enumerate(run.steps)]


def _present_step(marked: tuple[dict[str, object], bool], state: str) -> ShownStep:
    step, is_now = marked
    done, total = int(str(step["done"])), int(str(step["total"]))
    note = _("%(done)d of %(total)d pages") % {"done": done, "total": total} if total > 1 else ""
    is_under_way = is_now and state in {"running", "cancelling"}
    name = str(step["name"])
    shown = "now" if is_under_way else "done" if done >= total else "later"
    return ShownStep(str(_STEPS.get(name, name)), shown, note)


def _note(run: Import, steps: tuple[ShownStep, ...], line: Sequence[int]) -> str:
    """What goes on with it, in a few words."""
    if run.outcome == Outcome.WAITING:
        before = sum(pk < run.pk for pk in line)
        return ngettext("%d file before it", "%d files before it", before) % before if before else ""
    return next((f"{step.label} {step.note}".strip() for step in steps if step.state == "now"), "")


def _find_twins(runs: Sequence[Import]) -> None:
    """Gives those that wait for the same file the thesis that came of it meanwhile."""
    twins = [run for run in runs if run.problem == "twice" and run.thesis_id is None]
    if not twins:
        return
    digests = {run.sha256 for run in twins}
    files = SourceFile.objects.filter(sha256__in=digests).select_related("thesis").defer("text", "pages")
    theses = {source.sha256: source.thesis for source in files}
    for run in twins:
        if run.sha256 in theses:
            run.thesis, run.problem = theses[run.sha256], "known"


def _sum_up(shown: tuple[ShownRun, ...]) -> str:
    """One sentence for who does not look: how many are done."""
    ready = sum(not run.is_open and run.state not in {"asking", "interrupted"} for run in shown)
    if len(shown) == 1:
        return f"{shown[0].label}. {shown[0].note}".strip()
    said = _("%(ready)d of %(all)d files are done.") % {"ready": ready, "all": len(shown)}
    if asking := sum(run.state == "asking" for run in shown):
        said += " " + ngettext("%d needs an answer.", "%d need an answer.", asking) % asking
    if failed := sum(run.state == "failed" for run in shown):
        said += " " + ngettext("%d was not read.", "%d were not read.", failed) % failed
    return said
