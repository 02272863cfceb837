"""`manage.py reindex [--all] [--watch SECONDS]`: brings the search index in step with the records."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from kb.records.worker import worker_rests
from kb.search.folder import IndexBusyError, IndexUnwritableError
from kb.search.management.progress import show_progress
from kb.search.marks import pending
from kb.search.run import backend
from kb.search.updates import needs_rebuild, rebuild, update_pending

if TYPE_CHECKING:
    from argparse import ArgumentParser

_LEAST_NAP = 0.2


class Command(BaseCommand):
    help = "Bring the search index in step with the records: what changed, or everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="make the whole index anew")
        parser.add_argument(
            "--watch", type=float, metavar="SECONDS", help="go on, looking for changes so often"
        )

    def handle(self, *, watch: float | None, **options: Any) -> None:
        try:
            if watch is None or options["all"]:
                self._write_once(whole=options["all"])
            if watch is not None:
                self._watch(max(_LEAST_NAP, watch))
        except (IndexBusyError, IndexUnwritableError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("Stopped; the index holds what was written before.")

    def _write_once(self, *, whole: bool) -> None:
        with show_progress() as show:
            if whole or needs_rebuild():
                self.stdout.write(f"The index holds {rebuild(show)} documents.")
            else:
                self.stdout.write(f"{update_pending(show)} changes written.")

    def _watch(self, nap: float) -> None:
        """Carry changes in as they come, for ever. One worker does so; further ones wait until it ends."""
        told = ""
        while True:
            try:
                with backend().folder.lock("worker", patience=0):
                    self._serve(nap)
            except IndexBusyError:
                message = (
                    "Another worker keeps the index in step. This one waits and takes over when that ends."
                )
            except IndexUnwritableError as error:
                message = str(error)
            if message != told:
                self.stderr.write(message)
                told = message
            time.sleep(nap)

    def _serve(self, nap: float) -> None:
        if needs_rebuild():
            self.stdout.write(f"There was no whole index; made one of {rebuild()} documents.")
        told = ""
        while True:
            try:
                if pending() or not backend().folder.is_there():
                    update_pending()
                told = ""
                worker_rests.send(sender=type(self))
            except (IndexBusyError, IndexUnwritableError, DatabaseError) as error:
                # Nothing is lost: what is marked stays marked.
                if str(error) != told:
                    self.stderr.write(f"{error} Trying again.")
                    told = str(error)
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            time.sleep(nap)
