"""`manage.py reindex [--all] [--watch SECONDS]`: brings the search index in step with the records."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from kb.search.engine import IndexBusyError
from kb.search.updates import rebuild, update_pending

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Bring the search index in step with the records: what changed, or everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="make the whole index anew")
        parser.add_argument(
            "--watch", type=float, metavar="SECONDS", help="go on, looking for changes so often"
        )

    def handle(self, *, watch: float | None, **options: Any) -> None:
        try:
            if options["all"]:
                count = self._with_bar(rebuild)
                self.stdout.write(f"The index holds {count} documents.")
            else:
                self.stdout.write(f"{self._with_bar(update_pending)} changes written.")
            while watch is not None:
                time.sleep(max(0.2, watch))
                update_pending()
        except IndexBusyError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stdout.write("Stopped; the index holds what was written before.")

    def _with_bar(self, work: Any) -> int:
        with tqdm(disable=not sys.stderr.isatty(), unit="step") as bar:

            def show(name: str, done: int, total: int) -> None:
                bar.total = total
                bar.n = done
                bar.set_postfix_str(name[:40])

            return int(work(show))
