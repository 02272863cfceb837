"""Runs over files: into the line, out of it, and back into it.

Each change is made only where the run is still what it was when the person looked at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.models import Import
from kb.records.recording import recorded

if TYPE_CHECKING:
    from kb.records.actions.history import Actor
    from kb.records.models import Thesis

Outcome = Import.Outcome
# Nothing came of these yet, and they can be gone at again as long as the file is kept.
ENDED_WITHOUT = (Outcome.FAILED, Outcome.CANCELLED, Outcome.INTERRUPTED)


def change_import(run: Import, *, was: Import.Outcome | str, **fields: Any) -> bool:
    """Sets the fields where the run is as ``run`` says: with the outcome ``was``, in the hands of the same worker."""
    unchanged = Import.objects.filter(pk=run.pk, outcome=was, worker=run.worker)
    if not unchanged.update(**fields):
        return False
    for name, value in fields.items():
        setattr(run, name, value)
    return True


@recorded
def cancel_import(*, run: Import, by: Actor, is_lost: bool = False) -> None:
    """Ends a run that waits, at once; asks one that is under way to end, unless its worker is gone (``is_lost``)."""
    now = timezone.now()
    if run.outcome == Outcome.RUNNING and not is_lost:
        done = change_import(run, was=Outcome.RUNNING, cancel_asked=True)
    elif run.outcome in {Outcome.WAITING, Outcome.ASKING, Outcome.RUNNING}:
        done = change_import(run, was=run.outcome, outcome=Outcome.CANCELLED, ended=now)
    else:
        raise Refused(_("It has ended already."))
    if not done:
        raise Refused(_("It went on in the meantime. Look again."))
    remember(run, _("Cancelled."), by=by)


@recorded
def line_up_import(*, run: Import, by: Actor, is_lost: bool = False) -> None:
    """Puts a run that ended without result, or whose worker is gone (``is_lost``), back into the line."""
    if not (run.outcome in ENDED_WITHOUT or (run.outcome == Outcome.RUNNING and is_lost)):
        raise Refused(_("It is under way, or done already."))
    if not run.upload and run.rereads_id is None:
        raise Refused(_("The file is no longer kept. Add it anew."))
    # Whoever asks for it by hand gives it all its attempts again.
    if not change_import(run, was=run.outcome, **FRESH, attempts=0):
        raise Refused(_("It went on in the meantime. Look again."))
    remember(run, _("Read again."), by=by)


@recorded
def answer_import(*, run: Import, thesis: Thesis | None, by: Actor) -> None:
    """Says whose file it is that has the name of a known one: a new version of ``thesis``, or (None) another thesis."""
    if not change_import(run, was=Outcome.ASKING, **FRESH, thesis=thesis):
        raise Refused(_("That was answered already."))
    said = _("A new version of “%s”.") % thesis if thesis else _("A thesis of its own.")
    remember(run, said, by=by)


# What a run is that waits to be read.
FRESH: dict[str, Any] = {
    "outcome": Outcome.WAITING,
    "worker": "",
    "steps": [],
    "notices": [],
    "problem": "",
    "message": "",
    "cancel_asked": False,
    "ended": None,
}
