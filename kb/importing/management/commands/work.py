"""`manage.py work [--poll SECONDS] [--once]`: the worker beside the site."""

from __future__ import annotations

import contextlib
import signal
import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from kb.importing.presence import announce
from kb.importing.resuggesting import resume_lost_runs
from kb.importing.store import Halted
from kb.importing.sweeping import sweep
from kb.importing.tasks import resume_lost, stopping
from kb.importing.vocabulary import ensure_vocabulary
from kb.search.folder import IndexBusyError, IndexUnwritableError
from kb.search.run import backend
from kb.search.updates import needs_rebuild, pending, rebuild, update_pending

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

_LEAST_NAP = 0.1
_LOOK_AFTER = 15.0  # seconds between two looks for what other workers left behind
_SWEEP_AFTER = 3600.0


class Command(BaseCommand):
    help = "Read the files that are given in the admin, and keep the search index in step, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--poll", type=float, default=1.0, metavar="SECONDS", help="look for work so often; default 1"
        )
        parser.add_argument("--once", action="store_true", help="do what waits, then end")

    def handle(self, *, poll: float, once: bool, **options: Any) -> None:
        ensure_vocabulary()
        stopping.clear()
        with contextlib.ExitStack() as held, _ending_on_signals():
            self.name = held.enter_context(announce())
            self.held, self.keeps_index, self.told = held, False, ""
            self.looked = self.swept = -_SWEEP_AFTER
            while not stopping.is_set():
                did = self._turn()
                if once and not did:
                    break
                if not did:
                    stopping.wait(max(_LEAST_NAP, poll))
        if not once:
            self.stdout.write("Stopped. What was not done is done when a worker runs again.")

    def _turn(self) -> bool:
        """Does the next thing; whether there was one. What fails for want of the base or the disk is tried again."""
        did = False
        try:
            close_old_connections()
            self._look_after()
            did = self._run_task()
            self._follow()
        except Halted:
            # The index was being written when the worker was asked to end; what is marked stays marked.
            pass
        except (IndexBusyError, IndexUnwritableError, DatabaseError) as error:
            self._tell(f"{error} Trying again.")
        else:
            self.told = ""
        return did

    def _look_after(self) -> None:
        if time.monotonic() - self.looked >= _LOOK_AFTER:
            if resumed := resume_lost(self.name) + resume_lost_runs(self.name):
                self.stdout.write(f"{resumed} interrupted runs go on.")
            self.looked = time.monotonic()
        if time.monotonic() - self.swept >= _SWEEP_AFTER:
            sweep()
            self.swept = time.monotonic()

    def _run_task(self) -> bool:
        if not DBTaskResult.objects.ready().exists():
            return False
        worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=self.name,
            excluded_queue_names=[],
        )
        worker.run()
        return True

    def _follow(self) -> None:
        """Carries changes into the index; of several workers, the one that holds its lock."""
        if not self.keeps_index:
            try:
                self.held.enter_context(backend().folder.lock("worker", patience=0))
            except IndexBusyError:
                return
            self.keeps_index = True
            if needs_rebuild():
                self.stdout.write(f"There was no whole index; made one of {rebuild(_go_on)} documents.")
        if pending() or not backend().folder.is_there():
            update_pending(_go_on)

    def _tell(self, message: str) -> None:
        if message != self.told:
            self.stderr.write(message)
            self.told = message


def _go_on(*_how_far: object) -> None:
    if stopping.is_set():
        raise Halted("stopped")


@contextlib.contextmanager
def _ending_on_signals() -> Iterator[None]:
    """SIGTERM and SIGINT end the work at its next step; a second one ends it at once."""

    def stop(*_signal: object) -> None:
        if stopping.is_set():
            raise SystemExit(1)
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
