"""Reading a file that was given, outside the request: who takes the run, how it tells how far it is, how it ends.

The run's own row is the truth. The task in the queue is only a ticket for it: a second one, or one that a killed
worker held, does no harm, because a run is taken by changing its row from ``waiting``, and it is stored in the same
transaction that finds the row still in the hands of who read it.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from kb.importing.presence import is_alive
from kb.importing.store import STEPS, Halted, ingest_file
from kb.ingest.errors import UnreadableFile
from kb.records.actions.imports import FRESH, change_import
from kb.records.models import Import

log = logging.getLogger(__name__)

Outcome = Import.Outcome
MOST_ATTEMPTS = 3
_TELL_EVERY = 0.5  # seconds between two notes of how many pages are read
_FORGOTTEN = timedelta(hours=1)  # a command that says nothing for so long was killed

# Set when the process is asked to end: the run goes back into the line at its next step.
stopping = threading.Event()


@task(takes_context=True)
def read_upload(context: TaskContext, run_pk: int) -> str:
    """Reads the file of the run, if it still waits; the outcome."""
    run = _take(run_pk, context.task_result.worker_ids[-1])
    if run is None:
        return "not waiting"
    try:
        _read(run)
    except Halted as halted:
        _halt(run, halted.reason)
    except UnreadableFile as error:
        _fail(run, error.code, str(error))
    except FileNotFoundError:
        _fail(run, "file_lost", f"{run.upload.name} is gone.", upload="")
    except OperationalError as error:
        log.warning("Run %s could not be stored: %s", run.pk, error)
        _give_back(run, str(error))
    except Exception as error:
        # Whatever it is, the file stays and the person is told; the worker goes on with the next.
        log.exception("Run %s (%s) failed", run.pk, run.file_name)
        _fail(run, "fault", f"{type(error).__name__}: {error}")
    return str(run.outcome)


def _take(run_pk: int, worker: str) -> Import | None:
    """The run, now in the hands of ``worker``; None where it does not wait."""
    now = timezone.now()
    taken = Import.objects.filter(pk=run_pk, outcome=Outcome.WAITING).update(
        **{**FRESH, "outcome": Outcome.RUNNING, "worker": worker, "steps": _steps_at("read")},
        started=now,
        seen=now,
        attempts=F("attempts") + 1,
    )
    return Import.objects.select_related("by", "thesis", "rereads").get(pk=run_pk) if taken else None


def _read(run: Import) -> None:
    kept = run.rereads.file if run.rereads is not None else run.upload
    with kept.open("rb") as file:
        data = file.read()
    teller = _Teller(run)
    ingest_file(
        run.file_name,
        data,
        by=run.by,
        thesis=run.thesis,
        progress=teller.tell_step,
        pages=teller.tell_pages,
        run=run,
        anew=run.rereads is not None,
        preview=run.is_preview,
    )
    if not run.upload:
        return
    name = str(run.upload.name)
    run.upload = ""
    run.save(update_fields=["upload"])
    default_storage.delete(name)


class _Teller:
    """Writes down how far a run is, and hears whether it is to go on."""

    def __init__(self, run: Import) -> None:
        self.run = run
        self.told = 0.0

    def tell_step(self, name: str, *_how_far: int) -> None:
        self.run.steps = _steps_at(name, self.run.steps)
        self._write()

    def tell_pages(self, done: int, total: int) -> None:
        if time.monotonic() - self.told >= _TELL_EVERY:
            self.run.steps[0] = {"name": "read", "done": done, "total": total}
            self._write()

    def _write(self) -> None:
        """Raises Halted."""
        self.told = time.monotonic()
        if stopping.is_set():
            raise Halted("stopped")
        mine = Import.objects.filter(pk=self.run.pk, outcome=Outcome.RUNNING, worker=self.run.worker)
        try:
            goes_on = mine.filter(cancel_asked=False).update(steps=self.run.steps, seen=timezone.now())
        except OperationalError:
            # Another process writes for long; how far we are is not worth giving up for.
            return
        if not goes_on:
            raise Halted("cancelled" if mine.exists() else "lost")


def _steps_at(name: str, known: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """All steps, those before ``name`` done. ``known`` says how many pages the first had."""
    at = STEPS.index(name)
    steps = [{"name": step, "done": int(n < at), "total": 1} for n, step in enumerate(STEPS)]
    if known and known[0]["total"] > 1:
        total = known[0]["total"]
        steps[0] = {"name": "read", "done": total if at else known[0]["done"], "total": total}
    return steps


# -- how a run ends without a thesis


def _fail(run: Import, problem: str, message: str, **more: Any) -> None:
    ended = {"outcome": Outcome.FAILED, "problem": problem, "message": message, "ended": timezone.now()}
    change_import(run, was=Outcome.RUNNING, **ended, **more)


def _halt(run: Import, reason: str) -> None:
    if reason == "stopped":
        _line_up(run, attempts=run.attempts - 1)
    elif Import.objects.filter(pk=run.pk, cancel_asked=True).exists():
        change_import(run, was=Outcome.RUNNING, outcome=Outcome.CANCELLED, ended=timezone.now())


def _give_back(run: Import, message: str) -> None:
    """Back into the line, unless it was taken out of it too often already."""
    if run.cancel_asked:
        change_import(run, was=Outcome.RUNNING, outcome=Outcome.CANCELLED, ended=timezone.now())
    elif run.attempts < MOST_ATTEMPTS:
        _line_up(run)
    else:
        ended = {"outcome": Outcome.INTERRUPTED, "problem": "interrupted", "ended": timezone.now()}
        change_import(run, was=Outcome.RUNNING, **ended, message=message)


# -- the line


@transaction.atomic
def enqueue(run: Import) -> None:
    """A ticket for a run that waits."""
    run.ticket = read_upload.enqueue(run.pk).id
    Import.objects.filter(pk=run.pk).update(ticket=run.ticket)


@transaction.atomic
def _line_up(run: Import, **fields: Any) -> None:
    if change_import(run, was=run.outcome, **{**FRESH, **fields}):
        enqueue(run)


def is_lost(run: Import) -> bool:
    """Whether the run is under way in a process that is no more."""
    if run.outcome != Outcome.RUNNING:
        return False
    if run.worker:
        return not is_alive(run.worker)
    return timezone.now() - (run.seen or run.started) > _FORGOTTEN


def resume_lost(worker: str = "") -> int:
    """Puts back into the line what killed workers had in hand; how many runs.

    ``worker``: who asks, and has nothing in hand itself.
    """
    resumed = 0
    for run in Import.objects.filter(outcome=Outcome.RUNNING).exclude(worker=""):
        if run.worker == worker or is_lost(run):
            _give_back(run, "The worker ended in the middle.")
            resumed += 1
    waiting = Import.objects.filter(outcome=Outcome.WAITING)
    tickets = DBTaskResult.objects.in_bulk([run.ticket for run in waiting if run.ticket])
    for run in waiting:
        ticket = tickets.get(run.ticket)
        if ticket is None or not _is_good(ticket, worker):
            _line_up(run)
            resumed += 1
    return resumed


def _is_good(ticket: DBTaskResult[Any, Any], worker: str) -> bool:
    """Whether somebody will still see to the run that the ticket is for."""
    if ticket.status == TaskResultStatus.READY:
        return True
    holder = ticket.worker_ids[-1] if ticket.worker_ids else ""
    return ticket.status == TaskResultStatus.RUNNING and holder != worker and is_alive(holder)
