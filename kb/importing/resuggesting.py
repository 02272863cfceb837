"""Themes suggested anew for all theses, in the worker: first weighed, then, when a person says so, carried out.

The run's own row is the truth, as with runs over files: it is taken by changing its state, goes on after the thesis
that was done last, and is put back into the line where its worker is gone.
"""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from kb.importing.from_records import rebuild
from kb.importing.presence import is_alive
from kb.importing.tasks import stopping
from kb.importing.themes import find_suggested, vocabulary_in_use
from kb.records.actions import Refused, renew_suggestions
from kb.records.models import Operation, SuggestionChange, SuggestionRun, Theme, ThemeLink, Thesis
from kb.search.updates import mark_pending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest import draft as reading
    from kb.records.actions.history import Actor

log = logging.getLogger(__name__)

State, Kind = SuggestionRun.State, SuggestionChange.Kind
# A suggestion that is surer or less sure by less is the same.
LEAST_CHANGE = 0.01
_UNDER_WAY = {State.WAITING: State.WEIGHING, State.CHOSEN: State.CARRYING}
_KEPT = 20


def start_run(theme: Theme | None, *, by: Actor) -> SuggestionRun:
    """A run in the line; one for the same theme that is still open is that one. Old ones are swept away."""
    for run in SuggestionRun.objects.filter(theme=theme):
        if run.is_open:
            return run
    old = SuggestionRun.objects.order_by("-pk").values_list("pk", flat=True)[_KEPT:]
    SuggestionRun.objects.filter(pk__in=list(old)).delete()
    with transaction.atomic():
        run = SuggestionRun.objects.create(theme=theme, by_id=by.pk if by is not None else None)
        _enqueue(run)
    return run


def choose_run(run: SuggestionRun, *, by: Actor) -> None:
    """Let what was weighed be carried out. Raises Refused where the vocabulary is another by now."""
    if run.digest != _digest(vocabulary_in_use()):
        raise Refused(_("The vocabulary was changed since. Weigh it once more."))
    with transaction.atomic():
        if not _change(run, State.READY, state=State.CHOSEN, by_id=by.pk if by is not None else None):
            raise Refused(_("It went on in the meantime. Look again."))
        _enqueue(run)


def cancel_run(run: SuggestionRun) -> None:
    """End a run that is not carried out yet; whoever weighs it hears of it at the next thesis."""
    for state in (State.WAITING, State.WEIGHING, State.READY, State.CHOSEN):
        if _change(run, state, state=State.CANCELLED, ended=timezone.now()):
            run.changes.all().delete()
            return
    raise Refused(_("It went on in the meantime. Look again."))


@task(takes_context=True)
def work_run(context: TaskContext, run_pk: int) -> str:
    """Weighs the run or carries it out, whichever it waits for; its state."""
    worker = context.task_result.worker_ids[-1]
    run = SuggestionRun.objects.select_related("theme", "by").filter(pk=run_pk).first()
    if run is None or run.state not in _UNDER_WAY:
        return "not waiting"
    if not _change(run, run.state, state=_UNDER_WAY[State(run.state)], worker=worker):
        return "taken"
    try:
        (_weigh if run.state == State.WEIGHING else _carry_out)(run)
    except Exception as error:
        # Whatever it is, the person is told; the worker goes on with the next.
        log.exception("Suggesting anew (%s) failed", run.pk)
        _change(run, run.state, state=State.FAILED, message=str(error)[:500], ended=timezone.now())
    return str(run.state)


def resume_lost_runs(worker: str = "") -> int:
    """Puts back into the line what killed workers had in hand, and what waits without a ticket; how many runs."""
    resumed = 0
    back = {State.WEIGHING: State.WAITING, State.CARRYING: State.CHOSEN}
    for run in SuggestionRun.objects.filter(state__in=back):
        if run.worker == worker or not is_alive(run.worker):
            resumed += _line_up(run, back[State(run.state)])
    for run in SuggestionRun.objects.filter(state__in=_UNDER_WAY):
        ticket = DBTaskResult.objects.filter(pk=run.ticket).first() if run.ticket else None
        is_held = ticket is not None and (
            ticket.status == TaskResultStatus.READY
            or (
                ticket.status == TaskResultStatus.RUNNING
                and ticket.worker_ids
                and is_alive(ticket.worker_ids[-1])
            )
        )
        if not is_held:
            resumed += _line_up(run, State(run.state))
    return resumed


def _weigh(run: SuggestionRun) -> None:
    vocabulary = vocabulary_in_use()
    digest = _digest(vocabulary)
    if run.digest != digest:
        # The first time, or the vocabulary changed while it was interrupted.
        run.changes.all().delete()
        run.through = run.done = 0
    theses = list(Thesis.objects.order_by("pk").values_list("pk", flat=True))
    if not _change(run, State.WEIGHING, digest=digest, total=len(theses), through=run.through, done=run.done):
        return
    for pk in theses:
        if pk <= run.through:
            continue
        if stopping.is_set():
            _line_up(run, State.WAITING)
            return
        with transaction.atomic():
            thesis = Thesis.objects.filter(pk=pk).first()
            if thesis is not None:
                SuggestionChange.objects.bulk_create(find_changes(thesis, vocabulary, run), batch_size=500)
            goes_on = _change(run, State.WEIGHING, done=run.done + 1, through=pk)
            if not goes_on:
                transaction.set_rollback(True)
        if not goes_on:
            return
    _change(run, State.WEIGHING, state=State.READY, ended=timezone.now())


def find_changes(
    thesis: Thesis, vocabulary: Sequence[reading.Theme], run: SuggestionRun
) -> list[SuggestionChange]:
    """What reading would suggest for the thesis now, against what is suggested; nothing that a person settled."""
    rebuilt = rebuild(thesis, vocabulary)
    found = find_suggested(rebuilt, thesis, rebuilt.passages, rebuilt.records)
    themes = {
        theme.slug: theme.pk
        for theme in Theme.objects.filter(**({"pk": run.theme_id} if run.theme_id else {}))
    }
    links = {
        (link.content_type_id, link.object_id, link.tag_id): link
        for link in ThemeLink.objects.filter(thesis=thesis, tag__in=themes.values())
    }
    wanted = {
        (content_type, key, themes[slug]): suggestion
        for (content_type, key, slug), suggestion in found.items()
        if slug in themes
    }
    changes = []
    for key, suggestion in wanted.items():
        link = links.get(key)
        if link is None:
            changes.append(_note(run, thesis, key, Kind.NEW, suggestion.confidence, None, suggestion.reason))
        elif _is_open(link) and (
            abs(link.confidence - suggestion.confidence) >= LEAST_CHANGE or link.reason != suggestion.reason
        ):
            changes.append(
                _note(
                    run, thesis, key, Kind.CHANGED, suggestion.confidence, link.confidence, suggestion.reason
                )
            )
    for key, link in links.items():
        if key not in wanted and _is_open(link):
            changes.append(_note(run, thesis, key, Kind.LOST, link.confidence, link.confidence, link.reason))
    return changes


def _is_open(link: ThemeLink) -> bool:
    return bool(link.origin == ThemeLink.Origin.SUGGESTED and link.state == ThemeLink.State.SUGGESTED)


def _note(
    run: SuggestionRun,
    thesis: Thesis,
    key: tuple[int, int, int],
    kind: SuggestionChange.Kind,
    confidence: float,
    was: float | None,
    reason: str,
) -> SuggestionChange:
    return SuggestionChange(
        run=run,
        thesis=thesis,
        content_type_id=key[0],
        object_id=key[1],
        theme_id=key[2],
        kind=kind,
        confidence=confidence,
        was=was,
        reason=reason,
    )


def _carry_out(run: SuggestionRun) -> None:
    """All of it in one transaction: a worker that is killed in the middle leaves nothing half-made."""
    with transaction.atomic():
        newest = Operation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for thesis in renew_suggestions(run=run, by=run.by):
            mark_pending(thesis)
        operation = Operation.objects.filter(pk__gt=newest, name="renew_suggestions").first()
        if not _change(run, State.CARRYING, state=State.DONE, operation=operation, ended=timezone.now()):
            transaction.set_rollback(True)
            return
        run.changes.all().delete()


def _change(run: SuggestionRun, was: str, **fields: Any) -> bool:
    """Sets the fields where the run is as ``run`` says, in the hands of the same worker."""
    mine = SuggestionRun.objects.filter(pk=run.pk, state=was, worker=run.worker)
    if not mine.update(**fields):
        return False
    for name, value in fields.items():
        setattr(run, name, value)
    return True


@transaction.atomic
def _line_up(run: SuggestionRun, state: SuggestionRun.State) -> int:
    if not _change(run, run.state, state=state, worker=""):
        return 0
    _enqueue(run)
    return 1


def _enqueue(run: SuggestionRun) -> None:
    run.ticket = work_run.enqueue(run.pk).id
    SuggestionRun.objects.filter(pk=run.pk).update(ticket=run.ticket)


def _digest(vocabulary: Sequence[reading.Theme]) -> str:
    return hashlib.sha256(repr(vocabulary).encode()).hexdigest()[:16]
